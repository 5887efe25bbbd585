"""Lock a folder against other cvgen processes, and write temporary files in it that the next one sweeps."""

import os
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ETIMEDOUT
from pathlib import Path

WAIT = 20.0  # seconds for another process to finish
PREFIX = ".cvgen-tmp-"  # of temporary files; whoever holds the lock may delete those that it did not write


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other cvgen process writes in a folder, and delay SIGINT and SIGTERM while this one does.

    The lock is on the folder itself, so that no lock file is left behind; the system releases it with the process.
    Raise TimeoutError if another process does not finish. Where a folder can't be locked, as on Windows and some
    network drives, processes that write at once may fail, but never mix files.
    """
    handle = _lock(folder)
    try:
        with _signals_delayed():
            yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path) -> int | None:
    """Return the descriptor that holds the lock of a folder, None where there are no such locks."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:  # a folder that may be written but not read
        return None
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
            return handle
        except BlockingIOError:
            time.sleep(0.02)
        except OSError:
            return handle
    os.close(handle)
    raise TimeoutError(ETIMEDOUT, "another cvgen process is writing here")


def write_temporary(folder: Path, data: bytes, is_lasting: bool = True) -> Path:
    """Write bytes to a new file in a folder, if `is_lasting` safe from a power cut; return its path.

    Only its owner may read it; a rename within the folder stays within one file system.
    """
    import tempfile  # here, because it loads compression modules, and most commands write nothing

    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if is_lasting:
                os.fsync(file.fileno())
    except BaseException:  # the disk is full, or the user stopped the program
        os.unlink(name)
        raise
    return Path(name)


def sweep(folder: Path) -> None:
    """Delete the temporary files of processes that were killed; call it with the folder locked."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            path.unlink()


def sync(folder: Path) -> None:
    """Make the names in a folder safe from a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _signals_delayed() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def read_state(path: Path, most: int = 1_000_000) -> bytes:
    """Return the content of a small file that cvgen keeps for itself; b"" if it is anything else.

    Somebody else may have put a pipe, a device, a link or a giant in its place.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except (OSError, ValueError):
        return b""
    try:
        found = os.fstat(handle)
        is_small = stat.S_ISREG(found.st_mode) and found.st_size <= most
        return os.read(handle, most) if is_small else b""
    finally:
        os.close(handle)
