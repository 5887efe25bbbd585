"""Languages: the name of one, or the text of a file in the form of those here -> Words."""

from pathlib import Path

from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.problems import Problem, ProfileError, closest_match
from cvgen.profile.yaml import read_as

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The languages there are, such as de; English first."""
    return [ENGLISH.language, *sorted(path.stem for path in FOLDER.glob("*.yaml"))]


def load(name: str) -> Phrases:
    """ "de" -> German; ProfileError where there is no such language."""
    if name == ENGLISH.language:
        return ENGLISH
    if name not in names():
        near = closest_match(name, names())
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(names())}, or a file such as mine.yaml"
        raise ProfileError([Problem(f"there is no language '{name}'", hint=hint)])
    return read((FOLDER / f"{name}.yaml").read_text("utf-8"))


def read(text: str) -> Phrases:
    """The text of a language's file -> its words, English ones where it has none; ProfileError where it is wrong."""
    words = read_as(text, Phrases)
    try:
        words.locale()
    except ValueError:
        problem = Problem(f"'{words.language}' is no language that dates can be written in", hint="such as pt or pt-BR")
        raise ProfileError([problem], text) from None
    return words
