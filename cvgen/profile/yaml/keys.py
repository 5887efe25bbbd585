"""Find the keys that a class of the model accepts in a file: each under its own name, a singular form and synonyms."""

import dataclasses
import functools
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal

from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile


@dataclass(frozen=True)
class Key:
    """What a key of a file sets: a field, the type of the value, and its form.

    The form is "whole" for the value itself, "one" for the only item of a list, and "flag" for `invited: true`.
    """

    field: dataclasses.Field[Any]
    kind: Any
    form: Literal["whole", "one", "flag"] = "whole"


@functools.cache
def keys_of(cls: type) -> dict[str, tuple[Key, ...]]:
    """Return each key that a class accepts, and what it sets: `year: 2015` of a position is its start and its end."""
    hints = typing.get_type_hints(cls)
    found: dict[str, tuple[Key, ...]] = {}
    for field in dataclasses.fields(cls):
        for name, key in _names(field, hints[field.name]):
            found[name] = (*found.get(name, ()), key)
    return found


def _names(field: dataclasses.Field[Any], kind: Any) -> list[tuple[str, Key]]:
    """Return the names of one field with what they set: its own, its singular form, its synonyms, its flags."""
    own = Key(field, kind)
    one = Key(field, typing.get_args(kind)[0], "one") if field.metadata["one"] else own
    names = [(field.name, own), *([(field.metadata["one"], one)] if one is not own else [])]
    names += [(name, one) for name in field.metadata["also"]]
    return names + [(name, Key(field, bool, "flag")) for name in field.metadata["flags"]]


def rivals(cls: type, name: str) -> tuple[str, ...]:
    """Return the other keys of a class that set the same field: "years" -> ("year", "date")."""
    known = keys_of(cls)
    fields = {key.field.name for key in known[name]}
    return tuple(other for other in known if other != name and fields & {key.field.name for key in known[other]})


def class_at(path: EntryPath) -> type | None:
    """Return the class of the entry at a path of a profile; None for what is not of a class, such as links."""
    kind: Any = Profile
    for part in path:
        if isinstance(part, int):
            kind = typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else None
        elif _is_record(kind) and part in keys_of(kind):
            kind = without_none(keys_of(kind)[part][0].kind)
        else:
            return None
    return kind if _is_record(kind) else None


def _is_record(kind: Any) -> bool:
    """Return whether a type is a class whose fields are keys of the file, which a date is not."""
    return isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Date


def without_none(kind: Any) -> Any:
    """Return a type without its None: Bio | None -> Bio."""
    is_union = typing.get_origin(kind) in (types.UnionType, typing.Union)
    return typing.get_args(kind)[0] if is_union else kind


def short_key(cls: Any) -> str:
    """Return the field that a text alone sets in a class that has a short form: Award -> "title"."""
    sample = cls.from_text("x")
    return next(field.name for field in dataclasses.fields(cls) if getattr(sample, field.name) == "x")
