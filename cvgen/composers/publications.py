"""Publications -> sections: published ones by year, preprints and submissions apart, numbered throughout."""

from dataclasses import replace
from itertools import count

from cvgen.composers.citation import UNPUBLISHED, cite, marks_used
from cvgen.composers.entries import shown
from cvgen.document import Item, Section, Spans
from cvgen.profile import Profile, Publication

PUBLISHED, PREPRINTS, SUBMISSIONS = "Publications", "Preprints", "Submissions and manuscripts"
FORTHCOMING, UNDATED = "Forthcoming", "Undated"
STATUS_ORDER = ("accepted", "under review", "submitted", "in preparation", "rejected")


def sections(profile: Profile) -> list[Section]:
    """Every publication that is not hidden, under its heading; the legend of marks under the first heading."""
    publications = list(shown(profile.publications))
    numbers = count(1)
    found: list[Section] = []
    legend = marks_used(publications, profile)
    for title, group in _by_heading(publications).items():
        notes: tuple[Spans, ...] = (legend,) if legend and not found else ()
        if title == PUBLISHED:
            found.append(Section(title, sections=_by_year(group, profile, numbers), notes=notes, kind="publications"))
        else:
            papers = sorted(newest_first(group), key=_stage) if title == SUBMISSIONS else newest_first(group)
            items = tuple(_numbered(papers, profile, numbers))
            found.append(Section(title, items, notes=notes, kind="publications"))
    return found


def newest_first(publications: list[Publication]) -> list[Publication]:
    """Publications by year, newest first and those without a year before them; else in the order of the profile."""
    return sorted(publications, key=lambda publication: -year_of(publication))


def year_of(publication: Publication) -> int:
    """The year of a publication; 9999 when it has none yet, 0 when it appeared and nobody said when."""
    if publication.date:
        return publication.date.year
    return publication.year or (0 if publication.status == "published" else 9999)


def _stage(publication: Publication) -> int:
    """How far an unpublished paper has come, the nearest to print first."""
    return STATUS_ORDER.index(publication.status)


def heading(publication: Publication) -> str:
    """The heading that a publication stands under: its own, or the one for its status."""
    if publication.section:
        return publication.section
    if publication.status in UNPUBLISHED:
        return SUBMISSIONS
    return PREPRINTS if publication.status == "preprint" else PUBLISHED


def _by_heading(publications: list[Publication]) -> dict[str, list[Publication]]:
    """Publications under their headings: published, preprints, submissions, then headings of the user's own."""
    groups: dict[str, list[Publication]] = {PUBLISHED: [], PREPRINTS: [], SUBMISSIONS: []}
    for publication in publications:
        groups.setdefault(heading(publication), []).append(publication)
    return {title: group for title, group in groups.items() if group}


def _by_year(publications: list[Publication], profile: Profile, numbers: "count[int]") -> tuple[Section, ...]:
    years: dict[int, list[Publication]] = {}
    for publication in newest_first(publications):
        years.setdefault(year_of(publication), []).append(publication)
    return tuple(
        Section(
            {9999: FORTHCOMING, 0: UNDATED}.get(year, str(year)), tuple(_numbered(group, profile, numbers)), kind="year"
        )
        for year, group in years.items()
    )


def _numbered(publications: list[Publication], profile: Profile, numbers: "count[int]") -> list[Item]:
    return [
        replace(cite(paper, profile, number=f"{next(numbers)}."), key=key(paper, profile)) for paper in publications
    ]


def key(publication: Publication, profile: Profile) -> tuple[str, int]:
    """A publication of a profile -> its key there: ("publications", 0)."""
    return "publications", next(at for at, paper in enumerate(profile.publications) if paper is publication)
