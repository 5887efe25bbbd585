"""The commands that build more than once: after each save, and for many profiles."""

import argparse
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.build_commands import wished
from cvgen.cli.output import progress, report, tell
from cvgen.problems import Problem, ProfileError

if TYPE_CHECKING:
    from cvgen.build.incremental import BuildReport


def watch(options: argparse.Namespace) -> int:
    """Until Ctrl-C, which is how it is meant to end: exit code 0."""
    from cvgen.build.watch import rebuild_on_save

    wish = wished(options, options.profile)
    if not wish.profile.absolute().parent.is_dir():
        raise ProfileError([Problem("there is no such folder", hint="check the spelling of its name")])
    print(f"watching {wish.profile}, and what is beside it; Ctrl-C ends this", flush=True)
    try:
        with closing(rebuild_on_save(wish)) as found:
            _tell_each(found)
    except KeyboardInterrupt:
        print("\nwatch has ended", file=sys.stderr)
    return 0


def _tell_each(found: "Iterable[BuildReport]") -> None:
    """Say what each save came to, where it is something else than before."""
    told: list[Problem] | None = None
    for attempt in found:
        if attempt.problems != told or (attempt.outcome and attempt.outcome.notes):
            report(attempt.problems, attempt.name, attempt.source)
            if attempt.outcome:
                tell(attempt.outcome, attempt.wish.folder)
            state = f"made in {attempt.seconds:.1f} s" if attempt.outcome else "waiting until that is mended"
            print(f"{time.strftime('%H:%M:%S')}  {state}", flush=True)
        told = attempt.problems


def batch(options: argparse.Namespace) -> int:
    """Exit code 1 if any of them failed."""
    from dataclasses import replace

    from cvgen.build import batch

    began, done = time.monotonic(), []
    wanted = batch.requests_for(options.profiles, wished(options, Path()))
    try:
        with closing(batch.build_all(wanted, options.jobs, options.force)) as found:
            progress(f"1 of {len(wanted)}")
            for attempt in found:
                progress("")
                _tell_one(attempt)
                done.append(replace(attempt, source=""))
                progress(f"{len(done) + 1} of {len(wanted)}" if len(done) < len(wanted) else "")
    except KeyboardInterrupt:
        progress("")
        print(f"\nstopped; {len(done)} of {len(wanted)} are done, the same command makes the rest", file=sys.stderr)
        return 130
    batch.write_summary(options.output, done, time.monotonic() - began)
    failed = sum(attempt.outcome is None for attempt in done)
    print(f"{len(done)} profiles, {failed} failed; {options.output / batch.SUMMARY} says what was made")
    return 1 if failed else 0


def _tell_one(attempt: "BuildReport") -> None:
    """A line for a profile, and its problems."""
    made = attempt.outcome.made.values() if attempt.outcome else ()
    told = f"{len(made)} files {sum(one.pages for one in made):4} pages {sum(one.size for one in made) / 1000:6.0f} KB"
    state = told if attempt.outcome else "failed"
    if attempt.outcome and not attempt.outcome.notes:
        state += "  unchanged"
    print(f"{attempt.wish.profile!s:32} {state}", flush=True)
    report(attempt.problems, attempt.name, attempt.source)
