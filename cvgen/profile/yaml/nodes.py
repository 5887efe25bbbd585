"""Parse YAML text into a tree of nodes with locations; refuse features that are unsafe or confusing."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from cvgen.problems import InputError, Location, Problem, split_lines
from cvgen.profile.yaml import syntax

MAX_BYTES = 10_000_000  # 2,000 publications with their abstracts take 4 MB
MAX_DEPTH = 40
LIBYAML_DEPTH = "exceeded maximum nesting depth"  # libyaml's message about 1,000 levels, since PyYAML 6.0.4
SPACES = "\x85\u2028\u2029"  # come from text pasted out of PDFs; YAML 1.1 breaks lines there

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses ten times as fast


@dataclass(slots=True)
class Scalar:
    """A single value: its text, and whether it was written without quotes, cut by a comma, or has lines with "- "."""

    text: str
    plain: bool
    place: Location
    cut: bool = False
    bullets: bool = False


@dataclass(slots=True)
class Sequence:
    """A list."""

    place: Location
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in order, duplicates included."""

    place: Location
    pairs: list[tuple[Scalar, "Node"]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


def decode(data: bytes) -> str:
    """Return the text of a file; raise InputError if it is too large or not UTF-8 text."""
    if len(data) > MAX_BYTES:
        raise _error(f"the file is larger than {MAX_BYTES // 10**6} MB", hint="check that it is the right file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error("the text is encoded as UTF-16", hint="save the file as UTF-8")
    if b"\0" in data[:8192] or data.startswith((b"%PDF", b"PK\3\4")):
        raise _error("this is not a text file", hint="a profile is a text file in YAML, such as profile.yaml")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig")
        place = Location(good.count("\n") + 1, len(good) - good.rfind("\n"))
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8 text"
        raise _error(message, place, "save the file as UTF-8 (it may be Latin-1 or Windows-1252)") from None
    for space in SPACES:
        text = text.replace(space, " ")
    return text


def compose(text: str) -> tuple[Node | None, list[Problem]]:
    """Return the root node of a YAML text, None if it is empty, and a problem for each duplicate key.

    Raise InputError if the text is not valid YAML, or has aliases, anchors, tags or several documents.
    """
    duplicates: list[Problem] = []
    try:
        return _compose(text, duplicates), duplicates
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark and error.problem == LIBYAML_DEPTH and mark.index < len(text):
            return compose(text[: mark.index])  # libyaml reads ahead; the text up to there is deeper than MAX_DEPTH
        raise InputError([*duplicates, syntax.explain(error, text)]) from None
    except yaml.reader.ReaderError as error:
        position = min(int(error.position), len(text))  # libyaml counts bytes; characters are near enough
        bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", text)
        position = bad.start() if bad else position
        place = Location(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
        message = (
            f"the control character U+{ord(text[position]):04X} is not allowed in a text" if bad else str(error.reason)
        )
        raise _error(message, place, "delete it; pasted text may have contained it") from None


def _compose(text: str, duplicates: list[Problem]) -> Node | None:
    """Build the tree from parser events, without recursion, so that no nesting can exhaust the stack."""
    parser = Loader(text)
    root: Node | None = None
    stack: list[tuple[Node, dict[str, Location]]] = []  # open collections with their keys so far
    pending: list[Scalar | None] = []  # for each open mapping, the key whose value comes next
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = _node(event)
                if isinstance(node, Scalar) and node.plain and " - " in node.text:
                    node.bullets = _has_bullets(event, text)
                if not stack:
                    if root is not None:
                        raise _error("a second document starts here", node.place, "delete the line '---' above")
                    root = node
                else:
                    _attach(node, stack[-1], pending, duplicates)
                if not isinstance(node, Scalar):
                    if len(stack) >= MAX_DEPTH:
                        raise _error("too deeply nested", node.place, f"a profile has at most {MAX_DEPTH} levels")
                    stack.append((node, {}))
                    pending.append(None)
    finally:
        parser.dispose()
    return root


def _has_bullets(event: Any, text: str) -> bool:
    """Return whether a line of a text in several lines begins with "- ": YAML joins such points to one text."""
    if event.start_mark.line == event.end_mark.line:
        return False
    lines = split_lines(text)[event.start_mark.line + 1 : event.end_mark.line + 1]
    return any(line.lstrip().startswith("- ") for line in lines)


def _attach(
    node: Node, into: tuple[Node, dict[str, Location]], pending: list[Scalar | None], duplicates: list[Problem]
) -> None:
    """Add a node to the open collection: as an item, as a key, or as the value of the preceding key."""
    parent, keys = into
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif isinstance(parent, Mapping):
        waiting = pending[-1]
        if waiting is not None:
            parent.pairs.append((waiting, node))
            pending[-1] = None
        elif not isinstance(node, Scalar):
            raise _error("a key must be a word", node.place, "put the text in quotes if it starts with [ or {")
        else:
            if node.text in keys:
                message = f"duplicate key '{node.text}'; it is already in line {keys[node.text].line}"
                hint = "delete one of them, or start a new entry with '- '"
                duplicates.append(Problem(message, node.place, hint, rule="syntax"))
            keys.setdefault(node.text, node.place)
            pending[-1] = node


def _node(event: yaml.NodeEvent) -> Node:
    """Return the node of a parser event; raise InputError for an alias, an anchor or a tag."""
    start, end = event.start_mark, event.end_mark
    assert start is not None, "libyaml gives every event its place"
    assert end is not None
    length = max(1, end.column - start.column) if end.line == start.line else 1
    place = Location(start.line + 1, start.column + 1, length)
    if isinstance(event, yaml.AliasEvent):
        message = f"*{event.anchor} is a YAML alias, which is not allowed in a profile"
        raise _error(message, place, "if it is text, put it in quotes; otherwise write out the value it refers to")
    if event.anchor:
        message = f"&{event.anchor} is a YAML anchor, which is not allowed in a profile"
        raise _error(message, place, "if it is text, put it in quotes; otherwise delete it")
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        message = f"{tag.replace('tag:yaml.org,2002:', '!!')} is a YAML tag, which is not allowed in a profile"
        raise _error(message, place, "if it is text, put it in quotes; otherwise delete it")
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(place)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(place)
    assert isinstance(event, yaml.ScalarEvent)
    return Scalar(event.value, plain=not event.style, place=place)


def _error(message: str, place: Location | None = None, hint: str = "") -> InputError:
    """Return a InputError with one problem."""
    return InputError([Problem(message, place, hint, rule="syntax")])
