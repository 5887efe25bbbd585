"""Documents that several tests look at, each built once in a process. Whoever changes one takes a copy of its bytes."""

from functools import cache

from cvgen.build.loader import LoadedProfile, load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.profile.dates import Date
from cvgen.writers import Rendered
from tests.conftest import CASES

TODAY = Date(2026, 11)


@cache
def loaded(case: str) -> LoadedProfile:
    """Load the profile of a case with its photo."""
    return load_profile(CASES[case])


@cache
def pdf(case: str, name: str = "cv", style: str = "classic", paper: str = "a4", **options: bool | str) -> Rendered:
    """Build one document of a case as a PDF; `options` are those of a BuildRequest."""
    request = BuildRequest(CASES[case], TODAY, names=(name,), formats=("pdf",), style=style, paper=paper, **options)
    return build_targets(plan_targets(loaded(case), request), str)[f"{name}.pdf"]
