"""Placed: one thing where it stands; all that is drawn goes through `draw`, with its role, in reading order."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from cvgen.writers.onepage.figures import Code, Picture, Rule
from cvgen.writers.onepage.text import Text

Thing = Text | Picture | Code | Rule


@dataclass(frozen=True)
class Placed:
    """A thing, the distances of its top left corner from that of the page, its column, and how much it is enlarged.

    `width` is that of the column before it is enlarged: wrapping at size f in a width W is the same as
    wrapping at size 1 in W / f, so a text that was measured is drawn as it was measured.
    """

    thing: Thing
    left: float
    top: float
    width: float
    scale: float = 1.0

    @property
    def height(self) -> float:
        """How much of the page it takes, from its top downwards."""
        return self.scale * (self.thing.tall(self.width) if isinstance(self.thing, Text) else self.thing.height)

    @property
    def bottom(self) -> float:
        return self.top + self.height


def draw(canvas: Canvas, placed: Placed) -> None:
    """Draw one thing on the canvas. Its role is `placed.thing.role`, its words are `placed.thing.plain`."""
    if isinstance(placed.thing, Text):
        placed.thing.wrap(placed.width, 0)  # it may have been measured in another width since
    canvas.saveState()
    canvas.translate(placed.left, canvas._pagesize[1] - placed.bottom)
    canvas.scale(placed.scale, placed.scale)
    placed.thing.drawOn(canvas, 0, 0)
    canvas.restoreState()
