"""Write a document as one self-contained HTML file; WeasyPrint lays out the same page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

from cvgen.document.tree import Chart, Document, Item, Look, Section, Span, Spans, foot, is_row, is_short_list
from cvgen.writers import Rendered
from cvgen.writers.asides import whole_dates
from cvgen.writers.compounds import split
from cvgen.writers.icons import contact_color, data_url, icon
from cvgen.writers.markup import Part, element, serialized
from cvgen.writers.script_language import runs
from cvgen.writers.sidebar import sidebar
from cvgen.writers.style import Style
from cvgen.writers.svg_chart import svg_chart
from cvgen.writers.tables import TableColumn, is_kept_whole, table_columns

# A style of the user's can't make the page load anything (Content Security Policy Level 3).
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
LONG = re.compile(r"[^\s\u2e80-\uffff]{25,}")  # a word that may be wider than its line, and is broken anywhere then
LONGEST_NAME = 12  # characters of a foreign script that stay on one line
# WeasyPrint measures all that is left of a long word, or of narrow letters, again for each line; so it gets pieces.
# Scripts without spaces, from Thai to Khmer and from Chinese to Korean, have places for a break and stay as they are.
PIECE, LONGEST_TEXT = 1000, 10_000  # characters
SOLID = r"[^ \t-\r\u0e00-\u109f\u1780-\u17ff\u2e80-\uffef\U00020000-\U0003ffff]"
LONG_WORD = re.compile(rf"({SOLID}{{{PIECE}}}[\u0300-\u036f]{{0,9}})")
SPACED = re.compile(rf"(.{{{PIECE - 100},{PIECE}}}(?<= ))", re.DOTALL)
# The element of each look, the innermost first; a span has the look as its class.
ELEMENTS: dict[Look, str] = {"code": "code", "italic": "i", "bold": "b", "raised": "sup", "label": "span",
                             "quiet": "span", "inserted": "ins", "deleted": "del"}  # fmt: skip
COLUMNS = "items columns"  # the class of a short list
# Elements that begin a new line: the white space between two also separates paragraphs that a style joins.
LINES = {"head", "meta", "title", "style", "body", "header", "aside", "section", "h1", "h2", "h3", "p", "ul", "li",
         "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


def write(document: Document, style: Style) -> Rendered:
    """Return a UTF-8 web page with its style inside, which loads nothing."""
    return Rendered(text(page(document, style)).encode())


def page(document: Document, style: Style) -> Element:
    """Return the web page as a tree of elements, with a line for each paragraph."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", document.title),
        element("meta", name="author", content=document.author),
        element("meta", name="description", content=f"{document.label} – {document.author}"),
        element("meta", name="generator", content="cvgen"),
        element("style", css(document, style)),
    )
    beside = sidebar(document, style)
    body = element("body", _header(document, style, with_contacts=not beside))
    if beside:
        body.append(_sidebar(document, beside, style))
    body.extend(_section(section, document.language, style) for section in document.sections if section not in beside)
    body.append(element("p", document.date, kind="date"))
    root = element("html", head, body, lang=document.language)
    for parent in root.iter():
        if len(parent) and parent[0].tag in LINES:
            parent.text = "\n"
        if parent.get("class") != COLUMNS:  # two items in a row, between which a line break would be a space
            for child in parent:
                if child.tag in LINES:
                    child.tail = "\n"
    return root


def text(root: Element) -> str:
    """Serialize the tree of a web page as HTML."""
    return f"<!DOCTYPE html>\n{''.join(serialized(root))}\n"


def inline(spans: Spans, main_language: str) -> str:
    """Return spans as HTML within a paragraph of a page in some language."""
    parts = _spans(spans, main_language)
    return "".join(escape(part, quote=False) if isinstance(part, str) else "".join(serialized(part)) for part in parts)


def picture(chart: Chart, style: Style) -> str:
    """Return a chart as an SVG element."""
    return "".join(serialized(svg_chart(chart, style)))


def quote(text: str) -> str:
    """Return a text as a CSS string."""
    safe = "".join(char if char.isalnum() or char in " .,;:-–·" else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


def css(document: Document, style: Style) -> str:
    """Return the style with the texts of the page foot, escaped so that they can't close the style element."""
    texts = f"@page {{ --foot: {quote(foot(document))}; --date: {quote(document.date)} }}\n"
    return (style.css + texts).replace("</", "<\\/")


def _sidebar(document: Document, sections: Iterable[Section], style: Style) -> Element:
    """Return the column beside the text: the contacts, and sections with a line for each item."""
    language = document.language
    contacts = element("p", *_contacts(document.header.contacts, language, style), kind="contacts")
    below = (_section(replace(section, run_in=False), language, style) for section in sections)
    return element("aside", contacts, *below)


def _header(document: Document, style: Style, with_contacts: bool = True) -> Element:
    header, main_language = document.header, document.language
    name = _words(header.name, main_language)
    if header.native_name:
        name += [" ", element("span", *_words(header.native_name, main_language), kind="native")]
    found = element("header", element("h1", *name))
    found.extend(element("p", *_spans(line, main_language), kind="line") for line in header.lines)
    if header.contacts and with_contacts:
        found.append(element("p", *_contacts(header.contacts, main_language, style), kind="contacts"))
    if header.facts:
        found.append(element("p", *_joined(header.facts, " · ", main_language), kind="line"))
    return found


def _contacts(contacts: Iterable[Spans], main_language: str, style: Style) -> list[Part]:
    """Return the contacts with dots between them or, where the style asks for it, each with a drawing behind it.

    A drawing repeats what its contact says. As a background it is not content, so that a screen reader skips it.
    """
    if style.tokens.get("contacts") != "icons":
        return _joined(contacts, " · ", main_language)
    color = contact_color(style)
    found: list[Part] = []
    for contact in contacts:
        image = f"background-image: url({data_url(icon(contact), color)})"
        found += [element("span", *_spans(contact, main_language), kind="contact", style=image), " "]
    return found[:-1]


def _section(section: Section, main_language: str, style: Style) -> Element:
    heading = element("h2", *_words(section.title, main_language))
    return element("section", heading, *_below(section, main_language, style), kind=section.kind)


def _below(section: Section, main_language: str, style: Style) -> Iterable[Element]:
    """Yield the contents of a section below its heading; its subsections have headings of a lower level."""
    aside_first = style.tokens.get("aside") == "start"
    for note in section.notes:
        yield element("p", *_spans(note, main_language), kind="note")
    if section.chart:
        yield element("p", svg_chart(section.chart, style), kind="chart")
    elif section.run_in:
        yield element("p", *_joined([item.text for item in section.items], "; ", main_language), kind="run-in")
    elif section.kind == "prose":
        for item in section.items:
            yield element("p", *_change(item), *_spans(item.text, main_language), kind=_kind("prose", item))
    elif columns := table_columns(section, style):
        yield _table(section, columns, main_language, aside_first)
    elif section.items:
        found = (_item(item, main_language, aside_first) for item in section.items)
        yield element("ul", *found, kind=COLUMNS if is_short_list(section) else "items")
    for lower in section.sections:
        yield element("h3", *_words(lower.title, main_language), kind=lower.kind)
        yield from _below(lower, main_language, style)


def _table(section: Section, columns: Sequence[TableColumn], main_language: str, aside_first: bool) -> Element:
    """Return a section as a table, its dates in the first or in the last column, as the style requires."""

    def in_order(cells: Iterable[Element]) -> list[Element]:
        dates, *others = cells
        return [dates, *others] if aside_first else [*others, dates]

    widths = (element("col", kind=one.cell, **_width(one, aside_first)) for one in columns)
    heads = (element("th", *_words(one.label, main_language), kind=one.cell, scope="col") for one in columns)
    rows = (
        element("tr", *in_order(_cells(item, section, main_language)), kind=_kind(item.kind, item))
        for item in section.items
    )
    head = element("thead", element("tr", *in_order(heads)))
    kind = "rows whole" if is_kept_whole(section) else "rows"
    return element("table", element("colgroup", *in_order(widths)), head, element("tbody", *rows), kind=kind)


def _width(column: TableColumn, aside_first: bool) -> dict[str, str]:
    """Return the width of a column with the gap behind it; one for dates before all entries is as wide as theirs."""
    if column.width is None or (column.cell == "dates" and aside_first):
        return {}
    return {"style": f"width: {column.width}em" if column.cell == "dates" else f"width: calc({column.width}em + 4mm)"}


def _cells(item: Item, section: Section, main_language: str) -> list[Element]:
    """Return the dates of an entry, and its cells, or one over all columns where it is not a row."""
    dates = element("td", _run(whole_dates(item.aside), "", None), kind="dates")
    columns = section.columns[1:]
    if not is_row(item, section):
        lines = (element("p", *_spans(line, main_language)) for line in (item.text, *item.lines))
        return [dates, element("td", *lines, colspan=str(len(columns)))]
    both = zip(item.cells, columns, strict=True)
    return [dates, *(element("td", *_spans(cell, main_language), kind=column.cell) for cell, column in both)]


def _item(item: Item, main_language: str, aside_first: bool) -> Element:
    """Return an entry; its dates are before or after its first line, as the style requires."""
    parts = (_title if item.kind == "publication" else _spans)(item.text, main_language)
    parts = _with_aside(item, parts, aside_first)
    if item.number:
        parts.insert(0, element("span", f"{item.number} ", kind="number"))
    found = element("li", element("p", *_change(item), *parts, kind="head"), kind=_kind(item.kind, item))
    found.extend(element("p", *_spans(line, main_language)) for line in item.lines)
    if item.points:
        points = (element("li", *_spans(point, main_language)) for point in item.points)
        found.append(element("ul", *points, kind="points"))
    return found


def _title(spans: Spans, main_language: str) -> list[Part]:
    """Return the title of a publication, with its hyphenated words whole."""
    found: list[Part] = []
    for part, is_compound in (part for span in spans for part in split(span)):
        parts = _span(part, main_language)
        found += [element("span", *parts, kind="name")] if is_compound else parts
    return found


def _with_aside(item: Item, parts: list[Part], is_first: bool) -> list[Part]:
    """Return the first line of an entry with its dates, in a redline with the old ones beside the new ones."""
    aside = _run(whole_dates(item.aside) if is_first else item.aside, "", None)
    new: list[Part] = [element("ins", aside) if item.is_aside_new else aside] if item.aside else []
    old: list[Part] = [element("del", item.old_aside)] if item.old_aside else []
    if is_first:  # in a column that has room for one date
        before: list[Part] = [element("span", *new, kind="aside"), " "] if new else []
        return [*before, *parts, *([" ", *old] if old else [])]
    gap = [" "] if old and new else []
    return [*parts, " ", element("span", *old, *gap, *new, kind="aside")] if old or new else parts


def _kind(kind: str, item: Item) -> str:
    return f"{kind} {item.change}".rstrip()


def _change(item: Item) -> list[Part]:
    """Return the word in the margin for the change of an entry."""
    return [element("span", f"{item.change_label} ", kind="change")] if item.change else []


def _joined(texts: Iterable[Spans], between: str, main_language: str) -> list[Part]:
    parts = [part for spans in texts for part in (between, *_spans(spans, main_language))]
    return parts[1:]


def _words(text: str, main_language: str) -> list[Part]:
    return _spans((Span(text),), main_language)


def _spans(spans: Spans, main_language: str) -> list[Part]:
    """Return spans as HTML; links are innermost, because the link annotation of a PDF holds plain text only."""
    return [part for span in spans for part in _span(span, main_language)]


def _span(span: Span, main_language: str) -> list[Part]:
    """Return a span as HTML, with the language of foreign words."""
    parts = [_run(words, language, span.url) for words, language in runs(span.text, main_language)]
    if not span.text.isascii() and any(bidirectional(char) in ("R", "AL") for char in span.text):
        parts = [element("bdi", *parts)]  # otherwise its neighbors would swap places
    for look in ELEMENTS if span.looks else ():
        if look in span.looks:
            parts = [_look(look, parts)]
    return parts


def _look(look: Look, parts: list[Part]) -> Element:
    """Return parts in one look; a lone link takes the class itself, which saves WeasyPrint a box."""
    if ELEMENTS[look] != "span":
        return element(ELEMENTS[look], *parts)
    if len(parts) == 1 and isinstance(parts[0], Element) and parts[0].tag == "a" and not parts[0].get("class"):
        parts[0].set("class", look)
        return parts[0]
    return element("span", *parts, kind=look)


def _run(words: str, language: str, url: str | None) -> Part:
    """Return words of one language, linked if they have a URL; a short foreign name is not broken over two lines."""
    pieces: list[Part] = _pieces(words) if len(words) > PIECE else [words]
    inside: list[Part] = [element("a", *pieces, href=url)] if url else pieces
    text = element("span", *inside, kind="long") if len(inside) > 1 or LONG.search(words) else inside[0]
    if not language:
        return text
    return element("span", text, kind="name" if len(words) <= LONGEST_NAME else "", lang=language)


def _pieces(words: str) -> list[Part]:
    """Return a long text with places for a break: after each piece of a long word, in a very long text in any case."""
    texts = SPACED.split(words) if len(words) > LONGEST_TEXT else [words]
    pieces = [piece for text in texts for piece in LONG_WORD.split(text) if piece]
    return [part for piece in pieces for part in (piece, element("wbr"))][:-1]
