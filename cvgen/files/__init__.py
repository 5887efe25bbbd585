"""Read and write files: profiles, the files beside them, and documents, which appear whole or not at all."""

import os
from pathlib import Path

from cvgen.files.outputs import write
from cvgen.files.own import replace
from cvgen.problems import InputError, Problem

__all__ = ["MAX_BYTES", "explain", "keep_traceback", "read", "read_beside", "replace", "write", "write_new"]

MAX_BYTES = 30_000_000  # per file; a device such as /dev/zero never ends


def read(path: Path, hint: str = "") -> bytes:
    """Return the bytes of a file, at most the first 30 MB; raise InputError, worded for the user, on failure."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
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


def read_beside(profile: Path, name: str) -> bytes:
    """Return the bytes of a file in the folder of the profile or below it.

    Raise InputError if the file is outside that folder, even through a symbolic link, or is missing, too large or
    unreadable.
    """
    folder = profile.resolve().parent
    path, size = _find(folder, name)
    if not path.is_relative_to(folder):
        problem = Problem(f"'{name}' is outside the folder of the profile", hint="copy it into that folder")
    elif size is None:
        problem = Problem(
            f"the file '{name}' is not in the folder of the profile", hint="check the spelling of its name"
        )
    elif size > MAX_BYTES:
        problem = Problem(f"'{name}' is larger than {MAX_BYTES // 10**6} MB", hint="make it smaller")
    elif not os.access(path, os.R_OK):
        problem = Problem(
            f"you have no permission to read '{name}'", hint="change its permissions, or use a copy of it"
        )
    else:
        return read(path)
    raise InputError([problem])


def _find(folder: Path, name: str) -> tuple[Path, int | None]:
    """Return the path that a name leads to, with links resolved, and its size in bytes; None if there is no file."""
    path = folder / name
    try:
        path = path.resolve()
        return path, path.stat().st_size if path.is_file() else None
    except (OSError, RuntimeError):  # the name is too long, or links form a circle
        return path, None


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


def explain(error: OSError, path: Path) -> InputError:
    """Return the InputError that tells the user why a file or folder could not be written."""
    hint = "choose another folder with -o"
    return InputError([Problem(f"{path} can't be written: {_reason(error)}", hint=hint)])


def _reason(error: OSError | ValueError) -> str:
    """Return what the operating system says about an error, in lower case."""
    return (getattr(error, "strerror", "") or str(error)).lower()
