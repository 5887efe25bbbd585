"""Say what a node of YAML is, and how to write what is expected there."""

import dataclasses
import re
from typing import Any

from cvgen.problems import closest_match
from cvgen.profile.fields import EntryPath, Year, required_fields
from cvgen.profile.model import Author, Entry, Language, Point
from cvgen.profile.yaml import hints
from cvgen.profile.yaml.keys import Key, keys_of
from cvgen.profile.yaml.nodes import Mapping, Node, Scalar, Sequence

MAX_QUOTED = 60  # characters of a text that a hint quotes
NULL = ("~", "null", "Null", "NULL")


def likely_key(word: str, known: dict[str, Any]) -> str:
    """Return the key that an unknown one probably means, "" if that is unclear."""
    return hints.meant(word, known) or closest_match(word, known)


def text_with_colon(node: Mapping, cls: Any) -> str:
    """Return a hint for an entry such as `- Member: Research Council`, whose colon makes a key of its text; else ""."""
    key, value = node.pairs[0] if len(node.pairs) == 1 else (None, None)
    if not key or not isinstance(value, Scalar) or is_null(value) or not issubclass(cls, (Entry, Point)):
        return ""
    if key.text in keys_of(cls) or likely_key(key.text, keys_of(cls)):
        return ""
    if not hasattr(cls, "from_text"):
        return example(cls)
    return f'if it is text, put all of it in quotes: "{key.text}: {value.text}"'


def own_keys(known: dict[str, tuple[Key, ...]]) -> list[str]:
    """Return the keys without their synonyms, as a hint lists them."""
    return [name for name, keys in known.items() if name in (keys[0].field.name, keys[0].field.metadata["one"])]


def example(cls: Any) -> str:
    """Return a hint that lists the required keys of a model class."""
    needed = [field.name for field in required_fields(cls)]
    if not needed:
        return f"write one of  {', '.join(f'{name}: ...' for name in keys_of(cls))}"
    return f"write at least  {', '.join(f'{name}: ...' for name in needed)}"


def as_list(node: Node, kind: Any, path: EntryPath) -> str:
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


def gap(node: Node) -> str:
    """Return a hint for `key:value`, which YAML takes for text, where keys are expected; "" for anything else."""
    is_tight = isinstance(node, Scalar) and re.match(r"[^\s:]+:\S", node.text)
    return "put a space after the colon: key: value" if is_tight else ""


def needs_keys(node: Scalar, cls: Any) -> bool:
    """Return whether an entry is empty, or `title:Prize` with a key of the class, which is not meant as its text."""
    return issubclass(cls, Entry) and (is_null(node) or bool(gap(node) and node.text.split(":")[0] in keys_of(cls)))


def is_null(node: Node) -> bool:
    """Return whether a node is empty: `key:` without a value, null, ~, or empty quotes."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.plain and node.text in NULL))


def describe(node: Node) -> str:
    """Return what kind of value a node is, for a message."""
    if isinstance(node, Scalar):
        return "a single value"
    return "a list" if isinstance(node, Sequence) else "keys with values"
