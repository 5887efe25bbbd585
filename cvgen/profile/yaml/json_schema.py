"""Derive the JSON Schema of profile.yaml from THE MODEL; editors use it to complete and check the file."""

import dataclasses
import types
import typing
from typing import Any, Literal

from cvgen.profile.dates import Date
from cvgen.profile.fields import Count, Email, FilePath, Identifier, Text, Url, Year
from cvgen.profile.model import Profile

DATE = r"^([12][0-9]{3}(-[0-9]{1,2}(-[0-9]{1,2})?)?|present)$"

SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": ["string", "number"]},
    Text: {"type": ["string", "number"]},
    Url: {"type": "string", "pattern": "^(https?://|mailto:)"},
    Email: {"type": "string", "pattern": "@"},
    Identifier: {"type": "string"},
    FilePath: {"type": "string"},
    Year: {"type": "integer", "minimum": 1000, "maximum": 2999},
    Count: {"type": "integer", "minimum": 1},
    Date: {"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 2999}, {"type": "string", "pattern": DATE}]},
    bool: {"type": "boolean"},
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a profile."""
    definitions: dict[str, Any] = {}
    root = _record(Profile, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "profile.yaml of cvgen",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _record(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a model class; add the classes it uses to `definitions`."""
    hints = typing.get_type_hints(cls)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for field in dataclasses.fields(cls):
        about = {"description": field.metadata["about"]}
        properties[field.name] = {**_value(hints[field.name], definitions), **about}
        if one := field.metadata["one"]:
            properties[one] = {**_value(typing.get_args(hints[field.name])[0], definitions), **about}
        if field.default is field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _value(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema for a type of the model; classes become definitions that it refers to."""
    if kind in SCALARS:
        return dict(SCALARS[kind])
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_value(arguments[0], definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": ["array", "null"], "items": _value(arguments[0], definitions)}
    if origin is dict:
        return {"type": ["object", "null"], "additionalProperties": _value(arguments[1], definitions)}
    if origin is Literal:
        return {"enum": list(arguments)}
    definitions.setdefault(kind.__name__, {}).update({} if kind.__name__ in definitions else _record(kind, definitions))
    reference = {"$ref": f"#/$defs/{kind.__name__}"}
    return {"anyOf": [{"type": "string"}, reference]} if hasattr(kind, "from_text") else reference
