"""Import files of other tools as a Profile. Each kind of source is one module and one line here.

Each module has two functions:

    detects(name, text) -> bool   whether a file with that name and text is of its kind; cheap, and never raises
    read(text) -> Imported        the profile and, by line, what was not understood; raises InputError if broken

They convert text to a profile; other packages access files and the network. A module with BINARY = True gets the bytes
of the file instead of its text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from cvgen.office import OLD
from cvgen.problems import Problem
from cvgen.profile.model import Profile
from cvgen.profile.yaml import decode


@dataclass(frozen=True)
class Imported:
    """The profile that a source describes, and the problems found in it.

    The name of the profile is "" if the source does not identify its owner; `owner_hints` are then the names that it
    sets off as the owner's, such as those in bold. `base` is what a file of ours said before somebody changed it.
    """

    profile: Profile
    problems: list[Problem] = field(default_factory=list)
    owner_hints: list[str] = field(default_factory=list)
    base: Profile | None = None


DETECTION_LENGTH = 1_000_000  # characters; the start of a file from which its kind is detected

# The name for --from -> the module. Kinds are detected in this order, the more specific ones first.
IMPORTERS = {
    "homepage": "cvgen.importers.homepage",  # a page of academicpages: Markdown with HTML
    "arrow": "cvgen.importers.arrow",  # the text of an author's page on arXiv readers such as Arrow
    "orcid": "cvgen.importers.orcid",  # a record of the public API, v3.0 or v2, as JSON
    "openalex": "cvgen.importers.openalex",  # works of its API, as JSON
    "inspire": "cvgen.importers.inspire",  # literature of INSPIRE-HEP, as JSON
    "crossref": "cvgen.importers.crossref",  # works of its API, as JSON
    "csl-json": "cvgen.importers.csl_json",  # exports of Zotero, pandoc and doi.org
    "csl-yaml": "cvgen.importers.csl_yaml",  # the bibliography of a pandoc document
    "jsonresume": "cvgen.importers.jsonresume",  # a resume.json
    "rendercv": "cvgen.importers.rendercv",  # its YAML
    "al-folio": "cvgen.importers.alfolio",  # _data/cv.yml, old and new; _bibliography/papers.bib is bibtex
    "dblp": "cvgen.importers.dblp",  # a person's page as XML
    "arxiv": "cvgen.importers.arxiv",  # a response of its API, in Atom
    "zotero-rdf": "cvgen.importers.zotero_rdf",  # Zotero's own export
    "endnote": "cvgen.importers.endnote",  # the XML export of EndNote
    "nbib": "cvgen.importers.nbib",  # PubMed's citations, in the MEDLINE format
    "ris": "cvgen.importers.ris",  # of publishers and databases
    "scholar-csv": "cvgen.importers.scholar_csv",  # an export of Google Scholar
    "linkedin": "cvgen.importers.linkedin",  # the ZIP of "get a copy of your data"
    "text": "cvgen.importers.text",  # a CV in plain text
    "docx": "cvgen.importers.docx",  # a CV from Word
    "pdf": "cvgen.importers.pdf",  # a CV as PDF: the profile inside, or its words
    "bibtex": "cvgen.importers.bibtex",  # BibTeX and biblatex
}


def importer(name: str) -> Callable[[Any], Imported]:
    """Return the function `read` of a kind of source; it takes bytes if is_binary() of that kind is true."""
    read: Callable[[Any], Imported] = import_module(IMPORTERS[name]).read
    return read


def is_binary(name: str) -> bool:
    """Return whether the importer of that name reads bytes instead of text."""
    return getattr(import_module(IMPORTERS[name]), "BINARY", False) is True


def source(data: bytes) -> str | bytes:
    """Return the text of a file, or its bytes if it is a ZIP file, a PDF or of an old Word; else raise InputError."""
    return data if data.startswith((b"PK", b"%PDF", OLD)) else decode(data)


def detect(name: str, source: str | bytes) -> list[str]:
    """Return the kinds that a file may be, from its name and content; a list of one unless the file is unclear."""
    kinds = [kind for kind in IMPORTERS if is_binary(kind) == isinstance(source, bytes)]
    start = source if isinstance(source, bytes) else source[:DETECTION_LENGTH]
    return [kind for kind in kinds if import_module(IMPORTERS[kind]).detects(name, start)]
