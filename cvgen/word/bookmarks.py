"""Name the entries of a Word file: a bookmark that Word hides has the key of each in the profile."""

import re
from collections.abc import Iterable

START = "_cvgen_"  # Word hides bookmarks whose names begin with a line
LONGEST = 40  # characters that Word takes
KEPT = re.compile(r"[A-Za-z0-9_]+")


def section_of(name: str) -> str:
    """Return the section of the entry that a bookmark names: "_cvgen_awards_3" -> "awards"; "" for no entry."""
    return re.sub(r"_\d+(_entries_\d+)?$", "", name.removeprefix(START)) if name.startswith(START) else ""


def bookmark(key: Iterable[str | int]) -> str:
    """Return the bookmark of an entry: ("positions", 0) -> "_cvgen_positions_0"; "" where it has no key."""
    name = START + "_".join(map(str, key))
    return name if len(name) > len(START) and len(name) <= LONGEST and KEPT.fullmatch(name) else ""
