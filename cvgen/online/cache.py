"""Answers that were fetched before: files in a folder, each as it came, and as old as its date says."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cvgen import files
from cvgen.online.identifiers import Identifier
from cvgen.online.services import ROUTES, SERVICES, is_whole
from cvgen.problems import ProfileError


@dataclass(frozen=True)
class CachedResponse:
    """An answer of a service, and when it was given, in seconds since 1970."""

    key: str
    data: bytes
    since: float

    @property
    def day(self) -> str:
        """ "2026-11-21" """
        return datetime.fromtimestamp(self.since, UTC).strftime("%Y-%m-%d")


def find(folder: Path, wanted: Identifier) -> CachedResponse | None:
    """The newest answer that is kept; a file that is broken is none."""
    found = (_read(folder / _name(wanted, key), key) for key in ROUTES[wanted.scheme])
    return max((one for one in found if one), key=lambda one: one.since, default=None)


def keep(folder: Path, wanted: Identifier, key: str, data: bytes, now: float) -> str:
    """Keep an answer -> "", or why that is not possible; it is no reason to stop."""
    name = _name(wanted, key)
    try:
        files.write(folder, {name: data})
        os.utime(folder / name, (now, now))
    except OSError as error:
        return f"the answer can't be kept in {folder}: {(error.strerror or str(error)).lower()}"
    return ""


def _name(wanted: Identifier, key: str) -> str:
    """A name that no other identifier has, even where only signs tell them apart."""
    digest = hashlib.sha256(str(wanted).encode()).hexdigest()[:10]
    return f"{wanted.stem}-{digest}.{key}.{SERVICES[key].format}"


def _read(path: Path, key: str) -> CachedResponse | None:
    with suppress(ProfileError, OSError):
        if path.is_file() and is_whole(SERVICES[key], data := files.read(path)):
            return CachedResponse(key, data, path.stat().st_mtime)
    return None
