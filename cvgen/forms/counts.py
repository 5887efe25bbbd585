"""Count words and characters as portals do, and find where a text runs over its limit."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

Unit = Literal["words", "characters"]
QUOTED = 5  # words before the limit that a message quotes
MOST_QUOTED = 60  # characters; Chinese and Japanese have no spaces


def count(text: str, unit: Unit) -> int:
    """Return the words of a text, which white space separates, or its characters with spaces and line ends."""
    return len(text) if unit == "characters" else sum(1 for _ in _words(text))


def last_words(text: str, limit: int, unit: Unit) -> str:
    """Return the last words of a text that its limit allows: "…the second cohort"; "" if it does not run over."""
    if count(text, unit) <= limit:
        return ""
    end = limit if unit == "characters" else next(at for number, at in enumerate(_words(text), 1) if number == limit)
    kept = text[:end].split()
    return f"…{' '.join(kept[-QUOTED:])[-MOST_QUOTED:]}"


def overrun(texts: Sequence[str], most: int, unit: Unit) -> tuple[int, str] | None:
    """Return where texts run over the limit that they have together, None if they keep to it.

    That is the number of the text and the last words there that the limit allows, "" where it allows none.
    """
    left = most
    for at, text in enumerate(texts):
        if (length := count(text, unit)) > left:
            return at, last_words(text, left, unit) if left else ""
        left -= length
    return None


def measured(texts: Sequence[str], most: int | None, unit: Unit) -> str:
    """Return the length of texts against their limit: "62 of 60 words: 2 too many, after “…the second cohort”"."""
    total = sum(count(text, unit) for text in texts)
    if not most:
        return f"{total:,} {unit if total != 1 else unit[:-1]}"
    found = overrun(texts, most, unit)
    after = f", after “{found[1]}”" if found and found[1] else ""
    return f"{total:,} of {most:,} {unit}" + (f": {total - most:,} too many{after}" if found else "")


def _words(text: str) -> Iterator[int]:
    """Yield the end of each word of a text."""
    return (found.end() for found in re.finditer(r"\S+", text))
