"""Say on the terminal what an import changes in a profile, and what it leaves alone."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cvgen.composers import changes as changelog
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.diff.compare import diff
from cvgen.diff.merge import Conflict, Merged
from cvgen.importers.plan import Plan, Source
from cvgen.profile.fields import display_name
from cvgen.profile.model import Profile
from cvgen.writers import writer
from cvgen.writers.style import PLAIN

LONGEST = 60  # characters of a value in a line of the terminal


def format_plan(plan: Plan, source: Source) -> str:
    """Return a changelog of the import, then the counts of each list, conflicts, deletions and leftovers."""
    merged, theirs = plan.merged, source.imported.profile
    changes = diff(plan.mine, merged.profile)
    document = changelog.compose(changes, plan.mine.name, (source.name, "yours"), ENGLISH, everything=True)
    lines = list(_counts(merged, theirs))
    lines += [f"conflict, your value is kept: {_conflict(one, plan.mine)}" for one in merged.conflicts]
    lines += [f"you deleted this, so it is not added again: {display_name(theirs.at(key))}" for key in merged.deleted]
    lines += [f"no longer in the source, kept in yours: {display_name(plan.mine.at(key))}" for key in merged.gone]
    return writer("txt")(document, PLAIN).data.decode() + "\n" + "".join(f"{line}\n" for line in lines)


def _counts(merged: Merged, theirs: Profile) -> Iterator[str]:
    """Yield "10 of 10 publications known, 0 new" for each list."""
    lists = [one.name for one in dataclasses.fields(Profile)]
    known = Counter(str(key[0]) for key, _ in merged.known)
    for name in lists:
        if known[name] or name in merged.added:
            yield f"{known[name]} of {len(getattr(theirs, name))} {name} known, {len(merged.added.get(name, ()))} new"


def _conflict(one: Conflict, mine: Profile) -> str:
    """Return the entry, the key and both values of a conflict."""
    entry = f"{display_name(mine.at(one.path))}: " if one.path and one.path != ("marks",) else ""
    return f"{entry}{one.key}: {_short(one.mine)} (the source has {_short(one.theirs)})"


def _short(value: Any) -> str:
    """Return a value as it fits into a line of the terminal."""
    words = (
        ", ".join(one if isinstance(one, str) else display_name(one) or str(one) for one in value)
        if isinstance(value, tuple)
        else str(value)
    )
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}..."
