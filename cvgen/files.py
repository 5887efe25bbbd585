"""Files in and out: a profile's text, the photo beside it, and documents moved into place when they are whole."""

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path

from cvgen.problems import Problem, ProfileError

MAX_BYTES = 30_000_000  # of what is read; a device such as /dev/zero never ends


def read(path: Path, hint: str = "") -> bytes:
    """The bytes of a file, the first 30 MB of them; ProfileError in the user's words when it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except FileNotFoundError:
        problem = Problem("there is no such file", hint=hint or "check the spelling of its name")
    except IsADirectoryError:
        problem = Problem("this is a folder, not a file", hint=f"did you mean {path / 'profile.yaml'}?")
    except PermissionError:
        problem = Problem("you have no permission to read it", hint="change that, or work with a copy of it")
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        problem = Problem(f"it can't be read: {_reason(error)}", hint="check its name")
    raise ProfileError([problem])


def read_beside(profile: Path, name: str) -> bytes:
    """The bytes of a file in the profile's folder or below; ProfileError for one outside, even through a link."""
    folder = profile.resolve().parent
    path, size = _find(folder, name)
    if not path.is_relative_to(folder):
        problem = Problem(f"'{name}' is outside the profile's folder", hint="copy it beside the profile")
    elif size is None:
        problem = Problem(f"there is no file '{name}' beside the profile", hint="check the spelling of its name")
    elif size > MAX_BYTES:
        problem = Problem(f"'{name}' is larger than {MAX_BYTES // 10**6} MB", hint="make it smaller")
    elif not os.access(path, os.R_OK):
        problem = Problem(f"you have no permission to read '{name}'", hint="change that, or use a copy of it")
    else:
        return read(path)
    raise ProfileError([problem])


def _find(folder: Path, name: str) -> tuple[Path, int | None]:
    """A name in a folder -> the file it leads to, and its size; None when there is no such file."""
    path = folder / name
    try:
        path = path.resolve()
        return path, path.stat().st_size if path.is_file() else None
    except (OSError, RuntimeError):  # a name that is too long, links that go round in circles
        return path, None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, made if need be; each appears whole or, after an OSError, not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with _undisturbed():
        _write(folder, files)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    waiting: dict[str, Path] = {}
    try:
        for name, data in files.items():
            waiting[name] = _write_beside(folder, data)
        if occupied := [name for name in files if (folder / name).is_dir()]:
            raise IsADirectoryError(EISDIR, f"{occupied[0]} is a folder")
        for name, path in waiting.items():
            path.replace(folder / name)
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back Ctrl-C, and the end of a worker, for the moment in which files are put into their places."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet; FileExistsError when it does."""
    with path.open("xb") as file:
        file.write(data)


def keep_traceback(traceback: str) -> Path:
    """Write a traceback into a new file that only its owner can read; return its path."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix="cvgen-error-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(traceback)
    return Path(name)


def _write_beside(folder: Path, data: bytes) -> Path:
    import tempfile  # here, because it loads compressors and random numbers, and most commands write nothing

    handle, name = tempfile.mkstemp(prefix=".cvgen-", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        path.chmod(0o666 & ~_umask())
    except BaseException:  # a full disk, or the user has stopped it
        path.unlink()
        raise
    return path


def _umask() -> int:
    """The permissions that new files of this process lack; mkstemp gives them to nobody else at all."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def explain(error: OSError, what: Path) -> ProfileError:
    """An OSError from writing -> what the user can do about it."""
    hint = "choose another place with -o"
    return ProfileError([Problem(f"{what} can't be written: {_reason(error)}", hint=hint)])


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", "") or str(error)).lower()
