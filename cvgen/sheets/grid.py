"""Find the cells of a sheet with the bytes that make them, and replace these.

A library that reads and writes whole workbooks loses what it does not know; here only the bytes of cells change.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from cvgen.xml import clean

LONGEST = 32_767  # characters that Excel takes in a cell
TAG = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
FORMULAS = ("f", "formula", "formula1", "formula2")  # of cells, and of rules for cells
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what Excel reads as the number of a character

Value = str | int | None  # a text, a number, or nothing
Edit = tuple[int, int, bytes]  # from, to, what replaces these bytes


@dataclass
class Cell:
    """A cell: its column from 1, the bytes that it takes, its style, and its text as far as it has one."""

    column: int
    start: int
    end: int = 0
    style: str = ""
    kind: str = ""
    text: str = ""


@dataclass
class Row:
    """A row: its number from 1, the bytes that it takes, those of its tags, and its cells by column."""

    number: int
    start: int
    tag_end: int
    is_closed: bool  # by its first tag: <row r="5"/>
    inner_end: int = 0
    end: int = 0
    cells: dict[int, Cell] = field(default_factory=dict)


class Grid:
    """The cells of a sheet; `strings` are the texts that its workbook shares."""

    def __init__(self, data: bytes, strings: Sequence[str] = ()) -> None:
        self.data = data
        self.rows: dict[int, Row] = {}
        self.end = 0  # of the rows
        self.tags: list[tuple[str, int]] = []  # of what is not a row or cell: their names, and where they begin
        self.formulas: list[tuple[int, str]] = []  # the row of each, 0 for that of a rule, and what it says
        self.prefix = ""  # of the names of tags: "x:" in <x:row>
        _Reader(self, strings)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, white space folded; "" for an empty one."""
        cell = self.rows[row].cells.get(column) if row in self.rows else None
        return " ".join(cell.text.split()) if cell else ""

    def write(self, values: Mapping[tuple[int, int], Value]) -> bytes:
        """Return the sheet with other values in cells, given by row and column; their styles stay."""
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(values.items()):
            rows.setdefault(row, {})[column] = value
        return edited(self.data, (edit for row, cells in rows.items() for edit in self._edits(row, cells)))

    def _edits(self, number: int, values: Mapping[int, Value]) -> Iterator[Edit]:
        row = self.rows.get(number)
        if row is None or row.is_closed:
            cells = b"".join(self._cell(number, column, "", value) for column, value in values.items())
            at = next((self.rows[one].start for one in sorted(self.rows) if one > number), self.end)
            tag = self.data[row.start : row.tag_end - 2] if row else f'<{self.prefix}row r="{number}"'.encode()
            start, end = (row.start, row.end) if row else (at, at)
            yield start, end, tag + b">" + cells + f"</{self.prefix}row>".encode()
            return
        for column, value in values.items():
            cell = row.cells.get(column)
            after = next((row.cells[one].start for one in sorted(row.cells) if one > column), row.inner_end)
            start, end = (cell.start, cell.end) if cell else (after, after)
            yield start, end, self._cell(number, column, cell.style if cell else "", value)

    def _cell(self, row: int, column: int, style: str, value: Value) -> bytes:
        """Return a cell; a text is never a formula, whatever it begins with."""
        name = self.prefix
        head = f'<{name}c r="{letters(column)}{row}"' + (f' s="{style}"' if style else "")
        if value in (None, ""):
            return f"{head}/>".encode()
        if isinstance(value, int):
            return f"{head}><{name}v>{value}</{name}v></{name}c>".encode()
        inside = f'<{name}is><{name}t xml:space="preserve">{_escaped(str(value))}</{name}t></{name}is>'
        return f'{head} t="inlineStr">{inside}</{name}c>'.encode()


class _Reader:
    """Reads the rows and cells of a sheet into a Grid; raises ValueError if it is invalid XML, or not in UTF-8."""

    def __init__(self, grid: Grid, strings: Sequence[str]) -> None:
        self.grid, self.strings = grid, strings
        self.row: Row | None = None
        self.cell: Cell | None = None
        self.is_inside = False  # of the rows
        self.words: list[str] | None = None
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = lambda text: self.words.append(text) if self.words is not None else None
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(grid.data, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = self.parser.CurrentByteIndex
        if (local == "row" and self.row) or (local == "c" and self.cell):
            raise ValueError("a row or a cell inside another one")
        if local == "row" and self.is_inside:
            self.grid.prefix = prefix and f"{prefix}:"
            tag_end, is_closed = _tag(self.grid.data, at)
            number = int(attributes.get("r") or max(self.grid.rows, default=0) + 1)
            self.row = self.grid.rows[number] = Row(number, at, tag_end, is_closed)
        elif local == "c" and self.row is not None:
            column = column_of(attributes.get("r", "")) or max(self.row.cells, default=0) + 1
            self.cell = Cell(column, at, style=attributes.get("s", ""), kind=attributes.get("t", ""))
            self.row.cells[column] = self.cell
        elif self.row is None:
            self.is_inside = self.is_inside or local == "sheetData"
            self.grid.tags.append((local, at))
        if local in ("v", "t", *FORMULAS):
            self.words = []

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if self.words is not None and local in ("v", "t"):
            self._add("".join(self.words))
        elif self.words is not None and local in FORMULAS:
            self.grid.formulas.append((self.row.number if self.row else 0, "".join(self.words)))
        if local in ("v", "t", *FORMULAS):
            self.words = None
        if local == "c" and self.cell:
            self.cell.end, self.cell = self._after(self.cell.start, at), None
        elif local == "row" and self.row and not self.cell:
            self.row.inner_end, self.row.end = at, self._after(self.row.start, at)
            self.row = None
        elif local == "sheetData":
            self.grid.end, self.is_inside = at, False

    def _add(self, words: str) -> None:
        """Add what a cell says to its text."""
        if self.cell:
            shared = self.cell.kind == "s" and words.isdecimal() and int(words) < len(self.strings)
            self.cell.text += self.strings[int(words)] if shared else words

    def _after(self, start: int, at: int) -> int:
        """Return where an element ends that begins at `start`, given where its last tag begins."""
        end, is_closed = _tag(self.grid.data, start)
        return end if is_closed else _tag(self.grid.data, at)[0]


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a document type")


def _tag(data: bytes, at: int) -> tuple[int, bool]:
    """Return where the tag ends that begins at `at`, and whether it closes its element."""
    found = TAG.match(data, at)
    if not found:
        raise ValueError("a tag without an end")
    return found.end(), found[0].endswith(b"/>")


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return bytes in which others replace some, given by where these begin and end; edits may not overlap."""
    parts, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [data[done:start], new]
        done = end
    return b"".join([*parts, data[done:]])


def column_of(reference: str) -> int:
    """Return the number of the column in a reference: "B7" -> 2; 0 without one."""
    found = REFERENCE.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """Return the letters of a column: 2 -> "B", 28 -> "AB"."""
    rest, last = divmod(column - 1, 26)
    return (letters(rest) if rest else "") + chr(65 + last)


def _escaped(text: str) -> str:
    return escape(CODED.sub("_x005F_", clean(text)[:LONGEST]))
