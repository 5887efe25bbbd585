"""Single values: the text of a scalar -> a date, a link, a year, ... or in words why it is none."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from cvgen.profile import dates
from cvgen.profile.fields import Count, Email, FilePath, Identifier, Text, Url, Year
from cvgen.profile.yaml.nodes import Scalar

SCHEMES = ("http", "https", "mailto")  # a link of any other kind could run code or open a file of the reader's
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
NONCHARACTERS = "\ufffe\uffff"
NUMBER = re.compile(r"[-+]?(\d[\d_]*+\.?\d*+|\.\d++)([eE][-+]?\d+)?$")
LINK_TARGET = re.compile(r"(?<!\\)(?:\\\\)*\]\(\s*<?\s*([^)\s>]*)")  # of [text](target), but not of [text\](target)
NO_LINK = "; if it is not a link, write \\] for its closing bracket"


class UnreadableError(Exception):
    """A value that can't be used: what is wrong with it, and a hint how to write it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def clean(written: str) -> str:
    """Refuse what no page can show and what could hide text: control and lone surrogate characters."""
    for char in () if written.isprintable() else written:
        if char in NONCHARACTERS or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t\r\x85"):
            raise UnreadableError(f"the control character U+{ord(char):04X} can't be printed", "delete it")
    return written


def line(node: Scalar) -> str:
    """Any text on one line, whitespace folded."""
    return node.text.strip() if _is_simple(node.text) else _folded(clean(node.text))


def text(node: Scalar) -> str:
    """Text with a little Markdown; blank lines part paragraphs, links must be safe."""
    for target in LINK_TARGET.findall(node.text) if "[" in node.text else ():
        _check_link(target, NO_LINK)
    if _is_simple(node.text):
        return node.text.strip()
    paragraphs = re.split(r"\n\s*\n", clean(node.text).strip())
    return "\n\n".join(map(_folded, paragraphs))


def _is_simple(written: str) -> bool:
    """Whether a text may stay as it is, as most may: nothing to fold in it, nothing to refuse."""
    return written.isprintable() and "  " not in written


def _folded(written: str) -> str:
    """White space -> single spaces; no-break spaces are meant, and stay."""
    return re.sub(r"[ \t\r\n\x85]+", " ", written).strip()


def url(node: Scalar) -> str:
    """A link to the web or a mail address."""
    target = clean(node.text).strip()
    _check_link(target)
    return target


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
        hint = f"write {_meant(written) or '2019, 2019-05, 2019-05-14 or present'}"
        raise UnreadableError(str(error), hint) from None


def _meant(written: str) -> str:
    """A date in another form, or two of them -> the way to write it, "" when that can't be told."""
    if years := re.fullmatch(r"([12]\d{3})\s*[-–—/]+\s*([12]\d{3}|present)", written):
        return f"start: {years[1]} and end: {years[2]}"
    years = re.fullmatch(r"([12]\d)(\d\d)\s*[-–—/]+\s*(\d\d)", written)
    if years and int(years[3]) > 12:  # 2010-13 is no month
        return f"start: {years[1]}{years[2]} and end: {years[1]}{years[3]}"
    with suppress(ValueError):
        return str(dates.parse(re.sub(r"[/.]", "-", written)))
    return "" if re.fullmatch(r"[-0-9]+", written) else dates.guess(written)


def count(node: Scalar) -> int:
    """A whole number from 1 on."""
    written = line(node)
    if not re.fullmatch(r"[1-9][0-9]{0,5}", written):
        raise UnreadableError(f"'{written}' is not a whole number above 0", "write 1, 2, 3, ...")
    return int(written)


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
        raise UnreadableError(f"{written} without quotes is a number and may lose zeros", f'quote it: "{written}"')
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
    Count: count,
    dates.Date: date,
    bool: flag,
    Identifier: identifier,
    FilePath: path,
}


def _check_link(target: str, otherwise: str = "") -> None:
    """Refuse a link that is unsafe or leads nowhere; `otherwise` ends the hint."""
    if "@" in target and not re.search(r"[/:]", target):
        raise UnreadableError(f"'{target}' is an e-mail address, not a link", f"write mailto:{target}{otherwise}")
    try:
        parts = urlsplit(target)
    except ValueError:
        raise UnreadableError(f"'{target}' is not a link", "write https://example.org/page") from None
    if re.search(r"\s", target):
        raise UnreadableError("a link can't have spaces", "write %20 for a space")
    if not parts.scheme or ("." in parts.scheme and not parts.netloc):
        hint = f"write https://{target.lstrip('/') or 'example.org/page'}{otherwise}"
        raise UnreadableError(f"the link '{target}' has no https:// in front", hint)
    if parts.scheme.lower() not in SCHEMES:
        raise UnreadableError(
            f"links to '{parts.scheme}:' are not allowed", f"links start with https://, http:// or mailto:{otherwise}"
        )
    if parts.scheme.lower() != "mailto" and not parts.hostname:
        raise UnreadableError(f"'{target}' names no host", "write https://example.org/page")
