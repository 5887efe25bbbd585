"""Detect promotions stated by two entries: one position ended, and a higher one at the same place began."""

from collections.abc import Sequence
from dataclasses import replace

from cvgen.diff.events import Change, Diff, Event, Mention
from cvgen.diff.match.entries import same_place
from cvgen.diff.seniority import is_promotion
from cvgen.profile.model import Position, Profile


def with_promotions(found: Diff, new: Profile) -> Diff:
    """Return the diff of the positions, with "promoted" in the events that added a higher position."""
    ended = [event for event in found.events if any(change.kind == "ended" for change in event.changes)]
    events = (_promoted(event, ended, new) if event.op == "added" else event for event in found.events)
    return replace(found, events=tuple(events))


def _promoted(event: Event, ended: Sequence[Event], new: Profile) -> Event:
    """Return the event of an added position, with the position that it replaced if there is one."""
    post = _position(event, new)
    for other in ended:
        before = _position(other, new)
        if _follows(before, post) and is_promotion(before.title, post.title):
            change = Change("promoted", "title", before.title, post.title)
            return replace(event, changes=(change,), related=Mention(other.new_key or (), other.id, other.title))
    return event


def _position(event: Event, new: Profile) -> Position:
    assert event.new_key
    return new.positions[int(event.new_key[1])]


def _follows(before: Position, after: Position) -> bool:
    """Return whether a position began at the place where another ended, and not before that year."""
    if not before.organization or not after.organization or not same_place(before.organization, after.organization):
        return False
    return not before.end or not after.start or after.start.year >= before.end.year
