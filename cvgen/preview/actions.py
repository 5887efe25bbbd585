"""What the page asks for beside its pages: older versions to compare with, and the files."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from cvgen.build import runner
from cvgen.build.request import BuildRequest
from cvgen.problems import InputError
from cvgen.versions import git

MOST_VERSIONS = 50


def versions(path: Path) -> list[dict[str, str]]:
    """Return the commits in which a profile changed, newest first, each with its name for `since`; [] without git."""
    found = islice(git.history(path), MOST_VERSIONS)
    return [{"value": one.revision, "label": f"{one.day} {one.subject}"} for one in found]


def build(request: BuildRequest, document: str) -> dict[str, Any]:
    """Write the files of a document; return their names and notes. Raise InputError where one can't be built."""
    report = runner.run(replace(request, names=(document,)))
    if report.result is None:
        raise InputError(report.problems, report.text, report.name)
    names = [str(request.folder / name) for name in report.result.outputs]
    return {"files": names, "notes": [note for notes in report.result.notes.values() for note in notes]}
