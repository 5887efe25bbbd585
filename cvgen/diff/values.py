"""Two values of one key -> the changes between them: texts, lists, links, years, dates, marks of choice."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from cvgen.diff.events import Change
from cvgen.diff.match.titles import Title, similarity
from cvgen.diff.match.venues import same_venue
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Honor
from cvgen.profile.text import reads_the_same

FORMATS = {"title": "title_format", "venue": "venue_spelling"}
FLAGS = {"selected": ("selected", "unselected"), "hidden": ("hidden", "unhidden")}
EDITED = 60  # so alike are two versions of a line of prose
PROSE = 3  # words; shorter items are names, which are others or the same
Pairs = list[tuple[int, int]]


def text(kind: str, field: str, old: str | None, new: str | None) -> Iterator[Change]:
    """Two texts, either may be missing -> their change: of the kind, or only of form."""
    if old == new:
        return
    if old and new and reads_the_same(old, new):
        kind = FORMATS.get(kind, "format")
    yield Change(kind, field, old, new)


def flag(field: str, old: bool, new: bool) -> Iterator[Change]:
    """ "selected", False, True -> "selected"; the other way round "unselected"."""
    if old != new:
        yield Change(FLAGS[field][old], field)


def date(field: str, old: Date | None, new: Date | None, *, may_be_open: bool = False) -> Iterator[Change]:
    """Two dates -> "ended" where an end took the place of "present", or of nothing where that says as much."""
    if old == new:
        return
    was_open, is_open = (value == PRESENT or (value is None and may_be_open) for value in (old, new))
    is_end = field == "end" and was_open != is_open
    kind = ("ended" if was_open else "reopened") if is_end else "dates"
    yield Change(kind, field, str(old) if old else None, str(new) if new else None)


def years(old: Sequence[int], new: Sequence[int]) -> Iterator[Change]:
    """Years -> one change for each that came or went; another one in place of the only one is a changed year."""
    gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    if len(old) == len(new) == len(gone) == len(come) == 1:
        yield Change("year", "years", str(gone[0]), str(come[0]))
        return
    yield from (Change("year_added", "years", None, str(year)) for year in come)
    yield from (Change("year_removed", "years", str(year), None) for year in gone)


def items(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Lists of texts -> what came, went or was edited, and whether the rest stands in another order."""
    pairs = paired_items(old, new)
    for at, other in pairs:
        kind = "format" if same_venue(old[at], new[other]) else "text"
        yield from text(kind, field, old[at], new[other])
    yield from _unpaired("item", field, old, new, pairs)


def paired_items(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Two lists of texts -> the places of those that are equal, read the same, or are two versions of a line."""
    return paired(old, new, (str.__eq__, reads_the_same, same_venue, _is_edited))


def honors(old: Sequence[Honor], new: Sequence[Honor]) -> Iterator[Change]:
    """Honors -> those that came and went; the same honor under another address is a link."""
    before, after = ([str(honor.text) for honor in side] for side in (old, new))
    pairs = paired(before, after, (str.__eq__, reads_the_same))
    for at, other in pairs:
        yield from text("format", "honors", before[at], after[other])
        if old[at].url != new[other].url:
            yield Change("link", "honors", old[at].url, new[other].url)
    yield from _unpaired("honor", "honors", before, after, pairs)


def links(field: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Links by their labels -> one change for each that differs, and whether the rest stands in another order."""
    for label in dict.fromkeys((*new, *old)):
        if old.get(label) != new.get(label):
            yield Change("link", f"{field}.{label}", old.get(label), new.get(label))
    after = list(new)
    if is_reordered([after.index(label) for label in old if label in new]):
        yield Change("order", field, ", ".join(old), ", ".join(new))


def paired(old: Sequence[str], new: Sequence[str], tests: Sequence[Callable[[str, str], bool]]) -> Pairs:
    """Two lists -> the places of items that pass the first test, of the rest those that pass the second, and so on."""
    found: dict[int, int] = {}
    free = list(range(len(new)))
    for is_same in tests:
        for at, item in enumerate(old):
            other = next((other for other in free if is_same(item, new[other])), None) if at not in found else None
            if other is not None:
                found[at] = other
                free.remove(other)
    return sorted(found.items())


def left(items: Sequence[str], taken: Collection[int]) -> Iterator[tuple[int, str]]:
    """A list, the places that are taken -> the others, each with its place."""
    return ((at, item) for at, item in enumerate(items) if at not in taken)


def is_reordered(places: Sequence[int]) -> bool:
    """Whether what stood in this order in the old list stands in another one in the new."""
    return list(places) != sorted(places)


def _unpaired(noun: str, field: str, old: Sequence[str], new: Sequence[str], pairs: Pairs) -> Iterator[Change]:
    """What is left of two lists, as "item_added" and "item_removed", and the order of what is not."""
    for _, item in left(new, [other for _, other in pairs]):
        yield Change(f"{noun}_added", field, None, item)
    for _, item in left(old, [at for at, _ in pairs]):
        yield Change(f"{noun}_removed", field, item, None)
    if is_reordered([other for _, other in pairs]):
        yield Change("order", field, "; ".join(old), "; ".join(new))


def _is_edited(one: str, other: str) -> bool:
    """Whether two items are lines of prose, and one the edited other."""
    return min(len(one.split()), len(other.split())) >= PROSE and similarity(Title(one), Title(other)) >= EDITED
