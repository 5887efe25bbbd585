"""Pair the entries of two lists one to one: by id, by equal content, then by the best scores."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from cvgen.profile.model import Entry

SURE = 0.9  # the confidence below which a pair should be checked
RIVAL = 0.15  # the difference of scores below which another candidate makes a pair uncertain
MOST_RELATED = 1000  # added entries to which a similar one is named; of another list, nobody reads it


@dataclass(frozen=True)
class Match:
    """The evidence by which two entries were matched, and the confidence in it: 0 to 1."""

    by: str
    confidence: float

    @property
    def is_sure(self) -> bool:
        """Return whether the match needs no check; else reports show a question mark and advise an `id`."""
        return self.confidence >= SURE


@dataclass(frozen=True)
class Edge:
    """Two entries that may be the same, by their places; `allowed` is False if they are only related."""

    old: int
    new: int
    score: float
    match: Match
    allowed: bool = True


class Trait(Protocol):
    """An entry as it is compared, and its place in the list."""

    at: int

    @property
    def entry(self) -> Entry:
        """Return the entry."""

    @property
    def home(self) -> Hashable:
        """Return the section of the entry, for lists with several."""


T = TypeVar("T", bound=Trait)
Edges = Callable[[Sequence[T], Sequence[T]], Iterable[Edge]]
Groups = Callable[[Sequence[T], Sequence[T]], Iterable[tuple[tuple[int, ...], tuple[int, ...]]]]


@dataclass(frozen=True)
class Pair:
    """The places of an entry in the old and in the new list."""

    old: int
    new: int
    match: Match


@dataclass
class Matching:
    """The result of matching two lists, by the places of their entries."""

    pairs: list[Pair] = field(default_factory=list)
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)  # split or combined
    removed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    merged_into: dict[int, int] = field(default_factory=dict)  # removed -> the new entry with the same work
    old_related: dict[int, int] = field(default_factory=dict)  # removed -> a similar new entry
    new_related: dict[int, int] = field(default_factory=dict)  # added -> another, similar new entry


def pair_up(old: Sequence[T], new: Sequence[T], edges: Edges[T], groups: Groups[T] | None = None) -> Matching:
    """Return the matching of two lists.

    `edges` yields candidates with scores; `groups` finds entries that were split or combined.
    """
    matching = Matching()
    for by, key in (("id", _id), ("content", _content_at_home), ("content", _content)):
        _pair_equal(_free(old, new, matching), key, Match(by, 1.0), matching)
    if groups:
        matching.groups = list(groups(*_free(old, new, matching)))
    free = _free(old, new, matching)
    found = list(edges(*free))
    _pair_scored(found, matching)
    left_old, left_new = _free(old, new, matching)
    matching.removed = [trait.at for trait in left_old]
    matching.added = [trait.at for trait in left_new]
    compared = {trait.at for trait in free[1]}
    found += edges(left_old, [trait for trait in new if trait.at not in compared])
    _relate_removed(found, matching)
    if len(left_new) <= MOST_RELATED:
        _relate_added(edges(new, left_new), matching)
    return matching


def _free(old: Sequence[T], new: Sequence[T], matching: Matching) -> tuple[list[T], list[T]]:
    """Return the entries of each list that are in no pair and no group yet."""
    taken_old = {pair.old for pair in matching.pairs} | {at for group, _ in matching.groups for at in group}
    taken_new = {pair.new for pair in matching.pairs} | {at for _, group in matching.groups for at in group}
    return [one for one in old if one.at not in taken_old], [one for one in new if one.at not in taken_new]


def _id(trait: Trait) -> Hashable:
    return trait.entry.id


def _content_at_home(trait: Trait) -> Hashable:
    """Return content and section: an entry that is in two sections is matched within each."""
    return trait.home, _content(trait)


def _content(trait: Trait) -> Hashable:
    """Return all values of an entry in hashable form."""
    values = vars(trait.entry).values()
    return tuple(tuple(sorted(value.items())) if isinstance(value, dict) else value for value in values)


def _pair_equal(
    free: tuple[list[T], list[T]], key: Callable[[Trait], Hashable], match: Match, matching: Matching
) -> None:
    """Pair entries of an equal key in order, so that two equal entries stay two."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for trait in reversed(free[1]):
        waiting[key(trait)].append(trait.at)
    for trait in free[0]:
        mark = key(trait)
        if mark is not None and waiting.get(mark):
            matching.pairs.append(Pair(trait.at, waiting[mark].pop(), match))


def _pair_scored(edges: list[Edge], matching: Matching) -> None:
    """Pair the ends of the edges, the best edge first; each end is paired once."""
    edges = sorted((edge for edge in edges if edge.allowed), key=_best_first)
    beside: dict[tuple[str, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        beside["old", edge.old].append(edge)
        beside["new", edge.new].append(edge)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for edge in edges:
        if edge.old not in taken_old and edge.new not in taken_new:
            taken_old.add(edge.old)
            taken_new.add(edge.new)
            rivals = (rival for rival in (*beside["old", edge.old], *beside["new", edge.new]) if rival != edge)
            matching.pairs.append(Pair(edge.old, edge.new, _doubted(edge, rivals)))


def _best_first(edge: Edge) -> tuple[float, int, int]:
    """Return the sort key that puts the best edge first."""
    return (-edge.score, edge.old + edge.new, edge.old)  # the sum treats both lists alike


def _doubted(edge: Edge, rivals: Iterable[Edge]) -> Match:
    """Return the match of an edge, with less confidence if another candidate scores as well or nearly so."""
    gap = min((abs(edge.score - rival.score) for rival in rivals), default=1.0)
    if gap >= RIVAL:
        return edge.match
    return replace(edge.match, confidence=round(min(edge.match.confidence, SURE - 0.01 - RIVAL + gap), 2))


def _relate_removed(edges: Iterable[Edge], matching: Matching) -> None:
    """Relate removed entries to new ones that have the same work, or are similar."""
    removed, added = set(matching.removed), set(matching.added)
    for edge in _best(edge for edge in edges if edge.old in removed):
        to = matching.merged_into if edge.allowed and edge.new not in added else matching.old_related
        to.setdefault(edge.old, edge.new)


def _relate_added(edges: Iterable[Edge], matching: Matching) -> None:
    """Relate added entries to other new ones that are similar, by edges among the new entries."""
    for edge in _best(edge for edge in edges if edge.old != edge.new):
        matching.new_related.setdefault(edge.new, edge.old)


def _best(edges: Iterable[Edge]) -> Iterator[Edge]:
    yield from sorted(edges, key=lambda edge: (not edge.allowed, *_best_first(edge)))
