"""JSON and YAML -> Values that know their place, and which of their keys nobody asked for.

Numbers stay the text that they were: 2402.02370 keeps its zero.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from json.decoder import JSONDecodeError
from typing import Any

from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import Location, Problem, ProfileError
from cvgen.profile.yaml import nodes

TreePath = tuple[str | int, ...]
MOST_OBJECTS = 400_000  # of JSON; the works of a whole institute have fewer
MOST_JSON, MOST_YAML = 30_000_000, 400_000  # characters
MOST_ITEMS = 10_000  # of one list
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
SPACE = re.compile(r"[ \t\n\r]*")


class Tree:
    """One file: the notes about it, the places in it, and what has been asked for."""

    def __init__(self, notes: Diagnostics, place: Callable[[TreePath], Location | None]) -> None:
        self.notes = notes
        self.place = place
        self.asked: dict[TreePath, tuple[Value, set[str]]] = {}

    def unused(self, *bookkeeping: str) -> None:
        """Note every key that has a value, beside one that was asked for, and was itself never asked for.

        `bookkeeping` are keys that say nothing about a person, wherever they stand.
        """
        for value, known in self.asked.values():
            for key, child in value.pairs():
                if key not in known and key not in bookkeeping and child:
                    self.notes.unused(".".join(part for part in child.path if isinstance(part, str)), child)


class Value:
    """A value of the file; what is not there is an empty one, so that no reader has to look before it leaps."""

    def __init__(self, data: Any, path: TreePath, tree: Tree) -> None:
        self.data, self.path, self.tree = data, path, tree

    @property
    def place(self) -> Location | None:
        return self.tree.place(self.path)

    def __bool__(self) -> bool:
        return self.data not in (None, "", [], {})

    def __getitem__(self, key: str) -> "Value":
        """The value of a key; it counts as asked for."""
        self.skip(key)
        return Value(self.data.get(key) if isinstance(self.data, dict) else None, (*self.path, key), self.tree)

    def first(self, *keys: str) -> "Value":
        """The value of the first of these keys that has any."""
        return next((value for key in keys if (value := self[key])), self[keys[0]])

    def skip(self, *keys: str) -> None:
        """Count keys as asked for: bookkeeping of the source that says nothing about a person."""
        if isinstance(self.data, dict):
            self.tree.asked.setdefault(self.path, (self, set()))[1].update(keys)

    def items(self) -> list["Value"]:
        """The items of a list; a single value where a list should be is a list of one."""
        if not isinstance(self.data, list):
            return [self] if self else []
        if len(self.data) > MOST_ITEMS:
            self.tree.notes.warn(f"only the first {MOST_ITEMS} of {len(self.data)} are read", self, "split the file")
        return [Value(item, (*self.path, at), self.tree) for at, item in enumerate(self.data[:MOST_ITEMS])]

    def pairs(self) -> list[tuple[str, "Value"]]:
        """The keys of an object with their values."""
        found = self.data.items() if isinstance(self.data, dict) else ()
        return [(key, Value(item, (*self.path, key), self.tree)) for key, item in found]

    @property
    def text(self) -> str:
        """The text of a single value; what is a list or an object instead is noted, and left out."""
        if isinstance(self.data, (list, dict)) and self.data:
            kind = "a list" if isinstance(self.data, list) else "keys with values"
            self.tree.notes.warn(f"{spelled(self.path)} should be a single value, not {kind}", self)
        return self.data.strip() if isinstance(self.data, str) else ""

    def said(self, change: Callable[[str], str]) -> SourceText:
        """The text, changed, which still knows its place."""
        return SourceText(change(self.text), self)


def spelled(path: TreePath) -> str:
    """("work", 0, "name") -> "work[0].name"."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".") or "the file"


def from_json(text: str, notes: Diagnostics) -> Value:
    """The text of a JSON file -> its root; ProfileError for what is none, or too large."""
    if len(text) > MOST_JSON or text.count("{") + text.count("[") > MOST_OBJECTS:
        raise _error("the file is too large", None, "is it one person's? export fewer works at a time")
    twice: list[int] = []
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str,
                          object_pairs_hook=lambda pairs: _object(pairs, twice))  # fmt: skip
    except JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip())
        hint = "the file is not complete: export it again" if is_cut else "export it again, or mend this line"
        raise _error(f"this is not valid JSON: {error.msg}", _Places(text).at(error.pos), hint) from None
    except RecursionError:
        raise _error("this is nested too deeply", None, "is it the right file?") from None
    root = Value(data, (), Tree(notes, _Places(text)))
    if twice:
        _report_duplicates(root, set(twice))
    return root


def from_yaml(text: str, notes: Diagnostics) -> Value:
    """The text of a YAML file -> its root; ProfileError for what can't be read safely."""
    if len(text) > MOST_YAML:
        raise _error(f"the file is longer than {MOST_YAML} characters", None, "is it the right file?")
    root, duplicates = nodes.compose(text.encode("utf-8", "replace").decode())
    for problem in duplicates:
        notes.warn(problem.message, SourcePoint(problem.place), problem.hint)
    places: dict[TreePath, Location] = {}
    return Value(_plain(root, (), places), (), Tree(notes, places.get))


def _object(pairs: list[tuple[str, Any]], twice: list[int]) -> dict[str, Any]:
    """The pairs of an object -> the dictionary; one with a key twice is remembered by its identity."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice.append(id(found))
    return found


def _report_duplicates(root: Value, twice: set[int]) -> None:
    """Note every object in which a key stands twice."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if id(value.data) in twice:
            value.tree.notes.warn("a key stands twice in this object: the last one counts", value)
        inner = value.pairs() if isinstance(value.data, dict) else []
        waiting += [child for _, child in inner]
        if isinstance(value.data, list):
            waiting += [Value(item, (*value.path, at), value.tree) for at, item in enumerate(value.data)]


def _plain(node: nodes.Node | None, path: TreePath, places: dict[TreePath, Location]) -> Any:
    """A node of YAML -> text, lists and dictionaries; the place of each by its path."""
    if node is None:
        return None
    places[path] = node.place
    if isinstance(node, nodes.Mapping):
        first = {key.text: value for key, value in reversed(node.pairs)}
        return {key: _plain(first[key], (*path, key), places) for key in reversed(first)}
    if isinstance(node, nodes.Sequence):
        return [_plain(item, (*path, at), places) for at, item in enumerate(node.items)]
    return None if node.plain and node.text in ("", "~", "null", "Null", "NULL") else node.text


def _error(message: str, place: Location | None, hint: str) -> ProfileError:
    return ProfileError([Problem(message, place, hint)])


class _Places:
    """A path -> its place in a JSON text; the containers on the way to it are decoded again, each once."""

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
        """A position in the text -> line and column."""
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
