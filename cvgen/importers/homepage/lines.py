"""Split the text of a page into lines, and separate front matter and comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.problems import Location

OPEN, CLOSE = "<!--", "-->"
KEY = re.compile(r"([A-Za-z_]+)\s*:\s*(.*)")
LAYOUT = re.compile(r"<[^<>]*>|\{%[^{}]*%\}|\{:[^{}]*\}|&nbsp;|[-+*_=>|\\\s]")  # has no meaning by itself
MAX_FRONT_MATTER_LINES = 200
# Scripts and styles, and what a template engine replaces: none of it is text of the page.
CODE = re.compile(r"<(script|style|svg)\b[^>]*>.*?</\1\s*>|\{%.*?%\}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A line of the page or of a comment, its location, and the lines of each comment that begins in it."""

    text: str
    number: int
    column: int = 1
    comments: tuple[tuple["Line", ...], ...] = ()

    @property
    def place(self) -> Location:
        """Return the location of the words of the line, without the white space before them."""
        indent = len(self.text) - len(self.text.lstrip())
        return Location(self.number, self.column + indent, max(1, len(self.text.strip())))

    @property
    def is_empty(self) -> bool:
        """Return whether the line has no words, only white space, HTML tags or rules."""
        return not LAYOUT.sub("", self.text)


def read(raw: list[str], notes: Diagnostics) -> tuple[dict[str, str], list[Line]]:
    """Return the keys of the front matter, and the lines below it."""
    start = _below_front_matter(raw, notes)
    raw = CODE.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(raw)).split("\n")
    keys = {match[1]: match[2].strip(" '\"") for match in map(KEY.match, raw[:start]) if match}
    visible: list[list[str]] = [[] for _ in raw]
    comments: list[list[tuple[Line, ...]]] = [[] for _ in raw]
    for piece, is_comment, number, column in _pieces(raw, start, notes):
        parts = [Line(part, number + at, 1 if at else column) for at, part in enumerate(piece.split("\n"))]
        if is_comment:
            comments[number - 1].append(tuple(parts))
        for part in () if is_comment else parts:
            visible[part.number - 1].append(part.text)
    pairs = enumerate(zip(visible, comments, strict=True), 1)
    return keys, [Line("".join(texts), number, 1, tuple(hidden)) for number, (texts, hidden) in pairs if number > start]


def _below_front_matter(raw: list[str], notes: Diagnostics) -> int:
    """Return the index of the first line after the front matter."""
    if raw[0].strip() != "---":
        return 0
    ends = (at + 1 for at, line in enumerate(raw[1:MAX_FRONT_MATTER_LINES], 1) if line.rstrip() == "---")
    if end := next(ends, 0):
        return end
    notes.warn(
        "the front matter is not closed; assumed to end at the first empty line", Line(raw[0], 1), "add --- at its end"
    )
    return next((at for at, line in enumerate(raw[:MAX_FRONT_MATTER_LINES]) if not line.strip()), 1)


def _pieces(raw: list[str], start: int, notes: Diagnostics) -> Iterator[tuple[str, bool, int, int]]:
    """Yield visible parts and comments in turn, with the line and column where each begins."""
    text, at, number, column = "\n".join(raw[start:]), 0, start + 1, 1
    last_close = text.rfind(CLOSE)
    while at < len(text):
        is_comment = text.startswith(OPEN, at)
        end = _comment_end(text, at, last_close) if is_comment else text.find(OPEN, at)
        piece = text[at : end if end >= 0 else len(text)]
        inside = piece.removeprefix(OPEN).removesuffix(CLOSE) if is_comment else piece
        yield inside, is_comment, number, column + len(OPEN) * is_comment
        if is_comment:
            _warn_if_unclosed(piece, SourcePoint(Location(number, column, len(OPEN))), notes)
        at, number = at + len(piece), number + piece.count("\n")
        column = column + len(piece) if "\n" not in piece else len(piece) - piece.rfind("\n")


def _comment_end(text: str, start: int, last_close: int) -> int:
    """Return the index where a comment ends; one that is not closed ends with its line."""
    if last_close < start + len(OPEN):
        return text.find("\n", start)
    return text.index(CLOSE, start + len(OPEN)) + len(CLOSE)


def _warn_if_unclosed(comment: str, spot: SourcePoint, notes: Diagnostics) -> None:
    """Note a comment that is not closed, or contains another one, because it hides visible text."""
    if not comment.endswith(CLOSE) or len(comment) < len(OPEN + CLOSE):
        notes.warn("this comment is not closed; assumed to end with its line", spot, "add --> at its end")
    elif OPEN in comment[len(OPEN) :]:
        notes.warn(
            "this comment contains another one, and hides the text between them", spot, "check for a missing -->"
        )
