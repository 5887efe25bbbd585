"""A file of another program, the user's profile -> the profile with what was new in the file; written when told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import files, importers
from cvgen.diff.merge import Merged, merge
from cvgen.importers import Imported
from cvgen.problems import Problem, ProfileError, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile
from cvgen.profile.yaml.edit import AddEntries, Edit, SetKey, apply_edits

ONE = {"years": "year", "organizations": "organization"}  # keys of lists, and those that take a single one
MEMORY = Path(".cvgen") / "imports"  # beside the profile: what each source said last time


@dataclass(frozen=True)
class Source:
    """What a file is, what it is called in the memory, and what it says."""

    kind: str
    name: str
    imported: Imported
    text: str = ""


@dataclass(frozen=True)
class Plan:
    """What an import would make of a profile: how it was merged, the bytes before and after."""

    merged: Merged
    mine: Profile
    before: bytes
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before


def read(path: Path, kind: str | None = None, data: bytes | None = None) -> Source:
    """A file, and what it is if the user says so -> what it says; ProfileError when nobody can read it."""
    with origin(str(path)):
        source = importers.source(files.read(path) if data is None else data)
    text = source if isinstance(source, str) else ""
    with origin(str(path), text):
        found = kind or _detected(path, source)
        if importers.is_binary(found) != isinstance(source, bytes):
            raise ProfileError([Problem(f"this can't be {found}", hint="leave out --from to detect the format")])
        imported = importers.importer(found)(source)
    return Source(found, f"{found}-{path.stem}", imported, text)


def _detected(path: Path, source: str | bytes) -> str:
    kinds = importers.detect(path.name, source)
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        raise ProfileError([Problem(f"this may be {' or '.join(kinds)}", hint="say which with  --from NAME")])
    known = ", ".join(importers.IMPORTERS)
    raise ProfileError([Problem("this is none of the formats that can be imported", hint=f"they are: {known}")])


def known_format(name: str) -> str:
    """The name for --from, if there is such a format."""
    if name in importers.IMPORTERS:
        return name
    near = closest_match(name, importers.IMPORTERS)
    hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(importers.IMPORTERS)}"
    raise ProfileError([Problem(f"there is no format '{name}'", hint=hint)])


def plan(path: Path, source: Source) -> Plan:
    """A profile's path, a source -> what an import would make of it; nothing is written."""
    before = files.read(path)
    mine = profile_yaml.load(profile_yaml.decode(before)).profile
    merged = merge(mine, _signed(source, mine), _remembered(path, source))
    return Plan(merged, mine, before, apply_edits(before, _edits(merged), merged.profile))


def apply(path: Path, source: Source, planned: Plan) -> None:
    """Write the profile, and what the source said; ProfileError if the file changed since it was read."""
    if files.read(path) != planned.before:
        raise ProfileError([Problem("the file was changed meanwhile", hint="nothing was written; try again")])
    if planned.after != planned.before:
        files.write(path.parent, {path.name: planned.after})
    memory = path.parent / MEMORY
    said = profile_yaml.dump(_signed(source, planned.mine)).encode()
    if not (memory / f"{source.name}.yaml").is_file() or (memory / f"{source.name}.yaml").read_bytes() != said:
        files.write(memory, {f"{source.name}.yaml": said})


def _signed(source: Source, mine: Profile) -> Profile:
    """What a source says, with the owner's name where it does not tell whose it is, as a .bib file does not."""
    said = source.imported.profile
    written = profile_yaml.dump(said if said.name else replace(said, name=mine.name))
    return profile_yaml.load(written).profile  # as it reads back, such as without two spaces in a row


def _remembered(path: Path, source: Source) -> Profile | None:
    """What a source said last time; None the first time, or when somebody broke that file."""
    memory = path.parent / MEMORY / f"{source.name}.yaml"
    try:
        return profile_yaml.load(profile_yaml.decode(files.read(memory))).profile if memory.is_file() else None
    except ProfileError:
        return None


def _edits(merged: Merged) -> Iterable[Edit]:
    for one in merged.filled:
        yield SetKey(one.path, one.key, one.value, instead=ONE.get(one.key, ""))
    for name, entries in merged.added.items():
        yield AddEntries(name, entries)
