"""The command that writes the pages of a web site."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import report, report_briefly, today
from cvgen.problems import Problem

if TYPE_CHECKING:
    from cvgen.site.update import Plan, State

STATES: "tuple[State, ...]" = ("new", "changed", "deleted", "unchanged", "edited", "yours", "left over")


def site(options: argparse.Namespace) -> int:
    """Write the files of a site that are new or changed; with --dry-run print them alone."""
    from cvgen import files
    from cvgen.build.compile import phrases_for
    from cvgen.build.fallbacks import export_note
    from cvgen.build.loader import load_profile
    from cvgen.site import files as site_files
    from cvgen.site.update import apply, plan

    loaded = load_profile(options.profile, today())
    report_briefly(loaded.warnings, str(options.profile))
    phrases = phrases_for(options.language or loaded.profile.language, options.profile)
    found = site_files(options.generator, loaded.profile, phrases, loaded.photo, options.template)
    planned = plan(options.output, options.generator, found)
    if not options.dry_run:
        try:
            apply(options.output, planned)
        except OSError as error:
            raise files.explain(error, options.output) from None
    for path in planned.of("new", "changed", "deleted"):
        print(f"{planned.states[path]:8} {options.output / path}")
    report(_left_alone(planned), str(options.output), "")
    if note := export_note(loaded, loaded.profile, phrases.language):
        print(note)
    print(_summary(planned, options.output, options.dry_run))
    return 0


def _left_alone(planned: "Plan") -> list[Problem]:
    """Return a warning for each file that is not as the profile would have it."""
    found = [
        (path, "you edited this file; it is left as it is", "take your edit into the profile, or delete the file")
        for path in planned.outdated
    ]
    found += [
        (path, "this file is yours; it is left as it is", "rename or delete it to get the file of cvgen")
        for path in planned.of("yours")
    ]
    found += [
        (path, "the entry of this page has gone, but you edited the page", "delete the file if you don't need it")
        for path in planned.of("left over")
    ]
    return [Problem(f"{path}: {message}", hint=hint, severity="warning") for path, message, hint in found]


def _summary(planned: "Plan", folder: Path, is_dry: bool) -> str:
    """Return how many files are in each state."""
    counts = [(state, len(planned.of(state))) for state in STATES]
    said = ", ".join(f"{number} {state}" for state, number in counts if number) or "nothing to write"
    return f"{folder}: {said}{'; dry run, nothing was written' if is_dry else ''}"
