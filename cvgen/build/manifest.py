"""The manifest of an output folder: what its files were built from, so that a build that is up to date does nothing.

The manifest saves time and decides nothing: it is safe to delete, and one that can't be read counts as missing.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cvgen.build.fingerprint import file_fingerprint, file_fingerprints, fingerprint, toolchain_fingerprint
from cvgen.build.request import BuildRequest
from cvgen.files import read_state, tidy
from cvgen.problems import Location, Problem

NAME = ".cvgen-manifest.json"
SCHEMA = "cvgen-manifest/2"
MOST_BYTES = 1_000_000  # of a manifest that is read; ours have a few thousand
MOST_REQUESTS = 8  # remembered in a folder: each day's request is another one


@dataclass(frozen=True)
class OutputEntry:
    """A file in the folder: fingerprints of its inputs and of its bytes, its size in bytes, its number of pages."""

    inputs: str
    content: str
    size: int
    pages: int = 0


@dataclass(frozen=True)
class BuildResult:
    """The outputs of a request by name, the notes on those that were written now, the input files, and warnings."""

    outputs: Mapping[str, OutputEntry]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class RequestEntry:
    """The last build of a request: fingerprints of its input files and of the inputs of each output, and warnings."""

    files: Mapping[str, str]
    outputs: Mapping[str, str]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """The outputs in a folder, and the last requests that they answer."""

    outputs: Mapping[str, OutputEntry] = field(default_factory=dict)
    requests: Mapping[str, RequestEntry] = field(default_factory=dict)

    def holds(self, folder: Path, name: str, inputs: str) -> bool:
        """Tell whether an output was built from just these inputs, and nobody has changed it since."""
        entry, path = self.outputs.get(name), folder / name
        if entry is None or entry.inputs != inputs or _size(path) != entry.size:
            return False
        return file_fingerprint(path) == entry.content

    def updated(
        self, outputs: Mapping[str, OutputEntry], key: str, files: Mapping[str, str], warnings: Iterable[Problem] = ()
    ) -> "Manifest":
        """Return the manifest with a request and its outputs; without `files`, the request is not remembered."""
        entry = RequestEntry(files, {name: one.inputs for name, one in outputs.items()}, tuple(warnings))
        requests = {**{other: old for other, old in self.requests.items() if other != key}, key: entry}
        kept = list(requests.items() if files else self.requests.items())[-MOST_REQUESTS:]
        return replace(self, outputs={**self.outputs, **outputs}, requests=dict(kept))

    def to_json(self) -> bytes:
        """Return the manifest as the bytes of its file."""
        return (json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1) + "\n").encode()


def request_key(request: BuildRequest) -> str:
    """Return what tells a request from others of the same folder, for this version of the toolchain."""
    return fingerprint(toolchain_fingerprint(), repr(replace(request, folder=Path())))


def cached_result(request: BuildRequest) -> BuildResult | None:
    """Return the previous result if request, inputs and outputs are unchanged, else None."""
    tidy(request.folder)
    manifest = read(request.folder)
    entry = manifest.requests.get(request_key(request))
    if entry is None or file_fingerprints(map(Path, entry.files)) != entry.files:
        return None
    if not all(manifest.holds(request.folder, name, inputs) for name, inputs in entry.outputs.items()):
        return None
    outputs = {name: manifest.outputs[name] for name in entry.outputs}
    return BuildResult(outputs, files=tuple(map(Path, entry.files)), warnings=entry.warnings)


def read(folder: Path) -> Manifest:
    """Read the manifest of a folder; return an empty one where it is missing, damaged or of another schema."""
    try:
        return _manifest(json.loads(read_state(folder / NAME, MOST_BYTES)))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Manifest()


def _manifest(found: Any) -> Manifest:
    """Return the manifest of a JSON value; raise something where the value is anything else."""
    if found["schema"] != SCHEMA:
        raise ValueError(f"not {SCHEMA}")
    outputs = {
        str(name): OutputEntry(str(one["inputs"]), str(one["content"]), int(one["size"]), int(one["pages"]))
        for name, one in found["outputs"].items()
    }
    requests = {
        str(key): RequestEntry(_texts(one["files"]), _texts(one["outputs"]), _warnings(one["warnings"]))
        for key, one in found["requests"].items()
    }
    if any(name not in outputs for one in requests.values() for name in one.outputs):
        raise ValueError("a request without its outputs")
    return Manifest(outputs, requests)


def _texts(found: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}


def _warnings(found: Any) -> tuple[Problem, ...]:
    """Return warnings, which JSON has as lists."""
    return tuple(
        Problem(str(message), Location(*map(int, place)) if place else None, str(hint), "warning")
        for message, place, hint, *_ in found
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return -1
