"""The script with which a shell completes commands, options and files."""

import argparse
import re
from collections.abc import Iterator

from cvgen.cli.output import print_data

PATHS = re.compile(r"FILE|FOLDER|PROFILE|OLD|NEW")  # metavars of arguments that may be files


def completion(options: argparse.Namespace) -> int:
    """Print the script of a shell."""
    import shtab

    from cvgen.cli.parser import command_line  # here, because it imports this module

    parser = command_line()
    for action in _actions(parser):
        if action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif PATHS.search(str(action.metavar)):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print_data(shtab.complete(parser, options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of its commands."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
