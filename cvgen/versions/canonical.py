"""Canonical text of a profile for line-by-line tools such as git diff: a block for each entry, in a fixed order."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from cvgen.profile.dates import Date
from cvgen.profile.fields import default_of, display_name
from cvgen.profile.model import Author, Bio, Entry, Honor, Point, Profile
from cvgen.profile.text import fold
from cvgen.profile.translations import Translated

PROSE = frozenset(["bio", "summary", "highlights", "abstract", "note", "text"])  # compared sentence by sentence
SENTENCE = re.compile(r"(?<=[.!?。])(?<!\b[A-Z]\.) (?=[^\W\d_])")


def canonical(profile: Profile) -> str:
    """Return the canonical text; a line that starts with ## names the entry below it, for the heads of hunks."""
    blocks = ["\n".join(["## person", *_lines(profile)])]
    for field in dataclasses.fields(profile):
        entries = getattr(profile, field.name)
        if isinstance(entries, tuple) and entries and isinstance(entries[0], Entry):
            blocks += _blocks(field.name, entries)
    return "\n\n".join(blocks) + "\n"


def _blocks(section: str, entries: tuple[Any, ...]) -> Iterator[str]:
    for entry in sorted(entries, key=lambda entry: (fold(display_name(entry)), repr(entry))):
        yield "\n".join([f"## {section}: {display_name(entry)}", *_lines(entry)])
        if hasattr(entry, "entries"):  # an own section of the user
            yield from _blocks(entry.title, entry.entries)


def _lines(entry: Any) -> Iterator[str]:
    """Yield a line for each key of an entry that has a value, and for each name of a mapping."""
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if value == default_of(field) or (isinstance(value, tuple) and isinstance(value[0], Entry)):
            continue
        if isinstance(value, Bio):
            value = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        if isinstance(value, Translated):
            value = value.texts
        if isinstance(value, dict):
            yield from (
                f"{field.name}.{key}: {_said(one, field.name)}" for key, one in value.items() if one is not None
            )
        else:
            yield f"{field.name}: {_said(value, field.name)}"


def _said(value: Any, key: str = "") -> str:
    """Return a value of a key in one line; names of people, which may contain a comma, have semicolons between them."""
    if isinstance(value, tuple):
        return ("; " if isinstance(value[0], Author) else ", ").join(_said(one, key) for one in value)
    if isinstance(value, Translated):
        return " / ".join(f"{language}: {_said(text, key)}" for language, text in value.texts.items())
    if isinstance(value, Author):
        return value.name + value.marks
    if isinstance(value, Honor):
        return value.text + (f" <{value.url}>" if value.url else "")
    if isinstance(value, Point):
        return _said(value.text, key) + (f" [{', '.join(value.tags)}]" if value.tags else "")
    if dataclasses.is_dataclass(value) and not isinstance(value, Date):
        return "{" + ", ".join(_lines(value)) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return SENTENCE.sub("\n  ", text) if key in PROSE else text
