"""Text: Spans as a ReportLab paragraph that knows its role, with every character in a font that has it."""

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import Any, Literal
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscent
from reportlab.platypus import Paragraph

from cvgen.document.markdown import SCHEMES
from cvgen.document.tree import Span, Spans, plain
from cvgen.writers.font_coverage import printable
from cvgen.writers.onepage import fonts, thai
from cvgen.writers.onepage.bidi import right_to_left, starts_right
from cvgen.writers.onepage.typography import Typography

Role = Literal["H1", "H2", "P", "LI", "Figure", "Artifact"]
WEIGHTS = {(True, False): "Semibold", (False, True): "It", (True, True): "BoldIt"}
INVISIBLE = {"Cc", "Cf"}  # controls and marks of direction
VARIATION_SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))
LONE_JOINERS = re.compile(f"(?<![\u0600-\u097f])[{fonts.JOINERS}]+")  # not after Arabic or Devanagari letters


class Text(Paragraph):  # type: ignore[misc]
    """A paragraph and its role; `tall` measures it, `drawOn` draws it as it was measured last."""

    def __init__(self, spans: Spans, style: ParagraphStyle, role: Role, look: Typography) -> None:
        self.role: Role = role
        self.plain = "".join(clean(span.text) for span in spans)
        self.turned = right_to_left(self.plain)
        self.rightward = self.turned and starts_right(self.plain)
        self.underlined = look.underlined
        if self.rightward and role in ("P", "LI") and style.alignment != TA_CENTER:
            style = ParagraphStyle("rightward", style, alignment=TA_RIGHT, rightIndent=style.leftIndent, leftIndent=0)
        self._heights: dict[float, float] = {}
        super().__init__(markup(spans, style.fontName, look), style)
        if thai.has_thai(self.plain):
            self.frags: list[Any] = thai.breakable(self.frags)

    def tall(self, width: float) -> float:
        """Return the height in a column of that width, both in points."""
        if width not in self._heights:
            self._heights[width] = float(self.wrap(width, 0)[1])
        return self._heights[width]

    def lines(self, width: float) -> int:
        """Return the number of lines in a column of that width, in points."""
        return round(self.tall(width) / float(self.style.leading))

    def wide(self) -> float:
        """Return the width of the text on one line, in points."""
        self.wrap(1e6, 0)
        return float(max(self.getActualLineWidths0(), default=0))

    def last(self, width: float) -> float:
        """Return the width of the last line in a column of that width, both in points."""
        self.wrap(width, 0)
        return float((self.getActualLineWidths0() or [0])[-1])

    @property
    def baseline(self) -> float:
        """Return the distance of the first baseline from the top, in points."""
        return float(getAscent(self.style.fontName, self.style.fontSize))


def markup(spans: Spans, face: str, look: Typography) -> str:
    """Return spans in ReportLab's mini-markup; runs of one link are one link, unsafe links plain text."""
    return "".join(
        _link("".join(_span(span, face, look) for span in group), url)
        for url, group in groupby(spans, lambda span: safe(span.url))
    )


def safe(url: str | None) -> str | None:
    """Return a URL in ASCII; None unless its scheme is http, https or mailto."""
    if not url or not url.lower().startswith(SCHEMES):
        return None
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")


def says(text: Spans) -> bool:
    """Return whether a text has any visible character."""
    return bool(clean(plain(text)).strip())


def clean(text: str) -> str:
    """Return a text in composed characters that the fonts have, and plain spaces; lone surrogates become boxes."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return LONE_JOINERS.sub("", "".join(map(_seen, printable(text))))


@cache
def _seen(char: str) -> str:
    if char.isspace():
        return char if char == "\xa0" else " "
    is_invisible = unicodedata.category(char) in INVISIBLE or char in VARIATION_SELECTORS
    return "" if is_invisible and char not in fonts.JOINERS else char


def _link(inside: str, url: str | None) -> str:
    return f"<a href={quoteattr(url)}>{inside}</a>" if url and inside else inside


def _span(span: Span, base: str, look: Typography) -> str:
    weight = WEIGHTS.get(("bold" in span.looks, "italic" in span.looks))
    face = fonts.in_weight(base, weight) if weight else base
    parts = fonts.runs(clean(span.text), face)
    inside = "".join(
        escape(text) if name == base else f'<font name="{name}">{escape(text)}</font>' for name, text in parts
    )
    if "raised" in span.looks:
        inside = f'<super rise="{look.size * 0.3:g}" size="{look.size * 0.7:g}">{inside}</super>'
    if "label" in span.looks:
        inside = f'<font color="{look.accent}" size="{look.size * 0.92:g}">{inside}</font>'
    if "bold" in span.looks and look.bold_size:
        inside = f'<font color="{look.accent}" size="{look.bold_size:g}">{inside}</font>'
    return f'<font color="{look.quiet}">{inside}</font>' if "quiet" in span.looks else inside
