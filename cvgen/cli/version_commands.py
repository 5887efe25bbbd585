"""The commands that compare versions of a profile."""

import argparse
import os
import sys
from pathlib import Path

from cvgen.cli import output
from cvgen.problems import Problem, ProfileError


def report(options: argparse.Namespace) -> int:
    from cvgen.build.loader import load_profile
    from cvgen.build.request import Order
    from cvgen.profile.dates import latest
    from cvgen.versions.activity_report import report
    from cvgen.writers import WRITERS

    today = output.today()
    until = options.until or today
    if latest(until) < options.since:
        raise ProfileError([Problem("--until lies before --since", hint="exchange them")])
    form = options.to or (options.output.suffix.lstrip(".") if options.output else "txt")
    if form not in WRITERS or (form == "pdf" and not options.output):
        raise ProfileError([Problem(f"a report can't be a '{form}' here", hint="write it to a file:  -o report.pdf")])
    opened = load_profile(options.profile, printed=form == "pdf")
    order = Order([], [form], options.date or today, options.style, options.paper, language=options.language)
    made = report(opened, order, options.since, until, use_git=not options.by_dates)
    print(*made.notes, sep="\n", file=sys.stderr)
    if options.output:
        output.write(options.output.parent, {options.output.name: made.data}, options.output)
        print(options.output)
    else:
        print(made.data.decode(), end="")
    return 0


def diff(options: argparse.Namespace) -> int:
    """Exit code 0: no change of content; 1: changes; 2: one side can't be used."""
    try:
        return _diff(options)
    except ProfileError as error:
        output.report(error.problems, error.name or "cvgen diff", error.source)
        return 2


def _diff(options: argparse.Namespace) -> int:
    from cvgen.build.request import Order
    from cvgen.diff.json_format import to_json
    from cvgen.versions.compare import changelog, compare, only_sections
    from cvgen.versions.sources import resolve_pair
    from cvgen.writers import writer
    from cvgen.writers.style import PLAIN

    form = options.to or (options.output.suffix.lstrip(".") if options.output else "txt")
    if form == "pdf" and not options.output:
        raise ProfileError(
            [Problem("a PDF can't be shown on the terminal", hint="write it to a file:  -o changes.pdf")]
        )
    stdin = sys.stdin.read() if "-" in (options.old, options.new) else ""
    old, new = resolve_pair(options.old, options.new, options.profile, stdin)
    order = Order([], [form], options.date or output.today(), options.style, options.paper)
    changes, by = compare(old, new, order)
    changes = only_sections(changes, options.section or ())
    if by:
        print(f"{old.name} and {new.name}: {by}", file=sys.stderr)
    if form == "json":
        import json

        data = f"{json.dumps(to_json(changes), indent=2, ensure_ascii=False)}\n".encode()
    elif form in ("html", "pdf"):
        from cvgen.versions.projection import render_redline

        data = render_redline(changes, old, new, order).data
    else:
        colored = form == "txt" and not options.output and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        data = writer("term" if colored else form)(changelog(changes, old, new, options.all), PLAIN).data
    _put(data, options.output)
    return 1 if changes.content else 0


def _put(data: bytes, path: Path | None) -> None:
    """Bytes -> a file, which is then named, or the terminal."""
    if path is None:
        print(data.decode(), end="")
    else:
        output.write(path.parent, {path.name: data}, path)
        print(path)


def identify(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.build.request import Order
    from cvgen.versions.identify import identify

    order = Order([], [], output.today(), options.style, options.paper)
    origin = identify(files.read(options.file), options.profile, order)
    for version in origin.versions:
        print(f"{version.revision}  {version.day}  {options.profile}")
    if origin.is_current:
        print(f"{options.profile} as it is now says the same")
    elif not origin.versions:
        hint = f"cvgen diff {options.file}  says what differs from today's"
        raise ProfileError([Problem(f"no version of {options.profile} made this PDF", hint=hint)])
    return 0


def ids(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.profile.assign_ids import assign_ids

    edited, titles = assign_ids(files.read(options.profile))
    for name, title in titles.items():
        print(f"{name:32} {title}")
    if not titles:
        print(f"{options.profile}: every publication has an id")
    elif not options.write:
        print("nothing was written;  cvgen id --write  puts them into the file")
    else:
        output.write(options.profile.parent, {options.profile.name: edited}, options.profile)
        print(f"{options.profile}: {len(titles)} ids written, nothing else touched")
    return 0


def textconv(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.versions.git_driver import textconv

    print(textconv(files.read(options.file)), end="")
    return 0


def git_setup(options: argparse.Namespace) -> int:
    from cvgen.versions.git_driver import install

    for line in install(options.profile, [sys.executable, "-m", "cvgen"]):
        print(line)
    return 0
