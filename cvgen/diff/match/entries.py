"""Two entries of any list but publications -> whether they are one: scored by what, where and when they are."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cvgen.diff.match.identity_keys import SHAPES, places_of, title_of
from cvgen.diff.match.pairing import Edge, Match
from cvgen.diff.match.people import People, Person
from cvgen.diff.match.times import Time, agreement, are_equal, begin_together, time_of, without_years
from cvgen.diff.match.titles import Marks, Title, alike, nearest, sharing, similarity
from cvgen.diff.match.venues import parts_of, same_venue
from cvgen.profile.model import Entry
from cvgen.profile.text import is_translated, letters, words

EQUAL, LIKE, ROUGH = 0.9, 0.75, 0.5  # likeness of titles
SPELT = 0.85  # of two names of a place, or of a person


class EntryKey:
    """An entry as far as comparing it needs; `home` is the section it stands in."""

    is_only = True  # no other entry of the list has such a title

    def __init__(self, at: int, entry: Entry, people: People, home: Hashable = None) -> None:
        self.at, self.entry, self.people, self.home = at, entry, people, home
        self.shape = SHAPES[type(entry)]
        text = title_of(entry)
        self.title = Title(without_years(text) if hasattr(entry, "years") else text)
        self.places = places_of(entry)
        self.time: Time = time_of(entry)

    @cached_property
    def numbers(self) -> frozenset[object]:
        """What only this entry has: its number, and its page on the web."""
        number = getattr(self.entry, self.shape.number) if self.shape.number else None
        page = getattr(self.entry, "url", None) if self.shape.own_page else None
        return frozenset([("number", letters(number))] if number else []) | frozenset([("page", page)] if page else [])

    @cached_property
    def keys(self) -> frozenset[object]:
        """What makes it worth comparing with another entry, whatever their titles."""
        found = set(self.numbers)
        if self.shape.is_person:
            found |= Person(self.title.text).keys
        if self.time.dates:
            found.add(self.time.begin if self.shape.post_counts else tuple(sorted(self.time.dates.items())))
        if self.shape.holds:
            found |= {letters(item) for item in self.places}
        return frozenset(found)

    @cached_property
    def marks(self) -> Marks:
        """What it may have in common with another of the same title."""
        places = {word for place in self.places for word in words(place)}
        return self.numbers | places | self.time.years | set(self.time.dates.items()) | {self.title.letters, self.home}


@dataclass(frozen=True)
class EntryEvidence:
    """What speaks for two entries being one."""

    one: EntryKey
    other: EntryKey

    @cached_property
    def is_only(self) -> bool:
        return self.one.is_only and self.other.is_only

    @cached_property
    def title(self) -> float:
        if self.one.shape.is_person and self.one.people.same(self.one.title.text, self.other.title.text):
            return 1.0
        return similarity(self.one.title, self.other.title) / 100

    @cached_property
    def place(self) -> float | None:
        """1 when a place of one is a place of the other, 0 when none is, None when nobody knows."""
        if not self.one.places or not self.other.places:
            return None
        return float(any(same_place(one, other) for one in self.one.places for other in self.other.places))

    @cached_property
    def time(self) -> float | None:
        return agreement(self.one.time, self.other.time)

    @cached_property
    def number(self) -> str:
        """What proves it: "number" or "page"; "" without proof."""
        return min((str(key[0]) for key in self.one.numbers & self.other.numbers if isinstance(key, tuple)), default="")

    @cached_property
    def around(self) -> float:
        """Place and time together, 0 to 2; 0.5 for each that nobody knows."""
        return (0.5 if self.place is None else self.place) + (0.5 if self.time is None else self.time)

    @cached_property
    def is_translated(self) -> bool:
        return is_translated(self.one.title.text, self.other.title.text)

    @cached_property
    def equal_values(self) -> float:
        """The share of keys with equal values, to tell apart what is the same by title, place and time."""
        pairs = list(zip(vars(self.one.entry).values(), vars(self.other.entry).values(), strict=True))
        return sum(bool(one == other) for one, other in pairs) / len(pairs)


def entry_keys(entries: Sequence[Entry], people: People, homes: Sequence[Hashable] = ()) -> list[EntryKey]:
    """A list of entries, and the sections they stand in -> what comparing them needs."""
    found = [EntryKey(at, entry, people, homes[at] if homes else None) for at, entry in enumerate(entries)]
    often = Counter(thing.title.letters for thing in found)
    for thing in found:
        thing.is_only = often[thing.title.letters] == 1
    return found


def edges(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Edge]:
    """Two lists of one kind of entry -> the pairs that may be one, with their scores."""
    for at, other in sorted(_candidates(old, new)):
        found = EntryEvidence(old[at], new[other])
        if _is_supported(found) and not _is_vetoed(found):
            yield Edge(old[at].at, new[other].at, _score(found), Match(_by(found), _confidence(found)))


def same_place(one: str, other: str) -> bool:
    """Whether two names are one organization, institution or event, as far as their words tell."""
    if same_venue(one, other):
        return True
    if parts_of(one) != parts_of(other):
        return False
    mine, theirs = (set(Title(text).sorted.split()) for text in (one, other))
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True  # "Intel Labs" and "Intel Labs China"
    return similarity(Title(one), Title(other)) >= 100 * SPELT


def _candidates(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> set[tuple[int, int]]:
    """The pairs worth comparing: with titles alike, or with a number, a name or a time in common."""
    titles = alike([thing.title for thing in old], [thing.title for thing in new], 100 * LIKE)
    found = nearest(titles, *([thing.marks for thing in things] for things in (old, new)))
    return found | sharing([thing.keys for thing in old], [thing.keys for thing in new])


def _is_supported(found: EntryEvidence) -> bool:
    """Whether enough speaks for it."""
    shape = found.one.shape
    if found.number:
        return found.title >= ROUGH or found.is_translated or found.number == "number" or shape.is_person
    if shape.is_person:
        return found.title >= SPELT and (found.is_only or found.around >= 1)
    if found.title >= EQUAL:
        return found.around >= (0.5 if found.is_only else 1)
    if found.title >= LIKE and found.around >= 1.5:
        return True
    if found.is_translated and are_equal(found.one.time, found.other.time):
        return shape.post_counts or found.is_only
    return _is_same_post(found) or _has_same_items(found)


def _is_same_post(found: EntryEvidence) -> bool:
    """Whether a position or degree has only its title changed: same place, and the same time."""
    return found.one.shape.post_counts and found.place == 1 and begin_together(found.one.time, found.other.time)


def _has_same_items(found: EntryEvidence) -> bool:
    """Whether a line of skills, or a section, has only its title changed: half of what it holds is the same."""
    if not found.one.shape.holds or not (found.one.places and found.other.places):
        return False
    mine, theirs = ({letters(item) for item in thing.places} for thing in (found.one, found.other))
    return len(mine & theirs) >= len(mine | theirs) / 2


def _is_vetoed(found: EntryEvidence) -> bool:
    """Whether something proves that they are two."""
    if found.one.shape.in_parts and found.one.title.parts != found.other.title.parts:
        return True  # Algorithms I is not Algorithms II
    if found.number:
        return False
    if found.one.shape.place_counts and found.place == 0:
        return True
    least = 1.0 if found.one.time.years else 0.5
    return not found.is_only and found.time is not None and found.time < least  # what is won again another year


def _score(found: EntryEvidence) -> float:
    """How much speaks for two entries being one, to order those that may be."""
    same_home = found.one.home == found.other.home
    return 3.0 * bool(found.number) + 2.0 * found.title + found.around + 0.5 * same_home + 0.5 * found.equal_values


def _by(found: EntryEvidence) -> str:
    if found.number:
        return found.number
    if found.title >= LIKE:
        return "title" if found.title == 1 else "title~"
    return "items" if _has_same_items(found) else "time" if found.is_translated else "place"


def _confidence(found: EntryEvidence) -> float:
    """How sure it is that they are one, 0 to 1: a known place or time that differs costs most."""
    if found.number:
        return 0.99
    if found.one.shape.is_person and found.is_only and found.title == 1 and (found.place != 0 or found.time != 0):
        return 0.95
    if _has_same_items(found) or (_is_same_post(found) and not found.is_translated):
        return 0.92
    sure = 0.65 * found.title + 0.3 + 0.04 * (found.around - 1)
    doubts = (found.place == 0) + (found.time == 0) + (found.title < ROUGH)
    return round(max(0.5, min(sure, 0.99) - 0.15 * doubts), 2)
