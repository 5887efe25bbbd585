"""The summary of a batch: the result of each profile, as JSON and as a table."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from cvgen import files
from cvgen.batch.plan import Requests
from cvgen.build.runner import BuildReport

JSON, TABLE = "summary.json", "summary.csv"
SCHEMA = "cvgen-batch/2"
COLUMNS = ("name", "file", "state", "pages", "warnings", "limits broken", "seconds", "error")

State = Literal["built", "up to date", "failed", "not built"]


class Summary:
    """The result of each profile so far.

    A report is kept as a line of JSON, which is small, since there may be many thousands.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._lines: dict[str, bytes] = {}
        self.states: Counter[State] = Counter()
        self.warnings = 0

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def path(self) -> Path:
        """The path of the summary as JSON."""
        return self._requests.common.folder / JSON

    def add(self, report: BuildReport) -> None:
        """Add the report on a profile."""
        self.states[state_of(report)] += 1
        self.warnings += sum(one.severity == "warning" for one in report.problems)
        folder = report.request.folder.relative_to(self._requests.common.folder).as_posix()
        self._lines[str(report.request.profile)] = json.dumps(_entry(report, folder), ensure_ascii=False).encode(
            "utf-8", "backslashreplace"
        )

    def write(self, seconds: float) -> None:
        """Write both files into the folder of the batch; raise InputError where they can't be written.

        Profiles without a report are in them as well: they are not built.
        """
        folder = self._requests.common.folder
        try:
            files.write(folder, {JSON: self._json(seconds), TABLE: self._table()})
        except OSError as error:
            raise files.explain(error, folder) from None

    def _json(self, seconds: float) -> bytes:
        """Return the summary as JSON, with one line for each profile."""
        states = {name.replace(" ", "_"): self.states[name] for name in ("built", "up to date", "failed")}
        missing = len(self._requests) - len(self)
        head = {"schema": SCHEMA, "profiles": len(self._requests), **states, "not_built": missing}
        opening = json.dumps({**head, "seconds": round(seconds, 2)}).removesuffix("}")
        return f'{opening}, "files": [\n'.encode() + b",\n".join(self._in_order()) + b"\n]}\n"

    def _in_order(self) -> Iterator[bytes]:
        for profile, folder in self._requests.places:
            yield self._lines.get(profile) or json.dumps(
                {"file": profile, "folder": folder, "state": "not built"}, ensure_ascii=False
            ).encode("utf-8", "backslashreplace")

    def _table(self) -> bytes:
        """Return the summary as CSV in UTF-8, with the mark that Excel needs to see that it is."""
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        rows.writerows(_row(json.loads(line)) for line in self._in_order())
        return text.getvalue().encode("utf-8-sig")

    def left_behind(self) -> list[tuple[str, Path]]:
        """Return the folders with outputs of an earlier batch that are not of today, each with the reason.

        The reason is a profile that failed now, or one of the last summary that is gone. To be called before `write`.
        """
        folder = self._requests.common.folder
        entries = (json.loads(line) for line in self._lines.values())
        failed = [("is of an earlier build", folder / one["folder"]) for one in entries if one["state"] == "failed"]
        gone = [
            ("is of a profile that is gone", folder / str(one["folder"]))
            for one in _last_files(folder)
            if not Path(str(one["file"])).exists()
        ]
        return [(reason, path) for reason, path in (*failed, *gone) if path.is_dir() and any(path.iterdir())]


def state_of(report: BuildReport) -> State:
    """Return the state of a profile."""
    if report.result is None:
        return "failed"
    return "built" if report.result.notes else "up to date"


def _entry(report: BuildReport, folder: str) -> dict[str, Any]:
    """Return what the summary says of one profile."""
    outputs = report.result.outputs if report.result else {}
    new = report.result.notes if report.result else {}
    return {
        "file": str(report.request.profile),
        "folder": folder,
        "state": state_of(report),
        "documents": [
            {"name": name, "pages": one.pages, "bytes": one.size, "new": name in new} for name, one in outputs.items()
        ],
        "pages": sum(one.pages for one in outputs.values()),
        "bytes": sum(one.size for one in outputs.values()),
        "limits_broken": sum(one.is_limit for one in report.problems),
        "seconds": round(report.seconds, 2),
        "problems": [one.as_json() for one in report.problems],
    }


def _row(entry: dict[str, Any]) -> list[Any]:
    """Return the cells of a profile in the table."""
    problems = entry.get("problems", [])
    errors = [one["message"] for one in problems if one["severity"] == "error"]
    return [
        *(_cell(entry[key]) for key in ("folder", "file", "state")),
        entry.get("pages", ""),
        len(problems) - len(errors),
        entry.get("limits_broken", ""),
        entry.get("seconds", ""),
        _cell(errors[0] if errors else ""),
    ]


def _cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _last_files(folder: Path) -> list[dict[str, Any]]:
    """Return what the summary of the last batch says of each profile; [] if it can't be read."""
    try:
        files_of = json.loads(files.read_state(folder / JSON, files.MAX_BYTES))["files"]
        return [one for one in files_of if {"file", "folder"} <= one.keys()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
