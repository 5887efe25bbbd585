"""Layout: parts -> where each heading and paragraph stands; measuring a page is the same as placing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.sections import Part
from cvgen.writers.onepage.typography import Typography

SIDE, WIDEST_SIDE = 30 * 72 / 25.4, 48 * 72 / 25.4  # the column of the headings, with its gutter
GUTTER = 10.0


@dataclass(frozen=True)
class Scale:
    """How much the text and the space between are enlarged; headings keep their size."""

    text: float = 1.0
    space: float = 1.0


@dataclass(frozen=True)
class Column:
    """Where the sections stand: distances from the upper left corner of the page, and the typography in them."""

    left: float
    top: float
    width: float
    height: float
    look: Typography

    def place(self, parts: list[Part], scale: Scale) -> list[Placed]:
        """Parts -> their headings and paragraphs, in reading order."""
        placed: list[Placed] = []
        top, side = self.top, _side(parts)
        for part in parts:
            placed += self._part(part, top, scale, side)
            top = max(thing.bottom for thing in placed) + self.look.section_gap * scale.space
        return placed

    def used(self, parts: list[Part], scale: Scale) -> float:
        """How much of the height the parts take."""
        return max((thing.bottom for thing in self.place(parts, scale)), default=self.top) - self.top

    def fits(self, parts: list[Part], scale: Scale) -> bool:
        return self.used(parts, scale) <= self.height

    def gaps(self, parts: list[Part]) -> float:
        """The space between that can be opened up, as it is before it is enlarged."""
        inside = sum(part.gap * (len(part.texts) - 1) for part in parts)
        return inside + self.look.section_gap * (len(parts) - 1)

    def _part(self, part: Part, top: float, scale: Scale, side: float) -> Iterator[Placed]:
        """The heading at the left, and the paragraphs beside it: both first lines stand on one line."""
        if part.title:
            lift = part.title.baseline - part.texts[0].baseline * scale.text
            yield Placed(part.title, self.left, top - lift, side - GUTTER)
        for text in part.texts:
            placed = Placed(text, self.left + side, top, (self.width - side) / scale.text, scale.text)
            yield placed
            top = placed.bottom + part.gap * scale.space


def _side(parts: list[Part]) -> float:
    """How wide the column of the headings is: as wide as their longest word, which is not broken, within bounds."""
    words = max((part.title.minWidth() for part in parts if part.title), default=0.0)
    return min(WIDEST_SIDE, max(SIDE, words + GUTTER))
