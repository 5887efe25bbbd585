"""Replace a value of a profile.yaml, or remove an item of a list or a key; what stays of a value keeps its text."""

import re
from collections.abc import Iterable
from typing import Any

import yaml

from cvgen.problems import Location
from cvgen.profile.yaml.dump import plain
from cvgen.profile.yaml.edit.notation import WIDTH, behind_key, folded_text, inline, item, lines
from cvgen.profile.yaml.edit.source import Part, Source, Span
from cvgen.profile.yaml.nodes import Scalar
from cvgen.profile.yaml.values import text

COMMA = re.compile(r"(?:\s|#[^\r\n]*+)*+,[^\S\r\n]*+(?:#[^\r\n]*+)?\s*+")  # with the comment behind it
BEHIND = re.compile(r"[^\S\r\n]*+,?[^\S\r\n]*+#[^\r\n]*+")  # the comment behind the last item, with its comma


def without(source: Source, node: Any, at: int) -> Span:
    """Return the removal of an item of a list, or of a key, of which the node has more than one."""
    parts = source.parts(node)
    if node.flow_style:
        return _without_comma(source, parts, at)
    return _without_lines(source, parts, at)


def is_blank(texts: Iterable[str]) -> bool:
    """Return whether texts have nothing but spaces and line breaks: no comments, no commas."""
    return not any(text.strip() for text in texts)


def _without_comma(source: Source, parts: list[Part], at: int) -> Span:
    """Return the removal of one of several items in brackets, with the comma behind it, or before the last one."""
    start, end = parts[at]
    if at + 1 < len(parts):
        found = COMMA.match(source.text, end)
        return start, found.end() if found else parts[at + 1].start, ""
    behind = BEHIND.match(source.text, end)
    before = source.text[parts[at - 1].end : start]
    if is_blank([before.replace(",", "", 1)]):
        start = parts[at - 1].end
    return start, behind.end() if behind else end, ""


def _without_lines(source: Source, parts: list[Part], at: int) -> Span:
    """Return the removal of lines; if blank lines are on both sides of them, those above are removed as well."""
    start, end = parts[at]
    if not source.begins_line(start):  # behind the dash of an entry
        return start, parts[at + 1].start + len(source.indentation(parts[at + 1].start)), ""
    above, below = source.blank_around(parts[at])
    after = source.after_break(end)
    if above < start and (below > after or after == len(source.text)):
        start = above
    elif at == 0:
        after = below
    return (start, after, "") if after > end else (source.end_of_line_above(start), end, "")


def new_value(source: Source, key: Any, node: Any, value: Any, *, is_flow: bool) -> Span:
    """Return the replacement of the value of a key; long texts are folded where lines may follow."""
    written = plain(value)
    if written and node.value and isinstance(written, list) and isinstance(node, yaml.SequenceNode):
        return _items_set(source, node, written)
    if written and node.value and isinstance(written, dict) and isinstance(node, yaml.MappingNode):
        return pairs_set(source, node, written)
    start, end, colon = source.start(node), source.end(node), source.after_colon(key)
    if isinstance(written, dict) and not is_flow and isinstance(node, yaml.ScalarNode):
        return _pairs_below(source, key, node, written)
    between = source.text[colon:start].rstrip()  # a comment
    is_block = not isinstance(node, yaml.ScalarNode) and not node.flow_style
    if is_block or not between:
        start = colon  # also of a value that begins on the next line
    gap = " " if start == colon else ""
    has_more = source.text[end : source.line_end(end)].strip()
    value = inline(written) if is_flow else behind_key(written)
    line = f"{key.value}: {value}"
    folded = folded_text(written) if len(line) > WIDTH or getattr(node, "style", "") in ("|", ">") else []
    if is_flow or has_more or not folded:
        return start, end, gap + value + between * is_block
    below = source.lines(key.start_mark.column + 2, folded[1:])
    return start, end, f"{gap}{folded[0]}{source.newline}{below}"


def _pairs_below(source: Source, key: Any, node: Any, pairs: dict[str, Any]) -> Span:
    """Return the replacement of a text by labels with values: on its line, or below its key if that is too long."""
    start, end = source.start(node), source.end(node)
    more = source.text[end : source.line_end(end)]
    line = behind_key(pairs)
    if key.start_mark.column + len(key.value) + len(line) + len(": ") <= WIDTH:
        return start, end, line
    below = [one for label, value in pairs.items() for one in lines(label, value)]
    written = source.lines(key.start_mark.column + 2, below)
    return source.after_colon(key), end + len(more), f"{more}{source.newline}{written}"


def _items_set(source: Source, node: Any, values: list[Any]) -> Span:
    """Return the replacement of the items of a list by other ones; an item that is in both keeps its text."""
    old = [read_node(one) for one in node.value]
    column = node.start_mark.column
    kept: list[tuple[int | None, str]] = []
    parts, free = source.parts(node), list(range(len(old)))
    wanted = [_read_back(value) for value in values]
    for value, read in zip(values, wanted, strict=True):
        at = next((at for at in free if old[at] == read), None)
        if at is None:
            at = next((at for at in free if _is_version(node.value[at], old[at], read) and old[at] not in wanted), None)
        if at is None:
            written = inline(value) if node.flow_style else source.lines(column, item(value))
        else:
            free.remove(at)
            written = _with_pairs(source, parts[at], node.value[at], value, is_same=old[at] == read)
        kept.append((at, written))
    return _replaced(source, node, parts, kept)


def _is_version(node: Any, old: Any, new: Any) -> bool:
    """Return whether an item in braces is an older version of another: they have a label with its value in common."""
    if not isinstance(node, yaml.MappingNode) or not node.flow_style or not isinstance(new, dict):
        return False
    return any(new.get(label) == value for label, value in old.items())


def _with_pairs(source: Source, part: Part, node: Any, value: Any, *, is_same: bool) -> str:
    """Return the text of an item of a list, with other labels and values in its braces if they have changed."""
    if is_same:
        return source.text[slice(*part)]
    start, end, new = pairs_set(source, node, value)
    return source.text[part.start : start] + new + source.text[end : part.end]


def pairs_set(source: Source, node: Any, values: dict[str, Any]) -> Span:
    """Return the replacement of the labels of a mapping and their values; what is in both keeps its text."""
    values = plain(values)
    old = {read_node(key): at for at, (key, _) in enumerate(node.value)}
    column = node.start_mark.column
    kept: list[tuple[int | None, str]] = []
    parts = source.parts(node)
    for label, value in values.items():
        at = old.get(label)
        if at is None:
            new = f"{inline(label)}: {inline(value)}"
            written = new if node.flow_style else source.lines(column, lines(label, value))
        else:
            written = _with_value(source, parts[at], node, at, value)
        kept.append((at, written))
    return _replaced(source, node, parts, kept)


def _with_value(source: Source, part: Part, node: Any, at: int, value: Any) -> str:
    """Return the text of a label and its value, with another value if that has changed."""
    key, old = node.value[at]
    if read_node(old) == _read_back(value):
        return source.text[slice(*part)]
    start, end, new = new_value(source, key, old, value, is_flow=bool(node.flow_style))
    return source.text[part.start : start] + new + source.text[end : part.end]


def _replaced(source: Source, node: Any, parts: list[Part], kept: list[tuple[int | None, str]]) -> Span:
    """Return the replacement of all parts by texts, each with the number of the part that it was, if any.

    What is between two parts stays with the second, and goes on to the next one if the second is removed and a
    comment is there.
    """
    usual = ", " if node.flow_style else source.newline
    leads = [usual, *source.between(parts)]
    stay = {at for at, _ in kept}
    rest = ""
    for at in range(1, len(parts)):
        if at in stay or "#" not in leads[at]:
            continue
        lead = leads[at] if node.flow_style else leads[at].rstrip()
        if at + 1 < len(parts):
            leads[at + 1] = lead if node.flow_style else lead + leads[at + 1]
        else:
            rest = lead.replace(",", "", 1) if node.flow_style else lead
    texts = [(usual if at is None else leads[at]) + text for at, text in kept]
    first = kept[0][1] if node.flow_style else texts[0].lstrip("\r\n")
    return parts[0].start, parts[-1].end, "".join([first, *texts[1:], rest])


def read_text(node: Any) -> str:
    """Return the text of a node of PyYAML with white space as the reader of a profile leaves it."""
    return text(Scalar(node.value, plain=False, place=Location(1)))


def read_node(node: Any) -> Any:
    """Return a node of PyYAML as texts, lists and mappings, with white space as the reader of a profile leaves it."""
    if isinstance(node, yaml.SequenceNode):
        return [read_node(one) for one in node.value]
    if isinstance(node, yaml.MappingNode):
        return {read_node(key): read_node(value) for key, value in node.value}
    return read_text(node)


def _read_back(value: Any) -> Any:
    """Return a plain value as `read_node` returns it once it is written."""
    if isinstance(value, list):
        return [_read_back(one) for one in value]
    if isinstance(value, dict):
        return {key: _read_back(one) for key, one in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)
