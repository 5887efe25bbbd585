"""Nodes -> Profile: every value is checked against the model, and every problem is found in one pass."""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from cvgen.problems import Location, Problem, ProfileError, closest_match
from cvgen.profile.document_options import Options
from cvgen.profile.fields import Text, Year
from cvgen.profile.model import Profile
from cvgen.profile.yaml.commas import whole_items, whole_pairs
from cvgen.profile.yaml.nodes import Mapping, Node, Scalar, Sequence, compose
from cvgen.profile.yaml.values import READERS, UnreadableError

R = TypeVar("R")
Path = tuple[str | int, ...]  # ("education", 0, "degree")

FLAT = "write one value; put it in quotes if it is a text that starts with [ or { or has a colon in it"
LABEL = ""  # ends the path of a key that is itself printed; without it the path is that of the key's value
MAX_QUOTED = 60  # characters of a text that a hint repeats
NULL = ("~", "null", "Null", "NULL")

# Words of other formats and tools for our keys, the likeliest first; spelling mistakes are found without them.
SYNONYMS = {
    "university": "institution organization", "school": "institution organization", "area": "degree",
    "employer": "organization", "company": "organization", "institution": "organization", "funder": "organization",
    "journal": "venue", "conference": "venue", "booktitle": "venue", "honours": "honors", "number": "issue",
    "paper": "title", "job": "title", "position": "title positions", "degrees": "education", "supervisor": "advisor",
    "interns": "mentees", "students": "mentees", "experience": "positions", "employment": "positions",
    "work": "positions", "papers": "publications", "homepage": "website", "url": "website links", "pdf": "links",
    "code": "links", "github": "links", "orcid": "links", "linkedin": "links", "twitter": "links", "title": "headline",
    "summary": "bio", "biography": "bio", "about": "bio", "description": "summary note", "comment": "note",
    "grade": "note", "honors": "awards", "date": "year start", "month": "date start", "from": "start", "since": "start",
    "to": "end", "until": "end", "startdate": "start", "enddate": "end", "tel": "phone", "mobile": "phone",
    "mail": "email", "address": "location", "city": "location", "country": "location", "picture": "photo",
    "image": "photo", "author": "authors", "coauthors": "authors",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A profile with the place of every key and value it was read from."""

    profile: Profile
    places: dict[Path, Location]


def load(text: str) -> Loaded:
    """The text of profile.yaml -> the profile; ProfileError with every problem when there is any."""
    reader = _Reader()
    return Loaded(_read(reader, text, Profile), reader.places)


def read_as(text: str, cls: type[R]) -> R:
    """YAML and a class whose fields are made by fields.key -> an instance; ProfileError with every problem."""
    return _read(_Reader(), text, cls)


def _read(reader: "_Reader", text: str, cls: type[R]) -> R:
    root, duplicates = compose(text)
    if root is None or _is_null(root):
        raise ProfileError([Problem("the file is empty", hint="start with a line such as  name: Ada Lovelace")], text)
    record: R = reader.record(root, cls, ())
    if problems := duplicates + reader.problems:
        raise ProfileError(problems, text)
    return record


def spell(path: Path) -> str:
    """("education", 0, "degree") -> "education[0].degree"; () -> "the profile"."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.lstrip(".") or "the profile"


@functools.cache
def _fields(cls: type) -> dict[str, tuple[dataclasses.Field[Any], Any, bool]]:
    """A model class -> each key it takes: the field, the type of its value, whether it is the single form of a list."""
    hints = typing.get_type_hints(cls)
    found: dict[str, tuple[dataclasses.Field[Any], Any, bool]] = {}
    for field in dataclasses.fields(cls):
        found[field.name] = (field, hints[field.name], False)
        if one := field.metadata["one"]:
            found[one] = (field, typing.get_args(hints[field.name])[0], True)
    return found


@functools.cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """A type -> tuple, dict, Literal, `dataclasses` for a model class, else None; its types; whether it may be None."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):  # X | None
        return *_parts(arguments[0])[:2], True
    if dataclasses.is_dataclass(kind) and kind not in READERS:
        return dataclasses, (kind,), False
    return origin, arguments or (kind,), False


class _Reader:
    """Collects problems and places on the way down the tree."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[Path, Location] = {}

    def problem(self, message: str, node: Node, hint: str = "") -> None:
        self.problems.append(Problem(message, node.place, hint))

    def value(self, node: Node, kind: Any, path: Path) -> Any:
        """A node and the type it should have -> the value, or None with a problem noted."""
        self.places[path] = node.place
        origin, arguments, may_be_none = _parts(kind)
        if may_be_none and _is_null(node):
            return None
        if origin is tuple:
            return self.sequence(node, arguments[0], path)
        if origin is dict:
            return self.mapping(node, arguments[1], path)
        if origin is dataclasses:
            return self.record(node, arguments[0], path)
        if not isinstance(node, Scalar):
            return self.problem(f"{spell(path)} must be a single value, not {_describe(node)}", node, FLAT)
        if origin is Literal:
            return self.choice(node, arguments, path)
        return self.scalar(node, READERS[arguments[0]], path)

    def scalar(self, node: Scalar, read: Callable[[Scalar], Any], path: Path) -> Any:
        if _is_null(node):
            return self.problem(f"{spell(path)} is empty", node, "write a value, or delete the line")
        try:
            value = read(node)
        except UnreadableError as error:
            return self.problem(f"{spell(path)}: {error}", node, error.hint)
        if node.cut:
            quote = "'" if '"' in node.text else '"'
            message = f"{spell(path)}: {node.text} without quotes ends at the comma"
            return self.problem(message, node, f"quote it: {quote}{node.text}{quote}")
        return value

    def choice(self, node: Scalar, allowed: tuple[str, ...], path: Path) -> Any:
        if node.text in allowed:
            return node.text
        near = closest_match(node.text, allowed)
        hint = f"did you mean '{near}'?" if near else f"one of: {', '.join(allowed)}"
        return self.problem(f"{spell(path)} can't be '{node.text}'", node, hint)

    def sequence(self, node: Node, kind: Any, path: Path) -> tuple[Any, ...]:
        if _is_null(node):
            return ()
        if not isinstance(node, Sequence):
            self.problem(f"{spell(path)} must be a list, not {_describe(node)}", node, _as_list(node, kind, path))
            return ()
        return tuple(self.value(item, kind, (*path, index)) for index, item in enumerate(whole_items(node)))

    def mapping(self, node: Node, kind: Any, path: Path) -> dict[str, Any]:
        if _is_null(node):
            return {}
        if not isinstance(node, Mapping):
            hint = _gap(node) or f"write {path[-1]}: {{Name: value}}"
            self.problem(f"{spell(path)} must be names with values, not {_describe(node)}", node, hint)
            return {}
        pairs = whole_pairs(node, lambda word: False)
        return {self.label(key, path): self.value(value, kind, (*path, key.text)) for key, value in pairs}

    def label(self, key: Scalar, path: Path) -> str:
        """A key that is free to choose, such as the name of a link; it's printed, so it must be a text."""
        self.places[(*path, key.text, LABEL)] = key.place
        return str(self.scalar(key, READERS[str], path))

    def record(self, node: Node, cls: Any, path: Path) -> Any:
        """A mapping -> an instance of a model class; a plain text where the class has a short form."""
        if isinstance(node, Scalar) and hasattr(cls, "from_text"):
            text = self.scalar(node, READERS[Text], path)
            return None if text is None else cls.from_text(text)
        if not isinstance(node, Mapping):
            wrong = "is empty" if _is_null(node) else f"must be keys with values, not {_describe(node)}"
            self.problem(f"{spell(path)} {wrong}", node, _gap(node) or _example(cls))
            return None
        before = len(self.problems)
        values = self.keys(node, cls, path)
        if len(self.problems) > before:
            return None
        return cls(**values, written=frozenset(values)) if issubclass(cls, Options) else cls(**values)

    def keys(self, node: Mapping, cls: Any, path: Path) -> dict[str, Any]:
        """The pairs of a mapping -> the values of the class's fields, by name; a key that stands twice counts once."""
        known = _fields(cls)
        values: dict[str, Any] = {}
        read: set[str] = set()
        for key, child in whole_pairs(node, lambda word: word in known or bool(_meant(word, known))):
            if key.text not in known:
                read.add(self.unknown(key, known, path))
            elif key.text not in read:
                read.add(key.text)
                field, kind, single = known[key.text]
                if field.name in values:
                    both = f"'{field.metadata['one']}' and '{field.name}'"
                    self.problem(f"{spell(path)} has both {both}", key, "keep one of them")
                value = self.value(child, kind, (*path, key.text))
                values[field.name] = (value,) if single else value
                if single:
                    self.places.setdefault((*path, field.name), child.place)  # of `years`, which is written `year`
        self.missing([field for field in _required(cls) if field.name not in read], node, path)
        return values

    def unknown(self, key: Scalar, known: dict[str, Any], path: Path) -> str:
        """Note an unknown key -> the one that was meant: it's not missing as well."""
        where = f" in {spell(path)}" if path else ""
        near = _meant(key.text, known)
        hint = f"did you mean '{near}'?" if near else f"known are: {', '.join(known)}"
        self.problem(f"unknown key '{key.text}'{where}", key, hint)
        return near

    def missing(self, fields: list[dataclasses.Field[Any]], node: Node, path: Path) -> None:
        """Note the required fields that are missing."""
        for field in fields:
            hint = f"add  {field.name}: ...  ({field.metadata['about']})"
            self.problem(f"{spell(path)} needs '{field.name}'", node, hint)


def _meant(word: str, known: dict[str, Any]) -> str:
    """An unknown key -> the one that was meant, "" when that can't be told."""
    synonyms = SYNONYMS.get(re.sub(r"[\W_]", "", word.lower()), "").split()
    return next((synonym for synonym in synonyms if synonym in known), "") or closest_match(word, known)


@functools.cache
def _required(cls: Any) -> list[dataclasses.Field[Any]]:
    """The fields that a model class can't do without."""
    fields = dataclasses.fields(cls)
    return [field for field in fields if field.default is field.default_factory is dataclasses.MISSING]


def _example(cls: Any) -> str:
    """A model class -> a hint with the keys that it can't do without."""
    needed = [field.name for field in _required(cls)]
    if not needed:
        return f"write one of  {', '.join(f'{name}: ...' for name in _fields(cls))}"
    return f"write at least  {', '.join(f'{name}: ...' for name in needed)}"


def _as_list(node: Node, kind: Any, path: Path) -> str:
    """What should have been a list -> a hint how to write it as one."""
    if isinstance(node, Mapping) or (dataclasses.is_dataclass(kind) and not hasattr(kind, "from_text")):
        return "start each entry with '- '"
    assert isinstance(node, Scalar)
    if node.text.startswith("-"):
        return "put a space behind each dash: - text"
    if kind is Year:
        return f"write each year: {path[-1]}: [2019, 2020, 2021]"
    return f"write {path[-1]}: [{node.text if len(node.text) < MAX_QUOTED else 'one, another'}]"


def _gap(node: Node) -> str:
    """A hint for `key:value`, which is a text, where keys are expected."""
    is_tight = isinstance(node, Scalar) and re.match(r"[^\s:]+:\S", node.text)
    return "put a space behind the colon: key: value" if is_tight else ""


def _is_null(node: Node) -> bool:
    """Whether a node says nothing: `key:` with nothing behind it, null, ~, or quotes around nothing."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.plain and node.text in NULL))


def _describe(node: Node) -> str:
    if isinstance(node, Scalar):
        return "a single value"
    return "a list" if isinstance(node, Sequence) else "keys with values"
