"""Read identifiers and pages of publications from fields, links and notes of a source."""

import re

from cvgen.profile.identifiers import arxiv_of_doi, find_arxiv, find_doi, find_pmid


def paper_doi(text: str) -> str:
    """Find the DOI of a paper in a text; "" without one, and for that of a preprint on arXiv."""
    doi = find_doi(text)
    return "" if arxiv_of_doi(doi) else doi


def in_link(url: str) -> dict[str, str]:
    """Return the identifiers in an address, at any publisher: DOI, arXiv and PubMed number by their keys."""
    found = {"doi": paper_doi(url) if "doi" in url.lower() else "", "arxiv": find_arxiv(url), "pmid": find_pmid(url)}
    return {name: number for name, number in found.items() if number}


def pages(text: str) -> str:
    """Write a range of pages with an en dash: "55--61", "55 - 61" -> "55–61"; the number of an article stays."""
    return re.sub(r"(?<=\w) *(?:-{1,3}|‐|‑|—) *(?=\w)", "–", text.strip())
