"""Composers: Profile -> Document. One file and one line here for each kind of document."""

from collections.abc import Callable

from cvgen.composers import bio, cv
from cvgen.composers.chart import with_chart
from cvgen.composers.disclosed import disclose
from cvgen.document import Document, Photo
from cvgen.profile import Profile

__all__ = ["COMPOSERS", "disclose", "with_chart"]

# Each takes the profile, the date as it is to be printed, and the owner's photo if there is one.
COMPOSERS: dict[str, Callable[[Profile, str, Photo | None], Document]] = {
    "cv": cv.compose,
    "bio": bio.compose,
}
