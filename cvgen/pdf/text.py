"""Extract the words of any PDF in reading order, without running lines, list markers or hyphenation."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cvgen.problems import InputError, Problem

EDGE = 3  # lines at the top and the foot of a page that may be running lines
SHARE = 0.6  # the share of pages on which a running line occurs
MARKER = re.compile(r"^(?:[•◦‣▪■●○·∙*–—-]|[A-Z]\d{1,3})\s+(?=\S)")
NUMBER = re.compile(r"^(?=\[?\d{1,3}[.)\]]\s)")
SPLIT = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
COUNTED = re.compile(r"(\x1f?)\[?(\d{1,3})[.)\]]")  # \x1f marks those at the start of a line
HYPHENS = str.maketrans("\ufffe\x02", "--")  # PDFium's characters for a hyphen at the end of a line
FEWEST = 5  # words; with fewer, the pages are pictures


def words(data: bytes) -> list[str]:
    """Return the words of a PDF in order. Raise InputError if it has no text, or can't be opened."""
    words = list(_unnumbered(_words(lines(data))))
    if len(words) < FEWEST:
        hint = "if it is a scan, add the text with a program for text recognition (OCR)"
        raise InputError([Problem("this PDF has no text", hint=hint)])
    return words


def _unnumbered(words: Iterable[str]) -> Iterator[str]:
    """Yield the words without list numbers, which count up; some layouts have them within a line."""
    expected = 1
    for word in words:
        found = COUNTED.fullmatch(word)
        if found and (found[1] or int(found[2]) in (1, expected)):
            expected = int(found[2]) + 1
        else:
            yield word


def lines(data: bytes) -> list[str]:
    """Return the lines of a PDF without running lines. Raise InputError if it can't be opened."""
    pages = [text.splitlines() for text in _pages(data)]
    running = _running(pages)
    return [line for page in pages for line in _body(page, running)]


def _pages(data: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                yield page.get_textpage().get_text_range().translate(HYPHENS)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            problem = Problem("this PDF is protected by a password", hint="save a copy without a password")
        else:
            problem = Problem("this is not a readable PDF", hint="check that it is the right file")
        raise InputError([problem]) from None


def _masked(line: str) -> str:
    """Return a line without what differs from page to page: its numbers."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _running(pages: list[list[str]]) -> set[str]:
    """Return the masked lines that occur at the top or foot of most pages."""
    if len(pages) < 2:
        return {_masked(line) for page in pages for line in page[-1:] if re.fullmatch(r".*\b1 ?/ ?1\b.*", line)}
    counts = Counter(line for page in pages for line in {_masked(line) for line in page[:EDGE] + page[-EDGE:]})
    return {line for line, count in counts.items() if count >= SHARE * len(pages) and count > 1}


def _body(page: list[str], running: set[str]) -> list[str]:
    """Return the lines of a page without the running lines at its edges."""
    last = len(page) - EDGE
    return [line for at, line in enumerate(page) if EDGE <= at < last or _masked(line) not in running]


def _words(found: list[str]) -> Iterator[str]:
    """Yield the words of lines; a word hyphenated at the end of a line is rejoined."""
    part = ""
    for line in found:
        words = (part + NUMBER.sub("\x1f", MARKER.sub("", line.strip()))).split()
        part = words.pop()[:-1] if words and SPLIT.search(words[-1]) else ""
        yield from words
    if part:
        yield part
