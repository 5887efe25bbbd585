"""Nodes -> Profile: every value is checked against the model, and every problem is found in one pass."""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, Literal

from cvgen.problems import Place, Problem, ProfileError, nearest
from cvgen.profile import Profile, Text
from cvgen.profile_yaml.nodes import Mapping, Node, Scalar, Sequence, compose
from cvgen.profile_yaml.values import READERS, UnreadableError

Path = tuple[str | int, ...]  # ("education", 0, "degree")

FLAT = "put a text in quotes when it starts with [ or { or has a colon and a space in it"
NULL = ("", "~", "null", "Null", "NULL")

# Words of other formats and tools for our keys; spelling mistakes are found without them.
SYNONYMS = {
    "university": "institution", "school": "institution", "area": "degree", "employer": "organization",
    "company": "organization", "institution": "organization", "journal": "venue", "conference": "venue",
    "booktitle": "venue", "honours": "honors", "paper": "title", "number": "issue", "job": "title",
    "supervisor": "advisor", "interns": "mentees", "students": "mentees", "experience": "positions",
    "employment": "positions", "work": "positions", "papers": "publications", "homepage": "website",
    "url": "website", "summary": "bio", "biography": "bio", "honors": "awards", "date": "year", "from": "start",
    "since": "start", "to": "end", "until": "end", "startDate": "start", "endDate": "end",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A profile with the place of every key and value it was read from."""

    profile: Profile
    places: dict[Path, Place]


def load(text: str) -> Loaded:
    """The text of profile.yaml -> the profile; ProfileError with every problem when there is any."""
    root = compose(text)
    if root is None or (isinstance(root, Scalar) and root.plain and root.text in NULL):
        raise ProfileError([Problem("the file is empty", hint="start with a line such as  name: Ada Lovelace")])
    reader = _Reader()
    profile = reader.record(root, Profile, ())
    if reader.problems:
        raise ProfileError(reader.problems)
    return Loaded(profile, reader.places)


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


class _Reader:
    """Collects problems and places on the way down the tree."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}

    def problem(self, message: str, node: Node, hint: str = "") -> None:
        self.problems.append(Problem(message, node.place, hint))

    def value(self, node: Node, kind: Any, path: Path) -> Any:
        """A node and the type it should have -> the value, or None with a problem noted."""
        self.places[path] = node.place
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):  # X | None
            return None if _is_null(node) else self.value(node, arguments[0], path)
        if origin is tuple:
            return self.sequence(node, arguments[0], path)
        if origin is dict:
            return self.mapping(node, arguments[1], path)
        if dataclasses.is_dataclass(kind) and kind not in READERS:
            return self.record(node, kind, path)
        if not isinstance(node, Scalar):
            return self.problem(f"{spell(path)} must be a single value, not a {_describe(node)}", node, FLAT)
        if origin is Literal:
            return self.choice(node, arguments, path)
        return self.scalar(node, READERS[kind], path)

    def scalar(self, node: Scalar, read: Callable[[Scalar], Any], path: Path) -> Any:
        if _is_null(node):
            return self.problem(f"{spell(path)} is empty", node, "write a value, or delete the line")
        try:
            return read(node)
        except UnreadableError as error:
            return self.problem(f"{spell(path)}: {error}", node, error.hint)

    def choice(self, node: Scalar, allowed: tuple[str, ...], path: Path) -> Any:
        if node.text in allowed:
            return node.text
        near = nearest(node.text, allowed)
        hint = f"did you mean '{near}'?" if near else f"one of: {', '.join(allowed)}"
        return self.problem(f"{spell(path)} can't be '{node.text}'", node, hint)

    def sequence(self, node: Node, kind: Any, path: Path) -> tuple[Any, ...]:
        if _is_null(node):
            return ()
        if not isinstance(node, Sequence):
            hint = f"write {path[-1]}: [{node.text}]" if isinstance(node, Scalar) else "start each entry with '- '"
            self.problem(f"{spell(path)} must be a list, not a {_describe(node)}", node, hint)
            return ()
        return tuple(self.value(item, kind, (*path, index)) for index, item in enumerate(node.items))

    def mapping(self, node: Node, kind: Any, path: Path) -> dict[str, Any]:
        if _is_null(node):
            return {}
        if not isinstance(node, Mapping):
            self.problem(
                f"{spell(path)} must be a mapping, not a {_describe(node)}", node, f"write {path[-1]}: {{Name: value}}"
            )
            return {}
        return {key.text: self.value(value, kind, (*path, key.text)) for key, value in node.pairs}

    def record(self, node: Node, cls: Any, path: Path) -> Any:
        """A mapping -> an instance of a model class; a plain text where the class has a short form."""
        if isinstance(node, Scalar) and hasattr(cls, "from_text"):
            text = self.scalar(node, READERS[Text], path)
            return None if text is None else cls.from_text(text)
        if not isinstance(node, Mapping):
            self.problem(f"{spell(path)} must be a mapping of keys, not a {_describe(node)}", node, _example(cls))
            return None
        before = len(self.problems)
        values = self.keys(node, cls, path)
        if len(self.problems) > before:
            return None
        return cls(**values)

    def keys(self, node: Mapping, cls: Any, path: Path) -> dict[str, Any]:
        known = _fields(cls)
        values: dict[str, Any] = {}
        meant: set[str] = set()  # keys that were misspelt: not missing as well
        for key, child in node.pairs:
            if key.text not in known:
                where = f" in {spell(path)}" if path else ""
                near = _meant(key.text, known)
                meant.add(near)
                hint = f"did you mean '{near}'?" if near else f"known are: {', '.join(known)}"
                self.problem(f"unknown key '{key.text}'{where}", key, hint)
                continue
            field, kind, single = known[key.text]
            if field.name in values:
                one = field.metadata["one"]
                self.problem(f"{spell(path)} has both '{one}' and '{field.name}'", key, "keep one of them")
                continue
            value = self.value(child, kind, (*path, key.text))
            values[field.name] = (value,) if single else value
        for field in dataclasses.fields(cls):
            if _is_required(field) and field.name not in meant | set(values):
                self.problem(
                    f"{spell(path)} needs '{field.name}'", node, f"add {field.name}: {field.metadata['about']}"
                )
        return values


def _meant(word: str, known: dict[str, Any]) -> str:
    """An unknown key -> the one that was meant, "" when that can't be told."""
    synonym = SYNONYMS.get(word, "")
    return synonym if synonym in known else nearest(word, known)


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is field.default_factory is dataclasses.MISSING


def _example(cls: Any) -> str:
    """A model class -> a hint with the keys that it can't do without."""
    needed = [name for name, (field, _, _) in _fields(cls).items() if _is_required(field)]
    return f"write {{{', '.join(f'{name}: ...' for name in needed)}}}" if needed else ""


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in NULL


def _describe(node: Node) -> str:
    if isinstance(node, Scalar):
        return "single value"
    return "list" if isinstance(node, Sequence) else "mapping"
