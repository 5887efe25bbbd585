"""Composers: Profile -> Document. One file and one line here for each kind of document."""

from typing import Protocol

from cvgen.composers import bio, cv
from cvgen.composers.chart import with_chart
from cvgen.composers.disclosed import disclose
from cvgen.composers.narrowed import hide, narrow
from cvgen.composers.priority import least_first
from cvgen.document import Document, Photo
from cvgen.options import DocumentOptions
from cvgen.profile import Profile
from cvgen.words import Words

__all__ = ["COMPOSERS", "disclose", "hide", "least_first", "narrow", "with_chart"]


class Compose(Protocol):
    def __call__(
        self,
        profile: Profile,
        date: str,
        photo: Photo | None = ...,
        options: DocumentOptions = ...,
        words: Words = ...,
    ) -> Document:
        """Profile, date as it is to be printed, owner's photo, what the document has, its language -> the document."""


COMPOSERS: dict[str, Compose] = {
    "cv": cv.compose,
    "bio": bio.compose,
    "publications": cv.compose_publications,
}
