"""What a source says of an entry -> the entry, every value checked as profile.yaml checks it.

A value that can't be used is left out and noted; so is an entry that lacks what it can't do without.
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
from cvgen.profile.fields import Text, Url, Year
from cvgen.profile.model import Author, Honor, Profile
from cvgen.profile.yaml.nodes import Scalar
from cvgen.profile.yaml.values import READERS, UnreadableError

R = TypeVar("R")
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)  # as values.clean() says
NOWHERE, SPOT = Location(0), SourcePoint()
NOBODY = "?"
BARE_HOST = re.compile(r"(?:www\.|(?:[a-z0-9-]+\.)+(?:org|com|net|edu|io|gov|[a-z]{2})(?:/|$))", re.IGNORECASE)


def make(cls: type[R], found: Mapping[str, Any], notes: Diagnostics, at: HasLocation) -> R | None:
    """A class of the model and what was found for its keys -> an instance; None, and a note, if it can't be."""
    values: dict[str, Any] = {}
    model: Any = cls
    for name, kind in _kinds(model).items():
        said = found.get(name)
        if said is not None and (value := _value(said, kind, name, notes, at)) not in (None, "", (), {}):
            values[name] = value
    lacking = [name for name in _required(model) if name not in values]
    if lacking:
        kind = re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()
        notes.warn(f"an entry of the kind '{kind}' has no {' and no '.join(lacking)}, and is left out", at)
        return None
    return cls(**values)


def profile(found: Mapping[str, Any], notes: Diagnostics, at: HasLocation = SPOT) -> Profile:
    """What was found for the keys of a profile -> the profile; the name is "" where the source tells none."""
    name = found.get("name") or ""
    text = HARMFUL.sub("", name if isinstance(name, str) else name.text).strip()
    made = make(Profile, {**found, "name": text or NOBODY}, notes, at)
    assert made, "the name is all that a profile needs"
    return made if text else dataclasses.replace(made, name="")


def every(made: Iterable[R | None]) -> tuple[R, ...]:
    """What make() gave -> the entries among it."""
    return tuple(one for one in made if one is not None)


@cache
def _kinds(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def _required(cls: Any) -> list[str]:
    fields = dataclasses.fields(cls)
    return [field.name for field in fields if field.default is field.default_factory is dataclasses.MISSING]


def _value(said: Any, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """What was said, and the type it should have -> the value, None where it is none."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(said, arguments[0], name, notes, at)
    if origin is tuple:
        items = said if isinstance(said, (list, tuple)) else [said]
        return every(_value(item, arguments[0], name, notes, at) for item in items)
    if origin is dict:
        return _labelled(said, arguments[1], name, notes, at)
    if isinstance(said, Author) and not _is_clean(said.name):
        said = SourceText(said.name + said.marks, at)
    if isinstance(said, str):
        said = SourceText(said, at)
    if isinstance(said, Honor) or not hasattr(said, "text"):
        return said  # an instance of the model already
    if kind in (str, Text) and _is_clean(said.text):
        return re.sub(" {2,}", " ", said.text.strip())  # what the reader would do, for the many that need no more
    text = _printable(said.text, name, notes, said)
    return _read(text, kind, name, notes, said) if text.strip() else None


def _is_clean(text: str) -> bool:
    """Whether there is neither a sign in it that can't be printed, nor a line break, nor a link."""
    return text.isprintable() and "](" not in text


def _labelled(said: Mapping[str, Any], kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> dict[str, Any]:
    """Labels with values -> the same, without those that have none."""
    found = {_printable(label, name, notes, at): _value(value, kind, name, notes, at) for label, value in said.items()}
    return {shown: value for label, value in found.items() if (shown := " ".join(label.split())) and value}


def _read(text: str, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """A text -> the value; what can't be one is noted."""
    if hasattr(kind, "from_text"):
        read = _read(text, Text, name, notes, at)
        return kind.from_text(read) if read else None
    value: Any
    if typing.get_origin(kind) is Literal:
        value = text if text in typing.get_args(kind) else None
    elif kind in (Date, Year):
        value = dates.date(text) if kind is Date else dates.year(text)
    else:
        return _checked(text, kind, name, notes, at)
    if value is None:
        what = {Date: "a date", Year: "a year"}.get(kind, "one of those that are known")
        notes.warn(f"{name}: '{text.strip()}' is not {what}, and is left out", at)
    return value


def _checked(text: str, kind: Any, name: str, notes: Diagnostics, at: HasLocation) -> Any:
    """A text -> the value that profile.yaml would have for it."""
    try:
        return READERS[kind](Scalar(_address(text) if kind is Url else text, False, NOWHERE))
    except UnreadableError as error:
        if kind is Text:  # a link in it that could do harm, or leads nowhere
            notes.warn(f"{name}: {error}; the link is kept as plain words", at)
            return READERS[kind](Scalar(text.replace("](", "] ("), False, NOWHERE))
        notes.warn(f"{name} is left out: {error}", at)
        return None


def _address(url: str) -> str:
    """An address as people type it -> with its https:// and without spaces."""
    url = re.sub(r"\s+", "%20", url.strip(" <>"))
    return f"https://{url}" if BARE_HOST.match(url) else url


def _printable(text: str, name: str, notes: Diagnostics, at: HasLocation) -> str:
    """A text -> the same without characters that no page can show."""
    kept = HARMFUL.sub("", text)
    if len(kept) < len(text):
        notes.warn(f"{name}: {len(text) - len(kept)} characters that can't be printed were deleted", at)
    return kept
