"""Find the sections that a style sets as tables, and how wide their columns are."""

from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import east_asian_width

from cvgen.document.tree import Cell, Column, Section, is_row, is_table, plain
from cvgen.writers.style import Style

LETTER = {"dates": 0.53, "word": 0.5, "amount": 0.53}  # the width of a letter, in parts of the size of the text
LONGEST_DATES = 20  # letters; more years take several lines
FEW = 6  # rows that stay on one page


class TableColumn(NamedTuple):
    """A column of a table: its heading, what it holds, and its width in parts of the text size; None takes the rest.

    A style with a column for all dates sets those of a table as wide as that.
    """

    label: str
    cell: Cell
    width: float | None = None


def table_columns(section: Section, style: Style) -> tuple[TableColumn, ...]:
    """Return the columns of a section that a style sets as a table, the one for dates first; () for a list."""
    return all_columns(section) if style.tokens.get("tables") == "yes" else ()


def all_columns(section: Section) -> tuple[TableColumn, ...]:
    """Return the columns of a section that reads well as a table, in any style; () for another section."""
    if not is_table(section):
        return ()
    rows = [item for item in section.items if is_row(item, section)]
    dates = [item.aside for item in rows]
    texts = [dates, *(map(plain, cells) for cells in zip(*(item.cells for item in rows), strict=True))]
    both = zip(section.columns, texts, strict=True)
    return tuple(TableColumn(column.label, column.cell, _width(column, said)) for column, said in both)


def is_kept_whole(section: Section) -> bool:
    """Return whether a table is so short that no page ends inside it."""
    return len(section.items) <= FEW


def _width(column: Column, texts: Iterable[str]) -> float | None:
    """Return the width of a column with these texts; None for one of long texts."""
    if column.cell == "text":
        return None
    letters = max(map(_letters, (column.label, *texts)))
    if column.cell == "dates":
        letters = min(letters, LONGEST_DATES)
    return round(letters * LETTER[column.cell], 2)


def _letters(text: str) -> int:
    """Return the width of a text in letters: those of Chinese and Japanese are two (Unicode TR 11)."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
