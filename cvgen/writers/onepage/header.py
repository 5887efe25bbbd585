"""Lay out the header: name, role and contacts at the left or in the middle, photo and QR code beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cvgen.document.tree import Document, Span, Spans, plain
from cvgen.writers.onepage.contacts import dotted, with_icons
from cvgen.writers.onepage.cut import fitting, shortened
from cvgen.writers.onepage.figures import CODE, Code, Picture, Rule
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text, clean, says
from cvgen.writers.onepage.typography import Typography

DARK = "#000000"
GAP = 14.0  # between text and figures
ABOVE_RULE = 8.0
BAND_TOP = 0.8  # of the margin above: where the text on a band starts, as in the full CV
PORTRAIT = 1.5 * 72 / 25.4  # points of a photo's height for each point of the name's size
NAME_SIZES = (1.0, 0.88, 0.76, 0.64)  # a long name is set smaller, down to this, before it takes a second line
CAPITALS = 0.32  # of the size: the space above the name's capitals, which reaches into the margin
ROLE = 1.15  # the first line under the name is a little larger than the text
LINE_GAP = 2.0
NAME_LINES = 3  # the most lines of the name
LINES = 2  # the most lines of each line below it, and of all contacts
BESIDE_PHOTO = 4  # the same beside a photo, which is high and leaves less width
MOST_LINES = 4
LONGEST = 400  # characters of one line; more can't fit, and is not measured


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
    if look.header != "band":
        made = _content(document, look, left, start, width)
        made.bottom += ABOVE_RULE
        if look.header_rule:
            made.placed.append(Placed(Rule(width, look.rule, look.header_rule), left, made.bottom, width))
        return made
    made = _content(document, look.on_band(), left, BAND_TOP * start, width)
    made.bottom += 3 * look.entry_gap
    paper = width + 2 * left
    made.placed.insert(0, Placed(Rule(paper, look.name_color, made.bottom), 0, 0, paper))
    return made


def _content(document: Document, look: Typography, left: float, start: float, width: float) -> Top:
    """Return the texts and figures of a header, without a rule or band."""
    made = Top(bottom=start)
    figures = list(_beside(_figures(document, look, made.notes), look, left, width, start))
    text_left, column = _room(figures, look, left, width)
    for text in header_texts(document, look, column, made.notes):
        made.placed.append(replace(text, left=text_left + text.left, top=made.bottom + text.top))
        made.bottom = max(made.bottom, made.placed[-1].bottom)
    if look.has_icons:
        start = made.bottom + 2 * LINE_GAP
        place = (text_left, start, column)
        made.placed += with_icons(document.header.contacts, look, place, _most_lines(document), made.notes)
    made.placed += figures
    made.bottom = max([made.bottom, *(thing.bottom for thing in made.placed)])
    return made


def _room(figures: list[Placed], look: Typography, left: float, width: float) -> tuple[float, float]:
    """Return the left edge and the width of the text; in a centered header both sides keep the room of the wider."""
    right = left + width
    if look.header == "center":
        side = max((figure.width + GAP for figure in figures), default=0.0)
        return left + side, width - 2 * side
    return left, min((figure.left - GAP for figure in figures), default=right) - left


def _beside(
    figures: Iterable[Picture | Code], look: Typography, left: float, width: float, start: float
) -> Iterator[Placed]:
    """Yield figures from the right edge towards the left; in a centered header, a photo is at the left edge."""
    edge = left + width
    for figure in figures:
        if look.header == "center" and isinstance(figure, Picture):
            yield Placed(figure, left, start, figure.width)
            continue
        yield Placed(figure, edge - figure.width, start, figure.width)
        edge -= figure.width + GAP


def _figures(document: Document, look: Typography, notes: list[str]) -> Iterator[Picture | Code]:
    """Yield the photo, then the code of the website."""
    yield from portrait(document, PORTRAIT * look.name, notes)
    is_band = look.header == "band"
    yield from code(document, DARK if is_band else look.ink, CODE, notes, tiled=is_band)


def portrait(document: Document, height: float, notes: list[str]) -> Iterator[Picture]:
    """Yield the photo of a document at most as high as some points, if there is one; add a note if it can't be read."""
    try:
        if document.header.photo:
            yield Picture(document.header.photo, height)
    except ValueError as problem:
        notes.append(f"left out: {problem}")


def code(document: Document, color: str, side: float, notes: list[str], tiled: bool = False) -> Iterator[Code]:
    """Yield the code of the website, on a white tile if asked, if there is one; note where it can't be drawn."""
    try:
        if document.website:
            yield Code(document.website, color, side, tiled=tiled)
    except ValueError as problem:
        notes.append(f"left out: the QR code, because {problem}")


def header_texts(document: Document, look: Typography, width: float, notes: list[str]) -> Iterator[Placed]:
    """Yield the lines of the header, with positions relative to the lower edge of the line before."""
    header, most = document.header, _most_lines(document)
    names = [name for name in (header.name, header.native_name) if clean(name).strip()]
    if names:
        yield from _name(names[0], "".join(names[1:]), look, width, notes)
    for at, line in enumerate(filter(says, header.lines[:MOST_LINES])):
        yield Placed(_line(line, look, width, at, most, notes), 0, LINE_GAP if at else 2 * LINE_GAP, width)
    if len(header.lines) > MOST_LINES:
        notes.append(f"left out for space: {len(header.lines) - MOST_LINES} lines under the name")
    contacts = tuple(filter(says, header.contacts))
    if contacts and not look.has_icons:
        yield Placed(dotted(contacts, look, width, most, notes), 0, 2 * LINE_GAP, width)


def cut_note(whole: Spans, text: Text, where: str = "in the header") -> list[str]:
    """Return the note for a text that was cut; none if it is complete."""
    words = clean(plain(whole))
    return [] if text.plain == words else [f"cut {where}: {words[:40].strip()}…"]


def _name(name: str, native: str, look: Typography, width: float, notes: list[str]) -> Iterator[Placed]:
    """Yield the name on one line if a smaller size allows it, and the native name beside or below it."""

    def set_name(some: Spans, size: float = NAME_SIZES[-1]) -> Text:
        return Text(some, look.person(look.name * size), "H1", look)

    spans = shortened((Span(name),), LONGEST)
    size = next((size for size in NAME_SIZES if set_name(spans, size).lines(width) <= 1), NAME_SIZES[-1])
    text = set_name(fitting(spans, lambda some: set_name(some, size).lines(width) <= NAME_LINES), size)
    notes += cut_note((Span(name),), text)
    yield Placed(text, 0, -CAPITALS * text.style.fontSize, width)
    if native:
        yield _native(native, text, look, width)


def _native(native: str, name: Text, look: Typography, width: float) -> Placed:
    style = look.contact(0.7 * name.style.fontSize)
    text = Text(shortened((Span(native),), 40), style, "P", look)
    used = name.last(width) + 0.4 * name.style.fontSize
    if look.header == "center" or text.wide() + used > width:
        return Placed(text, 0, LINE_GAP, width)
    down = name.baseline - text.baseline - name.style.leading  # on the line of the name
    return Placed(text, used, down, width - used)


def _most_lines(document: Document) -> int:
    return BESIDE_PHOTO if document.header.photo else LINES


def _line(line: Spans, look: Typography, width: float, at: int, most: int, notes: list[str]) -> Text:
    def set_line(some: Spans) -> Text:
        return Text(some, look.line(look.size if at else look.size * ROLE), "P", look)

    text = set_line(fitting(shortened(line, LONGEST), lambda some: set_line(some).lines(width) <= most))
    notes += cut_note(line, text)
    return text
