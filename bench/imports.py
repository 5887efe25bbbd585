"""Measure imports: how many fields, with values written by hand, are found, and how many found ones are right.

    .venv/bin/python -m bench.imports [FOLDER]

Beside a sample such as ads.bib, ads.bib.expected lists its publications in order. A field is a key of one of them.
"""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cvgen.importers import importer
from cvgen.profile.model import Author, Publication

FOLDER = Path(__file__).parent.parent / "tests/imports"


class Score(NamedTuple):
    """The fields of a sample: those expected, those found, those found as expected, and what differs."""

    expected: int
    found: int
    right: int
    differences: list[str]


def samples(folder: Path = FOLDER) -> Iterator[Path]:
    """Yield the samples that have values written by hand."""
    yield from (path.with_suffix("") for path in sorted(folder.glob("*/*.expected")))


def score(path: Path) -> Score:
    """Return how well a sample is read; its publications are found by their order, so none may be missing."""
    expected = yaml.safe_load(Path(f"{path}.expected").read_text("utf-8"))
    works = importer(path.parent.name)(path.read_text("utf-8")).profile.publications
    found = [_fields(work) for work in works]
    found += [{}] * (len(expected) - len(found))
    pairs = list(zip(expected, found, strict=False))
    differences = [
        f"{one['title']}: {key}: {one.get(key)!r} is read as {other.get(key)!r}"
        for one, other in pairs
        for key in sorted({*one, *other})
        if one.get(key) != other.get(key)
    ]
    right = sum(other.get(key) == value for one, other in pairs for key, value in one.items())
    return Score(sum(map(len, expected)), sum(map(len, found)), right, differences)


def _fields(work: Publication) -> dict[str, Any]:
    """Return the keys of a publication that have a value, as a person writes them; its id is that of the source."""
    fields = {field.name: getattr(work, field.name) for field in dataclasses.fields(work) if field.name != "id"}
    plain = {key: _plain(value) for key, value in fields.items() if value}
    return {key: value for key, value in plain.items() if (key, value) != ("status", "published")}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [one.name + one.marks if isinstance(one, Author) else one for one in value]
    return dict(value) if isinstance(value, dict) else value


def main(folder: Path) -> None:
    """Print a table: recall and precision of each sample."""
    for path in samples(folder):
        result = score(path)
        recall, precision = result.right / result.expected, result.right / max(1, result.found)
        print(f"{path.parent.name}/{path.name:20} {result.expected:4} fields  {recall:6.1%} {precision:6.1%}")
        if "-v" in sys.argv:
            print("\n".join(f"    {line}" for line in result.differences))


if __name__ == "__main__":
    main(next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), FOLDER))
