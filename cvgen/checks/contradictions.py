"""What can't be true or can't be printed: an error each."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from cvgen.checks.subject import Subject, authors, entries
from cvgen.problems import Location, Problem, Severity
from cvgen.profile.dates import PRESENT, Date, certainly_before
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.writers import font_coverage

UNPRINTED = ("id", "tags", "aliases", "abstract", "photo")  # fields that no document shows


def contradictions(subject: Subject, unprintable: Severity) -> Iterator[Problem]:
    """Every contradiction inside the profile; how grave a character without a glyph is, depends on what is built."""
    yield from _marks(subject.profile, subject.places)
    yield from _dates(subject.profile, subject.places)
    yield from _identities(subject.profile, subject.places)
    yield from _glyphs(subject, unprintable)


def _marks(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    """Authors that are nothing but signs, and signs that `marks` does not explain, each at its first place."""
    told = set(profile.marks)
    for path, author in authors(profile):
        if not author.name:
            yield Problem(
                f"there is no name before '{author.marks}'", places.get(path), "write the name before the sign"
            )
        for mark in author.marks:
            if author.name and mark not in told:
                hint = f'add to marks:  "{mark}": what it means'
                yield Problem(f"the mark '{mark}' of {author.name} is not explained", places.get(path), hint)
        told |= set(author.marks)


def _dates(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    for path, entry in entries(profile):
        start: Date | None = getattr(entry, "start", None)
        end: Date | None = getattr(entry, "end", None)
        if getattr(entry, "date", None) == PRESENT:
            yield Problem("'present' is not a date", places.get((*path, "date")), "write the year or the day")
        if start == PRESENT:
            yield Problem("a start can't be 'present'", places.get((*path, "start")), "write the year it began")
        elif start and end and certainly_before(end, start):
            message = f"the end {end} is before the start {start}"
            yield Problem(message, places.get((*path, "end")), "swap them, or mend the year")


def _identities(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    """Ids that two entries share; what refers to one of them could mean either."""
    seen: dict[str, Any] = {}
    for path, entry in entries(profile):
        if entry.id and entry.id in seen:
            first = places.get((*seen[entry.id], "id"))
            where = f"; first in line {first.line}" if first else ""
            yield Problem(f"the id '{entry.id}' stands twice{where}", places.get((*path, "id")), "make it differ")
        elif entry.id:
            seen[entry.id] = path


def _glyphs(subject: Subject, severity: Severity) -> Iterator[Problem]:
    """Characters that no bundled font has, each at its first place."""
    told: set[str] = set()
    for path, text in _texts(subject.profile, ()):
        for char in font_coverage.missing(text):
            if char not in told:
                message = f"no font here can print {font_coverage.describe(char)}"
                yield Problem(message, subject.place(path), "write it in another way, or leave it out", severity)
            told.add(char)


def _texts(value: Any, path: EntryPath) -> Iterator[tuple[EntryPath, str]]:
    """Every text that a value of the model prints, with its path; that of a label, such as a link's, ends in ""."""
    if isinstance(value, str):
        yield path, value
    elif dataclasses.is_dataclass(value):
        for name, item in vars(value).items():
            if item and name not in UNPRINTED:
                yield from _texts(item, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key, ""), key
            yield from _texts(item, (*path, key))
