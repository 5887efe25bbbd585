"""Read identifiers and pages of publications from fields, links and notes of a source."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from cvgen.importers.syntax.notes import SourceText
from cvgen.profile.identifiers import DOI, arxiv_of_doi, find_arxiv, find_doi, find_pmid


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


def entry_key(key: str) -> str:
    """Return the key that somebody gave to an entry; "" for an address, a DOI or a number of a program."""
    return "" if re.search(r"://|^(?:talk-)?\d+$|/items/", key) or DOI.match(key) else key


def labelled(addresses: Iterable[SourceText]) -> dict[str, SourceText]:
    """Return web addresses by label: the first leads to the paper, others are named after their hosts."""
    found: dict[str, SourceText] = {}
    for one in addresses:
        if one.text not in {other.text for other in found.values()}:
            found.setdefault(host(one.text) if found else "Paper", one)
    return found


def host(url: str) -> str:
    """Return the host of an address as a label for it: "https://www.zenodo.org/1" -> "zenodo.org"."""
    try:
        return (urlsplit(url).hostname or "Website").removeprefix("www.")
    except ValueError:
        return "Website"


def edition(text: str) -> str:
    """Return an edition without the word, which the CV prints in its language: "2nd ed." -> "2nd"."""
    return re.sub(r"\s+ed(?:n|ition)?\.?$", "", text.strip(), flags=re.IGNORECASE)
