"""Many profiles -> a folder of documents for each, and a summary: who is built, where to, and what came of it."""

import json
import os
import re
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from functools import partial
from glob import glob, has_magic
from itertools import takewhile
from pathlib import Path, PurePath
from typing import Any

from cvgen import files
from cvgen.build import incremental, manifest
from cvgen.build.fork import cores
from cvgen.build.incremental import BuildReport
from cvgen.build.manifest import Wish
from cvgen.build.pool import Task, imap_unordered
from cvgen.problems import Problem, ProfileError

SUMMARY = "summary.json"
SCHEMA = "cvgen-batch/1"
ENDINGS = (".yaml", ".yml")
STANDARD = "profile"  # the name of a profile that has a folder of its own says nothing
LANGUAGE = re.compile(r"""\blanguage:\s*["']?([^\s"',{}]+\.yaml)""")


def requests_for(words: Sequence[str], wish: Wish) -> list[Wish]:
    """Folders, patterns and files, and what is wished for each -> a wish for each profile, with a folder of its own.

    ProfileError where there is no profile.
    """
    found = {path.resolve(): path for word in words for path in _profiles(word)}
    if not found:
        hint = f"name files, or a folder with files that end in {' or '.join(ENDINGS)}"
        raise ProfileError([Problem("there is no profile", hint=hint)], name=" ".join(words))
    folders = _folders(list(found.values()), os.path.commonpath([os.path.abspath(_start(word)) for word in words]))
    pairs = zip(found.values(), folders, strict=True)
    return [replace(wish, profile=path, folder=wish.folder / name) for path, name in pairs]


def _profiles(word: str) -> list[Path]:
    """A folder, a pattern or a file -> the profiles that it means; one that is not there is told when it is built."""
    path = Path(word)
    if path.is_dir():
        return _profiles_in(path)
    if not has_magic(word) or path.exists():
        return [path]
    return [one for found in sorted(glob(word, recursive=True)) if (one := Path(found)).suffix in ENDINGS]


def _profiles_in(folder: Path) -> list[Path]:
    """The profiles in a folder and below, but for what is hidden, and for the languages that profiles name."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    languages = {path.parent / name for path in found for name in LANGUAGE.findall(_text(path))}
    return [path for path in found if path not in languages]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:  # building it will say why
        return ""


def _start(word: str) -> Path:
    """The folder in which a word begins to tell profiles apart."""
    path = Path(word)
    if path.is_dir():
        return path
    return Path(*takewhile(lambda part: not has_magic(part), path.parent.parts))


def _folders(profiles: Sequence[Path], start: str) -> list[PurePath]:
    """Profiles below a folder -> the names of as many folders: ada.yaml is ada, bob/profile.yaml is bob.

    Those that would share a name keep all of theirs; so it doesn't depend on the order which has which.
    """
    whole = [PurePath(os.path.relpath(path, start)) for path in profiles]
    short = [name.parent if name.stem == STANDARD and name.parent.name else name.with_suffix("") for name in whole]
    taken = Counter(str(name).casefold() for name in [*short, SUMMARY])
    mixed = [one if taken[str(one).casefold()] == 1 else name for one, name in zip(short, whole, strict=True)]
    return mixed if len(set(mixed)) == len(mixed) else whole


def build_all(wanted: Sequence[Wish], jobs: int | None, force: bool = False) -> Generator[BuildReport, None, None]:
    """Wishes -> what each came to, as they are done; those with nothing to do come first and need no engine."""
    rest: list[Wish] = []
    for wish in wanted:
        if not force and (outcome := manifest.cached_result(wish)):
            yield BuildReport(wish, outcome)
        else:
            rest.append(wish)
    # Every core has a profile, so that nothing is gained by two processes for one.
    attempt = partial(incremental.run, force=force, side_by_side=False)
    task = Task(attempt, incremental.initializer_for(wanted[0].formats))
    for wish, found in imap_unordered(task, rest, jobs or cores()):
        yield found or incremental.worker_crashed(wish)


def write_summary(folder: Path, attempts: Iterable[BuildReport], seconds: float) -> None:
    """What the wishes came to -> summary.json in the folder above theirs."""
    ordered = sorted(attempts, key=lambda one: str(one.wish.profile))
    told = {
        "schema": SCHEMA,
        "profiles": len(ordered),
        "failed": sum(one.outcome is None for one in ordered),
        "seconds": round(seconds, 2),
        "files": [_summary(one, folder) for one in ordered],
    }
    try:
        files.write(folder, {SUMMARY: (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()})
    except OSError as error:
        raise files.explain(error, folder) from None


def _summary(attempt: BuildReport, folder: Path) -> dict[str, Any]:
    """What a wish came to, as summary.json tells it."""
    made = attempt.outcome.made if attempt.outcome else {}
    new = attempt.outcome.notes if attempt.outcome else {}
    return {
        "file": str(attempt.wish.profile),
        "folder": attempt.wish.folder.relative_to(folder).as_posix(),
        "documents": [
            {"name": name, "pages": one.pages, "bytes": one.size, "new": name in new} for name, one in made.items()
        ],
        "pages": sum(one.pages for one in made.values()),
        "bytes": sum(one.size for one in made.values()),
        "seconds": round(attempt.seconds, 2),
        "problems": [_problem(one) for one in attempt.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    place = {"line": problem.place.line, "column": problem.place.column} if problem.place else {}
    return {"severity": problem.severity, "message": problem.message, **place, "hint": problem.hint}
