"""Place each heading and paragraph on the page; a page is measured by placing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.sections import Part
from cvgen.writers.onepage.typography import Typography

SIDE, WIDEST_SIDE = 30 * 72 / 25.4, 48 * 72 / 25.4  # the column of the headings, with its gutter
GUTTER = 10.0


@dataclass(frozen=True)
class Scale:
    """The factors for text size and spacing; headings keep their size."""

    text: float = 1.0
    space: float = 1.0


@dataclass(frozen=True)
class Column:
    """The area of the sections, in points from the upper left corner of the page, and their typography."""

    left: float
    top: float
    width: float
    height: float
    look: Typography

    def place(self, parts: list[Part], scale: Scale) -> list[Placed]:
        """Return the placed headings and paragraphs of the parts, in reading order."""
        placed: list[Placed] = []
        top, side = self.top, _side(parts)
        for part in parts:
            placed += self._part(part, top, scale, side)
            top = max(thing.bottom for thing in placed) + self.look.section_gap * scale.space
        return placed

    def used(self, parts: list[Part], scale: Scale) -> float:
        """Return the height that the parts take, in points."""
        return max((thing.bottom for thing in self.place(parts, scale)), default=self.top) - self.top

    def fits(self, parts: list[Part], scale: Scale) -> bool:
        """Return whether the parts fit into the height of the column."""
        return self.used(parts, scale) <= self.height

    def gaps(self, parts: list[Part]) -> float:
        """Return the total spacing between paragraphs and sections, in points, at scale 1."""
        inside = sum(part.gap * (len(part.texts) - 1) for part in parts)
        return inside + self.look.section_gap * (len(parts) - 1)

    def _part(self, part: Part, top: float, scale: Scale, side: float) -> Iterator[Placed]:
        """Yield the heading at the left, and the paragraphs beside it, with both first lines on one baseline."""
        if part.title:
            lift = part.title.baseline - part.texts[0].baseline * scale.text
            yield Placed(part.title, self.left, top - lift, side - GUTTER)
        for text in part.texts:
            placed = Placed(text, self.left + side, top, (self.width - side) / scale.text, scale.text)
            yield placed
            top = placed.bottom + part.gap * scale.space


def _side(parts: list[Part]) -> float:
    """Return the width of the heading column in points: that of the longest word, within bounds."""
    words = max((part.title.minWidth() for part in parts if part.title), default=0.0)
    return min(WIDEST_SIDE, max(SIDE, words + GUTTER))
