"""Group publications into sections: published ones as the document wants, preprints and submissions apart."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvgen.composers.citation import UNPUBLISHED, cite, explained_marks, is_alone, is_owner
from cvgen.composers.entries import visible_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Item, Section, Spans
from cvgen.profile.dates import year_of
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import has_appeared, stage_of

IN_PRESS = ("in press", "forthcoming")  # they are under "Forthcoming", whatever their year
FEW, NEARLY_ALL = 4, 0.75  # from this length on, a list is judged by this share of its works or years
PUBLISHED, PREPRINTS, SUBMISSIONS = "publications", "preprints", "submissions"  # keys of Phrases
STATUS_ORDER = ("under contract", "in revision", "under review", "submitted", "in preparation", "rejected")

# The letters of numbers such as J3, in the order of the groups by type.
LETTERS = {
    "journal": "J",
    "conference": "C",
    "workshop": "W",
    "book": "B",
    "edited volume": "E",
    "chapter": "H",
    "translation": "L",
    "book review": "V",
    "thesis": "T",
    "report": "R",
    "other": "O",
}

Group = tuple[str, list[Publication]]


def sections(profile: Profile, choice: PublicationChoice, words: Phrases) -> list[Section]:
    """Return the sections of all publications that are not hidden; the first has the legend of the marks."""
    places = {id(paper): at for at, paper in enumerate(profile.publications)}
    pairs = [(paper, _marked(paper, choice)) for paper in visible_entries(profile.publications)]
    publications = [marked for _, marked in pairs]
    keys = {id(marked): ("publications", places[id(paper)]) for paper, marked in pairs}
    choice = with_defaults(choice, publications, profile)
    headings = _by_heading(publications, choice, words)
    numbers = _numbers([paper for _, groups in headings for _, papers in groups for paper in papers], choice)

    def items(papers: Iterable[Publication]) -> tuple[Item, ...]:
        cited = ((paper, cite_as_chosen(paper, profile, choice, words)) for paper in papers)
        return tuple(replace(item, number=numbers[id(paper)], key=keys[id(paper)]) for paper, item in cited)

    legend = explained_marks(publications, profile)
    found: list[Section] = []
    for heading, groups in headings:
        notes: tuple[Spans, ...] = (legend,) if legend and not found else ()
        below = tuple(
            Section(name, items(papers), kind="year" if choice.group == "year" and name.isdigit() else "")
            for name, papers in groups
            if name
        )
        flat = tuple(item for name, papers in groups if not name for item in items(papers))
        found.append(Section(heading, flat, below, notes, kind="publications"))
    return found


def cite_as_chosen(paper: Publication, profile: Profile, choice: PublicationChoice, words: Phrases) -> Item:
    """Return the reference of a publication in the citation style of the document, or in our form."""
    if choice.style is None:
        return cite(paper, profile, choice, words)
    from cvgen.composers.references import cite_in_style, load_style  # here, as few documents have a style

    is_signed = choice.sole_author is not False or not is_alone(paper, profile)
    style = load_style(choice.style, words.language)
    return cite_in_style(paper, profile, style, words, is_signed=is_signed, links=choice.citation == "full")


def with_defaults(choice: PublicationChoice, papers: list[Publication], profile: Profile) -> PublicationChoice:
    """Fill in what suits the list: no headings of years with one work each, no name under works of the owner alone."""
    years = Counter(year_of(paper) for paper in papers if heading(paper) == PUBLISHED)
    singles = sum(count == 1 for count in years.values())
    scattered = len(years) >= FEW and singles >= NEARLY_ALL * len(years)
    named = choice.sole_author if choice.sole_author is not None else not writes_alone(profile)
    return replace(choice, group=choice.group or ("none" if scattered else "year"), sole_author=named)


def writes_alone(profile: Profile) -> bool:
    """Return whether nearly all works of the owner, in this document or not, have no other author."""
    written = ((*paper.authors, *paper.with_authors) for paper in profile.publications)
    signed = [names for names in written if any(is_owner(name, profile) for name in names)]
    alone = sum(is_alone(paper, profile) for paper in profile.publications)
    return len(signed) >= FEW and alone >= NEARLY_ALL * len(signed)


def newest_first(publications: list[Publication]) -> list[Publication]:
    """Sort publications by year: those that will appear, then the newest; those without a year come last."""
    return sorted(publications, key=lambda publication: -order_by_year(publication))


def order_by_year(publication: Publication) -> float:
    """Return the year to sort by: infinity for what is in press or will appear, minus infinity without a year."""
    if stage_of(publication) in IN_PRESS:
        return math.inf
    return year_of(publication) or (-math.inf if has_appeared(publication) else math.inf)


def heading(publication: Publication) -> str:
    """Return the heading of a publication: its own, or PUBLISHED, PREPRINTS or SUBMISSIONS by its stage."""
    stage = stage_of(publication)
    if publication.section:
        return publication.section
    if stage in UNPUBLISHED:
        return SUBMISSIONS
    return PREPRINTS if stage == "preprint" else PUBLISHED


def key(publication: Publication, profile: Profile) -> tuple[str, int]:
    """Return the key of a publication in its profile: ("publications", 0)."""
    return "publications", next(at for at, paper in enumerate(profile.publications) if paper is publication)


def _marked(paper: Publication, choice: PublicationChoice) -> Publication:
    """Return a copy of a publication with only the marks behind authors that the document shows."""
    wanted = choice.marks
    if wanted is None:
        return replace(paper)
    kept = (replace(one, marks="".join(mark for mark in one.marks if mark in wanted)) for one in paper.authors)
    return replace(paper, authors=tuple(kept))


def _by_heading(
    publications: list[Publication], choice: PublicationChoice, words: Phrases
) -> list[tuple[str, list[Group]]]:
    """Group publications under their headings: published, preprints, submissions, then custom headings."""
    titles = {PUBLISHED: words.publications, PREPRINTS: words.preprints, SUBMISSIONS: words.submissions}
    found: dict[str, list[Publication]] = {title: [] for title in titles.values()}
    for publication in publications:
        standing = heading(publication)
        found.setdefault(titles.get(standing, standing), []).append(publication)
    return [(title, list(_groups(title, papers, choice, words))) for title, papers in found.items() if papers]


def _groups(title: str, papers: list[Publication], choice: PublicationChoice, words: Phrases) -> Iterator[Group]:
    """Yield the groups under one heading, each with its name; a single group has no name."""
    ordered = newest_first(papers)
    if choice.order == "oldest":
        ordered.sort(key=order_by_year)
    if title == words.submissions:
        yield "", sorted(ordered, key=lambda paper: STATUS_ORDER.index(stage_of(paper)))
    elif title != words.publications or choice.group in ("none", "section"):
        yield "", ordered
    elif choice.group == "type":
        yield from _by_type(ordered, words, choice)
    else:
        yield from _by_year(ordered, words)


def _by_year(papers: list[Publication], words: Phrases) -> Iterator[Group]:
    without_year = {math.inf: words.forthcoming, -math.inf: words.undated}
    years: dict[str, list[Publication]] = {}
    for paper in papers:
        years.setdefault(without_year.get(order_by_year(paper)) or str(year_of(paper)), []).append(paper)
    yield from years.items()


def _by_type(papers: list[Publication], words: Phrases, choice: PublicationChoice) -> Iterator[Group]:
    """Yield the groups by type: in the order of the document's types, else in that of LETTERS."""
    wanted = dict.fromkeys(kind if kind in LETTERS else "other" for kind in choice.types)
    for name in wanted or LETTERS:
        if group := [paper for paper in papers if type_of(paper) == name]:
            yield words.types.get(name, name), group


def type_of(paper: Publication) -> str:
    """Return the type by which a publication is grouped; one with a volume and no type is an article."""
    given = paper.type or ("journal" if paper.volume else "other")
    return given if given in LETTERS else "other"


def _numbers(papers: list[Publication], choice: PublicationChoice) -> dict[int, str]:
    """Return the number of each publication, by identity; the publications are in the order of the page."""
    if choice.numbering == "none":
        return dict.fromkeys(map(id, papers), "")
    if choice.numbering == "type":
        return _numbers_by_type(papers, choice)
    total = len(papers)
    down = choice.numbering == "down"
    return {id(paper): f"{total - at if down else at + 1}." for at, paper in enumerate(papers)}


def _numbers_by_type(papers: list[Publication], choice: PublicationChoice) -> dict[int, str]:
    """Return numbers such as J1, from the oldest to the newest: a new article never changes other numbers."""
    counts: dict[str, int] = {}
    found: dict[int, str] = {}
    for paper in papers if choice.order == "oldest" else reversed(papers):
        letter = LETTERS[type_of(paper)]
        counts[letter] = counts.get(letter, 0) + 1
        found[id(paper)] = f"{letter}{counts[letter]}"
    return found
