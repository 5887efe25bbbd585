"""Report a list of skills or services of which most entries were replaced as one change, not as many."""

from collections.abc import Sequence
from dataclasses import replace

from cvgen.diff.events import Change, Diff, Event
from cvgen.profile.model import Profile

LISTS = ("skills", "service")  # their entries are wordings rather than facts, and are often reworded
FEWEST = 3  # entries removed, and entries added
SHARE = 0.5  # of the older list that was removed


def with_rewritten_lists(found: Diff, old: Profile) -> Diff:
    """Return the diff with one event for each list of which most entries were replaced."""
    for section in LISTS:
        found = _with_one_event(found, section, len(getattr(old, section)))
    return found


def _with_one_event(found: Diff, section: str, count: int) -> Diff:
    removed = [event for event in found.events if event.section == section and event.op == "removed"]
    added = [event for event in found.events if event.section == section and event.op == "added"]
    if min(len(removed), len(added)) < FEWEST or len(removed) < SHARE * count:
        return found
    whole = Event("changed", section, section, (Change("rewritten", section, _titles(removed), _titles(added)),))
    at = found.events.index(min(removed[0], added[0], key=found.events.index))
    events = [whole if place == at else event for place, event in enumerate(found.events)]
    folded = {id(event) for event in (*removed, *added)}
    return replace(found, events=tuple(event for event in events if id(event) not in folded))


def _titles(events: Sequence[Event]) -> str:
    """Return the titles of events in one line, separated by semicolons, because a title may contain a comma."""
    return "; ".join(event.title for event in events)
