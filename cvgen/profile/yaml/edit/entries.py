"""Add an entry to a list of a profile.yaml, remove one, or move one to another place."""

from dataclasses import dataclass
from typing import Any

import yaml

from cvgen.profile.fields import EntryPath
from cvgen.profile.yaml.edit.keys import SetKey, key_set
from cvgen.profile.yaml.edit.notation import inline, item
from cvgen.profile.yaml.edit.source import Part, Source, Span, unwritable
from cvgen.profile.yaml.edit.values import is_blank, without

SHORT = 3  # lines; an entry with more of them is separated by a blank line


@dataclass(frozen=True)
class AddEntries:
    """An edit that adds entries to a list: at the top, or before the entry `at`; a high number means the end.

    The list is the key `section` of the profile, or of the mapping at `path`; it is created if it is missing.
    """

    section: str
    entries: tuple[Any, ...]
    at: int = 0
    path: EntryPath = ()


@dataclass(frozen=True)
class RemoveEntry:
    """An edit that removes an entry of a list with the comments that belong to it; the last leaves `[]` behind."""

    path: EntryPath


@dataclass(frozen=True)
class MoveEntry:
    """An edit that moves an entry to another index of its list, with the comments that belong to it.

    The blank lines that separate it from its neighbor move with it. If the entries on the way have a heading or
    another comment between them, what is between two entries stays where it is. So moving an entry there and back
    gives the same bytes.
    """

    path: EntryPath
    to: int


def moved(source: Source, edit: MoveEntry) -> Span:
    """Return the replacement of the entries between the old and the new place of one, which are in another order."""
    node, at = _list_with(source, edit.path)
    if not 0 <= edit.to < len(node.value):
        raise unwritable()
    low, high = sorted((at, edit.to))
    parts = source.parts(node)[low : high + 1]
    texts, gaps = [source.text[slice(*part)] for part in parts], source.between(parts)
    texts.insert(edit.to - low, texts.pop(at - low))
    if is_blank(gaps):
        gaps = gaps[-1:] + gaps[:-1] if edit.to < at else gaps[1:] + gaps[:1]
    pairs = zip(texts, [*gaps, ""], strict=True)
    return parts[0].start, parts[-1].end, "".join(text + gap for text, gap in pairs)


def removed(source: Source, edit: RemoveEntry) -> Span:
    """Return the removal of an entry."""
    node, at = _list_with(source, edit.path)
    if len(node.value) > 1:
        return without(source, node, at)
    only = source.parts(node)[0]
    if node.flow_style:
        return only.start, source.after_comma(only.end), ""
    pair = source.pair(source.at(edit.path[:-2]), str(edit.path[-2]), edit.path[:-2])
    assert pair  # _list_with has found the list there
    colon = source.after_colon(pair[0])
    return colon, only.end, " []" + source.text[colon : source.end_of_line_above(only.start)]


def added(source: Source, edit: AddEntries) -> Span:
    """Return the insertion of new entries.

    At the top they are directly below the key of their list: a comment above an entry belongs to that entry.
    """
    parent = source.at(edit.path)
    key, node = source.pair(parent, edit.section, edit.path) or (None, None)
    if node is None or not isinstance(node, yaml.SequenceNode) or not node.value:
        return _new_list(source, parent, edit, key, node)
    if node.flow_style:
        return _in_brackets(source, source.parts(node), edit)
    column = node.start_mark.column
    if edit.at <= 0:
        at = source.line_end(source.after_colon(key))
        return at, at, _below(source, edit.entries, column)
    return _between(source, source.parts(node), edit, column)


def _list_with(source: Source, path: EntryPath) -> tuple[Any, int]:
    """Return the node of the list that has an entry, and the index of the entry; InputError if there is no entry."""
    at = path[-1] if path else ""
    node = source.at(path[:-1])
    if not isinstance(at, int) or not isinstance(node, yaml.SequenceNode) or not 0 <= at < len(node.value):
        raise unwritable()
    return node, at


def _in_brackets(source: Source, parts: list[Part], edit: AddEntries) -> Span:
    """Return the insertion of entries into a list in brackets."""
    written = ", ".join(map(inline, edit.entries))
    if edit.at < len(parts):
        at = parts[max(0, edit.at)].start
        return at, at, written and f"{written}, "
    return parts[-1].end, parts[-1].end, written and f", {written}"


def _between(source: Source, parts: list[Part], edit: AddEntries, column: int) -> Span:
    """Return the insertion of entries between two of a block, or at its end, with the usual blank lines."""
    before = min(edit.at, len(parts)) - 1
    neighbors = parts[before : before + 2] if edit.at < len(parts) else parts[-2:]
    gap = next(iter(source.between(neighbors)), "")
    written = [source.lines(column, item(entry)) for entry in edit.entries]
    is_long = any(text.count(source.newline) >= SHORT for text in written)
    separator = gap if gap and is_blank([gap]) else source.newline * (1 + is_long)
    if edit.at < len(parts):
        return parts[edit.at].start, parts[edit.at].start, "".join(text + separator for text in written)
    return parts[-1].end, parts[-1].end, "".join(separator + text for text in written)


def _new_list(source: Source, parent: Any, edit: AddEntries, key: Any, node: Any) -> Span:
    """Return the insertion of a list that is missing or empty: `talks:` or `talks: []`."""
    if parent.flow_style or (key is None and edit.path):
        return key_set(source, SetKey(edit.path, edit.section, edit.entries))
    if key is not None:
        start, end = source.after_colon(key), source.end(node)
        rest = source.text[max(start, end) : source.line_end(max(start, end))]  # a comment
        column = key.start_mark.column + 2
        return start, max(start, end) + len(rest), rest.rstrip() + _below(source, edit.entries, column)
    block = _below(source, edit.entries, 2).rstrip()
    gap = "" if source.text.endswith(("\n", "\r")) else source.newline
    return len(source.text), len(source.text), f"{gap}{source.newline}{edit.section}:{block}{source.newline}"


def _below(source: Source, entries: tuple[Any, ...], column: int) -> str:
    """Return entries as indented lines, each after a line break; a blank line follows an entry of several lines."""
    written = [source.lines(column, item(entry)) for entry in entries]
    blank = [source.newline * (text.count(source.newline) >= SHORT) for text in written]
    return "".join(source.newline + text + gap for text, gap in zip(written, blank, strict=True))
