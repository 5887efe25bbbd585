"""A PDF of cvgen's, a profile in git -> the revision of the profile that the PDF was made of."""

from dataclasses import dataclass
from pathlib import Path

from cvgen.build.request import Order
from cvgen.pdf import attachment
from cvgen.problems import Problem, ProfileError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile
from cvgen.versions import git
from cvgen.versions.projection import visible_part


@dataclass(frozen=True)
class Provenance:
    """Whether the profile as it is now makes the same PDF, and the revisions that do, the newest first."""

    is_current: bool
    versions: list[git.Version]


def identify(data: bytes, path: Path, order: Order) -> Provenance:
    """The bytes of a PDF, the path of the profile -> where it comes from; ProfileError when it carries no profile."""
    source = profile_yaml.load(attachment.extract(data)).profile
    label = attachment.label(data)
    current = path.is_file() and _makes(path.read_bytes(), source, label, order)
    names = git.revisions(path)
    if not names and not current:
        hint = "git init, git add and git commit keep every version from now on"
        raise ProfileError([Problem(f"{path} is not in a git repository", hint=hint)])
    versions = (git.read_at(path, name) for name in names)
    return Provenance(current, [one for one in versions if _makes(one.data, source, label, order)])


def _makes(data: bytes, source: Profile, label: str, order: Order) -> bool:
    """Whether the profile in some bytes shows, in a document of that name, exactly what a PDF carries."""
    try:
        profile = profile_yaml.load(profile_yaml.decode(data)).profile
    except ProfileError:
        return False  # a version that was broken made no PDF
    printed = visible_part(profile, label, order)
    return profile_yaml.dump(printed) == profile_yaml.dump(source)
