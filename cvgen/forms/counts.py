"""Count words and characters as portals do, and find where a text runs over its limit."""

import re
from collections.abc import Iterator
from typing import Literal

Unit = Literal["words", "characters"]
QUOTED = 5  # words before the limit that a message quotes


def count(text: str, unit: Unit) -> int:
    """Return the words of a text, which white space separates, or its characters with spaces and line ends."""
    return len(text) if unit == "characters" else sum(1 for _ in _words(text))


def last_words(text: str, limit: int, unit: Unit) -> str:
    """Return the last words of a text that its limit allows: "…the second cohort"; "" if it does not run over."""
    if count(text, unit) <= limit:
        return ""
    end = limit if unit == "characters" else next(at for number, at in enumerate(_words(text), 1) if number == limit)
    kept = text[:end].split()
    return f"…{' '.join(kept[-QUOTED:])}"


def _words(text: str) -> Iterator[int]:
    """Yield the end of each word of a text."""
    return (found.end() for found in re.finditer(r"\S+", text))
