"""Check a profile for problems that no single value shows.

Contradictions are errors: nothing is built. Lints are warnings: what a careful reader would ask about before the CV is
sent. A check is a generator of problems over a Subject, and one line in CHECKS.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cvgen.checks import (
    authors,
    bio_claims,
    career,
    duplicates,
    identifiers,
    invisible,
    links,
    papers,
    spellings,
    texts,
    untranslated,
    venues,
)
from cvgen.checks.contradictions import contradictions, glyphs
from cvgen.checks.subject import Subject, entries
from cvgen.problems import Location, Problem
from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile

__all__ = ["CHECKS", "RULES", "Subject", "check", "entries"]


class Check(NamedTuple):
    """What a check finds, in words, and the generator of its problems."""

    about: str
    find: Callable[[Subject], Iterable[Problem]]


# By the name of the rule, which programs and people refer to: it never changes.
CHECKS = {
    "contradiction": Check("two facts of the profile can't both be true", contradictions),
    "missing-glyph": Check("no included font has a character", glyphs),
    "stale-status": Check("a paper has been submitted or in press for over two years", papers.stale),
    "impossible-year": Check("a publication has a year that can't be right", papers.years),
    "hidden-selected": Check("a selected publication is hidden everywhere", papers.hidden_but_selected),
    "same-title": Check("two publications have the same title", duplicates.same_title),
    "same-identifier": Check("two publications have the same identifier", duplicates.same_identifier),
    "paper-identifier": Check("a DOI, arXiv number or ISBN can't be right", identifiers.papers),
    "orcid": Check("an ORCID has a wrong check digit", identifiers.people),
    "venue-spelling": Check("a venue is spelled in several ways", venues.inconsistent_venues),
    "import-placeholder": Check("an import left something for you to write", authors.placeholders),
    "invisible-character": Check("a text has a character that nobody sees", invisible.invisible),
    "owner-missing": Check("you are not among the authors of a publication", authors.owner_missing),
    "mentee-missing": Check("an author marked as mentee is not in the list of mentees", authors.mentees_missing),
    "name-spelling": Check("a name is spelled in several ways", spellings.inconsistent_names),
    "overlapping-positions": Check("the same position is listed twice for one period", career.overlaps),
    "missing-end": Check("a position of the past has no end", career.missing_end),
    "distant-end": Check("a position ends more than a year from today", career.distant_end),
    "long-present": Check("studies are present and began very long ago", career.long_present),
    "link-host": Check("a link leads to a host that others can't reach", links.hosts),
    "link-placeholder": Check("a link is an example", links.placeholders),
    "bio-claim": Check("the biography contradicts the lists", bio_claims.contradicted),
    "latex": Check("a title has commands of LaTeX", texts.latex),
    "page-range": Check("the last page is before the first", texts.pages),
    "cut-title": Check("a comma may have cut a title in two", texts.cut_titles),
    "untranslated": Check("a text lacks a language that most of its kind have", untranslated.untranslated),
    "starter-example": Check("a value is still the example of cvgen new", texts.examples),
}
RULES = {
    "syntax": "the file is not YAML, or has a part of YAML that profiles do without",
    "invalid": "a file can't be used, a key is unknown, or a value can't be read",
    **{rule: one.about for rule, one in CHECKS.items()},
    "form-limit": "a form of a funder allows fewer pages, entries, words or characters",
    "form-missing": "a form of a funder asks for something that the profile lacks",
    "form-forbidden": "a form of a funder forbids a figure such as an impact factor",
    "form-part": "a statement or a tag names a part that no form has",
}


def check(profile: Profile, places: dict[EntryPath, Location], today: Date | None = None) -> list[Problem]:
    """Return every problem of a profile with its place, in the order of the file.

    Without `today`, checks that depend on the date are skipped.
    """
    subject = Subject(profile, places, today)
    problems = [problem._replace(rule=rule) for rule, one in CHECKS.items() for problem in one.find(subject)]
    return sorted(problems, key=lambda problem: problem.place or Location(0))
