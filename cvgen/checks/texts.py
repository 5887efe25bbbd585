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
# The rest of a title that a comma has cut: a year, alone or after a conference or a place, and no word for an award.
TAIL = re.compile(
    r"(?:(?:[A-Z][\w&/.-]*[A-Z][\w&/.-]*|University|Universit[àäé]\w*|Conference|Institute|Society|Workshop|Symposium"
    r"|Congress) (?:[\w&/.'’-]+ )*)?(?:19|20)\d\d"
)
AWARD = re.compile(
    r"\b(?:awards?|prizes?|medals?|fellow\w*|scholar\w*|grants?|honou?r\w*|distinction|recognition|order|prix|preis|premio"
    r"|best|oral|spotlight|finalist|winner|runner|nomin\w+|mention|career|chair|lecture|member)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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


def cut_titles(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for an award such as EGU 2024 in [Best Poster Award, EGU 2024], which is meant as one."""
    texts: dict[EntryPath, str] = {("awards", at): one.title for at, one in enumerate(subject.profile.awards)}
    for path, paper in subject.papers:
        texts |= {(*path, "honors", at): one.text for at, one in enumerate(paper.honors)}
    for path, text in texts.items():
        before = texts.get((*path[:-1], int(path[-1]) - 1), "")
        if before and _is_cut(before, text) and _is_same_list(subject, path, before, text):
            message = f"'{text}' looks like the end of '{before}': in [ ], a comma ends an entry"
            yield subject.warn(path, message, f'if both are one award, put it in quotes: "{before}, {text}"')


def _is_cut(before: str, text: str) -> bool:
    """Tell whether a text names no award, but where and when the one before it was given."""
    is_award = AWARD.search(before) and not YEAR.search(before)
    return bool(is_award and TAIL.fullmatch(text) and not AWARD.search(text))


def _is_same_list(subject: Subject, path: EntryPath, before: str, text: str) -> bool:
    """Tell whether two texts without quotes follow each other in one line."""
    first, second = subject.places.get((*path[:-1], int(path[-1]) - 1)), subject.places.get(path)
    if not first or not second or (first.length, second.length) != (len(before), len(text)):
        return False
    return first.line == second.line and 0 < second.column - first.column - first.length <= len(",  ")


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
