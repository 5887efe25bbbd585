"""Parse the command line into a command and its options."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import cvgen
from cvgen.cli import (
    batch_commands,
    build_commands,
    cite_commands,
    coauthor_commands,
    completion,
    form_commands,
    help_text,
    import_commands,
    preview_commands,
    refresh_commands,
    site_commands,
    translate_commands,
    version_commands,
)
from cvgen.cli.arguments import (
    Parser,
    add_documents,
    add_engine,
    add_force,
    add_look,
    add_network,
    add_profile,
    count,
    date,
    folder,
    form_name,
    formatter,
    limit,
    names,
    period,
    port,
    table,
)
from cvgen.limits import limited

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# The parser needs these names before anything else is imported; a test compares them with the code.
REPORTS = ("txt", "md", "html", "pdf", "docx")
SITES = ("academicpages", "al-folio", "hugo", "quarto", "html")
CHECK_FORMATS = ("text", "github", "json", "sarif")
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
# These run for as long as it takes, wait for a network, or limit each of their tasks by themselves.
UNLIMITED = ("batch", "diff", "enrich", "fetch", "preview", "refresh", "textconv", "watch")


class _Unasked:
    """Stand-in for the parser of a command that is not run: setting up twenty parsers takes time."""

    def add_argument(self, *words: object, **options: object) -> None:
        pass

    def add_mutually_exclusive_group(self, **options: object) -> "_Unasked":
        return self

    def set_defaults(self, **values: object) -> None:
        pass


def command_line(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands, or only of the command that is in `words`, if they are given."""
    asked = None if words is None else next((word for word in words if not word.startswith("-")), "")

    def parser_of(prog: str, **options: Any) -> Any:
        wanted = asked is None or prog.rpartition(" ")[2] == asked
        return Parser(prog, **options) if wanted else _Unasked()

    root = Parser("cvgen", description=help_text.ABOUT, formatter_class=formatter, allow_abbrev=False)
    root.add_argument("--version", action="version", version=f"cvgen {cvgen.__version__}")
    root.add_argument("--debug", action="store_true", help="print the traceback of an internal error")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", parser_class=cast(Any, parser_of))
    root.set_defaults(run=lambda _: root.print_help())
    _add_build(commands)
    one = _add(commands, "bio", build_commands.bio, "print a biography of a given length as plain text", help_text.BIO)
    add_profile(one)
    for flag, unit in (("--words", "words"), ("--chars", "characters")):
        about = f"at most N {unit}; may be repeated"
        one.add_argument(flag, metavar="N", dest="limits", action="append", type=partial(limit, unit), help=about)
    one.add_argument("--language", metavar="NAME", help="en or de; default: the language of the profile")
    one.add_argument("--badge", action="store_true", help="print the line of a name badge instead")
    one = _add(
        commands,
        "check",
        build_commands.check,
        "report errors and warnings, with line and column",
        help_text.CHECK,
    )
    one.add_argument(
        "profiles", metavar="PROFILE", nargs="*", default=["profile.yaml"],
        help="files, folders, or - for standard input; default: profile.yaml",
    )  # fmt: skip
    one.add_argument("--strict", action="store_true", help="exit with code 1 on warnings, too")
    one.add_argument(
        "--form", metavar="NAME", type=form_name, help="check a form, too: one of  cvgen forms, or mine.yaml"
    )
    one.add_argument(
        "--format", choices=CHECK_FORMATS, default="text", help="for people, GitHub or programs; default: text"
    )
    one.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")
    one = _add(commands, "new", build_commands.new, "write a first profile.yaml", help_text.NEW)
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("name", metavar="NAME", nargs="?", help='your name, such as "Ada Lovelace"')
    what.add_argument(
        "--template", metavar="NAME", nargs="?", const="cv.html.j2",
        help="write a template instead: cv.html.j2, cv.md.j2 or cv.tex.j2; default: cv.html.j2",
    )  # fmt: skip
    one.add_argument(
        "-o", dest="profile", metavar="FILE", type=Path, help="default: profile.yaml, or the name of the template"
    )
    one = _add(
        commands, "extract", build_commands.extract, "print the profile inside a PDF or Word file", help_text.EXTRACT
    )
    one.add_argument("profile", metavar="FILE", type=Path, help="a PDF or a Word file made by cvgen build")
    one = _add(
        commands,
        "coauthors",
        coauthor_commands.coauthors,
        "list recent co-authors for a funder",
        help_text.COAUTHORS,
    )
    add_profile(one)
    one.add_argument("--months", metavar="N", type=int, default=48, help="how far back; default: 48")
    one.add_argument("--into", metavar="FILE", type=Path, help="fill in a copy of this spreadsheet of NSF or DOE")
    one.add_argument(
        "-o", "--output", metavar="FILE", type=table, help="a .csv or .xlsx file; default: CSV on the terminal"
    )
    one.add_argument("--date", metavar="DATE", type=date, help="count back from this date; default: today")
    one = _add(commands, "site", site_commands.site, "write the pages of a web site", help_text.SITE)
    add_profile(one)
    one.add_argument(
        "--to", dest="generator", metavar="GENERATOR", choices=SITES, required=True, help=f"one of {', '.join(SITES)}"
    )
    one.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder of the site")
    one.add_argument("--dry-run", action="store_true", help="print what would be written, write nothing")
    one.add_argument("--template", metavar="DIR", type=Path, help="your own texts of the pages, such as talks.md.j2")
    one.add_argument("--language", metavar="NAME", help="language of headings and dates: en, de, es, fr, ja, zh")
    one = _add(commands, "kit", build_commands.kit, "collect what the organizer of a talk asks for", help_text.KIT)
    add_profile(one)
    one.add_argument("--talk", metavar="TITLE", help="the title of the talk")
    one.add_argument("--abstract", metavar="FILE", type=Path, help="a text file with the abstract")
    one.add_argument("-o", "--output", metavar="DIR|FILE.zip", type=Path, default=Path("kit"), help="default: kit")
    add_look(one)
    _add_comparing(commands)
    _add_importing(commands)
    _add_translating(commands)
    about = "print the JSON Schema of profile.yaml, for editors"
    one = _add(commands, "schema", build_commands.schema, about, help_text.SCHEMA)
    one.add_argument("--of", choices=("profile", "form"), default="profile", help="the kind of file; default: profile")
    _add(commands, "styles", build_commands.styles, "list the styles", help_text.STYLES)
    one = _add(commands, "forms", form_commands.forms, "list the forms of funders, or describe one", help_text.FORMS)
    one.add_argument("name", metavar="NAME", nargs="?", help="one of the list, or a file such as mine.yaml")
    one = _add(commands, "keys", build_commands.keys, "list the keys of profile.yaml", help_text.KEYS)
    one.add_argument("section", metavar="SECTION", nargs="?", help="such as publications; default: all")
    one = _add(
        commands, "completion", completion.completion, "print a script that completes commands", help_text.COMPLETION
    )
    one.add_argument("shell", choices=SHELLS, help="the shell that you use")
    return root


def _add_importing(commands: "Commands") -> None:
    one = _add(
        commands, "import", import_commands.import_file, "import a file of another program or service", help_text.IMPORT
    )
    one.add_argument("file", metavar="FILE", type=Path, help="such as refs.bib or cv.docx, or - for standard input")
    one.add_argument("--from", dest="kind", metavar="NAME", help="the format, if it cannot be detected")
    one.add_argument("--into", metavar="PROFILE", type=Path, help="show what the import would change in this profile")
    one.add_argument("--write", action="store_true", help="with --into: change the profile")
    one = _add(
        commands, "fetch", import_commands.fetch, "save what a service knows about a paper or a person", help_text.FETCH
    )
    one.add_argument("wanted", metavar="ID", nargs="+", help="doi:10.1145/..., arxiv:2402.02377, orcid:..., dblp:...")
    one.add_argument("-o", "--output", metavar="DIR", type=Path, default=Path("."), help="default: the current folder")
    one.add_argument("--force", action="store_true", help="replace a file that was changed since it was fetched")
    add_network(one)
    one = _add(commands, "enrich", import_commands.enrich, "fill in missing DOIs, pages and venues", help_text.ENRICH)
    add_profile(one)
    one.add_argument("--dry-run", action="store_true", help="only show what would be filled in")
    add_network(one)
    one = _add(commands, "refresh", refresh_commands.refresh, "look for new works in your sources", help_text.REFRESH)
    add_profile(one)
    refresh_commands.add_options(one)
    add_network(one)


def _add_translating(commands: "Commands") -> None:
    run = translate_commands.translate
    one = _add(commands, "translate", run, "list texts for a translator, and back", help_text.TRANSLATE)
    add_profile(one)
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", metavar="CODE", help="print the texts without a version in a language, such as de")
    what.add_argument("--apply", metavar="FILE", type=Path, help="write the translations of a list into the profile")


def _add_comparing(commands: "Commands") -> None:
    one = _add(commands, "diff", version_commands.diff, "report what changed between two versions", help_text.DIFF)
    about = "a file, a git revision such as HEAD~3, REV:FILE, or a range A..B"
    one.add_argument("old", metavar="OLD", nargs="?", help=f"{about}; default: HEAD")
    one.add_argument("new", metavar="NEW", nargs="?", help="the same; default: profile.yaml")
    one.add_argument(
        "--since",
        metavar="OLD",
        help="OLD, or somebody to whom you sent a PDF (see cvgen sent)",
    )
    one.add_argument("--all", action="store_true", help="also report changes of form, such as the case of a title")
    one.add_argument(
        "--section", metavar="NAME", action="extend", type=names, help="only this section, or several: awards,talks"
    )
    one.add_argument(
        "--to",
        metavar="FORMAT",
        choices=version_commands.FORMATS,
        help="txt, md, json, html, pdf or docx; default: the extension of -o, or txt",
    )
    one.add_argument("-o", "--output", metavar="FILE", type=Path, help="default: the terminal")
    one.add_argument(
        "--profile",
        metavar="FILE",
        type=Path,
        default=Path("profile.yaml"),
        help="the file to which git revisions refer; default: profile.yaml",
    )
    add_look(one)
    add_engine(one)
    one = _add(commands, "sent", version_commands.sent, "keep, or list, what you sent to whom", help_text.SENT)
    one.add_argument("file", metavar="FILE.pdf", nargs="?", type=Path, help="the PDF that you sent; default: the list")
    one.add_argument("--to", metavar="NAME", help='who got it, such as "Stanford, assistant professor"')
    one.add_argument("--date", metavar="DATE", type=date, help="the day on which you sent it; default: today")
    one.add_argument(
        "--profile",
        metavar="FILE",
        type=Path,
        default=Path("profile.yaml"),
        help="the profile beside which the list is kept; default: profile.yaml",
    )
    one = _add(
        commands,
        "report",
        version_commands.report,
        "summarize the activity of a period",
        help_text.REPORT,
    )
    add_profile(one)
    one.add_argument("--since", metavar="DATE", type=period, required=True, help="2025, 2025-09 or 2025-09-01")
    one.add_argument("--until", metavar="DATE", type=period, help="default: today")
    one.add_argument("--by-dates", action="store_true", help="use the dates of the entries, not git")
    one.add_argument(
        "--to",
        metavar="FORMAT",
        choices=REPORTS,
        help="txt, md, html, pdf or docx; default: the extension of -o, or txt",
    )
    one.add_argument("-o", "--output", metavar="FILE", type=Path, help="default: the terminal")
    add_look(one)
    add_engine(one)
    one = _add(
        commands,
        "identify",
        version_commands.identify,
        "find the version from which a PDF was built",
        help_text.IDENTIFY,
    )
    one.add_argument("file", metavar="FILE", type=Path, help="a PDF or a Word file made by cvgen build")
    add_profile(one)
    one.add_argument("--style", help=argparse.SUPPRESS)
    one.add_argument("--paper", help=argparse.SUPPRESS)
    one = _add(commands, "id", version_commands.ids, "propose permanent ids for publications", help_text.ID)
    add_profile(one)
    one.add_argument("--write", action="store_true", help="add the ids to the file; default: only show them")
    one = _add(commands, "git-setup", version_commands.git_setup, "make git diff show entries", help_text.GIT_SETUP)
    add_profile(one)
    one = _add(commands, "textconv", version_commands.textconv, "", help_text.TEXTCONV)
    one.add_argument("file", metavar="FILE", type=Path, help="a profile, or a PDF made by cvgen build")


def _add_build(commands: "Commands") -> None:
    one = _add(commands, "build", build_commands.build, "build the documents of a profile", help_text.BUILD)
    add_profile(one)
    one.add_argument("--list", action="store_true", help="list the documents, build nothing")
    one.add_argument("--open", action="store_true", help="show the first document")
    one.add_argument("--json", action="store_true", help="print the result as JSON")
    add_force(add_documents(one))
    one = _add(commands, "cite", cite_commands.cite, "print references in a citation style", help_text.CITE)
    one.add_argument("file", metavar="FILE", nargs="?", help="a profile, or what cvgen import reads, such as refs.bib")
    one.add_argument("--style", metavar="NAME", default="apa", help="a name, or a file such as mine.csl; default: apa")
    one.add_argument("--to", choices=("txt", "md", "html"), default="txt", help="default: txt")
    one.add_argument("--language", metavar="NAME", help='of words such as "edited by"; default: that of the profile')
    one.add_argument("--list", action="store_true", help="list the styles")
    one = _add(commands, "watch", batch_commands.watch, "build again each time you save", help_text.WATCH)
    add_profile(one)
    add_documents(one)
    one = _add(
        commands,
        "preview",
        preview_commands.preview,
        "show the pages in the browser while you write",
        help_text.PREVIEW,
    )
    add_profile(one)
    one.add_argument("-o", "--output", metavar="DIR", type=folder, default=Path("output"), help="default: output")
    one.add_argument("--port", metavar="N", type=port, default=0, help="default: a free one")
    one.add_argument("--no-browser", action="store_true", help="print the address and open nothing")
    add_look(one)
    add_engine(one)
    one = _add(commands, "batch", batch_commands.batch, "build the documents of many profiles", help_text.BATCH)
    one.add_argument("profiles", metavar="FOLDER|GLOB|FILE", nargs="+", help="profiles, or folders of profiles")
    one.add_argument(
        "--jobs", metavar="N", type=count, help="profiles to build at the same time; default: one for each core"
    )
    one.add_argument("--scheduler", metavar="ADDRESS|FILE", help="build on a Dask cluster, such as tcp://host:8786")
    one.add_argument(
        "--shared", action="store_true", help="the machines of the cluster see the same folders as this one"
    )
    one.add_argument("--timeout", metavar="SECONDS", type=count, default=300, help="for each profile; default: 300")
    one.add_argument("--fail-fast", action="store_true", help="stop at the first profile that fails")
    add_force(add_documents(one))


def _add(
    commands: "Commands", name: str, run: Callable[[argparse.Namespace], int], summary: str, about: str
) -> argparse.ArgumentParser:
    """Add a command with its function, its line in the list of commands, and its help."""
    listed: dict[str, Any] = {"help": summary} if summary else {}  # commands that people do not type are not listed
    one = commands.add_parser(name, **listed, description=about, formatter_class=formatter, allow_abbrev=False)
    one.set_defaults(run=run if name in UNLIMITED else limited(run))
    return one
