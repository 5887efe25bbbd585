"""Lay out the facts below the header on one line; those that it has no room for are left out, the last ones first."""

from dataclasses import replace

from cvgen.document.tree import Spans
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text, says
from cvgen.writers.onepage.typography import Typography

LARGE = 1.4  # of the size of the text: what a reader looks for
ABOVE = 11.0  # points between the header and the line
BETWEEN, WIDEST = 16.0, 30.0  # the least and the greatest space between two facts, in points
LEAST = 2


def facts(found: tuple[Spans, ...], look: Typography, left: float, top: float, width: float) -> list[Placed]:
    """Return as many facts as fit side by side, two at least, or none; all lengths are in points."""
    large = replace(look, bold_size=LARGE * look.size)
    texts = [Text(fact, large.line(look.size), "LI", large) for fact in found if says(fact)]
    wide = [text.wide() + 1 for text in texts]
    count = next((many for many in range(len(texts), LEAST - 1, -1) if _needed(wide[:many]) <= width), 0)
    if not count:
        return []
    gap = min(WIDEST, BETWEEN + (width - _needed(wide[:count])) / (count - 1))
    if look.header == "center":
        left += (width - sum(wide[:count]) - gap * (count - 1)) / 2
    placed = []
    for text, wide_one in zip(texts[:count], wide, strict=False):
        placed.append(Placed(text, left, top + ABOVE, wide_one))
        left += wide_one + gap
    return placed


def _needed(wide: list[float]) -> float:
    return sum(wide) + BETWEEN * (len(wide) - 1)
