"""Numbers of papers wherever they stand: in a field of their own, in a link, in a note."""

import re
from urllib.parse import unquote

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}]+")
ARXIV = re.compile(
    r"(?P<new>\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)|(?P<old>[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
)
ARXIV_AT = re.compile(r"arxiv\.org/(?:abs|pdf|html|format)/|\barxiv[.:]\s*|\babs/|\bcorr/", re.IGNORECASE)
PMID_AT = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|\bpmid:?\s*)(\d{1,9})", re.I)
LONGEST = 2000  # characters in which a number is looked for


def doi(text: str) -> str:
    """ "https://doi.org/10.1145%2F1234.5678." -> "10.1145/1234.5678"; "" where there is none, or that of a preprint."""
    text = text[:LONGEST]
    found = DOI.search(unquote(text) if "%2" in text else text)
    bare = found[0].rstrip(".,;)") if found else ""
    bare += ")" * (bare.count("(") - bare.count(")") == 1)
    return "" if bare.lower().startswith("10.48550/arxiv.") else bare


def arxiv(text: str, sure: bool = False) -> str:
    """ "https://arxiv.org/pdf/2402.02377v2.pdf" -> "2402.02377"; `sure` that the text is a number of arXiv."""
    text = text[:LONGEST].strip()
    at = ARXIV_AT.search(text)
    found = ARXIV.match(text, at.end() if at else 0) if at or sure else None
    return (found["new"] or found["old"]) if found else ""


def pmid(text: str) -> str:
    """A link to PubMed, or "PMID: 123" -> "123"."""
    found = PMID_AT.search(text[:LONGEST])
    return found[1] if found else ""


def in_link(url: str) -> dict[str, str]:
    """A link -> the numbers that it says: {"doi": ...}, {"arxiv": ...}, {"pmid": ...} or nothing."""
    numbers = {"doi": doi(url) if "doi" in url.lower() else "", "arxiv": arxiv(url), "pmid": pmid(url)}
    return {name: number for name, number in numbers.items() if number}


def pages(text: str) -> str:
    """ "55--61", "55 - 61" -> "55–61"; an article's number stays."""
    return re.sub(r"(?<=\w) *(?:-{1,3}|‐|‑|—) *(?=\w)", "–", text.strip())
