"""Export a profile for another program, with notes on what that program asks for besides."""

from cvgen.build.loader import LoadedProfile
from cvgen.exporters import exporter, remarks
from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.writers import Rendered


def export(loaded: LoadedProfile, profile: Profile, form: str, today: Date) -> Rendered:
    """Return a profile, or the part of it that a document shows, in a format; its notes have the lines of the file."""
    notes = (f"{_line(loaded, path)}: {message}" for path, message in remarks(form, profile, today))
    return Rendered(exporter(form, today)(profile), notes=tuple(notes))


def _line(loaded: LoadedProfile, path: EntryPath) -> str:
    """Return where a value is, or its nearest parent with a place: "profile.yaml:12"."""
    place = loaded.place(path)
    return f"{loaded.path.name}:{place.line}" if place else loaded.path.name
