"""Match two entries of any list except publications: score them by title, place and time."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from operator import eq

from cvgen.diff.match.candidates import Marks, alike, nearest, sharing
from cvgen.diff.match.identity_keys import SHAPES, places_of, title_of
from cvgen.diff.match.pairing import Edge, Match
from cvgen.diff.match.people import People, Person
from cvgen.diff.match.times import Time, agreement, are_equal, begin_together, time_of, without_years
from cvgen.diff.match.titles import Title, name_other_parts, similarity
from cvgen.diff.match.venues import parts_of, same_venue
from cvgen.profile.model import Entry
from cvgen.profile.text import is_translated, letters, words

EQUAL, LIKE, ROUGH = 0.9, 0.75, 0.5  # similarity of titles, 0 to 1
AWARD_WORDS = frozenset(["award", "awards", "prize", "medal", "best", "outstanding", "grant", "fellowship", "paper"])
SPELT = 0.85  # similarity of two names of one place or person, 0 to 1
UNKNOWN = 0.5  # the agreement of a place or a time, 0 to 1, if one of the two is unknown
# Agreement of place and time together, 0 to 2.
ONE_DIFFERS, NEUTRAL, ONE_AGREES = 0.5, 1.0, 1.5
SAME_TIME, NEAR_TIME = 1.0, 0.5  # agreement of times
MOST_PLACES = 50  # of an entry that are compared with those of another; a line of skills has its items as places
HALF_OF_ITEMS = 0.5  # in common, of a line of skills or a section with another title
# What each fact adds to the score, which orders the candidates.
NUMBER, TITLE, HOME, EQUAL_VALUES = 3.0, 2.0, 0.5, 0.5
# The confidence in a pair, 0 to 1: what the title adds to a base, what place and time add, and what each doubt costs.
BASE, TITLE_SHARE, AROUND_SHARE, DOUBT = 0.3, 0.65, 0.04, 0.15
LOWEST, SAME_POST, SAME_PERSON, CERTAIN = 0.5, 0.92, 0.95, 0.99


class EntryKey:
    """The properties of an entry by which it is matched; `home` is its section."""

    is_only = True  # no other entry of the list has this title
    is_alone = False  # no other entry of the list has this place and time

    def __init__(self, at: int, entry: Entry, people: People, home: Hashable = None) -> None:
        self.at, self.entry, self.people, self.home = at, entry, people, home
        self.shape = SHAPES[type(entry)]
        text = title_of(entry)
        self.title = Title(without_years(text) if hasattr(entry, "years") else text)
        self.places = places_of(entry)
        self.time: Time = time_of(entry)

    @cached_property
    def numbers(self) -> frozenset[object]:
        """Return what only this entry has: its number, and its web page."""
        number = getattr(self.entry, self.shape.number) if self.shape.number else None
        page = getattr(self.entry, "url", None) if self.shape.own_page else None
        return frozenset([("number", letters(number))] if number else []) | frozenset([("page", page)] if page else [])

    @cached_property
    def keys(self) -> frozenset[object]:
        """Return the properties that make it a candidate for another entry with one of them, whatever their titles."""
        found = set(self.numbers)
        if self.shape.is_person:
            found |= Person(self.title.text).keys
        if self.time.dates:
            found.add(self.time.begin if self.shape.post_counts else tuple(sorted(self.time.dates.items())))
        if self.shape.rename_counts and self.occasion:
            found.add(self.occasion)
        if self.shape.holds:
            found |= self.items
        return frozenset(found)

    @cached_property
    def items(self) -> frozenset[str]:
        """Return the places as they are compared, in letters alone."""
        return frozenset(map(letters, self.places))

    @cached_property
    def values(self) -> tuple[object, ...]:
        """Return the values of all keys of the entry."""
        return tuple(vars(self.entry).values())

    @cached_property
    def occasion(self) -> Hashable:
        """Return place and years, by which a renamed entry is found; None if one is unknown."""
        return (tuple(map(letters, self.places)), self.time.years) if self.places and self.time.years else None

    @cached_property
    def marks(self) -> Marks:
        """Return the properties that it may share with another entry of the same title."""
        places = {word for place in self.places for word in words(place)}
        return self.numbers | places | self.time.years | set(self.time.dates.items()) | {self.title.letters, self.home}


@dataclass(frozen=True)
class EntryEvidence:
    """The evidence that two entries are the same."""

    one: EntryKey
    other: EntryKey

    @property
    def is_only(self) -> bool:
        """Return whether neither list has another entry with the title."""
        return self.one.is_only and self.other.is_only

    @cached_property
    def title(self) -> float:
        """Return the similarity of the titles, 0 to 1; 1 for names of one person."""
        if self.one.shape.is_person and self.one.people.same(self.one.title.text, self.other.title.text):
            return 1.0
        return similarity(self.one.title, self.other.title) / 100

    @cached_property
    def place(self) -> float | None:
        """Return 1 if they have a place in common, 0 if not, None if a place is unknown."""
        if not self.one.places or not self.other.places:
            return None
        mine, theirs = self.one.places, self.other.places
        if not set(mine).isdisjoint(theirs):
            return 1.0
        pairs = product(mine[:MOST_PLACES], theirs[:MOST_PLACES])
        return float(any(same_place(one, other) for one, other in pairs))

    @cached_property
    def time(self) -> float | None:
        """Return 1 if the times agree, 0.5 if nearly, 0 if not, None if one is unknown."""
        return agreement(self.one.time, self.other.time)

    @cached_property
    def number(self) -> str:
        """Return the proof: "number" or "page"; "" without proof."""
        return min((str(key[0]) for key in self.one.numbers & self.other.numbers if isinstance(key, tuple)), default="")

    @cached_property
    def place_and_time(self) -> float:
        """Return the sum of place and time, 0 to 2; an unknown one counts 0.5."""
        return sum(UNKNOWN if fact is None else fact for fact in (self.place, self.time))

    @property
    def is_translated(self) -> bool:
        """Return whether the titles are in different scripts."""
        return is_translated(self.one.title.text, self.other.title.text)

    @cached_property
    def equal_values(self) -> float:
        """Return the share of equal values, 0 to 1, to distinguish entries of equal title, place and time."""
        equal: int = sum(map(eq, self.one.values, self.other.values))
        return equal / len(self.one.values)


def entry_keys(entries: Sequence[Entry], people: People, homes: Sequence[Hashable] = ()) -> list[EntryKey]:
    """Return the keys of a list of entries; `homes` are their sections."""
    found = [EntryKey(at, entry, people, homes[at] if homes else None) for at, entry in enumerate(entries)]
    often = Counter(key.title.letters for key in found)
    for key in found:
        key.is_only = often[key.title.letters] == 1
    return found


def edges(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> Iterator[Edge]:
    """Yield the pairs of two lists that may be the same, with their scores."""
    for side in (old, new):
        occasions = Counter(key.occasion for key in side)
        for key in side:
            key.is_alone = occasions[key.occasion] == 1
    for at, other in sorted(_candidates(old, new)):
        found = EntryEvidence(old[at], new[other])
        if _is_supported(found) and not _is_vetoed(found):
            yield Edge(old[at].at, new[other].at, _score(found), Match(_by(found), _confidence(found)))


def same_place(one: str, other: str) -> bool:
    """Return whether two names denote one organization, institution or event, as far as their words show."""
    if same_venue(one, other):
        return True
    if parts_of(one) != parts_of(other):
        return False
    mine, theirs = _title_of_place(one), _title_of_place(other)
    shorter, longer = sorted((mine.every_word, theirs.every_word), key=len)
    if shorter and shorter <= longer:
        return True  # "Intel Labs" and "Intel Labs China"
    return similarity(mine, theirs) >= 100 * SPELT


@lru_cache(maxsize=10_000)  # the entries of a list have few places, and each is compared with many
def _title_of_place(name: str) -> Title:
    return Title(name)


def _candidates(old: Sequence[EntryKey], new: Sequence[EntryKey]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: with similar titles, or with a number, name or time in common."""
    titles = alike([key.title for key in old], [key.title for key in new], 100 * LIKE)
    found = nearest(titles, *([key.marks for key in keys] for keys in (old, new)))
    return found | sharing([key.keys for key in old], [key.keys for key in new])


def _is_supported(found: EntryEvidence) -> bool:
    """Return whether there is enough evidence."""
    if found.number:
        return _has_same_number(found)
    if found.one.shape.is_person:
        return found.title >= SPELT and (found.is_only or found.place_and_time >= NEUTRAL)
    if found.title >= EQUAL:
        return found.place_and_time >= (ONE_DIFFERS if found.is_only else NEUTRAL)
    is_like = found.title >= LIKE and found.place_and_time >= ONE_AGREES
    return is_like or _is_translation(found) or _is_same_post(found) or _is_renamed(found) or _has_same_items(found)


def _has_same_number(found: EntryEvidence) -> bool:
    """Return whether a common number or page proves that the entries are the same; a page needs a similar title."""
    is_proof = found.number == "number" or found.one.shape.is_person
    return is_proof or found.title >= ROUGH or found.is_translated


def _is_translation(found: EntryEvidence) -> bool:
    """Return whether the title is in another script, at the same time."""
    is_same_time = found.is_translated and are_equal(found.one.time, found.other.time)
    return is_same_time and (found.one.shape.post_counts or found.is_only)


def _is_same_post(found: EntryEvidence) -> bool:
    """Return whether only the title of a position or degree changed: same place, same start."""
    return found.one.shape.post_counts and found.place == 1 and begin_together(found.one.time, found.other.time)


def _is_renamed(found: EntryEvidence) -> bool:
    """Return whether only the name of an award changed: the only one of its giver and years, and a word stayed."""
    one, other = found.one, found.other
    if not (one.shape.rename_counts and one.is_alone and other.is_alone):
        return False
    is_same = one.occasion is not None and one.occasion == other.occasion
    return is_same and bool((one.title.words & other.title.words) - AWARD_WORDS)


def _has_same_items(found: EntryEvidence) -> bool:
    """Return whether only the title of a line of skills or a section changed: half of its items are the same."""
    if not found.one.shape.holds or not (found.one.places and found.other.places):
        return False
    mine, theirs = found.one.items, found.other.items
    return len(mine & theirs) >= len(mine | theirs) * HALF_OF_ITEMS


def _is_vetoed(found: EntryEvidence) -> bool:
    """Return whether something proves that the entries are different."""
    if found.one.shape.in_parts and name_other_parts(found.one.title, found.other.title):
        return True  # Algorithms I is not Algorithms II
    if found.number:
        return False
    if found.one.shape.place_counts and found.place == 0:
        return True
    least = SAME_TIME if found.one.time.years else NEAR_TIME
    return not found.is_only and found.time is not None and found.time < least  # an award won again in another year


def _score(found: EntryEvidence) -> float:
    """Return the strength of the evidence, to order the candidates."""
    score = NUMBER * bool(found.number) + TITLE * found.title + found.place_and_time
    return score + HOME * (found.one.home == found.other.home) + EQUAL_VALUES * found.equal_values


def _by(found: EntryEvidence) -> str:
    if found.number:
        return found.number
    if found.title >= LIKE:
        return "title" if found.title == 1 else "title~"
    return "items" if _has_same_items(found) else "time" if found.is_translated else "place"


def _confidence(found: EntryEvidence) -> float:
    """Return the confidence that the entries are the same, 0 to 1; a known place or time that differs costs most."""
    if found.number:
        return CERTAIN
    if found.one.shape.is_person and found.is_only and found.title == 1 and (found.place != 0 or found.time != 0):
        return SAME_PERSON
    if _has_same_items(found) or (_is_same_post(found) and not found.is_translated):
        return SAME_POST
    sure = TITLE_SHARE * found.title + BASE + AROUND_SHARE * (found.place_and_time - NEUTRAL)
    doubts = (found.place == 0) + (found.time == 0) + (found.title < ROUGH)
    return round(max(LOWEST, min(sure, CERTAIN) - DOUBT * doubts), 2)
