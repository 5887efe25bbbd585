"""Turn a document on its pages into pictures for the browser, and find where its entries are on them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby

from cvgen.document.tree import Item, plain
from cvgen.pdf.pictures import DrawnPage, drawn_pages
from cvgen.writers import Layout, Spot
from cvgen.writers.typst.drawing import DrawnPages

PNG, SVG = "image/png", "image/svg+xml"
ENOUGH = 24  # letters that tell an entry from others
MARGIN = 1.5  # points around the words of an entry
NO_LETTERS = re.compile(r"[\W_]+")

Box = tuple[float, float, float, float]  # the left, top, right and bottom edge in points from the upper left corner


@dataclass(frozen=True)
class Sheet:
    """A page as a picture: its kind, its bytes, and its size in points."""

    kind: str
    data: bytes
    width: float
    height: float

    @cached_property
    def name(self) -> str:
        """A name that no other picture has."""
        return sha256(self.data).hexdigest()[:24]


def draw(layout: Layout) -> tuple[tuple[Sheet, ...], tuple[Spot, ...], tuple[str, ...]]:
    """Return the pages of a layout, where its items are on them, and the notes of its engine."""
    if isinstance(layout, DrawnPages):
        drawing, (width, height) = layout.draw(), layout.style.size
        return tuple(Sheet(SVG, page, width, height) for page in drawing.pages), drawing.spots, ()
    rendered = layout.render()
    pages = drawn_pages(rendered.data)
    sheets = tuple(Sheet(PNG, page.picture, page.width, page.height) for page in pages)
    return sheets, tuple(find(layout.shown, pages)), rendered.notes


def find(items: Sequence[Item], pages: Sequence[DrawnPage]) -> Iterator[Spot]:
    """Yield where items are, by their words; one whose words are not there in order has no spot."""
    said = [
        (letter, number, box)
        for number, page in enumerate(pages)
        for char, box in zip(page.letters, page.boxes, strict=True)
        for letter in _letters(char)
    ]
    letters = "".join(letter for letter, _, _ in said)
    end = 0
    for number, item in enumerate(items):
        start, end = _range(item, letters, end)
        for page, found in groupby(said[start:end], key=lambda one: one[1]):
            left, top, right, bottom = _around([box for _, _, box in found])
            yield Spot(number, page, left, top, right - left, bottom - top)


def _range(item: Item, letters: str, begin: int) -> tuple[int, int]:
    """Return where the words of an item begin and end in the letters of all pages, from `begin` on."""
    texts = [words for spans in (item.text, *item.lines, *item.points) if (words := _letters(plain(spans)))]
    start = letters.find(texts[0][:ENOUGH], begin) if texts else -1
    if start < 0:
        return begin, begin
    end = start
    for text in texts:
        last = text[-ENOUGH:]
        found = letters.find(last, max(start, end - ENOUGH), end + len(text) + ENOUGH)
        end = found + len(last) if found >= 0 else max(end, start + len(text[:ENOUGH]))
    return start, end


def _letters(text: str) -> str:
    return NO_LETTERS.sub("", text).casefold()


def _around(boxes: Sequence[Box]) -> Box:
    """Return the box around some boxes, with a margin."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts) - MARGIN, min(tops) - MARGIN, max(rights) + MARGIN, max(bottoms) + MARGIN
