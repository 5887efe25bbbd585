"""Describe a person and their works in the terms of schema.org, as JSON-LD for search engines."""

import json
import re
from collections.abc import Sequence
from typing import Any

from cvgen.document.markdown import plain_text
from cvgen.profile.dates import PRESENT, Date, date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.names import same_person

TYPES = {
    "book": "Book", "edited volume": "Book", "translation": "Book", "chapter": "Chapter", "thesis": "Thesis",
    "report": "Report", "dataset": "Dataset", "software": "SoftwareSourceCode", "book review": "Review",
    "poster": "Poster", "other": "CreativeWork",
}  # fmt: skip
ARTICLES = ("ScholarlyArticle", "Report", "Review")  # which have pages
ME = "#me"

Node = dict[str, Any]


def write(profile: Profile) -> bytes:
    """Return a person and the works that are not hidden as JSON-LD that can be put into a script element."""
    works = [one for one in profile.publications if not one.hidden]
    nodes = [_person(profile), *(_work(one, profile) for one in works)]
    found = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    # No text may close the script element, begin a comment in it, or end a line of a script.
    return re.sub("[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text).encode("utf-8", "replace")


def _person(profile: Profile) -> Node:
    bio = profile.bio.longest_first() if profile.bio else ()
    degrees = [one for one in profile.education if not one.hidden]
    return {
        "@type": "Person",
        "@id": ME,
        "name": profile.name,
        "alternateName": profile.native_name,
        "description": _words(bio[-1]) if bio else None,
        "jobTitle": _words(profile.headline),
        "worksFor": _organization(profile.affiliation, profile.department),
        "homeLocation": {"@type": "Place", "name": _words(profile.location)} if profile.location else None,
        "email": f"mailto:{profile.email}" if profile.email else None,
        "url": profile.website,
        "sameAs": list(profile.pages.values()),
        "knowsAbout": [_words(one) for one in profile.interests],
        "alumniOf": [_organization(name) for name in dict.fromkeys(one.institution for one in degrees)],
        "award": [_words(one.title) for one in profile.awards if not one.hidden],
        "memberOf": [_organization(one.organization) for one in profile.memberships if not one.hidden],
    }


def _work(work: Publication, profile: Profile) -> Node:
    kind = TYPES.get(work.type or "", "ScholarlyArticle")
    doi, arxiv = bare_doi(work.doi or ""), bare_arxiv(work.arxiv or "")
    numbers = {"doi": doi, "arxiv": arxiv, "pmid": work.pmid}
    same = [f"https://doi.org/{doi}" if doi else "", f"https://arxiv.org/abs/{arxiv}" if arxiv else ""]
    date = date_of(work)
    return {
        "@type": kind,
        "name": _words(work.title),
        "author": [_author(one, profile) for one in (*work.authors, *work.with_authors) if not one.left_out],
        "editor": [_author(one, profile) for one in work.editors if not one.left_out],
        "translator": [_author(one, profile) for one in work.translators],
        "datePublished": _date(date),
        "creativeWorkStatus": work.status if work.status != "published" else None,
        "isPartOf": _container(work),
        "pagination": work.pages if kind in ARTICLES or kind == "Chapter" else None,
        "publisher": _organization(work.publisher),
        "isbn": work.isbn,
        "abstract": _words(work.abstract),
        "award": [_words(one.text) for one in work.honors],
        "identifier": [{"@type": "PropertyValue", "propertyID": name, "value": value}
                       for name, value in numbers.items() if value],
        "url": work.url or next(iter(work.links.values()), None),
        "sameAs": [url for url in same if url],
    }  # fmt: skip


def _container(work: Publication) -> Node | None:
    """Return what a work appeared in: a volume of a journal, a book, a series."""
    if not work.venue:
        return None
    is_journal = work.type in ("journal", "review", "editorial", "book review", None)
    whole = {"@type": "Periodical" if is_journal else "CreativeWork", "name": _words(work.venue)}
    if is_journal and work.volume:
        volume = {"@type": "PublicationVolume", "volumeNumber": work.volume, "isPartOf": whole}
        issue = {"@type": "PublicationIssue", "issueNumber": work.issue, "isPartOf": volume}
        return issue if work.issue else volume
    return whole


def _author(author: Author, profile: Profile) -> Node:
    """Return a person; the owner is the one described before."""
    is_owner = any(same_person(author.name, form) for form in profile.names)
    return {"@type": "Person"} | ({"@id": ME, "name": profile.name} if is_owner else {"name": author.name})


def _organization(name: str | None, department: str | None = None) -> Node | None:
    if not name:
        return None
    below = {"@type": "Organization", "name": _words(department)} if department else None
    return {"@type": "Organization", "name": _words(name), "department": below}


def _date(date: Date | None) -> str | None:
    return str(date).removeprefix("expected ") if date and date != PRESENT else None


def _words(text: str | None) -> str | None:
    return plain_text(text) if text else None


def _filled(value: Any) -> Any:
    """Return a value without empty parts."""
    if isinstance(value, dict):
        filled = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in filled.items() if one not in (None, "", [], {})}
    return [_filled(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else value
