"""Make the styles of a Word file from the tokens of a style: whoever changes one there changes all that has its role.

from xml.etree.ElementTree import Element
The names of Word's own styles are those of ECMA-376; each role that Word does not know has a style named "CV …".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from cvgen import colors
from cvgen.writers.docx.elements import HALF, twips, w
from cvgen.writers.docx.locales import eastern, joined, spacing, tag
from cvgen.writers.style import MM, Style

INDENT = 4 * MM  # of points behind their dash, and of the lines below an award
NUMBER_GAP = 6.0  # points between the number of a publication and its title
RAISED, LABEL = 0.72, 0.92  # the size of marks and of the labels of links, in parts of the text
WHITE = "FFFFFF"
LATENT = ("Normal", "Title", "Subtitle", "heading 1", "heading 2", "List Bullet", "List Number", "Body Text", "Strong",
          "Emphasis", "Hyperlink", "footer")  # fmt: skip


@dataclass(frozen=True)
class Letters:
    """How letters look; a size in points, and a font where they differ from the style that this one is based on."""

    size: float = 0
    color: str = ""
    font: str = ""
    is_bold: bool | None = None
    flags: tuple[str, ...] = ()  # such as "i", "caps" and "smallCaps"
    spacing: float = 0
    is_raised: bool = False
    underline: str = ""


@dataclass(frozen=True)
class Place:
    """How a paragraph is set: indents, space and leading in points, what it is kept with, tab stops and borders."""

    left: float = 0
    hanging: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    leading: int = 0  # as `locales.spacing` counts
    keeps_next: bool = False
    keeps_lines: bool = False
    tabs: tuple[tuple[float, str], ...] = ()
    alignment: str = ""
    level: int | None = None  # in the navigation pane, from 0
    list: int = 0  # the number of a list in numbering.xml
    above: tuple[str, float] | None = None  # the color and width of a line above the paragraph
    below: tuple[str, float] | None = None
    shade: str = ""


PLAIN = Place()


@dataclass(frozen=True)
class Measures:
    """The lengths of a style that several paragraphs share, in points."""

    width: float  # of the text
    base: float  # of what is below a heading, from the margin
    column: float  # for numbers, and dates where they are in front
    is_date_first: bool
    heading: float  # the column for headings, 0 where they are above their sections


def measures(style: Style) -> Measures:
    """Return the lengths of a style on its paper."""
    heading = style.points("heading-width") if style.tokens["sections"] == "beside" else 0.0
    column, is_date_first = style.points("number-width"), style.tokens["aside"] == "start"
    return Measures(
        width=max(style.size[0] - 2 * style.points("margin-side"), 100.0),
        base=heading + (column if is_date_first else 0.0),
        column=column,
        is_date_first=is_date_first,
        heading=heading,
    )


@dataclass
class StyleSheet:
    """The styles of one file, made one after the other from the tokens of a style."""

    style: Style
    language: str
    made: list[Element] = field(default_factory=list)

    def paragraph(self, name: str, place: Place, letters: Letters | None = None, based_on: str = "Normal") -> None:
        """Add a style of paragraphs."""
        one = self._style("paragraph", name, based_on)
        one.append(placed(place))
        if letters:
            one.append(lettered(letters, self.language))
        self.made.append(one)

    def character(self, name: str, letters: Letters) -> None:
        """Add a style of letters."""
        one = self._style("character", name, "")
        one.append(lettered(letters, self.language))
        self.made.append(one)

    def _style(self, kind: str, name: str, based_on: str) -> Element:
        identifier = identifier_of(name)
        is_own = name.startswith("CV ")
        attributes: dict[str, str] = {"type": kind} | ({"default": "1"} if name == "Normal" else {})
        attributes |= {"customStyle": "1"} if is_own else {}
        base = w("basedOn", val=identifier_of(based_on)) if based_on and name != "Normal" else None
        follows = w("next", val="BodyText") if name.startswith("heading") else None
        return w(
            "style", w("name", val=name), base, follows, w("uiPriority", val=1), w("qFormat"),
            **attributes, styleId=identifier,
        )  # fmt: skip


def identifier_of(name: str) -> str:
    """Return the identifier of a style: "heading 1" -> "Heading1", "CV Entry" -> "CVEntry"."""
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def hexadecimal(style: Style, token: str) -> str:
    """Return the color of a token as Word writes it: "1C4B77"."""
    return colors.spell(style.color(token)).lstrip("#").upper()


def style_sheet(style: Style, language: str) -> Element:
    """Return styles.xml: the looks of all text by default, and a style for each role."""
    sheet = StyleSheet(style, language)
    _text_styles(sheet)
    _header_styles(sheet)
    _heading_styles(sheet)
    _entry_styles(sheet)
    _publication_styles(sheet)
    _table_styles(sheet)
    _letter_styles(sheet)
    latent = (w("lsdException", name=name, uiPriority=1, qFormat=1) for name in LATENT)
    return w("styles", _defaults(style, language), w("latentStyles", *latent, defUIPriority=99), *sheet.made, _table())


def _defaults(style: Style, language: str) -> Element:
    font = style.family("text-font")
    letters = Letters(style.points("text-size"), hexadecimal(style, "text-color"), font)
    properties = lettered(letters, language)
    properties.append(w("lang", val=tag(language), eastAsia=tag(language), bidi="ar-SA"))
    leading = spacing(font, style.points("leading"))
    return w(
        "docDefaults",
        w("rPrDefault", properties),
        w("pPrDefault", w("pPr", w("widowControl"), w("spacing", after=0, line=leading, lineRule="auto"))),
    )


def _table() -> Element:
    """Return the style of all tables: no borders and no inner margins."""
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return w("style", w("name", val="Normal Table"), w("uiPriority", val=99), properties, type="table", default=1,
             styleId="TableNormal")  # fmt: skip


def _text_styles(sheet: StyleSheet) -> None:
    style, room = sheet.style, measures(sheet.style)
    gap, quiet = style.points("entry-gap"), hexadecimal(style, "quiet-color")
    small = style.points("small-size")
    sheet.paragraph("Normal", PLAIN)
    sheet.paragraph("Body Text", Place(room.base, before=gap))
    sheet.paragraph("CV Note", Place(room.base, before=gap, keeps_next=True), Letters(color=quiet))
    sheet.paragraph("CV Picture", Place(before=gap, leading=240))
    sheet.paragraph("footer", Place(tabs=((room.width, "right"),)), Letters(small, quiet))
    sheet.paragraph("List Bullet", Place(room.base + INDENT, INDENT, keeps_lines=True, list=1))
    sheet.paragraph("List Number", Place(room.heading + room.column, room.column))


def _header_styles(sheet: StyleSheet) -> None:
    """Add the styles of the top of the first page; on a band of color its letters are white."""
    style = sheet.style
    is_band, gap = style.tokens["header"] == "band", style.points("entry-gap")
    side = "center" if style.tokens["header"] == "center" else ""
    size, name = style.points("text-size"), style.points("name-size")
    font, quiet = style.family("heading-font"), WHITE if is_band else hexadecimal(style, "quiet-color")
    text = WHITE if is_band else ""
    color = WHITE if is_band else hexadecimal(style, "name-color")
    sheet.paragraph("Title", Place(leading=spacing(font, 1.1), keeps_next=True, alignment=side),
                    Letters(name, color, font, True, spacing=-0.01 * name))  # fmt: skip
    sheet.paragraph("Subtitle", Place(before=gap / 2, alignment=side), Letters(size * 1.12, text))
    sheet.paragraph("CV Line", Place(before=gap / 2, alignment=side), Letters(size, text))
    contacts = Place(before=0.75 * gap, alignment=side)
    sheet.paragraph("CV Contacts", contacts, Letters(style.points("small-size"), quiet))


def _heading_styles(sheet: StyleSheet) -> None:
    style, room = sheet.style, measures(sheet.style)
    gap, size, font = style.points("entry-gap"), style.points("heading-size"), style.family("heading-font")
    case = {"caps": ("caps",), "small-caps": ("smallCaps",)}.get(style.tokens["case"], ())
    is_bold = style.tokens["case"] != "small-caps"
    letters = Letters(size, hexadecimal(style, "accent-color"), font, is_bold, case, 0.05 * size if case else 0)
    kind, line = style.tokens["heading"], (hexadecimal(style, "rule-color"), 0.4)
    place = Place(
        before=style.points("section-gap"),
        after=gap * (0.5 if room.is_date_first else 1),
        keeps_next=True,
        keeps_lines=True,
        level=0,
        leading=spacing(font, 1.2),
        below=line if kind == "rule" else None,
        above=line if room.heading else None,  # a column beside the section would need a table around all of it
        shade=hexadecimal(style, "band-color") if kind == "bar" else "",
        alignment="center" if style.tokens["align"] == "center" else "",
    )
    sheet.paragraph("heading 1", place, letters)
    color = hexadecimal(style, "accent-color" if room.is_date_first else "quiet-color")
    below = Letters(style.points("text-size"), color, font, True)
    lower = Place(room.base, before=1.6 * gap, keeps_next=True, keeps_lines=True, level=1)
    sheet.paragraph("heading 2", lower, below)
    left = room.heading if style.tokens["years"] == "start" else room.base  # level with the numbers of publications
    sheet.paragraph("CV Year", replace(lower, left=left), based_on="heading 2")


def _entry_styles(sheet: StyleSheet) -> None:
    """Add the styles of entries: their dates are at a tab stop, at the end of the line or in front of it."""
    style, room = sheet.style, measures(sheet.style)
    gap, quiet = style.points("entry-gap"), hexadecimal(style, "quiet-color")
    if room.is_date_first:
        entry = Place(room.base, room.column, before=gap, keeps_lines=True, tabs=((room.base, "left"),))
    else:
        # Without an indent at the right, since not every program has tab stops beyond it: the dates of a long entry
        # are level with its last line.
        entry = Place(room.base, before=gap, keeps_lines=True, tabs=((room.width, "right"),))
    sheet.paragraph("CV Entry", entry)
    sheet.paragraph("CV Award", replace(entry, before=0.6 * gap), based_on="CV Entry")
    one_line = replace(entry, before=gap / 2)
    sheet.paragraph("CV Line Entry", one_line, based_on="CV Entry")
    details = Place(room.base, keeps_lines=True)
    sheet.paragraph("CV Details", details)
    sheet.paragraph("CV Award Details", Place(room.base + INDENT, keeps_lines=True), based_on="CV Details")
    sheet.paragraph("CV List Entry", Place(INDENT, INDENT, before=0.3 * gap, keeps_lines=True))
    sheet.paragraph("CV Total", Place(room.base, before=gap), Letters(color=quiet))


def _publication_styles(sheet: StyleSheet) -> None:
    room = measures(sheet.style)
    left, gap = room.heading + room.column, sheet.style.points("entry-gap")
    head = Place(left, room.column, before=gap, keeps_lines=True)
    sheet.paragraph("CV Publication", head, based_on="List Number")
    sheet.paragraph("CV Publication Details", Place(left, keeps_lines=True), based_on="CV Details")


def _table_styles(sheet: StyleSheet) -> None:
    style = sheet.style
    gap, quiet, small = (
        style.points("entry-gap") / 2,
        hexadecimal(style, "quiet-color"),
        style.points("small-size"),
    )
    sheet.paragraph("CV Table Text", Place(before=gap, after=gap))
    heading = Place(after=gap, keeps_next=True)
    sheet.paragraph("CV Table Heading", heading, Letters(small, quiet), based_on="CV Table Text")


def _letter_styles(sheet: StyleSheet) -> None:
    style = sheet.style
    size, quiet = style.points("text-size"), hexadecimal(style, "quiet-color")
    dates = Letters(style.points("small-size") if style.tokens["aside"] == "start" else 0, quiet)
    sheet.character("Strong", Letters(is_bold=True))
    sheet.character("Emphasis", Letters(flags=("i", "iCs")))
    sheet.character("Hyperlink", Letters(underline="single" if style.tokens["links"] == "underlined" else "none"))
    sheet.character("CV Publication Title", Letters(is_bold=True))
    sheet.character("CV Date", dates)
    sheet.character("CV Label", Letters(LABEL * size, hexadecimal(style, "accent-color")))
    sheet.character("CV Quiet", Letters(color=quiet))
    sheet.character("CV Mark", Letters(is_raised=True))
    sheet.character("CV Code", Letters())
    is_band, name = style.tokens["header"] == "band", 0.7 * style.points("name-size")
    sheet.character("CV Native Name", Letters(name, WHITE if is_band else quiet, is_bold=False))


def border(side: str, color: str, width: float, space: float = 1) -> Element:
    """Return a line above or below a paragraph; its width and what is between them are in points."""
    return w(side, val="single", sz=max(2, round(8 * width)), space=min(31, round(space)), color=color)


def placed(place: Place) -> Element:
    """Return the properties of a paragraph, in the order that the standard requires."""
    return w("pPr", *_kept(place), *_listed(place), *_surrounded(place), *_indented(place))


def _kept(place: Place) -> Iterator[Element]:
    if place.keeps_next:
        yield w("keepNext")
    if place.keeps_lines:
        yield w("keepLines")


def _listed(place: Place) -> Iterator[Element]:
    if place.list:
        yield w("numPr", w("numId", val=place.list))


def _surrounded(place: Place) -> Iterator[Element]:
    if place.above or place.below:
        yield w(
            "pBdr", *(border(side, *line) for side, line in (("top", place.above), ("bottom", place.below)) if line)
        )
    if place.shade:
        yield w("shd", val="clear", color="auto", fill=place.shade)
    if place.tabs:
        yield w("tabs", *(w("tab", val=kind, pos=twips(at)) for at, kind in place.tabs))


def _indented(place: Place) -> Iterator[Element]:
    leading: dict[str, str | int] = {"line": place.leading, "lineRule": "auto"} if place.leading else {}
    yield w("spacing", before=twips(place.before), after=twips(place.after), **leading)
    yield w("ind", left=twips(place.left), right=twips(place.right), hanging=twips(place.hanging))
    if place.alignment:
        yield w("jc", val=place.alignment)
    if place.level is not None:
        yield w("outlineLvl", val=place.level)


def lettered(letters: Letters, language: str) -> Element:
    """Return the properties of letters, in the order that the standard requires."""
    return w("rPr", *_shaped(letters, language), *_sized(letters))


def _shaped(letters: Letters, language: str) -> Iterator[Element]:
    if font := letters.font:
        yield w("rFonts", ascii=font, hAnsi=font, eastAsia=eastern(font, language), cs=joined(font))
    if letters.is_bold is not None:
        yield from (w(name, val=int(letters.is_bold)) for name in ("b", "bCs"))
    yield from map(w, letters.flags)


def _sized(letters: Letters) -> Iterator[Element]:
    if letters.color:
        yield w("color", val=letters.color)
    if letters.spacing:
        yield w("spacing", val=twips(letters.spacing))
    if letters.size:
        yield from (w(name, val=round(letters.size * HALF)) for name in ("sz", "szCs"))
    if letters.underline:
        yield w("u", val=letters.underline)
    if letters.is_raised:
        yield w("vertAlign", val="superscript")
