"""Bring the files of a site up to date: write what is new, and leave alone what somebody else wrote or edited."""

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal

from cvgen import files
from cvgen.problems import InputError, Problem

NAME = ".cvgen-site.json"
SCHEMA = "cvgen-site/1"
MOST_BYTES = 10_000_000  # of the list of our files
State = Literal["new", "changed", "unchanged", "edited", "yours", "deleted", "left over"]
Digests = dict[str, list[str]]  # the path of a file of ours -> the digests of the contents that we gave it


@dataclass(frozen=True)
class Plan:
    """What to do with each file of a site, by its path; the new contents, and the list of our files after it."""

    states: Mapping[str, State]
    contents: Mapping[str, bytes]
    before: Mapping[str, Digests] = field(default_factory=dict)
    kind: str = ""

    def of(self, *states: State) -> list[str]:
        """Return the paths of the files in one of these states."""
        return [path for path, state in self.states.items() if state in states]

    @property
    def outdated(self) -> list[str]:
        """Return the edited files for which there is a new content."""
        known = self.before.get(self.kind, {})
        return [path for path in self.of("edited") if _digest(self.contents[path]) not in known.get(path, [])]


def plan(folder: Path, kind: str, contents: Mapping[str, bytes]) -> Plan:
    """Compare the files of a generator with those in a folder; nothing is written.

    Raise InputError where a link in the folder leads a file out of it.
    """
    before = _read(folder)
    known = before.get(kind, {})
    states: dict[str, State] = {}
    for path, data in sorted(contents.items()):
        _check_inside(folder, path)
        states[path] = _state(folder / path, data, known.get(path, []))
    for path in sorted(set(known) - set(contents)):
        if _is_path(path) and os.path.lexists(folder / path):
            _check_inside(folder, path)
            states[path] = "deleted" if _has_digest(folder / path, known[path]) else "left over"
    return Plan(states, contents, before, kind)


def apply(folder: Path, planned: Plan) -> None:
    """Write what is new, and delete those of our files whose entries have gone; raise OSError where that fails.

    The list of our files is written first with the old and the new contents: after a kill it knows both as ours.
    """
    written = {path: planned.contents[path] for path in planned.of("new", "changed")}
    gone = planned.of("deleted")
    known = planned.before.get(planned.kind, {})
    if written or gone:
        ours = {path: [*known.get(path, []), _digest(data)] for path, data in written.items()}
        _write_list(folder, planned, {**known, **ours})
    by_folder: dict[Path, dict[str, bytes]] = defaultdict(dict)
    for path, data in written.items():
        by_folder[(folder / path).parent][PurePosixPath(path).name] = data
    for place, contents in by_folder.items():
        files.write(place, contents)
    for path in gone:
        _delete(folder, path)
    kept = {path: known[path] for path in planned.of("edited", "left over")}
    same = {path: [_digest(planned.contents[path])] for path in planned.of("new", "changed", "unchanged")}
    if {**kept, **same} != known:
        _write_list(folder, planned, {**kept, **same})


def _state(path: Path, data: bytes, known: list[str]) -> State:
    """Return what to do with a file that should have a content; `known` are digests of those that we gave it."""
    if not os.path.lexists(path):
        return "new"
    if _has_digest(path, [_digest(data)]):
        return "unchanged"
    if not known:
        return "yours"
    return "changed" if _has_digest(path, known) else "edited"


def _has_digest(path: Path, digests: list[str]) -> bool:
    """Return whether a file, and not a link to one, has one of these digests."""
    is_file = path.is_file() and not path.is_symlink()
    return is_file and _digest(files.read_state(path, files.MAX_BYTES)) in digests


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _is_path(path: str) -> bool:
    """Return whether a text is the path of a file below a folder: the list may come from somebody else."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)


def _check_inside(folder: Path, path: str) -> None:
    """Raise InputError if the folder of a file is outside the folder of the site."""
    home, place = folder.resolve(), (folder / path).parent.resolve()
    if place != home and home not in place.parents:
        hint = "replace the link by a folder, or name another folder with -o"
        raise InputError([Problem(f"'{path}' leads out of the folder of the site", hint=hint)], name=str(folder))


def _delete(folder: Path, path: str) -> None:
    """Delete a file, and the folders that are empty without it."""
    (folder / path).unlink(missing_ok=True)
    for place in list((PurePosixPath(path)).parents)[:-1]:
        with suppress(OSError):
            (folder / place).rmdir()


def _read(folder: Path) -> dict[str, Digests]:
    """Return our files in a folder by generator; nothing where the list is missing, damaged or of another schema."""
    try:
        found = json.loads(files.read_state(folder / NAME, MOST_BYTES))
        if found["schema"] != SCHEMA:
            return {}
        return {str(kind): {str(path): [str(one) for one in listed] for path, listed in paths.items()}
                for kind, paths in found["sites"].items()}  # fmt: skip
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _write_list(folder: Path, planned: Plan, ours: Digests) -> None:
    sites = {**planned.before, planned.kind: dict(sorted(ours.items()))}
    text = json.dumps({"schema": SCHEMA, "sites": sites}, indent=1)
    files.write(folder, {NAME: f"{text}\n".encode()})
