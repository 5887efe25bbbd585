"""profile.yaml -> a profile that can be used: read, checked, with its photo."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen import checks, files
from cvgen.build import definitions
from cvgen.problems import Location, Problem, ProfileError
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
    """A profile that can be used, its source, its photo, and what to mend in it all the same."""

    profile: Profile
    source: str
    photo: "Photo | None"
    warnings: list[Problem]
    places: dict[EntryPath, Location] = field(default_factory=dict)
    path: Path = Path("profile.yaml")


def load_profile(path: Path, printed: bool = True, today: Date | None = None) -> LoadedProfile:
    """The path of a profile -> the profile, checked; ProfileError with every problem when one is an error.

    `printed` says that a PDF is to be made of it, which needs a glyph for every character; what `today` makes
    too old or too early is a warning.
    """
    source = profile_yaml.decode(files.read(path, hint=NEW))
    try:
        loaded = profile_yaml.load(source)
        picture, problems = _photo(path, loaded)
        problems += definitions.check(loaded.profile, loaded.places)
        problems += checks.check(loaded.profile, loaded.places, printed, today)
        if any(problem.severity == "error" for problem in problems):
            raise ProfileError(problems)
    except ProfileError as error:
        error.source = source
        raise
    return LoadedProfile(loaded.profile, source, picture, problems, loaded.places, path)


def _photo(path: Path, loaded: Loaded) -> "tuple[Photo | None, list[Problem]]":
    name = loaded.profile.photo
    if not name:
        return None, []
    from cvgen.build import photo  # and with it Pillow

    try:
        return photo.prepare(files.read_beside(path, name), f"Portrait of {loaded.profile.name}"), []
    except ProfileError as error:
        return None, [problem._replace(place=loaded.places.get(("photo",))) for problem in error.problems]
