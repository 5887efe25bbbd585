"""The limit of a biography, and the length of a text: in words as an editor counts them, or in characters."""

import re
from dataclasses import dataclass
from typing import Literal

from cvgen.profile.text import IDEOGRAPHS

FILL_SHARE = 0.8  # of the limit that a text should fill: a user who asks for 100 words does not want 60
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")

Unit = Literal["words", "characters"]


@dataclass(frozen=True)
class Limit:
    """A maximum length: 100 words, or 600 characters including spaces."""

    number: int
    unit: Unit = "words"

    def __str__(self) -> str:
        """Return the limit with its unit: "100 words", "1 character"."""
        return f"{self.number:,} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"

    def measure(self, text: str) -> int:
        """Return the length of a text in the unit of this limit."""
        return words(text) if self.unit == "words" else len(text)

    def fits(self, text: str) -> bool:
        """Return whether a text is within the limit."""
        return self.measure(text) <= self.number

    def filled(self, text: str) -> bool:
        """Return whether a text is within the limit and fills at least FILL_SHARE of it."""
        return FILL_SHARE * self.number <= self.measure(text) <= self.number

    @property
    def gap(self) -> int:
        """Return the length of the space between two sentences: 1 character, or 0 words."""
        return int(self.unit == "characters")


def words(text: str) -> int:
    """Return the number of words; each Chinese character or kana counts as one, and so does a lone sign."""
    return sum(max(1, _words_of(chunk)) for chunk in text.split())


def _words_of(chunk: str) -> int:
    others = [part for part in IDEOGRAPH.split(chunk) if any(char.isalnum() for char in part)]
    return len(IDEOGRAPH.findall(chunk)) + len(others)
