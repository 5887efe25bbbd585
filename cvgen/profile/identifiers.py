"""Identifiers of publications: DOI, arXiv, PubMed, ISBN, OpenReview; one spelling and one pattern of each."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from cvgen.profile.model import Publication


NamedIdentifier = tuple[str, str]  # ("doi", "10.1145/3394171.3413621")

# Parts of patterns, for all who read identifiers. Those that a check seldom needs are texts, compiled when used.
DOI_URL = r"https?://(?:dx\.|www\.)?doi\.org/"
DOI_HOST = r"doi\.org/"
DOI_REGISTRANT = r"10\.\d{4,9}(?:\.\d+)*"
DOI_NUMBER = rf"{DOI_REGISTRANT}/\S+"  # a prefix, a slash and a suffix (DOI Handbook, 2.2)
ARXIV_PATH = r"arxiv\.org/(?:abs|pdf|html|format)/"
ARXIV_URL = rf"https?://(?:www\.|export\.)?{ARXIV_PATH}"
ARXIV_DOI = r"10\.48550/arxiv\."  # 10.48550/arXiv.2402.02377 is the arXiv number 2402.02377
# Since April 2007, and before (info.arxiv.org/help/arxiv_identifier.html).
ARXIV_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7})"

ORCID_NUMBER = r"\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx]"

DOI = re.compile(DOI_NUMBER)
DOI_PREFIX = re.compile(rf"{DOI_URL}|doi:\s*", re.I)
DOI_LINK = rf"(?i){DOI_URL}({DOI_NUMBER})"
ARXIV = re.compile(rf"(?P<number>{ARXIV_NUMBER})(?P<version>v\d+)?", re.I)
ARXIV_PREFIX = re.compile(rf"{ARXIV_URL}|arxiv:\s*", re.I)
ARXIV_AT = rf"(?i){ARXIV_PATH}|\barxiv[.:]\s*|\babs/|\bcorr/"  # what precedes a number in a text
PMID_AT = r"(?i)(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|\bpmid:?\s*)(\d{1,9})"
OPENREVIEW_LINK = r"https?://openreview\.net/(?:pdf|forum)\?id=([\w-]+)"
# A preprint keeps its DOI when the paper appears under another one: bioRxiv and medRxiv, SSRN, PsyArXiv, OSF,
# ChemRxiv, Preprints.org, Research Square, TechRxiv, ResearchGate, and the discussions of Copernicus.
DOI_OF_PREPRINT = (
    r"10\.(1101/(\d{4}\.\d\d\.\d\d\.\d+|\d{6})(v\d+)?$|2139/ssrn|31234/|31219/|26434/|20944/|21203/|36227/|13140/|"
    r"5194/[a-z]+-\d{4}-\d+$)"
)
LONGEST = 2000  # characters of a text that are searched


def bare_doi(doi: str) -> str:
    """Remove the address or the name in front of a DOI: "https://doi.org/10.1145/1" -> "10.1145/1"."""
    doi = doi.strip()
    found = DOI_PREFIX.match(doi)
    return doi[found.end() :] if found else doi


def find_doi(text: str) -> str:
    """Find a DOI in a text: "see https://doi.org/10.1145%2F1234.5678." -> "10.1145/1234.5678"; "" without one."""
    text = text[:LONGEST]
    found = DOI.search(unquote(text) if "%2" in text else text)
    ends = r'["{}]' if found and "(SICI)" in found[0] else r'["<>{}]'  # an old form of DOI has angle brackets
    bare = re.split(ends, found[0])[0].rstrip(".,;)") if found else ""
    return bare + ")" * (bare.count("(") - bare.count(")") == 1)


def arxiv_of_doi(doi: str) -> str:
    """Return the arXiv number of a DOI: "10.48550/arXiv.2402.02377" -> "2402.02377"; "" if it is another DOI."""
    found = re.match(ARXIV_DOI, doi, re.I)
    return doi[found.end() :] if found else ""


def bare_arxiv(number: str) -> str:
    """Remove what is around an arXiv number: "https://arxiv.org/pdf/2402.02377v2.pdf" -> "2402.02377v2"."""
    number = number.strip()
    found = ARXIV_PREFIX.match(number)
    return re.sub(r"(\.pdf)?/?$", "", number[found.end() :], flags=re.I) if found else number


def find_arxiv(text: str, sure: bool = False) -> str:
    """Find an arXiv number in a text, without its version: "arXiv:2402.02377v2 [cs.CV]" -> "2402.02377"; else "".

    A number counts behind an address of arXiv, "arXiv:" or "CoRR"; with `sure`, at the start of the text as well.
    """
    text = text[:LONGEST].strip()
    at = re.search(ARXIV_AT, text)
    found = ARXIV.match(text, at.end() if at else 0) if at or sure else None
    is_longer = found and "/" not in found["number"] and re.match(r"[\d.]*\d", text[found.end() :])
    return found["number"] if found and not is_longer else ""


def arxiv_date(number: str) -> tuple[int, int] | None:
    """Return the year and month in which arXiv announced a number: "2402.02370" -> (2024, 2); None if it has none."""
    bare = bare_arxiv(number)
    if not ARXIV.fullmatch(bare):
        return None
    digits = re.sub(r"\D", "", bare)
    year, month = int(digits[:2]), int(digits[2:4])
    return (1900 + year if year > 90 else 2000 + year, month) if 1 <= month <= 12 else None  # arXiv began in 1991


def find_pmid(text: str) -> str:
    """Find a PubMed number in a text: a link to PubMed, or "PMID: 123" -> "123"; "" without one."""
    found = re.search(PMID_AT, text[:LONGEST]) if text else None
    return found[1] if found else ""


def bare_isbn(isbn: str) -> str:
    """Remove the spaces and hyphens of an ISBN: "0-306-40615-x" -> "030640615X"."""
    return re.sub(r"[\s\-‐‑–]", "", isbn).upper()


def is_isbn(number: str) -> bool:
    """Return whether ten or thirteen digits have the check digit of an ISBN (ISO 2108); "X" is 10."""
    if re.fullmatch(r"\d{9}[\dXx]", number):
        digits = [10 if char in "Xx" else int(char) for char in number]
        return sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", number):
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(number)) % 10 == 0
    return False


def find_orcid(text: str) -> str:
    """Return the number of an ORCID iD, written as a number or as a link to orcid.org; "" for any other text."""
    found = re.fullmatch(rf"(?:(?:https?://)?(?:www\.)?orcid\.org/)?({ORCID_NUMBER})/?", text.strip())
    digits = found[1].replace("-", "").upper() if found else ""
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def is_orcid(number: str) -> bool:
    """Return whether sixteen digits, maybe with hyphens, have the check digit of an ORCID (ISO/IEC 7064, MOD 11-2)."""
    if not re.fullmatch(ORCID_NUMBER, number):
        return False
    total = 0
    for char in number.replace("-", ""):
        total = total * 2 + (10 if char in "Xx" else int(char))
    return total % 11 == 1


def identifiers_of(paper: "Publication") -> dict[str, str]:
    """Return the identifiers that a publication gives in its keys, by their names doi, arxiv, pmid and isbn."""
    doi = bare_doi(paper.doi or "").lower()
    arxiv = arxiv_id(paper.arxiv or "") or arxiv_id(arxiv_of_doi(doi))
    pmid = (paper.pmid or "").strip()
    found = {
        "doi": "" if arxiv_of_doi(doi) else doi,
        "arxiv": arxiv,
        "pmid": find_pmid(pmid) or pmid,
        "isbn": bare_isbn(paper.isbn or ""),
    }
    return {name: number for name, number in found.items() if number}


def identifiers_in_link(url: str) -> dict[str, str]:
    """Return the identifiers in an address at doi.org, arXiv, PubMed or OpenReview, by the names of those services."""
    doi = re.match(DOI_LINK, unquote(re.split(r"[?#]", url)[0]))
    bare = doi[1].lower() if doi else ""
    number = ARXIV_PREFIX.match(url) or arxiv_of_doi(bare)
    openreview = re.match(OPENREVIEW_LINK, url)
    found = {
        "doi": "" if arxiv_of_doi(bare) else bare,
        "arxiv": arxiv_id(find_arxiv(url)) if number else "",
        "pmid": find_pmid(url),
        "openreview": openreview[1] if openreview else "",
    }
    return {name: number for name, number in found.items() if number}


def strong_identifiers(paper: "Publication") -> frozenset[NamedIdentifier]:
    """Return the identifiers that only one published work has: two publications that share one are the same."""
    found = identifiers_of(paper)
    if "doi" in found and re.match(DOI_OF_PREPRINT, found["doi"]):
        del found["doi"]
    if paper.type != "book":
        found.pop("isbn", None)  # the chapters of a book share it
    return frozenset(item for item in found.items() if item[0] != "arxiv")


def weak_identifiers(paper: "Publication") -> frozenset[NamedIdentifier]:
    """Return the identifiers of preprints and submissions: all versions of a work may share them, some by mistake."""
    found = _of_kinds(identifiers_of(paper).items(), "arxiv", "doi") - strong_identifiers(paper)
    for url in paper.links.values():
        found |= _of_kinds(identifiers_in_link(url).items(), "arxiv", "openreview")
    return frozenset(found)


def _of_kinds(found: Iterable[NamedIdentifier], *kinds: str) -> set[NamedIdentifier]:
    return {item for item in found if item[0] in kinds}


@cache
def arxiv_id(number: str) -> str:
    """Return an arXiv number without version and subject class: "math.GT/0309136v2" -> "math/0309136"."""
    bare = bare_arxiv(number)
    found = ARXIV.fullmatch(bare)
    return re.sub(r"\.[a-z]{2}/", "/", found["number"].lower()) if found else re.sub(r"v\d+$", "", bare)
