"""Load the phrases of a language, by its name or from the text of a language file."""

from pathlib import Path

from cvgen.composers.languages.language_file import mistakes
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.problems import InputError, Problem, closest_match
from cvgen.profile.yaml import read_with_places

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of the available languages, such as "de"; English first."""
    return [ENGLISH.language, *sorted(path.stem for path in FOLDER.glob("*.yaml"))]


def load(name: str) -> Phrases:
    """Return the phrases of a language: "de" -> German. Raise InputError if there is no language of that name."""
    if name == ENGLISH.language:
        return ENGLISH
    if name not in names():
        near = closest_match(name, names())
        hint = f"did you mean '{near}'?" if near else f"use one of {', '.join(names())}, or a file such as mine.yaml"
        raise InputError([Problem(f"there is no language '{name}'", hint=hint)])
    return read((FOLDER / f"{name}.yaml").read_text("utf-8"))


def read(text: str) -> Phrases:
    """Return the phrases in the text of a language file, with English ones for missing keys.

    Raise InputError if the text has errors, or if dates can't be written in its language.
    """
    words, places = read_with_places(text, Phrases)
    if problems := list(mistakes(words, places)):
        raise InputError(problems, text)
    try:
        words.locale()
    except ValueError:
        message = f"dates can't be written in the language '{words.language}'"
        problem = Problem(message, hint="write a language tag, such as pt or pt-BR")
        raise InputError([problem], text) from None
    return words
