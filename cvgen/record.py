"""The record in an output folder: what its files were made of, so that nothing is made twice.

It is a help and never a truth: safe to delete, and what can't be read or doesn't match counts as not there.
Nothing that costs time is loaded here: this is all that a build with nothing to do needs.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cvgen import __version__
from cvgen.dates import Date
from cvgen.style import FOLDER, PACKAGE, Paper

NAME = ".cvgen-record.json"
SCHEMA = "cvgen-record/1"
MOST_BYTES = 1_000_000  # of a record that is read; ours have a few thousand
MOST_WISHES = 8  # that are remembered: each day's is another one
# The libraries whose version a file depends on, as their folders in site-packages are called.
LIBRARIES = (
    "weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "fonttools", "reportlab",
    "uharfbuzz", "python_bidi", "pikepdf", "pillow", "markdown_it_py", "babel",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What is to be made of a profile and where to, as the command line says it; `names` are None for all documents."""

    profile: Path
    folder: Path
    date: Date
    names: tuple[str, ...] | None
    formats: tuple[str, ...] = ("pdf",)
    style: str | None = None
    paper: Paper | None = None
    chart: bool = False
    source: bool = True
    language: str | None = None

    @property
    def key(self) -> str:
        """What tells this wish from others of the same folder, by this version of everything."""
        return digest(program(), repr(replace(self, folder=Path())))


@dataclass(frozen=True)
class Made:
    """A file in the folder: the digest of what it was made of, that of its bytes, and what is told of it."""

    of: str
    data: str
    size: int
    pages: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a wish came to: its files, the notes on those that were made anew, and the files it was read from."""

    made: Mapping[str, Made]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a wish came to last time: the digests of the files it was read from, and what its files were made of."""

    files: Mapping[str, str]
    made: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """The files of a folder, and the last wishes that they fulfil."""

    made: Mapping[str, Made] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def holds(self, folder: Path, name: str, of: str) -> bool:
        """Whether a file in the folder was made of just that, and has not been altered since."""
        made, path = self.made.get(name), folder / name
        return made is not None and made.of == of and _size(path) == made.size and file_digest(path) == made.data

    def also(self, made: Mapping[str, Made], key: str, files: Mapping[str, str]) -> "Record":
        """The record with a wish and what was made for it; without `files`, the wish is not remembered."""
        answer = Answer(files, {name: one.of for name, one in made.items()})
        answers = {**{other: old for other, old in self.answers.items() if other != key}, key: answer}
        kept = list(answers.items() if files else self.answers.items())[-MOST_WISHES:]
        return replace(self, made={**self.made, **made}, answers=dict(kept))

    def to_json(self) -> bytes:
        return (json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1) + "\n").encode()


def unchanged(wish: Wish) -> Outcome | None:
    """A wish -> what is in its folder, where just this was made there of files that are the same today, else None."""
    record = read(wish.folder)
    answer = record.answers.get(wish.key)
    if answer is None or file_digests(map(Path, answer.files)) != answer.files:
        return None
    if not all(record.holds(wish.folder, name, of) for name, of in answer.made.items()):
        return None
    return Outcome({name: record.made[name] for name in answer.made}, files=tuple(map(Path, answer.files)))


def read(folder: Path) -> Record:
    """The record of a folder; an empty one where there is none, or none that is whole and ours."""
    try:
        with (folder / NAME).open("rb") as file:
            return _record(json.loads(file.read(MOST_BYTES)))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Record()


def _record(found: Any) -> Record:
    """What was read -> the record; whatever else it is raises something."""
    if found["schema"] != SCHEMA:
        raise ValueError(f"not {SCHEMA}")
    made = {str(name): Made(str(one["of"]), str(one["data"]), int(one["size"]), int(one["pages"]))
            for name, one in found["made"].items()}  # fmt: skip
    answers = {str(key): Answer(_words(one["files"]), _words(one["made"])) for key, one in found["answers"].items()}
    if any(name not in made for one in answers.values() for name in one.made):
        raise ValueError("an answer without its files")
    return Record(made, answers)


def _words(found: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}


def digest(*parts: str | bytes) -> str:
    """Texts and bytes -> 32 hexadecimal digits; the same for the same parts only."""
    hashed = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"%d:" % len(data) + data)
    return hashed.hexdigest()[:32]


def file_digest(path: Path) -> str:
    """A file -> the digest of its bytes; "" for what is none, such as a pipe, which can be read only once."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except (OSError, ValueError):
        return ""


def file_digests(paths: Iterable[Path]) -> dict[str, str]:
    """Files -> their digests by name."""
    return {str(path): file_digest(path) for path in paths}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return -1


@cache
def program() -> str:
    """What makes the files: cvgen, Python, styles and fonts, and the versions of the libraries, none of them loaded."""
    files = sorted(f"{path} {size} {changed}" for folder in {PACKAGE, FOLDER} for path, size, changed in _files(folder))
    return digest(__version__, sys.version, *files, *sorted(_libraries()))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The files of a folder and below, with size and time: of a program, they tell as much as its bytes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path)) if entry.name != "__pycache__" else ()
            else:
                found = entry.stat()
                yield entry.name, found.st_size, found.st_mtime_ns


def _libraries() -> Iterator[str]:
    """The libraries and their versions, from the names of the folders that every installer writes."""
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                if name.endswith(".dist-info") and name.partition("-")[0].lower() in LIBRARIES:
                    yield name
