"""Write the reference from the code itself: the keys of profile.yaml from the model, the commands from the parser."""

import argparse
import dataclasses
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from cvgen.cli.arguments import formatter
from cvgen.cli.parser import command_line
from cvgen.profile import fields
from cvgen.profile.dates import Date
from cvgen.profile.model import Entry, Profile
from cvgen.profile.yaml.examples import examples_of
from cvgen.profile.yaml.key_list import COMMON, KeyFacts, facts_of, sections, values_of

TYPES: dict[Any, str] = {
    str: "text", bool: "`true` or `false`", int: "whole number", Date: "date",
    fields.Text: "text with Markdown", fields.Plain: "text",
    fields.Url: "web or mail address", fields.Email: "e-mail address",
    fields.Year: "year", fields.Identifier: "identifier, in quotes", fields.FilePath: "file beside the profile",
    fields.Color: "color", fields.Count: "whole number from 1", fields.Months: "number",
}  # fmt: skip
FEW = 4  # examples of a key
KEYS_INTRO = """# Every key

This page is made from the model that reads `profile.yaml`, so it has every key. [The format](profile.md) explains how
to write them, with examples; [`cvgen keys`](commands.md#cvgen-keys) prints the same list on the terminal, and
[`cvgen schema`](commands.md#cvgen-schema) gives it to your editor.
"""
COMMANDS_INTRO = """# Every command and option

This page is made from the parser of the command line: it has what `--help` prints. [Commands](commands.md) explains
them, with examples.
"""


# Keys


def keys_page() -> str:
    """Return the page of all keys, a table for the person, each section, and each kind of value inside them."""
    tables = [("profile.yaml", Profile, ()), ("every entry", Entry, COMMON)]
    tables += [(name, cls, ()) for name, cls in sections().items()]
    inside = [(cls.__name__, cls, ()) for cls in _nested()]
    parts = [_table(name, cls, only, "##") for name, cls, only in tables]
    return "\n".join([KEYS_INTRO, *parts, "## Values with keys inside\n", *(_table(*one, "###") for one in inside)])


def _table(title: str, cls: type, only: tuple[str, ...], level: str) -> str:
    about = (cls.__doc__ or "").splitlines()[0]
    rows = "\n".join(_row(cls, facts) for facts in facts_of(cls, only))
    return f"{level} {title}\n\n{about}\n\n| key | meaning | value | such as |\n|---|---|---|---|\n{rows}\n"


def _row(cls: type, facts: KeyFacts) -> str:
    needed = "**Required.** " if facts.required else ""
    others = f" Also written {_either(facts.others)}." if facts.others else ""
    shown = [] if values_of(facts.kind) else examples_of(cls, facts.name, _bare(facts.kind))[:FEW]
    examples = "<br>".join(f"`{one}`" for one in shown)
    return f"| `{facts.name}` | {needed}{_sentence(facts.meaning)}{others} | {_type(facts.kind)} | {examples} |"


def _sentence(text: str) -> str:
    """Return a description as a sentence for a cell of a table, with what looks like YAML as code."""
    text = re.sub(r"(?<!`)(\{(?:[^{}]|\{[^{}]*\})*\}|\[[^][]*\])", r"`\1`", re.sub(r"\s+", " ", text))
    text = re.sub(r"^([a-z]+)(?=: )", r"`\1`", text)
    return (text[:1].upper() + text[1:]).replace("|", r"\|").rstrip(".") + "."


def _either(words: typing.Sequence[str]) -> str:
    return " or ".join([", ".join(f"`{word}`" for word in words[:-1]), f"`{words[-1]}`"][len(words) < 2 :])


def _type(kind: Any) -> str:
    """Return what may be written for a type of the model: "list of text with Markdown"."""
    kind, parts = _bare(kind), typing.get_args(_bare(kind))
    if typing.get_origin(kind) is tuple:
        return f"list of {_type(parts[0])}"
    if values := values_of(kind):
        return _either(values)
    if typing.get_origin(kind) is dict:
        return f"names, each with a {_type(parts[1])}"
    if dataclasses.is_dataclass(kind) and kind is not Date:
        return f"[{kind.__name__}](#{_anchor(kind)})"
    return TYPES[kind]


def _anchor(cls: type) -> str:
    return next((name for name, kind in sections().items() if kind is cls), cls.__name__.lower())


def _bare(kind: Any) -> Any:
    """Return a type without "or nothing"."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        (kind,) = [part for part in typing.get_args(kind) if part is not type(None)]
    return kind


def _nested() -> list[type]:
    """Return the classes inside a profile that are not the entries of a section, in the order of their first use."""
    found: list[type] = []
    waiting: list[type] = [Profile, *sections().values()]
    while waiting:
        for facts in facts_of(waiting.pop(0)):
            for part in _classes(facts.kind):
                if part not in (*found, *sections().values()):
                    found.append(part)
                    waiting.append(part)
    return found


def _classes(kind: Any) -> Iterator[type]:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind is not Date:
        yield kind
    for part in typing.get_args(kind):
        yield from _classes(part)


# Commands


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands that the help lists, with their parsers."""
    (action,) = [one for one in command_line()._actions if isinstance(one, argparse._SubParsersAction)]
    return {one.dest: action.choices[one.dest] for one in action._choices_actions}


def commands_page() -> str:
    """Return the page of all commands: usage, description and every option of each."""
    return "\n".join([COMMANDS_INTRO, *(_command(name, one) for name, one in commands().items())])


def _command(name: str, one: argparse.ArgumentParser) -> str:
    one.formatter_class = formatter
    usage = re.sub(r"(?m)^ {7}", "", one.format_usage().removeprefix("usage: "))
    rows = [_option(action) for action in one._actions if action.help and action.help != argparse.SUPPRESS]
    table = "| option | meaning |\n|---|---|\n" + "\n".join(rows)
    return f"## cvgen {name}\n\n```text\n{usage}```\n\n{_prose(one.description or '')}\n\n{table}\n"


def _prose(description: str) -> str:
    """Return a help text with its indented lines, which are commands, as blocks of code."""
    blocks = re.split(r"\n\n", description)
    return "\n\n".join(f"```text\n{_dedent(one)}\n```" if one.startswith("  ") else _escaped(one) for one in blocks)


def _dedent(block: str) -> str:
    return re.sub(r"(?m)^  ", "", block)


def _escaped(text: str) -> str:
    """Return a text of the terminal as Markdown, with its options as code."""
    return re.sub(r"(?<![\w-])(--?[a-z][\w-]*)", r"`\1`", re.sub(r"([*_<>|\[\]])", r"\\\1", text))


def _option(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    if not action.option_strings:
        return f"| `{value}` | {_escaped(action.help or '')} |"
    takes = "" if action.nargs == 0 else f" {value}"
    names = ", ".join(f"`{flag}{takes}`" for flag in action.option_strings)
    return f"| {names.replace('|', chr(92) + '|')} | {_escaped(action.help or '')} |"
