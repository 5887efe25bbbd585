"""Give a key of a profile.yaml a value, or remove it."""

from dataclasses import dataclass
from typing import Any

import yaml

from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import is_code
from cvgen.profile.translations import Translated
from cvgen.profile.yaml.edit.notation import inline, lines
from cvgen.profile.yaml.edit.source import Source, Span, unwritable
from cvgen.profile.yaml.edit.values import new_value, pairs_set, read_node, without
from cvgen.profile.yaml.keys import class_at, keys_of, short_key
from cvgen.profile.yaml.translated import has_short_text


@dataclass(frozen=True)
class SetKey:
    """An edit that gives a key of a mapping a value, new or in place of the old one; `first` puts a new key at the top.

    Where the file has a synonym of the key, such as `organization` for `institution`, the synonym stays. Items of a
    list and labels of a mapping that it has before and after keep their text with its comments. An entry that is a
    text alone becomes keys with values.
    """

    path: EntryPath
    key: str
    value: Any
    first: bool = False


@dataclass(frozen=True)
class RemoveKey:
    """An edit that removes a key of a mapping, its value, and the comment behind or deeper below it.

    Comments on lines above the key stay. If the mapping has no other key, the key that holds it is removed.
    """

    path: EntryPath
    key: str


def key_set(source: Source, edit: SetKey) -> Span:
    """Return the replacement of a value, or the insertion of a key."""
    node, cls = source.at(edit.path), class_at(edit.path)
    if isinstance(node, yaml.ScalarNode) or _is_short_form(node, cls):
        return _from_short_form(source, node, cls, edit)
    pair = source.pair(node, edit.key, edit.path)
    if pair is None:
        return _new_key(source, node, edit)
    key, value = pair
    if key.value == edit.key or (cls and _is_synonym(cls, edit.key, key.value)):
        return new_value(source, key, value, edit.value, is_flow=bool(node.flow_style))
    return source.start(key), source.end(value), f"{edit.key}: {inline(edit.value)}"


def key_removed(source: Source, edit: RemoveKey) -> Span:
    """Return the removal of a key."""
    node = source.at(edit.path)
    pair = source.pair(node, edit.key, edit.path)
    if pair is None:
        raise unwritable()
    if len(node.value) > 1:
        return without(source, node, node.value.index(pair))
    if not edit.path or not isinstance(edit.path[-1], str):
        raise unwritable()
    return key_removed(source, RemoveKey(edit.path[:-1], edit.path[-1]))


def _is_synonym(cls: type, key: str, written: str) -> bool:
    """Return whether a key of a file sets what another one sets, and nothing else: the same field in the same form."""
    known = keys_of(cls)
    return key in known and known.get(written) == known[key]


def _new_key(source: Source, node: Any, edit: SetKey) -> Span:
    """Return the insertion of a new key: in braces, at the top or at the end of a block."""
    if node.flow_style:
        pair = f"{inline(edit.key)}: {inline(edit.value)}"
        if not node.value:
            return source.start(node) + 1, source.start(node) + 1, pair
        at = source.start(node.value[0][0]) if edit.first else source.end(node.value[-1][1])
        return at, at, f"{pair}, " if edit.first else f", {pair}"
    column = node.value[0][0].start_mark.column
    written = source.lines(column, lines(edit.key, edit.value))
    if edit.first:
        at = source.start(node.value[0][0])
        return at, at, written[column:] + source.newline + " " * column
    at = source.line_end(source.end(node.value[-1][1]))
    return at, at, source.newline + written


def _from_short_form(source: Source, node: Any, cls: Any, edit: SetKey) -> Span:
    """Return the replacement of an entry that is a text alone by the key that the text stands for, and another."""
    short = _key_of_short_form(cls)
    start, end = source.start(node), source.end(node)
    parent = source.at(edit.path[:-1])
    if edit.key == short:
        pair = source.pair(parent, str(edit.path[-1]), edit.path[:-1])
        if pair:
            return new_value(source, *pair, edit.value, is_flow=bool(parent.flow_style))
        return (
            pairs_set(source, node, edit.value)
            if _has_languages(node, edit.value)
            else (start, end, inline(edit.value))
        )
    text = read_node(node)
    rest = source.text[end : source.line_end(end)]  # a comment
    if isinstance(parent, yaml.MappingNode) and not parent.flow_style:  # `bio: text`
        pair = source.pair(parent, str(edit.path[-1]), edit.path[:-1])
        assert pair  # at(edit.path) has found it
        both = source.lines(pair[0].start_mark.column + 2, [*lines(short, text), *lines(edit.key, edit.value)])
        return len(source.text[:start].rstrip()), end + len(rest), rest + source.newline + both
    column = node.start_mark.column
    if source.text[source.end_of_line_above(start) : start].strip() == "-":
        own = inline(text) if source.newline in source.text[start:end] else source.text[start:end]
        below = source.lines(column, lines(edit.key, edit.value))
        return start, end + len(rest), f"{short}: {own}{rest}{source.newline}{below}"
    return start, end, f"{{{short}: {inline(text)}, {edit.key}: {inline(edit.value)}}}"


def _is_short_form(node: Any, cls: Any) -> bool:
    """Return whether a mapping is the text of an entry in several languages: `- {en: Prize, de: Preis}`."""
    if cls is None or not node.value or not has_short_text(cls):
        return False
    return all(is_code(key.value) and key.value not in keys_of(cls) for key, _ in node.value)


def _has_languages(node: Any, value: Any) -> bool:
    """Return whether a text is in several languages in the file, and will be."""
    return isinstance(node, yaml.MappingNode) and isinstance(value, Translated)


def _key_of_short_form(cls: Any) -> str:
    """Return the field that a text alone sets in a class: Award -> "title"; InputError if it has no such form."""
    if not hasattr(cls, "from_text"):
        raise unwritable()
    return short_key(cls)
