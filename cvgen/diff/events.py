"""What a diff is made of: a Change of one key, the Event of one entry, the Diff of two profiles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from cvgen.diff.match.pairing import Match
from cvgen.profile.fields import EntryPath

if TYPE_CHECKING:
    from cvgen.diff.word_diff import Run

Severity = Literal["content", "cosmetic", "order"]
Op = Literal["added", "removed", "changed"]

# Content is what the CV claims; cosmetic is the same claim in another form, or what no page prints; order is where.
KINDS: dict[str, Severity] = {
    # the life of a publication
    "accepted": "content",  # a manuscript, submission or preprint has a venue now
    "status": "content",
    "superseded": "content",  # a fuller version took its place: conference to journal
    "title": "content",
    "title_format": "cosmetic",  # case, dashes, markup
    "authors": "content",  # people came or went
    "author_order": "content",
    "author_marks": "content",
    "author_spelling": "cosmetic",
    "venue": "content",
    "venue_spelling": "cosmetic",
    "year": "content",
    "type": "content",
    "biblio": "content",  # volume, issue, pages, publisher
    "id_added": "cosmetic",  # DOI, arXiv, PubMed, ISBN
    "id_removed": "cosmetic",
    "id_changed": "content",  # it leads to another work
    "link": "cosmetic",
    "honor_added": "content",
    "honor_removed": "content",
    "moved": "content",  # under another heading
    "selected": "content",
    "unselected": "content",
    "hidden": "content",
    "unhidden": "content",
    "abstract": "cosmetic",  # never printed
    # a career
    "ended": "content",
    "reopened": "content",
    "promoted": "content",
    "dates": "content",
    "year_added": "content",
    "year_removed": "content",
    "regrouped": "cosmetic",  # the same years, shared out among entries in another way
    "role": "content",
    "degree": "content",
    "course": "content",
    "organization": "content",
    "affiliation": "content",
    "location": "content",
    "event": "content",
    "advisor": "content",
    "thesis": "content",
    "amount": "content",
    "number": "content",  # of a grant or patent
    "now": "content",  # where a mentee is today
    # the person
    "name": "content",
    "alias": "cosmetic",  # only matched with author lists
    "headline": "content",
    "contact": "content",
    "pronouns": "content",
    "pronunciation": "content",
    "photo": "cosmetic",
    "mark": "content",  # what a sign behind authors means
    # anything
    "text": "content",
    "note": "content",
    "item_added": "content",  # of a list inside an entry, and interests
    "item_removed": "content",
    "format": "cosmetic",  # as title_format, for any other text
    "translated": "cosmetic",  # the same in another script
    "tags": "cosmetic",
    "entry_id": "cosmetic",
    "order": "order",  # of a list inside an entry
}
SEVERITY_ORDER: tuple[Severity, ...] = ("content", "cosmetic", "order")


@dataclass(frozen=True)
class Change:
    """What became of one key: `old` or `new` is None where there was or is nothing."""

    kind: str
    field: str
    old: str | None = None
    new: str | None = None

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind]

    @property
    def words(self) -> "tuple[Run, ...]":
        """The change word by word, for prose."""
        from cvgen.diff.word_diff import compare_words  # here, because most diffs are shown without

        return compare_words(self.old or "", self.new or "")


@dataclass(frozen=True)
class Mention:
    """Another entry of the new profile."""

    key: EntryPath
    id: str | None
    title: str


@dataclass(frozen=True)
class Event:
    """What became of one entry, or of one key of the person."""

    op: Op
    section: str  # a key of the profile, or the heading of a section of one's own
    title: str
    changes: tuple[Change, ...] = ()
    id: str | None = None
    match: Match | None = None
    related: Mention | None = None  # much like it, and still another entry
    merged_into: Mention | None = None  # the entry that has the work of a removed one
    old_key: EntryPath | None = None
    new_key: EntryPath | None = None

    @property
    def severity(self) -> Severity:
        """That of its gravest change; an entry that came or went is content."""
        found = {change.severity for change in self.changes} or {"content"}
        return next(severity for severity in SEVERITY_ORDER if severity in found)

    @property
    def rank(self) -> int:
        """Its place in a section: accepted, added, changed, removed."""
        if any(change.kind == "accepted" for change in self.changes):
            return 0
        return ("", "added", "changed", "removed").index(self.op)


@dataclass(frozen=True)
class Diff:
    """Everything that differs between two profiles, in the order of the newer one."""

    events: tuple[Event, ...] = ()
    reordered: tuple[str, ...] = ()  # sections whose common entries stand in another order
    # The new path of every entry that both have -> its old path.
    same: Mapping[EntryPath, EntryPath] = field(default_factory=dict, repr=False)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """The diffs of the keys of a profile -> that of the profile."""
        parts = list(parts)
        events = (event for part in parts for event in part.events)
        reordered = (section for part in parts for section in part.reordered)
        return cls(tuple(events), tuple(reordered), {new: old for part in parts for new, old in part.same.items()})

    def of(self, severity: Severity) -> tuple[Event, ...]:
        """The events of a severity."""
        return tuple(event for event in self.events if event.severity == severity)

    @property
    def content(self) -> tuple[Event, ...]:
        """The events that change what the CV claims."""
        return self.of("content")

    @property
    def cosmetic(self) -> int:
        """How many changes are cosmetic, those of events with content among them."""
        return self._count("cosmetic")

    @property
    def order(self) -> int:
        """How many lists stand in another order, inside entries or as a whole."""
        return self._count("order") + len(self.reordered)

    def _count(self, severity: Severity) -> int:
        return sum(change.severity == severity for event in self.events for change in event.changes)
