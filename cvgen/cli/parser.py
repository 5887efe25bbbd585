"""The words of the command line -> which command, and with what."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import cvgen
from cvgen import dates, usage
from cvgen.cli import making

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# The names that the parser must know before anything is loaded; a test holds them against the code.
FORMATS, PAPERS = ("pdf", "html", "txt"), ("a4", "letter")


def command_line() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        "cvgen", description=usage.ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    root.add_argument("--version", action="version", version=f"cvgen {cvgen.__version__}")
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    root.set_defaults(run=lambda _: root.print_help())
    _add_build(commands)
    one = _add(commands, "bio", making.bio, "print a biography of the length asked for, as plain text", usage.BIO)
    _add_profile(one)
    for flag, unit in (("--words", "words"), ("--chars", "characters")):
        about = f"at most so many {unit}; may be repeated"
        one.add_argument(flag, metavar="N", dest="limits", action="append", type=partial(_limit, unit), help=about)
    one = _add(
        commands, "check", making.check, "say everything that is wrong in a profile, with line and column", usage.CHECK
    )
    _add_profile(one)
    one = _add(commands, "new", making.new, "write a first profile.yaml for the name given", usage.NEW)
    one.add_argument("name", metavar="NAME", help='your name, such as "Ada Lovelace"')
    one.add_argument(
        "-o", dest="profile", metavar="FILE", type=Path, default=Path("profile.yaml"), help="default: profile.yaml"
    )
    one = _add(commands, "extract", making.extract, "print the profile inside a PDF that cvgen made", usage.EXTRACT)
    one.add_argument("profile", metavar="FILE.pdf", type=Path, help="a PDF made by cvgen build")
    one = _add(
        commands, "coauthors", making.coauthors, "list recent co-authors, as funders ask for them", usage.COAUTHORS
    )
    _add_profile(one)
    one.add_argument("--months", type=int, default=48, help="how far back; default: 48")
    one.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="a .csv or .xlsx file; default: CSV on the terminal"
    )
    one.add_argument("--date", metavar="DATE", type=_date, help="count back from then; default: today")
    one = _add(commands, "kit", making.kit, "make what the organizer of a talk asks for", usage.KIT)
    _add_profile(one)
    one.add_argument("--talk", metavar="TITLE", help="the title of the talk")
    one.add_argument("--abstract", metavar="FILE", type=Path, help="a text file with its abstract")
    one.add_argument("-o", "--output", metavar="DIR|FILE.zip", type=Path, default=Path("kit"), help="default: kit")
    _add_look(one)
    _add(commands, "schema", making.schema, "print the JSON Schema of profile.yaml, for editors", usage.SCHEMA)
    return root


def _add_build(commands: "Commands") -> None:
    one = _add(commands, "build", making.build, "make the documents of a profile", usage.BUILD)
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
