"""Compare custom sections: their headings, and the entries under all of them, even if they moved."""

from collections.abc import Sequence
from dataclasses import replace

from cvgen.diff.authors import AuthorContext
from cvgen.diff.events import Diff, Event
from cvgen.diff.lists import Listing, compare_lists, listing
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import OtherSection, Profile

NAME = "sections"


def compare_sections(old: Profile, new: Profile, context: AuthorContext) -> Diff:
    """Return the diff of the headings and of the entries below them."""
    headings = compare_lists(listing(NAME, old.sections), listing(NAME, new.sections), context)
    now = {int(key[1]): int(other[1]) for other, key in headings.same.items()}
    homes = [(NAME, now.get(at, -1 - at)) for at in range(len(old.sections))]
    titles = [str(new.sections[now[at]].title if at in now else old.sections[at].title) for at in range(len(homes))]
    before = _entries(old.sections, titles, homes)
    after = _entries(new.sections, [str(section.title) for section in new.sections])
    entries = compare_lists(before, after, context)
    order = [str(section.title) for section in (*new.sections, *old.sections)]
    changed = [event for event in headings.events if event.op == "changed" or not _has_entries(event, old, new)]
    return Diff.joined(
        [
            replace(headings, events=tuple(changed)),
            replace(
                entries,
                events=tuple(sorted(entries.events, key=lambda event: order.index(event.section))),
                reordered=tuple(sorted(entries.reordered, key=order.index)),
            ),
        ]
    )


def _entries(sections: Sequence[OtherSection], titles: Sequence[str], homes: Sequence[EntryPath] = ()) -> Listing:
    """Return all entries of the sections.

    `titles` are the headings that the sections have in the new profile; `homes` identify these sections.
    """
    keys: list[EntryPath] = [
        (NAME, number, "entries", at) for number, section in enumerate(sections) for at in range(len(section.entries))
    ]
    numbers = [int(key[1]) for key in keys]
    return Listing(
        [entry for section in sections for entry in section.entries],
        keys,
        [titles[number] for number in numbers],
        [homes[number] if homes else (NAME, number) for number in numbers],
    )


def _has_entries(event: Event, old: Profile, new: Profile) -> bool:
    """Return whether an added or removed section has entries, whose events then say the same."""
    profile, key = (new, event.new_key) if event.new_key else (old, event.old_key)
    return bool(key and profile.sections[int(key[1])].entries)
