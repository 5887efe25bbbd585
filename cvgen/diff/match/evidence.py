"""The evidence about two publications: what they have in common, and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cvgen.diff.match.candidates import Marks
from cvgen.diff.match.people import Authors, People
from cvgen.diff.match.titles import Title, is_shortened, shared_words, similarity
from cvgen.diff.match.venues import same_venue
from cvgen.profile.dates import year_of
from cvgen.profile.fields import PublicationStatus
from cvgen.profile.identifiers import NamedIdentifier, strong_identifiers, weak_identifiers
from cvgen.profile.model import Publication
from cvgen.profile.status import is_published, stage_of, venue_name
from cvgen.profile.text import is_translated

UNKNOWN = 0.5  # how close two years are if one is unknown
FAR = 3  # years; so far apart they are not close at all


class PublicationKey:
    """A publication as far as comparing needs it; `at` is its place in its list. Each fact is computed at first use."""

    home = None  # a heading inside the list is a key of the entry

    def __init__(self, at: int, entry: Publication, people: People) -> None:
        self.at, self.entry, self.people = at, entry, people
        self.title = Title(entry.title)

    @cached_property
    def authors(self) -> Authors:
        return Authors(self.entry.authors, self.people)

    @cached_property
    def strong(self) -> frozenset[NamedIdentifier]:
        """The identifiers that only one published work has."""
        return strong_identifiers(self.entry)

    @cached_property
    def weak(self) -> frozenset[NamedIdentifier]:
        """The identifiers that all versions of a work may share."""
        return weak_identifiers(self.entry)

    @cached_property
    def year(self) -> int | None:
        return year_of(self.entry)

    @cached_property
    def stage(self) -> PublicationStatus:
        return stage_of(self.entry)

    @cached_property
    def is_out(self) -> bool:
        """Whether it counts as published."""
        return is_published(self.entry)

    @property
    def has_appeared(self) -> bool:
        """Whether it has appeared, and not only as a preprint."""
        return self.stage == "published"

    @cached_property
    def venue(self) -> str:
        return venue_name(self.entry)

    @cached_property
    def pages(self) -> tuple[str | None, ...]:
        """Volume, issue and pages."""
        entry = self.entry
        return (entry.volume, entry.issue, entry.pages.replace("–", "-") if entry.pages else None)

    @cached_property
    def marks(self) -> Marks:
        """What it may have in common with another publication of the same title."""
        return self.authors.keys | self.strong | self.weak | set(enumerate(self.pages)) | {self.year, self.venue}

    @property
    def printed_at(self) -> list[object]:
        """Year, volume and pages, if all are known: a key to look it up by."""
        return [(self.year, *self.pages)] if self.entry.volume and self.entry.pages and self.year else []


def publication_keys(papers: Sequence[Publication], people: People) -> list[PublicationKey]:
    """Prepare a list of publications for comparing."""
    return [PublicationKey(at, paper, people) for at, paper in enumerate(papers)]


@dataclass(frozen=True)
class PublicationEvidence:
    """What two publications have in common; each fact is computed when it is first used."""

    one: PublicationKey
    other: PublicationKey

    @cached_property
    def title(self) -> float:
        """How much the titles are alike, 0 to 100."""
        return similarity(self.one.title, self.other.title)

    @cached_property
    def has_equal_title(self) -> bool:
        """Whether the titles have the same letters."""
        return self.one.title.letters == self.other.title.letters

    @cached_property
    def is_shortened(self) -> bool:
        """Whether one title is the other without its subtitle."""
        return is_shortened(self.one.title, self.other.title)

    @cached_property
    def shared_words(self) -> float:
        """The share of words of the titles in common, 0 to 1."""
        return shared_words(self.one.title, self.other.title)

    @cached_property
    def is_translated(self) -> bool:
        return is_translated(self.one.title.text, self.other.title.text)

    @cached_property
    def people(self) -> float:
        """The share of authors in common, 0 to 1; 0.5 if one of the two has none."""
        return self.one.people.overlap(self.one.authors, self.other.authors)

    @cached_property
    def shared_people(self) -> int:
        """The number of authors in common."""
        return self.one.people.shared(self.one.authors, self.other.authors)

    @property
    def fewest_people(self) -> int:
        """The length of the shorter list of authors."""
        return min(len(self.one.authors.keys), len(self.other.authors.keys))

    @cached_property
    def venue(self) -> bool:
        return same_venue(self.one.venue, self.other.venue)

    @cached_property
    def years_apart(self) -> int | None:
        return abs(self.one.year - self.other.year) if self.one.year and self.other.year else None

    @property
    def closeness(self) -> float:
        """How close the years are: 1 for the same year, 0 for three or more years apart."""
        return UNKNOWN if self.years_apart is None else max(0.0, 1 - self.years_apart / FAR)

    @cached_property
    def strong(self) -> str:
        """The kind of a strong identifier in common, such as "doi"; "" without one."""
        return _common_kind(self.one.strong, self.other.strong)

    @cached_property
    def weak(self) -> str:
        """The kind of a weak identifier in common, such as "arxiv"; "" without one."""
        return _common_kind(self.one.weak, self.other.weak)

    @property
    def pages(self) -> bool:
        """Whether both are on the same pages of the same volume."""
        return all((self.one.entry.pages, self.one.entry.volume)) and self.one.pages == self.other.pages

    @property
    def has_moved(self) -> bool:
        """Whether one is published and the other is still on its way."""
        return self.one.is_out != self.other.is_out

    @cached_property
    def has_appeared_since(self) -> bool:
        """Whether one has appeared and the other has not: an accepted paper has not."""
        return self.one.has_appeared != self.other.has_appeared

    def within(self, years: int) -> bool:
        """Return whether the years, if known, are at most this far apart."""
        return self.years_apart is None or self.years_apart <= years


def _common_kind(one: frozenset[NamedIdentifier], other: frozenset[NamedIdentifier]) -> str:
    return min((kind for kind, _ in one & other), default="")
