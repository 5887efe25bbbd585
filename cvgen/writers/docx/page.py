"""Set up the pages of a Word file: their size, margins and foot, and the settings of the file."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cvgen.document.tree import Document, foot
from cvgen.writers.docx.elements import relation, twips, w, words
from cvgen.writers.docx.locales import alternative, eastern, joined, tag
from cvgen.writers.docx.styles import hexadecimal
from cvgen.writers.docx.text import Pen
from cvgen.writers.style import MM, Style

FOOT = 7 * MM  # from the text to the foot
LEAST = 5 * MM  # from the foot to the edge of the paper
OVERLAP = 1.0  # points by which the upper part of a band reaches into the lower one, so that no line is between them
MODERN = "15"  # the version of Word whose layout is asked for; without it, Word calls the file old
URI = "http://schemas.microsoft.com/office/word"


def page_properties(style: Style, footer: str, first_header: str, first_footer: str) -> Element:
    """Return the size and the margins of all pages; the identifiers are those of the parts for head and foot."""
    width, height = map(twips, style.size)
    side, bottom = twips(style.points("margin-side")), style.points("margin-bottom")
    foot_at = max(bottom - FOOT - 1.4 * style.points("small-size"), min(LEAST, bottom / 2))
    return w(
        "sectPr",
        relation(w("headerReference", type="first"), first_header) if first_header else None,
        relation(w("footerReference", type="default"), footer),
        relation(w("footerReference", type="first"), first_footer) if first_header else None,
        w("pgSz", w=width, h=height, **({"orient": "landscape"} if width > height else {})),
        w(
            "pgMar", top=twips(style.points("margin-top")), right=side, bottom=twips(bottom), left=side,
            header=0 if first_header else 720, footer=twips(foot_at), gutter=0,
        ),
        w("titlePg") if first_header else None,
    )  # fmt: skip


def page_foot(document: Document, pen: Pen) -> Element:
    """Return the foot of each page: whose document it is, and at the right its date and the number of the page."""
    date = [*pen.words(document.date), *pen.words("  ·  ".replace("  ", "\u00a0"))] if document.date else []
    runs = [*pen.words(foot(document)), pen.mark("tab"), *date, *_field("PAGE", pen), *pen.words(" / "),
            *_field("NUMPAGES", pen)]  # fmt: skip
    return w("ftr", w("p", w("pPr", w("pStyle", val="Footer")), *runs))


def band_above(style: Style) -> Element:
    """Return the head of the first page in a style with a band: the part of the band above the text."""
    side = -twips(style.points("margin-side"))
    properties = w(
        "pPr",
        w("shd", val="clear", color="auto", fill=hexadecimal(style, "name-color")),
        w("spacing", before=0, after=0, line=twips(style.points("margin-top") + OVERLAP), lineRule="exact"),
        w("ind", left=side, right=side),
    )
    return w("hdr", w("p", properties))


def _field(name: str, pen: Pen) -> Iterator[Element]:
    """Yield a field that Word fills in, such as the number of the page."""
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", words("instrText", f" {name} "))
    yield w("r", w("fldChar", fldCharType="separate"))
    yield from pen.words("1")
    yield w("r", w("fldChar", fldCharType="end"))


def settings(language: str) -> Element:
    """Return settings.xml."""
    mode = w("compatSetting", name="compatibilityMode", uri=URI, val=MODERN)
    return w(
        "settings",
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("themeFontLang", val=tag(language)),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def font_table(style: Style, language: str) -> Element:
    """Return fontTable.xml: the fonts, each with the one of Office that Word takes where it is missing."""
    named = dict.fromkeys((style.family("text-font"), style.family("heading-font")))
    others = dict.fromkeys(
        name for font in named for name in (alternative(font), eastern(font, language), joined(font))
    )
    fonts = [w("font", w("altName", val=alternative(font)), *_kind(alternative(font)), name=font) for font in named]
    return w("fonts", *fonts, *(w("font", *_kind(font), name=font) for font in others if font not in named))


def _kind(font: str) -> Iterator[Element]:
    """Yield what a program needs to find another font: with serifs or without."""
    has_serifs = font in ("Cambria", "Times New Roman", "SimSun", "Yu Mincho", "Batang")
    yield w("family", val="roman" if has_serifs else "swiss")
    yield w("pitch", val="variable")
