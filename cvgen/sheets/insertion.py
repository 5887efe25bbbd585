"""Insert rows into a sheet, as Excel does: what is below moves down, and ranges around the place grow."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from cvgen.sheets.grid import TAG, Edit, Grid, Row, edited, letters

OWN_NUMBER = re.compile(rb"(\sr\s*=\s*[\"'][A-Z]*)([0-9]{1,7})")
RANGE = re.compile(rb"(\s(?:ref|sqref|activeCell|topLeftCell)\s*=\s*)(\"[^\"]*\"|'[^']*')")
PLACES = re.compile(rb"(<(?:\w+:)?sqref>)([^<]*)")  # of rules that newer versions of Excel know
REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]{1,7})")
NAMED = re.compile(
    r"(?P<sheet>'(?:[^']|'')+'|[\w.]+)!(?P<range>\$?[A-Z]{0,3}\$?[0-9]{1,7}(?::\$?[A-Z]{0,3}\$?[0-9]{1,7})?)"
)
DEFINED = re.compile(rb"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)")
QUOTED = re.compile(r'"[^"]*"')
FIXED = {  # what is placed by other numbers, which would have to move as well
    "drawing": "pictures", "legacyDrawing": "comments", "oleObjects": "objects", "controls": "buttons",
    "rowBreaks": "page breaks",
}  # fmt: skip


def obstacle(grid: Grid, after: int) -> str:
    """Return what prevents that rows are inserted after a row: "formulas", "comments", ...; "" if nothing does.

    A formula does that is below or refers to a place below.
    """
    formulas = [(row, QUOTED.sub("", formula)) for row, formula in grid.formulas]
    rows = [int(place[2]) for _, formula in formulas for place in REFERENCE.finditer(formula)]
    if any(row > after for row in (*rows, *(row for row, _ in formulas))):
        return "formulas"
    return next((FIXED[name] for name, _ in grid.tags if name in FIXED), "")


def insert_rows(grid: Grid, after: int, count: int, model: int) -> bytes:
    """Return a sheet with `count` empty rows after a row, which look like the row `model`."""
    move = mover(after, count)
    below = [row for number, row in grid.rows.items() if number > after]
    moved = (_renumbered(grid.data, at, move) for row in below for at in _tags(row))
    other = (_with_ranges(grid.data, at, move) for _, at in grid.tags)
    place = min((row.start for row in below), default=grid.end)
    rows = b"".join(_like(grid, model, after + 1 + one) for one in range(count))
    data = edited(grid.data, [*(edit for edit in chain(moved, other) if edit), (place, place, rows)])
    return PLACES.sub(lambda found: found[1] + _moved(found[2], move), data)


def move_ranges(data: bytes, after: int, count: int) -> bytes:
    """Return the part of a workbook that describes a table, with its ranges where they are after an insertion."""
    move = mover(after, count)
    return TAG.sub(lambda tag: RANGE.sub(lambda found: found[1] + _moved(found[2], move), tag[0]), data)


def move_names(data: bytes, sheet: str, after: int, count: int) -> bytes:
    """Return the list of sheets of a workbook, with the ranges that have names where they are after an insertion."""
    move = mover(after, count)
    known = {sheet, "'" + sheet.replace("'", "''") + "'"}

    def shift(found: re.Match[str]) -> str:
        if found["sheet"] not in known:
            return found[0]
        rows = re.sub(r"[0-9]+", lambda number: str(move(int(number[0]))), found["range"])
        return f"{found['sheet']}!{rows}"

    return DEFINED.sub(lambda name: name[1] + NAMED.sub(shift, name[2].decode()).encode(), data)


def mover(after: int, count: int) -> Callable[[int], int]:
    """Return a function from the number of a row to its number once `count` rows are inserted after a row."""
    return lambda row: row + count if row > after else row


def _tags(row: Row) -> Iterator[int]:
    yield row.start
    yield from (cell.start for cell in row.cells.values())


def _renumbered(data: bytes, at: int, move: Callable[[int], int]) -> Edit | None:
    """Return the edit that gives a row or cell its new number; None if it has none."""
    return _edit(data, at, lambda tag: OWN_NUMBER.sub(lambda found: found[1] + b"%d" % move(int(found[2])), tag))


def _with_ranges(data: bytes, at: int, move: Callable[[int], int]) -> Edit | None:
    """Return the edit that moves the ranges in a tag; None if it has none."""
    return _edit(data, at, lambda tag: RANGE.sub(lambda found: found[1] + _moved(found[2], move), tag))


def _edit(data: bytes, at: int, change: Callable[[bytes], bytes]) -> Edit | None:
    found = TAG.match(data, at)
    new = change(found[0]) if found else b""
    return (at, found.end(), new) if found and new != found[0] else None


def _moved(text: bytes, move: Callable[[int], int]) -> bytes:
    """Return a text in which each reference is moved: "A52:E56" -> "A52:E66"."""
    return REFERENCE.sub(lambda found: f"{found[1]}{move(int(found[2]))}", text.decode()).encode()


def _like(grid: Grid, model: int, number: int) -> bytes:
    """Return an empty row with the height and the styles of another."""
    row = grid.rows.get(model)
    if row is None:
        return f'<{grid.prefix}row r="{number}"/>'.encode()
    tag = OWN_NUMBER.sub(lambda found: found[1] + b"%d" % number, grid.data[row.start : row.tag_end])
    cells = (
        f'<{grid.prefix}c r="{letters(cell.column)}{number}"' + (f' s="{cell.style}"/>' if cell.style else "/>")
        for _, cell in sorted(row.cells.items())
    )
    return tag if row.is_closed else tag + "".join(cells).encode() + f"</{grid.prefix}row>".encode()
