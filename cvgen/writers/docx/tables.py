"""Write tables: sections that a style sets so, short lists in two columns, and a band of color behind the name."""

from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element

from cvgen.document.tree import Item, Section, is_row
from cvgen.writers.asides import whole_dates
from cvgen.writers.docx.elements import twips, w
from cvgen.writers.docx.styles import Measures, hexadecimal, measures
from cvgen.writers.docx.text import Pen, is_leftward
from cvgen.writers.style import MM, Style
from cvgen.writers.tables import TableColumn, is_kept_whole

BETWEEN = 4 * MM  # between two columns
THIN = 4  # eighths of a point


def _paragraph(style: str, inside: Iterable[Element], side: str = "", keeps_next: bool = False) -> Element:
    runs = list(inside)
    text = "".join(text for run in runs for text in run.itertext())
    properties = (
        w("pStyle", val=style),
        w("keepNext") if keeps_next else None,
        w("bidi") if is_leftward(text) else None,
        w("jc", val=side) if side else None,
    )
    return w("p", w("pPr", *properties), *runs)


def rows(
    section: Section,
    columns: Sequence[TableColumn],
    style: Style,
    pen: Pen,
    name: Callable[[Item, Element], Element],
) -> Iterable[Element]:
    """Yield a section as a table whose first row is repeated on each page; `name` names an entry in a paragraph."""
    is_date_first = style.tokens["aside"] == "start"
    widths = _widths(columns, style)
    order = [*range(len(columns))] if is_date_first else [*range(1, len(columns)), 0]
    heads = [
        _cell([_heading(one, pen, is_date_first)], width, style) for one, width in zip(columns, widths, strict=True)
    ]
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *(heads[at] for at in order))
    body = []
    for item in section.items:
        found = _cells(item, section, columns, widths, pen, is_date_first)
        inside = [found[at] for at in order] if len(found) == len(columns) else found if is_date_first else found[::-1]
        if is_kept_whole(section) and item is not section.items[-1]:
            _keep_with_next(inside)
        name(item, inside[0][1])  # the first paragraph of a cell is behind its properties
        body.append(w("tr", w("trPr", w("cantSplit")), *inside))
    grid = w("tblGrid", *(w("gridCol", w=twips(widths[at])) for at in order))
    yield w("tbl", _table(sum(widths), measures(style).heading), grid, head, *body)


def _keep_with_next(cells: Iterable[Element]) -> None:
    """Keep a row on the page of the next one."""
    for cell in cells:
        for paragraph in cell[1:]:
            paragraph[0].insert(1, w("keepNext"))  # behind the name of its style


def _table(width: float, indent: float = 0.0) -> Element:
    return w("tblPr", w("tblW", w=twips(width), type="dxa"), w("tblInd", w=twips(indent), type="dxa"),
             w("tblLayout", type="fixed"),
             w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))))  # fmt: skip


def _widths(columns: Sequence[TableColumn], style: Style) -> list[float]:
    """Return the widths of columns in points; those of long texts share what is left."""
    room, size = measures(style), style.points("text-size")
    known = [None if one.width is None else one.width * size + BETWEEN for one in columns]
    if room.is_date_first:
        known[0] = room.column
    free = room.width - room.heading - sum(one for one in known if one is not None)
    share = max(free / max(known.count(None), 1), 4 * size)
    return [share if one is None else one for one in known]


def _heading(column: TableColumn, pen: Pen, is_date_first: bool) -> Element:
    return _paragraph("CVTableHeading", pen.words(column.label), _side(column, is_date_first), keeps_next=True)


def _side(column: TableColumn, is_date_first: bool) -> str:
    is_right = column.cell == "amount" or (column.cell == "dates" and not is_date_first)
    return "right" if is_right else ""


def _cells(
    item: Item, section: Section, columns: Sequence[TableColumn], widths: Sequence[float], pen: Pen, is_date_first: bool
) -> list[Element]:
    """Return the dates of an entry, and its cells, or one over all columns where it is not a row."""
    dates = _paragraph("CVTableText", pen.words(whole_dates(item.aside), "CVDate"), _side(columns[0], is_date_first))
    first = _cell([dates], widths[0])
    if not is_row(item, section):
        lines = [_paragraph("CVTableText", pen.spans(line)) for line in (item.text, *item.lines)]
        return [first, _cell(lines, sum(widths[1:]), span=len(columns) - 1)]
    both = zip(item.cells, columns[1:], widths[1:], strict=True)
    return [
        first,
        *(_cell([_paragraph("CVTableText", pen.spans(cell), _side(column, is_date_first))], width)
          for cell, column, width in both),
    ]  # fmt: skip


def _cell(paragraphs: Sequence[Element], width: float, ruled: Style | None = None, span: int = 1) -> Element:
    """Return a cell; `ruled` is the style whose line is below it, if any."""
    line = None
    if ruled:
        line = w("tcBorders", w("bottom", val="single", sz=THIN, space=0, color=hexadecimal(ruled, "rule-color")))
    margins = w("tcMar", w("right", w=twips(BETWEEN / 2), type="dxa"))
    properties = w(
        "tcPr", w("tcW", w=twips(width), type="dxa"), w("gridSpan", val=span) if span > 1 else None, line, margins
    )
    return w("tc", properties, *paragraphs)


def pairs(entries: Sequence[Element], room: Measures) -> Iterable[Element]:
    """Yield short entries in two columns, read from left to right."""
    width = (room.width - room.base) / 2
    lines = [entries[at : at + 2] for at in range(0, len(entries), 2)]
    body = (
        w("tr", w("trPr", w("cantSplit")), *(_cell([one], width) for one in line),
          *([_cell([w("p")], width)] if len(line) < 2 else []))
        for line in lines
    )  # fmt: skip
    grid = w("tblGrid", w("gridCol", w=twips(width)), w("gridCol", w=twips(width)))
    yield w("tbl", _table(2 * width, room.base), grid, *body)


def band(paragraphs: Sequence[Element], style: Style) -> Iterable[Element]:
    """Yield the top of the first page on a band of color that is as wide as the paper."""
    side, width, below = twips(style.points("margin-side")), style.size[0], twips(3 * style.points("entry-gap"))
    properties = w(
        "tcPr",
        w("tcW", w=twips(width), type="dxa"),
        w("shd", val="clear", color="auto", fill=hexadecimal(style, "name-color")),
        w("tcMar", w("left", w=side, type="dxa"), w("bottom", w=below, type="dxa"), w("right", w=side, type="dxa")),
    )
    cell = w("tc", properties, *paragraphs)
    yield w(
        "tbl", _table(width, -style.points("margin-side")), w("tblGrid", w("gridCol", w=twips(width))), w("tr", cell)
    )
