"""Typography: the tokens of a style as fonts, colors, sizes and paragraph styles of ReportLab."""

from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from cvgen import colors
from cvgen.writers.onepage import fonts
from cvgen.writers.onepage.letters import CAPS, OLD_STYLE, SMALL_CAPS
from cvgen.writers.style import Style

SMALLEST, LARGEST = 9.0, 11.0  # the range of comfortable text sizes, in points
WHITE = "#ffffff"


@dataclass(frozen=True)
class Typography:
    """The fonts, the colors as "#rrggbb", the sizes in points, and the choices of a style.

    The text font is the name of a face, the heading font that of one in another weight.
    """

    text: str
    heading: str
    ink: str
    quiet: str
    accent: str
    name_color: str
    rule: str
    size: float
    small: float
    name: float
    heading_size: float
    leading: float
    section_gap: float
    entry_gap: float
    header_rule: float
    band: str
    header: str  # left, center or band
    mark: str  # of headings: plain, rule or bar
    is_centered: bool  # said of headings
    is_beside: bool  # headings are in a column at the left
    is_lined: bool  # a line is above each section
    has_icons: bool
    underlined: bool  # said of links
    bold_size: float = 0.0  # of bold words that differ from those beside them in size and color

    def on_band(self) -> "Typography":
        """Return the typography of text on the band of the header."""
        return replace(self, ink=WHITE, quiet=WHITE, accent=WHITE, name_color=WHITE)

    def body(self, size: float | None = None, hang: float = 0.0) -> ParagraphStyle:
        """Return the style of text paragraphs; lines after the first are indented by `hang` points."""
        face = fonts.face(self.text).fontName
        return _style(face, size or self.size, self.leading, self.ink, leftIndent=hang, firstLineIndent=-hang)

    def title(self) -> ParagraphStyle:
        """Return the style of section headings."""
        face = fonts.face(self.heading).fontName
        return _style(face, self.heading_size, 1.2, self.accent, alignment=TA_CENTER if self.is_centered else TA_LEFT)

    def person(self, size: float) -> ParagraphStyle:
        """Return the style of the name at the top, at a size in points."""
        face = fonts.face(fonts.plain(self.heading)).fontName
        return _style(face, size, 1.12, self.name_color, alignment=self._across)

    def line(self, size: float) -> ParagraphStyle:
        """Return the style of a line under the name, at a size in points."""
        return _style(fonts.face(self.text).fontName, size, self.leading, self.ink, alignment=self._across)

    def aside(self, size: float | None = None) -> ParagraphStyle:
        """Return the style of quiet lines: notes and foot."""
        return _style(fonts.face(self.text).fontName, size or self.small, 1.4, self.quiet)

    def contact(self, size: float | None = None) -> ParagraphStyle:
        """Return the style of the quiet lines of the header."""
        return _style(fonts.face(self.text).fontName, size or self.small, 1.4, self.quiet, alignment=self._across)

    def drawn(self, size: float) -> ParagraphStyle:
        """Return the style of words in a picture, at a size in points."""
        return _style(fonts.face(self.text).fontName, size, 1.0, self.accent)

    @property
    def _across(self) -> int:
        """Return the alignment of the header."""
        return int(TA_CENTER if self.header == "center" else TA_LEFT)


def typography(style: Style) -> Typography:
    """Return the typography of a style. Raise StyleError if a token is unusable."""
    chosen = style.tokens
    figures = chosen["figures"] if chosen["figures"] == OLD_STYLE else ""
    case = chosen["case"] if chosen["case"] in (CAPS, SMALL_CAPS) else ""
    return Typography(
        text=fonts.dressed(f"{fonts.family(style, 'text-font')}-Regular", figures),
        heading=fonts.dressed(f"{fonts.family(style, 'heading-font')}-Semibold", case, figures),
        ink=_hex(style, "text-color"),
        quiet=_hex(style, "quiet-color"),
        accent=_hex(style, "accent-color"),
        name_color=_hex(style, "name-color"),
        rule=_hex(style, "rule-color"),
        size=min(max(style.points("text-size"), SMALLEST), LARGEST),
        small=style.points("small-size"),
        name=style.points("name-size"),
        heading_size=style.points("heading-size"),
        leading=style.points("leading"),
        section_gap=style.points("section-gap"),
        entry_gap=style.points("entry-gap"),
        header_rule=style.points("header-rule"),
        band=_hex(style, "band-color"),
        header=chosen["header"],
        mark=chosen["heading"],
        is_centered=chosen["align"] == "center",
        # A style with a column on the left, for dates in a CV, has the headings there.
        is_beside=chosen["sections"] == "beside" or (chosen["aside"] == "start" and chosen["heading"] == "plain"),
        is_lined=chosen["sections"] == "beside",
        has_icons=chosen["contacts"] == "icons",
        underlined=chosen["links"] == "underlined",
    )


def _hex(style: Style, token: str) -> str:
    return colors.spell(style.color(token))


def _style(face: str, size: float, leading: float, color: str, **more: float) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=face,
        fontSize=size,
        leading=size * leading,
        textColor=HexColor(color),
        spaceShrinkage=0,
        **more,
    )
