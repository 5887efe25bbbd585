"""Describe a publication as a ContextObject in a Span (COinS), which Zotero and other reference managers read in pages.

The keys are those of OpenURL 1.0 (ANSI/NISO Z39.88-2004), and of Dublin Core for what it has no format for.
`python -m bench.zotero` asks Zotero what it takes.
"""

from collections.abc import Iterator
from urllib.parse import quote

from cvgen.document.markdown import plain_text
from cvgen.exporters.people import GROUP, parts
from cvgen.profile.dates import date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Publication

JOURNAL, BOOK, THESIS, DC = (f"info:ofi/fmt:kev:mtx:{name}" for name in ("journal", "book", "dissertation", "dc"))
# Our type -> the format of its keys, and the genre in it.
GENRES = {
    "journal": (JOURNAL, "article"), "review": (JOURNAL, "article"), "editorial": (JOURNAL, "article"),
    "book review": (JOURNAL, "article"), "preprint": (JOURNAL, "preprint"),
    "conference": (BOOK, "proceeding"), "workshop": (BOOK, "proceeding"), "abstract": (BOOK, "proceeding"),
    "poster": (BOOK, "proceeding"), "demo": (BOOK, "proceeding"), "book": (BOOK, "book"),
    "edited volume": (BOOK, "book"), "translation": (BOOK, "book"), "chapter": (BOOK, "bookitem"),
    "report": (BOOK, "report"), "thesis": (THESIS, ""),
}  # fmt: skip
# Names that Zotero has for types of which OpenURL knows nothing; it takes them in every format, after the titles.
TYPES = {"software": "computerProgram", "dataset": "dataset", "preprint": "preprint"}


def context_object(work: Publication) -> str:
    """Return the keys and values of a publication as the text of a COinS, for the title of a span."""
    form, genre = GENRES.get(work.type or "journal", (DC, ""))
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", form), ("rft.genre", genre)]
    pairs += [*_titles(work, form, genre), *_people(work, form), *_rest(work, form, genre)]
    pairs += [("rft.type", TYPES.get(work.type or "", "document" if form == DC else ""))]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)


def _titles(work: Publication, form: str, genre: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the name of what the work appeared in, or of the university of a thesis."""
    title, venue = plain_text(work.title), plain_text(work.venue or "")
    if form == JOURNAL:
        yield from (("rft.atitle", title), ("rft.jtitle", venue))
        is_server = genre == "preprint" and not work.publisher  # not a journal
        yield "rft.pub", venue if is_server else ""
    elif form == BOOK and genre in ("bookitem", "proceeding"):
        yield from (("rft.atitle", title), ("rft.btitle", venue))
    elif form == THESIS:
        yield from (("rft.title", title), ("rft.inst", venue))
    else:
        yield ("rft.btitle" if form == BOOK else "rft.title"), title
        yield ("rft.pub" if form == BOOK else "rft.publisher"), venue if not work.publisher else ""


def _people(work: Publication, form: str) -> Iterator[tuple[str, str]]:
    """Yield the authors, family name first, so that no reader has to guess; Dublin Core calls them creators."""
    people = [one for one in (*work.authors, *work.with_authors) if not one.left_out] or list(work.editors)
    for at, one in enumerate(people):
        name = parts(one.name)
        family = f"{name.particle} {name.family}".strip() if name else ""
        given = f"{name.given}, {name.suffix}".removesuffix(", ") if name else ""
        if at == 0 and form != DC:
            if not name and GROUP.search(one.name):
                yield "rft.aucorp", one.name
                continue
            yield from (("rft.aulast", family), ("rft.aufirst", name.given if name else ""))
        yield ("rft.creator" if form == DC else "rft.au"), f"{family}, {given}" if name else one.name


def _rest(work: Publication, form: str, genre: str) -> Iterator[tuple[str, str]]:
    """Yield date, volume, pages, publisher and identifiers."""
    date = date_of(work)
    yield "rft.date", str(date).removeprefix("expected ") if date else ""
    pages = (work.pages or "").replace("--", "-").replace("–", "-")
    first, _, last = pages.partition("-")
    if genre == "book":
        yield "rft.tpages", pages
    elif form != DC:
        yield from (("rft.volume", work.volume or ""), ("rft.issue", work.issue or ""), ("rft.pages", pages))
        yield from (("rft.spage", first), ("rft.epage", last)) if last else ()
    if form != DC:
        yield from (("rft.isbn", work.isbn or ""), ("rft.edition", plain_text(work.edition or "")))
    yield ("rft.publisher" if form == DC else "rft.pub"), plain_text(work.publisher or "")
    yield ("rft.place" if form != DC else "rft.coverage"), plain_text(work.place or "")
    yield "rft_id", f"info:doi/{bare_doi(work.doi)}" if work.doi else ""
    yield "rft_id", f"info:arxiv/{bare_arxiv(work.arxiv)}" if work.arxiv else ""
    yield "rft_id", f"info:pmid/{work.pmid}" if work.pmid else ""
    yield "rft_id", work.url or next(iter(work.links.values()), "")
