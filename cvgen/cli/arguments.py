"""The parser of one command, the types of arguments, and the options that several commands share."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cvgen.problems import closest_match

if TYPE_CHECKING:
    from cvgen.profile.dates import Date

# A test holds them against the code.
FORMATS = ("pdf", "png", "docx", "html", "txt", "md", "typ", "bibtex", "csl-json", "jsonresume", "sciencv", "vcf")
PAPERS, ENGINES = ("a4", "letter", "a5"), ("weasyprint", "typst")


def formatter(prog: str, width: int = 80) -> argparse.HelpFormatter:
    """Return the formatter of help, which keeps the line breaks of descriptions."""
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=20, width=width)


class Parser(argparse.ArgumentParser):
    """A parser whose errors say in one sentence what is wrong and how to fix it; exit code 2."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.color = False  # Python 3.14 colors its help, and our filter would show the codes

    def format_help(self) -> str:
        """Fit the help to the terminal; argparse would query its width for each option of each command."""
        from shutil import get_terminal_size  # here, because few runs print the help

        self.formatter_class = partial(formatter, width=get_terminal_size().columns - 2)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        message, _, hint = message.partition("\n")
        hint = hint or f"{self.prog} --help  lists what it takes"
        self.exit(2, f"{self.prog}: error: {message}\n    {hint}\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Suggest the closest of the choices for an unknown one."""
        if action.choices is not None and value not in action.choices:
            kind = "command" if isinstance(action, argparse._SubParsersAction) else action.dest
            raise argparse.ArgumentError(None, _unknown(kind, str(value), _listed_choices(action)))


def _listed_choices(action: argparse.Action) -> list[str]:
    """Return the choices of an argument, of commands only those that people type."""
    if isinstance(action, argparse._SubParsersAction):
        return [one.dest for one in action._choices_actions]
    return [str(one) for one in action.choices or ()]


def _unknown(kind: str, word: str, known: Sequence[str]) -> str:
    """Return a message about an unknown word, with its hint on the second line."""
    near = closest_match(word, known)
    return f"unknown {kind} '{word}'\n" + (f"did you mean '{near}'?" if near else f"choose one of: {', '.join(known)}")


def add_network(command: argparse.ArgumentParser) -> None:
    """Add the options of the commands that go online; no other command does."""
    command.add_argument("--offline", action="store_true", help="use only cached answers")
    command.add_argument(
        "--mail", metavar="ADDRESS", help="your e-mail address, sent to the services, which ask for one"
    )


def count(text: str) -> int:
    """Return a whole number of 1 or more."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of 1 or more; write 2")
    return int(text)


def port(text: str) -> int:
    """Return the number of a port, from 1 to 65535."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 1024 to 65535")
    return int(text)


def names(text: str) -> list[str]:
    """Return the names in a list with commas: "cv,bio" -> ["cv", "bio"]."""
    return [name for one in text.split(",") if (name := one.strip())]


def formats(text: str) -> list[str]:
    """Return the formats in a list with commas; argparse shows the message of the error to the user."""
    for name in names(text):
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(_unknown("format", name, FORMATS))
    return names(text)


def form_name(text: str) -> str:
    """Return the name of a form; an empty one, of a variable that is not set, is a mistake."""
    if not text.strip():
        raise argparse.ArgumentTypeError(
            "this needs the name of a form\nwrite one of  cvgen forms, or a file: mine.yaml"
        )
    return text


def folder(text: str) -> Path:
    """Return the folder of -o; a name such as cv.pdf is a mistake, since several files are written."""
    if Path(text).suffix.lstrip(".").lower() in FORMATS and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(
            f"-o takes a folder, and '{text}' looks like a file\nwrite  -o {Path(text).stem}"
        )
    return Path(text)


def table(text: str) -> Path:
    """Return the file of a table, CSV or a workbook of Excel."""
    if Path(text).suffix.lower() not in (".csv", ".xlsx"):
        raise argparse.ArgumentTypeError(
            f"a table can't be written to '{text}'\nend its name in .csv or .xlsx, such as {Path(text).stem}.csv"
        )
    return Path(text)


def limit(unit: str, text: str) -> tuple[int, str]:
    """Return the number in the text of --words or --chars, with its unit."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of {unit}; write 100")
    return int(text), unit


def color(text: str) -> str:
    """Return the color of --color; argparse shows the message of a ValueError to the user."""
    from cvgen import colors

    try:
        colors.accent(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def date(text: str) -> "Date":
    """Return the date in the text of --date; argparse shows the message of a ValueError to the user."""
    from cvgen.profile import dates

    try:
        if (date := dates.parse(text)) == dates.PRESENT:
            raise ValueError("'present' is not a date to print")
        return date
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}\nwrite 2026-11 or 2026-11-21") from None


def period(text: str) -> "Date":
    """Return the date in the text of --since or --until, which may be a year."""
    try:
        return date(text)
    except argparse.ArgumentTypeError:
        message = f"'{text}' is not a year or a date\nwrite 2025, 2025-09 or 2025-09-01"
        raise argparse.ArgumentTypeError(message) from None


def add_documents(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the options of every command that builds documents."""
    one.add_argument("-o", "--output", metavar="DIR", type=folder, default=Path("output"), help="default: output")
    one.add_argument(
        "--only", metavar="NAME", action="extend", type=names, help="cv, bio or your own document, or several: cv,bio"
    )
    one.add_argument("--all", action="store_true", help="every document of the profile")
    one.add_argument(
        "--form", metavar="NAME", type=form_name, help="a form of a funder: one of  cvgen forms, or mine.yaml"
    )
    one.add_argument("--draft", action="store_true", help="build a form even if it breaks a limit, marked as a draft")
    one.add_argument(
        "--to", metavar="FORMAT", action="extend", type=formats, help=f"{', '.join(FORMATS)}, or several: pdf,html"
    )
    one.add_argument("-q", "--quiet", action="store_true", help="print errors and warnings only")
    add_look(one)
    one.add_argument("--template", metavar="FILE", help="your own page over the CV, such as mine.html.j2")
    add_engine(one)
    one.add_argument("--chart", action="store_true", help="add a chart of the publications by year")
    one.add_argument(
        "--no-source", dest="source", action="store_false", help="leave the profile out of the PDF (see cvgen extract)"
    )
    return one


def add_force(one: argparse.ArgumentParser) -> None:
    """Add the option of every command that would leave what is up to date."""
    one.add_argument("--force", action="store_true", help="rebuild everything, even if it is up to date")


def add_look(command: argparse.ArgumentParser) -> None:
    """Add the options of every command that can build a PDF."""
    command.add_argument("--style", metavar="NAME", help="one of  cvgen styles, or a file such as mine.css")
    command.add_argument("--color", metavar="COLOR", type=color, help="accent color, such as teal or 7a1f2b")
    command.add_argument("--citations", metavar="NAME", help="citation style, one of  cvgen cite --list, or mine.csl")
    command.add_argument("--paper", choices=PAPERS, type=str.lower, help="default: a4")
    command.add_argument("--language", metavar="NAME", help="language of headings and dates: en, de, es, fr, ja, zh")
    command.add_argument("--date", metavar="DATE", type=date, help="the date to print, such as 2026-11; default: today")


def add_engine(command: argparse.ArgumentParser) -> None:
    """Add the option of every command that lets the user choose the engine."""
    command.add_argument("--engine", choices=ENGINES, help="what sets the pages of a PDF; default: weasyprint")


def add_profile(command: argparse.ArgumentParser) -> None:
    """Add the profile that a command works on."""
    command.add_argument(
        "profile", metavar="PROFILE", nargs="?", type=Path, default=Path("profile.yaml"), help="default: profile.yaml"
    )
