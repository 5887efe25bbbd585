"""Extract the words of any PDF in reading order, without running lines, list markers or hyphenation."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from cvgen.pdf import pdfium
from cvgen.problems import InputError, Problem

EDGE = 3  # lines at the top and the foot of a page that may be running lines
SHARE = 0.6  # the share of pages on which a running line occurs
NUMBERS = re.compile(r"[0-9]+")
MARKER = re.compile(r"^(?:[•◦‣▪■●○·∙*–—-]|[A-Z]\d{1,3})\s+(?=\S)")
NUMBER = re.compile(r"^(?=\[?\d{1,3}[.)\]]\s)")
SPLIT = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
COUNTED = re.compile(r"(\x1f?)\[?(\d{1,3})[.)\]]")  # \x1f marks those at the start of a line
HYPHENS = str.maketrans("\ufffe\x02", "--")  # PDFium's characters for a hyphen at the end of a line
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")  # for a terminal alone
FEWEST = 5  # words; with fewer, the pages are pictures
PATIENCE = 60  # seconds for the text of all pages
DIGITS = 18  # that count, of a number
TOO_MUCH = Problem(
    "this PDF takes too much time or memory to read", hint="check that it is a CV, and print it to a new PDF"
)
PROBLEMS = {
    pdfium.PROTECTED: Problem("this PDF is protected by a password", hint="save a copy without a password"),
    pdfium.UNREADABLE: Problem("this is not a readable PDF", hint="check that it is the right file"),
    pdfium.TOO_LONG: Problem("this PDF has more text than a CV can have", hint="check that it is the right file"),
}


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
    head, foot = _running([page[:EDGE] for page in pages]), _running([page[-EDGE:] for page in pages])
    return [line for page in pages for line in _body(page, head, foot)]


def _pages(data: bytes) -> Iterator[str]:
    """Yield the text of each page; raise InputError if it can't be read, or takes too much time or memory."""
    for text in _read(data):
        yield CONTROL.sub("", text.translate(HYPHENS))


@lru_cache(maxsize=4)  # a command looks at a PDF several times
def _read(data: bytes) -> tuple[str, ...]:
    """Return the text of each page, which another process reads."""
    command = [sys.executable, "-P", str(Path(pdfium.__file__))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise InputError([TOO_MUCH]) from None
    if done.returncode:
        raise InputError([PROBLEMS.get(done.returncode, TOO_MUCH)])
    return tuple(json.loads(done.stdout))


def _masked(line: str) -> str:
    """Return a line without what differs from page to page: its numbers."""
    return NUMBERS.sub("0", " ".join(line.split()))


def _running(edges: list[list[str]]) -> set[str]:
    """Return the masked lines that occur at an edge of most pages, with no number but that of the page."""
    if len(edges) < 2:
        return {_masked(line) for edge in edges for line in edge[-1:] if re.fullmatch(r".*\b1 ?/ ?1\b.*", line)}
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, edge in enumerate(edges):
        for line in edge:
            found[_masked(line)][number] = line
    return {
        line
        for line, lines in found.items()
        if len(lines) >= SHARE * len(edges) and len(lines) > 1 and _counts_pages(lines)
    }


def _counts_pages(lines: Mapping[int, str]) -> bool:
    """Return whether each number in the lines of several pages stays, or counts the pages: years do neither."""
    numbers = [[int(one[-DIGITS:]) for one in NUMBERS.findall(line)] for line in lines.values()]
    pages = list(lines)
    return all(
        len(set(values)) == 1 or len({value - page for value, page in zip(values, pages, strict=True)}) == 1
        for values in zip(*numbers, strict=True)
    )


def _body(page: list[str], head: set[str], foot: set[str]) -> list[str]:
    """Return the lines of a page without the running lines at its edges; one further inside is text."""
    first = len(list(takewhile(lambda line: _masked(line) in head, page[:EDGE])))
    last = len(list(takewhile(lambda line: _masked(line) in foot, page[first:][::-1][:EDGE])))
    return page[first : len(page) - last]


def _words(found: list[str]) -> Iterator[str]:
    """Yield the words of lines; a word hyphenated at the end of a line is rejoined."""
    part = ""
    for line in found:
        words = (part + NUMBER.sub("\x1f", MARKER.sub("", line.strip()))).split()
        part = words.pop()[:-1] if words and SPLIT.search(words[-1]) else ""
        yield from words
    if part:
        yield part
