"""What sources say of works in words of their own -> type, status and venue; two records of one work -> one."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cvgen.profile.fields import Url
from cvgen.profile.model import Publication

ONLY_YEARS = "a CV has years; write date: ... where the day of a work matters"


def joined(found: Iterable[Publication], paper_of: Mapping[str, str] = MappingProxyType({})) -> tuple[Publication, ...]:
    """Works -> the same, a preprint of what is there as a paper too being part of the paper.

    `paper_of` has the DOI of the paper by the DOI of its preprint, where the source tells; else their titles are equal.
    """
    works = list(found)
    papers = {key: at for at, work in enumerate(works) if work.type != "preprint" for key in _names(work)}
    twins: set[int] = set()
    for at, work in enumerate(works):
        keys = (paper_of.get((work.doi or "").lower(), ""), title_key(work.title)) if work.type == "preprint" else ()
        paper = next((papers[key] for key in keys if key in papers), None)
        if paper is not None and _share_an_author(works[paper], work):
            works[paper] = _with(works[paper], work)
            twins.add(at)
    return tuple(work for at, work in enumerate(works) if at not in twins)


def _names(work: Publication) -> Iterator[str]:
    """What a twin may know a paper by."""
    return (key for key in ((work.doi or "").lower(), title_key(work.title)) if key)


def title_key(title: str) -> str:
    """A title -> its letters and figures alone without accents, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", title.casefold()))


def _share_an_author(one: Publication, other: Publication) -> bool:
    """Whether a family name stands in both; sources without authors are believed."""
    names = [{max(map(title_key, author.name.split()), key=len) for author in work.authors} for work in (one, other)]
    return not all(names) or bool(names[0] & names[1])


def _with(paper: Publication, preprint: Publication) -> Publication:
    """A paper with the numbers of its preprint."""
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
