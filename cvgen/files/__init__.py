"""Read and write files: profiles, the files beside them, and documents, which appear whole or not at all."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from cvgen.files.locked import read_state
from cvgen.files.outputs import is_special, tidy, write
from cvgen.files.own import replace
from cvgen.problems import InputError, Problem

__all__ = [
    "MAX_BYTES",
    "explain",
    "is_special",
    "keep_traceback",
    "kept_beside",
    "read",
    "read_beside",
    "read_state",
    "replace",
    "tidy",
    "write",
    "write_new",
]

MAX_BYTES = 30_000_000  # per file
KEPT = ".cvgen"  # the folder beside a profile for what cvgen remembers


def read(path: Path, hint: str = "") -> bytes:
    """Return the bytes of a file, or what comes through a pipe; raise InputError, worded for the user, on failure.

    Devices, which may never end, pipes that nobody writes to, and more than 30 MB are refused.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            return _content(file, str(path), pipes=True)
    except FileNotFoundError:
        problem = Problem("this file does not exist", hint=hint or "check the spelling of its name")
    except IsADirectoryError:
        problem = Problem("this is a folder, not a file", hint=f"did you mean {path / 'profile.yaml'}?")
    except PermissionError:
        problem = Problem(
            "you have no permission to read this file", hint="change its permissions, or use a copy of it"
        )
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        problem = Problem(f"this file can't be read: {_reason(error)}", hint="check its name")
    raise InputError([problem], name=str(path))


def _without_waiting(name: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to does not block."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _content(file: BinaryIO, name: str, pipes: bool = False) -> bytes:
    """Return the bytes of an open file; raise InputError if it is too large, or neither a file nor a pipe in use."""
    found = os.fstat(file.fileno())
    is_pipe = pipes and stat.S_ISFIFO(found.st_mode)
    if is_pipe:
        os.set_blocking(file.fileno(), True)
    elif not stat.S_ISREG(found.st_mode):
        raise InputError([Problem("this is a pipe or a device, not a file", hint="save it as a file")], name=name)
    data = file.read(MAX_BYTES + 1) if found.st_size <= MAX_BYTES else b""
    if found.st_size > MAX_BYTES or len(data) > MAX_BYTES:
        problem = Problem(f"this file is larger than {MAX_BYTES // 10**6} MB", hint="check that it is the right one")
        raise InputError([problem], name=name)
    if is_pipe and not data:
        raise InputError([Problem("nobody writes to this pipe", hint="name a file")], name=name)
    return data


def read_beside(profile: Path, name: str) -> bytes:
    """Return the bytes of a file in the folder of the profile or below it.

    Raise InputError if the file is outside that folder, even through a symbolic link, or is missing, too large or
    unreadable.
    """
    folder = profile.resolve().parent
    path = _resolved(folder / name)
    if path and not path.is_relative_to(folder):
        problem = Problem(f"'{name}' is outside the folder of the profile", hint="copy it into that folder")
    elif not path or not os.path.exists(path) or path.is_dir():
        problem = Problem(
            f"the file '{name}' is not in the folder of the profile", hint="check the spelling of its name"
        )
    else:
        try:
            with open(path, "rb", opener=_without_following) as file:
                return _content(file, "")
        except InputError as error:
            problem = error.problems[0]._replace(message=f"'{name}': {error.problems[0].message}")
        except OSError as error:
            problem = Problem(f"'{name}' can't be read: {_reason(error)}", hint="change its permissions, or copy it")
    raise InputError([problem])


def kept_beside(profile: Path, name: str) -> Path:
    """Return the path of a file or folder that cvgen keeps for a profile, in the folder .cvgen beside it.

    Raise InputError if a link leads it elsewhere.
    """
    path = profile.parent / KEPT / name
    home, found = _resolved(profile.parent), _resolved(path)
    if home and found and found.is_relative_to(home / KEPT):
        return path
    hint = f"delete the link {KEPT}, or those in it"
    raise InputError([Problem(f"{KEPT}/{name} leads out of the folder of the profile", hint=hint)])


def _resolved(path: Path) -> Path | None:
    """Return a path with all links resolved; None if its name is impossible, or links form a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _without_following(name: str, flags: int) -> int:
    """Open a file, but not through a link that replaced it after its path was resolved."""
    return _without_waiting(name, flags | getattr(os, "O_NOFOLLOW", 0))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet; raise FileExistsError if it does."""
    with path.open("xb") as file:
        file.write(data)


def keep_traceback(traceback: str) -> Path:
    """Write a traceback into a new file that only its owner can read; return its path."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix="cvgen-error-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(traceback)
    return Path(name)


def explain(error: OSError, path: Path, hint: str = "choose another folder with -o") -> InputError:
    """Return the InputError that tells the user why a file or folder could not be written."""
    return InputError([Problem(f"{path} can't be written: {_reason(error)}", hint=hint)])


def _reason(error: OSError | ValueError) -> str:
    """Return what the operating system says about an error, in lower case."""
    return (getattr(error, "strerror", "") or str(error)).lower()
