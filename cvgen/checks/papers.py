"""Find publications that have been on their way for too long, and years that can't be right."""

import re
from collections.abc import Iterator

from cvgen.checks.subject import Subject, is_over
from cvgen.problems import Problem
from cvgen.profile.dates import PRESENT, Date, date_of
from cvgen.profile.identifiers import arxiv_date
from cvgen.profile.model import Award, Publication
from cvgen.profile.status import is_preprint, stage_of

ON_ITS_WAY = ("submitted", "under review", "in revision", "under contract", "accepted", "in press", "forthcoming")
YEARS_ON_ITS_WAY = 2


def stale(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for what has been submitted, under review, accepted or in press for over two years."""
    for path, paper in subject.papers:
        since = _since(paper)
        if _is_on_its_way(paper) and since and is_over(since, YEARS_ON_ITS_WAY, subject.today):
            message = f"'{stage_of(paper)}' for over {YEARS_ON_ITS_WAY} years, since {since}"
            hint = "if it has appeared, set  status: published  and its year; else fix the year or delete the entry"
            yield subject.warn((*path, "status"), message, hint)


def years(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for years in the future, and for years of publications before they can have appeared."""
    latest = subject.today.year + 1 if subject.today else PRESENT.year
    for path, paper in subject.papers:
        if paper.date == PRESENT:
            continue  # an error
        if max(paper.year or 0, paper.date.year if paper.date else 0) > latest:
            key = "year" if (paper.year or 0) > latest else "date"
            yield subject.warn((*path, key), f"{getattr(paper, key)} is in the future", "fix the year")
        elif paper.year and (earliest := _earliest(paper)) and paper.year < earliest[0]:
            yield subject.warn((*path, "year"), f"the year {paper.year} is before {earliest[1]}", "fix one of the two")
    for index, award in enumerate(subject.profile.awards):
        if max(award.years, default=0) > latest and not award.hidden:
            yield _future_award(subject, index, award)


def hidden_but_selected(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for selected publications that no document shows; a rejected one may wait with its keys."""
    for index, paper in enumerate(subject.profile.publications):
        if paper.hidden and paper.selected and stage_of(paper) != "rejected":
            path = ("publications", index, "selected")
            yield subject.warn(path, "selected, but hidden: it is never printed", "delete  hidden  or  selected")


def _future_award(subject: Subject, index: int, award: Award) -> Problem:
    path = ("awards", index, "years")
    return subject.warn(path, f"{max(award.years)} is in the future", "fix the year")


def _is_on_its_way(paper: Publication) -> bool:
    """Return whether an entry says that the paper will appear; "ICLR 2021 submission" says that it did not."""
    return stage_of(paper) in ON_ITS_WAY and not re.search("submission|submitted|manuscript", paper.venue or "", re.I)


def _since(paper: Publication) -> Date | None:
    """Return since when a paper has been on its way, as far as the entry shows."""
    found = arxiv_date(paper.arxiv or "")
    return date_of(paper) or (Date(*found) if found else None)


def _earliest(paper: Publication) -> tuple[int, str] | None:
    """Return the year before which a paper can't have appeared, and the reason.

    A published paper may be put on arXiv in the year after; a preprint appears there first.
    """
    if paper.date:
        return paper.date.year, f"the date {paper.date}"
    if not (found := arxiv_date(paper.arxiv or "")):
        return None
    return found[0] - (not is_preprint(paper)), f"the year of its arXiv number, {found[0]}"
