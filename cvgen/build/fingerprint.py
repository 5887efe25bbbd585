"""Fingerprints: of texts, of files, and of the toolchain that makes the outputs.

Nothing that takes time is imported here: a build that is up to date needs no more than this and the manifest.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from cvgen import __version__
from cvgen.files import MAX_BYTES
from cvgen.shipped import PACKAGE, STYLES

# The libraries whose version decides about the bytes of an output, as their folders in site-packages are called.
LIBRARIES = (
    "weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "fonttools", "reportlab",
    "uharfbuzz", "python_bidi", "pikepdf", "pillow", "markdown_it_py", "babel", "typst", "pypdfium2",
    "jinja2", "markupsafe", "python_docx", "lxml",
)  # fmt: skip


def fingerprint(*parts: str | bytes) -> str:
    """Return 32 hexadecimal digits of the SHA-256 of texts and bytes; the same for the same parts only."""
    hashed = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"%d:" % len(data) + data)
    return hashed.hexdigest()[:32]


def file_fingerprint(path: Path) -> str:
    """Return the fingerprint of a file's bytes; "" for what is not a file, such as a pipe, which is read only once."""
    try:
        is_small = path.is_file() and path.stat().st_size <= MAX_BYTES  # no larger file is read
        return fingerprint(path.read_bytes()) if is_small else ""
    except (OSError, ValueError):
        return ""


def file_fingerprints(paths: Iterable[Path]) -> dict[str, str]:
    """Return the fingerprint of each file by its path."""
    return {str(path): file_fingerprint(path) for path in paths}


@cache
def toolchain_fingerprint() -> str:
    """Return the fingerprint of what makes the outputs: cvgen, Python, styles, fonts and the versions of libraries."""
    files = sorted(f"{path} {size} {changed}" for folder in {PACKAGE, STYLES} for path, size, changed in _files(folder))
    return fingerprint(__version__, sys.version, *files, *sorted(_libraries()))


@cache
def installation() -> dict[str, str]:
    """Return what must be the same on two machines that should make the same outputs, each part by its name.

    Unlike `toolchain_fingerprint`, it reads the files: another machine has installed them at another time.
    """
    contents = sorted(
        fingerprint(path.relative_to(folder).as_posix(), path.read_bytes())
        for folder in {PACKAGE, STYLES}
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    libraries = (name.removesuffix(".dist-info").rpartition("-") for name in _libraries())
    return {
        "cvgen": __version__,
        "Python": ".".join(map(str, sys.version_info[:2])),
        **{name: version for name, _, version in sorted(libraries)},
        "programs, styles and fonts of cvgen": fingerprint(*contents)[:8],
    }


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of the files in a folder and below: for a program, they tell as much as its bytes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path)) if entry.name != "__pycache__" else ()
            else:
                found = entry.stat()
                yield entry.name, found.st_size, found.st_mtime_ns


def _libraries() -> Iterator[str]:
    """Yield the libraries with their versions, as installers name their folders; none of them is imported."""
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                if name.endswith(".dist-info") and name.partition("-")[0].lower() in LIBRARIES:
                    yield name
