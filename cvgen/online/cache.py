"""Cache responses as files in a folder, unchanged; the time of modification is the time of the response."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cvgen import files
from cvgen.online.identifiers import Identifier
from cvgen.online.services import ROUTES, SERVICES, is_whole
from cvgen.problems import InputError


@dataclass(frozen=True)
class CachedResponse:
    """A response of a service, and when it was received, in seconds since 1970."""

    key: str
    data: bytes
    received: float

    @property
    def day(self) -> str:
        """Return the day of the response in UTC: "2026-11-21"."""
        return datetime.fromtimestamp(self.received, UTC).strftime("%Y-%m-%d")


def find(folder: Path, identifier: Identifier) -> CachedResponse | None:
    """Return the newest cached response about an identifier; None if no complete one exists."""
    found = (_read(folder / _name(identifier, key), key) for key in ROUTES[identifier.scheme])
    return max((one for one in found if one), key=lambda one: one.received, default=None)


def store(folder: Path, identifier: Identifier, key: str, data: bytes, now: float) -> str:
    """Store a response; return "", or the reason why that failed, which should not stop the program."""
    name = _name(identifier, key)
    try:
        files.write(folder, {name: data})
        os.utime(folder / name, (now, now))
    except OSError as error:
        return f"the answer can't be stored in {folder}: {(error.strerror or str(error)).lower()}"
    return ""


def _name(identifier: Identifier, key: str) -> str:
    """Return a file name that is unique to an identifier and a service; a hash covers signs that file names lack."""
    digest = hashlib.sha256(str(identifier).encode()).hexdigest()[:10]
    return f"{identifier.stem}-{digest}.{key}.{SERVICES[key].format}"


def _read(path: Path, key: str) -> CachedResponse | None:
    """Return the cached response in a file, None if it is missing or incomplete."""
    with suppress(InputError, OSError):
        if path.is_file() and is_whole(SERVICES[key], data := files.read(path)):
            return CachedResponse(key, data, path.stat().st_mtime)
    return None
