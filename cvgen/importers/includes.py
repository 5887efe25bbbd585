"""Put the files that a YAML source includes in their places: `education: !include sections/education.yaml`.

RenderCV users split their CV in this way. Only files in the folder of the source, or below it, are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from cvgen import files
from cvgen.importers import Imported
from cvgen.problems import InputError, Location, Problem, split_lines

INCLUDE = re.compile(
    r"(?P<indent>\s*)(?P<key>(?:- +)*(?:[^\s#:'\"]+: +)?)!include +"
    r"(?P<quote>['\"]?)(?P<file>[^'\"#]+?)(?P=quote)\s*(?:#.*)?"
)
MAX_FILES, MAX_BYTES, MAX_LINES = 50, 500_000, 50_000


@dataclass(frozen=True)
class Line:
    """A line of the whole text: the file it comes from, "" for the source itself, and its number there."""

    text: str
    file: str
    number: int


def has_includes(text: str) -> bool:
    """Return whether a line of a text includes a file."""
    return "!include" in text and any(INCLUDE.fullmatch(line) for line in split_lines(text))


def expand(text: str, folder: Path) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a source with those of the files it includes, and a problem for each that is left out."""
    expansion = _Expansion(folder)
    lines = list(islice(expansion.lines(text), MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        raise InputError([Problem("the files are too large together", hint="import them one by one")])
    return lines, expansion.problems


def located(imported: Imported, lines: Sequence[Line], problems: Sequence[Problem]) -> Imported:
    """Return an import whose problems name the lines of the source, or the included file and the line in it."""
    return replace(imported, problems=[*problems, *(in_its_file(problem, lines) for problem in imported.problems)])


def in_its_file(problem: Problem, lines: Sequence[Line]) -> Problem:
    """Return a problem with its place in the file from which the line comes."""
    if problem.place is None or problem.place.line > len(lines):
        return problem
    line = lines[problem.place.line - 1]
    if line.file:
        return problem._replace(message=f"{line.file}, line {line.number}: {problem.message}", place=None)
    return problem._replace(place=problem.place._replace(line=line.number))


class _Expansion:
    """Reads a source and the files that it includes, up to a limit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.problems: list[Problem] = []
        self._files = 0

    def lines(self, text: str, inside: tuple[str, ...] = ("",)) -> Iterator[Line]:
        """Yield the lines of a text; an included file has the indentation of the line that includes it.

        `inside` are the files around the text, "" for the source; the last is its own.
        """
        for number, line in enumerate(split_lines(text), 1):
            found = INCLUDE.fullmatch(line)
            if not found:
                yield Line(line, inside[-1], number)
                continue
            key, file = found["key"], found["file"].strip()
            yield Line((found["indent"] + key).rstrip(), inside[-1], number)
            margin = found["indent"] + "  " * (key.count("- ") + bool(key))
            content = self._content(file, inside, Location(number) if len(inside) == 1 else None)
            for inner in self.lines(content, (*inside, file)) if content else ():
                yield replace(inner, text=margin + inner.text if inner.text.strip() else "")

    def _content(self, file: str, inside: tuple[str, ...], place: Location | None) -> str:
        """Return the text of an included file; "", with a problem, if it must not or can't be read."""
        self._files += 1
        path = (self.folder / file).resolve()
        why = hint = ""
        if not path.is_relative_to(self.folder):
            why, hint = "it is not in the folder of the source", "put its content in place of the line"
        elif file in inside or self._files > MAX_FILES:
            why = "it includes itself" if file in inside else f"only the first {MAX_FILES} files are read"
        elif not path.is_file() or path.stat().st_size > MAX_BYTES:
            why = "it is too large" if path.is_file() else "this file does not exist"
        else:
            try:
                return files.read(path).decode("utf-8-sig")
            except (InputError, UnicodeDecodeError):
                why = "it is not a text file"
        if self._files <= 2 * MAX_FILES:
            self.problems.append(Problem(f"'{file}' is left out: {why}", place, hint, "warning"))
        return ""
