"""Importers: what other tools and pages have -> Profile. One file and one line here for each kind of source.

Each is a module with two functions:

    claims(name, text) -> bool   whether a file of that name, with that text, is of its kind; cheap, and never raises
    read(text) -> Imported       the profile, and by line what could not be understood; ProfileError for what is broken

They get text and give a profile; files and the network are somebody else's. A module that says BINARY = True gets
the bytes of the file in place of its text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from cvgen.problems import Problem
from cvgen.profile.model import Profile
from cvgen.profile.yaml import decode


@dataclass(frozen=True)
class Imported:
    """What a source says; its name is "" where the source does not tell whose it is; what was not understood."""

    profile: Profile
    problems: list[Problem] = field(default_factory=list)


ENOUGH = 1_000_000  # characters that tell what a file is

# The name for --from -> the module. They are asked in this order what a file is: the more particular come first.
IMPORTERS = {
    "homepage": "cvgen.importers.homepage",  # a page of academicpages: Markdown with HTML
    "arrow": "cvgen.importers.arrow",  # the text of an author's page on arXiv readers such as Arrow
    "orcid": "cvgen.importers.orcid",  # a record of the public API, v3.0 or v2, as JSON
    "openalex": "cvgen.importers.openalex",  # works of its API, as JSON
    "crossref": "cvgen.importers.crossref",  # works of its API, as JSON
    "csl-json": "cvgen.importers.csl_json",  # what Zotero, pandoc and doi.org export
    "jsonresume": "cvgen.importers.jsonresume",  # a resume.json
    "rendercv": "cvgen.importers.rendercv",  # its YAML
    "al-folio": "cvgen.importers.alfolio",  # _data/cv.yml, old and new; _bibliography/papers.bib is bibtex
    "dblp": "cvgen.importers.dblp",  # a person's page as XML
    "arxiv": "cvgen.importers.arxiv",  # an answer of its API, in Atom
    "ris": "cvgen.importers.ris",  # of publishers and databases
    "scholar-csv": "cvgen.importers.scholar_csv",  # what Google Scholar exports
    "linkedin": "cvgen.importers.linkedin",  # the ZIP of "get a copy of your data"
    "bibtex": "cvgen.importers.bibtex",  # BibTeX and biblatex
}


def importer(name: str) -> Callable[[Any], Imported]:
    """The name of a kind of source -> its function `read`, which wants bytes where is_binary() says so."""
    read: Callable[[Any], Imported] = import_module(IMPORTERS[name]).read
    return read


def is_binary(name: str) -> bool:
    """Whether the importer of that name reads bytes instead of text."""
    return getattr(import_module(IMPORTERS[name]), "BINARY", False) is True


def source(data: bytes) -> str | bytes:
    """The bytes of a file -> its text, or those bytes where they are a ZIP file; ProfileError for what is neither."""
    return data if data.startswith(b"PK") else decode(data)


def detect(name: str, source: str | bytes) -> list[str]:
    """A file's name and its text, or its bytes where they are none -> the kinds that claim it; one, if all is well."""
    kinds = [kind for kind in IMPORTERS if is_binary(kind) == isinstance(source, bytes)]
    seen = source if isinstance(source, bytes) else source[:ENOUGH]
    return [kind for kind in kinds if import_module(IMPORTERS[kind]).claims(name, seen)]
