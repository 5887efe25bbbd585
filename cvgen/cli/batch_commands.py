"""The commands that build more than once: after each save, and for many profiles."""

import argparse
import os
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.build_commands import build_request
from cvgen.cli.output import print_result, progress, report, report_crash
from cvgen.problems import InputError, Problem, printable

if TYPE_CHECKING:
    from cvgen.build.runner import BuildReport


def watch(options: argparse.Namespace) -> int:
    """Rebuild on save until Ctrl-C, the usual end: exit code 0."""
    from cvgen.build.watch import rebuild_on_save

    request = build_request(options, options.profile)
    folder = request.profile.absolute().parent
    if not folder.is_dir():
        problem = Problem(f"no such folder: {folder}", hint="check the spelling of its name")
        raise InputError([problem], name=str(request.profile))
    print(f"watching {request.profile} and the files that it names; press Ctrl-C to stop", flush=True)
    try:
        with closing(rebuild_on_save(request)) as reports:
            _print_each(reports, options.debug, options.quiet)
    except KeyboardInterrupt:
        print("\nwatch stopped", file=sys.stderr)
    return 0


def _print_each(reports: "Iterable[BuildReport]", debug: bool, quiet: bool = False) -> None:
    """Print each report that differs from the one before."""
    before: object = None
    for one in reports:
        now = (one.problems, one.crash)
        if now != before or (one.result and one.result.notes):
            _print_problems(one, debug)
            if one.result and not quiet:
                print_result(one.result, one.request.folder)
            state = f"built in {one.seconds:.1f} s" if one.result else "waiting for a save that fixes the errors"
            if not quiet or not one.result:
                print(f"{time.strftime('%H:%M:%S')}  {state}", flush=True)
        before = now


def batch(options: argparse.Namespace) -> int:
    """Build the documents of many profiles; exit code 1 if any of them failed."""
    from dataclasses import replace

    from cvgen.build import batch

    began, done = time.monotonic(), []
    requests = batch.requests_for(options.profiles, build_request(options, Path()))
    try:
        with closing(batch.build_all(requests, options.jobs, options.force)) as reports:
            progress(f"1 of {len(requests)}")
            for one in reports:
                progress("")
                if one.result and not options.quiet:
                    _say(_outputs(one))
                done.append(replace(one, text="") if one.result else one)
                progress(f"{len(done) + 1} of {len(requests)}" if len(done) < len(requests) else "")
    except KeyboardInterrupt:
        progress("")
        state = f"{len(done)} of {len(requests)} are built"
        print(f"\nstopped; {state}; run the command again for the rest", file=sys.stderr)
        return 130
    old = batch.left_behind(options.output, done)
    batch.write_summary(options.output, done, time.monotonic() - began)
    failed = sorted((one for one in done if one.result is None), key=lambda one: str(one.request.profile))
    for one in failed:
        _say(f"{one.request.profile!s:32} failed: {_first_error(one)}")
        if one.crash:
            report_crash(one.crash, options.debug, one.name)
    for reason, folder in old:
        _say(f"{folder} {reason}")
    warnings = sum(len(one.problems) for one in done if one.result)
    counts = [f"{len(done)} profile{'s' * (len(done) != 1)}", f"{len(failed)} failed"]
    counts += [f"{warnings} warning{'s' * (warnings != 1)}"] if warnings else []
    _say(f"{', '.join(counts)}; see {options.output / batch.SUMMARY}")
    return 1 if failed else 0


def _say(line: str) -> None:
    """Print a line at once; a reader such as head that has closed the output does not stop the build."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - until the process ends


def _outputs(one: "BuildReport") -> str:
    """Return a line about the outputs of a profile."""
    outputs = one.result.outputs.values() if one.result else ()
    pages, size = sum(entry.pages for entry in outputs), sum(entry.size for entry in outputs)
    state = "  up to date" if one.result and not one.result.notes else ""
    return f"{one.request.profile!s:32} {len(outputs)} files {pages:4} pages {size / 1000:6.0f} KB{state}"


def _first_error(one: "BuildReport") -> str:
    """Return the first error of a report with its line, and how many there are."""
    errors = sorted((one for one in one.problems if one.severity == "error"), key=lambda one: one.place or (0,))
    if not errors:
        return "internal error" if one.crash else "unknown"
    more = f" (1 of {len(errors)} errors)" if len(errors) > 1 else ""
    line = f"line {errors[0].place.line}: " if errors[0].place else ""
    return f"{line}{printable(errors[0].message)}{more}"


def _print_problems(one: "BuildReport", debug: bool) -> None:
    """Print the problems of a report, and its internal error if there was one."""
    report(one.problems, one.name, one.text)
    if one.crash:
        report_crash(one.crash, debug, one.name)
