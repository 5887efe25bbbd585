"""Create model instances from imported values, checked by the rules of profile.yaml.

A value that is not valid is left out and noted; so is an entry without a required value.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar

from cvgen.importers.mapping import dates
from cvgen.importers.syntax.notes import Diagnostics, HasLocation, SourcePoint, SourceText
from cvgen.problems import Location
from cvgen.profile.dates import Date
from cvgen.profile.fields import Plain, Text, Url, Year, required_fields
from cvgen.profile.model import Author, Honor, Point, Profile
from cvgen.profile.text import without_hidden
from cvgen.profile.yaml.nodes import Scalar
from cvgen.profile.yaml.values import READERS, UnreadableError

R = TypeVar("R")
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # as in values.clean()
NOWHERE, SPOT = Location(0), SourcePoint()
NOBODY = "?"
BARE_HOST = re.compile(r"(?:www\.|(?:[a-z0-9-]+\.)+(?:org|com|net|edu|io|gov|[a-z]{2})(?:/|$))", re.IGNORECASE)


def make(cls: type[R], found: Mapping[str, Any], notes: Diagnostics, at: HasLocation) -> R | None:
    """Return a model instance with the values in `found`; None, with a note, if a required value is missing."""
    values: dict[str, Any] = {}
    model: Any = cls
    for name, kind in _kinds(model).items():
        source = found.get(name)
        if source is not None and (value := _value(source, kind, name, notes, at)) not in (None, "", (), {}):
            values[name] = value
    lacking = [name for name in _required(model) if name not in values]
    if lacking:
        kind = re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()
        notes.warn(f"this entry ({kind}) is left out: it has no {' and no '.join(lacking)}", at)
        return None
    return cls(**values)


def profile(found: Mapping[str, Any], notes: Diagnostics, at: HasLocation = SPOT) -> Profile:
    """Return a profile with the values in `found`; its name is "" if the source does not give one."""
    name = found.get("name") or ""
    text = without_hidden(HARMFUL.sub("", name if isinstance(name, str) else name.text)).strip()
    result = make(Profile, {**found, "name": text or NOBODY}, notes, at)
    assert result, "a profile needs only a name"
    return result if text else dataclasses.replace(result, name="")


def compact(values: Iterable[R | None]) -> tuple[R, ...]:
    """Return the values that are not None."""
    return tuple(value for value in values if value is not None)


@cache
def _kinds(cls: Any) -> dict[str, Any]:
    """Return the type of each field of a model class."""
    return typing.get_type_hints(cls)


@cache
def _required(cls: Any) -> list[str]:
    """Return the names of the required fields of a model class."""
    return [field.name for field in required_fields(cls)]


def _value(source: Any, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """Return an imported value converted to the type `kind`, None if that is not possible."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(source, arguments[0], name, notes, at)
    if origin is tuple:
        items = source if isinstance(source, (list, tuple)) else [source]
        return tuple(
            value for item in items if (value := _value(item, arguments[0], name, notes, at)) not in (None, "")
        )
    if origin is dict:
        return _labelled(source, arguments[1], name, notes, at)
    if isinstance(source, Author) and not _is_clean(source.name):
        source = SourceText(source.name + source.marks, at)
    if isinstance(source, str):
        source = SourceText(source, at)
    if isinstance(source, (Honor, Point)) or not hasattr(source, "text"):
        return source  # already an instance of the model
    if kind in (str, Plain, Text) and _is_clean(source.text):
        return re.sub(" {2,}", " ", source.text.strip())  # the same as the reader does, for the many simple texts
    text = _printable(source.text, name, notes, source)
    return _read(text, kind, name, notes, source) if text.strip() else None


def _is_clean(text: str) -> bool:
    """Return whether a text has no hidden character, line break or link."""
    return text.isprintable() and "](" not in text


def _labelled(source: Mapping[str, Any], kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> dict[str, Any]:
    """Return labels with converted values, without those that have no value."""
    found = {
        _printable(label, name, notes, at): _value(value, kind, name, notes, at) for label, value in source.items()
    }
    return {label_text: value for label, value in found.items() if (label_text := " ".join(label.split())) and value}


def _read(text: str, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """Return the value of a text; an invalid one is noted."""
    if hasattr(kind, "from_text"):
        read = _read(text, Text, name, notes, at)
        return kind.from_text(read) if read else None
    value: Any
    if typing.get_origin(kind) is Literal:
        value = text if text in typing.get_args(kind) else None
    elif kind in (Date, Year):
        value = dates.date(text) if kind is Date else dates.year(text)
        _report_rest(text, kind, name, notes, at)
    else:
        return _checked(text, kind, name, notes, at)
    if value is None:
        what = {Date: "a date", Year: "a year"}.get(kind, "one of the known values")
        notes.warn(f"{name}: '{text.strip()}' is not {what}, and is left out", at)
    return value


def _report_rest(text: str, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> None:
    """Note what a date says beyond its value: "Summer 2014", or the month where a profile has a year."""
    day = dates.date(text)
    if day and (words := dates.words_left(text)):
        notes.warn(f"{name}: '{words}' of the date '{text.strip()}' is left out", at)
    if day and day.month and kind is Year:
        notes.unused(f"{name}: month and day", at, dates.ONLY_YEARS)


def _checked(text: str, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """Return the value of a text as the reader of profile.yaml reads it."""
    try:
        return READERS[kind](Scalar(_address(text) if kind is Url else text, False, NOWHERE))
    except UnreadableError as error:
        if kind is Text:  # it has a link that is harmful or leads nowhere
            notes.warn(f"{name}: {error}; the link is kept as plain words", at)
            return READERS[kind](Scalar(text.replace("](", "] ("), False, NOWHERE))
        notes.warn(f"{name} is left out: {error}", at)
        return None


def _address(url: str) -> str:
    """Return an address with https:// and without spaces; people leave out the one and type the other."""
    url = re.sub(r"\s+", "%20", url.strip(" <>"))
    return f"https://{url}" if BARE_HOST.match(url) else url


def _printable(text: str, name: str, notes: Diagnostics, at: HasLocation) -> str:
    """Return a text without hidden characters; their number is noted."""
    kept = without_hidden(HARMFUL.sub("", text))  # marks that somebody else may have put there unseen
    if number := len(text) - len(kept):
        notes.warn(f"{name}: {number} hidden character{'s were' if number > 1 else ' was'} deleted", at)
    return kept
