"""A list of texts for a translator who has never seen YAML, with an empty place for each translation.

    - id: awards[0].title
      en: |
        Best Paper Award
      de: |

The list is YAML, but it is read line by line, so that colons, quotation marks and missing indentation in a translation
do no harm: everything below a language, or behind it, is its text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cvgen.problems import InputError, Location, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import CODE, name_of
from cvgen.profile.model import Profile
from cvgen.profile.text_fields import TextField, to_translate
from cvgen.profile.translations import closest, code_of, texts_of

ID = re.compile(r"- id:\s*(\S.*?)\s*$")
LANGUAGE = re.compile(rf"  ({CODE}):[ \t]*(?:\|[-+]?|>[-+]?(?=\s*$))?[ \t]*(.*)$")
HOW = "begin each text as the list has it:  - id: ...  then each language on a separate line"
HEAD = """\
# {count} of {name} to translate from {source} to {target}.
#
# Write each translation into the empty line below "{code}:". Leave empty what you do not translate.
# Words between ** or * are bold or italic, [words](address) are a link: keep these signs around your words.
# Please change nothing else. Then:  cvgen translate --apply {file}
"""


@dataclass
class Listed:
    """A text of a list: its id, its place, and its texts by the codes of their languages, in the order of the list."""

    id: str
    place: Location
    lines: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Return the text in a language, "" if it is still empty."""
        return "\n".join(line.strip() for line in self.lines.get(language, ())).strip()


def texts_without(profile: Profile, language: str) -> list[TextField]:
    """Return the texts of a profile without a version in a language; one in no several is in that of the profile."""
    own = code_of(profile.language)
    return [one for one in to_translate(profile) if not closest(texts_of(one.text, own), language)]


def write_list(profile: Profile, language: str, file: str = "todo.yaml") -> str:
    """Return the list of the texts without a version in a language, for the translator; "" if all have one."""
    found = texts_without(profile, language)
    if not found:
        return ""
    own = code_of(profile.language)
    count = "1 text" if len(found) == 1 else f"{len(found)} texts"
    head = HEAD.format(count=count, name=profile.name, source=name_of(own), target=name_of(language),
                       code=language, file=file)  # fmt: skip
    return "\n".join([head, *(_written(one, profile, language) for one in found)])


def _written(one: TextField, profile: Profile, language: str) -> str:
    """Return a text with its id and an empty place."""
    source, text = source_of(one.text, code_of(profile.language))
    lines = "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
    return f"- id: {id_of(profile, one.path)}\n  {source}: |\n{lines}\n  {language}: |\n    \n"


def source_of(text: str, own: str) -> tuple[str, str]:
    """Return the language from which a text is translated, and the text in it: the main one."""
    texts = texts_of(text, own)
    language = next(language for language, one in texts.items() if one == str(text))
    return language, texts[language]


def id_of(profile: Profile, path: EntryPath) -> str:
    """Return the path of a text as people read it: "awards[0].title", "awards[prize].title" for an entry with an id."""
    words = ""
    for length, part in enumerate(path, 1):
        known = getattr(profile.at(path[:length]), "id", None) if isinstance(part, int) else None
        words += f"[{known or part}]" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".")


def read_list(text: str) -> list[Listed]:
    """Return the texts of a list that a translator has filled in; raise InputError for any other file."""
    found: list[Listed] = []
    problems: list[Problem] = []
    language = ""
    for number, line in enumerate(text.splitlines(), 1):
        place = Location(number, 1, max(1, len(line)))
        if start := ID.match(line):
            found.append(Listed(start[1], place))
            language = ""
        elif found and (start := LANGUAGE.match(line)) and start[1] not in found[-1].lines:
            language = start[1]
            found[-1].lines[language] = [start[2]]
            found[-1].places[language] = place
        elif language:
            found[-1].lines[language].append(line)
        elif line.strip() and not line.startswith("#"):
            problems.append(Problem("this line belongs to no text", place, HOW))
    problems += _not_a_list(found)
    if problems:
        raise InputError(problems)
    return found


def _not_a_list(found: Iterable[Listed]) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a list: it is empty, or has one twice."""
    known: dict[str, Listed] = {}
    for one in found:
        if one.id in known:
            message = f"'{one.id}' is already in line {known[one.id].place.line}"
            yield Problem(message, one.place, "delete one of them")
        known.setdefault(one.id, one)
    if not known:
        yield Problem("this is not a list of texts to translate", hint="make one with  cvgen translate --list de")
