"""Two publications -> whether they are one: scored by numbers, title, authors, venue, status and year.

The weights, thresholds and vetoes were measured on real histories of CVs; each veto is there for a real failure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cvgen.diff.match.pairing import Edge, Match
from cvgen.diff.match.people import Authors, People
from cvgen.diff.match.titles import Marks, Title, alike, nearest, sharing, similarity
from cvgen.diff.match.venues import same_venue
from cvgen.profile.dates import year_of
from cvgen.profile.identifiers import NamedIdentifier, strong_identifiers, weak_identifiers
from cvgen.profile.model import Publication
from cvgen.profile.status import is_published, stage_of, venue_name
from cvgen.profile.text import is_translated

SAME, NEAR, ROUGH = 97, 90, 78  # likeness of titles: a typo apart, a word apart, reworded
RETITLED = 55  # enough for a manuscript and the paper of the same people that came of it
UNLIKE = 60  # different works by the same people have been seen up to 62
OTHER_WORKS = ("thesis", "dataset", "software", "book", "editorial", "demo")  # may share the title of a paper


class PublicationKey:
    """A publication as far as comparing it needs."""

    home = None  # headings inside the list are a key of the entry

    def __init__(self, at: int, entry: Publication, people: People) -> None:
        self.at, self.entry, self.people = at, entry, people
        self.title = Title(entry.title)
        self.authors = Authors(entry.authors, people)
        self.proving, self.hinting = strong_identifiers(entry), weak_identifiers(entry)
        self.year, self.standing, self.is_out = year_of(entry), stage_of(entry), is_published(entry)

    @cached_property
    def venue(self) -> str:
        return venue_name(self.entry)

    @cached_property
    def pages(self) -> tuple[str | None, ...]:
        entry = self.entry
        return (entry.volume, entry.issue, entry.pages.replace("–", "-") if entry.pages else None)

    @cached_property
    def marks(self) -> Marks:
        """What it may have in common with another of the same title."""
        return self.authors.keys | self.proving | self.hinting | set(enumerate(self.pages)) | {self.year, self.venue}

    @property
    def printed_at(self) -> list[object]:
        """Year, volume and pages, when all are known: a key to look it up by."""
        return [(self.year, *self.pages)] if self.entry.volume and self.entry.pages and self.year else []


@dataclass(frozen=True)
class PublicationEvidence:
    """What speaks for two publications being one."""

    one: PublicationKey
    other: PublicationKey

    @cached_property
    def title(self) -> float:
        return similarity(self.one.title, self.other.title)

    @cached_property
    def overlap(self) -> float:
        return self.one.people.overlap(self.one.authors, self.other.authors)

    @cached_property
    def is_translated(self) -> bool:
        return is_translated(self.one.title.text, self.other.title.text)

    @cached_property
    def venue(self) -> bool:
        return same_venue(self.one.venue, self.other.venue)

    @cached_property
    def years_apart(self) -> int | None:
        return abs(self.one.year - self.other.year) if self.one.year and self.other.year else None

    @cached_property
    def proof(self) -> str:
        """The kind of number that proves it: "doi"; "" without one."""
        return min((kind for kind, _ in self.one.proving & self.other.proving), default="")

    @cached_property
    def hint(self) -> str:
        return min((kind for kind, _ in self.one.hinting & self.other.hinting), default="")

    @property
    def closeness(self) -> float:
        """Of the years: 1 for the same, 0 for three or more apart."""
        return 0.5 if self.years_apart is None else max(0.0, 1 - self.years_apart / 3)

    def within(self, years: int) -> bool:
        """Whether the years, as far as they are known, lie no further apart."""
        return self.years_apart is None or self.years_apart <= years

    @property
    def pages(self) -> bool:
        """Whether they stand on the same pages of the same volume."""
        return all((self.one.entry.pages, self.one.entry.volume)) and self.one.pages == self.other.pages


def edges(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> Iterator[Edge]:
    """Two lists of publications -> the pairs that may be one, with their scores; those that are only alike as well."""
    for at, other in sorted(_candidates(old, new)):
        evidence = PublicationEvidence(old[at], new[other])
        alike = evidence.title >= NEAR and evidence.overlap >= 0.5
        allowed = _is_supported(evidence) and not _is_vetoed(evidence)
        if allowed or alike:
            match = Match(_by(evidence), _confidence(evidence))
            yield Edge(old[at].at, new[other].at, score(evidence), match, allowed)


def score(found: PublicationEvidence) -> float:
    """How much speaks for two publications being one, to order those that may be."""
    same_standing = found.one.standing == found.other.standing
    return (
        3.0 * bool(found.proof)
        + 1.0 * bool(found.hint)
        + 0.6 * found.pages
        + 2.0 * found.title / 100
        + 0.5 * (found.title == 100)
        + 0.5 * found.overlap
        + 0.6 * found.venue
        + 0.5 * same_standing
        + 0.4 * found.closeness
    )


def _candidates(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> set[tuple[int, int]]:
    """The pairs worth comparing: with a number in common, titles alike, or the same people."""
    titles = alike([paper.title for paper in old], [paper.title for paper in new], ROUGH)
    found = nearest(titles, *([paper.marks for paper in papers] for papers in (old, new)))
    found |= sharing(*([paper.proving | paper.hinting for paper in papers] for papers in (old, new)))
    found |= sharing(*([paper.printed_at for paper in papers] for papers in (old, new)))
    return found | _same_people(old, new)


def _same_people(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> set[tuple[int, int]]:
    """Pairs of which one is out and the other is not, by the same people."""
    found: set[tuple[int, int]] = set()
    for old_is_out in (True, False):
        left = [at for at, paper in enumerate(old) if paper.is_out == old_is_out and paper.authors.keys]
        right = [at for at, paper in enumerate(new) if paper.is_out != old_is_out and paper.authors.keys]
        pairs = sharing([[old[at].authors.keys] for at in left], [[new[at].authors.keys] for at in right])
        found |= {(left[at], right[other]) for at, other in pairs}
    return found


def _is_supported(found: PublicationEvidence) -> bool:
    """Whether enough speaks for it; the same authors alone never do."""
    if found.proof:
        return found.title >= UNLIKE or found.overlap > 0.5 or found.is_translated
    if found.hint and (found.title >= RETITLED or found.overlap >= 0.6):
        return True
    if found.pages and found.within(0) and (found.is_translated or (found.venue and found.overlap > 0.5)):
        return True
    if found.one.title.is_common or found.other.title.is_common:
        return found.title >= SAME and found.venue and found.within(0)
    if found.one.title.is_short or found.other.title.is_short:
        return found.title >= SAME and found.overlap >= 0.5 and (found.within(0) or (found.venue and found.within(1)))
    return (
        (found.title >= NEAR and found.overlap >= 0.5)
        or (found.title >= SAME and found.venue and found.within(1))
        or (found.title >= ROUGH and found.overlap >= 0.6 and found.within(2))
        or (found.title >= RETITLED and _came_out(found))
    )


def _came_out(found: PublicationEvidence) -> bool:
    """Whether one may be the manuscript of the other: the same people, at most a year between them."""
    return found.one.is_out != found.other.is_out and found.overlap > 0.99 and found.within(1)


def _is_vetoed(found: PublicationEvidence) -> bool:
    """Whether something proves that they are two."""
    if found.one.title.parts != found.other.title.parts or found.one.title.is_about != found.other.title.is_about:
        return True  # Part I and Part II, a paper and its erratum, even if somebody gave both the same DOI
    if found.proof:
        return False
    return _numbers_differ(found) or _kinds_differ(found) or _editions_differ(found)


def _numbers_differ(found: PublicationEvidence) -> bool:
    """Two published works have two DOIs, unless one was mended; two manuscripts have two arXiv numbers."""
    if _others("arxiv", found.one.hinting, found.other.hinting) and found.title < SAME:
        return True
    return _others("doi", found.one.proving, found.other.proving) and not _is_corrected(found)


def _others(kind: str, one: frozenset[NamedIdentifier], other: frozenset[NamedIdentifier]) -> bool:
    """Whether both have numbers of a kind, and none in common."""
    mine, theirs = ({number for name, number in numbers if name == kind} for numbers in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _is_corrected(found: PublicationEvidence) -> bool:
    """Whether two entries of different DOIs agree in all else, so that a DOI was mistyped in one of them."""
    pages = zip(found.one.pages, found.other.pages, strict=True)
    return (
        found.title >= SAME
        and found.venue
        and found.within(0)
        and found.overlap > 0.5
        and all(one == other for one, other in pages if one and other)
    )


def _kinds_differ(found: PublicationEvidence) -> bool:
    """A thesis, its software and its paper may have one title; a wrong type was mended if all else agrees."""
    kinds = {found.one.entry.type, found.other.entry.type}
    if len(kinds) == 1 or None in kinds or not kinds & set(OTHER_WORKS):
        return False
    return not (found.title >= SAME and found.within(0) and (found.venue or found.one.venue == found.other.venue))


def _editions_differ(found: PublicationEvidence) -> bool:
    """ "Results of the 2016 Challenge" is not those of 2015."""
    numbers = (found.one.title.numbers, found.other.title.numbers)
    return all(numbers) and numbers[0] != numbers[1] and not found.within(0) and found.one.is_out == found.other.is_out


def _by(found: PublicationEvidence) -> str:
    if found.proof or found.hint:
        return found.proof or found.hint
    return "title" if found.title == 100 else "pages" if found.title < RETITLED and found.pages else "title~"


def _confidence(found: PublicationEvidence) -> float:
    """How sure it is that they are one, 0 to 1."""
    has_moved = found.one.is_out != found.other.is_out  # to the venue that it came out at
    sure = 0.65 * found.title / 100 + 0.25 * found.overlap + 0.05 * (found.venue or has_moved) + 0.05 * found.closeness
    if (found.title == 100 and found.overlap >= 0.5) or (has_moved and found.title >= NEAR and found.overlap >= 0.8):
        sure = max(sure, 0.92)
    if found.proof:
        sure = 0.99
    elif found.hint:
        sure = max(sure, 0.97 if found.title >= NEAR else 0.92 if found.title >= ROUGH else 0.8)
    elif found.pages:
        sure = max(sure, 0.9)
    return round(min(sure, 0.99), 2)
