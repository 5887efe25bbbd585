"""Draw the things placed on a page, with their roles, in reading order."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from cvgen.document.tree import Item
from cvgen.writers.onepage.figures import Bars, Code, Icon, Picture, Rule
from cvgen.writers.onepage.paint import Place, paint
from cvgen.writers.onepage.tags import Tags
from cvgen.writers.onepage.text import Text

Drawable = Text | Bars | Picture | Code | Rule | Icon


@dataclass(frozen=True)
class Placed:
    """A drawable, its position, its column and its scale; lengths are in points.

    `left` and `top` are the distances of its upper left corner from that of the page. `width` is that of the column
    before scaling: wrapping at size f in a width W is the same as wrapping at size 1 in W / f, so a text that was
    measured is drawn as it was measured.
    """

    drawable: Drawable
    left: float
    top: float
    width: float
    scale: float = 1.0

    @property
    def height(self) -> float:
        """Return the height on the page, in points."""
        return self.scale * (
            self.drawable.tall(self.width) if isinstance(self.drawable, Text | Bars) else self.drawable.height
        )

    @property
    def bottom(self) -> float:
        """Return the distance of the lower edge from the top of the page, in points."""
        return self.top + self.height


@dataclass(frozen=True)
class Sheet:
    """What is on a page, notes on what is not, and the items of the document that it shows."""

    placed: list[Placed]
    notes: tuple[str, ...]
    shown: tuple[Item, ...]


def draw(canvas: Canvas, placed: Placed, tags: Tags) -> None:
    """Draw one thing on the canvas, and record its role and words in the tags."""
    drawable = placed.drawable
    canvas.saveState()
    canvas.translate(placed.left, canvas._pagesize[1] - placed.bottom)
    canvas.scale(placed.scale, placed.scale)
    if isinstance(drawable, Text):
        drawable.wrap(placed.width, 0)  # it may have been measured in another width meanwhile
        _draw_text(canvas, drawable, tags)
    else:
        _draw_figure(canvas, drawable, tags)
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


def _draw_figure(canvas: Canvas, figure: Bars | Picture | Code | Rule | Icon, tags: Tags) -> None:
    if isinstance(figure, Rule | Icon):
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
