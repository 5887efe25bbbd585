"""Build the documents of many profiles: find the profiles, give each a folder, build them, write a summary."""

import json
import os
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from functools import partial
from glob import has_magic
from itertools import takewhile
from pathlib import Path, PurePath
from typing import Any

from cvgen import files
from cvgen.build import manifest, runner
from cvgen.build.find import ENDINGS, find_profiles
from cvgen.build.fork import cores
from cvgen.build.pool import Task, imap_unordered
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport
from cvgen.problems import InputError, Problem

SUMMARY = "summary.json"
SCHEMA = "cvgen-batch/1"
STANDARD = "profile"  # the usual name of a profile in a folder of its owner: the folder tells whose it is


def requests_for(words: Sequence[str], request: BuildRequest) -> list[BuildRequest]:
    """Return a copy of a request for each profile that folders, patterns and files name, each with its own folder.

    The folders are below the folder of the request. Raise InputError where there is no profile.
    """
    missing = [word for word in words if not has_magic(word) and not _exists(word)]
    if missing:
        hint = "check the spelling of its name"
        raise InputError([Problem(f"no such file or folder: {word}", hint=hint) for word in missing], name=missing[0])
    found = {path.resolve(): path for word in words for path in find_profiles(word)}
    if not found:
        hint = f"name files, or a folder with files that end in {' or '.join(ENDINGS)}"
        raise InputError([Problem("no profile found", hint=hint)], name=" ".join(words))
    folders = _folders(list(found.values()), os.path.commonpath([os.path.abspath(_start(word)) for word in words]))
    pairs = zip(found.values(), folders, strict=True)
    return [replace(request, profile=path, folder=request.folder / name) for path, name in pairs]


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def left_behind(folder: Path, reports: Sequence[BuildReport]) -> list[tuple[str, Path]]:
    """Return the folders with outputs of an earlier batch that are not of today, each with the reason.

    The reason is a profile that failed now, or one of the last summary that is gone. To be called before
    `write_summary`.
    """
    failed = [("is of an earlier build", one.request.folder) for one in reports if one.result is None]
    gone = [
        ("is of a profile that is gone", folder / str(one["folder"]))
        for one in _last_files(folder)
        if not Path(str(one["file"])).exists()
    ]
    return [(reason, path) for reason, path in (*failed, *gone) if path.is_dir() and any(path.iterdir())]


def _last_files(folder: Path) -> list[dict[str, Any]]:
    """Return what the summary of the last batch says of each profile; [] if it can't be read."""
    try:
        files_of = json.loads(files.read_state(folder / SUMMARY, files.MAX_BYTES))["files"]
        return [one for one in files_of if {"file", "folder"} <= one.keys()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _start(word: str) -> Path:
    """Return the folder below which the paths of the profiles differ."""
    path = Path(word)
    if path.is_dir():
        return path
    return Path(*takewhile(lambda part: not has_magic(part), path.parent.parts))


def _folders(profiles: Sequence[Path], start: str) -> list[PurePath]:
    """Return a folder name for each profile below a folder: ada.yaml -> ada, bob/profile.yaml -> bob.

    Profiles that would share a name keep their whole path, so that no name depends on the order.
    """
    whole = [PurePath(os.path.relpath(path, start)) for path in profiles]
    short = [name.parent if name.stem == STANDARD and name.parent.name else _without_ending(name) for name in whole]
    taken = Counter(str(name).casefold() for name in [*short, SUMMARY])
    mixed = [one if taken[str(one).casefold()] == 1 else name for one, name in zip(short, whole, strict=True)]
    return mixed if len(set(mixed)) == len(mixed) else whole


def _without_ending(name: PurePath) -> PurePath:
    """Return a path without the ending of its file, unless that would lead out of the folder: "...yaml" stays."""
    bare = name.with_suffix("")
    return name if bare.name in ("", ".", "..") else bare


def build_all(
    requests: Sequence[BuildRequest], jobs: int | None, force: bool = False
) -> Generator[BuildReport, None, None]:
    """Build each request in one of `jobs` processes, one for each core by default; yield reports as they come.

    Requests that are up to date come first; they need no engine.
    """
    stale: list[BuildRequest] = []
    for request in requests:
        if not force and (result := manifest.cached_result(request)):
            yield BuildReport(request, result)
        else:
            stale.append(request)
    # Every core has a profile, so that two processes for one profile would gain nothing.
    task = Task(partial(runner.run, force=force, side_by_side=False), runner.initializer_for(requests[0]))
    for request, report in imap_unordered(task, stale, jobs or cores()):
        yield report or runner.worker_crashed(request)


def write_summary(folder: Path, reports: Iterable[BuildReport], seconds: float) -> None:
    """Write summary.json into the folder above those of the profiles; raise InputError where it can't be written."""
    ordered = sorted(reports, key=lambda one: str(one.request.profile))
    summary = {
        "schema": SCHEMA,
        "profiles": len(ordered),
        "failed": sum(one.result is None for one in ordered),
        "seconds": round(seconds, 2),
        "files": [_summary(one, folder) for one in ordered],
    }
    text = json.dumps(summary, indent=1, ensure_ascii=False) + "\n"
    try:
        files.write(folder, {SUMMARY: text.encode("utf-8", "backslashreplace")})
    except OSError as error:
        raise files.explain(error, folder) from None


def _summary(report: BuildReport, folder: Path) -> dict[str, Any]:
    """Return what summary.json says of one request."""
    outputs = report.result.outputs if report.result else {}
    new = report.result.notes if report.result else {}
    return {
        "file": str(report.request.profile),
        "folder": report.request.folder.relative_to(folder).as_posix(),
        "documents": [
            {"name": name, "pages": one.pages, "bytes": one.size, "new": name in new} for name, one in outputs.items()
        ],
        "pages": sum(one.pages for one in outputs.values()),
        "bytes": sum(one.size for one in outputs.values()),
        "seconds": round(report.seconds, 2),
        "problems": [one.as_json() for one in report.problems],
    }
