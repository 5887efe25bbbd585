"""Identify people in two author lists: the owner by any name, everybody else by family name and initial."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from cvgen.profile.model import Author, Profile
from cvgen.profile.names import given_first, same_person, tokens
from cvgen.profile.text import letters

OWNER = ("", "the owner")
NUMBERED = re.compile(r"\s\d{4}$")  # "Wei Zhang 0001", as DBLP distinguishes people of one name
UNKNOWN = 0.5  # the share in common if one list is empty
MOST = 50  # people compared one by one; a collaboration of thousands is compared by keys alone
Key = tuple[str, str]


class People:
    """The people of two profiles; the owner has every name that either profile gives."""

    def __init__(self, old: Profile, new: Profile) -> None:
        self.owner = (*old.names, *new.names) if _is_one_person(old, new) else ()
        self._keys: dict[str, Key] = {}

    def key(self, name: str) -> Key:
        """Return the key of a person: "Yao, A." and "Anbang Yao" -> ("yao", "a"); any name of the owner -> OWNER."""
        if name not in self._keys:
            self._keys[name] = self._key(name)
        return self._keys[name]

    def _key(self, name: str) -> Key:
        if any(same_person(name, form) for form in self.owner):
            return OWNER
        parts = tokens(given_first(NUMBERED.sub("", name)))
        return (parts[-1], parts[0][0]) if parts else (name, "")

    def same(self, name: str, other: str) -> bool:
        """Return whether two names may denote one person."""
        return same_person(name, other) or self.key(name) == self.key(other) == OWNER

    def overlap(self, one: "Authors", other: "Authors") -> float:
        """Return the share of people that two lists have in common, 0 to 1; 0.5 if one is empty.

        Of a list that ends with "et al.", only the named people count.
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
        """Return how many people without a common key are in both lists: "Yao Anbang" and "Anbang Yao"."""
        left, right = (
            [name for name in mine.names if self.key(name) not in theirs.keys]
            for mine, theirs in ((one, other), (other, one))
        )
        if max(len(left), len(right)) > MOST:
            return 0
        return sum(any(same_person(name, form) for form in right) for name in left)


class Authors:
    """A list of authors as it is compared; `is_cut` if it ends with "et al."."""

    def __init__(self, authors: Sequence[Author], people: People) -> None:
        self.names = [author.name for author in authors if not author.left_out]
        self.keys = frozenset(people.key(name) for name in self.names)
        self.is_cut = len(self.names) < len(authors)


class Person:
    """One person's name, as the title of an entry about them."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """Return what all forms of the name share: its words, or family name and initial."""
        parts = tokens(given_first(self.name))
        return frozenset([tuple(sorted(parts)), (parts[-1], parts[0][0])] if parts else [])

    @cached_property
    def letters(self) -> str:
        """Return the letters of the name, without case and accents."""
        return letters(self.name)


def _is_one_person(old: Profile, new: Profile) -> bool:
    return _any_same(old.names, new.names)


def _any_same(names: Iterable[str], others: Sequence[str]) -> bool:
    return any(same_person(name, other) for name in names for other in others)
