"""Name the columns of sections whose entries can be rows of a table."""

from dataclasses import replace

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Cell, Column, Section

# The columns for the cells that `entries` makes, by section: what a column holds, and its phrase.
COLUMNS: dict[str, tuple[tuple[Cell, str], ...]] = {
    "grants": (("text", "project"), ("word", "role"), ("amount", "amount"), ("amount", "share")),
    "talks": (("text", "talk"), ("text", "event"), ("word", "kind")),
    "teaching": (("text", "course"), ("word", "role"), ("text", "institution")),
}


def with_columns(name: str, section: Section, words: Phrases) -> Section:
    """Return the section for the list `name` of a profile with those columns in which an entry has a cell."""
    if name not in COLUMNS:
        return section
    used = [at for at in range(len(COLUMNS[name])) if any(item.cells[at] for item in section.items)]
    columns = (("dates", "dates"), *(COLUMNS[name][at] for at in used))
    items = (replace(item, cells=tuple(item.cells[at] for at in used)) for item in section.items)
    return replace(
        section, items=tuple(items), columns=tuple(Column(words.columns[label], cell) for cell, label in columns)
    )
