"""Write a set of files that belong together: after a kill at any moment, the next write completes the set."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from pathlib import Path, PurePath

from cvgen.files.locked import PREFIX, locked, read_state, sweep, sync, write_temporary

WRITTEN_BY_HAND = (".yaml", ".yml", ".bib", ".css")  # endings of files that no set contains
JOURNAL = ".cvgen-journal"  # the temporary name of each file of a set -> its final name


def write(folder: Path, files: Mapping[str, bytes], is_lasting: bool = True) -> None:
    """Write files into a folder, which is created if necessary.

    Each file appears whole or, after an OSError, not at all. If the process is killed while it renames several files,
    the next write in the folder renames the rest. After a power cut, files that are not `is_lasting` may be empty; they
    are written without waiting for the disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        complete(folder)
        sweep(folder)
        _write(folder, files, is_lasting)


def is_special(path: Path) -> bool:
    """Return whether a path is a pipe or a device, such as /dev/null, which a command can only write to."""
    with suppress(OSError):
        found = path.stat(follow_symlinks=False).st_mode
        return stat.S_ISFIFO(found) or stat.S_ISCHR(found) or stat.S_ISBLK(found)
    return False


def tidy(folder: Path) -> None:
    """Complete or delete what a killed process left in a folder; commands that write nothing call it instead."""
    with suppress(OSError):
        if any(name.startswith((PREFIX, JOURNAL)) for name in os.listdir(folder)):
            with locked(folder):
                complete(folder)
                sweep(folder)


def _write(folder: Path, files: Mapping[str, bytes], is_lasting: bool) -> None:
    """Write every file under a temporary name, then rename them all."""
    temporary: dict[str, Path] = {}
    journal = folder / JOURNAL
    try:
        for name, data in files.items():
            temporary[name] = write_temporary(folder, data, is_lasting)
            temporary[name].chmod(_mode(folder / name))
        if occupied := [name for name in files if (folder / name).is_dir()]:
            raise IsADirectoryError(EISDIR, f"{occupied[0]} is a folder")
        if len(files) > 1:
            import json

            names = {path.name: name for name, path in temporary.items()}
            write_temporary(folder, json.dumps(names).encode()).replace(journal)
        for name, path in temporary.items():
            path.replace(folder / name)
        if is_lasting:
            sync(folder)
    finally:
        with suppress(FileNotFoundError):
            journal.unlink()
        for path in temporary.values():
            path.unlink(missing_ok=True)


def complete(folder: Path) -> None:
    """Rename the files that a killed process had written but not yet renamed."""
    journal = folder / JOURNAL
    if not os.path.lexists(journal):
        return
    import json

    try:
        names = json.loads(read_state(journal))
        pairs = [(str(old), str(new)) for old, new in names.items()]
    except (ValueError, AttributeError, RecursionError):
        pairs = []
    for old, new in pairs:
        is_ours = old.startswith(PREFIX) and all(PurePath(name).name == name for name in (old, new))
        is_ours = is_ours and not new.lower().endswith(WRITTEN_BY_HAND)
        if is_ours and (folder / old).is_file() and not (folder / new).is_dir():
            (folder / old).replace(folder / new)
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        journal.unlink()


def _mode(path: Path) -> int:
    """Return the permissions for a file: those of the one that it replaces, else the usual ones."""
    with suppress(OSError):
        found = path.stat(follow_symlinks=False).st_mode
        if stat.S_ISREG(found):
            return stat.S_IMODE(found)
    return 0o666 & ~_umask()


def _umask() -> int:
    """Return the permission bits that new files of this process lack; a temporary file is open to its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
