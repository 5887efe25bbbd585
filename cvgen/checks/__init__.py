"""Profile and the places of its parts -> problems that no single value shows.

Contradictions are errors: nothing is built. Lints are warnings: what a careful reader would ask about before the
CV is sent. A check is a generator of problems over a Subject, and one line in LINTS.
"""

from collections.abc import Callable, Iterable

from cvgen.checks import authors, bio_claims, career, duplicates, identifiers, links, papers, spellings, venues
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
    venues.several_ways,
    authors.owner_missing,
    authors.mentees_missing,
    spellings.two_ways,
    career.overlaps,
    career.left,
    career.far_end,
    career.long_present,
    links.hosts,
    links.placeholders,
    bio_claims.contradicted,
)


def check(
    profile: Profile, places: dict[EntryPath, Location], printed: bool = True, today: Date | None = None
) -> list[Problem]:
    """Everything to mend or to look at, with its place, in the order of the file.

    Where it is to be printed as PDF, a character without a glyph is an error: the page would show an empty box.
    Without `today`, what depends on the date is not looked at.
    """
    subject = Subject(profile, places, today)
    problems = list(contradictions(subject, "error" if printed else "warning"))
    for lint in LINTS:
        problems += lint(subject)
    return sorted(problems, key=lambda problem: problem.place or Location(0))
