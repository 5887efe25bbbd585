"""Compare two lists of entries: the event of every entry, and the sections in another order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cvgen.diff.authors import AuthorContext
from cvgen.diff.entries import compare_entries, label
from cvgen.diff.events import Change, Diff, Event, Mention
from cvgen.diff.match.lists import match_entries, match_publications
from cvgen.diff.match.pairing import Match, Matching, Pair
from cvgen.diff.match.times import years_of
from cvgen.diff.values import is_reordered, years
from cvgen.profile.dates import show_years
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Entry, Publication

SHARED_YEARS = Match("title", 0.95)  # entries of one name and place with the same years in total


@dataclass(frozen=True)
class Listing:
    """The entries of one or several lists: each with its key, its printed section, and its home section.

    Home sections identify a section in both profiles: two sections may have one heading, and a heading may change.
    """

    entries: Sequence[Entry]
    keys: Sequence[EntryPath]
    sections: Sequence[str]
    homes: Sequence[EntryPath]

    def mention(self, at: int | None) -> Mention | None:
        """Return a reference to the entry at a place; None for None."""
        return None if at is None else Mention(self.keys[at], self.entries[at].id, label(self.entries[at]))


def listing(section: str, entries: Sequence[Entry]) -> Listing:
    """Return the entries of a list of the profile with their keys."""
    count = len(entries)
    return Listing(entries, [(section, at) for at in range(count)], [section] * count, [(section,)] * count)


def compare_lists(old: Listing, new: Listing, context: AuthorContext) -> Diff:
    """Return the diff of two lists."""
    matching = _match(old, new, context)
    found = [(pair.new, event) for pair in matching.pairs if (event := _changed(pair, old, new, context))]
    found += [(group[0], _regrouped(mine, group, old, new, context)) for mine, group in matching.groups]
    found += [(at, _added(at, new, matching)) for at in matching.added]
    found += [(at, _removed(at, old, new, matching)) for at in matching.removed]
    found.sort(key=lambda item: (item[1].rank, item[0]))
    pairs = [(pair.old, pair.new) for pair in matching.pairs] + [(mine[0], group[0]) for mine, group in matching.groups]
    same = {new.keys[other]: old.keys[at] for at, other in sorted(pairs)}
    return Diff(tuple(event for _, event in found), tuple(_reordered(matching.pairs, old, new)), same)


def _match(old: Listing, new: Listing, context: AuthorContext) -> Matching:
    mine, theirs = ([entry for entry in side.entries if isinstance(entry, Publication)] for side in (old, new))
    if mine or theirs:
        return match_publications(mine, theirs, context.people)
    return match_entries(old.entries, new.entries, context.people, (old.homes, new.homes))


def _changed(pair: Pair, old: Listing, new: Listing, context: AuthorContext) -> Event | None:
    """Return the event of a pair, None if nothing changed."""
    one, other = old.entries[pair.old], new.entries[pair.new]
    headings = (old.sections[pair.old], new.sections[pair.new])
    moved = (Change("moved", "section", *headings),) if old.homes[pair.old] != new.homes[pair.new] else ()
    changes = (*moved, *compare_entries(one, other, context))
    return _event(pair.old, pair.new, old, new, changes, pair.match) if changes else None


def _regrouped(mine: Sequence[int], others: Sequence[int], old: Listing, new: Listing, context: AuthorContext) -> Event:
    """Return one event for entries whose years are distributed differently, with the years added or removed."""
    before, after = ([years_of(side.entries[at]) for at in group] for side, group in ((old, mine), (new, others)))
    texts = ("; ".join(show_years(tuple(found)) for found in side) for side in (before, after))
    other_keys = compare_entries(old.entries[mine[0]], new.entries[others[0]], context)
    changes = (
        Change("regrouped", "years", *texts),
        *years(sorted(frozenset().union(*before)), sorted(frozenset().union(*after))),
        *(change for change in other_keys if change.field not in ("years", "title", "course", "role")),
    )
    return _event(mine[0], others[0], old, new, changes, SHARED_YEARS)


def _event(at: int, other: int, old: Listing, new: Listing, changes: tuple[Change, ...], match: Match) -> Event:
    """Return the event of an entry that is in both lists."""
    one, its = old.entries[at], new.entries[other]
    name, keys = its.id or one.id, (old.keys[at], new.keys[other])
    return Event("changed", new.sections[other], label(its), changes, name, match, None, None, *keys)


def _added(at: int, new: Listing, matching: Matching) -> Event:
    entry, related = new.entries[at], new.mention(matching.new_related.get(at))
    return Event("added", new.sections[at], label(entry), id=entry.id, related=related, new_key=new.keys[at])


def _removed(at: int, old: Listing, new: Listing, matching: Matching) -> Event:
    entry, into = old.entries[at], new.mention(matching.merged_into.get(at))
    related = None if into else new.mention(matching.old_related.get(at))
    return Event("removed", old.sections[at], label(entry), (), entry.id, None, related, into, old.keys[at])


def _reordered(pairs: Sequence[Pair], old: Listing, new: Listing) -> Iterator[str]:
    """Yield the sections whose common entries are in another order."""
    places: dict[str, list[int]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: pair.old):
        if old.homes[pair.old] == new.homes[pair.new]:
            places[new.sections[pair.new]].append(pair.new)
    return (section for section, found in places.items() if is_reordered(found))
