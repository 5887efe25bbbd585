"""The command line: parse, call, print. The only module that prints."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import cvgen
from cvgen import dates, usage
from cvgen.problems import Problem, ProfileError, count, show
from cvgen.style import StyleError
from cvgen.writers import EngineMissingError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# The names that the parser must know before anything is loaded; a test holds them against the code.
DOCUMENTS, FORMATS, PAPERS = ("cv", "bio"), ("pdf", "html", "txt"), ("a4", "letter")

NOTE_WIDTH = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Words of the command line -> exit code: 0 done, 1 something to mend (said on stderr), 2 wrong usage."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal can't show is no reason to stop
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options) or 0
        if sys.stdout:
            sys.stdout.flush()  # what can't be written must fail here, not in the interpreter's last moment
        return int(code)
    except ProfileError as error:
        _report(error.problems, error.name or str(getattr(options, "profile", "cvgen")), error.source)
        return 1
    except (StyleError, EngineMissingError) as error:
        _report([Problem(str(error), hint=getattr(error, "hint", ""))], "cvgen", "")
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _silence()
        return 0
    except OSError as error:  # the disk under our own output is full, for one
        _silence()
        print(f"cvgen: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing was written", file=sys.stderr)
        return 130


def build(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.build import Order, open_profile, write_documents
    from cvgen.variants import documents

    formats = options.to or ["pdf"]
    opened = open_profile(options.profile, printed="pdf" in formats, today=options.date or _today())
    _report(opened.warnings, str(options.profile), opened.source)
    if options.list:
        for name, found in documents(opened.profile).items():
            print(f"{name:20} {found.kind or 'cv':14} {found.title or ''}".rstrip())
        return 0
    try:
        order = Order(
            names=list(documents(opened.profile)) if options.all else options.only or DOCUMENTS,
            formats=formats,
            date=options.date or _today(),
            style=options.style,
            paper=options.paper,
            chart=options.chart,
            source=options.source,
            language=options.language,
        )
        written = write_documents(opened, order, _progress)
    finally:
        _progress("")
    try:
        files.write(options.output, {name: made.data for name, made in written.items()})
    except OSError as error:
        raise files.explain(error, options.output) from None
    for name, made in written.items():
        pages = f"{made.pages} page{'s' * (made.pages > 1)}" if made.pages else ""
        print(f"{options.output / name!s:24} {pages:>8} {len(made.data) / 1000:7.0f} KB")
        for note in made.notes:
            print(fill(note, NOTE_WIDTH, initial_indent="    ", subsequent_indent="      "))
    return 0


def bio(options: argparse.Namespace) -> int:
    from cvgen.bios import bios, doubts
    from cvgen.build import open_profile

    opened, today = open_profile(options.profile, printed=False), _today()
    texts = bios(opened.profile, options.limits, today)
    _report(doubts(opened.profile, opened.places, today), str(options.profile), opened.source)
    for at, (title, text) in enumerate(texts.items()):
        if len(texts) > 1:
            print(title, file=sys.stderr, flush=True)
        print(text + "\n" * (at < len(texts) - 1), flush=True)  # a blank line between two
    return 0


def check(options: argparse.Namespace) -> int:
    from cvgen.build import open_profile

    opened = open_profile(options.profile, today=_today())
    _report(opened.warnings, str(options.profile), opened.source)
    if not opened.warnings:
        print(f"{options.profile}: no problems")
    return 0


def new(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.profile_yaml import starter

    try:
        files.write_new(options.profile, starter(options.name).encode())
    except FileExistsError:
        hint = "it was left as it is; choose another name with  -o FILE"
        raise ProfileError([Problem("the file exists already", hint=hint)]) from None
    except OSError as error:
        raise files.explain(error, options.profile) from None
    print(f"{options.profile} written. Put in your own facts, then run:  cvgen build")
    return 0


def extract(options: argparse.Namespace) -> int:
    from cvgen import embedded, files

    print(embedded.extract(files.read(options.profile)), end="")
    return 0


def coauthors(options: argparse.Namespace) -> int:
    from cvgen import coauthors, files
    from cvgen.build import open_profile

    opened = open_profile(options.profile, printed=False)
    found = coauthors.coauthors(opened.profile, dates.months_before(options.date or _today(), options.months))
    if options.output is None:
        print(coauthors.to_csv(found).decode("utf-8-sig"), end="")
        return 0
    data = coauthors.to_xlsx(found) if options.output.suffix == ".xlsx" else coauthors.to_csv(found)
    try:
        files.write(options.output.parent, {options.output.name: data})
    except OSError as error:
        raise files.explain(error, options.output) from None
    print(f"{options.output}: {len(found)} co-authors of the last {options.months} months")
    return 0


def kit(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.build import Order, open_profile
    from cvgen.kit import Talk, kit, zipped
    from cvgen.profile_yaml import decode

    order = Order(["bio"], ["pdf"], options.date or _today(), options.style, options.paper, language=options.language)
    opened = open_profile(options.profile, today=order.date)
    abstract = decode(files.read(options.abstract)) if options.abstract else ""
    made = kit(opened, Talk(options.talk, abstract.strip()) if options.talk else None, order)
    try:
        if options.output.suffix == ".zip":
            files.write(options.output.parent, {options.output.name: zipped(made)})
        else:
            files.write(options.output, made)
    except OSError as error:
        raise files.explain(error, options.output) from None
    print(f"{options.output}: {', '.join(made)}")
    if not opened.photo:
        print("    without headshots: the profile names no photo")
    return 0


def schema(options: argparse.Namespace) -> int:
    from cvgen.schema import schema as model_schema

    print(json.dumps(model_schema(), indent=2, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "cvgen", description=usage.ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"cvgen {cvgen.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parser.set_defaults(run=lambda _: parser.print_help())
    _add_build(commands)
    one = _add(commands, "bio", bio, "print a biography of the length asked for, as plain text", usage.BIO)
    _add_profile(one)
    for flag, unit in (("--words", "words"), ("--chars", "characters")):
        about = f"at most so many {unit}; may be repeated"
        one.add_argument(flag, metavar="N", dest="limits", action="append", type=partial(_limit, unit), help=about)
    one = _add(commands, "check", check, "say everything that is wrong in a profile, with line and column", usage.CHECK)
    _add_profile(one)
    one = _add(commands, "new", new, "write a first profile.yaml for the name given", usage.NEW)
    one.add_argument("name", metavar="NAME", help='your name, such as "Ada Lovelace"')
    one.add_argument(
        "-o", dest="profile", metavar="FILE", type=Path, default=Path("profile.yaml"), help="default: profile.yaml"
    )
    one = _add(commands, "extract", extract, "print the profile inside a PDF that cvgen made", usage.EXTRACT)
    one.add_argument("profile", metavar="FILE.pdf", type=Path, help="a PDF made by cvgen build")
    one = _add(commands, "coauthors", coauthors, "list recent co-authors, as funders ask for them", usage.COAUTHORS)
    _add_profile(one)
    one.add_argument("--months", type=int, default=48, help="how far back; default: 48")
    one.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="a .csv or .xlsx file; default: CSV on the terminal"
    )
    one.add_argument("--date", metavar="DATE", type=_date, help="count back from then; default: today")
    one = _add(commands, "kit", kit, "make what the organizer of a talk asks for", usage.KIT)
    _add_profile(one)
    one.add_argument("--talk", metavar="TITLE", help="the title of the talk")
    one.add_argument("--abstract", metavar="FILE", type=Path, help="a text file with its abstract")
    one.add_argument("-o", "--output", metavar="DIR|FILE.zip", type=Path, default=Path("kit"), help="default: kit")
    _add_look(one)
    _add(commands, "schema", schema, "print the JSON Schema of profile.yaml, for editors", usage.SCHEMA)
    return parser


def _add_build(commands: "Commands") -> None:
    one = _add(commands, "build", build, "make the documents of a profile", usage.BUILD)
    _add_profile(one)
    one.add_argument("-o", "--output", metavar="DIR", type=Path, default=Path("output"), help="default: output")
    one.add_argument(
        "--only", metavar="NAME", action="append", help="cv, bio or one of your documents; may be repeated"
    )
    one.add_argument("--all", action="store_true", help="every document of the profile")
    one.add_argument("--list", action="store_true", help="say which documents there are, and build nothing")
    one.add_argument(
        "--to", metavar="FORMAT", action="append", choices=FORMATS, help="pdf, html or txt; may be repeated"
    )
    _add_look(one)
    one.add_argument("--chart", action="store_true", help="add a chart of the publications by year")
    one.add_argument(
        "--no-source", dest="source", action="store_false", help="leave the profile out of the PDF (see cvgen extract)"
    )


def _add(
    commands: "Commands", name: str, run: Callable[[argparse.Namespace], int], summary: str, about: str
) -> argparse.ArgumentParser:
    """Add a command: what runs it, its line in the list of commands, and its own help."""
    one = commands.add_parser(
        name, help=summary, description=about, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    one.set_defaults(run=run)
    return one


def _add_look(command: argparse.ArgumentParser) -> None:
    """The options of every command that makes a PDF."""
    command.add_argument("--style", metavar="NAME", help="classic, modern, compact, or a file such as mine.css")
    command.add_argument("--paper", choices=PAPERS, help="default: a4")
    command.add_argument("--language", metavar="NAME", help="of headings and dates: en, de, es, fr, ja, zh")
    command.add_argument(
        "--date", metavar="DATE", type=_date, help="the date printed on it, such as 2026-11; default: today"
    )


def _add_profile(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "profile", metavar="PROFILE", nargs="?", type=Path, default=Path("profile.yaml"), help="default: profile.yaml"
    )


def _limit(unit: str, text: str) -> tuple[int, str]:
    """The text of --words or --chars -> the number and its unit."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of {unit}; write 100")
    return int(text), unit


def _date(text: str) -> dates.Date:
    """The text of --date -> the date; the words of ValueError reach the user through argparse."""
    try:
        if (date := dates.parse(text)) == dates.PRESENT:
            raise ValueError("'present' is not a date to print")
        return date
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; write 2026-11 or 2026-11-21") from None


def _today() -> dates.Date:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch) if it is set, else today."""
    now = datetime.now().astimezone()
    with suppress(ValueError, OverflowError, OSError):
        now = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC)
    return dates.Date(now.year, now.month, now.day)


def _silence() -> None:
    """Let the interpreter flush at its end what could not be written, into nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(problems: Sequence[Problem], name: str, source: str) -> None:
    """Problems -> stderr, with their number at the end."""
    if problems:
        print(f"{show(problems, name, source)}\n{count(problems)}", file=sys.stderr)


def _progress(doing: str) -> None:
    """Say on a terminal what is being made, in a line that the next one replaces; "" clears it."""
    if sys.stderr and sys.stderr.isatty():
        print(f"\r\033[K{doing and f'making {doing} ...'}", end="", file=sys.stderr, flush=True)
