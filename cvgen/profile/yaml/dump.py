"""Convert a Profile to the text of an equivalent profile.yaml; default values are omitted."""

import dataclasses
import io
import json
from dataclasses import replace
from typing import Any

import yaml

from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions, Options
from cvgen.profile.fields import default_of
from cvgen.profile.model import Author, Bio, Honor, OtherEntry, Point, Profile
from cvgen.profile.translations import Translated
from cvgen.profile.yaml.values import NUMBER

WIDTH = 100
STRING = "tag:yaml.org,2002:str"


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """PyYAML's dumper, which also quotes texts that any YAML reader could take for a number: "0123725208"."""


def _represent(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar(STRING, text, _style(text))


def _style(text: str) -> str | None:
    """Return the quotes of a text that may be taken for a number, None for the usual ones."""
    return "'" if NUMBER.match(text) else None


Dumper.add_representer(str, _represent)


def dump(profile: Profile) -> str:
    """Return a profile as YAML text, keys in the order of the model; load() of it returns an equal profile."""
    return to_yaml(plain(profile))


def to_yaml(value: Any) -> str:
    """Return mappings, lists, texts, numbers and truth values as YAML text, a key or an item on each line."""
    out = io.StringIO()
    dumper = Dumper(out, allow_unicode=True, width=WIDTH)
    dumper.open()
    dumper.emit(yaml.DocumentStartEvent(explicit=False))
    _emit(dumper, value)
    dumper.emit(yaml.DocumentEndEvent(explicit=False))
    dumper.close()
    dumper.dispose()
    return out.getvalue()


def _emit(dumper: Any, value: Any) -> None:
    """Write a plain value as yaml.dump does, but without a tree of nodes, which takes as long again."""
    if isinstance(value, dict):
        dumper.emit(yaml.MappingStartEvent(None, None, True, flow_style=False))
        for key, item in value.items():
            _emit(dumper, key)
            _emit(dumper, item)
        dumper.emit(yaml.MappingEndEvent())
    elif isinstance(value, list):
        dumper.emit(yaml.SequenceStartEvent(None, None, True, flow_style=False))
        for item in value:
            _emit(dumper, item)
        dumper.emit(yaml.SequenceEndEvent())
    elif isinstance(value, str):
        is_plain = dumper.resolve(yaml.ScalarNode, value, (True, False)) == STRING
        dumper.emit(yaml.ScalarEvent(None, None, (is_plain, True), value, style=_style(value)))
    else:
        dumper.emit(yaml.ScalarEvent(None, None, (True, False), json.dumps(value)))


def dump_options(options: DocumentOptions) -> str:
    """Return options of a document as YAML on one line, without tags and looks, which no PDF carries.

    read_as() of it gives these options back.
    """
    bare = replace(
        options,
        include=(),
        exclude=(),
        extends=None,
        style=None,
        template=None,
        language=None,
        paper=None,
        chart=None,
        charts=(),
    )
    return json.dumps(plain(bare), ensure_ascii=False)


def plain(value: Any) -> Any:
    """Return a model value as the strings, numbers, lists and mappings that represent it in the file."""
    if isinstance(value, Author):
        return value.name + value.marks
    if isinstance(value, (Honor, Point, Bio, OtherEntry)) and (short := _short_form(value)) is not None:
        return short
    if isinstance(value, Date):
        return str(value) if value.month or value.expected or value.year == 9999 else value.year
    if dataclasses.is_dataclass(value):
        return dict(pair(field, getattr(value, field.name)) for field in _changed(value))
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Translated):
        return value.texts
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _short_form(value: Honor | Point | Bio | OtherEntry) -> str | None:
    """Return the plain text that is read back as the same value; None if the value has no short form."""
    text = str(value.long if isinstance(value, Bio) else value.title if isinstance(value, OtherEntry) else value.text)
    return text if type(value).from_text(text) == value else None


def _changed(value: Any) -> list[dataclasses.Field[Any]]:
    """Return the fields whose value is not the default, and those options that are set back to it."""
    if isinstance(value, Options):
        return [field for field in dataclasses.fields(value) if value.sets(field)]
    return [field for field in dataclasses.fields(value) if getattr(value, field.name) != default_of(field)]


def pair(field: dataclasses.Field[Any], value: Any) -> tuple[str, Any]:
    """Return a field and its value as key and value of the file: `year: 2019` for a single item of `years`."""
    one = field.metadata["one"]
    if one and len(value) == 1:
        return one, plain(value[0])
    return field.name, plain(value)
