"""Problem: where something is wrong, what it is, how to mend it; and how a terminal shows it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

EXCERPT_WIDTH = 88  # of a source line; an abstract of 2,000 characters is cut around the caret
HINT_WIDTH = 100  # of a hint beside the caret; a longer one gets lines of its own
MESSAGE_LENGTH = 200  # a message may quote a text of any length
HARMFUL = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")  # categories of characters that steer a terminal or break a line
MARGIN = "      | "


Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """A stretch of one line of the source: line and column count from 1."""

    line: int
    column: int = 1
    length: int = 1


class Problem(NamedTuple):
    """One thing to mend; place is None when it concerns the file as a whole."""

    message: str
    place: Location | None = None
    hint: str = ""
    severity: Severity = "error"

    def as_json(self) -> dict[str, str | int]:
        """Return the problem as an object of JSON."""
        place = {"line": self.place.line, "column": self.place.column} if self.place else {}
        return {"severity": self.severity, "message": self.message, **place, "hint": self.hint}


class SetupError(Exception):
    """What else is missing or can't be used, such as a style or an engine: in words for the user, with a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ProfileError(Exception):
    """Everything that keeps a file from being used, at once; `source` is the file's text where it has been read.

    `name` is that of the file, where it is not the one that the user named.
    """

    def __init__(self, problems: Iterable[Problem], source: str = "", name: str = "") -> None:
        self.problems = list(problems)
        self.source = source
        self.name = name
        super().__init__("; ".join(problem.message for problem in self.problems))


@contextmanager
def origin(name: str, text: str = "") -> Iterator[None]:
    """Give the errors raised inside the block the file that they are about: its name, and its text for excerpts.

    An error that already names its file keeps it.
    """
    try:
        yield
    except ProfileError as error:
        named = error.name or name
        raise ProfileError(error.problems, error.source or (text if named == name else ""), named) from None


def closest_match(word: str, known: Iterable[str]) -> str:
    """A mistyped word and those it may have meant -> the nearest of them, "" when none is near."""
    from difflib import get_close_matches  # here, as few runs need it, and every command loads this module

    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), "")


def split_lines(text: str) -> list[str]:
    """Text -> its lines as YAML counts them."""
    return re.split("\r\n|[\r\n\x85\u2028\u2029]", text)


def render(problems: Iterable[Problem], name: str, source: str = "") -> str:
    """Problems of the file `name` with the text `source` -> what a good compiler would print."""
    lines = split_lines(source) if source else []
    ordered = sorted(problems, key=lambda problem: problem.place or Location(0))
    return "\n".join(_show_one(problem, printable(name), lines) for problem in ordered)


def count(problems: Sequence[Problem]) -> str:
    """Problems -> "2 errors, 1 warning"; "" when there are none."""
    numbers = [(severity, sum(p.severity == severity for p in problems)) for severity in ("error", "warning")]
    return ", ".join(f"{n} {severity}{'s' * (n > 1)}" for severity, n in numbers if n)


def _show_one(problem: Problem, name: str, lines: Sequence[str]) -> str:
    place, said = problem.place, f"{problem.severity}: {printable(_shorten(problem.message))}"
    where = f"{name}:{place.line}:{place.column}" if place else name
    if place is None or place.line > len(lines):
        return "\n".join([f"{where}: {said}", *(f"    {line}" for line in _wrap(problem.hint))])
    excerpt, before, marked = _excerpt(lines[place.line - 1], place)
    carets = " " * _width(before) + "^" * max(1, _width(marked))
    shown = [f"{where}: {said}", f"{place.line:5} | {excerpt}".rstrip(), *_point(carets, _wrap(problem.hint))]
    return "\n".join(shown)


def _point(carets: str, hint: Sequence[str]) -> list[str]:
    """Carets and the lines of a hint -> the lines below the excerpt: beside the carets where there is room."""
    if len(hint) == 1 and len(carets) + len(hint[0]) <= HINT_WIDTH:
        return [f"{MARGIN}{carets} {hint[0]}"]
    return [MARGIN + carets, *(MARGIN + line for line in hint)]


def _wrap(hint: str) -> list[str]:
    """A hint -> its lines, as they are when it has several, else those that the terminal needs."""
    lines = [printable(line) for line in hint.split("\n")]
    if len(lines) > 1:
        return lines
    import textwrap

    return textwrap.wrap(lines[0], HINT_WIDTH, break_long_words=False, break_on_hyphens=False)


def _shorten(message: str) -> str:
    """A message that quotes a long text -> its beginning and its end."""
    half = MESSAGE_LENGTH // 2
    return message if len(message) <= MESSAGE_LENGTH else f"{message[:half]} … {message[-half:]}"


def _excerpt(line: str, place: Location) -> tuple[str, str, str]:
    """A source line -> the part of it that fits the terminal, what stands before the caret, what is marked."""
    start = place.column - 1
    cut = max(0, start - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    shown = printable(line[cut : cut + EXCERPT_WIDTH])  # cut first: a line of JSON may have millions of characters
    lead = "… " if cut else ""
    tail = " …" if cut + EXCERPT_WIDTH < len(line) else ""
    marked = shown[start - cut : start - cut + place.length]
    return lead + shown + tail, lead + shown[: start - cut], marked


def printable(text: str) -> str:
    """Text of a stranger's file -> the same with visible tabs and without the characters that steer a terminal."""
    visible = ("→" if char == "\t" else char for char in text)
    return "".join("�" if unicodedata.category(char) in HARMFUL else char for char in visible)


def _width(text: str) -> int:
    """Text -> the columns it takes in a terminal: wide characters take two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
