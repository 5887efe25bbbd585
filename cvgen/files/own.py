"""Replace a file of the user: whole or not at all, never over an edit by somebody else, with all that it had."""

import os
import stat
import sys
from contextlib import suppress
from errno import EINVAL, ENOSYS, ENOTSUP
from io import FileIO
from pathlib import Path
from typing import Any

from cvgen.files.locked import locked, sweep, sync, write_temporary
from cvgen.files.outputs import complete
from cvgen.problems import InputError, Problem

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of renameat2(2) in Linux
RENAME_SWAP = 2  # of renamex_np(2) in macOS
CHANGED = Problem("the file has changed since it was read", hint="nothing was written; run the command again")


def replace(path: Path, data: bytes, read: bytes) -> None:
    """Replace the content `read` of a file by `data`; raise InputError if it is read-only or has changed since.

    A symbolic link stays, and the file that it leads to is replaced. Permissions, owner, extended attributes and hard
    links of the file stay. An OSError leaves the file as it was.
    """
    import shutil  # here, because most commands change no file of the user

    path = path.resolve()
    before = path.stat()
    if not before.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        hint = f"to allow it:  chmod u+w {path.name}"
        raise InputError([Problem("the file is read-only; nothing was written", hint=hint)])
    with locked(path.parent):
        complete(path.parent)  # what a killed process left: swept first, a set of outputs would be of two builds
        sweep(path.parent)
        temporary = write_temporary(path.parent, data)
        try:
            shutil.copystat(path, temporary)
            os.utime(temporary)
            if before.st_nlink > 1 or not _has_owner(temporary, before):
                _overwrite(path, temporary, data, read)
            else:
                _swap(path, temporary, read)
            sync(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _has_owner(path: Path, wanted: os.stat_result) -> bool:
    """Give a file the owner and group of another; return whether it has them now."""
    if not hasattr(os, "chown"):  # Windows
        return True
    with suppress(OSError):
        os.chown(path, wanted.st_uid, wanted.st_gid)
        path.chmod(stat.S_IMODE(wanted.st_mode))  # which chown may have changed
    found = path.stat()
    return (found.st_uid, found.st_gid) == (wanted.st_uid, wanted.st_gid)


def _overwrite(path: Path, temporary: Path, data: bytes, read: bytes) -> None:
    """Write into the file itself, because a new one would lose its hard links or its owner.

    A kill in this moment leaves the new content beside the file, as .profile.yaml.cvgen-new. If the write fails, the
    old content is written back.
    """
    copy = path.with_name(f".{path.name}.cvgen-new")
    if copy.exists() and copy.read_bytes() not in (read, data):
        hint = f"compare it with {path.name}, keep the better one, and delete {copy.name}"
        raise InputError([Problem(f"an interrupted command left its result in {copy.name}", hint=hint)])
    temporary.replace(copy)
    with path.open("r+b", buffering=0) as file:
        if file.read() != read:
            copy.unlink()
            raise InputError([CHANGED])
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, max(len(data), len(read)))  # a full disk fails here
            _put(file, data)
        except OSError:
            _put(file, read)
            copy.unlink()
            raise
    copy.unlink()


def _put(file: FileIO, data: bytes) -> None:
    """Make some bytes the content of an open file, safe from a power cut."""
    file.seek(0)
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.truncate(len(data))
    os.fsync(file.fileno())


def _swap(path: Path, temporary: Path, read: bytes) -> None:
    """Exchange a file and a temporary one, and exchange them again if the file had another content.

    Between a comparison and a rename, an edit could be lost; so the replaced content is compared.
    """
    if path.read_bytes() != read:
        raise InputError([CHANGED])
    if not _exchange(path, temporary):
        temporary.replace(path)
    elif temporary.read_bytes() != read:
        _exchange(path, temporary)
        raise InputError([CHANGED])


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two files in one step; return False where the system or the file system can't."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*names, RENAME_SWAP)
    else:
        return False
    if failed and (number := ctypes.get_errno()) not in (ENOSYS, EINVAL, ENOTSUP):
        raise OSError(number, os.strerror(number), str(one))
    return not failed
