"""The numbers by which a publication is known: one spelling of each, and how much it proves."""

import re
from functools import cache

from cvgen.profile.fields import bare_doi
from cvgen.profile.model import Publication

ARXIV_PREFIX = re.compile(r"(https?://(www\.)?arxiv\.org/(abs|pdf)/|arxiv:\s*)", re.IGNORECASE)
ARXIV_LINK = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})")
OPENREVIEW_LINK = re.compile(r"https?://openreview\.net/(?:pdf|forum)\?id=([\w-]+)")
DOI_OF_ARXIV = "10.48550/arxiv."  # 10.48550/arXiv.X is the arXiv number X
# A preprint keeps its DOI when the paper appears under another one: bioRxiv and medRxiv, SSRN, PsyArXiv, OSF,
# ChemRxiv, Preprints.org, Research Square, TechRxiv, ResearchGate, and the discussions of Copernicus.
DOI_OF_PREPRINT = re.compile(
    r"10\.(1101/(\d{4}\.\d\d\.\d\d\.\d+|\d{6})(v\d+)?$|2139/ssrn|31234/|31219/|26434/|20944/|21203/|36227/|13140/|"
    r"5194/[a-z]+-\d{4}-\d+$)"
)
Number = tuple[str, str]  # ("doi", "10.1145/3394171.3413621")


def identifiers_of(paper: Publication) -> dict[str, str]:
    """A publication -> its DOI, arXiv, PubMed number and ISBN, in one spelling each."""
    doi = bare_doi(paper.doi or "").lower()
    is_arxiv = doi.startswith(DOI_OF_ARXIV)
    arxiv = _arxiv(paper.arxiv or "") or (_arxiv(doi.removeprefix(DOI_OF_ARXIV)) if is_arxiv else "")
    isbn = re.sub(r"[\s\-‐‑–]", "", paper.isbn or "").upper()
    found = {"doi": "" if is_arxiv else doi, "arxiv": arxiv, "pmid": (paper.pmid or "").strip(), "isbn": isbn}
    return {name: number for name, number in found.items() if number}


def strong_identifiers(paper: Publication) -> frozenset[Number]:
    """The numbers that one published work has: two publications that share one are the same."""
    found = identifiers_of(paper)
    if DOI_OF_PREPRINT.match(found.get("doi", "")):
        del found["doi"]
    if paper.type != "book":
        found.pop("isbn", None)  # the chapters of a book share it
    return frozenset(item for item in found.items() if item[0] != "arxiv")


def weak_identifiers(paper: Publication) -> frozenset[Number]:
    """The numbers of preprints and submissions, which all versions of a work may carry, and some by mistake."""
    found = {item for item in identifiers_of(paper).items() if item[0] in ("arxiv", "doi")} - strong_identifiers(paper)
    for url in paper.links.values():
        found |= {("arxiv", number) for number in ARXIV_LINK.findall(url)}
        found |= {("openreview", number) for number in OPENREVIEW_LINK.findall(url)}
    return frozenset(found)


@cache
def _arxiv(number: str) -> str:
    """ "arXiv:2402.02377v2" -> "2402.02377" """
    return re.sub(r"v\d+$", "", ARXIV_PREFIX.sub("", number.strip(), count=1))
