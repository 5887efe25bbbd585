"""Single values: the text of a scalar -> a date, a link, a year, ... or in words why it is none."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from cvgen import dates
from cvgen.profile import Email, FilePath, Identifier, Text, Url, Year
from cvgen.profile_yaml.nodes import Scalar

SCHEMES = ("http", "https", "mailto")  # a link of any other kind could run code or open a file of the reader's
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
NUMBER = re.compile(r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?$")
LINK_TARGET = re.compile(r"\]\(\s*<?\s*([^)\s>]*)")  # of [text](target)


class UnreadableError(Exception):
    """A value that can't be used: what is wrong with it, and a hint how to write it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def line(node: Scalar) -> str:
    """Any text on one line, whitespace folded."""
    return " ".join(_clean(node.text).split())


def text(node: Scalar) -> str:
    """Text with a little Markdown; blank lines part paragraphs, links must be safe."""
    for target in LINK_TARGET.findall(node.text):
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            _check_link(target)
    paragraphs = re.split(r"\n\s*\n", _clean(node.text).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def url(node: Scalar) -> str:
    """A link to the web or a mail address."""
    _check_link(node.text.strip())
    return node.text.strip()


def email(node: Scalar) -> str:
    """An e-mail address, judged by its form alone."""
    address = line(node)
    if not re.fullmatch(r"[^@\s<>()\[\],;:]+@[^@\s<>()\[\],;:]+\.[^@\s<>()\[\],;:.]+", address):
        raise UnreadableError(f"'{address}' is not an e-mail address", "write name@example.org")
    return address


def year(node: Scalar) -> int:
    """A year of four digits."""
    written = line(node)
    if re.fullmatch(r"[12][0-9]{3}", written):
        return int(written)
    if re.search(r"[A-Za-z]{2}", written):
        status = next(
            (word for word in ("in press", "accepted", "submitted", "under review") if word in written.lower()), ""
        )
        extra = f"; say 'status: {status}' for the rest" if status else ""
        raise UnreadableError(f"'{written}' is not a year", f"write four digits such as 2019, or leave it out{extra}")
    raise UnreadableError(f"'{written}' is not a year", "write four digits such as 2019")


def date(node: Scalar) -> dates.Date:
    """A year, a month or a day, or present."""
    written = line(node)
    try:
        return dates.parse(written)
    except ValueError as error:
        meant = "" if re.fullmatch(r"[-0-9]+", written) else dates.guess(written)
        raise UnreadableError(str(error), f"write {meant or '2019, 2019-05, 2019-05-14 or present'}") from None


def flag(node: Scalar) -> bool:
    """true or false."""
    word = node.text.strip().lower()
    if word not in TRUE + FALSE:
        raise UnreadableError(f"'{node.text}' is neither true nor false", "write true or false")
    return word in TRUE


def identifier(node: Scalar) -> str:
    """A DOI, arXiv number or ISBN; one that YAML takes for a number would lose its zeros in other programs."""
    written = line(node)
    if node.plain and NUMBER.match(written):
        raise UnreadableError(f"{written} without quotes is a number and loses its zeros", f'quote it: "{written}"')
    return written


def path(node: Scalar) -> str:
    """A file beside the profile, named relative to it."""
    written = line(node)
    if re.match(r"[A-Za-z]+:|[/\\~]", written) or ".." in re.split(r"[/\\]", written):
        raise UnreadableError(
            f"'{written}' is outside the profile's folder", "put the file beside the profile and write its name"
        )
    return written


READERS: dict[Any, Callable[[Scalar], Any]] = {
    str: line,
    Text: text,
    Url: url,
    Email: email,
    Year: year,
    dates.Date: date,
    bool: flag,
    Identifier: identifier,
    FilePath: path,
}


def _check_link(target: str) -> None:
    try:
        parts = urlsplit(target)
    except ValueError:
        raise UnreadableError(f"'{target}' is not a link", "write https://example.org/page") from None
    if re.search(r"\s", target):
        raise UnreadableError("a link can't have spaces", "write %20 for a space")
    if not parts.scheme or ("." in parts.scheme and not parts.netloc):
        raise UnreadableError(f"'{target}' has no https:// in front", f"write https://{target}")
    if parts.scheme.lower() not in SCHEMES:
        raise UnreadableError(
            f"links to '{parts.scheme}:' are not allowed", "links start with https://, http:// or mailto:"
        )
    if parts.scheme.lower() != "mailto" and not parts.hostname:
        raise UnreadableError(f"'{target}' names no host", "write https://example.org/page")


def _clean(written: str) -> str:
    """Refuse what no page can show and what could hide text: control and lone surrogate characters."""
    for char in written:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t\r\x85":
            raise UnreadableError(f"the control character U+{ord(char):04X} can't be printed", "delete it")
    return written
