"""Read files from git revisions; nothing is checked out, and nothing that the repository configures is run.

A repository may come from anybody, and its configuration names programs. Options on the command line, which outrank
every configuration, switch off signatures, pagers, hooks, the file system monitor and all transports, so that a partial
clone fetches nothing; a bare repository inside a working tree is not used at all. Libraries that read objects were
considered: dulwich and pygit2 run no programs either, but they know fewer kinds of repositories, and their code for
hostile data is less tested than git's.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cvgen.files import MAX_BYTES
from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date

REVISION = re.compile(r"[\w.@^~/{}+-]+")  # what git's own rules allow (gitrevisions), no option and no other path
EXTENSION = re.compile(r"[^.]\.[A-Za-z]{2,5}$")  # of a file: cv-sent.pdf
SECONDS = 20  # a repository on a share that does not answer
OPTIONS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.mailmap=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
# Of the variables for git, a repository in an unusual place needs these; GIT_EXTERNAL_DIFF and others run programs.
KEPT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
OFFLINE = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True)
class Version:
    """A file at a revision: its bytes, the short name, the day and the subject of the commit."""

    data: bytes
    revision: str
    day: str
    subject: str = ""


class GitError(Exception):
    """git has failed; the message is git's own."""


def is_head(word: str) -> bool:
    """Return whether a word names the last commit or one before it, whatever files there are: "HEAD", "HEAD~3", "@"."""
    return bool(re.match(r"(HEAD|@)([\^~@{:.]|$)", word))


def is_revision(folder: Path, word: str) -> bool:
    """Return whether a word names a commit in the repository that a folder is in."""
    if not REVISION.fullmatch(word) or word.startswith("-"):
        return False
    try:
        return bool(_git(folder, "rev-parse", "--verify", "--quiet", f"{word}^{{commit}}"))
    except GitError:
        return False


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
        commit = _git(path.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
        described = _git(path.parent, "rev-list", "-1", "--format=%h %cs %s", commit, "--").decode(errors="replace")
    except GitError:
        raise InputError([_unknown(revision)]) from None
    name, day, subject = [*described.split("\n")[1].split(" ", 2), ""][:3]
    try:
        data = _blob(path.parent, f"{commit}:./{path.name}")
    except GitError:
        problem = Problem(f"'{path.name}' is not in revision {revision} of {day}", hint=f"git show --stat {revision}")
        raise InputError([problem]) from None
    return Version(data, name, day, subject)


def _unknown(revision: str) -> Problem:
    """Return the problem of a revision that git does not know; a name such as cv-sent.pdf is meant as a file."""
    if EXTENSION.search(revision):
        return Problem(f"the file '{revision}' does not exist", hint="check the spelling of its name")
    return Problem(f"unknown revision '{revision}'", hint="git log --oneline  lists the revisions")


def history(path: Path) -> Iterator[Version]:
    """Yield a file as each revision that changed it left it, the newest first; nothing outside a repository.

    A file that was renamed is followed to its earlier names.
    """
    top = root(path)
    if top is None:
        return
    try:
        words = ("log", "-O/dev/null", "--follow", "--name-only", "--format=%x00%h %cs %s")
        log = _git(path.resolve().parent, *words, "--", path.name)
    except GitError:  # no commit yet, or a damaged repository
        return
    for block in log.decode(errors="replace").split("\0")[1:]:
        about, *names = filter(None, block.split("\n"))
        name, day, subject = [*about.split(" ", 2), ""][:3]
        if names:
            with suppress(GitError):  # the revision deleted it
                yield Version(_blob(top, f"{name}:{names[0]}"), name, day, subject)


def _blob(folder: Path, name: str) -> bytes:
    """Return the bytes of a file in a revision; raise GitError if it does not exist, InputError if it is too large."""
    if int(_git(folder, "cat-file", "-s", name)) > MAX_BYTES:
        hint = "name another revision"
        raise InputError([Problem(f"the file is larger than {MAX_BYTES // 10**6} MB there", hint=hint)])
    return _git(folder, "cat-file", "blob", name)


def _git(folder: Path, *words: str) -> bytes:
    """Return what git prints; raise GitError with its message if it fails."""
    import subprocess  # here, because comparing two files needs none of it

    options = [word for option in OPTIONS for word in ("-c", option)]
    command = ["git", "-C", str(folder), *options, "--no-pager", "--no-optional-locks", *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in KEPT}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env=environment | OFFLINE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from None
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout
