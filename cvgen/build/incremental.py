"""A wish -> its files in the folder: those whose document has changed are made anew, the others are left alone."""

import dataclasses
import json
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cvgen import files
from cvgen.build import manifest
from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import LoadedProfile, load_profile
from cvgen.build.manifest import BuildResult, Manifest, OutputEntry, Wish, fingerprint
from cvgen.build.request import Order
from cvgen.build.targets import Target, build_targets, input_files, plan_targets
from cvgen.document.tree import Document, Header, every_item
from cvgen.problems import Problem, ProfileError
from cvgen.writers import EngineMissingError, Rendered, writer
from cvgen.writers.style import StyleError, load


@dataclass(frozen=True)
class PreparedBuild:
    """A wish whose profile has been read, and the files that it is read from, with their digests then."""

    wish: Wish
    opened: LoadedProfile
    order: Order
    seen: dict[str, str]
    is_sure: bool  # that these are the bytes that were read, and can be read again


@dataclass(frozen=True)
class BuildReport:
    """A wish, what it came to or None, and what is to be told of it; `source` is the text of the file `name`."""

    wish: Wish
    outcome: BuildResult | None
    problems: list[Problem] = field(default_factory=list)
    name: str = ""
    source: str = ""
    seconds: float = 0.0


def prepare(wish: Wish) -> PreparedBuild:
    """A wish -> its profile, read and checked, and what is to be made of it; ProfileError with every problem."""
    before = manifest.file_fingerprint(wish.profile)
    opened = load_profile(wish.profile, printed="pdf" in wish.formats, today=wish.date)
    names = resolve_documents(opened.profile) if wish.names is None else wish.names
    order = Order(list(names), wish.formats, wish.date, wish.style, wish.paper, wish.chart, wish.source, wish.language)
    seen = manifest.file_fingerprints(input_files(opened, order))
    return PreparedBuild(wish, opened, order, seen, before == seen[str(wish.profile)] != "")


def rebuild_stale(
    started: PreparedBuild, begin: Callable[[str], None], force: bool = False, side_by_side: bool = True
) -> BuildResult:
    """Make what is missing, was altered, or would be another document now; with `force`, everything."""
    wish, known = started.wish, manifest.read(started.wish.folder)
    wanted = {job: input_fingerprint(job) for job in plan_targets(started.opened, started.order)}
    stale = [job for job, of in wanted.items() if force or not known.holds(wish.folder, job.file, of)]
    written = build_targets(stale, begin, side_by_side)
    _put(wish, {name: one.data for name, one in written.items()})
    fresh = {job.file: _made(wanted[job], written[job.file]) for job in stale}
    made = {job.file: fresh.get(job.file) or known.made[job.file] for job in wanted}
    _remember(wish, known, known.also(made, wish.key, _sure(started)))
    return BuildResult(made, {name: one.notes for name, one in written.items()}, tuple(map(Path, started.seen)))


def _sure(started: PreparedBuild) -> dict[str, str]:
    """The files that it was made of, where they are still what we read, and nothing is to be told of them again."""
    is_same = started.is_sure and manifest.file_fingerprints(map(Path, started.seen)) == started.seen
    return started.seen if is_same and not started.opened.warnings else {}


def initializer_for(formats: Collection[str]) -> Callable[[], None] | None:
    """Formats -> what a process loads that is to make many files in them."""
    return preload_engines if "pdf" in formats else None


def preload_engines() -> None:
    """Load the engines that there are, their fonts and the usual style, by making a page that nobody sees."""
    page = Document("Page", "Page", Header("Name"), (), "Name", "2026")
    for name in ("onepage", "pdf"):
        with suppress(EngineMissingError):
            writer(name)(page, load())


def run(wish: Wish, force: bool = False, side_by_side: bool = True) -> BuildReport:
    """A wish -> what it came to; whatever goes wrong is told and not raised."""
    began = time.perf_counter()
    found = _run(wish, force, side_by_side)
    return replace(found, seconds=time.perf_counter() - began)


def _run(wish: Wish, force: bool, side_by_side: bool) -> BuildReport:
    try:
        if not force and (outcome := manifest.cached_result(wish)):
            return BuildReport(wish, outcome)
        started = prepare(wish)
        outcome = rebuild_stale(started, lambda name: None, force, side_by_side)
        return BuildReport(wish, outcome, started.opened.warnings, str(wish.profile), started.opened.source)
    except ProfileError as error:
        return BuildReport(wish, None, error.problems, error.name or str(wish.profile), error.source)
    except (StyleError, EngineMissingError) as error:
        return failed(wish, str(error), getattr(error, "hint", ""))
    except Exception as error:  # one profile must not end what is done for the others
        told = f"it could not be made: {type(error).__name__}: {error}"
        return failed(wish, told, "that is a fault of cvgen: please report it")


def failed(wish: Wish, message: str, hint: str) -> BuildReport:
    return BuildReport(wish, None, [Problem(message, hint=hint)], str(wish.profile))


def worker_crashed(wish: Wish) -> BuildReport:
    """A wish whose process has ended in the midst of it -> what is told."""
    return failed(wish, "the process that made it has died", "is there enough memory? try --jobs 1")


def input_fingerprint(job: Target) -> str:
    """A file to be made -> the digest of all that decides about its bytes."""
    if job.text:
        return fingerprint(manifest.toolchain_fingerprint(), job.text.data)
    document = job.document
    source = document.source(tuple(every_item(document.sections))) if document.source else b""
    # What stays when entries are left out for space is composed of the profile, and of more of it than is shown.
    whole = (job.options, job.opened.profile, job.words) if job.budget else ()
    said = json.dumps([document, whole], default=_plainly, ensure_ascii=False)
    return fingerprint(manifest.toolchain_fingerprint(), job.engine, job.style.css, job.style.paper, said, source)


def _plainly(value: Any) -> Any:
    """A part of a document or profile -> what JSON can hold; all but the function that makes the source."""
    if dataclasses.is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if one.name != "source"}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return fingerprint(value)
    raise TypeError(f"a {type(value).__name__} in a document")


def _made(of: str, written: Rendered) -> OutputEntry:
    return OutputEntry(of, fingerprint(written.data), len(written.data), written.pages)


def _put(wish: Wish, data: Mapping[str, bytes]) -> None:
    """Files -> the folder, all of them or none."""
    try:
        if data:
            files.write(wish.folder, data)
    except OSError as error:
        raise files.explain(error, wish.folder) from None


def _remember(wish: Wish, old: Manifest, new: Manifest) -> None:
    """Write the record if it says something new; one that can't be written is no reason to fail."""
    if new != old:
        try:
            files.write(wish.folder, {manifest.NAME: new.to_json()})
        except OSError:
            return
