"""Lay out the contacts of the header on a few lines: with dots between them, or each behind a drawing of its kind."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.document.tree import Span, Spans
from cvgen.writers.icons import icon
from cvgen.writers.onepage.cut import most, shortened
from cvgen.writers.onepage.figures import Icon
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text, says
from cvgen.writers.onepage.typography import Typography

LONGEST = 60  # characters of one
# In parts of the size: the side of a drawing, the space behind it, and that before the next one.
ICON, ICON_GAP, BETWEEN = 0.95, 0.4, 1.4
DOWN = 0.58  # of the room above and below a drawing that is above it, as in the full CV


def dotted(contacts: tuple[Spans, ...], look: Typography, width: float, lines: int, notes: list[str]) -> Text:
    """Return as many complete contacts as some lines of a width in points hold, with a note on the others."""
    short = [_unbroken(contact) for contact in contacts]

    def set_contacts(count: int) -> Text:
        return Text(_joined(short[:count]), look.contact(), "P", look)

    count = most(range(1, len(short) + 1), lambda count: set_contacts(count).lines(width) <= lines)
    _note(count, len(contacts), notes)
    return set_contacts(count)


def with_icons(
    contacts: tuple[Spans, ...], look: Typography, place: tuple[float, float, float], lines: int, notes: list[str]
) -> list[Placed]:
    """Return as many contacts with their drawings as some lines hold, with a note on the others.

    `place` is the left and upper edge of the lines and their width, in points.
    """
    left, top, width = place
    shown = tuple(filter(says, contacts))
    rows = list(_rows(shown, look, width))
    kept = rows[:lines]
    _note(sum(map(len, kept)), len(shown), notes)
    return [
        one
        for at, row in enumerate(kept)
        for one in _set_out(row, look, left, top + at * look.contact().leading, width)
    ]


def _rows(contacts: tuple[Spans, ...], look: Typography, width: float) -> Iterator[list[tuple[str, Text, float]]]:
    """Yield lines of contacts: the name of the drawing of each, its text, and the width of both with the gap behind."""
    row: list[tuple[str, Text, float]] = []
    size, used = look.small, 0.0
    for contact in contacts:
        text = Text(_unbroken(contact), look.aside(), "P", look)
        wide = min((ICON + ICON_GAP) * size + text.wide() + 1, width)
        if row and used + wide > width:
            yield row
            row, used = [], 0.0
        row.append((icon(contact), text, wide))
        used += wide + BETWEEN * size
    if row:
        yield row


def _set_out(
    row: list[tuple[str, Text, float]], look: Typography, left: float, top: float, width: float
) -> Iterator[Placed]:
    """Yield the drawings and texts of a line, in the middle of a centered header."""
    size, leading = look.small, look.aside().leading
    if look.header == "center":
        left += (width - sum(wide for _, _, wide in row) - BETWEEN * size * (len(row) - 1)) / 2
    for name, text, wide in row:
        side = ICON * size
        yield Placed(Icon(name, look.accent, side), left, top + DOWN * (leading - side), side)
        yield Placed(text, left + side + ICON_GAP * size, top, wide - side - ICON_GAP * size)
        left += wide + BETWEEN * size


def _note(count: int, total: int, notes: list[str]) -> None:
    if count < total:
        notes.append(f"left out for space: {total - count} of {total} contacts")


def _joined(contacts: list[Spans]) -> Spans:
    """Join contacts with dots; a line breaks after a dot, not before it."""
    return tuple(
        span for at, contact in enumerate(contacts) for span in ((Span("\xa0· "), *contact) if at else contact)
    )


def _unbroken(contact: Spans) -> Spans:
    return tuple(replace(span, text=span.text.replace(" ", "\xa0")) for span in shortened(contact, LONGEST))
