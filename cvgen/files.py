"""Files in and out: a profile's text, the photo beside it, and documents moved into place when they are whole."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cvgen.problems import Problem, ProfileError

MAX_PHOTO_BYTES = 30_000_000


def read(path: Path, hint: str = "") -> bytes:
    """The bytes of a file; ProfileError in the user's words when it can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problem = Problem("there is no such file", hint=hint or "check the spelling of its name")
    except IsADirectoryError:
        problem = Problem("this is a folder, not a file", hint=f"did you mean {path / 'profile.yaml'}?")
    except OSError as error:
        problem = Problem(f"it can't be read: {_reason(error)}", hint="check its permissions")
    raise ProfileError([problem])


def read_beside(profile: Path, name: str) -> bytes:
    """The bytes of a file in the profile's folder or below; ProfileError for one outside, even through a link."""
    folder = profile.resolve().parent
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ProfileError([Problem(f"'{name}' is outside the profile's folder", hint="copy it beside the profile")])
    if not path.is_file():
        raise ProfileError(
            [Problem(f"there is no file '{name}' beside the profile", hint="check the spelling of its name")]
        )
    if path.stat().st_size > MAX_PHOTO_BYTES:
        raise ProfileError([Problem(f"'{name}' is larger than {MAX_PHOTO_BYTES // 10**6} MB", hint="make it smaller")])
    return read(path)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, made if need be; each appears whole or, after an OSError, not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[str, Path] = {}
    try:
        for name, data in files.items():
            waiting[name] = _write_beside(folder, data)
        for name, path in waiting.items():
            path.replace(folder / name)
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet; FileExistsError when it does."""
    with path.open("xb") as file:
        file.write(data)


def _write_beside(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".cvgen-", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    path = Path(name)
    path.chmod(0o666 & ~_umask())
    return path


def _umask() -> int:
    """The permissions that new files of this process lack; mkstemp gives them to nobody else at all."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def explain(error: OSError, what: str) -> ProfileError:
    """An OSError from writing -> what the user can do about it."""
    return ProfileError(
        [Problem(f"{what} can't be written: {_reason(error)}", hint="choose another folder with -o FOLDER")]
    )


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
