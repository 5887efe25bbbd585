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

__all__ = ["COMPOSERS", "disclose", "hide", "least_first", "narrow", "with_chart"]


class Compose(Protocol):
    def __call__(
        self, profile: Profile, date: str, photo: Photo | None = ..., options: DocumentOptions = ...
    ) -> Document:
        """The profile, the date as it is to be printed, the owner's photo, what the document has -> the document."""


COMPOSERS: dict[str, Compose] = {
    "cv": cv.compose,
    "bio": bio.compose,
    "publications": cv.compose_publications,
}
