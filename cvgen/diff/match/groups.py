"""Match one entry with several years to several entries, or the reverse: "Gordy Award 2016/2015/2014"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cvgen.diff.match.entries import EntryKey
from cvgen.profile.text import letters

Group = tuple[tuple[int, ...], tuple[int, ...]]


def regrouped(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Group]:
    """Yield the entries of one name, by their places, whose years are distributed differently in the two lists."""
    sides = (_by_name(old), _by_name(new))
    for name in sides[0]:
        if name in sides[1] and all(_are_apart(side[name]) for side in sides):
            yield from _groups(sides[0][name], sides[1][name])


def _by_name(keys: Sequence[EntryKey]) -> dict[object, list[EntryKey]]:
    found: dict[object, list[EntryKey]] = defaultdict(list)
    for key in keys:
        if key.time.years:
            found[key.title.letters, frozenset(map(letters, key.places))].append(key)
    return found


def _are_apart(keys: Sequence[EntryKey]) -> bool:
    """Return whether no year occurs twice: two equal entries are duplicates, not a group."""
    years = [year for key in keys for year in key.time.years]
    return len(years) == len(set(years))


def _groups(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Group]:
    """Yield the connected groups of three or more entries of one name: entries are connected by a common year."""
    done: set[int] = set()
    for key in old:
        mine, theirs = _together(key.time.years, old, new)
        if key.at not in done and len(mine) + len(theirs) > 2:
            yield tuple(one.at for one in mine), tuple(one.at for one in theirs)
        done.update(one.at for one in mine)


def _together(
    years: frozenset[int], old: Sequence[EntryKey], new: Sequence[EntryKey]
) -> tuple[list[EntryKey], list[EntryKey]]:
    """Return the entries that share one of the years, or a year with an entry that does."""
    while True:
        mine, theirs = ([one for one in side if one.time.years & years] for side in (old, new))
        more = years.union(*(one.time.years for one in (*mine, *theirs)))
        if more == years:
            return mine, theirs
        years = more
