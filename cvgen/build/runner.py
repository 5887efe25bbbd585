"""Run requests one by one without raising: what `watch` and `batch` do in worker processes."""

import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from cvgen.build import manifest
from cvgen.build.incremental import prepare, rebuild_stale
from cvgen.build.manifest import BuildResult
from cvgen.build.pool import Lost
from cvgen.build.request import BuildRequest
from cvgen.document.tree import Document, Header
from cvgen.limits import HINT, SECONDS, limited
from cvgen.problems import InputError, Problem, SetupError
from cvgen.writers import EngineMissingError, writer
from cvgen.writers.style import load


@dataclass(frozen=True)
class BuildReport:
    """A request, its result (None on failure), and diagnostics.

    `text` is that of the file `name` in which the problems are. `crash` is the traceback of an internal error.
    """

    request: BuildRequest
    result: BuildResult | None
    problems: list[Problem] = field(default_factory=list)
    name: str = ""
    text: str = ""
    seconds: float = 0.0
    crash: str = ""


def run(request: BuildRequest, force: bool = False, side_by_side: bool = True, seconds: float = SECONDS) -> BuildReport:
    """Build a request and report the result; no error is raised, so that one request can't end the others.

    A build that takes longer than `seconds` fails.
    """
    began = time.perf_counter()
    report = _run(request, force, side_by_side, seconds)
    return replace(report, seconds=time.perf_counter() - began)


def _run(request: BuildRequest, force: bool, side_by_side: bool, seconds: float) -> BuildReport:
    try:
        return (None if force else up_to_date(request)) or limited(_built, seconds)(request, force, side_by_side)
    except InputError as error:
        return BuildReport(request, None, error.problems, error.name or str(request.profile), error.source)
    except SetupError as error:
        return failed(request, Problem(str(error), hint=error.hint))
    except Exception:
        return replace(failed(request), crash=traceback.format_exc())


def up_to_date(request: BuildRequest) -> BuildReport | None:
    """Return the report of the last build if nothing has changed since, else None."""
    result = manifest.cached_result(request)
    return BuildReport(request, result, list(result.warnings), str(request.profile)) if result else None


def _built(request: BuildRequest, force: bool, side_by_side: bool) -> BuildReport:
    """Build what is stale; raise InputError or SetupError where that fails."""
    prepared = prepare(request)
    result = rebuild_stale(prepared, lambda name: None, force, side_by_side)
    return BuildReport(request, result, prepared.loaded.warnings, str(request.profile), prepared.loaded.text)


def failed(request: BuildRequest, *problems: Problem) -> BuildReport:
    """Return the report for a request that failed with some problems."""
    return BuildReport(request, None, list(problems), str(request.profile))


def worker_lost(request: BuildRequest, lost: Lost) -> BuildReport:
    """Return the report for a request whose worker crashed or was killed."""
    hint = "free some memory, or try --jobs 1" if lost is Lost.CRASHED else HINT
    return failed(request, Problem(f"the process that built this {lost.value}", hint=hint))


def initializer_for(request: BuildRequest) -> Callable[[], None] | None:
    """Return what a worker runs first when it is to build many such requests, None where nothing helps."""
    if "pdf" not in request.formats:
        return None
    return preload_typst if request.engine == "typst" else preload_engines


def preload_engines(names: Sequence[str] = ("onepage", "pdf")) -> None:
    """Load PDF engines where they are installed, their fonts and the usual style, by rendering a page nobody sees."""
    page = Document("Page", "Page", Header("Name"), (), "Name", "2026")
    for name in names:
        with suppress(EngineMissingError):
            writer(name)(page, load())


def preload_typst() -> None:
    """Load Typst with its fonts, and the engine of the bio; no page is set, as Typst's threads don't survive a fork."""
    from cvgen.writers import typst

    preload_engines(("onepage",))
    with suppress(EngineMissingError):
        typst.compiler()
