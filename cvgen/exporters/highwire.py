"""Describe a publication by the citation_* tags of Highwire Press, by which Google Scholar and Zotero know a page.

A page may have those of one work alone. Scholar wants a title, an author and a date, and knows articles and books.
"""

from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.profile.dates import date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Publication

CONTAINERS = {
    "journal": "journal_title", "review": "journal_title", "editorial": "journal_title", "book review": "journal_title",
    "conference": "conference_title", "workshop": "conference_title", "abstract": "conference_title",
    "poster": "conference_title", "demo": "conference_title", "chapter": "inbook_title",
    "thesis": "dissertation_institution", "report": "technical_report_institution",
}  # fmt: skip
NO_ARTICLES = ("dataset", "software", "other")


def tags(work: Publication) -> list[tuple[str, str]]:
    """Return the names and contents of the tags of a publication, in order; [] if Scholar would not take it."""
    people = [one.name for one in (*work.authors, *work.with_authors) if not one.left_out]
    if not people or not date_of(work) or work.type in NO_ARTICLES:
        return []
    found = [("title", plain_text(work.title)), *(("author", name) for name in people), *_place(work)]
    return [(f"citation_{name}", content) for name, content in found if content]


def _place(work: Publication) -> Iterator[tuple[str, str]]:
    """Yield when and where a work appeared, and its numbers."""
    date, kind = date_of(work), work.type or "journal"
    yield "publication_date", str(date or "").removeprefix("expected ").replace("-", "/")
    yield CONTAINERS.get(kind, ""), plain_text(work.venue or "") if kind in CONTAINERS else ""
    yield from (("volume", work.volume or ""), ("issue", work.issue or ""))
    first, _, last = (work.pages or "").replace("--", "-").replace("–", "-").partition("-")
    yield from (("firstpage", first), ("lastpage", last)) if kind in CONTAINERS else ()
    yield from (("publisher", plain_text(work.publisher or "")), ("isbn", work.isbn or ""))
    yield from (
        ("doi", bare_doi(work.doi or "")),
        ("arxiv_id", bare_arxiv(work.arxiv or "")),
        ("pmid", work.pmid or ""),
    )
    yield "pdf_url", next((url for url in work.links.values() if url.lower().endswith(".pdf")), "")
