"""Convert the text of a scalar to a value: a date, a link, a year, ...; raise UnreadableError if it is not one."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from cvgen import colors
from cvgen.profile import dates
from cvgen.profile.fields import Color, Count, Email, FilePath, Identifier, Months, Plain, Text, Url, Year
from cvgen.profile.identifiers import ORCID_NUMBER
from cvgen.profile.yaml.nodes import Scalar

SCHEMES = ("http", "https", "mailto")  # other schemes could run code or open local files
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
NONCHARACTERS = "\ufffe\uffff"
NUMBER = re.compile(r"[-+]?(\d[\d_]*+\.?\d*+|\.\d++)([eE][-+]?\d+)?$")
LINK_TARGET = re.compile(r"(?<!\\)(?:\\\\)*\]\(\s*<?\s*([^)\s>]*)")  # of [text](target), but not of [text\](target)
NO_LINK = "; if it is not a link, write \\] for its closing bracket"


TERM = r"(?i)\b(?:winter|spring|summer|fall|autumn|semester|term|[ws]s|michaelmas|hilary|trinity)\b"
ONGOING = ("now", "today", "ongoing", "current", "currently", "to date", "heute", "aujourd’hui", "actualidad")


class UnreadableError(Exception):
    """A value is unusable: the message says what is wrong with it, `hint` how to write it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def clean(value: str) -> str:
    """Return the text itself; raise UnreadableError for control characters, lone surrogates and noncharacters.

    No page can show them, and some can hide text.
    """
    for char in () if value.isprintable() else value:
        if char in NONCHARACTERS or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t\r\x85"):
            raise UnreadableError(f"the control character U+{ord(char):04X} can't be printed", "delete it")
    return value


def line(node: Scalar) -> str:
    """Return any text on one line, white space folded."""
    return node.text.strip() if _is_simple(node.text) else _folded(clean(node.text))


def text(node: Scalar) -> str:
    """Return text with a little Markdown: blank lines separate paragraphs, links must be safe."""
    for target in LINK_TARGET.findall(node.text) if "[" in node.text else ():
        _check_link(target, NO_LINK)
    if _is_simple(node.text):
        return node.text.strip()
    paragraphs = re.split(r"\n\s*\n", clean(node.text).strip())
    return "\n\n".join(map(_folded, paragraphs))


def _is_simple(value: str) -> bool:
    """Return whether a text needs neither folding nor checking, which most texts do not."""
    return value.isprintable() and "  " not in value


def _folded(value: str) -> str:
    """Return a text with white space folded to single spaces; no-break spaces are deliberate and stay."""
    return re.sub(r"[ \t\r\n\x85]+", " ", value).strip()


def url(node: Scalar) -> str:
    """Return a link to the web or a mail address."""
    target = clean(node.text).strip()
    _check_link(target)
    return target


def email(node: Scalar) -> str:
    """Return an e-mail address; only its form is checked."""
    address = line(node)
    if not re.fullmatch(r"[^@\s<>()\[\],;:]+@[^@\s<>()\[\],;:]+\.[^@\s<>()\[\],;:.]+", address):
        raise UnreadableError(f"'{address}' is not an e-mail address", "write name@example.org")
    return address


def year(node: Scalar) -> int:
    """Return a year of four digits."""
    value = line(node)
    if re.fullmatch(r"[12][0-9]{3}", value):
        return int(value)
    if re.search(TERM, value):
        hint = f"write four digits such as 2019; the semester of a course is  term: {value}"
        raise UnreadableError(f"'{value}' is not a year", hint)
    if re.search(r"[A-Za-z]{2}", value):
        status = next(
            (
                word
                for word in ("in press", "forthcoming", "accepted", "submitted", "under review", "under contract")
                if word in value.lower()
            ),
            "",
        )
        extra = f"; add 'status: {status}'" if status else ""
        raise UnreadableError(f"'{value}' is not a year", f"write four digits such as 2019, or delete the line{extra}")
    raise UnreadableError(f"'{value}' is not a year", "write four digits such as 2019")


def date(node: Scalar) -> dates.Date:
    """Return a year, a month, a day or PRESENT."""
    value = line(node)
    try:
        return dates.parse(value)
    except ValueError as error:
        hint = f"write {_meant(value) or '2019, 2019-05, 2019-05-14 or present'}"
        raise UnreadableError(str(error), hint) from None


def _meant(value: str) -> str:
    """Return how to write a date given in another form, or two dates; "" if the meaning is unclear."""
    if years := re.fullmatch(r"([12]\d{3})\s*[-–—/]+\s*([12]\d{3}|present)", value):
        return f"start: {years[1]} and end: {years[2]}"
    if value.lower() in ONGOING:
        return "present"
    years = re.fullmatch(r"([12]\d)(\d\d)\s*[-–—/]+\s*(\d\d)", value)
    if years and int(years[3]) > max(12, int(years[2])):  # 2010-13 is not a month
        return f"start: {years[1]}{years[2]} and end: {years[1]}{years[3]}"
    if re.fullmatch(r"[12]\d{3}-\d\d?(-\d\d?)?", value) and int(value.split("-")[1]) > 12:
        return f"{value[:4]}, or {value[:4]} with a month from 01 to 12: {value[:4]}-05"
    with suppress(ValueError):
        return str(dates.parse(re.sub(r"[/.]", "-", value)))
    return "" if re.fullmatch(r"[-0-9]+", value) else dates.guess(value)


def count(node: Scalar) -> int:
    """Return a whole number from 1 to 999,999."""
    value = line(node)
    if not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise UnreadableError(f"'{value}' is not a whole number above 0", "write 1, 2, 3, ...")
    return int(value)


def months(node: Scalar) -> float:
    """Return a number of months in a year, from 0 to 12."""
    value = line(node)
    if not re.fullmatch(r"\d{1,2}(?:\.\d{1,4})?", value) or float(value) > 12:
        raise UnreadableError(f"'{value}' is not a number of months", "write a number from 0 to 12, such as 1.5")
    return float(value)


def flag(node: Scalar) -> bool:
    """Return True for true, yes and on, False for false, no and off."""
    word = node.text.strip().lower()
    if word not in TRUE + FALSE:
        raise UnreadableError(f"'{node.text}' is neither true nor false", "write true or false")
    return word in TRUE


def identifier(node: Scalar) -> str:
    """Return a DOI, arXiv id or ISBN; one that looks like a number must be quoted, or other programs drop its zeros."""
    value = line(node)
    if node.plain and NUMBER.match(value):
        raise UnreadableError(f"{value} without quotes is a number and may lose its zeros", f'quote it: "{value}"')
    return value


def path(node: Scalar) -> str:
    """Return the name of a file beside the profile, relative to the profile."""
    value = line(node)
    if re.match(r"[A-Za-z]+:|[/\\~]", value) or ".." in re.split(r"[/\\]", value):
        raise UnreadableError(
            f"'{value}' is outside the folder of the profile", "copy the file into that folder and write its name"
        )
    return value


def color(node: Scalar) -> str:
    """Return a color in which text can be read on paper."""
    value = line(node)
    try:
        colors.accent(value)
    except ValueError as error:
        raise UnreadableError(*str(error).split("\n")) from None
    return value


READERS: dict[Any, Callable[[Scalar], Any]] = {
    str: line,
    Plain: line,
    Text: text,
    Url: url,
    Email: email,
    Year: year,
    Count: count,
    Months: months,
    dates.Date: date,
    bool: flag,
    Identifier: identifier,
    FilePath: path,
    Color: color,
}


def _check_link(target: str, otherwise: str = "") -> None:
    """Raise UnreadableError for a link that is unsafe or leads nowhere; `otherwise` ends the hint."""
    if "@" in target and not re.search(r"[/:]", target):
        raise UnreadableError(f"'{target}' is an e-mail address, not a link", f"write mailto:{target}{otherwise}")
    try:
        parts = urlsplit(target)
    except ValueError:
        raise UnreadableError(f"'{target}' is not a link", "write https://example.org/page") from None
    if re.search(r"\s", target):
        raise UnreadableError("a link can't contain spaces", "write %20 for a space")
    if not parts.scheme or ("." in parts.scheme and not parts.netloc):
        site = "orcid.org/" if re.fullmatch(ORCID_NUMBER, target) else ""
        hint = f"write https://{site}{target.lstrip('/') or 'example.org/page'}{otherwise}"
        raise UnreadableError(f"the link '{target}' does not start with https://", hint)
    if parts.scheme.lower() not in SCHEMES:
        raise UnreadableError(
            f"links to '{parts.scheme}:' are not allowed", f"links start with https://, http:// or mailto:{otherwise}"
        )
    if parts.scheme.lower() != "mailto" and not parts.hostname:
        raise UnreadableError(f"'{target}' has no host name", "write https://example.org/page")
