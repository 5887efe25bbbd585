"""Convert YAML nodes to a Profile: check every value against the model and report all problems in one pass."""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from cvgen.problems import InputError, Location, Problem, closest_match
from cvgen.profile.document_options import Options
from cvgen.profile.fields import OTHER_WORDS, Color, EntryPath, Text, Year, required_fields
from cvgen.profile.model import Author, Entry, Language, Point, Profile
from cvgen.profile.yaml import hints
from cvgen.profile.yaml.commas import whole_items, whole_pairs
from cvgen.profile.yaml.keys import Key, keys_of
from cvgen.profile.yaml.nodes import Mapping, Node, Scalar, Sequence, compose
from cvgen.profile.yaml.values import READERS, UnreadableError

R = TypeVar("R")

UNQUOTED = 'quote it, as # begins a comment: "#7a1f2b"; or delete the line'
FLAT = "write one value; put it in quotes if it is text that starts with [ or { or contains a colon"
LABEL = ""  # last part of the path of a printed key; without it, the path means the value of the key
MAX_QUOTED = 60  # characters of a text that a hint quotes
MOST_GUESSES = 500  # problems with a guess at what was meant, each of which compares a word with all keys
NULL = ("~", "null", "Null", "NULL")


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A profile with the location of every key and value in its file."""

    profile: Profile
    places: dict[EntryPath, Location]


def load(text: str) -> Loaded:
    """Return the profile that the text of a profile.yaml describes; raise InputError with all its problems."""
    reader = _Reader()
    return Loaded(_read(reader, text, Profile), reader.places)


def read_as(text: str, cls: type[R]) -> R:
    """Return an instance of a class whose fields are declared by fields.key; raise InputError with all problems."""
    return read_with_places(text, cls)[0]


def read_with_places(text: str, cls: type[R]) -> tuple[R, dict[EntryPath, Location]]:
    """Return the same as read_as, and the location of every key and value."""
    reader = _Reader()
    return _read(reader, text, cls), reader.places


def _read(reader: "_Reader", text: str, cls: type[R]) -> R:
    """Return the instance that a text describes, with the problems and locations collected by `reader`."""
    reader.whole = "the profile" if cls is Profile else "the file"
    root, duplicates = compose(text)
    if root is None or _is_null(root):
        raise InputError([Problem("the file is empty", hint="start with a line such as  name: Ada Lovelace")], text)
    record: R = reader.record(root, cls, ())
    if problems := duplicates + reader.problems:
        raise InputError(problems, text)
    return record


def fields_of(node: Mapping, cls: type) -> dict[str, Any]:
    """Return the fields that a mapping sets, not all of which need be there; raise InputError with all problems."""
    reader = _Reader()
    values, _ = reader.known(node, cls, ())
    if reader.problems:
        raise InputError(reader.problems)
    return values


def spell(path: EntryPath) -> str:
    """Return a path as people write it: ("education", 0, "degree") -> "education[0].degree"; () -> "the profile"."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.lstrip(".") or "the profile"


@functools.cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """Return the origin of a type, its type arguments, and whether it allows None.

    The origin is tuple, dict, Literal, the module `dataclasses` for a model class, else None.
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):  # X | None
        return *_parts(arguments[0])[:2], True
    if dataclasses.is_dataclass(kind) and kind not in READERS:
        return dataclasses, (kind,), False
    return origin, arguments or (kind,), False


class _Reader:
    """A walk down the tree that collects problems and locations."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[EntryPath, Location] = {}
        self.whole = "the profile"

    def problem(self, message: str, node: Node, hint: str = "") -> None:
        """Record a problem at a node."""
        self.problems.append(Problem(message, node.place, hint))

    def value(self, node: Node, kind: Any, path: EntryPath) -> Any:
        """Return the value of a node that should have the type `kind`; None after recording a problem."""
        self.places[path] = node.place
        origin, arguments, may_be_none = _parts(kind)
        if may_be_none and _is_null(node):
            return self.problem(f"{spell(path)} is empty", node, UNQUOTED) if kind == Color | None else None
        if origin is tuple:
            return self.sequence(node, arguments[0], path)
        if origin is dict:
            return self.mapping(node, arguments[1], path)
        if origin is dataclasses:
            return self.record(node, arguments[0], path)
        if not isinstance(node, Scalar):
            hint = hints.NESTED if isinstance(node, Sequence) and isinstance(path[-1], int) else FLAT
            return self.problem(f"{spell(path)} must be a single value, not {_describe(node)}", node, hint)
        if origin is Literal:
            return self.choice(node, arguments, path)
        return self.scalar(node, READERS[arguments[0]], path)

    def scalar(self, node: Scalar, read: Callable[[Scalar], Any], path: EntryPath) -> Any:
        """Return what `read` makes of a single value; None after recording a problem."""
        if _is_null(node):
            return self.problem(f"{spell(path)} is empty", node, "write a value, or delete the line")
        try:
            value = read(node)
        except UnreadableError as error:
            return self.problem(f"{spell(path)}: {error}", node, error.hint)
        if node.bullets:
            return self.problem(f"{spell(path)} has points that YAML joins to one text", node, hints.NESTED)
        if node.cut:
            quote = "'" if '"' in node.text else '"'
            message = f"{spell(path)}: {node.text} without quotes ends at the comma"
            return self.problem(message, node, f"quote it: {quote}{node.text}{quote}")
        return value

    def choice(self, node: Scalar, allowed: tuple[str, ...], path: EntryPath) -> Any:
        """Return a text that must be one of `allowed`; None after recording a problem."""
        if node.text in allowed:
            return node.text
        meant = OTHER_WORDS.get(node.text)
        if meant in allowed:
            return meant
        near = closest_match(node.text, allowed)
        hint = f"did you mean '{near}'?" if near else f"write one of: {', '.join(allowed)}"
        return self.problem(f"{spell(path)} can't be '{node.text}'", node, hint)

    def sequence(self, node: Node, kind: Any, path: EntryPath) -> tuple[Any, ...]:
        """Return the items of a list, () if it is empty."""
        if _is_null(node):
            return ()
        if not isinstance(node, Sequence):
            self.problem(f"{spell(path)} must be a list, not {_describe(node)}", node, _as_list(node, kind, path))
            return ()
        items = whole_items(node)
        if kind is Author and (quoted := hints.cut_names([item.text for item in items if isinstance(item, Scalar)])):
            self.problem(f"{spell(path)}: this looks like Surname, Initial", node, f"quote each: {quoted}")
        return tuple(self.value(item, kind, (*path, index)) for index, item in enumerate(items))

    def mapping(self, node: Node, kind: Any, path: EntryPath) -> dict[str, Any]:
        """Return a mapping with keys that the user chooses, such as link labels; {} if it is empty."""
        if _is_null(node):
            return {}
        if not isinstance(node, Mapping):
            hint = _gap(node) or f"write {path[-1]}: {{Label: value}}"
            self.problem(f"{spell(path)} must be labels with values, not {_describe(node)}", node, hint)
            return {}
        pairs = whole_pairs(node, lambda word: False)
        return {self.label(key, path): self.value(value, kind, (*path, key.text)) for key, value in pairs}

    def label(self, key: Scalar, path: EntryPath) -> str:
        """Return a key that the user chooses, such as the label of a link; it is printed, so it must be text."""
        self.places[(*path, key.text, LABEL)] = key.place
        return str(self.scalar(key, READERS[str], path))

    def record(self, node: Node, cls: Any, path: EntryPath) -> Any:
        """Return an instance of a model class from a mapping, or from plain text if the class has a short form."""
        if isinstance(node, Scalar) and hasattr(cls, "from_text") and not _needs_keys(node, cls):
            text = self.scalar(node, READERS[Text], path)
            return None if text is None else cls.from_text(text)
        if not isinstance(node, Mapping):
            wrong = "is empty" if _is_null(node) else f"must be keys with values, not {_describe(node)}"
            is_nested = cls is Point and isinstance(node, Sequence)
            self.problem(f"{spell(path)} {wrong}", node, hints.NESTED if is_nested else _gap(node) or _example(cls))
            return None
        before = len(self.problems)
        values = self.keys(node, cls, path)
        if len(self.problems) > before:
            return None
        return cls(**values, written=frozenset(values)) if issubclass(cls, Options) else cls(**values)

    def keys(self, node: Mapping, cls: Any, path: EntryPath) -> dict[str, Any]:
        """Return the values of the fields that a mapping sets, by name; a required field must be among them."""
        if len(self.problems) < MOST_GUESSES and (colon := _text_with_colon(node, cls)):
            self.problem(f"unknown key '{node.pairs[0][0].text}' in {spell(path)}", node.pairs[0][0], colon)
            return {}
        values, written = self.known(node, cls, path)
        self.missing([field for field in required_fields(cls) if field.name not in written], node, path)
        return values

    def known(self, node: Mapping, cls: Any, path: EntryPath) -> tuple[dict[str, Any], set[str]]:
        """Return the values of the fields that a mapping sets, by name, and all fields that it names or means.

        The first of duplicate keys counts.
        """
        known = keys_of(cls)
        values: dict[str, Any] = {}
        written: dict[str, str] = {}  # field -> the key that set it
        read: set[str] = set()
        for key, child in whole_pairs(node, lambda word: word in known or bool(_meant(word, known))):
            if key.text not in known:
                read |= {target.field.name for target in known.get(self.unknown(key, known, path), ())}
            elif key.text not in written.values():
                values |= self.targets(key, child, cls, path, written)
        return values, read | set(written)

    def targets(self, key: Scalar, child: Node, cls: Any, path: EntryPath, written: dict[str, str]) -> dict[str, Any]:
        """Return the values of the fields that one key sets; note in `written` which key set them."""
        targets = keys_of(cls)[key.text]
        if clash := next((written[one.field.name] for one in targets if one.field.name in written), None):
            self.problem(f"{spell(path)} has both '{clash}' and '{key.text}'", key, "keep one of them")
        value = self.target(child, targets[0], (*path, key.text))
        for one in targets:
            written[one.field.name] = key.text
            self.places.setdefault((*path, one.field.name), child.place)  # of `years`, written as `year`
        if targets[0].form == "flag":
            return {targets[0].field.name: key.text} if value else {}
        return {one.field.name: (value,) if one.form == "one" else value for one in targets}

    def target(self, node: Node, key: Key, path: EntryPath) -> Any:
        """Return the value of a key; a list of texts is joined if the key takes it."""
        if key.field.metadata["joined"] and isinstance(node, Sequence):
            self.places[path] = node.place
            texts = self.sequence(node, Text, path)
            return "; ".join(filter(None, texts)) or None
        return self.value(node, key.kind, path)

    def unknown(self, key: Scalar, known: dict[str, Any], path: EntryPath) -> str:
        """Record an unknown key; return the key that was probably meant, which then is not missing."""
        where = f" in {spell(path)}" if path else ""
        near = _meant(key.text, known) if len(self.problems) < MOST_GUESSES else ""
        hint = f"did you mean '{near}'?" if near else f"known keys: {', '.join(_own(known))}"
        if near == "links" and hints.meant(key.text, known):
            hint = f"write  {hints.link(key.text)}"
        if near and near == key.text.lower():
            hint = f"keys are in lower case: {near}"
        self.problem(f"unknown key '{key.text}'{where}", key, hint)
        return near

    def missing(self, fields: list[dataclasses.Field[Any]], node: Node, path: EntryPath) -> None:
        """Record a problem for each required field that is missing."""
        for field in fields:
            hint = f"add  {field.name}: ...  ({field.metadata['about']})"
            self.problem(f"{spell(path) if path else self.whole} needs '{field.name}'", node, hint)


def _meant(word: str, known: dict[str, Any]) -> str:
    """Return the key that an unknown one probably means, "" if that is unclear."""
    return hints.meant(word, known) or closest_match(word, known)


def _text_with_colon(node: Mapping, cls: Any) -> str:
    """Return a hint for an entry such as `- Member: Research Council`, whose colon makes a key of its text; else ""."""
    key, value = node.pairs[0] if len(node.pairs) == 1 else (None, None)
    if not key or not isinstance(value, Scalar) or _is_null(value) or not issubclass(cls, (Entry, Point)):
        return ""
    if key.text in keys_of(cls) or _meant(key.text, keys_of(cls)):
        return ""
    if not hasattr(cls, "from_text"):
        return _example(cls)
    return f'if it is text, put all of it in quotes: "{key.text}: {value.text}"'


def _own(known: dict[str, tuple[Key, ...]]) -> list[str]:
    """Return the keys without their synonyms, as a hint lists them."""
    return [name for name, keys in known.items() if name in (keys[0].field.name, keys[0].field.metadata["one"])]


def _example(cls: Any) -> str:
    """Return a hint that lists the required keys of a model class."""
    needed = [field.name for field in required_fields(cls)]
    if not needed:
        return f"write one of  {', '.join(f'{name}: ...' for name in keys_of(cls))}"
    return f"write at least  {', '.join(f'{name}: ...' for name in needed)}"


def _as_list(node: Node, kind: Any, path: EntryPath) -> str:
    """Return a hint how to write a value as a list."""
    if kind is Language and isinstance(node, Mapping):
        pairs = [(key.text, value.text) for key, value in node.pairs if isinstance(value, Scalar)]
        return "write [" + ", ".join(f"{{name: {name}, level: {level}}}" for name, level in pairs) + "]"
    if isinstance(node, Mapping) or (dataclasses.is_dataclass(kind) and not hasattr(kind, "from_text")):
        return "start each entry with '- '"
    assert isinstance(node, Scalar)
    if node.text.startswith("-"):
        return "put a space after each dash: - text"
    if kind is Author:
        return f"write {path[-1]}: [{', '.join(hints.names_in(node.text))}]"
    if kind is Year:
        return f"write each year: {path[-1]}: [2019, 2020, 2021]"
    return f"write {path[-1]}: [{node.text if len(node.text) < MAX_QUOTED else 'one, another'}]"


def _gap(node: Node) -> str:
    """Return a hint for `key:value`, which YAML takes for text, where keys are expected; "" for anything else."""
    is_tight = isinstance(node, Scalar) and re.match(r"[^\s:]+:\S", node.text)
    return "put a space after the colon: key: value" if is_tight else ""


def _needs_keys(node: Scalar, cls: Any) -> bool:
    """Return whether an entry is empty, or `title:Prize` with a key of the class, which is not meant as its text."""
    return issubclass(cls, Entry) and (_is_null(node) or bool(_gap(node) and node.text.split(":")[0] in keys_of(cls)))


def _is_null(node: Node) -> bool:
    """Return whether a node is empty: `key:` without a value, null, ~, or empty quotes."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.plain and node.text in NULL))


def _describe(node: Node) -> str:
    """Return what kind of value a node is, for a message."""
    if isinstance(node, Scalar):
        return "a single value"
    return "a list" if isinstance(node, Sequence) else "keys with values"
