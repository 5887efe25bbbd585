"""Build what is stale: outputs that are missing, were altered, or whose inputs have changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cvgen import files
from cvgen.build import manifest
from cvgen.build.fingerprint import file_fingerprint, file_fingerprints, fingerprint
from cvgen.build.loader import LoadedProfile, load_profile
from cvgen.build.manifest import BuildResult, Manifest, OutputEntry, request_key
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import build_targets, input_files, plan_targets
from cvgen.writers import Rendered

MOST_WARNINGS = 100  # that a manifest holds, so that the next build shows them again without a look at the profile


@dataclass(frozen=True)
class PreparedBuild:
    """A request whose profile is loaded, and its input files with the fingerprints that they had then.

    `is_sure` says that these are the bytes that were read, and that they can be read again.
    """

    request: BuildRequest
    loaded: LoadedProfile
    inputs: dict[str, str]
    is_sure: bool


def prepare(request: BuildRequest) -> PreparedBuild:
    """Load and check the profile of a request; raise InputError with every problem."""
    before = file_fingerprint(request.profile)
    loaded = load_profile(request.profile, today=request.date)
    inputs = file_fingerprints(input_files(loaded, request))
    return PreparedBuild(request, loaded, inputs, before == inputs[str(request.profile)] != "")


def rebuild_stale(
    prepared: PreparedBuild, begin: Callable[[str], None], force: bool = False, side_by_side: bool = True
) -> BuildResult:
    """Build the stale outputs of a request, with `force` all of them, and write them and the manifest.

    Either all files are written or none is. `begin` is called with the name of each file before it is built. Raise
    InputError, StyleError or SetupError where one can't be built.
    """
    request, known = prepared.request, manifest.read(prepared.request.folder)
    targets = plan_targets(prepared.loaded, request)
    stale = [one for one in targets if force or not known.holds(request.folder, one.file, one.input_fingerprint)]
    rendered = build_targets(stale, begin, side_by_side)
    _write(request, {name: one.data for name, one in rendered.items()})
    fresh = _entries(stale, rendered)
    outputs = {one.file: fresh.get(one.file) or known.outputs[one.file] for one in targets}
    warnings = prepared.loaded.warnings
    remember(request, known, known.updated(outputs, request_key(request), _trusted_inputs(prepared), warnings))
    return _result(prepared, outputs, rendered)


def build_in_memory(prepared: PreparedBuild) -> tuple[BuildResult, dict[str, bytes]]:
    """Build every output of a request, write nothing; return the result, and the outputs by name."""
    targets = plan_targets(prepared.loaded, prepared.request)
    rendered = build_targets(targets, lambda name: None, side_by_side=False)
    return _result(prepared, _entries(targets, rendered), rendered), {name: one.data for name, one in rendered.items()}


def _entries(targets: Iterable[Target], rendered: Mapping[str, Rendered]) -> dict[str, OutputEntry]:
    """Return what the manifest says of the outputs of targets."""
    files = ((one, rendered[one.file]) for one in targets)
    return {
        one.file: OutputEntry(one.input_fingerprint, fingerprint(file.data), len(file.data), file.pages)
        for one, file in files
    }


def _result(
    prepared: PreparedBuild, outputs: Mapping[str, OutputEntry], rendered: Mapping[str, Rendered]
) -> BuildResult:
    notes = {name: one.notes for name, one in rendered.items()}
    return BuildResult(outputs, notes, tuple(map(Path, prepared.inputs)), tuple(prepared.loaded.warnings))


def _trusted_inputs(prepared: PreparedBuild) -> dict[str, str]:
    """Return the input files if they have not changed since, and there are not too many warnings, else {}."""
    is_same = prepared.is_sure and file_fingerprints(map(Path, prepared.inputs)) == prepared.inputs
    return prepared.inputs if is_same and len(prepared.loaded.warnings) <= MOST_WARNINGS else {}


def _write(request: BuildRequest, data: Mapping[str, bytes]) -> None:
    """Put files into the output folder, all of them or none."""
    try:
        if data:
            files.write(request.folder, data)
    except OSError as error:
        raise files.explain(error, request.folder) from None


def remember(request: BuildRequest, old: Manifest, new: Manifest) -> None:
    """Write the manifest if it has changed; a build does not fail because its manifest can't be written.

    It only saves time, and one that a power cut empties counts as missing. So nothing waits for the disk.
    """
    if new != old:
        try:
            files.write(request.folder, {manifest.NAME: new.to_json()}, is_lasting=False)
        except OSError:
            return
