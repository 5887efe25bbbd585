"""Check a profile for problems that no single value shows.

Contradictions are errors: nothing is built. Lints are warnings: what a careful reader would ask about before the CV is
sent. A lint is a generator of problems over a Subject, and one line in LINTS.
"""

from collections.abc import Callable, Iterable

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
    venues,
)
from cvgen.checks.contradictions import contradictions
from cvgen.checks.subject import Subject, entries
from cvgen.problems import Location, Problem
from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile

__all__ = ["Subject", "check", "entries"]

LINTS: tuple[Callable[[Subject], Iterable[Problem]], ...] = (
    papers.stale,
    papers.years,
    papers.hidden_but_selected,
    duplicates.same_title,
    duplicates.same_identifier,
    identifiers.papers,
    identifiers.people,
    venues.inconsistent_venues,
    authors.placeholders,
    invisible.invisible,
    authors.owner_missing,
    authors.mentees_missing,
    spellings.inconsistent_names,
    career.overlaps,
    career.missing_end,
    career.distant_end,
    career.long_present,
    links.hosts,
    links.placeholders,
    bio_claims.contradicted,
    texts.latex,
    texts.pages,
    texts.cut_titles,
    texts.examples,
)


def check(profile: Profile, places: dict[EntryPath, Location], today: Date | None = None) -> list[Problem]:
    """Return every problem of a profile with its place, in the order of the file.

    Without `today`, checks that depend on the date are skipped.
    """
    subject = Subject(profile, places, today)
    problems = list(contradictions(subject))
    for lint in LINTS:
        problems += lint(subject)
    return sorted(problems, key=lambda problem: problem.place or Location(0))
