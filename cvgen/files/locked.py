"""Lock a folder against other cvgen processes, and write temporary files in it that the next one sweeps."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".cvgen-tmp-"  # of temporary files; whoever holds the lock may delete those that it did not write


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other cvgen process writes in a folder, and delay SIGINT and SIGTERM while this one does.

    The lock is on the folder itself, so that no lock file is left behind; the system releases it with the process.
    Without such locks, as on Windows and some network drives, processes that write at once may fail, but not mix files.
    """
    with _signals_delayed():
        try:
            from fcntl import LOCK_EX, flock
        except ImportError:  # Windows
            yield
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with suppress(OSError):
                flock(handle, LOCK_EX)
            yield
        finally:
            os.close(handle)


def write_temporary(folder: Path, data: bytes) -> Path:
    """Write bytes to a new file in a folder, safe from a power cut; return its path.

    Only its owner may read it; a rename within the folder stays within one file system.
    """
    import tempfile  # here, because it loads compression modules, and most commands write nothing

    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
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
