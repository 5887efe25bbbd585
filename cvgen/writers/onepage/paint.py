"""Text that was wrapped -> drawn line by line, each run of words marked with what it is and the language it is in."""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.pdfgen.canvas import Canvas

from cvgen.writers.onepage.lines import Stretch, lines
from cvgen.writers.onepage.tags import Element, Tags
from cvgen.writers.onepage.text import Text

UNDERLINE, UNDERLINE_WIDTH = 1.9, 0.4  # points below the baseline, as in the full CV
LINK_BELOW, LINK_ABOVE = 0.2, 0.8  # of the size: how far the clickable area reaches below and above the baseline


@dataclass(frozen=True)
class Place:
    """Where runs belong: the tags, the element of the text, and the elements of its links so far."""

    tags: Tags
    element: Element
    links: dict[tuple[Any, str], Element] = field(default_factory=dict)

    def owner(self, link: tuple[Any, str] | None, language: str, spoken: str) -> Element:
        """Return the element for words in a link, if any, and a language; a link on several lines is one element."""
        owner = self.element
        if link:
            owner = self.links.get(link) or self.element.add("Link")
            self.links[link] = owner
        return owner.add("Span", language=language, spoken=spoken) if language or spoken else owner


def paint(canvas: Canvas, text: Text, place: Place | None) -> None:
    """Draw a wrapped text with its lower left corner at the origin; without a place it belongs to nothing."""
    style = text.style
    baseline = text.height - ascent(text)
    for at, line in enumerate(lines(text, place.tags.language if place else "")):
        left = style.leftIndent + (0 if at else style.firstLineIndent)
        if style.alignment in (TA_CENTER, TA_RIGHT):
            room = text.width - style.rightIndent - sum(stretch.width for stretch in line)
            left = room / 2 if style.alignment == TA_CENTER else room
        for stretch, start in _set_out(line, left):
            _paint_stretch(canvas, stretch, start, baseline - at * style.leading, place, text.underlined)


def _set_out(line: list[Stretch], left: float) -> list[tuple[Stretch, float]]:
    """Return the stretches of a line in reading order, each with its left edge; `left` is that of the line."""
    shown = sorted(range(len(line)), key=lambda at: line[at].rank)
    lefts = accumulate((line[at].width for at in shown), initial=left)
    return [(line[at], start) for at, start in sorted(zip(shown, lefts, strict=False))]


def _paint_stretch(
    canvas: Canvas, stretch: Stretch, left: float, baseline: float, place: Place | None, underlined: bool
) -> None:
    if place is None:
        _paint_runs(canvas, stretch, left, baseline)
        return
    first = stretch.runs[0]
    # Programs that copy text reverse right-to-left text themselves; screen readers take it from the structure.
    owner = place.owner(first.link, first.language, stretch.text if stretch.turned else "")
    with place.tags.content(canvas, owner):
        width = _paint_runs(canvas, stretch, left, baseline)
        if first.link and underlined:
            canvas.rect(left, baseline - UNDERLINE, width, UNDERLINE_WIDTH, stroke=0, fill=1)
    if first.link:
        size = max(run.size for run in stretch.runs)
        box = (left, baseline - LINK_BELOW * size, left + width, baseline + LINK_ABOVE * size)
        place.tags.link(canvas, place.links[first.link], first.link[1], box)


def _paint_runs(canvas: Canvas, stretch: Stretch, left: float, baseline: float) -> float:
    """Draw the runs of a stretch in reading order and return its width."""
    width = stretch.width
    start = width if stretch.turned else 0.0
    for run in stretch.runs:
        start -= run.width if stretch.turned else 0.0
        pen = canvas.beginText(left + start, baseline)
        pen.setFont(run.face, run.size)
        if run.tracking:
            pen.setCharSpace(run.tracking)
        pen.setFillColor(run.color)
        if run.rise:
            pen.setRise(run.rise)
        pen.textOut(run.glyphs())
        if run.tracking:
            pen.setCharSpace(0)  # it would last beyond this run
        canvas.drawText(pen)
        start += 0.0 if stretch.turned else run.width
    return width


def ascent(text: Text) -> float:
    """Return how far below its top ReportLab puts the first baseline of a wrapped text, in points."""
    para = text.blPara
    first = para if para.kind == 0 else para.lines[0]
    return float(getattr(first, "ascent", text.style.fontSize))
