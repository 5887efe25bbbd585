"""Composers turn a Profile into a Document. Each kind of document has one module, and one line in COMPOSERS.

A composer is imported at its first use: `cvgen diff` needs one of them, and most commands need none.
"""

from importlib import import_module
from typing import Protocol

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Document, Photo
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile


class Compose(Protocol):
    """The signature that all composers share."""

    def __call__(
        self,
        profile: Profile,
        date: str,
        photo: Photo | None = ...,
        options: DocumentOptions = ...,
        words: Phrases = ...,
    ) -> Document:
        """Return the document for a profile.

        `date` is printed as it is; the options choose sections and entries; `words` are the headings in a language.
        """


COMPOSERS = {
    "cv": "cvgen.composers.cv.compose",
    "bio": "cvgen.composers.bio.compose",
    "slide": "cvgen.composers.slide.compose",
    "publications": "cvgen.composers.cv.compose_publications",
}


def composer(kind: str) -> Compose:
    """Return the function that composes a kind of document: "cv", "bio", "slide" or "publications"."""
    module, _, function = COMPOSERS[kind].rpartition(".")
    compose: Compose = getattr(import_module(module), function)
    return compose
