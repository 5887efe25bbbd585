"""Resolve what the user names as one side of a comparison: a file, a file in a git revision, or a PDF."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import files
from cvgen.problems import InputError, Problem, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date, parse
from cvgen.profile.model import Profile
from cvgen.versions import git
from cvgen.word.package import is_word

if TYPE_CHECKING:
    from cvgen.pdf.attachment import Identity
    from cvgen.word.attachment import WordText

STANDARD = Path("profile.yaml")


@dataclass(frozen=True)
class Revision:
    """One side of a comparison: its name for the user, and its profile, or the words of a PDF that carries none.

    `identity` says which document a PDF is, so that the other side can be cut down to the same; `data` are the bytes
    of a PDF. `kind` is the format of an import, which has only some lists. `path` is where a photo and a language
    file are looked up. A PDF whose pages were changed after it was built counts by its words. `date` is the day of a
    commit, or on which the PDF was sent. `returned` is what a Word file of ours says after somebody changed it.
    """

    name: str
    profile: Profile | None = None
    words: tuple[str, ...] = ()
    identity: "Identity | None" = None
    data: bytes = b""
    kind: str = ""
    path: Path = STANDARD
    has_changed_pages: bool = False
    date: Date | None = None
    returned: "WordText | None" = None


def resolve(word: str, path: Path = STANDARD, stdin: bytes = b"") -> Revision:
    """Resolve a file, REV:path, a revision of the file at `path`, or - for `stdin`; raise InputError for others."""
    if word == "-":
        return Revision("standard input", read_profile(stdin, "standard input"), path=path)
    try:
        is_file = not git.is_head(word) and Path(word).is_file()
    except OSError:  # a name that is too long for a file
        raise InputError(
            [Problem(f"no such file: '{word}'", hint="check the spelling of its name")], name=word
        ) from None
    if is_file:
        return _read(files.read(Path(word)), str(Path(word)), Path(word))
    revision, colon, name = word.partition(":")
    file = Path(name) if colon else path
    with origin(word):
        version = git.read_at(file, revision)
    label = f"{name or path.name} of {version.day} ({version.revision})"
    return replace(_read(version.data, word, file), name=label, date=parse(version.day))


def is_file(word: str) -> bool:
    """Return whether a word names a file; HEAD is the last commit whatever files there are."""
    try:
        return not git.is_head(word) and Path(word).is_file()
    except OSError:  # a name that is too long for a file
        return False


def resolve_pair(
    old: str | None, new: str | None, path: Path = STANDARD, stdin: bytes = b""
) -> tuple[Revision, Revision]:
    """Resolve both sides; a range A..B names both, and what is left out is the last commit or the current file."""
    if old and ".." in old and new is None and not Path(old).exists():
        first, _, second = old.partition("..")
        return resolve(first or "HEAD", path, stdin), resolve(second, path, stdin) if second else resolve(str(path))
    return resolve(old or "HEAD", path, stdin), resolve(new or str(path), path, stdin)


def _read(data: bytes, name: str, path: Path) -> Revision:
    """Return the profile in the bytes of a file: of a YAML, a PDF, or anything that an importer reads."""
    if data.startswith(b"%PDF") or path.name.lower().endswith(".pdf"):
        with origin(name):
            return read_pdf(data, name, path)
    if is_word(data):
        with origin(name):
            return read_word(data, name, path)
    try:
        return Revision(name, read_profile(data, name), path=path)
    except InputError:
        from cvgen import importers  # many modules, needed only for a file that is not a profile

        with origin(name):
            source = importers.source(data)
        kinds = importers.detect(path.name, source)
        if len(kinds) != 1:
            raise
    with origin(name, source if isinstance(source, str) else ""):
        return Revision(name, importers.importer(kinds[0])(source).profile, kind=kinds[0], path=path)


def read_profile(data: bytes, name: str) -> Profile:
    """Return the profile in the bytes of a YAML file; an InputError has the `name` of the file and its text."""
    with origin(name):
        text = profile_yaml.decode(data)
    with origin(name, text):
        return profile_yaml.load(text).profile


def read_pdf(data: bytes, name: str, path: Path) -> Revision:
    """Return the profile inside a PDF if it is consistent, or the words of one without, or that was saved again.

    Raise InputError for a file that is not a PDF, or has neither.
    """
    from cvgen.pdf import attachment
    from cvgen.pdf.text import words

    if attachment.has_changed_pages(data):
        return Revision(name, words=tuple(words(data)), data=data, path=path, has_changed_pages=True)
    try:
        source = attachment.extract(data) if attachment.carries(data) else ""
    except attachment.UncheckedError:
        source = ""
    if not source:
        return Revision(name, words=tuple(words(data)), data=data, path=path)
    return Revision(name, read_profile(source.encode(), name), (), attachment.identity(data), data, path=path)


def read_word(data: bytes, name: str, path: Path) -> Revision:
    """Return the profile inside a Word file that is as cvgen made it, or the words of another one.

    Raise InputError for a file that can't be read, or has neither.
    """
    from cvgen.word import attachment

    found = attachment.read(data)
    if found.is_changed:
        return Revision(name, words=found.words, path=path, has_changed_pages=True, returned=found)
    source = attachment.sound(data)
    if source:
        return Revision(name, read_profile(source.encode(), name), (), found.identity, path=path)
    if not found.words:
        raise InputError([Problem("this Word file has no text", hint="check that it is the right file")])
    return Revision(name, words=found.words, path=path)
