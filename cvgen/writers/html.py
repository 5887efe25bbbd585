"""Write a document as one self-contained HTML file; WeasyPrint lays out the same page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from xml.etree.ElementTree import Element

from cvgen.document.tree import Chart, Document, Item, Section, Spans, foot, is_row, is_short_list
from cvgen.writers import Rendered
from cvgen.writers.asides import whole_dates
from cvgen.writers.compounds import KINDS, split
from cvgen.writers.elements import SVG, Part
from cvgen.writers.elements import element as _element
from cvgen.writers.headings import lines_beside
from cvgen.writers.html_spans import html_run, html_spans, html_words, joined
from cvgen.writers.icons import contact_color, data_url, icon
from cvgen.writers.sidebar import sidebar
from cvgen.writers.style import Style
from cvgen.writers.tables import TableColumn, is_kept_whole, table_columns

# A style of the user's can't make the page load anything (Content Security Policy Level 3).
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
COLUMNS = "items columns"  # the class of a short list
RAW = ("style", "script")  # whose text has no entities; nothing in it may end the element
# Elements that begin a new line: the white space between two also separates paragraphs that a style joins.
LINES = {"head", "meta", "title", "style", "body", "header", "aside", "main", "section", "h1", "h2", "h3", "p", "ul",
         "li", "details", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


def write(document: Document, style: Style) -> Rendered:
    """Return a UTF-8 web page with its style inside, which loads nothing."""
    return Rendered(text(with_line_breaks(_with_main(page(document, style)))).encode())


def _with_main(root: Element) -> Element:
    """Return a page for a browser: its sections are the main part, to which a screen reader can jump."""
    body = root[1]
    main = _element("main", *(child for child in body if child.tag not in ("header", "aside")))
    for child in main:
        body.remove(child)
    body.append(main)
    return root


def page(document: Document, style: Style) -> Element:
    """Return the web page as a tree of elements, with a line for each paragraph."""
    head = _element(
        "head",
        _element("meta", charset="utf-8"),
        _element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("title", document.title),
        _element("meta", name="author", content=document.author),
        _element("meta", name="description", content=f"{document.label} – {document.author}"),
        _element("meta", name="generator", content="cvgen"),
        _element("style", css(document, style)),
    )
    beside = sidebar(document, style)
    body = _element("body", _header(document, style, with_contacts=not beside))
    if beside:
        body.append(_sidebar(document, beside, style))
    body.extend(_section(section, document.language, style) for section in document.sections if section not in beside)
    body.append(_element("p", document.date, kind="date"))
    return with_line_breaks(_element("html", head, body, lang=document.language))


def text(root: Element) -> str:
    """Serialize the tree of a web page as HTML."""
    return f"<!DOCTYPE html>\n{''.join(_text(root))}\n"


def _text(element: Element) -> Iterator[str]:
    """Yield the text of an element in pieces, without the tail behind it."""
    tag = element.tag.removeprefix(SVG)  # which HTML knows without its namespace
    attributes = (f' {name}="{escape(value)}"' for name, value in element.items())
    yield f"<{tag}{''.join(attributes)}>"
    if tag in ("meta", "wbr", "col", "link", "img", "input"):
        return
    yield (element.text or "") if tag in RAW else escape(element.text or "", quote=False)
    for child in element:
        yield from _text(child)
        yield escape(child.tail or "", quote=False)
    yield f"</{tag}>"


def inline(spans: Spans, main_language: str) -> str:
    """Return spans as HTML within a paragraph of a page in some language."""
    parts = html_spans(spans, main_language)
    return "".join(escape(part, quote=False) if isinstance(part, str) else "".join(_text(part)) for part in parts)


def picture(chart: Chart, style: Style, main_language: str) -> str:
    """Return a chart as an SVG element, and words that are over it."""
    return "".join(piece for part in _picture(chart, style, main_language) for piece in _text(part))


def quote(text: str) -> str:
    """Return a text as a CSS string."""
    safe = "".join(char if char.isalnum() or char in " .,;:-–·" else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


def css(document: Document, style: Style) -> str:
    """Return the style with the texts of the page foot, escaped so that they can't close the style element."""
    texts = f"@page {{ --foot: {quote(foot(document))}; --date: {quote(document.date)} }}\n"
    return (style.css + texts).replace("</", "<\\/")


def with_line_breaks(root: Element) -> Element:
    """Return a page with a line for each paragraph."""
    for element in root.iter():
        if len(element) and element[0].tag in LINES:
            element.text = "\n"
        if element.get("class") != COLUMNS:  # two items in a row, between which a line break would be a space
            for child in element:
                if child.tag in LINES:
                    child.tail = "\n"
    return root


def _sidebar(document: Document, sections: Iterable[Section], style: Style) -> Element:
    """Return the column beside the text: the contacts, and sections with a line for each item."""
    language = document.language
    contacts = _element("p", *_contacts(document.header.contacts, language, style), kind="contacts")
    below = (_section(replace(section, run_in=False), language, style) for section in sections)
    return _element("aside", contacts, *below)


def _header(document: Document, style: Style, with_contacts: bool = True) -> Element:
    header, main_language = document.header, document.language
    name = html_words(header.name, main_language)
    if header.native_name:
        name += [" ", _element("span", *html_words(header.native_name, main_language), kind="native")]
    found = _element("header", _element("h1", *name))
    found.extend(_element("p", *html_spans(line, main_language), kind="line") for line in header.lines)
    if header.contacts and with_contacts:
        found.append(_element("p", *_contacts(header.contacts, main_language, style), kind="contacts"))
    if header.facts:
        found.append(_element("p", *joined(header.facts, " · ", main_language), kind="line"))
    return found


def _contacts(contacts: Iterable[Spans], main_language: str, style: Style) -> list[Part]:
    """Return the contacts with dots between them or, where the style asks for it, each with a drawing behind it.

    A drawing repeats what its contact says. As a background it is not content, so that a screen reader skips it.
    """
    if style.tokens.get("contacts") != "icons":
        return joined(contacts, " · ", main_language, whole=True)
    color = contact_color(style)
    found: list[Part] = []
    for contact in contacts:
        image = f"background-image: url({data_url(icon(contact), color)})"
        found += [_element("span", *html_spans(contact, main_language), kind="contact", style=image), " "]
    return found[:-1]


def _section(section: Section, main_language: str, style: Style) -> Element:
    heading = _element("h2", *html_words(section.title, main_language))
    found = _element("section", heading, *_below(section, main_language, style), kind=section.kind)
    if style.tokens.get("sections") == "beside" and (lines := lines_beside(section.title, style)) > 1:
        found.set("style", f"--heading-lines: {lines}")
    return found


def _below(section: Section, main_language: str, style: Style) -> Iterable[Element]:
    """Yield the contents of a section below its heading; its subsections have headings of a lower level."""
    aside_first = style.tokens.get("aside") == "start"
    for note in section.notes:
        yield _element("p", *html_spans(note, main_language), kind="note")
    if section.chart:
        yield _element("p", *_picture(section.chart, style, main_language), kind="chart")
        yield _numbers(section.chart, main_language)
    elif section.run_in:
        yield _element("p", *joined([item.text for item in section.items], "; ", main_language), kind="run-in")
    elif section.kind == "prose":
        for item in section.items:
            yield _element("p", *_change(item), *html_spans(item.text, main_language), kind=_kind("prose", item))
    elif columns := table_columns(section, style):
        yield _table(section, columns, main_language, aside_first)
    elif section.items:
        found = (_item(item, main_language, style) for item in section.items)
        yield _element("ul", *found, kind=COLUMNS if is_short_list(section) else "items")
    for lower in section.sections:
        yield _element("h3", *html_words(lower.title, main_language), kind=lower.kind)
        yield from _below(lower, main_language, style)


def _table(section: Section, columns: Sequence[TableColumn], main_language: str, aside_first: bool) -> Element:
    """Return a section as a table, its dates in the first or in the last column, as the style requires."""

    def in_order(cells: Iterable[Element]) -> list[Element]:
        dates, *others = cells
        return [dates, *others] if aside_first else [*others, dates]

    widths = (_element("col", kind=one.cell, **_width(one, aside_first)) for one in columns)
    heads = (_element("th", *html_words(one.label, main_language), kind=one.cell, scope="col") for one in columns)
    rows = (
        _element("tr", *in_order(_cells(item, section, main_language)), kind=_kind(item.kind, item))
        for item in section.items
    )
    head = _element("thead", _element("tr", *in_order(heads)))
    kind = "rows whole" if is_kept_whole(section) else "rows"
    return _element("table", _element("colgroup", *in_order(widths)), head, _element("tbody", *rows), kind=kind)


def _width(column: TableColumn, aside_first: bool) -> dict[str, str]:
    """Return the width of a column with the gap behind it; one for dates before all entries is as wide as theirs."""
    if column.width is None or (column.cell == "dates" and aside_first):
        return {}
    return {"style": f"width: {column.width}em" if column.cell == "dates" else f"width: calc({column.width}em + 4mm)"}


def _cells(item: Item, section: Section, main_language: str) -> list[Element]:
    """Return the dates of an entry, and its cells, or one over all columns where it is not a row."""
    dates = _element("td", html_run(whole_dates(item.aside), "", None), kind="dates")
    columns = section.columns[1:]
    if not is_row(item, section):
        lines = (_element("p", *html_spans(line, main_language)) for line in (item.text, *item.lines))
        return [dates, _element("td", *lines, colspan=str(len(columns)))]
    both = zip(item.cells, columns, strict=True)
    return [dates, *(_element("td", *html_spans(cell, main_language), kind=column.cell) for cell, column in both)]


def _item(item: Item, main_language: str, style: Style) -> Element:
    """Return an entry with its dates before or after its first line, and its lines apart or joined, as in the style.

    A dot that joins two lines is in their text, as WeasyPrint takes long for one that the style would put there.
    """
    aside_first = style.tokens.get("aside") == "start"
    is_joined = item.kind == "publication" and style.tokens.get("publication") == "paragraph"
    between = ["· "] if is_joined else []
    parts = (_title if item.kind in KINDS else html_spans)(item.text, main_language)
    parts = _with_aside(item, parts, aside_first)
    if item.number:
        parts.insert(0, _element("span", f"{item.number} ", kind="number"))
    found = _element("li", _element("p", *_change(item), *parts, kind="head"), kind=_kind(item.kind, item))
    found.extend(_element("p", *between, *html_spans(line, main_language)) for line in item.lines)
    if item.points:
        points = (_element("li", *html_spans(point, main_language)) for point in item.points)
        found.append(_element("ul", *points, kind="points"))
    return found


def _title(spans: Spans, main_language: str) -> list[Part]:
    """Return the first line of an entry with its hyphenated words whole."""
    found: list[Part] = []
    for part, is_compound in (part for span in spans for part in split(span)):
        parts = html_spans((part,), main_language)
        found += [_element("span", *parts, kind="name")] if is_compound else parts
    return found


def _with_aside(item: Item, parts: list[Part], is_first: bool) -> list[Part]:
    """Return the first line of an entry with its dates, in a redline with the old ones beside the new ones."""
    aside = html_run(whole_dates(item.aside) if is_first else item.aside, "", None)
    new: list[Part] = [_element("ins", aside) if item.is_aside_new else aside] if item.aside else []
    old: list[Part] = [_element("del", item.old_aside)] if item.old_aside else []
    if is_first:  # in a column that has room for one date
        before: list[Part] = [_element("span", *new, kind="aside"), " "] if new else []
        return [*before, *parts, *([" ", *old] if old else [])]
    gap = [" "] if old and new else []
    return [*parts, " ", _element("span", *old, *gap, *new, kind="aside")] if old or new else parts


def _kind(kind: str, item: Item) -> str:
    return f"{kind} {item.change}".rstrip()


def _change(item: Item) -> list[Part]:
    """Return the word in the margin for the change of an entry."""
    return [_element("span", f"{item.change_label} ", kind="change")] if item.change else []


def _picture(chart: Chart, style: Style, main_language: str) -> Iterator[Element]:
    """Yield a chart as SVG and, over it, the words whose letters WeasyPrint would draw one by one in SVG."""
    from cvgen.writers.drawing.svg import over, svg  # here, because few pages have charts

    yield svg(chart, style)
    for words, place in over(chart):
        yield _element("span", *html_words(words, main_language), kind="drawn", style=place)


def _numbers(chart: Chart, main_language: str) -> Element:
    """Return the table behind a chart, which opens on a click; a page on paper does not show it."""
    headings, *rows = ([html_words(cell, main_language) for cell in row] for row in chart.table)
    table = _element(
        "table",
        _element("tr", *(_element("th", *cell, scope="col") for cell in headings)),
        *(
            _element("tr", _element("th", *first, scope="row"), *(_element("td", *cell) for cell in others))
            for first, *others in rows
        ),
    )
    return _element("details", _element("summary", *html_words(chart.caption, main_language)), table, kind="numbers")
