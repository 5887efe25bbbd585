"""Lay out the header: name, role and contacts at the left, photo and QR code at the right, a rule below them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cvgen.document.tree import Document, Span, Spans, plain
from cvgen.writers.onepage.cut import fitting, most, shortened
from cvgen.writers.onepage.figures import Code, Picture, Rule
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text, clean, says
from cvgen.writers.onepage.typography import Typography

GAP = 14.0  # between text and figures
ABOVE_RULE = 8.0
NAME_SIZES = (1.0, 0.88, 0.76, 0.64)  # a long name is set smaller, down to this, before it takes a second line
CAPITALS = 0.32  # of the size: the space above the name's capitals, which reaches into the margin
ROLE = 1.15  # the first line under the name is a little larger than the text
LINE_GAP = 2.0
NAME_LINES, LINES = 3, 2  # the most lines of the name; of each line below it, and of all contacts
MOST_LINES = 4
LONGEST = 400  # characters of one line; more can't fit, and is not measured
LONGEST_CONTACT = 60


@dataclass
class Top:
    """The placed header, the y coordinate of its lower edge in points from the page's top, and notes on omissions."""

    placed: list[Placed] = field(default_factory=list)
    bottom: float = 0.0
    notes: list[str] = field(default_factory=list)


def top(document: Document, look: Typography, left: float, start: float, width: float) -> Top:
    """Return the header of a document on a page, all lengths in points.

    `start` is its distance from the upper edge; `width` is that of the page's text.
    """
    made = Top(bottom=start)
    figures = list(_beside(_figures(document, look, made.notes), left + width, start))
    column = min((figure.left - GAP for figure in figures), default=left + width) - left
    for text in _texts(document, look, column, made.notes):
        made.placed.append(replace(text, left=left + text.left, top=made.bottom + text.top))
        made.bottom = max(made.bottom, made.placed[-1].bottom)
    made.placed += figures
    made.bottom = max([made.bottom, *(figure.bottom for figure in figures)]) + ABOVE_RULE
    made.placed.append(Placed(Rule(width, look.rule), left, made.bottom, width))
    return made


def _beside(figures: Iterable[Picture | Code], edge: float, start: float) -> Iterator[Placed]:
    """Yield figures from the right edge towards the left, with gaps between them."""
    for figure in figures:
        yield Placed(figure, edge - figure.width, start, figure.width)
        edge -= figure.width + GAP


def _figures(document: Document, look: Typography, notes: list[str]) -> Iterator[Picture | Code]:
    """Yield the photo, then the code of the website."""
    try:
        if document.header.photo:
            yield Picture(document.header.photo)
    except ValueError as problem:
        notes.append(f"left out: {problem}")
    try:
        if document.website:
            yield Code(document.website, look.ink)
    except ValueError as problem:
        notes.append(f"left out: the QR code, because {problem}")


def _texts(document: Document, look: Typography, width: float, notes: list[str]) -> Iterator[Placed]:
    """Yield the lines of the header, with positions relative to the lower edge of the line before."""
    header = document.header
    names = [name for name in (header.name, header.native_name) if clean(name).strip()]
    if names:
        yield from _name(names[0], "".join(names[1:]), look, width, notes)
    for at, line in enumerate(filter(says, header.lines[:MOST_LINES])):
        yield Placed(_line(line, look, width, at, notes), 0, LINE_GAP if at else 2 * LINE_GAP, width)
    if len(header.lines) > MOST_LINES:
        notes.append(f"left out for space: {len(header.lines) - MOST_LINES} lines under the name")
    if contacts := tuple(filter(says, header.contacts)):
        yield Placed(_contacts(contacts, look, width, notes), 0, 2 * LINE_GAP, width)


def _cut(whole: Spans, text: Text) -> list[str]:
    """Return the note for a text of the header that was cut; none if it is complete."""
    words = clean(plain(whole))
    return [] if text.plain == words else [f"cut in the header: {words[:40].strip()}…"]


def _name(name: str, native: str, look: Typography, width: float, notes: list[str]) -> Iterator[Placed]:
    """Yield the name on one line if a smaller size allows it, and the native name beside or below it."""

    def set_name(some: Spans, size: float = NAME_SIZES[-1]) -> Text:
        return Text(some, look.person(look.name * size), "H1", look)

    spans = shortened((Span(name),), LONGEST)
    size = next((size for size in NAME_SIZES if set_name(spans, size).lines(width) <= 1), NAME_SIZES[-1])
    text = set_name(fitting(spans, lambda some: set_name(some, size).lines(width) <= NAME_LINES), size)
    notes += _cut((Span(name),), text)
    yield Placed(text, 0, -CAPITALS * text.style.fontSize, width)
    if native:
        yield _native(native, text, look, width)


def _native(native: str, name: Text, look: Typography, width: float) -> Placed:
    style = look.aside(0.7 * name.style.fontSize)
    text = Text(shortened((Span(native),), 40), style, "P", look)
    used = name.last(width) + 0.4 * name.style.fontSize
    if text.wide() + used > width:
        return Placed(text, 0, LINE_GAP, width)
    down = name.baseline - text.baseline - name.style.leading  # on the line of the name
    return Placed(text, used, down, width - used)


def _line(line: Spans, look: Typography, width: float, at: int, notes: list[str]) -> Text:
    def set_line(some: Spans) -> Text:
        return Text(some, look.body(look.size if at else look.size * ROLE), "P", look)

    text = set_line(fitting(shortened(line, LONGEST), lambda some: set_line(some).lines(width) <= LINES))
    notes += _cut(line, text)
    return text


def _contacts(contacts: tuple[Spans, ...], look: Typography, width: float, notes: list[str]) -> Text:
    """Return as many complete contacts as two lines hold."""
    short = [tuple(map(_unbroken, shortened(contact, LONGEST_CONTACT))) for contact in contacts]

    def set_contacts(count: int) -> Text:
        return Text(_dotted(short[:count]), look.aside(), "P", look)

    count = most(range(1, len(short) + 1), lambda count: set_contacts(count).lines(width) <= LINES)
    if count < len(contacts):
        notes.append(f"left out for space: {len(contacts) - count} of {len(contacts)} contacts")
    return set_contacts(count)


def _dotted(contacts: list[Spans]) -> Spans:
    """Join contacts with dots; a line breaks after a dot, not before it."""
    return tuple(
        span for at, contact in enumerate(contacts) for span in ((Span("\xa0· "), *contact) if at else contact)
    )


def _unbroken(span: Span) -> Span:
    return replace(span, text=span.text.replace(" ", "\xa0"))
