"""Describe a publication as a ContextObject in a Span (COinS), which Zotero and other reference managers read in pages.

The keys are those of OpenURL 1.0 (ANSI/NISO Z39.88-2004), and of Dublin Core for what is neither an article nor a book.
"""

from collections.abc import Iterator
from urllib.parse import quote

from cvgen.document.markdown import plain_text
from cvgen.exporters.people import parts
from cvgen.profile.dates import date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Publication

JOURNAL, BOOK, DC = ("info:ofi/fmt:kev:mtx:journal", "info:ofi/fmt:kev:mtx:book", "info:ofi/fmt:kev:mtx:dc")
# Our type -> the format of its keys, and the genre in it.
GENRES = {
    "journal": (JOURNAL, "article"), "review": (JOURNAL, "article"), "editorial": (JOURNAL, "article"),
    "book review": (JOURNAL, "article"), "preprint": (JOURNAL, "preprint"),
    "conference": (BOOK, "proceeding"), "workshop": (BOOK, "proceeding"), "abstract": (BOOK, "proceeding"),
    "poster": (BOOK, "proceeding"), "demo": (BOOK, "proceeding"), "book": (BOOK, "book"),
    "edited volume": (BOOK, "book"), "translation": (BOOK, "book"), "chapter": (BOOK, "bookitem"),
    "report": (BOOK, "report"),
}  # fmt: skip
DC_TYPES = {"thesis": "dissertation", "software": "computerProgram", "dataset": "dataset"}


def context_object(work: Publication) -> str:
    """Return the keys and values of a publication as the text of a COinS, for the title of a span."""
    form, genre = GENRES.get(work.type or "journal", (DC, ""))
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", form)]
    pairs += [("rft.genre", genre)] if genre else [("rft.type", DC_TYPES.get(work.type or "", "document"))]
    pairs += [*_titles(work, form, genre), *_people(work, form), *_rest(work, form)]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)


def _titles(work: Publication, form: str, genre: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the name of what the work appeared in."""
    title, venue = plain_text(work.title), plain_text(work.venue or "")
    if form == JOURNAL:
        yield from (("rft.atitle", title), ("rft.jtitle", venue))
    elif form == BOOK and genre in ("bookitem", "proceeding"):
        yield from (("rft.atitle", title), ("rft.btitle", venue))
    else:
        yield ("rft.btitle" if form == BOOK else "rft.title"), title
        yield ("rft.pub" if form == BOOK else "rft.publisher"), venue if not work.publisher else ""


def _people(work: Publication, form: str) -> Iterator[tuple[str, str]]:
    """Yield the authors; Dublin Core calls them creators."""
    people = [one for one in (*work.authors, *work.with_authors) if not one.left_out] or list(work.editors)
    for at, one in enumerate(people):
        name = parts(one.name)
        if at == 0 and name and form != DC:
            yield "rft.aulast", f"{name.particle} {name.family}".strip()
            yield "rft.aufirst", name.given
        yield ("rft.creator" if form == DC else "rft.au"), one.name


def _rest(work: Publication, form: str) -> Iterator[tuple[str, str]]:
    """Yield date, volume, pages, publisher and identifiers."""
    date = date_of(work)
    yield "rft.date", str(date).removeprefix("expected ") if date else ""
    pages = (work.pages or "").replace("--", "-").replace("–", "-")
    first, _, last = pages.partition("-")
    if form != DC:
        yield from (("rft.volume", work.volume or ""), ("rft.issue", work.issue or ""), ("rft.pages", pages))
        yield from (("rft.spage", first), ("rft.epage", last)) if last else ()
        yield from (("rft.isbn", work.isbn or ""), ("rft.edition", plain_text(work.edition or "")))
    yield ("rft.publisher" if form == DC else "rft.pub"), plain_text(work.publisher or "")
    yield ("rft.place" if form != DC else "rft.coverage"), plain_text(work.place or "")
    yield "rft_id", f"info:doi/{bare_doi(work.doi)}" if work.doi else ""
    yield "rft_id", f"info:arxiv/{bare_arxiv(work.arxiv)}" if work.arxiv else ""
    yield "rft_id", f"info:pmid/{work.pmid}" if work.pmid else ""
    yield "rft_id", work.url or next(iter(work.links.values()), "")
