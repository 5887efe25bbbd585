"""Lay out a slide of 16:9: name, role and facts at the left in large type, portrait and QR code at the right."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cvgen.document.tree import Document, Section, Span, Spans
from cvgen.writers.onepage.cut import fitting, shortened
from cvgen.writers.onepage.facts import LARGE
from cvgen.writers.onepage.figures import Rule
from cvgen.writers.onepage.header import BAND_TOP, LONGEST, code, cut_note, header_texts, portrait
from cvgen.writers.onepage.placed import Placed, Sheet
from cvgen.writers.onepage.text import Text, says
from cvgen.writers.onepage.typography import Typography
from cvgen.writers.style import Style

PORTRAIT = 0.68  # of the height between the margins
CODE = 92.0  # points
GAP = 36.0  # between text and figures
ABOVE_RULE, ABOVE = 14.0, 24.0  # points above the rule, and above the first row
BELOW_FACT, BELOW = 16.0, 10.0  # points below a fact, whose number is large, and below another row
SCALES = (1.0, 0.92, 0.84, 0.76, 0.68)  # of the text, the largest that fits; at the last one, rows are left out
SMALLEST = 0.45  # of the text if no row is left
LINES = 2  # the most lines of a row

Row = tuple[Spans, Section | None]  # a line below the header, and the section that it shows


@dataclass(frozen=True)
class Box:
    """The place of the text, in points from the upper left corner of the slide, and its scale."""

    left: float
    top: float
    width: float
    bottom: float
    scale: float = 1.0

    def put(self, text: Text, top: float) -> Placed:
        """Place a text that is as wide as the box."""
        return Placed(text, self.left, top, self.width / self.scale, self.scale)


def slide(document: Document, style: Style, look: Typography) -> Sheet:
    """Return the slide of a document in the largest text with which it fits; if none does, rows are left out."""
    look = replace(look, size=style.points("text-size"), has_icons=False)
    notes: list[str] = []
    figures = list(_figures(document, look, style, notes))
    side, (paper, height) = style.points("margin-side"), style.size
    width = min((figure.left - GAP for figure in figures), default=paper - side) - side
    box = Box(side, style.points("margin-top"), width, height - style.points("margin-bottom"))
    rows = list(_rows(document))
    for count, scale in _attempts(len(rows)):
        cut: list[str] = []
        placed = _text(document, rows[:count], look, replace(box, scale=scale), paper, cut)
        if max(one.bottom for one in placed) <= box.bottom:
            break
    if count < len(rows):
        cut.append(f"left out for space: {len(rows) - count} of {len(rows)} lines")
    shown = tuple(item for _, section in rows[:count] if section for item in section.items)
    return Sheet([*placed, *figures], (*notes, *cut), shown)


def _attempts(rows: int) -> Iterator[tuple[int, float]]:
    """Yield the number of rows and the scale of the text, the best first."""
    yield from ((rows, scale) for scale in SCALES)
    yield from ((count, SCALES[-1]) for count in reversed(range(rows)))
    yield 0, SMALLEST


def _text(
    document: Document, rows: list[Row], look: Typography, box: Box, paper: float, notes: list[str]
) -> list[Placed]:
    """Return the header with its rule or band, and the rows below; `paper` is the width of the slide."""
    is_band = look.header == "band"
    placed, top = [], box.top * (BAND_TOP if is_band else 1)
    for one in header_texts(document, look.on_band() if is_band else look, box.width / box.scale, notes):
        placed.append(
            replace(one, left=box.left + one.left * box.scale, top=top + one.top * box.scale, scale=box.scale)
        )
        top = max(top, placed[-1].bottom)
    top += ABOVE_RULE * box.scale
    if is_band:
        placed.insert(0, Placed(Rule(paper, look.name_color, top), 0, 0, paper))
    elif look.header_rule and rows:
        placed.append(Placed(Rule(box.width, look.rule, 1.5 * look.header_rule), box.left, top, box.width))
    return [*placed, *_below(rows, look, box, top + ABOVE * box.scale, notes)]


def _below(rows: list[Row], look: Typography, box: Box, top: float, notes: list[str]) -> Iterator[Placed]:
    """Yield the rows below the header."""
    large = replace(look, bold_size=LARGE * look.size)
    width = box.width / box.scale

    def row(some: Spans) -> Text:
        return Text(some, large.line(look.size), "LI", large)

    for spans, section in rows:
        text = row(fitting(shortened(spans, LONGEST), lambda some: row(some).lines(width) <= LINES))
        notes += cut_note(spans, text, "on the slide")
        placed = box.put(text, top)
        yield placed
        top = placed.bottom + (BELOW if section else BELOW_FACT) * box.scale


def _rows(document: Document) -> Iterator[Row]:
    """Yield the facts, then a row for each section: its title and its items."""
    yield from ((fact, None) for fact in document.header.facts if says(fact))
    for section in document.sections:
        words: list[Span] = [Span(f"{section.title}: ", frozenset({"label"}))]
        for at, item in enumerate(section.items):
            aside = (Span(f" ({item.aside})", frozenset({"quiet"})),) if item.aside else ()
            words += [*([Span("; ")] if at else []), *item.text, *aside]
        yield tuple(words), section


def _figures(document: Document, look: Typography, style: Style, notes: list[str]) -> Iterator[Placed]:
    """Yield the portrait at the upper right, and the code of the website at the lower right."""
    right, top = style.size[0] - style.points("margin-side"), style.points("margin-top")
    bottom = style.size[1] - style.points("margin-bottom")
    for picture in portrait(document, PORTRAIT * (bottom - top), notes):
        yield Placed(picture, right - picture.width, top, picture.width)
    for found in code(document, look.ink, CODE, notes):
        yield Placed(found, right - found.width, bottom - found.height, found.width)
