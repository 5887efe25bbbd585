"""The command that lists co-authors, or fills in the spreadsheet of a funder."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import print_data, today, write
from cvgen.problems import InputError, Problem, origin

if TYPE_CHECKING:
    from cvgen.profile.dates import Date
    from cvgen.profile.model import Profile


def coauthors(options: argparse.Namespace) -> int:
    """Print or write the list of recent co-authors, or a funder's spreadsheet with the owner's relations."""
    from cvgen.build.loader import load_profile
    from cvgen.exporters import coauthors
    from cvgen.profile import dates

    profile, day = load_profile(options.profile).profile, options.date or today()
    if options.into:
        return _fill(profile, day, options)
    rows = coauthors.coauthors(profile, dates.months_before(day, options.months))
    if not rows:
        print(f"no co-authors in the last {options.months} months", file=sys.stderr)
    if options.output is None:
        print_data(coauthors.to_csv(rows).decode("utf-8-sig"))
        return 0
    data = coauthors.to_xlsx(rows) if options.output.suffix == ".xlsx" else coauthors.to_csv(rows)
    write(options.output.parent, {options.output.name: data}, options.output)
    people = "1 co-author" if len(rows) == 1 else f"{len(rows)} co-authors"
    print(f"{options.output}: {people} of the last {options.months} months")
    return 0


def _fill(profile: "Profile", day: "Date", options: argparse.Namespace) -> int:
    """Write a copy of the spreadsheet of a funder, filled in, and print what is in it and what is left to do."""
    from cvgen import files
    from cvgen.exporters.conflict_sheets import called, counted, fill

    output = _output(options.into, options.output)
    with origin(str(options.into)):
        filled = fill(files.read(options.into), profile, day, options.months)
    write(output.parent, {output.name: filled.data}, output)
    counts = (f"{called(name)}: {counted(number)}" for name, number in filled.counts.items() if number)
    print(f"{output}: {', '.join(counts) or 'nothing new'}")
    for note in filled.notes:
        print(f"    {note}")
    return 0


def _output(template: Path, output: Path | None) -> Path:
    """Return where the filled spreadsheet goes; raise InputError if that is nowhere, or the spreadsheet itself."""
    if output is None or output.suffix.lower() != ".xlsx":
        raise InputError([Problem("the filled spreadsheet needs a name", hint="write  -o coa.xlsx")], name="cvgen")
    if template.exists() and output.exists() and output.samefile(template):
        hint = "choose another name with -o"
        raise InputError([Problem("the spreadsheet would be overwritten", hint=hint)], name=str(template))
    return output
