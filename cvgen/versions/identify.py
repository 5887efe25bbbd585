"""Find the revision of a profile in git that a PDF was made from."""

from dataclasses import dataclass

from cvgen.build.request import BuildRequest
from cvgen.pdf import attachment
from cvgen.pdf.attachment import Identity
from cvgen.problems import InputError, Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile
from cvgen.versions import git
from cvgen.versions.projection import visible_part


@dataclass(frozen=True)
class Provenance:
    """Whether the current profile makes the same PDF, and the revisions that do, the newest first."""

    is_current: bool
    versions: list[git.Version]


def identify(data: bytes, request: BuildRequest) -> Provenance:
    """Return which revisions of `request.profile` make the PDF in `data`.

    Raise InputError when the PDF carries no profile, or the profile is not in a git repository.
    """
    path = request.profile
    source, identity = profile_yaml.load(attachment.extract(data)).profile, attachment.identity(data)
    is_current = path.is_file() and _makes(path.read_bytes(), source, identity, request)
    found = list(git.history(path))
    if not found and not is_current:
        hint = "git init, git add and git commit keep every version from now on"
        raise InputError([Problem(f"{path} is not in a git repository", hint=hint)])
    return Provenance(is_current, [one for one in found if _makes(one.data, source, identity, request)])


def _makes(data: bytes, source: Profile, identity: Identity, request: BuildRequest) -> bool:
    """Tell whether the profile in `data` shows, in the same document, exactly what a PDF carries."""
    try:
        profile = profile_yaml.load(profile_yaml.decode(data)).profile
        shown = visible_part(profile, request.profile, identity, request)
    except InputError:
        return False  # a broken version made no PDF
    return profile_yaml.dump(shown) == profile_yaml.dump(source)
