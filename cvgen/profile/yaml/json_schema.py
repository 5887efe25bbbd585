"""Derive the JSON Schema of profile.yaml, or of a form, from its model; editors use it to complete and check the file.

It is written for yaml-language-server, which VS Code and most other editors run, and in draft-07, which all of its
releases read. Four things look odd and have a reason there:

- No `anyOf`: the server mixes the help of all alternatives. Keywords for texts, numbers and lists leave values of
  other types alone, so one schema can hold several of them.
- A key that may be left empty has its type behind `if`/`else`: the server offers `null` wherever a type has it.
- Long lists of values are `defaultSnippets`, which the server offers; it would print `examples` one below the other.
- `errorMessage` is what the server says instead of quoting a type or a pattern; other programs ignore it.
"""

import dataclasses
import re
import types
import typing
from typing import Any, Literal

from cvgen import colors
from cvgen.profile.dates import FIRST_YEAR, LAST_YEAR, Date
from cvgen.profile.fields import (
    OTHER_WORDS,
    Color,
    Count,
    Email,
    FilePath,
    Identifier,
    Months,
    Plain,
    Text,
    Url,
    Year,
    default_of,
    required_fields,
)
from cvgen.profile.languages import CODE
from cvgen.profile.model import Profile
from cvgen.profile.yaml.examples import LABELS, SHORT_FORMS, Examples, examples_of
from cvgen.profile.yaml.keys import Key, keys_of, rivals
from cvgen.profile.yaml.translated import has_short_text

Schema = dict[str, Any]

# Regular expressions that mean the same in Python and in JavaScript: no flags, no named or atomic groups.
PRINTABLE = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]*$"
NOT_BLANK = r"^(?=[\s\S]*\S)"
SAFE = r"(?:[hH][tT][tT][pP][sS]?://[^\s/?#)>]|[mM][aA][iI][lL][tT][oO]:)"
NO_UNSAFE_LINK = rf"(?!(?=[\s\S]*\[)[\s\S]*(?<!\\)(?:\\\\)*\]\((?!\s*<?\s*{SAFE}))"
NO_OUTSIDE = r"(?!\s*(?:[A-Za-z]+:|[/\\~]))(?![\s\S]*(?:^\s*|[/\\])\.\.(?:[/\\]|\s*$))"
DAY = r"(?:-(?:0?[1-9]|[12][0-9]|3[01]))?"
MONTH = rf"(?:-(?:0?[1-9]|1[0-2]){DAY})?"
DATE = rf"[12][0-9]{{3}}{MONTH}"
EXPECTED = "[eE][xX][pP][eE][cC][tT][eE][dD]"
PRESENT = "[pP][rR][eE][sS][eE][nN][tT]"
NAME_PART = r"[^@\s<>()\[\],;:]+"
YES_OR_NO = r"[tT][rR][uU][eE]|[yY][eE][sS]|[oO][nN]|[fF][aA][lL][sS][eE]|[nN][oO]|[oO][fF][fF]"

NOTHING: Schema = {"type": ["null", "string"], "pattern": r"^\s*$"}  # what the reader takes for a key without a value
ONE_TEXT = "write one text, in quotes if it starts with [ or {, or is true or false"
YEARS = {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}

LINE: Schema = {"type": ["string", "number"], "pattern": NOT_BLANK + PRINTABLE, "errorMessage": ONE_TEXT}
MARKDOWN: Schema = {
    "type": ["string", "number"],
    "pattern": NOT_BLANK + NO_UNSAFE_LINK + PRINTABLE,
    "errorMessage": f"{ONE_TEXT}; a link in it starts with https://, http:// or mailto:",
}


def _translatable(text: Schema, language: str = "language") -> Schema:
    """Return the schema of a text that may be in several languages: {en: Prize, de: Preis}."""
    names = {"$ref": f"#/definitions/{language}"}
    one = {"$ref": "#/definitions/line" if text is LINE else "#/definitions/markdown"}
    each = {"minProperties": 1, "propertyNames": names, "additionalProperties": one}
    return {**text, "type": [*text["type"], "object"], **each}


SCALARS: dict[Any, Schema] = {
    str: LINE,
    Plain: _translatable(LINE),
    Text: _translatable(MARKDOWN),
    Url: {
        "type": "string",
        "format": "iri",
        "pattern": rf"^(?={PRINTABLE})\s*{SAFE}\S*\s*$",
        "errorMessage": "write a link that starts with https://, http:// or mailto:, without spaces",
    },
    Email: {
        "type": "string",
        "format": "idn-email",
        "pattern": rf"^(?={PRINTABLE})\s*{NAME_PART}@{NAME_PART}\.[^@\s<>()\[\],;:.]+\s*$",
        "errorMessage": "write name@example.org",
    },
    Identifier: {
        "type": "string",
        "pattern": NOT_BLANK + PRINTABLE,
        "errorMessage": 'put the number in quotes: "2402.02370"; without them it may lose zeros',
    },
    Color: {
        "type": ["string", "integer"],
        "pattern": rf"^\s*(?:{'|'.join([*colors.NAMES, 'grey'])}|#?(?:[0-9A-Fa-f]{{3}}){{1,2}})\s*$",
        "errorMessage": f"write one of {', '.join(colors.NAMES)}, or # and six of 0-9 and a-f in quotes",
    },
    FilePath: {
        "type": ["string", "number"],
        "pattern": NOT_BLANK + NO_OUTSIDE + PRINTABLE,
        "errorMessage": "put the file beside the profile, and write its name",
    },
    Year: {
        "type": ["string", "integer"],
        **YEARS,
        "pattern": r"^\s*[12][0-9]{3}\s*$",
        "errorMessage": "write four digits such as 2019",
    },
    Months: {
        "type": ["string", "number"],
        "minimum": 0,
        "maximum": 12,
        "pattern": r"^\s*(?:[0-9]|1[01])(?:\.[0-9]{1,4})?\s*$|^\s*12(?:\.0{1,4})?\s*$",
        "errorMessage": "write a number of months from 0 to 12, such as 1.5",
    },
    Count: {
        "type": ["string", "integer"],
        "minimum": 1,
        "maximum": 999_999,
        "pattern": r"^\s*[1-9][0-9]{0,5}\s*$",
        "errorMessage": "write a whole number: 1, 2, 3, ...",
    },
    Date: {
        "type": ["string", "integer"],
        **YEARS,
        "pattern": rf"^\s*(?:(?:{EXPECTED}:?\s+)?{DATE}|{DATE},?\s*(?:{EXPECTED}|\({EXPECTED}\))|{PRESENT})\s*$",
        "errorMessage": "write 2019, 2019-05, 2019-05-14, expected 2027 or present",
    },
    bool: {
        "if": {"type": "string"},
        "then": {"pattern": rf"^\s*(?:{YES_OR_NO})\s*$", "errorMessage": "write true or false"},
        "else": {"enum": [True, False], "errorMessage": "write true or false"},
    },
}
LIST: Schema = {"type": "array", "errorMessage": "write a list: [one, another], or one line for each after '- '"}
PAIRS: Schema = {"type": "object", "errorMessage": "write labels with values: {Label: value, Another: value}"}
LANGUAGE: Schema = {"pattern": f"^{CODE}$", "errorMessage": "write the code of the language: en, de, pt-BR, zh, ..."}
# Where an entry is a text in several languages: `id` is the key of that name, not the code of Indonesian.
ENTRY_LANGUAGE: Schema = {**LANGUAGE, "pattern": f"^(?!id$){CODE}$"}
SEVERAL: Schema = {"minProperties": 1, "propertyNames": {"$ref": "#/definitions/entry-language"}}
LABEL: Schema = {"pattern": SCALARS[str]["pattern"], "errorMessage": "write a label in front of the colon"}

MOST_EXAMPLES = 4  # that the help of a key shows


def schema(cls: type = Profile) -> Schema:
    """Return the JSON Schema (draft-07) of a YAML file that is read as a class: by default, of a profile."""
    definitions = {kind.__name__: scalar for kind, scalar in SCALARS.items()}
    definitions |= {"nothing": NOTHING, "line": LINE, "markdown": MARKDOWN}
    definitions |= {"language": LANGUAGE, "entry-language": ENTRY_LANGUAGE}
    root = _record(cls, definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "definitions": definitions}


def _record(cls: Any, definitions: dict[str, Schema], optional: bool = False) -> Schema:
    """Return the schema of a class of the model: of its keys, and of its short form if it has one."""
    keys = _shape(cls, definitions)
    help_text = {"title": _title(cls), "description": cls.__doc__}
    if not hasattr(cls, "from_text"):
        return _with_type(help_text | _start(cls, keys) | keys, {"type": "object"}, optional)
    offered = _offer(SHORT_FORMS.get(cls.__name__, ()))
    text = _translatable(MARKDOWN, "entry-language") if has_short_text(cls) else MARKDOWN
    is_entry = {"type": "object", **({"not": SEVERAL} if has_short_text(cls) else {})}
    seen = {"properties": keys["properties"]} if optional else {}  # by the server, which else writes no colon
    return _with_type(help_text | offered | seen, {"if": is_entry, "then": keys, "else": text}, optional)


def _shape(cls: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of the keys of a class: which it has, which it needs, which exclude each other."""
    known = keys_of(cls)
    required = required_fields(cls)
    alone = [field.name for field in required if not field.metadata["also"]]
    several = [_one_of(field) for field in required if field.metadata["also"]]
    exclusive = {name: _without(cls, name, earlier) for at, name in enumerate(known) if (earlier := list(known)[:at])}
    return {
        "properties": {name: _key(cls, name, found[0], definitions) for name, found in known.items()},
        "additionalProperties": False,
        **({"required": alone} if alone else {}),
        **({"allOf": several} if several else {}),
        **({"dependencies": found} if (found := {name: one for name, one in exclusive.items() if one}) else {}),
    }


def _start(cls: Any, keys: Schema) -> Schema:
    """Return the keyword by which an editor offers the required keys of an entry that has other names for them."""
    if "allOf" not in keys:
        return {}  # the server takes them from `required`
    names = [field.name for field in required_fields(cls)]
    return {"defaultSnippets": [{"label": _title(cls), "body": {name: f"${at}" for at, name in enumerate(names, 1)}}]}


def _one_of(field: dataclasses.Field[Any]) -> Schema:
    """Return the schema of an entry that has a required key under one of its names; the key itself is asked for."""
    schema: Schema = {"required": [field.name]}
    for name in field.metadata["also"]:
        schema = {"if": {"required": [name]}, "else": schema}
    return schema


def _key(cls: Any, name: str, key: Key, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of one key of a class, with its help and the value that it has if it is left out."""
    own = key.field.name
    about = {"description": key.field.metadata["about"]}
    if key.form == "flag":
        return {**_value(cls, own, bool, definitions), "description": f"true: the same as `{own}: {name}`"}
    value = _value(cls, name if name == own or key.form == "one" else own, key.kind, definitions)
    if key.field.metadata["joined"]:
        value = _or_list(value)
    if name not in (own, key.field.metadata["one"]):
        one = key.field.metadata["one"] if key.form == "one" else own
        about = {"description": f"another name of `{one}`: {about['description']}"}
    default = default_of(key.field)
    told = {"default": default} if isinstance(default, (bool, str)) and default != "" else {}
    return {**value, **about, **told}


def _or_list(value: Schema) -> Schema:
    """Return the schema of a text that may be written as a list of texts."""
    texts = {"type": [*SCALARS[Text]["type"], "array"], "items": SCALARS[Text], "errorMessage": ONE_TEXT}
    return {**value, "else": {**SCALARS[Text], **texts}}


def _without(cls: Any, name: str, earlier: list[str]) -> Schema:
    """Return the schema of an entry with a key, which must not have the earlier keys that set the same; {} if none."""
    excluded = [other for other in rivals(cls, name) if other in earlier]
    if not excluded:
        return {}
    keys = " and ".join(f"'{one}'" for one in (*excluded, name))
    return {"properties": dict.fromkeys(excluded, False), "errorMessage": f"keep one of {keys}"}


def _value(cls: Any, key: str, kind: Any, definitions: dict[str, Schema], optional: bool = False) -> Schema:
    """Return the schema of the values of a key, by their type; a class becomes a definition that is referred to."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(cls, key, arguments[0], definitions, optional=True)
    if origin is tuple:
        return _with_type({"items": _value(cls, key, arguments[0], definitions)}, LIST, optional=True)
    if origin is dict:
        return _with_type(_pairs(cls, key, _value(cls, key, arguments[1], definitions)), PAIRS, optional=True)
    if origin is Literal:
        synonyms = [word for word, meant in OTHER_WORDS.items() if meant in arguments]
        one_of = {"enum": [*arguments, *synonyms], "errorMessage": f"write one of: {', '.join(arguments)}"}
        return _with_type(_offer(arguments) if optional else {}, one_of, optional)
    if dataclasses.is_dataclass(kind) and kind not in SCALARS:
        return _reference(kind, definitions, optional)
    offered = {"examples": [True]} if kind is bool else _offer(examples_of(cls, key, kind))
    scalar = {"$ref": f"#/definitions/{kind.__name__}"} if optional else SCALARS[kind]
    return _with_type(offered, scalar, optional)


def _offer(values: Examples) -> Schema:
    """Return the keyword by which an editor offers values; a few are shown in the help of the key as well."""
    if len(values) > MOST_EXAMPLES:
        return {"defaultSnippets": [{"label": value, "body": value} for value in values]}
    return {"examples": list(values)} if values else {}


def _pairs(cls: Any, key: str, value: Schema) -> Schema:
    """Return the schema of labels that the user chooses, with their values; an editor offers the usual labels."""
    usual = dict.fromkeys(LABELS.get(f"{cls.__name__}.{key}", ()), value)
    return {"properties": usual, "additionalProperties": value, "propertyNames": LABEL}


def _reference(cls: Any, definitions: dict[str, Schema], optional: bool) -> Schema:
    """Return a reference to the definition of a class, or its whole schema where it may be left empty."""
    if optional:
        return _record(cls, definitions, optional=True)
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = _record(cls, definitions)
    return {"$ref": f"#/definitions/{cls.__name__}"}


def _with_type(shape: Schema, kind: Schema, optional: bool) -> Schema:
    """Add the kind of a value to its description; an optional value may be nothing instead."""
    return {**shape, "if": {"$ref": "#/definitions/nothing"}, "else": kind} if optional else {**shape, **kind}


def _title(cls: type) -> str:
    """Return the heading of the help about a class: DocumentOptions -> "Document options"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize()
