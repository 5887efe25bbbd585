"""Find the pairs of two lists that are worth comparing in full, so that long lists take no time for each pair.

Titles are looked up by their letters four by four, properties by their value, and what many entries share leads to
some of them alone.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cvgen.diff.match.titles import Title

MOST = 30  # entries of similar title, or of a crowd with one property, with which one is compared in full
FEW = 50  # entries with one property, with all of which an entry is compared
CROWD = 300  # entries of similar title, of which an entry is compared with some alone
# The pairs of two lists for which these hold; of longer lists each entry is compared with fewer, down to a few.
MOST_PAIRS, FEWEST = 40_000, 5
# Different titles, beyond which looking them up is quicker than comparing all; the number that is then enough.
LONG, ENOUGH = 2000, 1000
Marks = frozenset[object]


class _Shelf:
    """The different titles of a list, to look up the similar ones."""

    def __init__(self, titles: Sequence[Title]) -> None:
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, title in enumerate(titles):
            places[title.sorted, title.letters].append(at)
        self._places = list(places.values())
        self._columns = ([text for text, _ in places], [text for _, text in places])
        self._holders = _holders(map(_fours, self._columns[1])) if len(places) > LONG else None

    def similar(self, title: Title, least: float) -> Sequence[int]:
        """Return the places of the titles whose similarity is at least `least`, in order."""
        from rapidfuzz import fuzz, process

        hits: set[int] = set()
        near = None if self._holders is None or title.is_short else self._near(title.letters, self._holders)
        for text, column in zip((title.sorted, title.letters), self._columns, strict=True):
            choices = column if near is None else {at: column[at] for at in near}
            found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=least, limit=CROWD)
            hits.update(hit for _, _, hit in found)
        return sorted(at for hit in hits for at in self._places[hit])

    def _near(self, text: str, holders: Mapping[object, list[int]]) -> set[int]:
        """Return the numbers of the titles that share the rarest letters with a text."""
        found: set[int] = set()
        for places in sorted((holders.get(key, []) for key in _fours(text)), key=len):
            if len(found) > ENOUGH or (found and len(places) > ENOUGH):
                break
            found.update(places)
        return found


def _fours(text: str) -> set[str]:
    """Return the letters of a text four by four, its ends included: "tides" -> {" tid", "tide", "ides", "des "}."""
    padded = f" {text} "
    return {padded[at : at + 4] for at in range(max(1, len(padded) - 3))}


def alike(old: Sequence[Title], new: Sequence[Title], least: float) -> list[Sequence[int]]:
    """Return for each title of a list the places of those in another whose similarity is at least `least` (0 to 100).

    Of more than CROWD different titles, those are the most similar ones.
    """
    if not old or not new:
        return [()] * len(old)
    shelf, known = _Shelf(new), dict[tuple[str, str], Sequence[int]]()
    for title in old:
        texts = (title.sorted, title.letters)
        if texts not in known:
            known[texts] = shelf.similar(title, least)
    return [known[title.sorted, title.letters] for title in old]


def nearest(found: Sequence[Sequence[int]], old: Sequence[Marks], new: Sequence[Marks]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing in full, of the places that `alike` found for each entry.

    `old` and `new` are the marks of each list: its properties beside the titles. Of hundreds of entries with one title,
    such as Reviewer, each is compared only with the MOST that share the most marks.
    """
    holders, most = _holders(new), _fewer(MOST, len(old), len(new))
    pairs = {
        (at, other)
        for at, places in enumerate(found)
        for other in _closest(at, _shortlist(at, places, old[at], holders), old[at], new, most)
    }
    sources: dict[int, list[int]] = defaultdict(list)
    for at, other in sorted(pairs):
        sources[other].append(at)
    return {(at, other) for other, places in sources.items() for at in _closest(other, places, new[other], old, most)}


def _fewer(limit: int, *lengths: int) -> int:
    """Return with how many entries of the other list one is compared: fewer than the limit if the lists are long."""
    return max(FEWEST, min(limit, MOST_PAIRS // max(1, *lengths)))


def _closest(at: int, places: Sequence[int], marks: Marks, others: Sequence[Marks], most: int) -> Sequence[int]:
    """Return the places whose entries share the most marks with the one at a place; the nearer ones of equals."""
    if len(places) <= most:
        return places
    return sorted(places, key=lambda other: (-len(marks & others[other]), abs(at - other)))[:most]


def _shortlist(at: int, places: Sequence[int], marks: Marks, holders: Mapping[object, list[int]]) -> Sequence[int]:
    """Return the places; of a crowd those nearby, and those of the entries that share a mark that few others have."""
    if len(places) <= CROWD:
        return places
    rare = {other for mark in marks if len(holders.get(mark, ())) <= CROWD for other in holders.get(mark, ())}
    return sorted({*_around(at, places, MOST), *(other for other in rare if _has(places, other))})


def _around(at: int, places: Sequence[int], most: int) -> Sequence[int]:
    """Return a number of places around a place, of some in order."""
    start = max(0, min(bisect_left(places, at) - most // 2, len(places) - most))
    return places[start : start + most]


def _has(places: Sequence[int], place: int) -> bool:
    """Return whether a place is among some in order."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def sharing(old: Sequence[Iterable[object]], new: Sequence[Iterable[object]]) -> set[tuple[int, int]]:
    """Return the pairs of two lists of sets, by their places, that have an element in common.

    Of an element that a crowd has, only those nearby count.
    """
    holders = _holders(new)
    few, most = (_fewer(limit, len(old), len(new)) for limit in (FEW, MOST))
    return {
        (at, other)
        for at, marks in enumerate(old)
        for mark in marks
        if mark in holders
        for other in (holders[mark] if len(holders[mark]) <= few else _around(at, holders[mark], most))
    }


def _holders(marks: Iterable[Iterable[object]]) -> Mapping[object, list[int]]:
    """Return the places of the sets that have each element, in order."""
    holders: dict[object, list[int]] = defaultdict(list)
    for at, found in enumerate(marks):
        for mark in found:
            holders[mark].append(at)
    return holders
