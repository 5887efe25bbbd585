"""The parser of the commands -> docs/cvgen.1, the manual that  man cvgen  shows."""

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import cvgen
from cvgen.cli.parser import command_line

MANUAL = Path(__file__).parent.parent / "docs" / "cvgen.1"
COUNTS = {"?": "[{}]", "*": "[{} ...]", "+": "{} ..."}  # how often an argument may be there


def manual() -> str:
    """Return the manual as a page of man, which has no date: the same commands give the same page."""
    parser = command_line()
    (commands,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    lines = [
        f'.TH CVGEN 1 "" "cvgen {cvgen.__version__}" "User Commands"',
        ".SH NAME", r"cvgen \- build every CV document of an academic from one file",
        ".SH SYNOPSIS", r".B cvgen", r"[\fB\-\-debug\fR] \fICOMMAND\fR ...",
        ".SH DESCRIPTION", *text(parser.description or ""),
        ".SH OPTIONS", *arguments(parser),
        ".SH COMMANDS",
    ]  # fmt: skip
    for listed in commands._choices_actions:
        command = commands.choices[listed.dest]
        lines += [f".SS {roff(command.prog)}{operands(command)}", *text(command.description), *arguments(command)]
    return "\n".join(lines) + "\n"


def roff(words: str) -> str:
    """Return a text in which nothing is a request or an escape of roff."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def text(description: str) -> Iterator[str]:
    """Yield a description; lines that are indented are examples, which keep their line breaks."""
    for is_example, group in groupby(description.split("\n"), lambda line: line.startswith("  ")):
        lines = [roff(line) if line else ".PP" for line in group]
        yield from [".nf", *lines, ".fi"] if is_example else lines


def operands(command: argparse.ArgumentParser) -> str:
    """Return the arguments of a command that are no options: " [PROFILE ...]"."""
    found = [one for one in command._actions if not one.option_strings]
    return "".join(f" {COUNTS.get(str(one.nargs), '{}').format(value(one))}" for one in found)


def value(action: argparse.Action) -> str:
    """Return the name of what an argument takes, "" for a switch."""
    if action.nargs == 0:
        return ""
    words = action.metavar or "|".join(map(str, action.choices or ())) or action.dest
    return rf"\fI{roff(str(words))}\fR"


def arguments(command: argparse.ArgumentParser) -> Iterator[str]:
    """Yield each argument and option with its help, but --help."""
    for action in command._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        names = ", ".join(rf"\fB{roff(one)}\fR" for one in action.option_strings)
        about = "print the version" if isinstance(action, argparse._VersionAction) else action.help or ""
        yield from [".TP", " ".join(filter(None, [names, value(action)])), roff(about)]


if __name__ == "__main__":
    MANUAL.write_text(manual(), "utf-8")
