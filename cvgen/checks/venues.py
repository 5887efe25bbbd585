"""Venues that are written in several ways, which looks like several venues."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.checks.subject import Subject
from cvgen.diff.match.venues import bare, long_words, parted, parts_of
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath

WAYS = 3  # so many are a mess; two, with and without the abbreviation, are a habit
ALIKE = 0.5  # of the beginnings of the words of two long names; below that they are two venues


@dataclass(frozen=True)
class Way:
    """One way to write a venue: its words, its abbreviation, and where it stands first."""

    text: str
    words: tuple[str, ...]
    acronym: str
    path: EntryPath


def several_ways(subject: Subject) -> Iterator[Problem]:
    """Venues written in three ways, or under one abbreviation with two long names; each told once."""
    for ways in _venues(_ways(subject)):
        names = {way.words for way in ways if way.words}
        if len(ways) >= WAYS or len(names) > 1:
            where = ", ".join(f"'{way.text}' in {subject.line((*way.path, 'venue'))}" for way in ways)
            message = f"a venue written in {len(ways)} ways"
            yield subject.warn((*ways[1].path, "venue"), message, f"choose one of {where}")


def _ways(subject: Subject) -> list[Way]:
    """Each way in which a venue is written, years and numbers of editions left aside, at its first place."""
    ways: dict[str, Way] = {}
    for path, paper in subject.papers:
        if paper.venue and not parts_of(paper.venue):
            text = bare(paper.venue)
            long, acronym = parted(text)
            ways.setdefault(text.casefold(), Way(text, long_words(long), acronym, path))
    return list(ways.values())


def _venues(ways: list[Way]) -> Iterator[list[Way]]:
    """Ways -> those of each venue: what has the same abbreviation, or the same words."""
    acronyms = {way.words: way.acronym for way in ways if way.words and way.acronym}
    groups: dict[object, list[Way]] = defaultdict(list)
    for way in ways:
        groups[way.acronym or acronyms.get(way.words) or way.words].append(way)
    for group in groups.values():
        first = next((way.words for way in group if way.words), ())
        yield [way for way in group if not way.words or _alike(way.words, first)]


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two long names may be one: "Int. Conf. Mach. Learn." begins its words as the full name does."""
    first, second = ({word[:3] for word in words} for words in (one, two))
    return len(first & second) >= ALIKE * len(first | second)
