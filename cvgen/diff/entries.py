"""Compare two versions of an entry; publications have a separate module."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from cvgen.diff import values
from cvgen.diff.authors import AuthorContext, compare_authors
from cvgen.diff.events import Change
from cvgen.diff.match.identity_keys import SHAPES, places_of, title_of
from cvgen.diff.publications import compare_publications
from cvgen.diff.seniority import is_promotion
from cvgen.profile.dates import Date
from cvgen.profile.model import Author, Entry, Membership, Mentee, OtherSection, Point, Position, Publication

# The kind of a change, if it is not the name of the key.
KINDS = {
    "institution": "organization", "url": "link", "summary": "text", "kind": "type", "email": "contact",
    "phone": "contact", "currency": "amount", "share": "amount", "department": "organization", "term": "text",
    "grade": "text", "place": "location", "objectives": "text", "overlap": "text", "in_kind": "text",
    "reason": "text", "answers": "text", "effort": "amount", "honors": "text",
    "level": "text", "co_advisors": "advisor",
}  # fmt: skip
OPEN = (Position, Mentee)  # entries without an end are ongoing
RANKED = {Position: "title", Membership: "role"}


def compare_entries(old: Entry, new: Entry, context: AuthorContext) -> tuple[Change, ...]:
    """Return every change between two versions of an entry, () if they say the same."""
    own = compare_publications if isinstance(old, Publication) else _compare_keys
    changes = [*own(old, new, context), *values.flag("hidden", old.hidden, new.hidden)]  # type: ignore[arg-type]
    changes += values.text("tags", "tags", ", ".join(old.tags) or None, ", ".join(new.tags) or None)
    if old.id != new.id:
        changes.append(Change("entry_id", "id", old.id, new.id))
    return tuple(changes)


def label(entry: Entry) -> str:
    """Return an entry in a few words: "Professor of Biology, University of Carrow"."""
    shape = SHAPES[type(entry)]
    if shape.is_person or shape.holds or isinstance(entry, Publication):
        return str(title_of(entry))
    return ", ".join((title_of(entry), *places_of(entry)))


def _compare_keys(old: Entry, new: Entry, context: AuthorContext) -> Iterator[Change]:
    """Yield the changes of an entry that is not a publication, in the order of the model's keys."""
    for field in dataclasses.fields(old):
        one, other = getattr(old, field.name), getattr(new, field.name)
        is_common = field.name in vars(Entry()) or (isinstance(old, OtherSection) and field.name == "entries")
        if one != other and not is_common:
            yield from _compare_key(old, field.name, one, other, context)


def _listed(values: dict[str, Any]) -> str:
    """Return values with their labels in a line: "2026: 1.5, 2027: 2"."""
    return ", ".join(f"{label}: {value:g}" for label, value in values.items())


def _compare_key(entry: Entry, name: str, old: Any, new: Any, context: AuthorContext) -> Iterator[Change]:
    """Yield the changes between two values of a key, according to their type."""
    some = old or new
    kind = KINDS.get(name, name)
    if isinstance(some, bool):
        yield from values.flag(name, old, new)
    elif isinstance(some, Date):
        yield from values.date(name, old, new, may_be_open=isinstance(entry, OPEN))
    elif isinstance(some, dict):
        yield from values.text(kind, name, *(_listed(side) if side else None for side in (old, new)))
    elif isinstance(some, str):
        is_step = RANKED.get(type(entry)) == name and old and new and is_promotion(old, new)
        yield from values.text("promoted" if is_step else kind, name, old, new)
    elif isinstance(some[0], Author):
        yield from compare_authors(name, old, new, context)
    elif isinstance(some[0], int):
        yield from values.years(old, new)
    elif isinstance(some[0], Point):
        yield from values.points(name, old, new)
    else:
        yield from values.items(name, old, new)
