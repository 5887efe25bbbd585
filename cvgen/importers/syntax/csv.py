"""Parse CSV into rows of cells by column name, each with its line."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import InputError, Location, Problem

MAX_CHARACTERS, MAX_ROWS, MAX_ERRORS = 5_000_000, 5_000, 20


class Row(dict[str, SourceText]):
    """The cells of a row that have a value, by column name; it knows which of them were asked for."""

    def __init__(self, cells: Iterable[tuple[str, SourceText]] = ()) -> None:
        super().__init__(cells)
        self._used: set[str] = set()

    def __getitem__(self, name: str) -> SourceText:
        """Return a cell, which then counts as used."""
        self._used.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a cell, or the default if it is empty; it counts as used."""
        self._used.add(name)
        return super().get(name, default)

    def first(self, *names: str) -> SourceText | None:
        """Return the first of these cells that has a value, None if none has."""
        return next((self[name] for name in names if name in self), None)

    def unused(self, notes: Diagnostics, *nothing: str) -> None:
        """Note the cells that nobody asked for; `nothing` are columns without facts about a person."""
        for name, cell in self.items():
            if name not in self._used and name not in nothing:
                notes.unused(name, cell)


def read(text: str, notes: Diagnostics, first: int = 1, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows of CSV; line `first` of the file has the column names, and a row with extra columns is noted."""
    if len(text) > MAX_CHARACTERS:
        raise InputError([Problem("the file is too large", hint="check that it is the right file")])
    names: list[str] = []
    count, line = 0, first
    for cells, end in _cells(text, first, notes, delimiter):
        if not any(cell.strip() for cell in cells):
            pass
        elif not names:
            names = [cell.strip().lstrip("\ufeff") for cell in cells]
        elif (count := count + 1) > MAX_ROWS:
            notes.warn(f"only the first {MAX_ROWS} rows are read", SourcePoint(Location(line)), "split the file")
            return
        else:
            yield _row(names, cells, line, notes)
        line = end + 1


def _cells(text: str, first: int, notes: Diagnostics, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each row and the line where it ends; invalid lines are noted and skipped."""
    lines = text.replace("\0", "").split("\n")
    done = 0
    for _ in range(MAX_ERRORS):
        reader = csv.reader((f"{line}\n" for line in lines[done:]), strict=True, delimiter=delimiter)
        try:
            for cells in reader:
                yield cells, first - 1 + done + reader.line_num
            return
        except csv.Error as error:
            done += max(1, reader.line_num)
            at = SourcePoint(Location(first - 1 + done))
            notes.warn(
                f"this is not valid CSV, and is left out: {error}", at, "check for a missing quotation mark above"
            )


def _row(names: list[str], cells: list[str], line: int, notes: Diagnostics) -> Row:
    """Return the cells of a row that have a value, by column name."""
    place = SourcePoint(Location(line))
    if len(cells) > len(names):
        notes.warn(
            f"this row has {len(cells)} columns, but the header has {len(names)}; the others are left out", place
        )
    values = (SourceText(cell.strip(), place) for cell in cells)
    return Row((name, cell) for name, cell in zip(names, values, strict=False) if cell.text)
