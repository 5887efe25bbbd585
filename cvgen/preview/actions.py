"""What the page asks for beside its pages: older versions to compare with, and the files."""

from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from cvgen.build import runner
from cvgen.build.request import BuildRequest
from cvgen.problems import InputError
from cvgen.versions import git
from cvgen.versions.sent import revision_of
from cvgen.versions.sent import sent as sent_entries
from cvgen.versions.sources import Revision, resolve

MOST_VERSIONS = 50


def versions(path: Path) -> list[dict[str, str]]:
    """Return the older versions of a profile: what was sent, PDFs beside it, and commits; each the newest first.

    `value` is what `since` takes.
    """
    sent = []
    with suppress(InputError):  # a broken list of what was sent is reported by `cvgen sent`
        sent = [{"value": one.digest, "label": f"sent to {one.to}, {one.date}"} for one in sent_entries(path)]
    found = filter(Path.is_file, path.absolute().parent.glob("*.pdf"))
    pdfs = sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)
    commits = islice(git.history(path), MOST_VERSIONS)
    return [
        *sent[:MOST_VERSIONS],
        *({"value": str(one), "label": one.name} for one in pdfs[:MOST_VERSIONS]),
        *({"value": one.revision, "label": f"{one.day} {one.subject}"} for one in commits),
    ]


def revision(word: str, path: Path) -> Revision:
    """Return the version that a value of `versions` names; raise InputError where it is gone."""
    for one in sent_entries(path):
        if one.digest == word:
            return revision_of(one, path)
    return resolve(word, path)


def build(request: BuildRequest, document: str) -> dict[str, Any]:
    """Write the files of a document; return their names and notes. Raise InputError where one can't be built."""
    report = runner.run(replace(request, names=(document,)))
    if report.result is None:
        raise InputError(report.problems, report.text, report.name)
    names = [str(request.folder / name) for name in report.result.outputs]
    return {"files": names, "notes": [note for notes in report.result.notes.values() for note in notes]}
