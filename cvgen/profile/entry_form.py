"""Describe the fields of an entry, for a form in which people without YAML change it, and give their present values.

All of it is derived from the model: names, help and types from its keys, examples from those that editors offer.
"""

import dataclasses
import re
import typing
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from cvgen.problems import InputError, Problem, closest_match
from cvgen.profile.dates import Date
from cvgen.profile.edits import IN_FILE, path_of, value_at
from cvgen.profile.fields import (
    Color,
    Count,
    Email,
    EntryPath,
    FilePath,
    Identifier,
    Months,
    Plain,
    Text,
    Url,
    Year,
    required_fields,
)
from cvgen.profile.model import Author, Entry, Profile
from cvgen.profile.yaml.dump import plain
from cvgen.profile.yaml.examples import LABELS, SHORT_FORMS, Examples, examples_of
from cvgen.profile.yaml.key_list import COMMON, sections
from cvgen.profile.yaml.keys import class_at, keys_of, without_none
from cvgen.profile.yaml.read import spell

KINDS: dict[Any, str] = {
    str: "line",
    Plain: "line",
    Text: "text",  # with a little Markdown
    Url: "url",
    Email: "email",
    Year: "year",
    Date: "date",
    Count: "number",
    Months: "number",
    bool: "flag",
    Identifier: "identifier",
    FilePath: "file",
    Color: "color",
}
YAML = re.compile(  # what the meaning of a key says about writing it in the file, which a form does itself
    r":(?: with)? [\[{].*[\]}]|^true: |, (?:always )?in quotes|(?:;|, or) a list of several|, one line each|[\"`]"
)
SPELLED = {"doi": "DOI", "arxiv": "arXiv", "pmid": "PubMed number", "isbn": "ISBN", "url": "Web address", "id": "ID"}


@dataclass(frozen=True)
class Field:
    """A field of a form.

    `kind` is that of a single value (see KINDS), "choice" for one of `choices`, "mapping" for labels with values,
    "list", "authors" for a list of names with marks, or "record" for keys with values. `of` is the kind of each item
    of a list, or of each value of a mapping; `fields` are those of a record, or of each item that is one; an
    item may also be a text, which stands for its first field. `examples` of a mapping are the usual labels.
    """

    name: str
    label: str
    help: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    of: str = ""
    fields: tuple["Field", ...] = ()

    @property
    def is_list(self) -> bool:
        """Return whether the value is a list."""
        return self.kind in ("list", "authors")

    def as_json(self) -> dict[str, Any]:
        """Return the field as an object of JSON."""
        return {**dataclasses.asdict(self), "is_list": self.is_list}


def form_of(where: str | EntryPath) -> list[Field]:
    """Return the fields of the entries of a section, or of what is at a path: () is the person, ("bio",) the biography.

    The lists of entries have separate forms; the keys that every entry may have come last. Raise InputError if a
    section or a path has no form.
    """
    cls = _class_of((where, 0) if isinstance(where, str) else path_of(where))
    return [_field(cls, name, kind) for name, kind in _shown(cls)]


def values_of(profile: Profile, path: EntryPath) -> dict[str, Any]:
    """Return the present values of the fields that form_of() lists, as a form shows them; a missing one is empty.

    A value is a text as the file has it, Markdown included, true or false, a list, or a mapping. Raise InputError if
    the profile has nothing there, except for a biography, which then is empty.
    """
    cls = _class_of(path_of(path))
    return _values(value_at(profile, path_of(path)) or cls(), cls)


def _values(entry: Any, cls: Any) -> dict[str, Any]:
    """Return the values of the fields of an entry; those of a record that the profile does not have are empty."""
    found = {name: (getattr(entry, name), kind) for name, kind in _shown(cls)}
    return {
        name: _values(value or kind(), kind) if _kind(kind) == "record" else _shown_value(value)
        for name, (value, kind) in found.items()
    }


def _class_of(path: EntryPath) -> Any:
    """Return the class of what is at a path; InputError if it has no form."""
    cls = class_at(path)
    if cls is not None:
        return cls
    word = spell(path[:1])
    near = closest_match(word, sections())
    raise InputError([Problem(f"'{word}' has no form", hint=f"did you mean '{near}'?" if near else "")])


def _shown(cls: type) -> list[tuple[str, Any]]:
    """Return the fields of a class that a form has, with their types; the keys of every entry come last.

    Lists of entries are edited entry by entry, and what has no form in the file.
    """
    kinds = typing.get_type_hints(cls)
    own = [(field.name, without_none(kinds[field.name])) for field in dataclasses.fields(cls)]
    shown = [(name, kind) for name, kind in own if name not in IN_FILE and not _is_entries(kind)]
    return sorted(shown, key=lambda pair: pair[0] in COMMON)


def _is_entries(kind: Any) -> bool:
    """Return whether a type is a list of entries."""
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    return isinstance(item, type) and issubclass(item, Entry)


def _field(cls: type, name: str, kind: Any) -> Field:
    """Return the field of a form for a key of a class."""
    key = keys_of(cls)[name][0].field
    item = {tuple: get_args(kind)[:1], dict: get_args(kind)[1:]}.get(get_origin(kind), (kind,))[0]
    is_record = _kind(item) == "record" and item is not Author
    return Field(
        name=name,
        label=SPELLED.get(name, name.replace("_", " ").capitalize()),
        help=_help(key.metadata["about"]),
        kind=_kind(kind),
        required=key in required_fields(cls),
        choices=tuple(get_args(item)) if get_origin(item) is Literal else (),
        examples=tuple(map(str, _examples(cls, key, kind, item))),
        of=_kind(item) if item is not kind and item is not Author else "",
        fields=tuple(_field(item, *pair) for pair in _shown(item)) if is_record else (),
    )


def _help(about: str) -> str:
    """Return the meaning of a key as a form shows it: a sentence without the YAML, and without its period."""
    text = YAML.sub("", about)
    return text[:1].upper() + text[1:]


def _kind(kind: Any) -> str:
    """Return the kind of a field by the type of its key."""
    origin = get_origin(kind)
    if origin is tuple:
        return "authors" if get_args(kind)[0] is Author else "list"
    if origin is dict:
        return "mapping"
    return "choice" if origin is Literal else KINDS.get(kind, "record")


def _examples(cls: type, key: dataclasses.Field[Any], kind: Any, item: Any) -> Examples:
    """Return what people write behind a key: the usual labels of a mapping, else usual values."""
    if get_origin(kind) is dict:
        return LABELS.get(f"{cls.__name__}.{key.name}", ())
    short = SHORT_FORMS.get(getattr(item, "__name__", ""), ())
    return short or examples_of(cls, key.metadata["one"] or key.name, item)


def _shown_value(value: Any) -> Any:
    """Return a value of the model as a form shows it."""
    written = plain(value)
    if isinstance(written, dict):
        return {key: _shown_value(one) for key, one in written.items()}
    if isinstance(written, list):
        return [_shown_value(one) for one in written]
    return written if isinstance(written, bool) else "" if written is None else str(written)
