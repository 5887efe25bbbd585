"""Find the mistakes in a language file that its keys allow: placeholders that differ, and equal headings."""

import dataclasses
import re
from collections.abc import Iterator, Mapping

from cvgen.composers.languages.phrases import ENGLISH, PLURALS, Phrases
from cvgen.problems import Location, Problem
from cvgen.profile.fields import EntryPath

BRACES = re.compile(r"\{[^{}\s]*\}")
# Headings that one document may have side by side; a marked CV finds a section by its heading.
SIDE_BY_SIDE = ("heading of a report", "heading, in place of a year", "heading if", "heading")
ALONE = "heading if"  # in place of another heading

Texts = Mapping[EntryPath, str]
Places = Mapping[EntryPath, Location]


def mistakes(words: Phrases, places: Places) -> Iterator[Problem]:
    """Yield the problems of phrases, each at its place in the language file."""
    given, english = _texts(words), _texts(ENGLISH)
    for path in given:
        if path not in english and path[0] not in PLURALS:
            hint = f"use one of: {', '.join(str(one[1]) for one in english if one[0] == path[0])}"
            yield Problem(f"unknown key '{path[1]}' in {path[0]}", places[path], hint)
        elif path in places:
            yield from _placeholders(path, given[path], english.get(path, "{}"), places[path])
    for group in _headings():
        yield from _equal({path: given[path] for path in group if path in given}, places)


def _texts(words: Phrases) -> dict[EntryPath, str]:
    """Return every text of the phrases by its path in the file: ("since",), ("papers", "one")."""
    found: dict[EntryPath, str] = {}
    for one in dataclasses.fields(Phrases):
        value = getattr(words, one.name)
        found |= {(one.name, name): text for name, text in value.items()} if isinstance(value, dict) else {}
        found |= {(one.name,): value} if isinstance(value, str) else {}
    return found


def _placeholders(path: EntryPath, text: str, english: str, place: Location) -> Iterator[Problem]:
    """Yield a problem if a text has other placeholders than the English one; a plural form may lack the number."""
    name, wanted, found = _name(path), english.count("{}"), text.count("{}")
    unknown = [one for one in BRACES.findall(text) if one != "{}"]
    if unknown:
        yield Problem(f"{name} has the unknown placeholder '{unknown[0]}'", place, "write {} where a value belongs")
    elif found > wanted or (found < wanted and path[0] not in PLURALS):
        hint = f"the English text is  {english}"
        yield Problem(f"{name} needs {{}} {_times(wanted)}, not {_times(found)}", place, hint)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _headings() -> Iterator[list[EntryPath]]:
    """Yield the paths of the headings that must differ from each other."""
    groups: dict[str, list[EntryPath]] = {}
    for one in dataclasses.fields(Phrases):
        about = one.metadata["about"]
        kind = next((start for start in SIDE_BY_SIDE if about.startswith(start)), "")
        value = getattr(ENGLISH, one.name)
        if isinstance(value, dict) and kind:
            yield [(one.name, name) for name in value]
        elif kind and kind != ALONE:
            groups.setdefault(kind, []).append((one.name,))
    yield from groups.values()


def _equal(headings: Texts, places: Places) -> Iterator[Problem]:
    """Yield a problem for each heading of the file that an earlier one, or one that stays English, has as well."""
    first: dict[str, EntryPath] = {}
    for path in sorted(headings, key=lambda one: places.get(one, Location(0))):
        other = first.setdefault(headings[path], path)
        if other != path and path in places:
            message = f"{_name(path)} has the same heading as {_name(other)}"
            yield Problem(message, places[path], "use two different headings")


def _name(path: EntryPath) -> str:
    return ".".join(map(str, path))
