"""Write a set of files that belong together: after a kill at any moment, the next write completes the set."""

import os
from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from pathlib import Path, PurePath

from cvgen.files.locked import PREFIX, locked, sweep, sync, write_temporary

JOURNAL = ".cvgen-journal"  # the temporary name of each file of a set -> its final name


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is created if necessary.

    Each file appears whole or, after an OSError, not at all. If the process is killed while it renames several files,
    the next write in the folder renames the rest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _complete(folder)
        sweep(folder)
        _write(folder, files)


def tidy(folder: Path) -> None:
    """Complete or delete what a killed process left in a folder; commands that write nothing call it instead."""
    with suppress(OSError):
        if any(name.startswith((PREFIX, JOURNAL)) for name in os.listdir(folder)):
            with locked(folder):
                _complete(folder)
                sweep(folder)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file under a temporary name, then rename them all."""
    temporary: dict[str, Path] = {}
    journal = folder / JOURNAL
    try:
        for name, data in files.items():
            temporary[name] = write_temporary(folder, data)
            temporary[name].chmod(0o666 & ~_umask())
        if occupied := [name for name in files if (folder / name).is_dir()]:
            raise IsADirectoryError(EISDIR, f"{occupied[0]} is a folder")
        if len(files) > 1:
            import json

            names = {path.name: name for name, path in temporary.items()}
            write_temporary(folder, json.dumps(names).encode()).replace(journal)
        for name, path in temporary.items():
            path.replace(folder / name)
        sync(folder)
    finally:
        with suppress(FileNotFoundError):
            journal.unlink()
        for path in temporary.values():
            path.unlink(missing_ok=True)


def _complete(folder: Path) -> None:
    """Rename the files that a killed process had written but not yet renamed."""
    journal = folder / JOURNAL
    if not journal.is_file():
        return
    import json

    try:
        names = json.loads(journal.read_bytes())
        pairs = [(str(old), str(new)) for old, new in names.items()]
    except (OSError, ValueError, AttributeError):
        pairs = []
    for old, new in pairs:
        is_ours = old.startswith(PREFIX) and all(PurePath(name).name == name for name in (old, new))
        if is_ours and (folder / old).is_file() and not (folder / new).is_dir():
            (folder / old).replace(folder / new)
    journal.unlink(missing_ok=True)


def _umask() -> int:
    """Return the permission bits that new files of this process lack; a temporary file is open to its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
