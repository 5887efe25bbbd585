"""Apply edits to the bytes of a profile.yaml and change nothing else.

An edit replaces a range of the text. Comments, blank lines, order and quotes stay as they are.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from cvgen.problems import InputError, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.profile.yaml.dump import Dumper, plain
from cvgen.profile.yaml.keys import class_at, keys_of, rivals
from cvgen.profile.yaml.nodes import Loader, decode
from cvgen.profile.yaml.read import load

BREAK = re.compile("\r\n|[\r\n]")
BOM = b"\xef\xbb\xbf"
WIDTH = 100  # columns of new lines
LONG = 70  # characters; longer texts are folded on separate lines


@dataclass(frozen=True)
class SetKey:
    """An edit that gives a key of a mapping a value, new or in place of the old one; `first` puts a new key at the top.

    Where the file has a synonym of the key, such as `organization` for `institution`, the synonym stays.
    """

    path: EntryPath
    key: str
    value: Any
    first: bool = False


@dataclass(frozen=True)
class AddEntries:
    """An edit that adds entries at the top of a list of the profile."""

    section: str
    entries: tuple[Any, ...]


Edit = SetKey | AddEntries


def apply_edits(data: bytes, edits: Iterable[Edit], wanted: Profile) -> bytes:
    """Return a file with edits in it; InputError if it does not read back as the wanted profile."""
    after = edited(data, edits)
    try:
        if load(decode(after)).profile == wanted:
            return after
    except InputError:
        pass  # an edit broke the file
    problem = "cannot write this into the file without changing other text"
    raise InputError([Problem(problem, hint="write each key of the entry on its own line, then try again")])


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of a file with the edits applied; the file must be a valid profile."""
    mark = BOM if data.startswith(BOM) else b""
    text = _Text(decode(data))
    spans = [text.span(edit) for edit in edits]
    raw = data[len(mark) :].decode()  # has the same indices as the parsed text
    for start, end, replacement in sorted(spans, key=lambda span: span[:2], reverse=True):
        raw = raw[:start] + replacement + raw[end:]
    return mark + raw.encode()


class _Text:
    """A text, its YAML nodes, and the index where each line begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=Loader)
        self.starts = [0, *(found.end() for found in BREAK.finditer(text))]
        self.newline = found[0] if (found := BREAK.search(text)) else "\n"

    def span(self, edit: Edit) -> tuple[int, int, str]:
        """Return the start and end index of the text that an edit replaces, and the replacement."""
        if isinstance(edit, AddEntries):
            return self._entries(edit)
        node, cls = self._at(edit.path), class_at(edit.path)
        for key, value in node.value:
            if key.value == edit.key or (cls and _is_synonym(cls, edit.key, key.value)):
                return self._index(value.start_mark), self._end(value), _inline(edit.value)
            if cls and edit.key in keys_of(cls) and key.value in rivals(cls, edit.key):
                return self._index(key.start_mark), self._end(value), f"{edit.key}: {_inline(edit.value)}"
        return self._new_key(node, edit)

    def _at(self, path: EntryPath) -> Any:
        """Return the node at the end of a path; the path must exist."""
        node = self.root
        for at, part in enumerate(path):
            if isinstance(part, int):
                node = node.value[part]
            else:
                cls = class_at(path[:at])
                names = (part, *(rivals(cls, part) if cls and part in keys_of(cls) else ()))
                node = next(value for key, value in node.value if key.value in names)
        return node

    def _index(self, mark: Any) -> int:
        """Return the index in the text of a mark of PyYAML."""
        return int(self.starts[mark.line] + mark.column)

    def _end(self, node: Any) -> int:
        """Return the index where a node ends: a block ends with its last word, not where the next node begins."""
        end = self._index(node.end_mark)
        if isinstance(node, yaml.ScalarNode):
            return len(self.text[:end].rstrip()) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:
            return end
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _line_end(self, at: int) -> int:
        """Return the index where the line ends: a comment after a value stays with it."""
        found = BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def _new_key(self, node: Any, edit: SetKey) -> tuple[int, int, str]:
        """Return the insertion of a new key: in braces, at the top or at the end of a block."""
        if node.flow_style:
            pair = f"{edit.key}: {_inline(edit.value)}"
            at = self._index(node.value[0][0].start_mark) if edit.first else self._end(node.value[-1][1])
            return at, at, f"{pair}, " if edit.first else f", {pair}"
        column = node.value[0][0].start_mark.column
        lines = _lines(edit.key, edit.value)
        if edit.first:
            at = self._index(node.value[0][0].start_mark)
            return at, at, "".join(line + self.newline + " " * column for line in lines)
        at = self._line_end(self._end(node.value[-1][1]))
        return at, at, "".join(self.newline + " " * column + line for line in lines)

    def _entries(self, edit: AddEntries) -> tuple[int, int, str]:
        """Return the insertion of new entries directly below the key of their list.

        A comment above an entry belongs to that entry, so nothing is put between them.
        """
        key, node = next(((key, value) for key, value in self.root.value if key.value == edit.section), (None, None))
        if key is None or not isinstance(node, yaml.SequenceNode) or not node.value:
            return self._new_list(edit, key, node)
        if node.flow_style:
            at = self._index(node.value[0].start_mark)
            return at, at, "".join(f"{_inline(entry)}, " for entry in edit.entries)
        at = self._line_end(self._index(key.end_mark))
        return at, at, self._block(edit.entries, " " * node.start_mark.column)

    def _new_list(self, edit: AddEntries, key: Any, node: Any) -> tuple[int, int, str]:
        """Return the insertion of a list that is missing or empty: `talks:` or `talks: []`."""
        block = self._block(edit.entries, "  ")
        if key is not None:
            return self._index(key.end_mark) + 1, max(self._index(key.end_mark) + 1, self._end(node)), block
        gap = "" if self.text.endswith(("\n", "\r")) else self.newline
        return len(self.text), len(self.text), f"{gap}{self.newline}{edit.section}:{block}{self.newline}"

    def _block(self, entries: Sequence[Any], indent: str) -> str:
        """Return entries as indented lines, each after a line break."""
        lines = [line for entry in entries for line in _item(entry)]
        return "".join(self.newline + (indent + line).rstrip() for line in lines)


def _is_synonym(cls: type, key: str, written: str) -> bool:
    """Return whether a key of a file sets what another one sets, and nothing else: the same field in the same form."""
    known = keys_of(cls)
    return key in known and known.get(written) == known[key]


def _inline(value: Any) -> str:
    """Return a value as YAML on one line; its commas and brackets are safe inside a flow list."""
    listed = yaml.dump(
        [plain(value)], Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**9
    )
    return str(listed).strip().removeprefix("[").removesuffix("]")


def _item(entry: Any) -> list[str]:
    """Return an entry as the lines of a list item; a blank line follows an entry of several lines."""
    written = plain(entry)
    if not isinstance(written, dict):
        return [f"- {_inline(written)}"]
    lines = [line for key, value in written.items() for line in _lines(key, value)]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:]), *([""] if len(lines) > 3 else [])]


def _lines(key: str, value: Any) -> list[str]:
    """Return a key and its value as lines of YAML; long texts are folded."""
    value = plain(value)
    if isinstance(value, str) and len(value) > LONG and _folds(value):
        return [
            f"{key}: >-",
            *textwrap.wrap(
                value,
                WIDTH,
                initial_indent="  ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            ),
        ]
    line = f"{key}: {_inline(value)}"
    if len(line) <= WIDTH:
        return [line]
    written = yaml.dump({key: value}, Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False)
    return str(written).splitlines()


def _folds(text: str) -> bool:
    """Return whether folding a text preserves it: single spaces only, and none at either end."""
    return (
        text == " ".join(text.split(" ")).strip()
        and "  " not in text
        and text.isprintable()
        and not text.startswith("#")
    )
