"""Parse JSON and YAML into Values that know their location, and which of their keys were not used.

Numbers stay text: 2402.02370 keeps its zero.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from json.decoder import JSONDecodeError
from typing import Any

from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import InputError, Location, Problem
from cvgen.profile.yaml import nodes

TreePath = tuple[str | int, ...]
MAX_OBJECTS = 400_000  # of JSON; the works of a whole institute have fewer
MAX_JSON, MAX_YAML = 30_000_000, 400_000  # characters
MAX_PLAIN = 50  # values that should be objects; a file with more is badly damaged
MAX_ITEMS = 10_000  # of one list
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
SPACE = re.compile(r"[ \t\n\r]*")


class Tree:
    """One file: its diagnostics, its locations, and the keys that were used."""

    def __init__(self, notes: Diagnostics, place: Callable[[TreePath], Location | None]) -> None:
        self.notes = notes
        self.place = place
        self.accessed: dict[TreePath, tuple[Value, set[str]]] = {}
        self.plain: dict[TreePath, Value] = {}  # of which a key was asked, though they have none

    def unused(self, *bookkeeping: str) -> None:
        """Note every key with a value that was not used although a key beside it was.

        `bookkeeping` are keys without facts about a person, wherever they occur.
        """
        for value in self.plain.values():
            if self.notes.has_problem_at(value):
                continue
            kind = "a list" if isinstance(value.data, list) else "a single value"
            self.notes.warn(f"{spelled(value.path)} should be keys with values, not {kind}", value)
        for value, known in self.accessed.values():
            for key, child in value.pairs():
                if key not in known and key not in bookkeeping and child:
                    self.notes.unused(".".join(part for part in child.path if isinstance(part, str)), child)


class Value:
    """A value of the file; a missing value is an empty one, so that no importer needs to check."""

    def __init__(self, data: Any, path: TreePath, tree: Tree) -> None:
        self.data, self.path, self.tree = data, path, tree

    @property
    def place(self) -> Location | None:
        """Return the location of the value."""
        return self.tree.place(self.path)

    def __bool__(self) -> bool:
        return self.data not in (None, "", [], {})

    def __getitem__(self, key: str) -> "Value":
        """Return the value of a key, which then counts as used."""
        self.skip(key)
        if self.data and not isinstance(self.data, (dict, bool)) and len(self.tree.plain) < MAX_PLAIN:
            self.tree.plain.setdefault(self.path, self)
        return Value(self.data.get(key) if isinstance(self.data, dict) else None, (*self.path, key), self.tree)

    def first(self, *keys: str) -> "Value":
        """Return the value of the first of these keys that has one."""
        return next((value for key in keys if (value := self[key])), self[keys[0]])

    def skip(self, *keys: str) -> None:
        """Count keys as used: bookkeeping of the source without facts about a person."""
        if isinstance(self.data, dict):
            self.tree.accessed.setdefault(self.path, (self, set()))[1].update(keys)

    def items(self) -> list["Value"]:
        """Return the items of a list; a single value counts as a list of one."""
        if not isinstance(self.data, list):
            return [self] if self else []
        if len(self.data) > MAX_ITEMS:
            self.tree.notes.warn(f"only the first {MAX_ITEMS} of {len(self.data)} are read", self, "split the file")
        return [Value(item, (*self.path, at), self.tree) for at, item in enumerate(self.data[:MAX_ITEMS])]

    def pairs(self) -> list[tuple[str, "Value"]]:
        """Return the keys of an object with their values."""
        found = self.data.items() if isinstance(self.data, dict) else ()
        return [(key, Value(item, (*self.path, key), self.tree)) for key, item in found]

    @property
    def text(self) -> str:
        """Return the text of a single value, "" for a list or an object, which is noted."""
        if isinstance(self.data, (list, dict)) and self.data:
            kind = "a list" if isinstance(self.data, list) else "keys with values"
            self.tree.notes.warn(f"{spelled(self.path)} should be a single value, not {kind}", self)
        return self.data.strip() if isinstance(self.data, str) else ""

    def map(self, change: Callable[[str], str]) -> SourceText:
        """Return the text changed by a function, with its location."""
        return SourceText(change(self.text), self)


def spelled(path: TreePath) -> str:
    """Return a path as people write it: ("work", 0, "name") -> "work[0].name"."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".") or "the file"


def from_json(text: str, notes: Diagnostics) -> Value:
    """Return the root of a JSON text; raise InputError if it is invalid or too large."""
    if len(text) > MAX_JSON or text.count("{") + text.count("[") > MAX_OBJECTS:
        raise _error("the file is too large", None, "export fewer works at a time")
    duplicated: list[int] = []
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str,
                          object_pairs_hook=lambda pairs: _object(pairs, duplicated))  # fmt: skip
    except JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip())
        hint = "the file is not complete: export it again" if is_cut else "export it again, or fix this line"
        raise _error(f"this is not valid JSON: {error.msg}", _Places(text).at(error.pos), hint) from None
    except RecursionError:
        raise _error("this is nested too deeply", None, "check that it is the right file") from None
    root = Value(data, (), Tree(notes, _Places(text)))
    if duplicated:
        _report_duplicates(root, set(duplicated))
    return root


def from_yaml(text: str, notes: Diagnostics) -> Value:
    """Return the root of a YAML text; raise InputError if it is invalid or unsafe."""
    if len(text) > MAX_YAML:
        raise _error(f"the file is longer than {MAX_YAML} characters", None, "check that it is the right file")
    root, duplicates = nodes.compose(text.encode("utf-8", "replace").decode())
    for problem in duplicates:
        notes.warn(problem.message, SourcePoint(problem.place), problem.hint)
    places: dict[TreePath, Location] = {}
    return Value(_plain(root, (), places), (), Tree(notes, places.get))


def _object(pairs: list[tuple[str, Any]], duplicated: list[int]) -> dict[str, Any]:
    """Return the dictionary of an object; the identity of one with duplicate keys is added to `duplicated`."""
    found = dict(pairs)
    if len(found) < len(pairs):
        duplicated.append(id(found))
    return found


def _report_duplicates(root: Value, duplicated: set[int]) -> None:
    """Note every object with duplicate keys."""
    stack = [root]
    while stack:
        value = stack.pop()
        if id(value.data) in duplicated:
            value.tree.notes.warn("duplicate key in this object: the last one is used", value)
        inner = value.pairs() if isinstance(value.data, dict) else []
        stack += [child for _, child in inner]
        if isinstance(value.data, list):
            stack += [Value(item, (*value.path, at), value.tree) for at, item in enumerate(value.data)]


def _plain(node: nodes.Node | None, path: TreePath, places: dict[TreePath, Location]) -> Any:
    """Return a node of YAML as text, lists and dictionaries; add the location of each to `places`."""
    if node is None:
        return None
    places[path] = node.place
    if isinstance(node, nodes.Mapping):
        first = {key.text: value for key, value in reversed(node.pairs)}
        return {key: _plain(first[key], (*path, key), places) for key in reversed(first)}
    if isinstance(node, nodes.Sequence):
        return [_plain(item, (*path, at), places) for at, item in enumerate(node.items)]
    return None if node.plain and node.text in ("", "~", "null", "Null", "NULL") else node.text


def _error(message: str, place: Location | None, hint: str) -> InputError:
    return InputError([Problem(message, place, hint)])


class _Places:
    """Locations in a JSON text by path; containers on the path are decoded again, each once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[int] = []
        self._starts: dict[TreePath, dict[Hashable, int]] = {}

    def __call__(self, path: TreePath) -> Location | None:
        start = self._space(0)
        for at, key in enumerate(path):
            if (found := self._children(path[:at], start).get(key)) is None:
                return self.at(start)
            start = found
        return self.at(start)

    def at(self, position: int) -> Location:
        """Return the line and column of an index."""
        if not self._lines:
            self._lines = [0, *(end.end() for end in LINE_END.finditer(self._text))]
        line = bisect_right(self._lines, position)
        return Location(line, position - self._lines[line - 1] + 1)

    def _children(self, path: TreePath, start: int) -> dict[Hashable, int]:
        if path not in self._starts:
            scan = {"{": self._keys, "[": self._items}.get(self._text[start : start + 1])
            self._starts[path] = dict(scan(start + 1)) if scan else {}
        return self._starts[path]

    def _items(self, at: int) -> Iterator[tuple[Hashable, int]]:
        decoder, number = json.JSONDecoder(parse_int=str), 0
        while self._text[at := self._space(at)] != "]":
            yield number, at
            number += 1
            at = self._space(decoder.raw_decode(self._text, at)[1])
            at += self._text[at] == ","

    def _keys(self, at: int) -> Iterator[tuple[Hashable, int]]:
        decoder = json.JSONDecoder(parse_int=str)
        while self._text[at := self._space(at)] != "}":
            key, at = decoder.raw_decode(self._text, at)
            at = self._space(self._space(at) + 1)
            yield key, at
            at = self._space(decoder.raw_decode(self._text, at)[1])
            at += self._text[at] == ","

    def _space(self, at: int) -> int:
        found = SPACE.match(self._text, at)
        return found.end() if found else at
