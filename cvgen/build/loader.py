"""Load a profile for use: read it, check it, prepare its photo."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import checks, files
from cvgen.build import definitions
from cvgen.checks.subject import place_in
from cvgen.problems import InputError, Location, Problem, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.profile.yaml import Loaded

if TYPE_CHECKING:
    from cvgen.document.tree import Photo

NEW = 'make one with  cvgen new "Your Name"'


@dataclass(frozen=True)
class LoadedProfile:
    """A profile that can be used, the text and path of its file, its photo, and warnings with their places."""

    profile: Profile
    text: str
    photo: "Photo | None"
    warnings: list[Problem]
    places: dict[EntryPath, Location] = field(default_factory=dict)
    path: Path = Path("profile.yaml")

    def place(self, path: EntryPath) -> Location | None:
        """Return the place of a value, or of its nearest parent with a place."""
        return place_in(self.places, path)


def load_profile(path: Path, today: Date | None = None) -> LoadedProfile:
    """Read and check the profile at a path; raise InputError with every problem if one of them is an error.

    What `today` makes too old or too early is a warning; without `today` nothing is.
    """
    with origin(str(path)):
        text = profile_yaml.decode(files.read(path, hint=NEW))
    return load_text(text, path, today)


def load_text(text: str, path: Path, today: Date | None = None) -> LoadedProfile:
    """Check the text of a profile as if it were the file at `path`; see load_profile."""
    with origin(str(path), text):
        loaded = profile_yaml.load(text)
        picture, problems = _photo(path, loaded)
        problems += definitions.check(loaded.profile, loaded.places)
        problems += checks.check(loaded.profile, loaded.places, today)
        if any(problem.severity == "error" for problem in problems):
            raise InputError(problems)
    return LoadedProfile(loaded.profile, text, picture, problems, loaded.places, path)


def from_profile(profile: Profile, path: Path) -> LoadedProfile:
    """Return a profile that was read elsewhere, such as from git, as if it were the file at `path`, unchecked."""
    return LoadedProfile(profile, "", _photo(path, Loaded(profile, {}))[0], [], {}, path)


def _photo(path: Path, loaded: Loaded) -> "tuple[Photo | None, list[Problem]]":
    """Return the photo that a profile names, or what is wrong with it."""
    name = loaded.profile.photo
    if not name:
        return None, []
    from cvgen.build import photo  # and with it Pillow

    try:
        return photo.prepare(files.read_beside(path, name), f"Portrait of {loaded.profile.name}"), []
    except InputError as error:
        return None, [problem._replace(place=loaded.places.get(("photo",))) for problem in error.problems]
