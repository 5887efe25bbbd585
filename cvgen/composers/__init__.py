"""Composers: Profile -> Document. One file and one line here for each kind of document.

They are imported when they are used: `cvgen diff` needs one of them, and most commands none.
"""

from importlib import import_module
from typing import Protocol

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Document, Photo
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile


class Compose(Protocol):
    def __call__(
        self,
        profile: Profile,
        date: str,
        photo: Photo | None = ...,
        options: DocumentOptions = ...,
        words: Phrases = ...,
    ) -> Document:
        """Profile, date as it is to be printed, owner's photo, what the document has, its language -> the document."""


COMPOSERS = {
    "cv": "cvgen.composers.cv.compose",
    "bio": "cvgen.composers.bio.compose",
    "publications": "cvgen.composers.cv.compose_publications",
}


def composer(kind: str) -> Compose:
    """A kind of document -> the function that composes it."""
    module, _, function = COMPOSERS[kind].rpartition(".")
    compose: Compose = getattr(import_module(module), function)
    return compose
