"""Take identifiers, addresses and remarks about access out of a reference, so that only its sentences remain."""

import re
from dataclasses import dataclass, field

from cvgen.profile.identifiers import (
    ARXIV_NUMBER,
    DOI_HOST,
    DOI_NUMBER,
    DOI_URL,
    arxiv_of_doi,
    bare_isbn,
    find_arxiv,
    find_doi,
    find_pmid,
)

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
YEAR = r"(?:1[6-9]|20)\d\d"
DAY = rf"(?:{MONTH}\.? \d{{1,2}},? {YEAR}|\d{{1,2}} {MONTH}\.? {YEAR}|{YEAR}-\d\d-\d\d)"
ACCESSED = re.compile(
    rf"[\[(]?\b(?:Last )?(?:Accessed|Retrieved|Visited|Web\.)(?: on)?:? {DAY}[\])]?(?:,? from)?[.;,:]?"
    rf"|\[(?:cited|accessed) [^\]]{{4,30}}\]",
    re.IGNORECASE,
)
AVAILABLE = re.compile(
    r"(?:\[Online\]\.?,? ?(?:Available(?: at| from)?:?)?|\b(?:Available|Retrieved)(?: online)?(?: at"
    r"| from)?:?|\bURL:?)\s*(?=https?://)|\[Online\]\.?",
    re.IGNORECASE,
)
DOI = re.compile(
    rf"(?:(?:\bdoi\s?:\s*)?{DOI_URL}|\b{DOI_HOST}|\bdoi\s?[:.]?\s*|(?<![\w/])){DOI_NUMBER}",
    re.IGNORECASE,
)
ARXIV = re.compile(
    rf"(?<=arXiv)\s?[:.]\s?{ARXIV_NUMBER}(?:v\d+)?(?:\s?\[[\w.-]+\])?|(?<=abs/){ARXIV_NUMBER}(?:v\d+)?", re.IGNORECASE
)
PMID = re.compile(r"\[?\b(?:PMID|PubMed(?: ID)?):?\s*\d{1,9}\]?;?", re.IGNORECASE)
PMC = re.compile(r"\[?\b(?:PMCID:?\s*)?PMC\d{3,9}\]?", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*([\d][\d\- ]{8,16}[\dXx])", re.IGNORECASE)
URL = re.compile(rf"<?(?:https?://|www\.|{DOI_HOST})[^\s<>]+>?", re.IGNORECASE)
DATABASE = re.compile(
    r"\b(?:JSTOR|Project MUSE|ProQuest(?: Dissertations(?: (?:and|&) Theses)?)?|EBSCOhost|DiVA|Helda"
    r"|Google Books|HathiTrust|Print|Web|Kindle ed)(?=[.,]\s*(?:$|www|https?|doi|\s{4}))|(?<=\.\s)(?:Print"
    r"|Web)\.?\s*$"
)


@dataclass
class Extras:
    """The text with spaces in place of all that was taken out, and what that was."""

    text: str
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    isbn: str = ""
    urls: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take(text: str) -> Extras:
    """Return a text without its identifiers, addresses and remarks about access; every position stays the same."""
    extras = Extras(text)
    extras.notes += _cut(extras, DATABASE)
    for pattern in (ACCESSED, AVAILABLE):
        extras.notes += [found for found in _cut(extras, pattern) if re.search(r"\d", found)]
    for found in _cut(extras, DOI):
        doi = find_doi(found)
        extras.arxiv = extras.arxiv or arxiv_of_doi(doi)
        extras.doi = extras.doi or ("" if arxiv_of_doi(doi) else doi)
    extras.urls = [found.strip("<>").rstrip(".,;") for found in _cut(extras, URL)]
    for found in _cut(extras, ARXIV):
        extras.arxiv = extras.arxiv or find_arxiv(found.lstrip(" :."), sure=True)
    for found in _cut(extras, PMID):
        extras.pmid = extras.pmid or find_pmid(found)
    for found in _cut(extras, ISBN):
        extras.isbn = extras.isbn or bare_isbn(re.sub(r"(?i)^isbn(?:-1[03])?:?", "", found))
    extras.notes += _cut(extras, PMC)
    return extras


def _cut(extras: Extras, pattern: re.Pattern[str]) -> list[str]:
    """Replace each match by spaces, and return the matches."""
    found = [match[0] for match in pattern.finditer(extras.text)]
    extras.text = pattern.sub(lambda match: " " * len(match[0]), extras.text) if found else extras.text
    return [one.strip() for one in found if one.strip()]
