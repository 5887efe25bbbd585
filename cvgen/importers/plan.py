"""Plan an import: what a file of another program adds to a profile, and the bytes with it; then apply the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import files, importers
from cvgen.diff.merge import Merged, merge
from cvgen.importers import Imported, completion, includes
from cvgen.problems import InputError, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile
from cvgen.profile.names import UNEXPLAINED
from cvgen.profile.yaml.edit import AddEntries, Edit, SetKey, apply_edits

WITH_INCLUDES = ("rendercv", "al-folio")  # whose YAML may include other files
MEMORY = "imports"  # the folder with the last content of each source


@dataclass(frozen=True)
class Source:
    """A file to import: its format, its name in the memory, and its content."""

    kind: str
    name: str
    imported: Imported
    text: str = ""


@dataclass(frozen=True)
class Plan:
    """What an import would change in a profile: the merge, and the bytes before and after."""

    merged: Merged
    mine: Profile
    before: bytes
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before


def read(path: Path, kind: str | None = None, data: bytes | None = None) -> Source:
    """Read a file in the format `kind`, detected if None, or the folder of a site; InputError if it can't be read."""
    if data is None and path.is_dir():
        return _read_site(path, kind)
    with origin(str(path)):
        source = importers.source(files.read(path) if data is None else data)
    text = source if isinstance(source, str) else ""
    with origin(str(path), text):
        found = kind or _detected(path, source)
        if importers.is_binary(found) != isinstance(source, bytes):
            raise InputError([Problem(f"this can't be {found}", hint="leave out --from to detect the format")])
        imported = completion.consistent(_imported(found, source, path.parent))
    return Source(found, f"{found}-{path.stem}", imported, text)


def _read_site(folder: Path, kind: str | None) -> Source:
    """Return what the folder of a web site says."""
    from cvgen.importers import sites  # here, because few imports are of folders

    with origin(str(folder)):
        found, imported = sites.read(folder, kind)
    return Source(found, f"{found}-{folder.resolve().name}", completion.consistent(imported))


def _imported(kind: str, source: str | bytes, folder: Path) -> Imported:
    """Return what an importer reads in a source, with the files that it includes."""
    if isinstance(source, bytes) or kind not in WITH_INCLUDES or not includes.has_includes(source):
        return importers.importer(kind)(source)
    lines, problems = includes.expand(source, folder)
    try:
        imported = importers.importer(kind)("\n".join(line.text for line in lines))
    except InputError as error:
        raise InputError([includes.in_its_file(problem, lines) for problem in error.problems]) from None
    return includes.located(imported, lines, problems)


def _detected(path: Path, source: str | bytes) -> str:
    """Return the format of a file; InputError if none, or more than one, matches."""
    kinds = importers.detect(path.name, source)
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        raise InputError([Problem(f"this may be {' or '.join(kinds)}", hint="choose one with  --from NAME")])
    known = ", ".join(importers.IMPORTERS)
    raise InputError([Problem("unknown format", hint=f"cvgen imports {known}")])


def known_format(name: str) -> str:
    """Return the name of a format for --from; InputError if it does not exist."""
    from cvgen.importers.sites.layout import LAYOUTS  # of folders

    known = list(dict.fromkeys((*importers.IMPORTERS, *LAYOUTS)))
    if name in known:
        return name
    near = closest_match(name, known)
    hint = f"did you mean '{near}'?" if near else f"choose one of {', '.join(known)}"
    raise InputError([Problem(f"unknown format '{name}'", hint=hint)])


def plan(path: Path, source: Source) -> Plan:
    """Return what an import would change in the profile at a path; nothing is written."""
    return merge_into(files.read(path), source, source.imported.base or remembered(path, source))


def merge_into(before: bytes, source: Source, base: Profile | None) -> Plan:
    """Return what an import would change in the bytes of a profile; `base` is what the source said the last time."""
    mine = profile_yaml.load(profile_yaml.decode(before)).profile
    merged = merge(mine, _signed(source, mine), base)
    return Plan(merged, mine, before, apply_edits(before, _edits(merged), merged.profile))


def apply(path: Path, source: Source, planned: Plan) -> None:
    """Write the profile, and remember the source; InputError if the file has changed since it was read."""
    files.tidy(path.parent)
    if planned.after != planned.before:
        files.replace(path, planned.after, planned.before)
    remember(path, source, planned.mine)


def remember(path: Path, source: Source, mine: Profile) -> None:
    """Keep what a source says beside the profile at a path, for the next import of it."""
    memory = files.kept_beside(path, MEMORY)
    said = profile_yaml.dump(_signed(source, mine)).encode()
    if files.read_state(memory / f"{source.name}.yaml", files.MAX_BYTES) != said:
        files.write(memory, {f"{source.name}.yaml": said})


def _signed(source: Source, mine: Profile) -> Profile:
    """Return the profile of a source, with the owner's name if it has none, and my explanations of marks."""
    said = source.imported.profile
    explained = {mark: text for mark, text in said.marks.items() if text != UNEXPLAINED or mark not in mine.marks}
    written = profile_yaml.dump(replace(said, name=said.name or mine.name, marks=explained))
    return profile_yaml.load(written).profile  # as it reads back, for example without double spaces


def remembered(path: Path, source: Source) -> Profile | None:
    """Return what the source contained at the last import; None at the first one, or if that file is broken."""
    try:
        data = files.read_state(files.kept_beside(path, MEMORY) / f"{source.name}.yaml", files.MAX_BYTES)
        return profile_yaml.load(profile_yaml.decode(data)).profile if data else None
    except InputError:
        return None


def _edits(merged: Merged) -> Iterable[Edit]:
    """Yield the edits of a merge."""
    for one in merged.filled:
        yield SetKey(one.path, one.key, one.value)
    for name, entries in merged.added.items():
        yield AddEntries(name, entries)
