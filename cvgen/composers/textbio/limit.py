"""How long a text may be, and how long it is: in words as an editor counts them, or in characters."""

import re
from dataclasses import dataclass
from typing import Literal

from cvgen.profile.text import IDEOGRAPHS

WANTED = 0.8  # of a limit; whoever asks for 100 words does not want 60
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")

Unit = Literal["words", "characters"]


@dataclass(frozen=True)
class Limit:
    """100 words, or 600 characters with their spaces."""

    number: int
    unit: Unit = "words"

    def __str__(self) -> str:
        """ "100 words", "1 character" """
        return f"{self.number:,} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"

    def measure(self, text: str) -> int:
        """A text -> its length in the unit of this limit."""
        return words(text) if self.unit == "words" else len(text)

    def fits(self, text: str) -> bool:
        return self.measure(text) <= self.number

    def filled(self, text: str) -> bool:
        """Whether a text fits and is as long as one may expect of it."""
        return WANTED * self.number <= self.measure(text) <= self.number

    @property
    def gap(self) -> int:
        """What two sentences cost beyond themselves: the space between them."""
        return int(self.unit == "characters")


def words(text: str) -> int:
    """Text -> its words; each Chinese character or Japanese kana is one, and so is a sign that stands alone."""
    return sum(max(1, _words_of(chunk)) for chunk in text.split())


def _words_of(chunk: str) -> int:
    others = [part for part in IDEOGRAPH.split(chunk) if any(char.isalnum() for char in part)]
    return len(IDEOGRAPH.findall(chunk)) + len(others)
