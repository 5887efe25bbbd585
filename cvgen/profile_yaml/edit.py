"""The bytes of a profile.yaml -> the same bytes with keys added to entries, and nothing else touched."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from cvgen.profile_yaml.nodes import Loader, decode

Path = tuple[str | int, ...]
BREAK = re.compile("\r\n|[\r\n]")
SAFE = re.compile(r"[^\W\d_]+\d{4}[\w-]*")  # can be nothing but a text


def add_keys(data: bytes, keys: Mapping[Path, Mapping[str, str]]) -> bytes:
    """A file that has been read, and for each path of an entry the keys with texts to put first in it."""
    text = decode(data)  # character by character as long as what stands in the file
    root = yaml.compose(text, Loader=Loader)
    starts = [0, *(found.end() for found in BREAK.finditer(text))]
    newline = found[0] if (found := BREAK.search(text)) else "\n"
    inserts: list[tuple[int, str]] = []
    for path, pairs in keys.items():
        node = _at(root, path)
        first = node.value[0][0].start_mark
        gap = ", " if node.flow_style else newline + " " * first.column
        words = "".join(f"{key}: {_quoted(value)}{gap}" for key, value in pairs.items())
        inserts.append((starts[first.line] + first.column, words))
    return _inserted(data, inserts)


def _inserted(data: bytes, inserts: list[tuple[int, str]]) -> bytes:
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data[len(mark) :].decode()
    for at, words in sorted(inserts, reverse=True):
        text = text[:at] + words + text[at:]
    return mark + text.encode()


def _quoted(text: str) -> str:
    """A text -> YAML that reads as that text."""
    return text if SAFE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _at(node: Any, path: Path) -> Any:
    """The node at the end of a path, which must be there."""
    for part in path:
        if isinstance(part, int):
            node = node.value[part]
        else:
            node = next(value for key, value in node.value if key.value == part)
    return node
