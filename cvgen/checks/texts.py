"""Find texts that are not meant as they are: LaTeX, pages in the wrong order, and what is still the starter's."""

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.profile.yaml.read import load, spell
from cvgen.profile.yaml.starter import STARTER, starter

LATEX = (
    r"\\(?:emph|text\w\w|mathrm|mathbf|mathcal|ensuremath|url|href|cite|LaTeX|alpha|beta|gamma|approx|times|infty|frac|sqrt)\b"
    r"|\\[\"'`^~=.][{a-zA-Z]|\\[cuvH]\{|\{\\|\$[^$\s]*[\\^_][^$]*\$"
)
PAGES = re.compile(r"(\d+)\s*(?:--?|–)\s*(\d+)")
MOST = 4  # values of the starter that a message names


def latex(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each title of a publication with a command or a formula of LaTeX."""
    for path, paper in subject.papers:
        found = re.search(LATEX, paper.title) if "\\" in paper.title or "$" in paper.title else None
        if found:
            hint = "write the letters themselves, such as é, α or ², and *italic* for \\emph{italic}"
            yield subject.warn((*path, "title"), f"LaTeX is printed as it is written: {found[0]}", hint)


def pages(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for pages that end before they begin: 99-11, but not 1234-45, which is short for 1234-1245."""
    for path, paper in subject.papers:
        found = PAGES.fullmatch((paper.pages or "").strip())
        if found and len(found[1]) == len(found[2]) and int(found[2]) < int(found[1]):
            message = f"the pages end before they begin: {paper.pages}"
            yield subject.warn((*path, "pages"), message, "write the first page, then the last one")


def examples(subject: Subject) -> Iterator[Problem]:
    """Yield one warning that names the values still those of `cvgen new`, once some of them have been replaced."""
    profile = subject.profile
    own = [profile.headline, profile.email, *(study.institution for study in profile.education)]
    own += [*(award.organization for award in profile.awards), *(paper.title for paper in profile.publications)]
    if not any(text and text in STARTER for text in own):
        return  # most profiles; reading the starter takes as long as reading one of them
    kept = [path for path, value in _starter_values() if _value(subject.profile, path) == value]
    if not kept or len(kept) == len(_starter_values()):
        return
    more = f" and {len(kept) - MOST} more" if len(kept) > MOST else ""
    named = ", ".join(map(spell, kept[:MOST]))
    message = f"still from the example of cvgen new: {named}{more}"
    yield subject.warn(kept[0], message, "replace them by your own facts, or delete them")


@cache
def _starter_values() -> list[tuple[EntryPath, Any]]:
    """Return the texts of the starter that nobody shares, such as a title of an example, with their paths."""
    profile = load(starter("")).profile
    person = [((key,), getattr(profile, key)) for key in ("headline", "email")]
    named = {"education": "institution", "awards": "organization", "publications": "title"}
    entries = [
        ((name, at, key), getattr(entry, key))
        for name, key in named.items()
        for at, entry in enumerate(getattr(profile, name))
    ]
    return [*person, *entries]


def _value(profile: Profile, path: EntryPath) -> Any:
    """Return the value at a path, None if the profile has no such entry."""
    found: Any = profile
    for part in path:
        if isinstance(part, int):
            found = found[part] if part < len(found) else None
        else:
            found = getattr(found, part) if dataclasses.is_dataclass(found) else None
    return found
