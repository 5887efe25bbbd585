"""Run requests one by one without raising: what `watch` and `batch` do in worker processes."""

import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from cvgen.build import incremental, manifest
from cvgen.build.incremental import PreparedBuild, prepare, rebuild_stale
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
    return (None if force else up_to_date(request)) or _reported(
        request, partial(rebuild_stale, begin=lambda name: None, force=force, side_by_side=side_by_side), seconds
    )


def build_in_memory(request: BuildRequest, seconds: float) -> tuple[BuildReport, dict[str, bytes]]:
    """Build every output of a request, write nothing; report the result as `run` does, with the outputs by name."""
    data: dict[str, bytes] = {}

    def build(prepared: PreparedBuild) -> BuildResult:
        result, files = incremental.build_in_memory(prepared)
        data.update(files)
        return result

    return _reported(request, build, seconds), data


def _reported(request: BuildRequest, build: Callable[[PreparedBuild], BuildResult], seconds: float) -> BuildReport:
    """Prepare a request and build it; report the result, or what went wrong."""
    began = time.perf_counter()
    try:
        prepared, result = limited(lambda: (found := prepare(request), build(found)), seconds)()
        loaded = prepared.loaded
        report = BuildReport(request, result, loaded.warnings, str(request.profile), loaded.text)
    except InputError as error:
        report = BuildReport(request, None, error.problems, error.name or str(request.profile), error.source)
    except SetupError as error:
        report = failed(request, Problem(str(error), hint=error.hint))
    except Exception:
        report = replace(failed(request), crash=traceback.format_exc())
    return replace(report, seconds=time.perf_counter() - began)


def up_to_date(request: BuildRequest) -> BuildReport | None:
    """Return the report of the last build if nothing has changed since, else None."""
    result = manifest.cached_result(request)
    return BuildReport(request, result, list(result.warnings), str(request.profile)) if result else None


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
