"""The commands that compare versions of a profile."""

import argparse
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import files
from cvgen.cli import output
from cvgen.cli.terminal import write_exactly
from cvgen.limits import limited
from cvgen.problems import InputError, Problem, printable

if TYPE_CHECKING:
    from cvgen.build.loader import LoadedProfile
    from cvgen.versions.sources import Revision

CLOSED = "check the permissions of the folder of the profile"
FORMATS = ("txt", "md", "json", "html", "pdf", "docx")  # of changes


def report(options: argparse.Namespace) -> int:
    """Print or write the report of a period."""
    from cvgen.build.request import BuildRequest
    from cvgen.profile.dates import latest
    from cvgen.versions.activity_report import report
    from cvgen.writers import WRITERS

    today = output.today()
    until = options.until or today
    if latest(until) < options.since:
        raise InputError([Problem("--until is before --since", hint="write the earlier one after --since")])
    form = _format(options)
    if form not in WRITERS or (form in ("pdf", "docx") and not options.output):
        raise InputError([Problem(f"a report can't be a '{form}' here", hint="write it to a file:  -o report.pdf")])
    profiles, failed = _profiles(options.profile)
    request = BuildRequest(
        profiles[0].path, options.date or today, formats=(form,), style=options.style, color=options.color,
        citations=options.citations,
        paper=options.paper, language=options.language, engine=options.engine,
    )  # fmt: skip
    title = options.profile.resolve().name
    rendered = report(profiles, request, options.since, until, not options.by_dates, title)
    print(*rendered.notes, sep="\n", file=sys.stderr)
    _put(rendered.data, options.output)
    return int(failed)


def _profiles(path: Path) -> "tuple[list[LoadedProfile], bool]":
    """Return the profile at a path, or all in a folder, and whether there are others that have errors."""
    from cvgen.build.find import find_profiles
    from cvgen.build.loader import load_profile

    if not path.is_dir():
        return [load_profile(path)], False
    found, failed = [], False
    for one in find_profiles(str(path)):
        try:
            found.append(load_profile(one))
        except InputError as error:
            output.report(error.problems, error.name or str(one), error.source)
            failed = True
    if not found:
        raise InputError([Problem("no profile found", hint="name a file, or a folder with profiles")], name=str(path))
    return found, failed


def diff(options: argparse.Namespace) -> int:
    """Print or write what changed; exit code 0: no change of content; 1: changes; 2: error."""
    try:
        return limited(_diff)(options)
    except InputError as error:
        output.report(error.problems, error.name or "cvgen diff", error.source)
        return 2


def _diff(options: argparse.Namespace) -> int:
    from cvgen.build.request import BuildRequest
    from cvgen.versions.compare import compare, only_sections, render_changes

    form = _format(options)
    is_update = bool(options.since and form == "txt" and (options.to or options.output))
    _check_form(options, form, is_update)
    old, new = _sides(options)
    request = BuildRequest(
        new.path, options.date or output.today(), formats=(form,), style=options.style, color=options.color,
        citations=options.citations,
        paper=options.paper, language=options.language, engine=options.engine,
    )  # fmt: skip
    changes, note = compare(old, new, request)
    changes = only_sections(changes, options.section or ())
    if note and not is_update:
        print(f"{old.name} and {new.name}: {note}", file=sys.stderr)
    colored = not (options.output or is_update) and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if is_update:
        from cvgen.versions.update import render_update

        data = render_update(old, new, request, options.section or ())
    else:
        data = render_changes(changes, old, new, request, options.all, colored)
    if colored:
        write_exactly(sys.stdout, data.decode())
    else:
        _put(data, options.output)
    return 1 if changes.content else 0


def _check_form(options: argparse.Namespace, form: str, is_update: bool) -> None:
    """Raise InputError for a format that changes can't have, or an option that has no effect on it."""
    if form not in FORMATS:
        hint = f"end the name of -o in one of: {', '.join(FORMATS)}"
        raise InputError([Problem(f"changes can't be written as '{form}'", hint=hint)])
    if form in ("pdf", "docx") and not options.output:
        hint = f"write it to a file:  -o changes.{form}"
        kind = "PDF" if form == "pdf" else "Word file"
        raise InputError([Problem(f"a {kind} can't be shown on the terminal", hint=hint)])
    if options.all and is_update:
        hint = "leave it out, or leave out --to, to see every change"
        raise InputError([Problem("--all has no effect on an update for an e-mail", hint=hint)])
    if options.language and form not in ("html", "pdf", "docx") and not is_update:
        hint = "leave it out, or write a marked CV:  -o changes.pdf"
        raise InputError([Problem(f"--language has no effect on a list of changes in {form}", hint=hint)])


def _sides(options: argparse.Namespace) -> "tuple[Revision, Revision]":
    """Return the versions to compare: OLD and NEW, or with --since that one and OLD."""
    from cvgen.versions.sources import resolve, resolve_pair

    stdin = output.standard_input() if "-" in (options.old, options.new, options.since) else b""
    if options.since is None:
        return resolve_pair(options.old, options.new, options.profile, stdin)
    from cvgen.versions.sent import resolve_since

    if options.new:
        hint = "leave out the first one, or --since"
        raise InputError([Problem("--since is the older version, and two others are named", hint=hint)])
    old = resolve_since(options.since, options.profile, stdin)
    return old, resolve(options.old or str(options.profile), options.profile, stdin)


def _format(options: argparse.Namespace) -> str:
    """Return the format asked for, that of the file to write, or plain text."""
    return str(options.to or (options.output.suffix.lstrip(".") if options.output else "txt"))


def _put(data: bytes, path: Path | None) -> None:
    """Print bytes, or write them to a file and print its name."""
    if path is None:
        output.print_data(data.decode())
    else:
        output.write(path.parent, {path.name: data}, path)
        print(path)


def sent(options: argparse.Namespace) -> int:
    """Keep what was sent to somebody, or list what was."""
    from cvgen.versions import sent

    if options.file is None:
        if options.to is not None or options.date:
            hint = 'write  cvgen sent cv.pdf --to "Stanford, assistant professor"'
            raise InputError([Problem("the name of the PDF is missing", hint=hint)], name="cvgen sent")
        return _list_sent(options.profile)
    if options.to is None:
        hint = f'write  cvgen sent {options.file} --to "Stanford, assistant professor"'
        raise InputError([Problem("--to is missing: who got it?", hint=hint)], name="cvgen sent")
    today = output.today()
    entry, revision = sent.describe(options.file, options.to, options.date or today, today, options.profile)
    output.report_changed_pages(revision.data, options.file)
    try:
        known = sent.keep(entry, revision, options.profile)
    except OSError as error:
        raise files.explain(error, options.profile.parent / files.KEPT, CLOSED) from None
    if known:
        print(printable(f"already in the list: {known.label}"))
    else:
        print(printable(f"kept: {entry.label}"))
        print(printable(f"cvgen diff --since {shlex.quote(entry.to)}  will show what is new"))
    return 0


def _list_sent(profile: Path) -> int:
    """Print what was sent, the newest first, and how much has changed since."""
    from cvgen.build.request import BuildRequest
    from cvgen.versions.sent import sent
    from cvgen.versions.sent_table import table

    lines = table(sent(profile), profile, BuildRequest(profile, output.today()))
    print(*map(printable, lines), sep="\n")
    return 0


def identify(options: argparse.Namespace) -> int:
    """Print the revisions of the profile that a PDF was made from."""
    from cvgen.build.request import BuildRequest
    from cvgen.problems import origin
    from cvgen.versions.identify import identify

    request = BuildRequest(options.profile, output.today(), style=options.style, paper=options.paper)
    data = files.read(options.file)
    with origin(str(options.file)):
        provenance = identify(data, request)
    output.report_changed_pages(data, options.file)
    for version in provenance.versions:
        print(f"{version.revision}  {version.day}  {options.profile}  {printable(version.subject)}")
    if provenance.is_current:
        print(f"the current {options.profile} matches")
    elif not provenance.versions:
        hint = f"cvgen diff {options.file}  shows what differs from the current one"
        problem = Problem(f"no version of {options.profile} matches this PDF", hint=hint)
        raise InputError([problem], name=str(options.file))
    return 0


def ids(options: argparse.Namespace) -> int:
    """Give each publication without an id a lasting one; with --write, in the file."""
    from cvgen.build.find import find_profiles
    from cvgen.problems import origin
    from cvgen.profile.assign_ids import assign_ids

    paths = list(find_profiles(str(options.profile))) if options.profile.is_dir() else [options.profile]
    for path in paths:
        if options.write:
            files.tidy(path.parent)
        data = files.read(path)
        with origin(str(path)):
            edited, titles = assign_ids(data)
        for name, title in titles.items():
            print(f"{name:32} {title}")
        if not titles:
            print(f"{path}: every publication has an id")
        elif not options.write:
            print("dry run; run  cvgen id --write  to write them into the file")
        else:
            output.replace(path, edited, data)
            print(f"{path}: {len(titles)} ids written, nothing else touched")
    return 0


def textconv(options: argparse.Namespace) -> int:
    """Print a file as text, for git."""
    from cvgen.versions.git_driver import textconv

    output.print_data(textconv(files.read(options.file)))
    return 0


def git_setup(options: argparse.Namespace) -> int:
    """Set git up to show profiles entry by entry."""
    from cvgen.versions.git_driver import install

    for line in install(options.profile, [sys.executable, "-P", "-m", "cvgen"]):
        print(line)
    return 0
