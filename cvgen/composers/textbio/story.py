"""The input of all facts: the profile without hidden entries, the voice, today's date, and the text so far."""

import dataclasses
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cvgen.composers.entries import visible_entries
from cvgen.composers.textbio.grammar import Voice, clean
from cvgen.profile.dates import Date, held, is_past
from cvgen.profile.model import Author, Entry, Position, Profile, Publication, Service, Teaching
from cvgen.profile.names import same_person

LINE = re.compile(r"[,(] ?(?:since |from |until )?(?:19|20)\d\d|\w: ")
WORD = re.compile(r"[^\W_]+")
ANY_AWARD = ("award", "prize", "medal")
LONG_ENOUGH = 4  # letters of a word that distinguishes one entry from another
# The fields by which a text would mention an entry. Lists that are counted are not here: they stay complete.
NAMED_BY: dict[str, tuple[str, ...]] = {
    "positions": ("title", "organization"),
    "education": ("institution",),
    "awards": ("title",),
    "service": ("role", "organizations"),
    "grants": ("title",),
    "teaching": ("course",),
    "memberships": ("organization",),
}


@dataclass(frozen=True)
class Story:
    """A profile without hidden entries and without those already mentioned, and how to refer to its owner.

    `text` is the biography so far.
    """

    profile: Profile
    voice: Voice
    today: Date
    text: str = ""

    def covers(self, pattern: str) -> bool:
        """Return whether the text so far covers a subject, given as a pattern such as "patent"."""
        return re.search(pattern, self.text, re.IGNORECASE) is not None

    def is_over(self, end: Date | None) -> bool:
        """Return whether an end date is certainly in the past."""
        return is_past(end, self.today)

    def is_current(self, position: Position) -> bool:
        """Return whether a position is held today, as far as the dates say."""
        return position in self._current

    @cached_property
    def _current(self) -> frozenset[Position]:
        return held(self.profile.positions, self.today)


def is_owner(profile: Profile, person: Author) -> bool:
    """Return whether an author or editor is the owner of the profile."""
    return any(same_person(person.name, form) for form in profile.names)


def without_hidden(profile: Profile) -> Profile:
    """Return the profile without its hidden entries, publications that others wrote, and lines that fit no sentence."""
    return _each_list(profile, lambda name, entry: not _is_line(entry) and _is_own(profile, entry))


def _is_own(profile: Profile, entry: Entry) -> bool:
    return not isinstance(entry, Publication) or profile.wrote(entry)


def _is_line(entry: Entry) -> bool:
    """Return whether all of an entry is in one key: "Tutor, Statistics, 2023-2024", "Member: Research Council"."""
    if isinstance(entry, Service):
        return not entry.organizations and bool(LINE.search(entry.role))
    return isinstance(entry, Teaching) and bool(LINE.search(entry.course)) and not (entry.years or entry.start)


def without_mentioned(profile: Profile, text: str) -> Profile:
    """Return the profile without the entries and interests that a text mentions."""
    where = set(WORD.findall(clean(profile.affiliation)))
    profile = _each_list(profile, lambda name, entry: not mentions(text, _name_of(name, entry), where))
    fresh = tuple(word for word in profile.interests if not mentions(text, clean(word)))
    return dataclasses.replace(profile, interests=fresh)


def mentions(text: str, phrase: str, common: Collection[str] = ()) -> bool:
    """Return whether a text contains a phrase, or more than half of its distinctive words.

    Distinctive are long words and abbreviations that are not in `common`.
    """
    long = {word for word in WORD.findall(phrase) if len(word) >= LONG_ENOUGH or not word.islower()}
    vague = {_stem(word) for word in (*common, *ANY_AWARD)}
    words = {word for word in long if _stem(word) not in vague}
    if len(words) < 2:  # "Engine" alone does not mention the Engine Medal
        return bool(phrase) and phrase.casefold() in text.casefold()
    there = set(map(_stem, WORD.findall(text)))
    return 2 * len(set(map(_stem, words)) & there) > len(words)


def _stem(word: str) -> str:
    """Return a word in lower case without a plural "s"."""
    return word.casefold().removesuffix("s")


def _name_of(name: str, entry: Entry) -> str:
    """Return the words by which a text would mention an entry of the list `name`."""
    values: list[Any] = [getattr(entry, field) or "" for field in NAMED_BY.get(name, ())]
    return clean(" ".join(value if isinstance(value, str) else " ".join(value) for value in values))


def _each_list(profile: Profile, keep: Callable[[str, Entry], bool]) -> Profile:
    lists: dict[str, Any] = {}
    for field in dataclasses.fields(profile):
        value = getattr(profile, field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Entry):
            lists[field.name] = tuple(entry for entry in visible_entries(value) if keep(field.name, entry))
    return dataclasses.replace(profile, **lists)
