"""Check the form of identifiers of publications and people: DOI, arXiv, ISBN, ORCID."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cvgen.checks.links import urls
from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.identifiers import (
    ARXIV,
    DOI,
    arxiv_date,
    arxiv_of_doi,
    bare_arxiv,
    bare_doi,
    bare_isbn,
    find_doi,
    find_orcid,
    is_isbn,
    is_orcid,
)
from cvgen.profile.model import Sources

ORCID_HINT = "compare it with your ORCID page: the last character is the check digit of the others"
FIVE_DIGITS_SINCE = "1501"


def papers(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each DOI, arXiv number and ISBN with an impossible form."""
    for path, paper in subject.papers:
        if paper.doi and (wrong := _doi(paper.doi, bool(paper.arxiv))):
            yield subject.warn((*path, "doi"), *wrong)
        if paper.arxiv and (wrong := _arxiv(paper.arxiv)):
            yield subject.warn((*path, "arxiv"), *wrong)
        if paper.isbn and (wrong := _isbn(paper.isbn)):
            yield subject.warn((*path, "isbn"), *wrong)


def people(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each ORCID iD with a wrong check digit (support.orcid.org, structure of the iD)."""
    profile, sources = subject.profile, subject.profile.sources or Sources()
    own: dict[EntryPath, str | None] = {
        ("orcid",): profile.orcid,
        ("sources", "orcid"): sources.orcid,
        ("sources", "crossref"): sources.crossref,
    }
    for path, given in own.items():
        if given and not is_orcid(find_orcid(given)):
            yield subject.warn(path, f"'{given}' is not an ORCID iD", ORCID_HINT)
    for path, url in urls(subject.profile):
        parts = urlsplit(url)
        number = parts.path.strip("/")
        if parts.hostname in ("orcid.org", "www.orcid.org") and number and not is_orcid(number):
            yield subject.warn(path, f"'{number}' is not an ORCID iD", ORCID_HINT)


def _doi(doi: str, has_arxiv: bool) -> tuple[str, str] | None:
    """Return what is wrong with a DOI, and a hint; None if it has a prefix 10.NNNN, a slash and a suffix."""
    bare = bare_doi(doi)
    if DOI.fullmatch(bare):
        if (number := arxiv_of_doi(bare)) and not has_arxiv:
            return f"the DOI '{bare}' belongs to a preprint", f'write  arxiv: "{number}"  instead'
        if bare[-1] in ".,;":
            return (
                f"the DOI '{bare}' ends in a '{bare[-1]}'",
                "delete it: it ends the sentence that the DOI was copied from",
            )
        return None
    inside = find_doi(doi)
    hint = f'write  doi: "{inside}"' if inside else "a DOI looks like 10.1145/3394171.3413621"
    return f"'{doi}' is not a DOI", hint


def _arxiv(number: str) -> tuple[str, str] | None:
    """Return what is wrong with an arXiv number, and a hint; None if it is well-formed."""
    match = ARXIV.fullmatch(bare_arxiv(number))
    said = f"'{number}' is not an arXiv number"
    if not match:
        return said, 'it looks like "2402.02370", or until March 2007 like "hep-th/9901001"'
    year_and_month, *digits = re.findall(r"\d{4,5}", match["number"])
    if not arxiv_date(number):
        return said, f"its first four digits are year and month, and there is no month {year_and_month[2:4]}"
    needed = 5 if year_and_month >= FIVE_DIGITS_SINCE else 4
    if "." in match["number"] and "/" not in match["number"] and len(digits[0]) != needed:
        since = "since January 2015" if needed == 5 else "until December 2014"
        return said, f"{since} it has {'five' if needed == 5 else 'four'} digits after the point: is a zero missing?"
    return None


def _isbn(written: str) -> tuple[str, str] | None:
    """Return what is wrong with an ISBN, or with one of several, and a hint; None if all are right."""
    for part in re.split(r"[,;/]", re.sub(r"\([^()]*\)|(?i:isbn(-1[03])?:?)", "", written)):
        number = bare_isbn(part)
        if not is_isbn(number):
            hint = "compare it with the book: the last digit is the check digit of the others"
            if len(number) not in (10, 13):
                hint = f"it has {len(number)} digits; an ISBN has 10 or 13"
            return f"'{part.strip()}' is not an ISBN", hint
    return None
