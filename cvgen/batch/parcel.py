"""Send what a profile's documents are built from to another machine, build them there, and put them in place here.

A parcel has the profile and the files that it names, so that the machines need no common disk. Where they have one, the
parcel has no files: the worker reads and writes those on the disk.
"""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cvgen import files
from cvgen.build import manifest, runner
from cvgen.build.fingerprint import file_fingerprints, fingerprint, installation
from cvgen.build.incremental import MOST_WARNINGS, remember
from cvgen.build.loader import load_profile
from cvgen.build.manifest import BuildResult
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport
from cvgen.build.targets import input_files
from cvgen.problems import InputError

ENDING = re.compile(r"\.(?:css|csl|ya?ml|jpe?g|png|webp|gif|tiff?|bmp)\b", re.I)  # of a style, a language, a picture
AROUND = re.compile(r"""[\n"',:{}\[\]#]""")  # before and after the name of a file in YAML
LONGEST = 255  # characters of a name
TEMPLATE = ".j2"
ASKED = ("style", "citations", "template")  # options that may name a file, which may be anywhere


@dataclass(frozen=True)
class Parcel:
    """What a worker needs to build a request.

    `beside` has files by their names in the folder of the profile, the profile among them; `asked` those that options
    name, by the option. Where the worker sees our disk, both are empty, and paths begin at our current `folder`.
    `seconds` is how long the build may take, `installation` what must build it.
    """

    request: BuildRequest
    seconds: float
    installation: Mapping[str, str]
    beside: Mapping[str, bytes] = field(default_factory=dict)
    asked: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = ""


@dataclass(frozen=True)
class Delivery:
    """The report on a parcel and its outputs by name; or only how the installation of the worker differs from ours."""

    report: BuildReport | None
    data: Mapping[str, bytes] = field(default_factory=dict)
    difference: str = ""


def pack(request: BuildRequest, seconds: float, exactly: bool = False) -> Parcel:
    """Return the parcel of a request; raise InputError if its profile can't be read.

    The files are those whose names seem to be in the text of the profile: to read it as YAML takes a tenth of the time
    of a build. With `exactly`, and where there may be a template, which includes other files, they are those of
    `inputs`.
    """
    data = files.read(request.profile)
    exactly = exactly or request.template is not None or TEMPLATE.encode() in data
    names = _exact_names(request) if exactly else _likely_names(data.decode("utf-8", "replace"))
    beside = {request.profile.name: data}
    for name in names:
        try:
            beside[name] = files.read_beside(request.profile, name)
        except InputError:  # not a file; if the profile needs it, building says so
            continue
    asked = {key: files.read(Path(name)) for key in ASKED if "." in (name := getattr(request, key) or "")}
    return Parcel(request, seconds, installation(), beside, asked)


def _likely_names(text: str) -> set[str]:
    """Return what looks like the name of a file in the folder of a profile with this text."""
    ends = (one.end() for one in ENDING.finditer(text))
    found = {os.path.normpath(AROUND.split(text[max(0, end - LONGEST) : end])[-1].strip()) for end in ends}
    return {name for name in found if not name.startswith("..") and not os.path.isabs(name)}


def _exact_names(request: BuildRequest) -> set[str]:
    """Return the names of the files in the folder of a profile that a request reads."""
    home = request.profile.parent.absolute()
    found = (path.absolute() for path in inputs(request))
    return {os.path.relpath(path, home) for path in found if path.is_relative_to(home)}


def inputs(request: BuildRequest) -> list[Path]:
    """Return the files that a request reads; [] if its profile has errors."""
    try:
        return input_files(load_profile(request.profile), request)
    except InputError:
        return []


def lacks_files(parcel: Parcel) -> bool:
    """Tell whether a parcel lacks a file that its request reads, so that building it must fail."""
    return bool(parcel.beside) and not _exact_names(parcel.request) <= parcel.beside.keys()


def difference_between(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Return what a worker has in another version than we, and both versions; "" if there is nothing."""
    found = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    return ", ".join(f"{name} {theirs.get(name, 'is missing')}, not {ours.get(name, 'missing')}" for name in found)


def build(parcel: Parcel) -> Delivery:
    """Build a parcel in this process; no error is raised."""
    if difference := difference_between(parcel.installation, installation()):
        return Delivery(None, difference=difference)
    if not parcel.beside:
        request = _on_disk(parcel)
        report = runner.run(request, force=True, side_by_side=False, seconds=parcel.seconds)
        return Delivery(_as_seen_here(report, request, parcel.request))
    with tempfile.TemporaryDirectory(prefix="cvgen-") as folder:
        request = _unpack(parcel, Path(folder))
        report, data = runner.build_in_memory(request, parcel.seconds)
        return Delivery(_as_seen_here(report, request, parcel.request), data)


def _on_disk(parcel: Parcel) -> BuildRequest:
    """Return the request for files on the common disk, with whole paths."""
    request, home = parcel.request, Path(parcel.folder)
    named: dict[str, Any] = {key: str(home / name) for key in ASKED if "." in (name := getattr(request, key) or "")}
    return replace(request, profile=home / request.profile, folder=home / request.folder, **named)


def _unpack(parcel: Parcel, folder: Path) -> BuildRequest:
    """Write the files of a parcel into an empty folder; return the request for them."""
    home = folder / "profile"
    for name, data in parcel.beside.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    named: dict[str, Any] = {}
    for key, data in parcel.asked.items():
        path = folder / key / Path(getattr(parcel.request, key)).name
        path.parent.mkdir()
        path.write_bytes(data)
        named[key] = str(path)
    return replace(parcel.request, profile=home / parcel.request.profile.name, folder=folder / "out", **named)


def _as_seen_here(report: BuildReport, there: BuildRequest, here: BuildRequest) -> BuildReport:
    """Return a report with the paths that files have on our machine in place of those of the worker's folder."""
    pairs = [(str(there.profile.parent / "x")[:-1], str(here.profile.parent / "x")[:-1])]
    pairs += [(getattr(there, key), getattr(here, key)) for key in ASKED if getattr(there, key)]

    def ours(text: str) -> str:
        for their_path, our_path in pairs:
            text = text.replace(their_path, our_path)
        return text

    problems = [one._replace(message=ours(one.message), hint=ours(one.hint)) for one in report.problems]
    result = report.result and replace(report.result, files=tuple(Path(ours(str(one))) for one in report.result.files))
    return replace(report, request=here, result=result, problems=problems, name=ours(report.name), text="")


def put_in_place(parcel: Parcel, delivery: Delivery) -> BuildReport:
    """Write the outputs of a parcel into their folder, all or none, and remember them; return the report."""
    report, request = delivery.report, parcel.request
    assert report is not None
    if (result := report.result) is None:
        return report
    try:
        if delivery.data:
            files.write(request.folder, delivery.data)
    except OSError as error:
        return runner.failed(request, *files.explain(error, request.folder).problems)
    known, key = manifest.read(request.folder), manifest.request_key(request)
    remember(request, known, known.updated(result.outputs, key, _trusted_inputs(parcel, result), result.warnings))
    return report


def _trusted_inputs(parcel: Parcel, result: BuildResult) -> dict[str, str]:
    """Return the fingerprints of the files that outputs were built from; {} where they are not certain."""
    request, home = parcel.request, parcel.request.profile.parent
    if len(result.warnings) > MOST_WARNINGS:
        return {}
    if not parcel.beside:
        return file_fingerprints(result.files)
    sent = {str(home / name): data for name, data in parcel.beside.items()}
    sent |= {str(Path(getattr(request, key))): data for key, data in parcel.asked.items()}
    read = [str(path) for path in result.files]
    return {path: fingerprint(sent[path]) for path in read} if sent.keys() >= set(read) else {}
