"""Convert a Profile to the text of an equivalent profile.yaml; default values are omitted."""

import dataclasses
import json
from dataclasses import replace
from typing import Any

import yaml

from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions, Options
from cvgen.profile.fields import default_of
from cvgen.profile.model import Author, Bio, Honor, OtherEntry, Profile
from cvgen.profile.yaml.values import NUMBER

WIDTH = 100
STRING = "tag:yaml.org,2002:str"


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """PyYAML's dumper, which also quotes texts that any YAML reader could take for a number: "0123725208"."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that nothing is written as a reference to what came before."""
        return True

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node; a text in quotes, which is asked for with each text, is a text."""
        if kind is yaml.ScalarNode and not implicit[0]:
            return STRING
        return super().resolve(kind, value, implicit)


def _represent(dumper: Any, text: str) -> Any:
    style = "'" if NUMBER.match(text) else None
    return dumper.represent_scalar(STRING, text, style)


Dumper.add_representer(str, _represent)


def dump(profile: Profile) -> str:
    """Return a profile as YAML text, keys in the order of the model; load() of it returns an equal profile."""
    text = yaml.dump(plain(profile), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    assert isinstance(text, str)
    return text


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
    if isinstance(value, (Honor, Bio, OtherEntry)) and (short := _short_form(value)) is not None:
        return short
    if isinstance(value, Date):
        return str(value) if value.month or value.expected or value.year == 9999 else value.year
    if dataclasses.is_dataclass(value):
        return dict(pair(field, getattr(value, field.name)) for field in _changed(value))
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def _short_form(value: Honor | Bio | OtherEntry) -> str | None:
    """Return the plain text that is read back as the same value; None if the value has no short form."""
    text = str(value.long if isinstance(value, Bio) else value.text if isinstance(value, Honor) else value.title)
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
