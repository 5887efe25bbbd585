"""Find what can't be true, which is an error, and what the fonts can't print, which is a warning."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cvgen.checks.subject import Subject, authors, entries
from cvgen.problems import Location, Problem, closest_match
from cvgen.profile.dates import PRESENT, Date, certainly_before
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.writers import font_coverage

MOST = 3  # characters in a message
RESULTS = {"": "left out of PDFs", font_coverage.BOX: "shown as a box in PDFs"}
SIMPLER = "simplified in PDFs"


def contradictions(subject: Subject) -> Iterator[Problem]:
    """Yield every contradiction in a profile."""
    yield from _marks(subject.profile, subject.places)
    yield from _dates(subject.profile, subject.places)
    yield from _efforts(subject)
    yield from _achievements(subject)
    yield from _identities(subject.profile, subject.places)


def _marks(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    """Yield authors that consist of marks alone, and marks that `marks` does not explain, each at its first place."""
    known = set(profile.marks)
    for path, author in authors(profile):
        if not author.name:
            yield Problem(
                f"the name before '{author.marks}' is missing", places.get(path), "write the name before the mark"
            )
        for mark in author.marks:
            if author.name and mark not in known:
                hint = f'add its meaning to marks:  "{mark}": ...'
                yield Problem(f"the mark '{mark}' of {author.name} has no explanation", places.get(path), hint)
        known |= set(author.marks)


def _dates(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    for path, entry in entries(profile):
        start: Date | None = getattr(entry, "start", None)
        end: Date | None = getattr(entry, "end", None)
        if getattr(entry, "date", None) == PRESENT:
            yield Problem("'present' is not a date", places.get((*path, "date")), "write the year or the day")
        if start == PRESENT:
            yield Problem("'present' can't be a start", places.get((*path, "start")), "write the year it began")
        elif start and end and certainly_before(end, start):
            message = f"the end {end} is before the start {start}"
            yield Problem(message, places.get((*path, "end")), "swap the two, or correct the year")


def _efforts(subject: Subject) -> Iterator[Problem]:
    """Yield each label of an effort that is not a year."""
    for at, grant in enumerate(subject.profile.grants):
        for year in grant.effort:
            if not re.fullmatch(r"[12]\d{3}", year):
                place = subject.place(("grants", at, "effort", year, ""))
                yield Problem(f"'{year}' is not a year", place, "write the months of each year: {2026: 1.5, 2027: 2}")


def _achievements(subject: Subject) -> Iterator[Problem]:
    """Yield the works of an achievement that are not among the publications."""
    known = [name for paper in subject.profile.publications for name in (paper.id, paper.title) if name]
    for at, achievement in enumerate(subject.profile.achievements):
        for number, work in enumerate(achievement.works):
            if not subject.profile.work(work):
                near = closest_match(work, known)
                hint = f"did you mean '{near}'?" if near else "write the id or the title of a publication"
                place = subject.place(("achievements", at, "works", number))
                yield Problem(f"no publication is called '{work}'", place, hint)


def _identities(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    """Yield ids that two entries share; a reference to one of them could mean either."""
    seen: dict[str, Any] = {}
    for path, entry in entries(profile):
        if entry.id and entry.id in seen:
            first = places.get((*seen[entry.id], "id"))
            where = f"; first in line {first.line}" if first else ""
            yield Problem(f"the id '{entry.id}' is used twice{where}", places.get((*path, "id")), "use a unique id")
        elif entry.id:
            seen[entry.id] = path


def glyphs(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each text with characters that no bundled font has and no text before it has."""
    reported: set[str] = set()
    for path, text in subject.texts:
        if text.isascii():
            continue
        new = [char for char in font_coverage.missing(text) if char not in reported]
        reported.update(new)
        by_result: dict[str, list[str]] = defaultdict(list)
        for char in new:
            by_result[RESULTS.get(font_coverage.substitute(char), SIMPLER)].append(char)
        for result, chars in by_result.items():
            more = f" and {len(chars) - MOST} more" if len(chars) > MOST else ""
            signs = ", ".join(map(font_coverage.describe, chars[:MOST]))
            yield subject.warn(path, f"no font has {signs}{more}: {result}", "use other characters")
