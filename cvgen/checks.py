"""Profile and the places of its parts -> problems that no single value shows."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from cvgen import glyphs
from cvgen.dates import PRESENT, Date
from cvgen.problems import Place, Problem
from cvgen.profile import Entry, Profile

Path = tuple[str | int, ...]


def check(profile: Profile, places: dict[Path, Place]) -> list[Problem]:
    """Every contradiction inside the profile, with its place; errors first where they share a line."""
    problems = [
        *_marks(profile, places),
        *_dates(profile, places),
        *_identities(profile, places),
        *_glyphs(profile, places),
    ]
    return sorted(problems, key=lambda problem: problem.place or Place(0))


def entries(profile: Profile) -> Iterator[tuple[Path, Entry]]:
    """Every entry of every list, with its path: ("education", 0)."""
    for field in dataclasses.fields(profile):
        value = getattr(profile, field.name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Entry):
                    yield (field.name, index), item
    for number, section in enumerate(profile.sections):
        for index, item in enumerate(section.entries):
            yield ("sections", number, "entries", index), item


def _marks(profile: Profile, places: dict[Path, Place]) -> Iterator[Problem]:
    """Signs behind authors that `marks` does not explain, each at its first place."""
    warned: set[str] = set()
    for index, publication in enumerate(profile.publications):
        for position, author in enumerate(publication.authors):
            for mark in author.marks:
                if mark in profile.marks or mark in warned:
                    continue
                warned.add(mark)
                path = ("publications", index, "authors", position)
                yield Problem(
                    f"the mark '{mark}' of {author.name} is not explained",
                    places.get(path),
                    f'add to marks:  "{mark}": what it means',
                )


def _dates(profile: Profile, places: dict[Path, Place]) -> Iterator[Problem]:
    for path, entry in entries(profile):
        start: Date | None = getattr(entry, "start", None)
        end: Date | None = getattr(entry, "end", None)
        if start == PRESENT:
            yield Problem("a start can't be 'present'", places.get((*path, "start")), "write the year it began")
        elif start and end and _before(end, start):
            message = f"the end {end} is before the start {start}"
            yield Problem(message, places.get((*path, "end")), "swap them, or mend the year")


def _before(end: Date, start: Date) -> bool:
    """Whether an end lies before a start for certain: 2019 does not lie before 2019-05."""
    known = min(_precision(start), _precision(end))
    return _parts(end)[:known] < _parts(start)[:known]


def _parts(date: Date) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def _precision(date: Date) -> int:
    return 1 + bool(date.month) + bool(date.day)


def _identities(profile: Profile, places: dict[Path, Place]) -> Iterator[Problem]:
    """Ids that two entries share; what refers to one of them could mean either."""
    seen: dict[str, Any] = {}
    for path, entry in entries(profile):
        if entry.id and entry.id in seen:
            first = places.get((*seen[entry.id], "id"))
            where = f"; first in line {first.line}" if first else ""
            yield Problem(f"the id '{entry.id}' stands twice{where}", places.get((*path, "id")), "make it differ")
        elif entry.id:
            seen[entry.id] = path


def _glyphs(profile: Profile, places: dict[Path, Place]) -> Iterator[Problem]:
    """Characters that no bundled font has: they would be printed as an empty box."""
    for path, text in _texts(profile, ()):
        for char in glyphs.missing(text):
            message = f"no font here can print {glyphs.describe(char)}"
            yield Problem(message, places.get(path), "write it in another way, or leave it out", "warning")


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text inside a value of the model, with its path."""
    if isinstance(value, str):
        yield path, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
