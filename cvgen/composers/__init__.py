"""Composers: Profile -> Document. One file and one line here for each kind of document."""

from collections.abc import Callable

from cvgen.composers import bio, cv
from cvgen.document import Document, Photo
from cvgen.profile import Profile

# Each takes the profile, the date as it is to be printed, and the owner's photo if there is one.
COMPOSERS: dict[str, Callable[[Profile, str, Photo | None], Document]] = {
    "cv": cv.compose,
    "bio": bio.compose,
}
