"""YAML text -> a tree of nodes that know their place; whatever could harm or confuse is refused."""

import re
from dataclasses import dataclass, field

import yaml

from cvgen.problems import Location, Problem, ProfileError
from cvgen.profile.yaml import syntax

MAX_BYTES = 10_000_000  # 2,000 publications with their abstracts take 4 MB
MAX_DEPTH = 40
LIBYAML_DEPTH = "exceeded maximum nesting depth"  # libyaml's words for 1,000 levels, since the one of PyYAML 6.0.4
SPACES = "\x85\u2028\u2029"  # pasted from PDFs; YAML would start a new line there

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses ten times as fast


@dataclass(slots=True)
class Scalar:
    """A single value: its text, and whether it stood there without quotes."""

    text: str
    plain: bool
    place: Location


@dataclass(slots=True)
class Sequence:
    place: Location
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    place: Location
    pairs: list[tuple[Scalar, "Node"]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


def decode(data: bytes) -> str:
    """The bytes of a file -> its text; ProfileError for what is no UTF-8 text of a sane size."""
    if len(data) > MAX_BYTES:
        raise _error(f"the file is larger than {MAX_BYTES // 10**6} MB", hint="is it the right file?")
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
        raise _error(message, place, "save the file as UTF-8 (it may be Latin-1 or Windows-1252 now)") from None
    for space in SPACES:
        text = text.replace(space, " ")
    return text


def compose(text: str) -> tuple[Node | None, list[Problem]]:
    """YAML text -> its root, None when it is empty, and its duplicate keys; ProfileError for what can't be read."""
    duplicates: list[Problem] = []
    try:
        return _compose(text, duplicates), duplicates
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark and error.problem == LIBYAML_DEPTH and mark.index < len(text):
            return compose(text[: mark.index])  # libyaml reads ahead; the text up to there is deeper than MAX_DEPTH
        raise ProfileError([*duplicates, syntax.explain(error, text)]) from None
    except yaml.reader.ReaderError as error:
        position = min(int(error.position), len(text))  # libyaml counts bytes; characters are near enough
        bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", text)
        position = bad.start() if bad else position
        place = Location(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
        message = (
            f"the control character U+{ord(text[position]):04X} can't stand in a text" if bad else str(error.reason)
        )
        raise _error(message, place, "delete it; it may have come along with pasted text") from None


def _compose(text: str, duplicates: list[Problem]) -> Node | None:
    """Build the tree from parser events, without recursion, so that no nesting can exhaust the stack."""
    parser = Loader(text)
    root: Node | None = None
    stack: list[tuple[Node, dict[str, Location]]] = []  # open collections with the keys they have so far
    pending: list[Scalar | None] = []  # for each open mapping, the key whose value comes next
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = _node(event)
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


def _attach(
    node: Node, into: tuple[Node, dict[str, Location]], pending: list[Scalar | None], duplicates: list[Problem]
) -> None:
    """Add a node to the open collection: as an item, as a key, or as the value of the key before it."""
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
                message = f"the key '{node.text}' stands twice; first in line {keys[node.text].line}"
                duplicates.append(Problem(message, node.place, "delete one of them, or start a new entry with '- '"))
            keys.setdefault(node.text, node.place)
            pending[-1] = node


def _node(event: yaml.NodeEvent) -> Node:
    start, end = event.start_mark, event.end_mark
    assert start is not None, "libyaml gives every event its place"
    assert end is not None
    length = max(1, end.column - start.column) if end.line == start.line else 1
    place = Location(start.line + 1, start.column + 1, length)
    if isinstance(event, yaml.AliasEvent):
        message = f"*{event.anchor} is an alias of YAML, which a profile can't have"
        raise _error(message, place, "if it is a text, put it in quotes; otherwise write out what it stands for")
    if event.anchor:
        message = f"&{event.anchor} is an anchor of YAML, which a profile can't have"
        raise _error(message, place, "if it is a text, put it in quotes; otherwise delete it")
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        message = f"{tag.replace('tag:yaml.org,2002:', '!!')} is a tag of YAML, which a profile can't have"
        raise _error(message, place, "if it is a text, put it in quotes; otherwise delete it")
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(place)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(place)
    assert isinstance(event, yaml.ScalarEvent)
    return Scalar(event.value, plain=not event.style, place=place)


def _error(message: str, place: Location | None = None, hint: str = "") -> ProfileError:
    return ProfileError([Problem(message, place, hint)])
