"""What commands print beside their result: problems, progress, crashes; and the day they run on."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import files
from cvgen.cli.terminal import Screen, write_exactly
from cvgen.problems import InputError, Problem, count, origin, render, shown

NOTE_WIDTH = 100
FEW = 3  # warnings that a build prints

if TYPE_CHECKING:
    from cvgen.build.manifest import BuildResult
    from cvgen.profile.dates import Date


def report(problems: Sequence[Problem], name: str, text: str) -> None:
    """Print the problems in the file `name` to stderr, with excerpts of its text, and count them."""
    if problems:
        print(f"{render(problems, name, text)}\n{count(problems)}", file=sys.stderr)


def report_crash(traceback: str, debug: bool, name: str = "cvgen") -> None:
    """Print one sentence about an internal error and keep its traceback in a file; with `debug` print the traceback."""
    error = traceback.strip().splitlines()[-1]
    if debug:
        print(traceback, end="", file=sys.stderr)
        hint = "please report it with the traceback above"
    else:
        hint = f"please report it with {files.keep_traceback(traceback)}; cvgen --debug prints it"
    report([Problem(f"internal error: {error}", hint=hint)], name, "")


def report_briefly(warnings: Sequence[Problem], name: str) -> None:
    """Print the first warnings about the file `name` in a line each, and which command explains them all.

    A command that builds is run again and again; the same excerpts and hints each time would hide what is new.
    """
    for one in warnings[:FEW]:
        print(render([one._replace(hint="")], name), file=sys.stderr)
    if warnings:
        more = f"{count(warnings)}; " if len(warnings) > FEW else ""
        print(f"{more}cvgen check {name}  explains {'them' if len(warnings) > 1 else 'it'}", file=sys.stderr)


def report_changed_pages(data: bytes, path: Path) -> None:
    """Warn if a PDF or a Word file no longer shows what the profile inside was printed as."""
    from cvgen.pdf import attachment
    from cvgen.word.attachment import read
    from cvgen.word.package import is_word

    message = hint = ""
    if is_word(data):
        if read(data).is_changed:
            message = "this Word file was changed after cvgen made it"
            hint = f"the profile inside is that of the original words; cvgen diff {path}  says what was changed"
    elif attachment.has_changed_pages(data):
        message = "the pages of this PDF were changed after it was built"
        hint = "the profile inside is that of the original pages; cvgen diff compares the words of the pages"
    if message:
        report([Problem(message, hint=hint, severity="warning")], str(path), "")


def progress(doing: str) -> None:
    """Show on a terminal what is being built, in a line that the next one replaces; "" clears it."""
    if sys.stderr and sys.stderr.isatty():
        write_exactly(sys.stderr, f"\r\033[K{doing and f'building {shown(doing)} ...'}")
        sys.stderr.flush()


def print_result(result: "BuildResult", folder: Path) -> None:
    """Print a line for each output of a request, with the notes on those that were written now."""
    for name, entry in result.outputs.items():
        pages = f"{entry.pages} page{'s' * (entry.pages > 1)}" if entry.pages else ""
        state = "" if name in result.notes else "  unchanged"
        print(f"{folder / name!s:24} {pages:>8} {max(entry.size / 1000, 1):7.0f} KB{state}")
        for note in result.notes.get(name, ()):
            from textwrap import fill  # here, because a build that is up to date has no notes

            print(fill(note, NOTE_WIDTH, initial_indent="    ", subsequent_indent="      "))


def standard_input() -> bytes:
    """Return what comes through standard input; raise InputError if it is closed, or larger than a file may be."""
    if sys.stdin is None:
        raise InputError([Problem("standard input is closed", hint="name a file instead of -")], name="-")
    data = sys.stdin.buffer.read(files.MAX_BYTES + 1)
    if len(data) > files.MAX_BYTES:
        problem = Problem(f"the input is larger than {files.MAX_BYTES // 10**6} MB", hint="check the command before |")
        raise InputError([problem], name="-")
    return data


def print_data(text: str) -> None:
    """Print a text that a program or a file gets; raise InputError if the encoding of the output lacks a character.

    A file or pipe gets the exact text in UTF-8, as all files of cvgen are, on Windows too, unless PYTHONIOENCODING says
    otherwise. A terminal gets what it can show.
    """
    stream = sys.stdout.stream if isinstance(sys.stdout, Screen) else sys.stdout
    if stream.isatty():
        print(text, end="")
        return
    if isinstance(stream, TextIOWrapper):
        if not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8")
        try:
            text.encode(stream.encoding)
        except UnicodeEncodeError as error:
            message = f"the output is in {stream.encoding}, which lacks '{text[error.start]}'"
            hint = "unset PYTHONIOENCODING, or set it to utf-8"
            raise InputError([Problem(message, hint=hint)], name="cvgen") from None
    stream.write(text)


def print_json(value: object) -> None:
    """Print a value as JSON for programs."""
    print_data(to_json(value))


def to_json(value: object) -> str:
    """Return a value as lines of JSON."""
    import json

    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n"


def open_file(path: Path) -> None:
    """Show a file in the program that the system opens such files with."""
    open_address(path.resolve().as_uri(), str(path))


def open_address(address: str, name: str) -> None:
    """Show an address in the program of the system; `name` is what the user calls it."""
    import webbrowser

    if not webbrowser.open(address):
        print(f"{name}: no program to show it was found", file=sys.stderr)


def today() -> "Date":
    """Return the day of SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch) if set, else today."""
    from datetime import UTC, datetime

    from cvgen.profile.dates import Date

    now = datetime.now().astimezone()
    with suppress(ValueError, OverflowError, OSError):
        now = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC)
    return Date(now.year, now.month, now.day)


def replace(path: Path, data: bytes, read: bytes) -> None:
    """Replace the content `read` of a file of the user; raise InputError where that fails or the file has changed."""
    with origin(str(path)):
        try:
            files.replace(path, data, read)
        except OSError as error:
            raise files.explain(error, path) from None


def write(folder: Path, contents: Mapping[str, bytes], named: Path) -> None:
    """Write files into a folder; raise InputError about `named`, the user's word for it, where that fails."""
    special = [name for name in contents if files.is_special(folder / name)]
    try:
        for name in special:
            (folder / name).write_bytes(contents[name])
        if len(special) < len(contents):
            files.write(folder, {name: data for name, data in contents.items() if name not in special})
    except OSError as error:
        raise files.explain(error, named) from None
