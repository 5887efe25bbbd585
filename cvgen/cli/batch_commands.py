"""The commands that build more than once: after each save, and for many profiles."""

import argparse
import os
import sys
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.build_commands import build_request
from cvgen.cli.output import print_result, progress, report, report_crash
from cvgen.problems import InputError, Problem, SetupError, printable

if TYPE_CHECKING:
    from cvgen.batch.cluster import Cluster
    from cvgen.batch.pace import Pace
    from cvgen.batch.plan import Requests
    from cvgen.batch.run import Workers
    from cvgen.batch.summary import Summary
    from cvgen.build.runner import BuildReport

MOST_LISTED = 100  # profiles of a batch that lists each; a larger one lists those that failed
INTERRUPTED = 130  # the exit code after Ctrl-C


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
    """Build the documents of many profiles; exit code 1 if any of them failed, or not all are built."""
    from cvgen.batch.pace import Pace
    from cvgen.batch.plan import requests_for
    from cvgen.batch.run import build_all
    from cvgen.batch.summary import Summary

    if options.shared and not options.scheduler:
        raise SetupError("--shared is for a cluster", "name its scheduler as well:  --scheduler tcp://host:8786")
    requests = requests_for(options.profiles, build_request(options, Path()))
    pace, summary, is_stopped = Pace(len(requests)), Summary(requests), False
    try:
        with _workers(options, requests) as workers:
            if workers.dashboard and not options.quiet:
                _say(f"watch the cluster at {workers.dashboard}")
            progress(str(pace))
            for one in build_all(requests, workers.execute, options.force):
                summary.add(one)
                pace.add(bool(one.result is None or one.result.notes))
                progress("")
                _print_report(one, options, len(requests))
                progress(str(pace) if pace.done < pace.total else "")
                if options.fail_fast and one.result is None:
                    break
    except KeyboardInterrupt:
        is_stopped = True
    except SetupError as error:
        if not len(summary):
            raise
        progress("")  # the cluster has gone: what it has built is kept
        report([Problem(str(error), hint=error.hint)], "cvgen", "")
    return _conclude(summary, pace, is_stopped)


def _conclude(summary: "Summary", pace: "Pace", is_stopped: bool) -> int:
    """Write the summary of a batch, and print its counts; return the exit code."""
    progress("")
    for reason, folder in summary.left_behind():
        _say(f"{folder} {reason}")
    summary.write(pace.seconds)
    failed, missing = summary.states["failed"], pace.total - pace.done
    counts = [f"{pace.total:,} profile{'s' * (pace.total != 1)}", f"{failed:,} failed"]
    counts += [f"{summary.warnings:,} warning{'s' * (summary.warnings != 1)}"] if summary.warnings else []
    if missing:
        counts[0] = f"{pace.done:,} of {counts[0]}"
        print(f"\nstopped; run the command again for the other {missing:,}", file=sys.stderr)
    _say(f"{', '.join(counts)}; see {summary.path}")
    return INTERRUPTED if is_stopped else 1 if failed or missing else 0


def _workers(options: argparse.Namespace, requests: "Requests") -> "AbstractContextManager[Workers]":
    """Return what builds the requests: the cores of this machine, or a Dask cluster."""
    from cvgen.batch.run import LocalPool

    if options.scheduler:
        return _cluster(options)
    return LocalPool(requests.common, options.jobs, options.force, options.timeout)


def _cluster(options: argparse.Namespace) -> "Cluster":
    """Return the cluster that is asked for; raise SetupError if Dask is not installed."""
    try:
        from cvgen.batch.cluster import Cluster
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("dask", "distributed"):
            raise
        raise SetupError("--scheduler needs Dask", 'install it with  pip install "academic-cvgen[dask]"') from None
    return Cluster(options.scheduler, options.shared, options.timeout, lambda text: print(text, file=sys.stderr))


def _print_report(one: "BuildReport", options: argparse.Namespace, total: int) -> None:
    """Print a line for a profile that failed, and for each other one unless there are very many."""
    if one.result is None:
        _say(f"{one.request.profile!s:32} failed: {_first_error(one)}")
    elif not options.quiet and total <= MOST_LISTED:
        _say(_outputs(one))
    if one.crash:
        report_crash(one.crash, options.debug, one.name)


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
