"""profile.yaml -> the files of its documents: open, check, compose, write, each step once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import checks, files, photo, profile_yaml
from cvgen.composers import COMPOSERS, disclose, with_chart
from cvgen.dates import MONTH_NAMES, Date
from cvgen.document import Document, Photo
from cvgen.problems import Problem, ProfileError
from cvgen.profile import Profile
from cvgen.profile_yaml import Loaded, dump
from cvgen.style import Style
from cvgen.writers import Written, writer

ENGINES = {("bio", "pdf"): "onepage"}  # the writer for a kind of document, where it is not the one of the format
NEW = 'make one with  cvgen new "Your Name"'


@dataclass(frozen=True)
class Opened:
    """A profile that can be used, its source, its photo, and what to mend in it all the same."""

    profile: Profile
    source: str
    photo: Photo | None
    warnings: list[Problem]


def open_profile(path: Path, printed: bool = True) -> Opened:
    """The path of a profile -> the profile, checked; ProfileError with every problem when one is an error.

    `printed` says that a PDF is to be made of it, which needs a glyph for every character.
    """
    source = profile_yaml.decode(files.read(path, hint=NEW))
    try:
        loaded = profile_yaml.load(source)
        picture, problems = _photo(path, loaded)
        problems += checks.check(loaded.profile, loaded.places, printed)
        if any(problem.severity == "error" for problem in problems):
            raise ProfileError(problems)
    except ProfileError as error:
        error.source = source
        raise
    return Opened(loaded.profile, source, picture, problems)


@dataclass(frozen=True)
class Order:
    """What is to be made of a profile: which documents in which formats, the date to print, and what goes in."""

    names: Iterable[str]
    formats: Iterable[str]
    date: Date
    chart: bool = False
    source: bool = True


def write_documents(
    opened: Opened, order: Order, style: Callable[[], Style], begin: Callable[[str], None]
) -> dict[str, Written]:
    """A profile and what to make of it -> the files by name, nothing on disk yet; `begin` hears each name first."""
    found: dict[str, Written] = {}
    for name in order.names:
        document = compose(opened, name, order)
        for form in order.formats:
            begin(f"{name}.{form}")
            found[f"{name}.{form}"] = writer(ENGINES.get((name, form), form))(document, style())
    return found


def compose(opened: Opened, name: str, order: Order) -> Document:
    """A profile and the name of a document -> the document, with its source to travel inside a PDF."""
    date = order.date
    printed = f"{MONTH_NAMES[date.month - 1]} {date.year}" if date.month else str(date.year)
    document = COMPOSERS[name](opened.profile, printed, opened.photo)
    if order.chart:
        document = with_chart(opened.profile, document)
    if not order.source:
        return document
    return replace(document, source=lambda items: dump(disclose(opened.profile, document, items)).encode())


def _photo(path: Path, loaded: Loaded) -> tuple[Photo | None, list[Problem]]:
    name = loaded.profile.photo
    if not name:
        return None, []
    try:
        return photo.prepare(files.read_beside(path, name), f"Portrait of {loaded.profile.name}"), []
    except ProfileError as error:
        return None, [replace(problem, place=loaded.places.get(("photo",))) for problem in error.problems]
