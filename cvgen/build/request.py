"""What to build of a profile, where and how: the options of the command line as one value."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.profile.dates import Date

if TYPE_CHECKING:  # a build that is up to date needs no profile
    from cvgen.profile.document_options import Engine
    from cvgen.writers.style import Paper


@dataclass(frozen=True)
class BuildRequest:
    """Name the profile, the output folder, the documents and their formats; None leaves a choice to the document.

    `names` is None for every document of the profile. `date` is the day of the build, printed as a month. `form` is a
    form of a funder, built in addition; a `draft` of a form may break its limits.
    """

    profile: Path
    date: Date
    folder: Path = Path()
    names: tuple[str, ...] | None = None
    formats: tuple[str, ...] = ("pdf",)
    style: str | None = None
    color: str | None = None
    citations: str | None = None
    paper: "Paper | None" = None
    chart: bool = False
    source: bool = True
    language: str | None = None
    engine: "Engine | None" = None
    template: str | None = None
    form: str | None = None
    draft: bool = False
