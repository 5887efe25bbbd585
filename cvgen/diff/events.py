"""The parts of a diff: a Change of one key, the Event of one entry, the Diff of two profiles."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from cvgen.diff.match.pairing import Match
from cvgen.profile.fields import EntryPath

if TYPE_CHECKING:
    from cvgen.diff.word_diff import Run

Severity = Literal["content", "cosmetic", "order"]
Op = Literal["added", "removed", "changed"]

# Content is what the CV claims; cosmetic is the same claim in another form, or text that is never printed; order is
# the position in a list.
KINDS: dict[str, Severity] = {
    # the life of a publication
    "accepted": "content",  # a manuscript, submission or preprint now has a venue
    "appeared": "content",  # what was accepted has come out
    "status": "content",
    "superseded": "content",  # a fuller version took its place: conference to journal
    "title": "content",
    "title_format": "cosmetic",  # case, dashes, markup
    "authors": "content",  # people were added or removed
    "author_order": "content",
    "author_marks": "content",
    "author_spelling": "cosmetic",
    "venue": "content",
    "venue_spelling": "cosmetic",
    "year": "content",
    "type": "content",
    "biblio": "content",  # collaboration, volume, issue, pages, publisher
    "id_added": "cosmetic",  # DOI, arXiv, PubMed, ISBN
    "id_removed": "cosmetic",
    "id_changed": "content",  # it identifies another work
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
    "regrouped": "cosmetic",  # the same years, distributed differently among entries
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
    "mark": "content",  # the legend of a sign behind authors
    # anything
    "text": "content",
    "note": "content",
    "item_added": "content",  # of a list inside an entry, and interests
    "item_removed": "content",
    "format": "cosmetic",  # as title_format, for any other text
    "translated": "cosmetic",  # the same in another script
    "tags": "cosmetic",
    "translation_added": "cosmetic",  # the same in another language
    "translation_removed": "cosmetic",
    "outdated": "content",  # a text in one language changed, its version in another one did not
    "entry_id": "cosmetic",
    "rewritten": "content",  # most entries of a list were replaced
    "order": "order",  # of a list inside an entry
}
SEVERITY_ORDER: tuple[Severity, ...] = ("content", "cosmetic", "order")


@dataclass(frozen=True)
class Change:
    """The change of one key; `old` or `new` is None if it had or has no value.

    `language` is the code of the one in which a text in several languages changed, "" for other texts.
    """

    kind: str
    field: str
    old: str | None = None
    new: str | None = None
    language: str = dataclasses.field(default="", kw_only=True)

    @property
    def severity(self) -> Severity:
        """Return the severity of the change's kind."""
        return KINDS[self.kind]

    @property
    def words(self) -> "tuple[Run, ...]":
        """Return the change word by word, for prose."""
        from cvgen.diff.word_diff import compare_words  # here, because most diffs are shown without it

        return compare_words(self.old or "", self.new or "")


@dataclass(frozen=True)
class Mention:
    """A reference to another entry of the new profile."""

    key: EntryPath
    id: str | None
    title: str


@dataclass(frozen=True)
class Event:
    """The changes of one entry, or of one key of the person."""

    op: Op
    section: str  # a key of the profile, or the heading of a custom section
    title: str
    changes: tuple[Change, ...] = ()
    id: str | None = None
    match: Match | None = None
    related: Mention | None = None  # a similar entry that is not the same
    merged_into: Mention | None = None  # the entry that contains the work of a removed one
    old_key: EntryPath | None = None
    new_key: EntryPath | None = None

    @property
    def severity(self) -> Severity:
        """Return the severity of the gravest change; "content" for an entry added or removed."""
        found = {change.severity for change in self.changes} or {"content"}
        return next(severity for severity in SEVERITY_ORDER if severity in found)

    @property
    def rank(self) -> int:
        """Return the place of the event in its section: accepted, added, changed, removed."""
        if any(change.kind == "accepted" for change in self.changes):
            return 0
        return ("", "added", "changed", "removed").index(self.op)


@dataclass(frozen=True)
class Diff:
    """All differences between two profiles, in the order of the newer one."""

    events: tuple[Event, ...] = ()
    reordered: tuple[str, ...] = ()  # sections whose common entries are in another order
    same: Mapping[EntryPath, EntryPath] = field(default_factory=dict, repr=False)  # new key -> old key

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Join the diffs of the keys of a profile."""
        parts = list(parts)
        events = (event for part in parts for event in part.events)
        reordered = (section for part in parts for section in part.reordered)
        return cls(tuple(events), tuple(reordered), {new: old for part in parts for new, old in part.same.items()})

    def of(self, severity: Severity) -> tuple[Event, ...]:
        """Return the events of a severity."""
        return tuple(event for event in self.events if event.severity == severity)

    @property
    def content(self) -> tuple[Event, ...]:
        """Return the events that change what the CV claims."""
        return self.of("content")

    @property
    def cosmetic(self) -> int:
        """Return the number of cosmetic changes, including those within events of content."""
        return self._count("cosmetic")

    @property
    def order(self) -> int:
        """Return the number of lists in another order, within entries or as a whole."""
        return self._count("order") + len(self.reordered)

    def _count(self, severity: Severity) -> int:
        return sum(change.severity == severity for event in self.events for change in event.changes)
