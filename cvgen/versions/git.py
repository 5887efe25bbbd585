"""Read files from git revisions; nothing is checked out, and nothing of the repository is run."""

import re
from dataclasses import dataclass
from pathlib import Path

from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date

REVISION = re.compile(r"[\w.@^~/{}+-]+")  # what git's own rules allow (gitrevisions), no option and no other path
SECONDS = 20  # a repository on a share that does not answer
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager", "--no-optional-locks")


@dataclass(frozen=True)
class Version:
    """A file at a revision: its bytes, the short name and the day of the commit."""

    data: bytes
    revision: str
    day: str


class GitError(Exception):
    """git has failed; the message is git's own."""


def root(path: Path) -> Path | None:
    """Return the folder of the repository that a file is in, None where it is in none."""
    try:
        return Path(_git(path.resolve().parent, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    except GitError:
        return None


def configure(folder: Path, name: str, value: str) -> None:
    """Set a value in the configuration of a repository; raise InputError where git refuses."""
    try:
        _git(folder, "config", "--local", name, value)
    except GitError as error:
        raise InputError([Problem(f"git says: {error}", hint="is the repository yours?")]) from None


def version_before(path: Path, day: Date, end: bool = False) -> Version | None:
    """Return a file as it was when a day began, or ended; None where it did not exist yet."""
    moment = f"{day.year:04}-{day.month or 1:02}-{day.day or 1:02} {'23:59:59' if end else '00:00:00'}"
    try:
        revision = _git(path.parent, "rev-list", "-1", f"--before={moment}", "HEAD").decode().strip()
    except GitError:
        return None
    try:
        return read_at(path, revision) if revision else None
    except InputError:
        return None


def read_at(path: Path, revision: str) -> Version:
    """Return a file as it is in a revision; raise InputError when either does not exist."""
    if not REVISION.fullmatch(revision) or revision.startswith("-"):
        raise InputError(
            [
                Problem(
                    f"'{revision}' is not a git revision",
                    hint="name a file, or a revision such as HEAD~3",
                )
            ]
        )
    try:
        fields = _git(path.parent, "log", "-1", "--format=%h %cs", revision, "--").decode().split()
    except GitError:
        hint = "git log --oneline  lists the revisions"
        raise InputError([Problem(f"unknown revision '{revision}'", hint=hint)]) from None
    try:
        data = _git(path.parent, "cat-file", "blob", f"{fields[0]}:./{path.name}")
    except GitError:
        problem = Problem(
            f"'{path.name}' is not in revision {revision} of {fields[1]}", hint=f"git show --stat {revision}"
        )
        raise InputError([problem]) from None
    return Version(data, *fields)


def revisions(path: Path) -> list[str]:
    """Return the revisions that changed a file, the newest first; [] outside a repository."""
    try:
        return _git(path.parent, "log", "--format=%h", "--", path.name).decode().split()
    except GitError:
        return []


def _git(folder: Path, *words: str) -> bytes:
    import subprocess  # here, because comparing two files needs none of it

    try:
        command = ["git", "-C", str(folder), *QUIET, *words]
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from None
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout
