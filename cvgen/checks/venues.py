"""Find venues that are written in several ways, and so look like several venues."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.checks.subject import Subject
from cvgen.diff.match.venues import long_words, parts_of, split_acronym, without_edition
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath

WAYS = 3  # spellings that deserve a warning; two, with and without the abbreviation, are common practice
ALIKE = 0.5  # the share of common word beginnings from which two long names may be one venue


@dataclass(frozen=True)
class Spelling:
    """One spelling of a venue: its words, its abbreviation, and the path of its first occurrence."""

    text: str
    words: tuple[str, ...]
    acronym: str
    path: EntryPath


def inconsistent_venues(subject: Subject) -> Iterator[Problem]:
    """Yield one warning for each venue with three spellings, or with two long names for one abbreviation."""
    for ways in _venues(_ways(subject)):
        names = {way.words for way in ways if way.words}
        if len(ways) >= WAYS or len(names) > 1:
            where = ", ".join(f"'{way.text}' in {subject.line((*way.path, 'venue'))}" for way in ways)
            message = f"one venue is written in {len(ways)} ways"
            yield subject.warn((*ways[1].path, "venue"), message, f"choose one of {where}")


def _ways(subject: Subject) -> list[Spelling]:
    """Return each spelling of a venue at its first place; years and numbers of editions don't count."""
    ways: dict[str, Spelling] = {}
    for path, paper in subject.papers:
        if paper.venue and not parts_of(paper.venue):
            text = without_edition(paper.venue)
            long, acronym = split_acronym(text)
            ways.setdefault(text.casefold(), Spelling(text, long_words(long), acronym, path))
    return list(ways.values())


def _venues(ways: list[Spelling]) -> Iterator[list[Spelling]]:
    """Group spellings by venue: those with the same abbreviation, or with the same words."""
    acronyms = {way.words: way.acronym for way in ways if way.words and way.acronym}
    groups: dict[object, list[Spelling]] = defaultdict(list)
    for way in ways:
        groups[way.acronym or acronyms.get(way.words) or way.words].append(way)
    for group in groups.values():
        first = next((way.words for way in group if way.words), ())
        yield [way for way in group if not way.words or _alike(way.words, first)]


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether two long names may be one venue: "Int. Conf. Mach. Learn." abbreviates each word."""
    first, second = ({word[:3] for word in words} for words in (one, two))
    return len(first & second) >= ALIKE * len(first | second)
