"""List the keys of profile.yaml, with their meanings and their other names, as text for the terminal."""

import dataclasses
import re
import textwrap
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from cvgen.profile.fields import required_fields
from cvgen.profile.model import Entry, Profile
from cvgen.profile.yaml.keys import keys_of

COMMON = ("id", "tags", "hidden")
WIDTH = 100  # columns


def sections() -> dict[str, type]:
    """Return the names of the lists of a profile, each with the class of its entries."""
    hints = typing.get_type_hints(Profile)
    lists = {name: typing.get_args(kind)[0] for name, kind in hints.items() if typing.get_origin(kind) is tuple}
    return {name: kind for name, kind in lists.items() if isinstance(kind, type) and issubclass(kind, Entry)}


def describe(section: str | None = None) -> str:
    """Return the keys of one section; without one, those of the person and of every section."""
    if section:
        return _table(section, sections()[section])
    parts = [_table("profile.yaml", Profile), *(_table(name, kind) for name, kind in sections().items())]
    return "\n\n".join([*parts, _common()])


def _common() -> str:
    """Return the keys that every entry may have."""
    return "\n".join(["every entry", *_rows(Entry, COMMON)])


def _table(title: str, cls: type) -> str:
    """Return a heading with the first sentence about a class, and a row for each of its keys."""
    return "\n".join([f"{title}: {(cls.__doc__ or '').splitlines()[0]}", *_rows(cls)])


@dataclass(frozen=True)
class KeyFacts:
    """What a reader wants to know about a key: the type of its value, its meaning and other names, if it is needed."""

    name: str
    kind: Any
    meaning: str
    others: tuple[str, ...]
    required: bool


def facts_of(cls: type, only: tuple[str, ...] = ()) -> Iterator[KeyFacts]:
    """Yield what there is to know about each key of a class but for the common ones, or about some keys only."""
    common = () if only else COMMON
    for field in dataclasses.fields(cls):
        if field.name in common or (only and field.name not in only):
            continue
        others = tuple(name for name, keys in keys_of(cls).items() if name != field.name and keys[0].field is field)
        kind, about = keys_of(cls)[field.name][0].kind, field.metadata["about"]
        yield KeyFacts(field.name, kind, about, others, field in required_fields(cls))


def _rows(cls: type, only: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a row for each key: its name, what it means, its other names, and whether an entry needs it."""
    for facts in facts_of(cls, only):
        about = ", ".join(values_of(facts.kind)) or facts.meaning
        about += " (required)" * facts.required + f" (also: {', '.join(facts.others)})" * bool(facts.others)
        first, *rest = textwrap.wrap(re.sub(r"\s+", " ", about), WIDTH - 18)
        yield f"  {facts.name:<16}{first}"
        yield from (" " * 18 + line for line in rest)


def values_of(kind: Any) -> tuple[str, ...]:
    """Return the words that a value must be one of, none if any text is allowed."""
    bare = next((part for part in (kind, *typing.get_args(kind)) if typing.get_origin(part) is Literal), None)
    return typing.get_args(bare) if bare else ()
