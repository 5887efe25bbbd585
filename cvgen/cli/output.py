"""What a command says beside its result: problems, progress, and the day it runs on."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import files
from cvgen.problems import Problem, count, render

NOTE_WIDTH = 100

if TYPE_CHECKING:
    from cvgen.build.manifest import BuildResult
    from cvgen.profile.dates import Date


def report(problems: Sequence[Problem], name: str, source: str) -> None:
    """Problems -> stderr, with their number at the end."""
    if problems:
        print(f"{render(problems, name, source)}\n{count(problems)}", file=sys.stderr)


def progress(doing: str) -> None:
    """Say on a terminal what is being made, in a line that the next one replaces; "" clears it."""
    if sys.stderr and sys.stderr.isatty():
        print(f"\r\033[K{doing and f'making {doing} ...'}", end="", file=sys.stderr, flush=True)


def tell(outcome: "BuildResult", folder: Path) -> None:
    """The files that a wish asked for -> a line for each, with the notes on those that were made anew."""
    from textwrap import fill

    for name, made in outcome.made.items():
        pages = f"{made.pages} page{'s' * (made.pages > 1)}" if made.pages else ""
        state = "" if name in outcome.notes else "  unchanged"
        print(f"{folder / name!s:24} {pages:>8} {made.size / 1000:7.0f} KB{state}")
        for note in outcome.notes.get(name, ()):
            print(fill(note, NOTE_WIDTH, initial_indent="    ", subsequent_indent="      "))


def today() -> "Date":
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch) if it is set, else today."""
    from datetime import UTC, datetime

    from cvgen.profile.dates import Date

    now = datetime.now().astimezone()
    with suppress(ValueError, OverflowError, OSError):
        now = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC)
    return Date(now.year, now.month, now.day)


def write(folder: Path, made: Mapping[str, bytes], told: Path) -> None:
    """Put files into a folder; `told` is what the user called it."""
    try:
        files.write(folder, made)
    except OSError as error:
        raise files.explain(error, told) from None
