"""Report problems: what is wrong, where it is and how to fix it, and how a terminal displays it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

EXCERPT_WIDTH = 88  # columns of a source line; a longer line is cut around the caret
HINT_WIDTH = 100  # columns of a hint beside the caret; a longer hint is printed below it
MESSAGE_LENGTH = 200  # characters; a message may quote a text of any length
UNPRINTABLE = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")  # categories of characters that control a terminal or break a line
# Controls of ASCII and Latin-1, which move the cursor, set titles or begin commands, and the marks of Unicode that
# reorder the text around them (UAX #9).
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EXCERPT = re.compile(r" *\d+ \|")
MARGIN = "      | "


Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """A part of one source line; line and column count from 1, length is in characters."""

    line: int
    column: int = 1
    length: int = 1


class Problem(NamedTuple):
    """One thing to fix; `place` is None if it concerns the whole file, `is_limit` tells that a document is too long.

    `rule` is the lasting name of its kind: one of `checks.RULES`.
    """

    message: str
    place: Location | None = None
    hint: str = ""
    severity: Severity = "error"
    is_limit: bool = False
    rule: str = "invalid"

    def as_json(self) -> dict[str, str | int]:
        """Return the problem as an object of JSON."""
        place = {"line": self.place.line, "column": self.place.column} if self.place else {}
        return {"severity": self.severity, "rule": self.rule, "message": self.message, **place, "hint": self.hint}


class SetupError(Exception):
    """Something other than a file is missing or unusable, such as a style or an engine.

    The message is for the user; `hint` says how to fix it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(Exception):
    """Every problem that makes a file unusable, all at once.

    `source` is the text of the file, "" if it was not read. `name` is the name of the file if it is not the one that
    the user gave.
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
    except InputError as error:
        named = error.name or name
        raise InputError(error.problems, error.source or (text if named == name else ""), named) from None


def closest_match(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to a mistyped one, "" if none is similar."""
    from difflib import get_close_matches  # here, as few runs need it, and every command loads this module

    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), "")


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, split where YAML 1.1 splits them."""
    return re.split("\r\n|[\r\n\x85\u2028\u2029]", text)


def render(problems: Iterable[Problem], name: str, source: str = "") -> str:
    """Return problems as text for a terminal, in the order of their lines, like the messages of a compiler.

    `name` is the name of the file, `source` its text; each problem quotes its line and points at it with carets.
    """
    lines = split_lines(source) if source else []
    ordered = sorted(problems, key=lambda problem: problem.place or Location(0))
    shown = [_render_one(problem, printable(name), lines) for problem in ordered]
    return "\n".join(
        line for previous, parts in zip([[], *shown], shown, strict=False) for line in _new(parts, previous)
    )


def count(problems: Sequence[Problem]) -> str:
    """Return "2 errors, 1 warning"; "" if there are no problems."""
    numbers = [(severity, sum(p.severity == severity for p in problems)) for severity in ("error", "warning")]
    return ", ".join(f"{n} {severity}{'s' * (n > 1)}" for severity, n in numbers if n)


def _new(parts: list[str], previous: list[str]) -> list[str]:
    """Return the lines of a problem without the source line and the carets that the previous problem shows as well."""
    if parts[1:2] != previous[1:2] or not EXCERPT.match("".join(parts[1:2])):
        return parts
    return parts[:1] if parts[2:] == previous[2:] else [parts[0], *parts[2:]]


def _render_one(problem: Problem, name: str, lines: Sequence[str]) -> list[str]:
    """Return the lines of one problem: place and message, the source line, carets and the hint."""
    place, title = problem.place, f"{problem.severity}: {printable(_shorten(problem.message))}"
    where = f"{name}:{place.line}:{place.column}" if place else name
    if place is None or place.line > len(lines):
        return [f"{where}: {title}", *(f"    {line}" for line in _wrap(problem.hint))]
    excerpt, before, marked = _excerpt(lines[place.line - 1], place)
    carets = " " * width(before) + "^" * max(1, width(marked))
    return [f"{where}: {title}", f"{place.line:5} | {excerpt}".rstrip(), *_caret_lines(carets, _wrap(problem.hint))]


def _caret_lines(carets: str, hint: Sequence[str]) -> list[str]:
    """Return the lines below the excerpt: the hint is beside the carets if it fits there, else below them."""
    if len(hint) == 1 and len(carets) + len(hint[0]) <= HINT_WIDTH:
        return [f"{MARGIN}{carets} {hint[0]}"]
    return [MARGIN + carets, *(MARGIN + line for line in hint)]


def _wrap(hint: str) -> list[str]:
    """Return the lines of a hint: its own if it has several, else wrapped to the width of a terminal."""
    lines = [printable(line) for line in hint.split("\n")]
    if len(lines) > 1:
        return lines
    import textwrap

    return textwrap.wrap(lines[0], HINT_WIDTH, break_long_words=False, break_on_hyphens=False)


def _shorten(message: str) -> str:
    """Return a message that quotes a long text with its middle cut out."""
    half = MESSAGE_LENGTH // 2
    return message if len(message) <= MESSAGE_LENGTH else f"{message[:half]} … {message[-half:]}"


def _excerpt(line: str, place: Location) -> tuple[str, str, str]:
    """Return the part of a source line that fits the terminal, the text before the caret, and the marked text."""
    start = place.column - 1
    cut = max(0, start - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    visible = printable(line[cut : cut + EXCERPT_WIDTH])  # cut first: a line of JSON may have millions of characters
    lead = "… " if cut else ""
    tail = " …" if cut + EXCERPT_WIDTH < len(line) else ""
    marked = visible[start - cut : start - cut + place.length]
    return lead + visible + tail, lead + visible[: start - cut], marked


def shown(text: str) -> str:
    """Return a text in which nothing but tabs and line feeds controls a terminal: "a\\x1b]0;b" -> "a�]0;b"."""
    return CONTROL.sub("�", text)


def printable(text: str) -> str:
    """Return a text of an untrusted file with visible tabs, in which each character takes its columns of one line.

    `shown` keeps more: the joiners of some scripts, and line feeds.
    """
    visible = ("→" if char == "\t" else char for char in text)
    return "".join("�" if unicodedata.category(char) in UNPRINTABLE else char for char in visible)


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal: wide characters take two, combining characters none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
