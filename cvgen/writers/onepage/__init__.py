"""Write a document as a PDF of exactly one page with ReportLab: items are kept by rank until the page is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from io import BytesIO

from cvgen.document.tree import Document
from cvgen.pdf.xmp import CREATOR, subject
from cvgen.writers import Rendered
from cvgen.writers.onepage import engine, fonts  # in this order
from cvgen.writers.onepage.archive import archive
from cvgen.writers.onepage.facts import facts
from cvgen.writers.onepage.fit import fit
from cvgen.writers.onepage.footer import FOOT, footer
from cvgen.writers.onepage.header import top
from cvgen.writers.onepage.layout import Column
from cvgen.writers.onepage.notes import notes
from cvgen.writers.onepage.placed import Placed, Sheet, draw
from cvgen.writers.onepage.sections import Setter, sections
from cvgen.writers.onepage.slide import slide
from cvgen.writers.onepage.tags import Tags
from cvgen.writers.onepage.text import clean
from cvgen.writers.onepage.typography import Typography, typography
from cvgen.writers.style import Style

UNDER_RULE = 15.0


class Page:
    """A document that is fitted to one page: all measures are in points."""

    pages = 1
    last_page = 1.0  # what is left of it is meant to be

    def __init__(self, document: Document, style: Style) -> None:
        self.document, self.style, self.look = document, style, typography(style)
        made = slide(document, style, self.look) if style.paper == "slide" else self._sheet()
        self._placed, self._notes, self.shown = made.placed, made.notes, made.shown

    def _sheet(self) -> Sheet:
        """Return what is on a sheet of paper."""
        document, style = self.document, self.style
        (paper_width, paper_height), side = style.size, style.points("margin-side")
        width, lower = paper_width - 2 * side, paper_height - style.points("margin-bottom")
        head = top(document, self.look, side, style.points("margin-top"), width)
        below = facts(document.header.facts, self.look, side, head.bottom, width)
        start = max([head.bottom, *(fact.bottom for fact in below)]) + max(UNDER_RULE, self.look.section_gap)
        column = Column(side, start, width, lower - start, self.look)
        fitted = fit(sections(document), column, Setter(self.look))
        foot = footer(document, self.look, side, lower + FOOT, width)
        placed = [*head.placed, *below, *column.place(fitted.parts, fitted.scale), *foot]
        shown = tuple(fitted.sections[kept.section].items[kept.place] for kept in sorted(fitted.kept, key=astuple))
        return Sheet(placed, (*head.notes, *notes(document, fitted, placed)), shown)

    def render(self, source: bytes = b"") -> Rendered:
        """Write a PDF/A-3a and PDF/UA-1 file; the notes list what did not fit."""
        data, tags = _drawn(self.document, self.style, self.look, self._placed)
        return Rendered(archive(data, tags, self.document, source), 1, self._notes, self.shown)


def lay_out(document: Document, style: Style) -> Page:
    """Fit a document to exactly one page, whatever it holds: items of a lower rank stay longest."""
    return Page(document, style)


def write(document: Document, style: Style) -> Rendered:
    """Write a document as a PDF of one page without a profile inside."""
    return lay_out(document, style).render()


def _drawn(document: Document, style: Style, look: Typography, placed: list[Placed]) -> tuple[bytes, Tags]:
    """Return the bytes of the PDF, the same for the same input, and its tags."""
    file, tags = BytesIO(), Tags(document.language)
    with _compact():
        canvas = engine.Canvas(
            file,
            pagesize=style.size,
            invariant=1,
            pageCompression=1,
            lang=document.language,
            initialFontName=fonts.face(look.text).fontName,
        )
        canvas.setTitle(clean(document.title))
        canvas.setAuthor(clean(document.author))
        canvas.setSubject(clean(subject(document)))
        canvas.setCreator(CREATOR)
        for one in placed:
            draw(canvas, one, tags)
        canvas.showPage()
        canvas.save()
    return file.getvalue(), tags


@contextmanager
def _compact() -> Iterator[None]:
    """Turn off the encoding of streams in printable letters (ASCII85), which makes them a fourth larger."""
    before = engine.rl_config.useA85
    engine.rl_config.useA85 = 0
    try:
        yield
    finally:
        engine.rl_config.useA85 = before
