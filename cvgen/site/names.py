"""Choose the name of the page for each entry: from its id or citation key, the same after each run."""

import re
from collections.abc import Sequence
from typing import Any

from cvgen.exporters.keys import keys
from cvgen.profile.dates import PRESENT, Date, date_of, earliest
from cvgen.profile.fields import display_name
from cvgen.profile.model import Publication
from cvgen.profile.text import SMALL_WORDS, unaccented, words

LONGEST = 60  # characters of a name
WORDS = 6  # of a title, in the name of an entry without an id
# Names that Windows keeps for devices, and those with which a generator or a web server does something else.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index|feed|readme|_.*)?")


def names(section: str, entries: Sequence[Any]) -> list[str]:
    """Return a name for each entry of a section: lower-case ASCII letters, digits and hyphens; all are unique.

    Of equal names the last entry keeps the plain one: lists begin with the newest, and older pages keep their names.
    """
    wanted = keys(entries) if section == "publications" else [entry.id or _from_title(entry) for entry in entries]
    found: list[str] = []
    taken: set[str] = set()
    for name in reversed(wanted):
        base = slug(name)
        number, free = 2, base
        while free in taken:
            free, number = f"{base}-{number}", number + 1
        taken.add(free)
        found.append(free)
    return found[::-1]


def slug(name: str) -> str:
    """Return a text as the name of a file: no path, no hidden file, no name that a system keeps for itself."""
    found = re.sub(r"[^a-z0-9]+", "-", unaccented(name)).strip("-")[:LONGEST].strip("-")
    return f"entry-{found}".strip("-") if RESERVED.fullmatch(found) else found


def day_of(entry: Any) -> str:
    """Return the first day on which an entry may have happened, "" if it has no date: "2021-01-01" for 2021."""
    date: Date | None = date_of(entry) if isinstance(entry, Publication) else getattr(entry, "date", None)
    if date is None:
        years = getattr(entry, "years", ())
        date = Date(max(years)) if years else getattr(entry, "start", None)
    return str(earliest(date)).removeprefix("expected ") if date and date != PRESENT else ""


def _from_title(entry: Any) -> str:
    found = [word for word in words(display_name(entry)) if word not in SMALL_WORDS]
    return "-".join(found[:WORDS]) or "entry"
