"""Write a document as Markdown (CommonMark), for a web page, a README or an e-mail."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cvgen.document.tree import Document, Header, Item, Look, Section, Span, Spans
from cvgen.writers import Rendered
from cvgen.writers.style import Style

SIGNS = re.compile(r"([\\*_\[\]<>#|~&]|!$)")  # "!" before a link would make it an image
BLOCK = re.compile(r"^(\d*)([.)+-])(?=\s|$)|^(?=[=-])")  # would start a list, or make the line before it a heading
UNSAFE = re.compile(r"[<>\\\s\x00-\x1f&]")  # in the address of a link
AROUND: tuple[tuple[Look, str], ...] = (
    ("italic", "*"),
    ("bold", "**"),
    ("inserted", "**"),
    ("deleted", "~~"),
)


def write(document: Document, style: Style | None = None) -> Rendered:
    """Return UTF-8 Markdown, the same for every style."""
    blocks = [_header(document.header), body(document), f"*{escaped(document.date)}*" if document.date else ""]
    return Rendered(("\n\n".join(filter(None, blocks)).strip() + "\n").encode())


def body(document: Document) -> str:
    """Return the sections of a document as Markdown."""
    return "\n\n".join(_section(section, 2) for section in document.sections)


def escaped(text: str) -> str:
    """Return a text as Markdown that displays it unchanged.

    A backtick and "<" become entities, as programs disagree about escaped ones before a code span or a comment.
    """
    safe = SIGNS.sub(r"\\\1", text.replace("\n", " ")).replace("`", "&#96;").replace("\\<", "&lt;")
    return BLOCK.sub(lambda found: f"{found[1] or ''}\\{found[2] or ''}", safe)


def _header(header: Header) -> str:
    name = f"{header.name} ({header.native_name})" if header.native_name else header.name
    contacts = " · ".join(map(inline, header.contacts))
    facts = " · ".join(map(inline, header.facts))
    lines = "\\\n".join(filter(None, [*map(inline, header.lines), contacts, facts]))
    return f"# {escaped(name)}\n\n{lines}".rstrip()


def _section(section: Section, level: int) -> str:
    heading = f"{'#' * level} {escaped(section.title)}" if section.title else ""
    blocks = [*filter(None, [heading]), *map(inline, section.notes)]
    if section.chart:
        blocks += [escaped(section.chart.finding), "\n".join(_table(section.chart.table))]
    elif section.run_in:
        blocks.append("; ".join(inline(item.text) for item in section.items))
    elif section.kind == "prose":
        blocks += [inline(item.text) for item in section.items]
    elif section.items:
        blocks.append("\n".join("\n".join(_item(item)) for item in section.items))
    return "\n\n".join([*blocks, *(_section(below, level + 1) for below in section.sections)])


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Yield the lines of a table (GitHub Flavored Markdown, 4.10)."""
    headings, *below = ([escaped(cell) for cell in row] for row in rows)
    for row in (headings, ["---", *["---:"] * (len(headings) - 1)], *below):
        yield f"| {' | '.join(row)} |"


def _item(item: Item) -> Iterator[str]:
    """Yield the lines of a list item; its own number is plain text, because Markdown would renumber the list."""
    number = f"{escaped(item.number)} " if item.number else ""
    aside = f" ({escaped(item.aside)})" if item.aside else ""
    yield "\\\n  ".join([f"- {number}{inline(item.text)}{aside}", *map(inline, item.lines)])
    for point in item.points:
        yield f"  - {inline(point)}"


def inline(spans: Spans) -> str:
    """Return spans as Markdown within a paragraph."""
    return "".join(map(_span, _joined(spans))).replace("\u00a0", " ").strip()


def _joined(spans: Spans) -> list[Span]:
    """Return spans with neighbouring runs of code in one: the fence of one would become a part of the next one's."""
    found: list[Span] = []
    for span in spans:
        if found and "code" in span.looks and (found[-1].looks, found[-1].url) == (span.looks, span.url):
            found[-1] = replace(found[-1], text=found[-1].text + span.text)
        else:
            found.append(span)
    return found


def _span(span: Span) -> str:
    """Return a run of text with the signs of its look next to its words, not to the spaces around them."""
    words = span.text.strip()
    if not words:
        return span.text
    before, after = span.text[: span.text.index(words)], span.text[span.text.index(words) + len(words) :]
    text = _code(words) if "code" in span.looks else escaped(words)
    for look, sign in AROUND:
        if look in span.looks:
            text = f"{sign}{text}{sign}"
    if span.url:
        text = f"[{text}](<{UNSAFE.sub(lambda sign: f'%{ord(sign[0]):02X}', span.url)}>)"
    return f"{before}{text}{after}"


def _code(words: str) -> str:
    """Return a code span; its fence is longer than any run of backticks inside (CommonMark 0.31, 6.1)."""
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if "`" in (words[0], words[-1]) else ""
    return f"{fence}{space}{' '.join(words.splitlines())}{space}{fence}"
