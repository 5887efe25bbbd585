"""Document -> plain text: for form fields and applicant systems, and to compare versions by eye."""

import textwrap
import unicodedata
from collections.abc import Iterator

from cvgen.document import Document, Header, Item, Section, plain
from cvgen.style import Style
from cvgen.writers import Written

WIDTH = 88


def write(document: Document, style: Style | None = None) -> Written:
    """Document -> UTF-8 text of lines up to 88 columns, whatever the style; a longer word keeps a line of its own."""
    blocks = [_header(document.header), *(_section(section) for section in document.sections)]
    return Written(("\n\n".join([*blocks, document.date]).strip() + "\n").encode())


def _header(header: Header) -> str:
    name = f"{header.name} ({header.native_name})" if header.native_name else header.name
    contacts = " | ".join(map(plain, header.contacts))
    return "\n".join(line for text in (name, *map(plain, header.lines), contacts) for line in _wrap(text))


def _section(section: Section, mark: str = "=") -> str:
    blocks = [f"{section.title}\n{mark * _columns(section.title)}"]
    blocks += ["\n".join(_wrap(plain(note))) for note in section.notes]
    if section.chart:
        blocks.append(
            "\n".join(f"{label}  {'#' * number} {number or ''}".rstrip() for label, number in section.chart.bars)
        )
    elif section.run_in:
        blocks.append("\n".join(_wrap("; ".join(plain(item.text) for item in section.items))))
    elif section.items:
        gap = "\n\n" if any(item.lines or item.points for item in section.items) else "\n"
        blocks.append(gap.join("\n".join(_item(item)) for item in section.items))
    blocks += [_section(below, "-") for below in section.sections]
    return "\n\n".join(blocks)


def _columns(text: str) -> int:
    """How many columns a text takes in a terminal: Chinese and Japanese signs take two (Unicode TR 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _item(item: Item) -> Iterator[str]:
    number = f"{item.number} " if item.number else ""
    indent = " " * len(number) or "  "
    head = plain(item.text) + (f" ({item.aside})" if item.aside else "")
    yield from _wrap(head, number, indent if item.kind != "prose" else "")
    for line in item.lines:
        yield from _wrap(plain(line), indent, indent)
    for point in item.points:
        yield from _wrap(plain(point), f"{indent}- ", f"{indent}  ")


def _wrap(text: str, first: str = "", other: str = "") -> list[str]:
    """Text -> lines; hyphenated words and links are never broken."""
    return textwrap.wrap(
        text.replace("\u00a0", " "),
        WIDTH,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )
