"""What the user names as one side of a comparison -> a profile: a file, a file in a revision, or a PDF."""

from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import files
from cvgen.problems import Problem, ProfileError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile
from cvgen.versions import git

STANDARD = Path("profile.yaml")


@dataclass(frozen=True)
class Revision:
    """One side of a comparison: what it is called, and its profile, or the words of a PDF that carries none.

    `document` is what a PDF says that it is, such as "Curriculum Vitae": the other side is cut down to that.
    `data` are the bytes of a PDF; `kind` is that of what was imported, and has only the lists that such sources have.
    """

    name: str
    profile: Profile | None = None
    words: tuple[str, ...] = ()
    document: str = ""
    data: bytes = b""
    kind: str = ""


def resolve(word: str, path: Path = STANDARD, stdin: str = "") -> Revision:
    """A file, REV:path, a revision of the file at `path`, or - -> that side; ProfileError says what is wrong."""
    try:
        if word == "-":
            return Revision("standard input", _profile(stdin.encode()))
        if Path(word).is_file():
            return _file(Path(word))
        revision, colon, name = word.partition(":")
        version = git.read_at(Path(name) if colon else path, revision)
        return replace(
            _read(version.data, name or path.name), name=f"{name or path.name} of {version.day} ({version.revision})"
        )
    except ProfileError as error:
        error.name = error.name or word
        raise
    except OSError:  # a name that is too long for a file
        raise ProfileError([Problem(f"there is no file '{word}'")], name=word) from None


def resolve_pair(old: str | None, new: str | None, path: Path = STANDARD, stdin: str = "") -> tuple[Revision, Revision]:
    """The words for both sides -> the sides; a range A..B is both, and what is left out is the profile as it is."""
    if old and ".." in old and new is None and not Path(old).exists():
        first, _, second = old.partition("..")
        return resolve(first or "HEAD", path, stdin), resolve(second, path, stdin) if second else resolve(str(path))
    return resolve(old or "HEAD", path, stdin), resolve(new or str(path), path, stdin)


def _file(path: Path) -> Revision:
    return replace(_read(files.read(path), path.name), name=str(path))


def _read(data: bytes, name: str) -> Revision:
    """What a profile is, a PDF of one, or anything that an importer reads."""
    if data.startswith(b"%PDF") or name.lower().endswith(".pdf"):
        return _pdf(data, name)
    try:
        return Revision(name, _profile(data))
    except ProfileError:
        from cvgen import importers  # which are many, and only looked at where it is no profile

        kinds = importers.detect(name, importers.source(data))
        if len(kinds) != 1:
            raise
    return Revision(name, importers.importer(kinds[0])(importers.source(data)).profile, kind=kinds[0])


def _profile(data: bytes) -> Profile:
    text = profile_yaml.decode(data)
    try:
        return profile_yaml.load(text).profile
    except ProfileError as error:
        error.source = text
        raise


def _pdf(data: bytes, name: str) -> Revision:
    """A PDF -> the profile inside it, verified; the words of one that carries none."""
    from cvgen.pdf import attachment
    from cvgen.pdf.text import words

    if not attachment.carries(data):
        return Revision(name, words=tuple(words(data)), data=data)
    source = attachment.extract(data)
    return Revision(name, _profile(source.encode()), document=attachment.label(data), data=data)
