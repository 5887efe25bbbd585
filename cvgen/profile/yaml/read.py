"""Convert YAML nodes to a Profile: check every value against the model and report all problems in one pass."""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from cvgen.problems import InputError, Location, Problem, closest_match
from cvgen.profile.document_options import Options
from cvgen.profile.fields import OTHER_WORDS, TRANSLATABLE, Color, EntryPath, Text, required_fields
from cvgen.profile.languages import is_code
from cvgen.profile.model import Author, Point, Profile
from cvgen.profile.translations import Translated, joined
from cvgen.profile.yaml import hints
from cvgen.profile.yaml.commas import whole_items, whole_pairs
from cvgen.profile.yaml.keys import Key, keys_of
from cvgen.profile.yaml.nodes import Mapping, Node, Scalar, Sequence, compose
from cvgen.profile.yaml.shapes import (
    as_list,
    describe,
    example,
    gap,
    is_null,
    likely_key,
    needs_keys,
    own_keys,
    text_with_colon,
)
from cvgen.profile.yaml.translated import is_translation, right_code, takes_translation
from cvgen.profile.yaml.values import READERS, UnreadableError

R = TypeVar("R")

UNQUOTED = 'quote it, as # begins a comment: "#7a1f2b"; or delete the line'
FLAT = "write one value; put it in quotes if it is text that starts with [ or { or contains a colon"
LABEL = ""  # last part of the path of a printed key; without it, the path means the value of the key
MOST_GUESSES = 500  # problems with a guess at what was meant, each of which compares a word with all keys


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
    if root is None or is_null(root):
        raise InputError([Problem("the file is empty", hint="start with a line such as  name: Ada Lovelace")], text)
    reader.language = _language(root)
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
        self.language = ""  # that of the profile, in which a text in several has its value

    def problem(self, message: str, node: Node, hint: str = "") -> None:
        """Record a problem at a node."""
        self.problems.append(Problem(message, node.place, hint))

    def value(self, node: Node, kind: Any, path: EntryPath) -> Any:
        """Return the value of a node that should have the type `kind`; None after recording a problem."""
        self.places[path] = node.place
        origin, arguments, may_be_none = _parts(kind)
        if may_be_none and is_null(node):
            return self.problem(f"{spell(path)} is empty", node, UNQUOTED) if kind == Color | None else None
        if origin is tuple:
            return self.sequence(node, arguments[0], path)
        if origin is dict:
            return self.mapping(node, arguments[1], path)
        if origin is dataclasses:
            return self.record(node, arguments[0], path)
        if not isinstance(node, Scalar):
            if arguments[0] in TRANSLATABLE and is_translation(node):
                return self.translation(node, READERS[arguments[0]], path)
            hint = hints.NESTED if isinstance(node, Sequence) and isinstance(path[-1], int) else FLAT
            return self.problem(f"{spell(path)} must be a single value, not {describe(node)}", node, hint)
        if origin is Literal:
            return self.choice(node, arguments, path)
        return self.scalar(node, READERS[arguments[0]], path)

    def scalar(self, node: Scalar, read: Callable[[Scalar], Any], path: EntryPath) -> Any:
        """Return what `read` makes of a single value; None after recording a problem."""
        if is_null(node):
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

    def translation(self, node: Mapping, read: Callable[[Scalar], Any], path: EntryPath) -> Translated | None:
        """Return a text in several languages; None after recording a problem."""
        before = len(self.problems)
        texts: dict[str, str] = {}
        for key, child in whole_pairs(node, is_code):
            self.places.setdefault((*path, key.text), child.place)
            texts.setdefault(key.text, self.in_one_language(key, child, read, (*path, key.text)))
        return Translated.of(texts, self.language) if len(self.problems) == before else None

    def in_one_language(self, key: Scalar, node: Node, read: Callable[[Scalar], Any], path: EntryPath) -> Any:
        """Return a text in the language that a key names; None after recording a problem."""
        if not is_code(key.text):
            return self.problem(f"unknown language '{key.text}' in {spell(path[:-1])}", key, right_code(key.text))
        if not isinstance(node, Scalar):
            return self.problem(f"{spell(path)} must be a single value, not {describe(node)}", node, FLAT)
        return self.scalar(node, read, path)

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
        if is_null(node):
            return ()
        if not isinstance(node, Sequence):
            self.problem(f"{spell(path)} must be a list, not {describe(node)}", node, as_list(node, kind, path))
            return ()
        items = whole_items(node)
        if kind is Author and (quoted := hints.cut_names([item.text for item in items if isinstance(item, Scalar)])):
            self.problem(f"{spell(path)}: this looks like Surname, Initial", node, f"quote each: {quoted}")
        return tuple(self.value(item, kind, (*path, index)) for index, item in enumerate(items))

    def mapping(self, node: Node, kind: Any, path: EntryPath) -> dict[str, Any]:
        """Return a mapping with keys that the user chooses, such as link labels; {} if it is empty."""
        if is_null(node):
            return {}
        if not isinstance(node, Mapping):
            hint = gap(node) or f"write {path[-1]}: {{Label: value}}"
            self.problem(f"{spell(path)} must be labels with values, not {describe(node)}", node, hint)
            return {}
        pairs = whole_pairs(node, lambda word: False)
        return {self.label(key, path): self.value(value, kind, (*path, key.text)) for key, value in pairs}

    def label(self, key: Scalar, path: EntryPath) -> str:
        """Return a key that the user chooses, such as the label of a link; it is printed, so it must be text."""
        self.places[(*path, key.text, LABEL)] = key.place
        return str(self.scalar(key, READERS[str], path))

    def record(self, node: Node, cls: Any, path: EntryPath) -> Any:
        """Return an instance of a model class from a mapping, or from plain text if the class has a short form."""
        if isinstance(node, Scalar) and hasattr(cls, "from_text") and not needs_keys(node, cls):
            text = self.scalar(node, READERS[Text], path)
            return None if text is None else cls.from_text(text)
        begins_with_key = isinstance(node, Mapping) and node.pairs and node.pairs[0][0].text in keys_of(cls)  # as most
        if not begins_with_key and is_translation(node) and takes_translation(cls, node):
            several = self.translation(node, READERS[Text], path)
            return None if several is None else cls.from_text(several)
        if not isinstance(node, Mapping):
            wrong = "is empty" if is_null(node) else f"must be keys with values, not {describe(node)}"
            is_nested = cls is Point and isinstance(node, Sequence)
            self.problem(f"{spell(path)} {wrong}", node, hints.NESTED if is_nested else gap(node) or example(cls))
            return None
        before = len(self.problems)
        values = self.keys(node, cls, path)
        if len(self.problems) > before:
            return None
        return cls(**values, written=frozenset(values)) if issubclass(cls, Options) else cls(**values)

    def keys(self, node: Mapping, cls: Any, path: EntryPath) -> dict[str, Any]:
        """Return the values of the fields that a mapping sets, by name; a required field must be among them."""
        if len(self.problems) < MOST_GUESSES and (colon := text_with_colon(node, cls)):
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
        for key, child in whole_pairs(node, lambda word: word in known or bool(likely_key(word, known))):
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
            return joined(filter(None, texts)) or None
        return self.value(node, key.kind, path)

    def unknown(self, key: Scalar, known: dict[str, Any], path: EntryPath) -> str:
        """Record an unknown key; return the key that was probably meant, which then is not missing."""
        where = f" in {spell(path)}" if path else ""
        near = likely_key(key.text, known) if len(self.problems) < MOST_GUESSES else ""
        hint = f"did you mean '{near}'?" if near else f"known keys: {', '.join(own_keys(known))}"
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


def _language(root: Node) -> str:
    """Return the language that a profile names, "" if it names none; it may come after the texts."""
    pairs = root.pairs if isinstance(root, Mapping) else ()
    return next((value.text for key, value in pairs if key.text == "language" and isinstance(value, Scalar)), "")
