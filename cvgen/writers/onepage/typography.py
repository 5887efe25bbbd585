"""Typography: the tokens of a style as fonts, colors, sizes and paragraph styles of ReportLab."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from cvgen.writers.onepage import fonts
from cvgen.writers.style import Style

SMALLEST, LARGEST = 9.0, 11.0  # the range of comfortable text sizes, in points


@dataclass(frozen=True)
class Typography:
    """The font families (the beginnings of their file names), the colors as "#rrggbb", the sizes in points."""

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

    def body(self, size: float | None = None, hang: float = 0.0) -> ParagraphStyle:
        """Return the style of text paragraphs; lines after the first are indented by `hang` points."""
        face = fonts.face(f"{self.text}-Regular")
        return _style(face.fontName, size or self.size, self.leading, self.ink, leftIndent=hang, firstLineIndent=-hang)

    def title(self) -> ParagraphStyle:
        """Return the style of section headings."""
        return _style(fonts.face(f"{self.heading}-Semibold").fontName, self.heading_size, 1.2, self.accent)

    def person(self, size: float) -> ParagraphStyle:
        """Return the style of the name at the top, at a size in points."""
        return _style(fonts.face(f"{self.heading}-Semibold").fontName, size, 1.12, self.name_color)

    def aside(self, size: float | None = None) -> ParagraphStyle:
        """Return the style of quiet lines: contacts and foot."""
        return _style(fonts.face(f"{self.text}-Regular").fontName, size or self.small, 1.4, self.quiet)


def typography(style: Style) -> Typography:
    """Return the typography of a style. Raise StyleError if a token is unusable."""
    return Typography(
        text=fonts.family(style, "text-font"),
        heading=fonts.family(style, "heading-font"),
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
    )


def _hex(style: Style, token: str) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in style.color(token))


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
