"""The sections in the user's own words: headings, and the entries under all of them, wherever they moved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cvgen.diff.authors import Crowd
from cvgen.diff.events import Diff, Event, Key
from cvgen.diff.lists import Listing, compare_lists, listing
from cvgen.profile import OtherEntry, OtherSection, Profile

NAME = "sections"


def compare_sections(old: Profile, new: Profile, crowd: Crowd) -> Diff:
    """Two profiles -> what became of the headings, and of the entries below them."""
    headings = compare_lists(listing(NAME, old.sections), listing(NAME, new.sections), crowd)
    renamed = {key[1]: str(new.sections[int(other[1])].title) for other, key in headings.same.items()}
    entries = compare_lists(_entries(old.sections, renamed), _entries(new.sections, {}), crowd)
    order = [str(section.title) for section in (*new.sections, *old.sections)]
    told = [event for event in headings.events if event.op == "changed" or not _has_entries(event, old, new)]
    return Diff.joined(
        [
            replace(headings, events=tuple(told)),
            replace(
                entries,
                events=tuple(sorted(entries.events, key=lambda event: order.index(event.section))),
                reordered=tuple(sorted(entries.reordered, key=order.index)),
            ),
        ]
    )


def _entries(sections: Sequence[OtherSection], renamed: Mapping[str | int, str]) -> Listing:
    """Sections -> all their entries, each under its heading, or under the one that it has now."""
    found: list[tuple[OtherEntry, Key, str]] = []
    for number, section in enumerate(sections):
        heading = renamed.get(number, str(section.title))
        found += [(entry, (NAME, number, "entries", at), heading) for at, entry in enumerate(section.entries)]
    entries, keys, headings = zip(*found, strict=True) if found else ((), (), ())
    return Listing(entries, keys, headings)


def _has_entries(event: Event, old: Profile, new: Profile) -> bool:
    """Whether the section that came or went has entries, which tell the same."""
    profile, key = (new, event.new_key) if event.new_key else (old, event.old_key)
    return bool(key and profile.sections[int(key[1])].entries)
