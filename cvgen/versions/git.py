"""Read files from git revisions; nothing is checked out, and nothing of the repository is run."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date

REVISION = re.compile(r"[\w.@^~/{}+-]+")  # what git's own rules allow (gitrevisions), no option and no other path
SECONDS = 20  # a repository on a share that does not answer
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager", "--no-optional-locks")


@dataclass(frozen=True)
class Version:
    """A file at a revision: its bytes, the short name, the day and the subject of the commit."""

    data: bytes
    revision: str
    day: str
    subject: str = ""


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
        hint = "name a file, or a revision such as HEAD~3"
        raise InputError([Problem(f"'{revision}' is not a git revision", hint=hint)])
    try:
        line = _git(path.parent, "log", "-1", "--format=%h %cs %s", revision, "--").decode(errors="replace")
    except GitError:
        hint = "git log --oneline  lists the revisions"
        raise InputError([Problem(f"unknown revision '{revision}'", hint=hint)]) from None
    name, day, subject = [*line.strip().split(" ", 2), "", ""][:3]
    try:
        data = _git(path.parent, "cat-file", "blob", f"{name}:./{path.name}")
    except GitError:
        problem = Problem(f"'{path.name}' is not in revision {revision} of {day}", hint=f"git show --stat {revision}")
        raise InputError([problem]) from None
    return Version(data, name, day, subject)


def history(path: Path) -> Iterator[Version]:
    """Yield a file as each revision that changed it left it, the newest first; nothing outside a repository.

    A file that was renamed is followed to its earlier names.
    """
    top = root(path)
    if top is None:
        return
    log = _git(path.resolve().parent, "-c", "core.quotepath=false", "log", "--follow", "--name-only",
               "--format=%x00%h %cs %s", "--", path.name)  # fmt: skip
    for block in log.decode(errors="replace").split("\0")[1:]:
        about, *names = filter(None, block.split("\n"))
        name, day, subject = [*about.split(" ", 2), ""][:3]
        if names:
            yield from _blob(top, names[0], name, day, subject)


def _blob(top: Path, file: str, name: str, day: str, subject: str) -> Iterator[Version]:
    """Yield a file of a revision; nothing if the revision deleted it."""
    with suppress(GitError):
        yield Version(_git(top, "cat-file", "blob", f"{name}:{file}"), name, day, subject)


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
