"""Who is who in two lists of authors: the owner under every name, everybody else by family name and initial."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from cvgen.profile.model import Author, Profile
from cvgen.profile.names import given_first, same_person, tokens
from cvgen.profile.text import letters

OWNER = ("", "the owner")
AND_OTHERS = re.compile(r"(et\.? ?al\.?|and others|others|\.\.\.|…)", re.IGNORECASE)
NUMBERED = re.compile(r"\s\d{4}$")  # "Wei Zhang 0001", as DBLP tells people of one name apart
UNKNOWN = 0.5  # the share in common if one list is empty
MOST = 50  # people compared one by one; a collaboration of thousands is compared by keys alone
Key = tuple[str, str]


class People:
    """The people of two profiles; both know the owner under every name that either of them gives."""

    def __init__(self, old: Profile, new: Profile) -> None:
        self.owner = (*old.names, *new.names) if _is_one_person(old, new) else ()
        self._keys: dict[str, Key] = {}

    def key(self, name: str) -> Key:
        """ "Yao, A." and "Anbang Yao" -> ("yao", "a"); any name of the owner -> OWNER."""
        if name not in self._keys:
            self._keys[name] = self._key(name)
        return self._keys[name]

    def _key(self, name: str) -> Key:
        if any(same_person(name, form) for form in self.owner):
            return OWNER
        parts = tokens(given_first(NUMBERED.sub("", name)))
        return (parts[-1], parts[0][0]) if parts else (name, "")

    def same(self, name: str, other: str) -> bool:
        """Whether two names may be one person's."""
        return same_person(name, other) or self.key(name) == self.key(other) == OWNER

    def overlap(self, one: "Authors", other: "Authors") -> float:
        """Return the share of people that two lists have in common, 0 to 1; 0.5 if one is empty.

        Of a list that ends in "et al.", only the people that it names count.
        """
        if not one.keys or not other.keys:
            return UNKNOWN
        shared = self.shared(one, other)
        if one.is_cut or other.is_cut:
            return min(1.0, shared / min(len(one.keys), len(other.keys)))
        return 2 * shared / (len(one.keys) + len(other.keys))

    def shared(self, one: "Authors", other: "Authors") -> int:
        """Return the number of people that two lists have in common."""
        return len(one.keys & other.keys) + self._shared_by_name(one, other)

    def _shared_by_name(self, one: "Authors", other: "Authors") -> int:
        """How many of those without a common key are one person all the same: "Yao Anbang" and "Anbang Yao"."""
        left, right = (
            [name for name in mine.names if self.key(name) not in theirs.keys]
            for mine, theirs in ((one, other), (other, one))
        )
        if max(len(left), len(right)) > MOST:
            return 0
        return sum(any(same_person(name, form) for form in right) for name in left)


class Authors:
    """A list of authors as far as comparing it needs."""

    def __init__(self, authors: Sequence[Author], people: People) -> None:
        self.names = [author.name for author in authors if not AND_OTHERS.fullmatch(author.name)]
        self.keys = frozenset(people.key(name) for name in self.names)
        self.is_cut = len(self.names) < len(authors)


class Person:
    """One person's name, as the title of an entry about them."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """What any form of the name has in common with the others: its words, and family name with initial."""
        parts = tokens(given_first(self.name))
        return frozenset([tuple(sorted(parts)), (parts[-1], parts[0][0])] if parts else [])

    @cached_property
    def letters(self) -> str:
        return letters(self.name)


def _is_one_person(old: Profile, new: Profile) -> bool:
    return _any_same(old.names, new.names)


def _any_same(names: Iterable[str], others: Sequence[str]) -> bool:
    return any(same_person(name, other) for name in names for other in others)
