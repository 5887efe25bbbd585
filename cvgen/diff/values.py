"""Compare two values of one key: texts, lists, links, years, dates, flags."""

from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from cvgen.diff.events import Change
from cvgen.diff.match.titles import Title, similarity
from cvgen.diff.match.venues import same_venue
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Honor, Point
from cvgen.profile.text import reading, reads_the_same
from cvgen.profile.translations import Translated, texts_of

FORMATS = {"title": "title_format", "venue": "venue_spelling"}
FLAGS = {"selected": ("selected", "unselected"), "hidden": ("hidden", "unhidden")}
EDITED = 60  # the similarity (0 to 100) from which two lines of prose are versions of one
PROSE = 3  # words; shorter items are names, which are equal or different, but not edited
MOST_TESTED = 100_000  # pairs of items
Pairs = list[tuple[int, int]]


def text(kind: str, field: str, old: str | None, new: str | None) -> Iterator[Change]:
    """Yield the change between two texts, either of which may be missing: of this kind, or only of form."""
    if old == new:
        return
    if old and new and (isinstance(old, Translated) or isinstance(new, Translated)):
        yield from _in_each_language(kind, field, old, new)
        return
    if old and new and reads_the_same(old, new):
        kind = FORMATS.get(kind, "format")
    yield Change(kind, field, old and str(old), new and str(new))


def _in_each_language(kind: str, field: str, old: str, new: str) -> Iterator[Change]:
    """Yield the changes of a text in each language, then the versions that stayed while another one changed."""
    before, after = versions(old, new)
    common = [one for one in before if one in after]
    edited = [replace(change, language=one) for one in common for change in text(kind, field, before[one], after[one])]
    yield from edited
    for one in (one for one in after if one not in before):
        yield Change("translation_added", field, None, after[one], language=one)
    for one in (one for one in before if one not in after):
        yield Change("translation_removed", field, before[one], None, language=one)
    if any(change.severity == "content" for change in edited):
        stayed = (one for one in common if before[one] == after[one])
        yield from (Change("outdated", field, None, after[one], language=one) for one in stayed)


def versions(old: str, new: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return two versions of a text by their languages, one of them in several.

    One that names no language is in that in which both say the same, else in the main one.
    """
    several = old if isinstance(old, Translated) else new
    assert isinstance(several, Translated)
    plain = new if several is old else old
    same = next((language for language, one in several.texts.items() if one == str(plain)), several.main)
    return texts_of(old, same), texts_of(new, same)


def flag(field: str, old: bool, new: bool) -> Iterator[Change]:
    """Yield the change of a flag: "selected", False, True -> "selected"; True, False -> "unselected"."""
    if old != new:
        yield Change(FLAGS[field][old], field)


def date(field: str, old: Date | None, new: Date | None, *, may_be_open: bool = False) -> Iterator[Change]:
    """Yield the change of a date.

    The kind is "ended" if an end replaced "present", or a missing end that means the same (`may_be_open`); "reopened"
    in the other direction; "dates" otherwise.
    """
    if old == new:
        return
    was_open, is_open = (value == PRESENT or (value is None and may_be_open) for value in (old, new))
    is_end = field == "end" and was_open != is_open
    kind = ("ended" if was_open else "reopened") if is_end else "dates"
    yield Change(kind, field, str(old) if old else None, str(new) if new else None)


def years(old: Sequence[int], new: Sequence[int]) -> Iterator[Change]:
    """Yield a change for each year added or removed; a single year replaced by another is one changed year."""
    removed, added = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    if len(old) == len(new) == len(removed) == len(added) == 1:
        yield Change("year", "years", str(removed[0]), str(added[0]))
        return
    yield from (Change("year_added", "years", None, str(year)) for year in added)
    yield from (Change("year_removed", "years", str(year), None) for year in removed)


def items(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield the items added, removed or edited, and whether the others are in another order."""
    pairs = paired_items(old, new)
    for at, other in pairs:
        is_form = str(old[at]) != str(new[other]) and same_venue(old[at], new[other])
        kind = "format" if is_form else "text"
        yield from text(kind, field, old[at], new[other])
    yield from _unpaired("item", field, old, new, pairs)


def paired_items(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return the places of items that are equal, read the same, or are two versions of a line."""
    return paired(old, new, (same_venue, _is_edited))


def honors(old: Sequence[Honor], new: Sequence[Honor]) -> Iterator[Change]:
    """Yield the honors added or removed; the same honor with another link is a change of the link."""
    before, after = ([honor.text for honor in side] for side in (old, new))
    pairs = paired(before, after)
    for at, other in pairs:
        yield from text("text", "honors", before[at], after[other])
        if old[at].url != new[other].url:
            yield Change("link", "honors", old[at].url, new[other].url)
    yield from _unpaired("honor", "honors", before, after, pairs)


def points(field: str, old: Sequence[Point], new: Sequence[Point]) -> Iterator[Change]:
    """Yield the points added, removed or edited; the same point with other tags is a change of its tags."""
    before, after = ([point.text for point in side] for side in (old, new))
    yield from items(field, before, after)
    for at, other in paired_items(before, after):
        yield from text("tags", field, *(", ".join(one.tags) or None for one in (old[at], new[other])))


def links(field: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield a change for each link that differs, and whether the others are in another order."""
    for label in dict.fromkeys((*new, *old)):
        if old.get(label) != new.get(label):
            yield Change("link", f"{field}.{label}", old.get(label), new.get(label))
    places = {label: at for at, label in enumerate(new)}
    if is_reordered([places[label] for label in old if label in new]):
        yield Change("order", field, ", ".join(old), ", ".join(new))


def paired(old: Sequence[str], new: Sequence[str], tests: Sequence[Callable[[str, str], bool]] = ()) -> Pairs:
    """Return the places of items that are equal, of the others that read the same, then of those that pass each test.

    Where very many are left, they are different lists, and not tested one by one.
    """
    found: dict[int, int] = {}
    for key in (str, reading):
        found |= _equal(old, new, key, found)
    for is_same in tests:
        taken = set(found.values())
        rest = [at for at, _ in unpaired(old, found)]
        free = [at for at, _ in unpaired(new, taken)]
        if len(rest) * len(free) > MOST_TESTED:
            break
        for at in rest:
            other = next((other for other in free if is_same(old[at], new[other])), None)
            if other is not None:
                found[at] = other
                free.remove(other)
    return sorted(found.items())


def _equal(
    old: Sequence[str], new: Sequence[str], key: Callable[[str], str], found: Mapping[int, int]
) -> dict[int, int]:
    """Return the places of items with equal keys, of those not found yet; repeated ones are paired in order."""
    places: dict[str, deque[int]] = defaultdict(deque)
    taken = set(found.values())
    for at, item in unpaired(new, taken):
        places[key(item)].append(at)
    return {at: same.popleft() for at, item in unpaired(old, found) if (same := places.get(key(item)))}


def unpaired(items: Sequence[str], taken: Container[int]) -> Iterator[tuple[int, str]]:
    """Return the items whose places are not taken, each with its place."""
    return ((at, item) for at, item in enumerate(items) if at not in taken)


def is_reordered(places: Sequence[int]) -> bool:
    """Return whether items in this order in the old list are in another order in the new one."""
    return list(places) != sorted(places)


def _unpaired(noun: str, field: str, old: Sequence[str], new: Sequence[str], pairs: Pairs) -> Iterator[Change]:
    """Yield the unpaired items as "item_added" and "item_removed", and a change of the order of the others."""
    for _, item in unpaired(new, {other for _, other in pairs}):
        yield Change(f"{noun}_added", field, None, str(item))
    for _, item in unpaired(old, {at for at, _ in pairs}):
        yield Change(f"{noun}_removed", field, str(item), None)
    if is_reordered([other for _, other in pairs]):
        yield Change("order", field, "; ".join(old), "; ".join(new))


def _is_edited(one: str, other: str) -> bool:
    """Return whether two items are lines of prose, and one is an edited version of the other."""
    return min(len(one.split()), len(other.split())) >= PROSE and similarity(Title(one), Title(other)) >= EDITED
