"""CSV -> rows of cells by the name of their column, each with its line."""

import csv
from collections.abc import Iterator

from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import Location, Problem, ProfileError

MOST_CHARACTERS, MOST_ROWS, MOST_ERRORS = 5_000_000, 5_000, 20

Row = dict[str, SourceText]


def read(text: str, notes: Diagnostics, first: int = 1) -> Iterator[Row]:
    """CSV with a line of names, which is line `first` of the file -> its rows; one with more columns is noted."""
    if len(text) > MOST_CHARACTERS:
        raise ProfileError([Problem("the file is too large", hint="is it the right file?")])
    names: list[str] = []
    count, line = 0, first
    for cells, end in _cells(text, first, notes):
        if not any(cell.strip() for cell in cells):
            pass
        elif not names:
            names = [cell.strip().lstrip("\ufeff") for cell in cells]
        elif (count := count + 1) > MOST_ROWS:
            notes.warn(f"only the first {MOST_ROWS} rows are read", SourcePoint(Location(line)), "split the file")
            return
        else:
            yield _row(names, cells, line, notes)
        line = end + 1


def _cells(text: str, first: int, notes: Diagnostics) -> Iterator[tuple[list[str], int]]:
    """CSV -> the cells of each row, and the line on which it ends; reads on behind a line that is no CSV."""
    lines = text.replace("\0", "").split("\n")
    done = 0
    for _ in range(MOST_ERRORS):
        reader = csv.reader((f"{line}\n" for line in lines[done:]), strict=True)
        try:
            for cells in reader:
                yield cells, first - 1 + done + reader.line_num
            return
        except csv.Error as error:
            done += max(1, reader.line_num)
            at = SourcePoint(Location(first - 1 + done))
            notes.warn(f"this is not valid CSV, and is left out: {error}", at, "is a quotation mark missing above?")


def _row(names: list[str], cells: list[str], line: int, notes: Diagnostics) -> Row:
    place = SourcePoint(Location(line))
    if len(cells) > len(names):
        notes.warn(f"this row has {len(cells)} columns where the first has {len(names)}", place)
    said = (SourceText(cell.strip(), place) for cell in cells)
    return {name: cell for name, cell in zip(names, said, strict=False) if cell.text}
