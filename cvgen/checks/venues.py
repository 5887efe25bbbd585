"""Venues that are written in several ways, which looks like several venues."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.checks.subject import Path, Subject
from cvgen.problems import Problem

WAYS = 3  # so many are a mess; two, with and without the abbreviation, are a habit
ALIKE = 0.5  # of the beginnings of the words of two long names; below that they are two venues
EDITION = re.compile(r"\b(19|20)\d\d\b|['’]\d\d\b|\b\d+(st|nd|rd|th)\b", re.I)
ACRONYM = re.compile(r"[A-Z][\w&+/-]*[A-Z][\w&+/-]*( [A-Z]{2,})?")
LONGEST_ACRONYM = 12
PART = re.compile(r"workshop|findings|companion|tutorial|\bdemo|\btrack\b|challenge|submission|preprint|rxiv", re.I)
UNSAID = {"the", "of", "on", "in", "and", "for", "proceedings", "proc", "annual", "ieee", "acm", "cvf", "usenix"}
LONG_FORMS = {"intl": "international", "conf": "conference", "symp": "symposium", "trans": "transactions"}


@dataclass(frozen=True)
class Way:
    """One way to write a venue: its words, its abbreviation, and where it stands first."""

    text: str
    words: tuple[str, ...]
    acronym: str
    path: Path


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
        if paper.venue and not PART.search(paper.venue):
            text = _bare(paper.venue)
            long, acronym = _parted(text)
            ways.setdefault(text.casefold(), Way(text, _words(long), acronym, path))
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


def _bare(venue: str) -> str:
    """ "36th Conference on Machines (CM 2019), 2019" -> "Conference on Machines (CM)" """
    text = EDITION.sub("", re.sub(r"[*_`]", "", venue))
    text = re.sub(r"\s*\(\s*\)", "", re.sub(r"\s+", " ", text))
    return re.sub(r"\s+([),])", r"\1", text).strip(" ,;:-–'’")


def _parted(text: str) -> tuple[str, str]:
    """ "Conference on Machines (CM)" -> ("Conference on Machines", "CM"); "CM" -> ("", "CM")"""
    if _is_acronym(text):
        return "", text.casefold()
    inside = re.search(r"\(([^()]+)\)", text)
    if inside and _is_acronym(inside[1]):
        return text[: inside.start()], inside[1].casefold()
    return text, ""


def _is_acronym(text: str) -> bool:
    return len(text) <= LONGEST_ACRONYM and bool(ACRONYM.fullmatch(text))


def _words(long: str) -> tuple[str, ...]:
    """A long name -> its words, abbreviated ones in full where that is sure, without what is often left unsaid."""
    words = re.findall(r"\w+", long.casefold().replace("int'l", "international"))
    return tuple(LONG_FORMS.get(word, word) for word in words if word not in UNSAID)


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two long names may be one: "Int. Conf. Mach. Learn." begins its words as the full name does."""
    first, second = ({word[:3] for word in words} for words in (one, two))
    return len(first & second) >= ALIKE * len(first | second)
