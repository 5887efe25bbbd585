"""What facts are told from: the profile without hidden entries, the voice, the day, and what has been said."""

import dataclasses
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from cvgen.composers.entries import shown
from cvgen.composers.textbio.grammar import Voice, clean
from cvgen.profile.dates import Date, is_past
from cvgen.profile.model import Entry, Position, Profile

WORD = re.compile(r"[^\W_]+")
ANY_AWARD = ("award", "prize", "medal")
LONG_ENOUGH = 4  # letters of a word that tells one entry from another
# The words by which a text would mention an entry. Lists that are counted are not here: they stay whole.
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
    """A profile with nothing hidden and nothing that was told already, and how to speak of its owner."""

    profile: Profile
    voice: Voice
    today: Date
    said: str = ""

    def told(self, pattern: str) -> bool:
        """Whether the text so far speaks of something, such as "patent"."""
        return re.search(pattern, self.said, re.IGNORECASE) is not None

    def is_over(self, end: Date | None) -> bool:
        """Whether an end lies in the past for certain."""
        return is_past(end, self.today)

    def is_current(self, position: Position) -> bool:
        """Whether a position is held today; one without an end says nothing of it."""
        begun = position.start is None or position.start <= self.today
        return begun and position.end is not None and not self.is_over(position.end)


def visible(profile: Profile) -> Profile:
    """A profile -> the same without its hidden entries."""
    return _each_list(profile, lambda name, entry: True)


def unsaid(profile: Profile, text: str) -> Profile:
    """A profile and a text about its owner -> the profile without the entries that the text mentions."""
    where = set(WORD.findall(clean(profile.affiliation)))
    profile = _each_list(profile, lambda name, entry: not mentions(text, _name_of(name, entry), where))
    fresh = tuple(word for word in profile.interests if not mentions(text, clean(word)))
    return dataclasses.replace(profile, interests=fresh)


def mentions(text: str, phrase: str, common: Collection[str] = ()) -> bool:
    """Whether a text has a phrase, or more than half of its telling words: the long ones and abbreviations."""
    long = {word for word in WORD.findall(phrase) if len(word) >= LONG_ENOUGH or not word.islower()}
    vague = {_stem(word) for word in (*common, *ANY_AWARD)}
    words = {word for word in long if _stem(word) not in vague}
    if len(words) < 2:  # "Engine" alone does not stand for the Engine Medal
        return bool(phrase) and phrase.casefold() in text.casefold()
    there = set(map(_stem, WORD.findall(text)))
    return 2 * len(set(map(_stem, words)) & there) > len(words)


def _stem(word: str) -> str:
    """Words in the singular and the plural are the same."""
    return word.casefold().removesuffix("s")


def _name_of(name: str, entry: Entry) -> str:
    """An entry of a list -> the words by which a text would mention it."""
    values: list[Any] = [getattr(entry, field) or "" for field in NAMED_BY.get(name, ())]
    return clean(" ".join(value if isinstance(value, str) else " ".join(value) for value in values))


def _each_list(profile: Profile, keep: Callable[[str, Entry], bool]) -> Profile:
    lists: dict[str, Any] = {}
    for field in dataclasses.fields(profile):
        value = getattr(profile, field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Entry):
            lists[field.name] = tuple(entry for entry in shown(value) if keep(field.name, entry))
    return dataclasses.replace(profile, **lists)
