"""One entry with several years that became several entries, or the other way round: "Gordy Award 2016/2015/2014"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cvgen.diff.match.entries import EntryKey
from cvgen.profile.text import letters

Group = tuple[tuple[int, ...], tuple[int, ...]]


def regrouped(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Group]:
    """Two lists -> the entries of the same name that share out the same years in another way, by their places."""
    sides = (_by_name(old), _by_name(new))
    for name in sides[0]:
        if name in sides[1] and all(_are_apart(side[name]) for side in sides):
            yield from _groups(sides[0][name], sides[1][name])


def _by_name(things: Sequence[EntryKey]) -> dict[object, list[EntryKey]]:
    found: dict[object, list[EntryKey]] = defaultdict(list)
    for thing in things:
        if thing.time.years:
            found[thing.title.letters, frozenset(map(letters, thing.places))].append(thing)
    return found


def _are_apart(things: Sequence[EntryKey]) -> bool:
    """Whether no year stands twice: two of the same are a duplicate, and no group."""
    years = [year for thing in things for year in thing.time.years]
    return len(years) == len(set(years))


def _groups(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Group]:
    """Entries of one name -> those of both lists that hang together by their years, where they are three or more."""
    done: set[int] = set()
    for thing in old:
        mine, theirs = _together(thing.time.years, old, new)
        if thing.at not in done and len(mine) + len(theirs) > 2:
            yield tuple(one.at for one in mine), tuple(one.at for one in theirs)
        done.update(one.at for one in mine)


def _together(
    years: frozenset[int], old: Sequence[EntryKey], new: Sequence[EntryKey]
) -> tuple[list[EntryKey], list[EntryKey]]:
    """Years -> the entries that share one of them, or one with an entry that does."""
    while True:
        mine, theirs = ([one for one in side if one.time.years & years] for side in (old, new))
        more = years.union(*(one.time.years for one in (*mine, *theirs)))
        if more == years:
            return mine, theirs
        years = more
