"""Explain the patterns of a chart below it: a small box for each series with its name, in as few lines as fit."""

from collections.abc import Sequence

from cvgen.writers.drawing.shapes import LINE, WIDTH, Box, Words, filled, fitted, width_of

SWATCH = 7.0  # the side of a small box
BESIDE, BETWEEN = 3.0, 14.0  # the gap before a name, and behind it
WIDEST = WIDTH / 2


def legend(series: Sequence[str], note: str, top: float) -> tuple[list[Words], list[Box], float]:
    """Return the words and boxes below a height, and how high they are; the note comes last and has no box."""
    words: list[Words] = []
    boxes: list[Box] = []
    left, baseline = 0.0, top + LINE
    for pattern, name in enumerate([*series, *([note] if note else [])]):
        indent = SWATCH + BESIDE if pattern < len(series) else 0.0
        text = fitted(name, WIDEST - indent)
        if left and left + indent + width_of(text) > WIDTH:
            left, baseline = 0.0, baseline + LINE
        if indent:
            boxes += filled(Box(left, baseline - SWATCH + 0.8, SWATCH, SWATCH), pattern)
        words.append(Words(left + indent, baseline, text, "start"))
        left += indent + width_of(text) + BETWEEN
    return words, boxes, baseline + BESIDE - top if words else 0.0
