"""Write a document as plain text: for application forms, and to compare versions by eye."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from cvgen.document.tree import Document, Header, Item, Look, Section, Span, Spans
from cvgen.writers import Rendered
from cvgen.writers.style import Style

WIDTH = 88
TOGETHER = "\x1f"  # a space at which no line ends
SIGNS: dict[Look, tuple[str, str]] = {"inserted": ("{+", "+}"), "deleted": ("[-", "-]")}


def write(document: Document, style: Style | None = None) -> Rendered:
    """Return UTF-8 text in lines of at most 88 columns, the same for every style; a longer word has its own line."""
    blocks = [_header(document.header), *(_section(section) for section in document.sections)]
    return Rendered(("\n\n".join([*blocks, document.date]).strip() + "\n").encode())


def _header(header: Header) -> str:
    name = f"{header.name} ({header.native_name})" if header.native_name else header.name
    contacts = " | ".join(map(_with_addresses, header.contacts))
    facts = " | ".join(map(_marked, header.facts))
    return "\n".join(line for text in (name, *map(_marked, header.lines), contacts, facts) for line in _wrap(text))


def _section(section: Section, mark: str = "=") -> str:
    blocks = [f"{section.title}\n{mark * _columns(section.title)}"] if section.title else []
    blocks += ["\n".join(_wrap(_marked(note))) for note in section.notes]
    if section.chart:
        blocks += ["\n".join(_wrap(section.chart.finding)), "\n".join(_table(section.chart.table))]
    elif section.run_in:
        blocks.append("\n".join(_wrap("; ".join(_marked(item.text) for item in section.items))))
    elif section.items:
        gap = "\n\n" if any(item.lines or item.points for item in section.items) else "\n"
        blocks.append(gap.join("\n".join(_item(item)) for item in section.items))
    blocks += [_section(below, "-") for below in section.sections]
    return "\n\n".join(blocks)


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Yield the lines of a table without its headings: a label, its number, and under which headings what else is."""
    headings = rows[0]
    wide = max(_columns(row[0]) for row in rows[1:])
    most = max(len(row[1]) for row in rows[1:])
    for label, number, *others in rows[1:]:
        told = (f"{name}: {cell}" for name, cell in zip(headings[2:], others, strict=True) if cell not in ("", "0"))
        first = f"{label}{' ' * (wide - _columns(label))}  {number:>{most}}"
        yield from _wrap(", ".join(told), f"{first}  ", " " * 4) or [first.rstrip()]


def _columns(text: str) -> int:
    """Return the width of a text in terminal columns: Chinese and Japanese characters take two (Unicode TR 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _marked(spans: Spans) -> str:
    """Return the words of spans; a label is followed by its address, for a form can't be clicked.

    Inserted and deleted words are marked as in a word diff of git.
    """
    words = ""
    for span in spans:
        before, after = next((signs for look, signs in SIGNS.items() if look in span.looks), ("", ""))
        address = f":{TOGETHER}{span.url}" if span.url and "label" in span.looks else ""
        words += f"{before}{span.text}{address}{after}"
    return words


def _with_addresses(spans: Spans) -> str:
    """Return a contact; one that does not show its address, such as GitHub, is followed by it."""
    shown = (span.url and span.text in span.url for span in spans)
    return _marked(
        tuple(
            span if is_shown else replace(span, looks=span.looks | {"label"})
            for span, is_shown in zip(spans, shown, strict=True)
        )
    )


def _item(item: Item) -> Iterator[str]:
    number = f"{item.number} " if item.number else ""
    indent = " " * len(number) or "  "
    aside = _marked(_aside(item))
    head = _marked(item.text) + (f" ({aside})" if aside else "")
    yield from _wrap(head, number, indent if item.kind != "prose" else "")
    for line in item.lines:
        yield from _wrap(_marked(line), indent, indent)
    for point in item.points:
        yield from _wrap(_marked(point), f"{indent}- ", f"{indent}  ")


def _aside(item: Item) -> Spans:
    """Return the aside of an item, in a redline with the one before it."""
    looks: frozenset[Look] = frozenset({"inserted"} if item.is_aside_new else ())
    new = (Span(item.aside, looks),) if item.aside else ()
    old = (Span(item.old_aside, frozenset({"deleted"})),) if item.old_aside else ()
    return (*old, Span(" "), *new) if old and new else (*old, *new)


def _wrap(text: str, first: str = "", other: str = "") -> list[str]:
    """Return a text as lines; hyphenated words and links are never broken."""
    lines = textwrap.wrap(
        text.replace("\u00a0", " "),
        WIDTH,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(TOGETHER, " ") for line in lines]
