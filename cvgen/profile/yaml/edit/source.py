"""Find the text of keys, values and entries in a profile.yaml.

An entry on separate lines includes the comment lines directly above it that are not indented deeper than its dash, the
comment behind its last word, and the comment lines directly below it that are indented deeper. A key includes the same,
except for the comments above it, which often are about several keys. Other comments, such as a heading between blank
lines, belong to the list. In braces and brackets an entry is its words alone.
"""

import bisect
import itertools
import re
from typing import Any, NamedTuple

import yaml

from cvgen.problems import InputError, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.yaml.keys import class_at, keys_of, rivals
from cvgen.profile.yaml.nodes import Loader

BREAK = re.compile("\r\n|[\r\n]")

Span = tuple[int, int, str]  # the start and end index of a text, and its replacement


class Part(NamedTuple):
    """Where an item of a list, or a key with its value, begins and ends; a line break at its end is not part of it."""

    start: int
    end: int


def unwritable() -> InputError:
    """Return the error of an edit that the layout of the file does not allow."""
    problem = "cannot write this into the file without changing other text"
    return InputError([Problem(problem, hint="write each key of the entry on its own line, then try again")])


class Source:
    """A text, its YAML nodes, and the index where each line begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=Loader)
        self.starts = [0, *(found.end() for found in BREAK.finditer(text))]
        self.newline = found[0] if (found := BREAK.search(text)) else "\n"

    def at(self, path: EntryPath) -> Any:
        """Return the node at the end of a path; InputError if the file has none there."""
        node = self.root
        for depth, part in enumerate(path):
            if isinstance(part, str):
                pair = self.pair(node, part, path[:depth])
                node = pair[1] if pair else None
            else:
                is_item = isinstance(node, yaml.SequenceNode) and part < len(node.value)
                node = node.value[part] if is_item else None
            if node is None:
                raise unwritable()
        return node

    def pair(self, node: Any, name: str, path: EntryPath) -> tuple[Any, Any] | None:
        """Return the key and the value in the mapping at a path that set a field, under any of its names."""
        cls = class_at(path)
        names = (name, *(rivals(cls, name) if cls and name in keys_of(cls) else ()))
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        return next(((key, value) for key, value in pairs if key.value in names), None)

    def start(self, node: Any) -> int:
        """Return the index where a node begins."""
        return self._index(node.start_mark)

    def end(self, node: Any) -> int:
        """Return the index where a node ends: a block ends with its last word, not where the next node begins."""
        end = self._index(node.end_mark)
        if isinstance(node, yaml.ScalarNode):
            return len(self.text[:end].rstrip()) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:
            return end
        last = node.value[-1]
        return self.end(last[1] if isinstance(last, tuple) else last)

    def after_colon(self, key: Any) -> int:
        """Return the index behind the colon of a key."""
        return self.text.index(":", self._index(key.end_mark)) + 1

    def line_end(self, at: int) -> int:
        """Return the index where a line ends, before its line break."""
        found = BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def after_break(self, at: int) -> int:
        """Return the index behind the line break at an index, or the same if none is there."""
        found = BREAK.match(self.text, at)
        return found.end() if found else at

    def after_comma(self, at: int) -> int:
        """Return the index behind the comma that follows an index, or the same if none follows."""
        found = re.compile(r"\s*,").match(self.text, at)
        return found.end() if found else at

    def lines(self, column: int, written: list[str]) -> str:
        """Return new lines at a column, without a line break at the end."""
        return self.newline.join((" " * column + line).rstrip() for line in written)

    def begins_line(self, at: int) -> bool:
        """Return whether an index is the first of its line."""
        return self.starts[self._number(at)] == at

    def indentation(self, at: int) -> str:
        """Return the spaces from an index to the next word, across empty lines."""
        found = re.compile(r"\s*").match(self.text, at)
        return found[0] if found else ""

    def end_of_line_above(self, at: int) -> int:
        """Return the index where the line above another line ends."""
        number = self._number(at)
        return self.line_end(self.starts[number - 1]) if number else 0

    def blank_around(self, part: Part) -> tuple[int, int]:
        """Return where the blank lines directly above a part of whole lines begin, and where those below it end."""
        above, below = self._number(part.start), self._number(part.end) + 1
        while above and not self._line(above - 1).strip():
            above -= 1
        while below < len(self.starts) and not self._line(below).strip():
            below += 1
        return self.starts[above], self.starts[below] if below < len(self.starts) else len(self.text)

    def between(self, parts: list[Part]) -> list[str]:
        """Return the texts between parts: line breaks and comments, or commas."""
        return [self.text[one.end : other.start] for one, other in itertools.pairwise(parts)]

    def parts(self, node: Any) -> list[Part]:
        """Return the text of each item of a list, or of each key with its value."""
        if isinstance(node, yaml.MappingNode):
            if node.flow_style:
                return [Part(self.start(key), self.end(value)) for key, value in node.value]
            return [self._pair_lines(key, value) for key, value in node.value]
        if node.flow_style:
            return [Part(self.start(item), self.end(item)) for item in node.value]
        parts: list[Part] = []
        for item in node.value:
            parts.append(self._item_lines(item, node.start_mark.column, parts[-1].end if parts else 0))
        return parts

    def _pair_lines(self, key: Any, value: Any) -> Part:
        """Return the text of a key of a block: its lines, or what follows the dash of its entry."""
        line, column = key.start_mark.line, key.start_mark.column
        is_alone = not self._line(line)[:column].strip()
        start = self.starts[line] if is_alone else self.start(key)
        return Part(start, self._last_line_end(self.end(value), column))

    def _item_lines(self, item: Any, column: int, floor: int) -> Part:
        """Return the lines of an item of a block, whose dash is in a column; those before `floor` are of another."""
        line = item.start_mark.line
        while not re.match(rf"\s{{{column}}}-", self._line(line)):
            line -= 1  # the dash is on a separate line
        while self.starts[line] > floor and 0 <= _comment_column(self._line(line - 1)) <= column:
            line -= 1
        return Part(self.starts[line], self._last_line_end(self.end(item), column))

    def _last_line_end(self, end: int, column: int) -> int:
        """Return the end of the line of an index, or of the last of the comment lines below that are indented deeper.

        `column` is that of a dash or a key.
        """
        line = self._number(end)
        while line + 1 < len(self.starts) and _comment_column(self._line(line + 1)) > column:
            line += 1
        return self.line_end(max(end, self.starts[line]))

    def _index(self, mark: Any) -> int:
        """Return the index in the text of a mark of PyYAML, which may be a line below the last one."""
        return int(self.starts[mark.line] + mark.column) if mark.line < len(self.starts) else len(self.text)

    def _number(self, at: int) -> int:
        """Return the number of the line of an index, counted from 0."""
        return bisect.bisect_right(self.starts, at) - 1

    def _line(self, number: int) -> str:
        """Return a line, counted from 0."""
        return self.text[self.starts[number] : self.line_end(self.starts[number])]


def _comment_column(line: str) -> int:
    """Return the column of the comment of a line that has nothing else; -1 for another line."""
    bare = line.lstrip(" \t")
    return len(line) - len(bare) if bare.startswith("#") else -1
