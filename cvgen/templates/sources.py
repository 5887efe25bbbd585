"""Read a template and the files that it includes or extends; all of them are known before it is filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cvgen import files
from cvgen.problems import InputError, Problem
from cvgen.templates import SUFFIXES, form_of

MOST_BYTES = 1_000_000  # of a template, and of all that it includes together
MOST_FILES = 50
TAG = re.compile(r"\{%[-+]?\s*(?:include|extends|import|from)\b(.*?)%\}", re.DOTALL)
NAME = re.compile(r"""(["'])(.+?)\1""")


@dataclass(frozen=True)
class Sources:
    """A template by its name, and the texts of it and of the files that it includes, by name."""

    main: str
    texts: dict[str, str]

    @property
    def form(self) -> str:
        """Return what the template makes, such as "html"."""
        return form_of(self.main)


def read(name: str, profile: Path, is_requested: bool = False) -> Sources:
    """Read a template and what it includes.

    A template that the user requests may be anywhere; one that a profile names, and every file that a template names,
    must be in the folder of the profile or below it. Raise InputError for a file that can't be used; a file that is
    missing is an error only where the template needs it.
    """
    if problem := problem_with(name):
        raise InputError([problem])
    data = files.read(Path(name)) if is_requested else files.read_beside(profile, name)
    texts, size = {name: _decoded(data, name)}, 0
    waiting = [name]
    while waiting:
        text = texts[waiting.pop()]
        size += len(text.encode())
        if size > MOST_BYTES or len(texts) > MOST_FILES:
            message = f"a template and what it includes have at most {MOST_FILES} files and 1 MB"
            raise InputError([Problem(message, hint="include fewer files")], name=name)
        for other in _named_in(text):
            if other not in texts and (found := _read_if_there(profile, other)) is not None:
                texts[other] = found
                waiting.append(other)
    return Sources(name, texts)


def paths(name: str, profile: Path, is_requested: bool = False) -> list[Path]:
    """Return the files that `read` reads; that of the template alone where it fails."""
    main = Path(name) if is_requested else profile.parent / name
    try:
        texts = read(name, profile, is_requested).texts
    except InputError:
        return [main]
    return [main, *(profile.parent / other for other in texts if other != name)]


def problem_with(name: str) -> Problem | None:
    """Return what is wrong with the name of a template."""
    if form_of(name):
        return None
    hint = f"end it in one of: {', '.join(SUFFIXES)}; that says what the template makes"
    return Problem(f"'{name}' is not the name of a template", hint=hint)


def _named_in(text: str) -> Iterator[str]:
    """Yield the names of the files that the tags of a template include."""
    for tag in TAG.finditer(text):
        yield from (found[2] for found in NAME.finditer(tag[1]))


def _read_if_there(profile: Path, name: str) -> str | None:
    """Return the text of a file beside the profile, None if it is missing or outside that folder."""
    try:
        data = files.read_beside(profile, name)
    except InputError:
        return None
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        problem = Problem("this template is larger than 1 MB", hint="check that it is the right file")
        raise InputError([problem], name=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Problem("this template is not UTF-8 text", hint="save it as UTF-8")], name=name) from None
