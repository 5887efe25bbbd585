"""Placed: one thing where it stands; all that is drawn goes through `draw`, with its role, in reading order."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from cvgen.writers.onepage.figures import Bars, Code, Picture, Rule
from cvgen.writers.onepage.paint import Place, paint
from cvgen.writers.onepage.tags import Tags
from cvgen.writers.onepage.text import Text

Thing = Text | Bars | Picture | Code | Rule


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
        return self.scale * (self.thing.tall(self.width) if isinstance(self.thing, Text | Bars) else self.thing.height)

    @property
    def bottom(self) -> float:
        return self.top + self.height


def draw(canvas: Canvas, placed: Placed, tags: Tags) -> None:
    """Draw one thing on the canvas, and record in the tags what it is: the role and the words it has."""
    thing = placed.thing
    canvas.saveState()
    canvas.translate(placed.left, canvas._pagesize[1] - placed.bottom)
    canvas.scale(placed.scale, placed.scale)
    if isinstance(thing, Text):
        thing.wrap(placed.width, 0)  # it may have been measured in another width since
        _draw_text(canvas, thing, tags)
    else:
        _draw_figure(canvas, thing, tags)
    canvas.restoreState()


def _draw_text(canvas: Canvas, text: Text, tags: Tags) -> None:
    if text.role == "Artifact":
        with tags.artifact(canvas):
            paint(canvas, text, None)
        return
    element = tags.element(text.role)
    if text.role in ("H1", "H2"):
        tags.headings.append((text.role, text.plain, canvas.absolutePosition(0, text.height)[1]))
    paint(canvas, text, Place(tags, element))


def _draw_figure(canvas: Canvas, figure: Bars | Picture | Code | Rule, tags: Tags) -> None:
    if isinstance(figure, Rule):
        with tags.artifact(canvas):
            figure.drawOn(canvas, 0, 0)
        return
    parent = tags.element("Link") if isinstance(figure, Code) else tags.root
    element = parent.add("Figure", alternative=figure.plain)
    element.box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(figure.width, figure.height))
    with tags.content(canvas, element):
        figure.drawOn(canvas, 0, 0)
    if isinstance(figure, Code):
        tags.link(canvas, parent, figure.address, (0, 0, figure.width, figure.height))
