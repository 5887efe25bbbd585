"""Write a document as text for a color terminal: each look is a color, or bold."""

import unicodedata
from collections.abc import Iterator, Sequence

from cvgen.document.tree import Document, Item, Look, Section, Spans
from cvgen.problems import shown
from cvgen.writers import Rendered
from cvgen.writers.style import Style

WIDTH = 80
RESET = "\x1b[0m"
CODES: dict[Look, str] = {"bold": "1", "quiet": "2", "italic": "3", "inserted": "32", "deleted": "31;9", "label": "36"}
SIGNS = {"+": "32", "-": "31", "~": "33", ">": "36"}  # the number of an item, where it is a sign


def write(document: Document, style: Style | None = None) -> Rendered:
    """Return UTF-8 text with ANSI escape codes (ECMA-48), in lines of at most 80 columns unless a word is longer.

    The codes are ours: in a text of the document, a control character becomes �.
    """
    header = document.header
    lines = [_colored(header.name, "1"), *(line for spans in header.lines for line in _wrap(spans))]
    for section in document.sections:
        lines += ["", *_section(section)]
    return Rendered(("\n".join(lines) + "\n").encode())


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield _colored(section.title, "1;4")
    for item in section.items:
        yield from _item(item)
    for below in section.sections:
        yield from ("", *_section(below))


def _item(item: Item) -> Iterator[str]:
    sign = f"{item.number} " if item.number else ""
    first, *others = list(_wrap(item.text, len(sign))) or [""]
    yield _colored(sign, SIGNS.get(item.number, "")) + first
    yield from (" " * len(sign) + line for line in others)
    for line in item.lines:
        yield from ("    " + words for words in _wrap(line, 4, 2))


def _wrap(spans: Spans, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """Yield spans as lines that leave room for an indent; lines after the first are indented by `hang`."""
    line: list[tuple[str, Look | None]] = []
    used = 0
    for word, look in _words(spans):
        width = _columns(word)
        if line and word.strip() and used + width > WIDTH - indent - (hang if hang else 0):
            yield _painted(line)
            line, used = [(" " * hang, None)] if hang else [], hang
        if word.strip() or line:
            line.append((word, look))
            used += width
    if line:
        yield _painted(line)


def _words(spans: Spans) -> Iterator[tuple[str, Look | None]]:
    """Yield the words of spans and the spaces between them, each with its look."""
    for span in spans:
        look = next(
            (look for look in ("inserted", "deleted", "bold", "label", "quiet", "italic") if look in span.looks), None
        )
        for at, word in enumerate(shown(span.text).split(" ")):
            if at:
                yield " ", look
            if word:
                yield word, look


def _painted(line: Sequence[tuple[str, Look | None]]) -> str:
    """Return the words of a line with an escape code for each run of a look."""
    text, last = "", None
    for word, look in line:
        if look != last:
            text += (RESET if last else "") + (f"\x1b[{CODES[look]}m" if look else "")
            last = look
        text += word
    return (text + RESET if last else text).rstrip(" ")


def _colored(text: str, code: str) -> str:
    """Return a text with a color, and nothing else that controls a terminal."""
    return f"\x1b[{code}m{shown(text)}{RESET}" if code and text else shown(text)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
