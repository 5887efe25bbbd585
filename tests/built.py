"""Documents that several tests look at, each built once in a run. Whoever changes one takes a copy of its bytes."""

import os
import pickle
from functools import cache
from hashlib import sha256
from pathlib import Path

from cvgen.build.loader import LoadedProfile, load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.profile.dates import Date
from cvgen.writers import Rendered
from tests.conftest import CASES, SHARED

TODAY = Date(2026, 11)


@cache
def loaded(case: str) -> LoadedProfile:
    """Load the profile of a case with its photo."""
    return load_profile(CASES[case])


@cache
def pdf(case: str, name: str = "cv", style: str = "classic", paper: str = "a4", **options: bool | str) -> Rendered:
    """Build one document of a case as a PDF, or take it from another process; `options` are those of a BuildRequest."""
    if not (folder := os.environ.get(SHARED)):
        return fresh_pdf(case, name, style, paper, **options)
    asked = repr((case, name, style, paper, sorted(options.items())))
    kept = Path(folder, sha256(asked.encode()).hexdigest())
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}-{os.getpid()}")
        fresh.write_bytes(pickle.dumps(fresh_pdf(case, name, style, paper, **options)))
        fresh.replace(kept)
    found: Rendered = pickle.loads(kept.read_bytes())
    return found


def fresh_pdf(
    case: str, name: str = "cv", style: str = "classic", paper: str = "a4", **options: bool | str
) -> Rendered:
    """Build one document of a case as a PDF, whatever others have built."""
    request = BuildRequest(CASES[case], TODAY, names=(name,), formats=("pdf",), style=style, paper=paper, **options)
    return build_targets(plan_targets(loaded(case), request), str)[f"{name}.pdf"]
