"""Compare two lists of authors: additions, removals, order, marks and spellings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvgen.diff.events import Change
from cvgen.diff.match.people import MOST, People
from cvgen.diff.match.titles import Title, similarity
from cvgen.diff.values import Pairs, is_reordered, paired, unpaired
from cvgen.profile.model import Author
from cvgen.profile.text import letters, reading

MISTYPED = 85  # the similarity (0 to 100) from which two names at the same place of two lists are one person


@dataclass(frozen=True)
class AuthorContext:
    """The context of a comparison of author lists: who is who, and the legends of the marks in both profiles."""

    people: People
    old_marks: Mapping[str, str]
    new_marks: Mapping[str, str]

    def means_the_same(self, old: Author, new: Author) -> bool:
        """Return whether the marks that an author lost have the same legends as those added."""
        removed, added = set(old.marks) - set(new.marks), set(new.marks) - set(old.marks)
        return {reading(self.old_marks.get(mark, mark)) for mark in removed} == {
            reading(self.new_marks.get(mark, mark)) for mark in added
        }


def compare_authors(
    field: str, old: Sequence[Author], new: Sequence[Author], context: AuthorContext
) -> Iterator[Change]:
    """Yield the changes between two lists of authors, editors or inventors."""
    if old == new:
        return
    pairs = _pair(old, new, context.people)
    left, right = {at for at, _ in pairs}, {other for _, other in pairs}
    removed = [author.name for at, author in enumerate(old) if at not in left]
    added = [author.name for at, author in enumerate(new) if at not in right]
    if removed or added:
        yield Change("authors", field, _names(removed), _names(added))
    if is_reordered([other for _, other in pairs]):
        yield Change("author_order", field, _names([one.name for one in old]), _names([one.name for one in new]))
    both = [(old[at], new[other]) for at, other in pairs]
    yield from _marks(field, both, context)
    spelt = [(one.name, other.name) for one, other in both if one.name != other.name and not one.left_out]
    if spelt:
        yield Change("author_spelling", field, *(_names(names) for names in zip(*spelt, strict=True)))


def _pair(old: Sequence[Author], new: Sequence[Author], people: People) -> Pairs:
    """Return the places of the same people: by equal names, by forms of one name, by a typing error."""
    before, after = (["et al." if author.left_out else author.name for author in side] for side in (old, new))
    pairs = dict(_equal(before, after))
    rest = [at for at, _ in unpaired(before, pairs)]
    others = [at for at, _ in unpaired(after, set(pairs.values()))]
    if max(len(rest), len(others)) <= MOST:
        found = paired([before[at] for at in rest], [after[at] for at in others], (people.same,))
        pairs |= {rest[at]: others[other] for at, other in found}
    if len(before) == len(after):
        taken = set(pairs.values())
        slips = (at for at in rest if at not in pairs and at not in taken and _is_mistyped(before[at], after[at]))
        pairs |= {at: at for at in slips}
    return sorted(pairs.items())


def _equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of equal names; repeated names are paired in order."""
    places: dict[str, list[int]] = {}
    for at in reversed(range(len(new))):
        places.setdefault(new[at], []).append(at)
    for at, name in enumerate(old):
        if places.get(name):
            yield at, places[name].pop()


def _is_mistyped(one: str, other: str) -> bool:
    return letters(one)[:1] == letters(other)[:1] and similarity(Title(one), Title(other)) >= MISTYPED


def _marks(field: str, pairs: Sequence[tuple[Author, Author]], context: AuthorContext) -> Iterator[Change]:
    """Yield the changes of marks; a mark replaced by one with the same legend is a change of form."""
    found: dict[str, list[tuple[Author, Author]]] = {"author_marks": [], "format": []}
    for one, other in pairs:
        if set(one.marks) != set(other.marks):
            found["format" if context.means_the_same(one, other) else "author_marks"].append((one, other))
    for kind, both in found.items():
        if both:
            sides = ([author.name + author.marks for author in side] for side in zip(*both, strict=True))
            yield Change(kind, field, *map(_names, sides))


def _names(names: Sequence[str]) -> str | None:
    """Return names in one line, separated by semicolons, because a name may contain a comma; None for no names."""
    return "; ".join(names) or None
