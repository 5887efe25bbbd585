"""A file of another program, the user's profile -> the profile with what was new in the file; written when told."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cvgen import files, importers
from cvgen.composers import changes as changelog
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.diff.compare import diff
from cvgen.diff.merge import Conflict, Merged, merge
from cvgen.importers import Imported
from cvgen.problems import Problem, ProfileError, closest_match
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import display_name
from cvgen.profile.model import Profile
from cvgen.profile.yaml.edit import AddEntries, Edit, SetKey, apply_edits
from cvgen.writers import writer
from cvgen.writers.style import PLAIN

LONGEST = 60  # characters of a value in a line of the terminal

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


def format_plan(planned: Plan, source: Source) -> str:
    """What an import does, in the words of a diff, and what it leaves alone."""
    merged = planned.merged
    changes = diff(planned.mine, merged.profile)
    document = changelog.compose(changes, planned.mine.name, (source.name, "yours"), ENGLISH, everything=True)
    lines = list(_counts(merged, source.imported.profile))
    lines += [f"yours stays: {_said(one, planned.mine)}" for one in merged.conflicts]
    lines += [
        f"deleted by you, and stays out: {display_name(source.imported.profile.at(key))}" for key in merged.deleted
    ]
    lines += [f"no longer in the source, and stays: {display_name(planned.mine.at(key))}" for key in merged.gone]
    return writer("txt")(document, PLAIN).data.decode() + "\n" + "".join(f"{line}\n" for line in lines)


def _counts(merged: Merged, theirs: Profile) -> Iterator[str]:
    """ "10 of 10 publications known, 0 new" for each list."""
    lists = [one.name for one in dataclasses.fields(Profile)]
    known = Counter(str(key[0]) for key, _ in merged.known)
    for name in lists:
        if known[name] or name in merged.added:
            yield f"{known[name]} of {len(getattr(theirs, name))} {name} known, {len(merged.added.get(name, ()))} new"


def _said(one: Conflict, mine: Profile) -> str:
    where = f"{display_name(mine.at(one.path))}: " if one.path and one.path != ("marks",) else ""
    return f"{where}{one.key}: {_short(one.mine)} (the source has {_short(one.theirs)})"


def _short(value: Any) -> str:
    """A value in a line of the terminal."""
    words = ", ".join(getattr(one, "name", str(one)) for one in value) if isinstance(value, tuple) else str(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}..."


def read(path: Path, kind: str | None = None) -> Source:
    """A file, and what it is if the user says so -> what it says; ProfileError when nobody can read it."""
    source = importers.source(files.read(path))
    try:
        found = kind or _detected(path, source)
        if importers.is_binary(found) != isinstance(source, bytes):
            raise ProfileError([Problem(f"this can't be {found}", hint="leave out --from, and it is found out")])
        imported = importers.importer(found)(source)
    except ProfileError as error:
        error.name = error.name or str(path)
        error.source = error.source or (source if isinstance(source, str) else "")
        raise
    return Source(found, f"{found}-{path.stem}", imported, source if isinstance(source, str) else "")


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
