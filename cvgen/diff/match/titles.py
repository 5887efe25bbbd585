"""Compare titles: their similarity, the part of a series they name, and which pairs of many are worth comparing."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from cvgen.profile.text import SMALL_WORDS, fold, letters, words

NUMERAL = r"\d{1,3}|[ivx]+|one|two|three|four|five|six|[ab]"
PART = re.compile(rf"\b(?:part|pt|vol|volume|book|chapter|paper|episode|teil|partie|parte)\b\.?\s*({NUMERAL})\b")
ROMAN = re.compile(r"\b(ii|iii|iv|vi|vii|viii|ix|xi|xii)\b")
LAST = re.compile(r"(?<=\s)(\d{1,2}|[ivx])\s*(?=$|[:.–—)])")
VALUES = {
    word: value
    for value, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
VALUES |= {word: value for value, word in enumerate(["one", "two", "three", "four", "five", "six"], 1)} | {
    "a": 1,
    "b": 2,
}
FIRST = frozenset([1])  # a title that names no part may be the first: "Part I" is added when Part II appears
# Titles without information: many works have them.
COMMON = re.compile(
    r"(guest |from the )?(editorial|editors?)( note)?|introduction( to the (special|theme) issue)?|preface|foreword|"
    r"erratum|corrigendum|correction|authors? reply|reply|response|in memoriam|obituary|book review|commentary"
)
# Works about another work, whose title is part of theirs.
ABOUT = re.compile(
    r"(author |publisher )?(comments? on|repl(y|ies) to|response to|correct(ion|ed)|erratum|corrigendum|"
    r"addendum|retraction|discussion of|supplement(ary)? )"
)
SUBTITLE = re.compile(r"[:?.–—]")
MOST = 30  # entries of similar title with which one is compared in full
CROWD = 300  # entries of similar title, of which an entry is compared with some alone
FEW = 50  # entries with one property, with all of which an entry is compared
Marks = frozenset[object]
SHORTEST = 12  # letters; a shorter title, such as "Mud", is weak evidence
SHORTEST_MAIN = 20  # letters of a title that may go without its subtitle
LONGEST = 1000  # characters of a title that are compared


class Title:
    """A title as it is compared; costly properties are computed at first use."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]
        self.letters = letters(self.text)
        self.sorted = " ".join(sorted(words(self.text)))

    @cached_property
    def every_word(self) -> frozenset[str]:
        """All words, the small ones as well."""
        return frozenset(self.sorted.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say something about the work."""
        return frozenset(words(self.text)) - SMALL_WORDS

    @cached_property
    def numerals(self) -> frozenset[str]:
        """The words that are numbers: "2", "iv"."""
        return frozenset(word for word in words(self.text) if re.fullmatch(r"\d+|[ivx]+", word))

    @cached_property
    def parts(self) -> frozenset[int]:
        """Return the part of a series it names: {2} for "Part II", "..., II" and "Volume 2: ..."; {1} for none."""
        folded = fold(self.text)
        found = {mark for pattern in (PART, ROMAN, LAST) for mark in pattern.findall(folded)}
        return frozenset(VALUES.get(mark) or int(mark) for mark in found if mark in VALUES or mark.isdigit()) or FIRST

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in the title."""
        return frozenset(re.findall(r"\d+", self.text))

    @cached_property
    def is_about(self) -> bool:
        """Return whether it is the title of a comment, a reply or an erratum."""
        return bool(ABOUT.match(fold(self.text)))

    @cached_property
    def is_common(self) -> bool:
        """Return whether several works may have it, as editorials do."""
        return bool(COMMON.fullmatch(" ".join(words(self.text))))

    @property
    def is_short(self) -> bool:
        """Return whether it has fewer than SHORTEST letters."""
        return len(self.letters) < SHORTEST


def name_other_parts(one: Title, other: Title) -> bool:
    """Return whether two titles name two parts of a series: "Gas I" and "Gas II", not "HII" and "H II"."""
    return one.letters != other.letters and one.parts != other.parts


def similarity(one: Title, other: Title) -> float:
    """Return the similarity of two titles, 0 to 100; the order and splitting of words count little."""
    if one.letters == other.letters:
        return 100.0
    from rapidfuzz import fuzz  # here, because many comparisons don't need it

    return max(fuzz.ratio(one.sorted, other.sorted), fuzz.ratio(one.letters, other.letters))


def shared_words(one: Title, other: Title) -> float:
    """Return the share of words that two titles have in common, 0 to 1."""
    every = one.words | other.words
    return len(one.words & other.words) / len(every) if every else 0.0


def is_shortened(one: Title, other: Title) -> bool:
    """Return whether one title is the other without its subtitle."""
    short, whole = sorted((one, other), key=lambda title: len(title.text))
    return len(short.letters) >= SHORTEST_MAIN and short.letters == letters(SUBTITLE.split(whole.text)[0])


def alike(old: Sequence[Title], new: Sequence[Title], least: float) -> list[Sequence[int]]:
    """Return for each title of a list the places of those in another whose similarity is at least `least` (0 to 100).

    Of more than CROWD different titles, those are the most similar ones.
    """
    if not old or not new:
        return [()] * len(old)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, title in enumerate(new):
        places[title.sorted, title.letters].append(at)
    columns = ([text for text, _ in places], [text for _, text in places])
    groups, known = list(places.values()), dict[tuple[str, str], Sequence[int]]()
    for title in old:
        texts = (title.sorted, title.letters)
        if texts not in known:
            found = {hit for text, column in zip(texts, columns, strict=True) for hit in _hits(text, column, least)}
            known[texts] = sorted(at for hit in found for at in groups[hit])
    return [known[title.sorted, title.letters] for title in old]


def _hits(text: str, choices: Sequence[str], least: float) -> Iterator[int]:
    """Yield the places of the texts that are most similar to a text."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=least, limit=CROWD)
    return (place for _, _, place in found)


def nearest(found: Sequence[Sequence[int]], old: Sequence[Marks], new: Sequence[Marks]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing in full, of the places that `alike` found for each entry.

    `old` and `new` are the marks of each list: its properties beside the titles. Of hundreds of entries with one title,
    such as Reviewer, each is compared only with the MOST that share the most marks.
    """
    holders = _holders(new)
    pairs = {
        (at, other)
        for at, places in enumerate(found)
        for other in _closest(at, _shortlist(at, places, old[at], holders), old[at], new)
    }
    sources: dict[int, list[int]] = defaultdict(list)
    for at, other in sorted(pairs):
        sources[other].append(at)
    return {(at, other) for other, places in sources.items() for at in _closest(other, places, new[other], old)}


def _closest(at: int, places: Sequence[int], marks: Marks, others: Sequence[Marks]) -> Sequence[int]:
    """Return the MOST places whose entries share the most marks with the one at a place; the nearer ones of equals."""
    if len(places) <= MOST:
        return places
    return sorted(places, key=lambda other: (-len(marks & others[other]), abs(at - other)))[:MOST]


def _shortlist(at: int, places: Sequence[int], marks: Marks, holders: Mapping[object, list[int]]) -> Sequence[int]:
    """Return the places; of a crowd those nearby, and those of the entries that share a mark that few others have."""
    if len(places) <= CROWD:
        return places
    rare = {other for mark in marks if len(holders.get(mark, ())) <= CROWD for other in holders.get(mark, ())}
    return sorted({*_around(at, places), *(other for other in rare if _has(places, other))})


def _around(at: int, places: Sequence[int]) -> Sequence[int]:
    """Return the MOST places, of some in order, around a place."""
    start = max(0, min(bisect_left(places, at) - MOST // 2, len(places) - MOST))
    return places[start : start + MOST]


def _has(places: Sequence[int], place: int) -> bool:
    """Return whether a place is among some in order."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def sharing(old: Iterable[Iterable[object]], new: Iterable[Iterable[object]]) -> set[tuple[int, int]]:
    """Return the pairs of two lists of sets, by their places, that have an element in common.

    Of an element that a crowd has, only those nearby count.
    """
    holders = _holders(new)
    return {
        (at, other)
        for at, marks in enumerate(old)
        for mark in marks
        if mark in holders
        for other in (holders[mark] if len(holders[mark]) <= FEW else _around(at, holders[mark]))
    }


def _holders(marks: Iterable[Iterable[object]]) -> Mapping[object, list[int]]:
    """Return the places of the sets that have each element, in order."""
    holders: dict[object, list[int]] = defaultdict(list)
    for at, found in enumerate(marks):
        for mark in found:
            holders[mark].append(at)
    return holders
