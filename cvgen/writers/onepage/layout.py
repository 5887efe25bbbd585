"""Place each heading and paragraph on the page; a page is measured by placing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.writers.onepage.figures import Rule
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.sections import Part
from cvgen.writers.onepage.text import Text
from cvgen.writers.onepage.typography import Typography

SIDE, WIDEST_SIDE = 30 * 72 / 25.4, 48 * 72 / 25.4  # the column of the headings, with its gutter
GUTTER = 10.0
LINE, LINE_ABOVE = 0.5, 4.0  # the thickness of a line, and its distance above the section
RULE_GAP = 1.0  # between a heading and the line under it
BAR_PADDING, BAR_SIDE = 1.5, 4.0  # how far the band of a heading reaches beyond it, as in the full CV


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
        top, side = self.top, _side(parts, self.look)
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
        below = 0.0 if self.look.is_beside else self.look.entry_gap * sum(bool(part.title) for part in parts)
        return inside + below + self.look.section_gap * (len(parts) - 1)

    def _part(self, part: Part, top: float, scale: Scale, side: float) -> Iterator[Placed]:
        """Yield the heading, and the paragraphs below or beside it."""
        if part.title and self.look.is_beside:
            yield from self._beside(part, part.title, top, scale, side)
        elif part.title:
            heading = list(self._above(part.title, top))
            yield from heading
            top = max(one.bottom for one in heading) + self.look.entry_gap * scale.space
        for text in part.texts:
            placed = Placed(text, self.left + side, top, (self.width - side) / scale.text, scale.text)
            yield placed
            top = placed.bottom + part.gap * scale.space

    def _beside(self, part: Part, title: Text, top: float, scale: Scale, side: float) -> Iterator[Placed]:
        """Yield a heading in the column at the left, its first line on the baseline of the text."""
        if self.look.is_lined:
            yield Placed(Rule(self.width, self.look.rule, LINE), self.left, top - LINE_ABOVE * scale.space, self.width)
        lift = title.baseline - part.texts[0].baseline * scale.text
        yield Placed(title, self.left, top - lift, side - GUTTER)

    def _above(self, title: Text, top: float) -> Iterator[Placed]:
        """Yield a heading over the whole width, with the line or the band that the style asks for."""
        placed = Placed(title, self.left, top, self.width)
        if self.look.mark == "bar":
            placed = Placed(title, self.left, top + BAR_PADDING, self.width)
            height, wide = placed.height + 2 * BAR_PADDING, self.width + 2 * BAR_SIDE
            band = Placed(Rule(wide, self.look.band, height), self.left - BAR_SIDE, top, wide)
            yield from (band, placed)
        elif self.look.mark == "rule":
            below = placed.bottom + RULE_GAP
            yield from (placed, Placed(Rule(self.width, self.look.rule, LINE), self.left, below, self.width))
        else:
            yield placed


def _side(parts: list[Part], look: Typography) -> float:
    """Return the width of the heading column in points: that of the longest word, within bounds; 0 without one."""
    if not look.is_beside:
        return 0.0
    words = max((part.title.minWidth() for part in parts if part.title), default=0.0)
    return min(WIDEST_SIDE, max(SIDE, words + GUTTER))
