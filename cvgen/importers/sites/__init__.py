"""Import the folder of a web site: the pages of academicpages, al-folio, Hugo or Quarto as one profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from cvgen import files, importers
from cvgen.importers import Imported
from cvgen.importers.sites.entries import read_list, read_page
from cvgen.importers.sites.layout import CLASSES, GENERATOR, LAYOUTS, ORDER, WORKS, Collection, Layout
from cvgen.importers.sites.owner import SHORT, owner
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date, date_of
from cvgen.profile.model import News, Profile, Publication, Talk
from cvgen.profile.yaml import decode, nodes
from cvgen.profile.yaml.read import fields_of

MOST_PAGES = 3000  # of a collection
MOST_CHARACTERS = 10_000_000  # of all pages together
START = 300  # bytes of the data, in which they name their generator
PAGES = (".md", ".markdown", ".qmd")


def layout_of(folder: Path) -> str:
    """Return the name of the generator whose files a folder has, "" if none: as our data say, or by two folders."""
    for name, one in LAYOUTS.items():
        start = files.read_state(folder / one.data, files.MAX_BYTES)[:START]
        if f"{GENERATOR}: {name}\n".encode() in start:
            return name
    found = (name for name, one in LAYOUTS.items() if sum((folder / mark).exists() for mark in one.marks) > 1)
    return next(found, "")


def read(folder: Path, kind: str | None = None) -> tuple[str, Imported]:
    """Return the generator of a site and the profile of its pages; raise InputError for any other folder."""
    name = kind if kind in LAYOUTS else layout_of(folder)
    if not name or (kind and kind != name):
        hint = f"name a file, or the folder of a site made with {', '.join(LAYOUTS)}"
        raise InputError([Problem("this folder is not a site that cvgen can read", hint=hint)], name=str(folder))
    return name, _Site(folder, LAYOUTS[name]).read()


class _Site:
    """A folder with a site, and what was not understood in it."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.folder = folder
        self.layout = layout
        self.problems: list[Problem] = []
        self.left = MOST_CHARACTERS

    def read(self) -> Imported:
        """Return the profile: what the pages say, and for the rest the file with data."""
        data, order, works = self.data()
        found: dict[str, Any] = dict(data)
        for collection in self.layout.collections:
            if collection.is_list:
                found[collection.section] = tuple(self.listed(collection))
            else:
                found[collection.section] = tuple(self.pages(collection, order.get(collection.section, ())))
        if self.layout.bibliography:
            found["publications"] = tuple(self.works(works))
        if not data:
            found = self.with_owner(found)
        profile = Profile(**{"name": "", **found})
        if not data and self.layout.resume and (text := self.text(self.layout.resume)):
            profile = self.with_resume(text, profile)
        return Imported(profile, self.problems)

    def with_owner(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a profile with the owner's name, also where a list of authors has only "admin"."""
        name = owner(self.text)
        if not name:
            return found

        def signed(work: Publication) -> Publication:
            authors = tuple(replace(one, name=name) if one.name in SHORT else one for one in work.authors)
            return replace(work, authors=authors)

        return found | {"name": name, "publications": tuple(map(signed, found.get("publications", ())))}

    def text(self, name: str) -> str | None:
        """Return the text of a file of the site; None, perhaps with a note, if it can't be read."""
        if not (self.folder / name).exists():
            return None
        try:
            text = decode(files.read_beside(self.folder / "site", name))
        except InputError as error:
            self.warn(name, error.problems)
            return None
        self.left -= len(text)
        if self.left < 0:
            hint = "check that it is the right folder"
            raise InputError([Problem("the pages of this site are too long together", hint=hint)])
        return text

    def warn(self, name: str, problems: Sequence[Problem]) -> None:
        """Note problems of a file as warnings that name it and the line."""
        for one in problems:
            where = f"{name}, line {one.place.line}" if one.place else name
            message = f"{where}: {one.message}"
            self.problems.append(one._replace(message=message, place=None, severity="warning"))

    def data(self) -> tuple[dict[str, Any], dict[str, list[str]], dict[str, nodes.Mapping]]:
        """Return what the data say of the profile, the order of the pages, and more about works of the bibliography."""
        text = self.text(self.layout.data)
        if not text:
            return {}, {}, {}
        try:
            root, _ = nodes.compose(text)
            pairs = root.pairs if isinstance(root, nodes.Mapping) else []
            rest = [one for one in pairs if one[0].text not in (GENERATOR, ORDER, WORKS)]
            values = dict(fields_of(nodes.Mapping(pairs[0][0].place, rest), Profile))
        except (InputError, IndexError) as error:
            self.warn(self.layout.data, getattr(error, "problems", [Problem("this is not data of cvgen")]))
            return {}, {}, {}
        extra = {key.text: value for key, value in pairs if isinstance(value, nodes.Mapping)}
        order = {key.text: _texts(value) for key, value in _pairs(extra.get(ORDER))}
        works = {key.text: value for key, value in _pairs(extra.get(WORKS)) if isinstance(value, nodes.Mapping)}
        return values, order, works

    def pages(self, collection: Collection, order: Sequence[str]) -> list[Any]:
        """Return the entries of a collection of pages: new ones first, then the others in their order."""
        found = []
        for name in self.names(collection):
            notes = Diagnostics()
            entry = None
            try:
                text = self.text(name)
                entry = read_page(text, collection, self.layout, notes) if text else None
            except InputError as error:
                self.warn(name, error.problems)
            self.warn(name, notes.problems())
            found += [(name, entry)] if entry is not None else []
        places = {name: at for at, name in enumerate(order)}
        found.sort(key=lambda pair: _newest_first(pair[1]))
        found.sort(key=lambda pair: places.get(_bare(pair[0]), -1))
        return [entry for _, entry in found]

    def names(self, collection: Collection) -> list[str]:
        """Return the names of the pages of a collection, below the folder of the site."""
        pattern = "*/index.*" if collection.path.endswith("/index.md") else "*.*"
        homes = [self.folder / name for name in (collection.folder, *collection.older)]
        try:
            paths = [path for home in homes for path in sorted(home.glob(pattern))]
        except OSError:
            return []
        found = [path.relative_to(self.folder).as_posix() for path in paths if path.suffix in PAGES]
        if len(found) > MOST_PAGES:
            self.warn(collection.folder, [Problem(f"only the first {MOST_PAGES} pages are read")])
        return found[:MOST_PAGES]

    def listed(self, collection: Collection) -> list[Any]:
        """Return the entries of a collection in one file."""
        text = self.text(collection.path)
        notes = Diagnostics()
        try:
            found = read_list(text, collection, self.layout, notes) if text else []
        except InputError as error:
            self.warn(collection.path, error.problems)
            return []
        self.warn(collection.path, notes.problems())
        return found

    def works(self, more: Mapping[str, nodes.Mapping]) -> Iterator[Publication]:
        """Yield the publications of the bibliography, with what the data say about them."""
        text = self.text(self.layout.bibliography)
        if not text or not text.strip():
            return
        try:
            imported = importers.importer("bibtex")(text)
        except InputError as error:
            self.warn(self.layout.bibliography, error.problems)
            return
        self.warn(self.layout.bibliography, imported.problems)
        for work in imported.profile.publications:
            try:
                over = fields_of(more[work.id], Publication) if work.id and work.id in more else {}
            except InputError as error:
                over = {}
                self.warn(self.layout.data, error.problems)
            yield replace(work, **over)

    def with_resume(self, text: str, profile: Profile) -> Profile:
        """Return a profile with what a cv.yml says beside the pages."""
        try:
            imported = importers.importer("al-folio")(text)
        except InputError as error:
            self.warn(self.layout.resume, error.problems)
            return profile
        self.warn(self.layout.resume, imported.problems)
        own = {name: getattr(profile, name) for name in CLASSES if getattr(profile, name)}
        return replace(imported.profile, name=imported.profile.name or profile.name, **own)


def _pairs(node: nodes.Node | None) -> list[tuple[nodes.Scalar, nodes.Node]]:
    return node.pairs if isinstance(node, nodes.Mapping) else []


def _texts(node: nodes.Node) -> list[str]:
    return [one.text for one in node.items if isinstance(one, nodes.Scalar)] if isinstance(node, nodes.Sequence) else []


def _bare(path: str) -> str:
    """Return the name of a page: that of its file without the ending, or of the folder of an index.md."""
    found = PurePosixPath(path)
    return found.parent.name if found.stem == "index" else found.stem


def _newest_first(entry: Any) -> tuple[int, int, int]:
    date: Date | None = None
    if isinstance(entry, Publication):
        date = date_of(entry)
    elif isinstance(entry, (Talk, News)):
        date = entry.date
    return (-date.year, -date.month, -date.day) if date else (0, 0, 0)
