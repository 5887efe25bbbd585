"""Join two records of one work, such as a preprint and its paper."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cvgen.diff.match.evidence import PublicationKey
from cvgen.diff.match.people import People
from cvgen.diff.match.same_work import COPIES, LINKED, same_work
from cvgen.importers.mapping import dates, languages
from cvgen.profile.fields import Url
from cvgen.profile.identifiers import identifiers_of
from cvgen.profile.model import Profile, Publication
from cvgen.profile.text import letters

ONLY_YEARS = dates.ONLY_YEARS


def joined(found: Iterable[Publication], paper_of: Mapping[str, str] = MappingProxyType({})) -> tuple[Publication, ...]:
    """Join each preprint with its paper, where a source lists both.

    `paper_of` has the DOI of the paper by the DOI of its preprint, if the source links them; other preprints are
    joined with the paper of the same title and an author in common. The language that most works have goes without
    saying.
    """
    works = languages.unusual(found)
    papers = {key: at for at, work in enumerate(works) if work.type != "preprint" for key in _keys(work)}
    joined: set[int] = set()
    for at, work in enumerate(works):
        paper = _paper_of(work, works, papers, paper_of) if work.type == "preprint" else None
        if paper is not None:
            works[paper] = _with(works[paper], work)
            joined.add(at)
    return tuple(work for at, work in enumerate(works) if at not in joined)


def _paper_of(
    preprint: Publication, works: list[Publication], papers: Mapping[str, int], paper_of: Mapping[str, str]
) -> int | None:
    """Return the place of the paper of a preprint, None if it is not in the list."""
    linked = papers.get(paper_of.get((preprint.doi or "").lower(), ""))
    if linked is not None:
        return linked if same_work(_key(preprint), _key(works[linked]), LINKED) else None
    alike = papers.get(letters(preprint.title))
    return alike if alike is not None and same_work(_key(preprint), _key(works[alike]), COPIES) else None


def _key(work: Publication) -> PublicationKey:
    nobody = Profile(name="")  # a list of works does not say whose they are
    return PublicationKey(0, work, People(nobody, nobody))


def _keys(work: Publication) -> Iterator[str]:
    """Yield what a paper is looked up by: its DOI and its title."""
    return filter(None, (identifiers_of(work).get("doi", ""), letters(work.title)))


def _with(paper: Publication, preprint: Publication) -> Publication:
    """Return a paper with the identifiers of its preprint."""
    links = dict(paper.links)
    if preprint.doi and preprint.doi != paper.doi:
        links.setdefault("Preprint", Url(f"https://doi.org/{preprint.doi}"))
    return dataclasses.replace(
        paper,
        arxiv=paper.arxiv or preprint.arxiv,
        pmid=paper.pmid or preprint.pmid,
        abstract=paper.abstract or preprint.abstract,
        links=links or preprint.links,
    )
