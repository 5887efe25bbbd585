"""Header: Document -> name, role and contacts at the left, photo and QR code at the right, a rule under them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cvgen.document import Document, Span, Spans, plain
from cvgen.writers.onepage.cut import fitting, most, shortened
from cvgen.writers.onepage.figures import Code, Picture, Rule
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text, clean, says
from cvgen.writers.onepage.typography import Typography

GAP = 14.0  # between text and figures
NAME_SIZES = (1.0, 0.88, 0.76, 0.64)  # a long name is set smaller, down to this, before it takes a second line
CAPITALS = 0.32  # of the size: the name's capitals stand on the margin, not the space above them
ROLE = 1.15  # the first line under the name is a little larger than the text
LINE_GAP = 2.0
LINES = 2  # how many lines the name and each line under it may take, and the contacts together
MOST_LINES = 4
LONGEST = 400  # characters of one line: what can't fit anyway isn't measured
LONGEST_CONTACT = 60


@dataclass
class Top:
    """What stands above the text, how much of the page it takes, and what was left out of it."""

    placed: list[Placed] = field(default_factory=list)
    bottom: float = 0.0
    notes: list[str] = field(default_factory=list)


def top(document: Document, look: Typography, left: float, start: float, width: float) -> Top:
    """Document -> its header on a page, `start` from the upper edge; `width` is that of the page's text."""
    made = Top()
    figures = list(_figures(document, look, made.notes))
    edge = left + width
    placed: list[Placed] = []
    for figure in figures:
        edge -= figure.width
        placed.append(Placed(figure, edge, start, figure.width))
        edge -= GAP
    column = edge - left if figures else width
    lowest = start
    for text in _texts(document, look, column, made.notes):
        made.placed.append(replace(text, left=left + text.left, top=lowest + text.top))
        lowest = made.placed[-1].bottom
    made.placed += placed
    made.bottom = max([lowest, *(thing.bottom for thing in placed)]) + 8
    made.placed.append(Placed(Rule(width, look.rule), left, made.bottom, width))
    return made


def _figures(document: Document, look: Typography, notes: list[str]) -> Iterator[Picture | Code]:
    """From the right edge on: the photo, then the code of the website."""
    try:
        if document.header.photo:
            yield Picture(document.header.photo)
    except ValueError as problem:
        notes.append(f"left out: {problem}")
    try:
        if document.website:
            yield Code(document.website, look.quiet)
    except ValueError as problem:
        notes.append(f"left out: the QR code, because {problem}")


def _texts(document: Document, look: Typography, width: float, notes: list[str]) -> Iterator[Placed]:
    """The lines of the header in their column, from its upper left corner on."""
    header = document.header
    name, native = header.name.strip(), header.native_name.strip()
    if clean(name or native).strip():
        yield from _name(name or native, native if name else "", look, width)
    for at, line in enumerate(filter(says, header.lines[:MOST_LINES])):
        text = _line(line, look, width, look.size if at else look.size * ROLE)
        if len(text.plain) < len(plain(line)):
            notes.append(f"cut: the line '{plain(line)[:40].strip()}…' in the header")
        yield Placed(text, 0, LINE_GAP if at else 2 * LINE_GAP, width)
    if contacts := tuple(filter(says, header.contacts)):
        yield Placed(_contacts(contacts, look, width, notes), 0, 2 * LINE_GAP, width)


def _name(name: str, native: str, look: Typography, width: float) -> Iterator[Placed]:
    """The name on one line if a smaller size makes that possible; the native name beside it, or else below."""

    def set_name(some: Spans, size: float = NAME_SIZES[-1]) -> Text:
        return Text(some, look.person(look.name * size), "H1", look)

    spans = shortened((Span(name),), LONGEST)
    sizes = (size for size in NAME_SIZES if set_name(spans, size).lines(width) <= 1)
    size = next(sizes, NAME_SIZES[-1])
    text = set_name(fitting(spans, lambda some: set_name(some, size).lines(width) <= LINES), size)
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


def _line(line: Spans, look: Typography, width: float, size: float) -> Text:
    def set_line(some: Spans) -> Text:
        return Text(some, look.body(size), "P", look)

    return set_line(fitting(shortened(line, LONGEST), lambda some: set_line(some).lines(width) <= LINES))


def _contacts(contacts: tuple[Spans, ...], look: Typography, width: float, notes: list[str]) -> Text:
    """As many of the contacts as two lines hold, each of them whole."""
    short = [tuple(map(_unbroken, shortened(contact, LONGEST_CONTACT))) for contact in contacts]

    def set_contacts(count: int) -> Text:
        return Text(_dotted(short[:count]), look.aside(), "P", look)

    count = most(range(1, len(short) + 1), lambda count: set_contacts(count).lines(width) <= LINES)
    if count < len(contacts):
        notes.append(f"left out for space: {len(contacts) - count} of {len(contacts)} contacts")
    return set_contacts(count)


def _dotted(contacts: list[Spans]) -> Spans:
    """Contacts -> one line of them; where it breaks, the dot stays behind the one before it."""
    return tuple(
        span for at, contact in enumerate(contacts) for span in ((Span("\xa0· "), *contact) if at else contact)
    )


def _unbroken(span: Span) -> Span:
    return replace(span, text=span.text.replace(" ", "\xa0"))
