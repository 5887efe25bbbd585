"""Export publications as a .bib file in UTF-8, for BibTeX and for biblatex.

Only biblatex uses the fields date, pubstate and author+an.
"""

import re
from collections.abc import Iterator, Sequence

from cvgen.exporters import tex
from cvgen.exporters.keys import keys
from cvgen.exporters.people import GROUP, parts
from cvgen.profile.dates import MONTHS, Date, date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Honor, Patent, Profile, Publication
from cvgen.profile.status import type_at

Fields = Iterator[tuple[str, str]]

# Our type -> the entry type and the field for the venue. Types not in NATURAL need entrysubtype to be read back.
ENTRIES = {
    "journal": ("article", "journal"), "review": ("article", "journal"), "editorial": ("article", "journal"),
    "book review": ("article", "journal"), "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"), "abstract": ("inproceedings", "booktitle"),
    "poster": ("inproceedings", "booktitle"), "demo": ("inproceedings", "booktitle"),
    "chapter": ("incollection", "booktitle"), "book": ("book", "howpublished"),
    "edited volume": ("book", "howpublished"), "translation": ("book", "howpublished"),
    "thesis": ("phdthesis", "school"), "report": ("techreport", "institution"),
    "dataset": ("dataset", "howpublished"), "software": ("software", "howpublished"),
}  # fmt: skip
NATURAL = ("journal", "conference", "chapter", "book", "thesis", "report", "dataset", "software", None)
MASTERS = re.compile(r"\bmaster|\bm\.?\s?sc\b|\bdiplom", re.IGNORECASE)
STATES = {"in preparation": "inpreparation", "in press": "inpress", "preprint": "prepublished"}
LINKS = {"Paper": "url", "PDF": "pdf", "Code": "code", "Slides": "slides", "Poster": "poster", "Video": "video",
         "Website": "website", "Supplement": "supp", "Blog": "blog", "Demo": "demo", "Data": "data"}  # fmt: skip
TAKEN = """
    title author editor year date month volume number pages publisher eprint doi pmid isbn abstract note award keywords
    selected venue html link crossref organization eventtitle maintitle eid arxiv file owner ids preview subtitle issue
    collaboration tags translator address edition series origtitle language
"""
FIELDS = {*LINKS.values(), *(field for _, field in ENTRIES.values()), *TAKEN.split()}


def write(profile: Profile) -> bytes:
    """Return the publications and patents of a profile as a .bib file, without hidden ones."""
    every: list[Publication | Patent] = [*profile.publications, *profile.patents]
    visible = [entry for entry in every if not entry.hidden]
    entries = [_entry(entry, key) for key, entry in zip(keys(visible), visible, strict=True)]
    return "\n".join(entries).encode()


def _entry(entry: Publication | Patent, key: str) -> str:
    """Return an entry of the .bib file with the fields that have a value."""
    kind, fields = ("patent", _patent(entry)) if isinstance(entry, Patent) else (_type(entry)[0], _publication(entry))
    pairs = ((name, value if name == "month" else f"{{{value}}}") for name, value in fields if value)
    return "\n".join([f"@{kind}{{{key},", *(f"  {name} = {value}," for name, value in pairs), "}", ""])


def _publication(work: Publication) -> Fields:
    """Yield the fields of the entry for a publication; empty values are skipped later."""
    yield "title", tex.text(work.title, is_title=True)
    yield from _people("author", (*work.authors, *work.with_authors))
    yield "collaboration", tex.text(work.collaboration or "")
    yield _type(work)[1], tex.text(work.venue or "")
    yield from _people("editor", work.editors)
    yield from _people("translator", work.translators)
    yield from _dates(date_of(work))
    yield "volume", tex.plain(work.volume or "")
    yield "number", tex.plain(work.issue or "")
    yield "pages", re.sub(r"(?<=\w)(?:–|-)(?=\w)", "--", tex.plain(work.pages or ""))
    yield "publisher", tex.text(work.publisher or "")
    yield "address", tex.text(work.place or "")
    yield "edition", tex.text(work.edition or "")
    yield "series", tex.text(work.series or "")
    yield "origtitle", tex.text(work.original or "")
    yield "language", tex.text(work.language or "")
    yield "entrysubtype", _subtype(work)
    is_default = work.status == "published" and work.type != "preprint"
    yield "pubstate", "" if is_default else STATES.get(work.status, work.status)
    yield from _identifiers(work)
    yield from _links(work)
    yield "abstract", tex.text(work.abstract or "")
    yield "note", tex.text(work.note or "")
    yield "award", " and ".join(_honor(honor) for honor in work.honors)
    tags = ", ".join(tex.plain(tag) for tag in work.tags)
    yield from (("keywords", tags), ("tags", tags))  # by the one biblatex selects, the other one is ours
    yield "selected", "true" if work.selected else ""


def _patent(patent: Patent) -> Fields:
    """Yield the fields of the entry for a patent."""
    yield "title", tex.text(patent.title, is_title=True)
    yield from _people("author", patent.inventors)
    yield "number", tex.plain(patent.number or "")
    yield from _dates(date_of(patent))
    yield "pubstate", tex.plain(patent.status or "")
    yield "url", tex.address(patent.url or "")
    yield "note", tex.text(patent.note or "")


def _type(work: Publication) -> tuple[str, str]:
    """Return the entry type of a publication and the field for its venue."""
    if work.type == "thesis" and MASTERS.search(work.venue or ""):
        return "mastersthesis", "school"
    return ENTRIES.get(work.type or "", ("misc", "howpublished"))


def _subtype(work: Publication) -> str:
    """Return our own type if an importer would read another one from the entry, else ""."""
    is_natural = work.type in NATURAL and type_at(work.type, work.venue or "") == work.type
    looks_like_preprint = work.type == "journal" and bool(work.arxiv) and not work.venue
    has_no_author = work.type == "book" and bool(work.editors) and not (work.authors or work.with_authors)
    return "" if is_natural and not (has_no_author or looks_like_preprint) else work.type or ""


def _people(field: str, people: Sequence[Author]) -> Fields:
    """Yield the field for authors or editors, and the field with their marks as name annotations of biblatex."""
    yield field, " and ".join(map(_name, people))
    marks = [f'{at}="{tex.plain(author.marks)}"' for at, author in enumerate(people, 1) if author.marks]
    yield f"{field}+an", "; ".join(marks)


def _name(author: Author) -> str:
    """Return a name for BibTeX: "Robert Downey Jr." -> "Downey, Jr., Robert"; a group is put in braces.

    "et al." is "others".
    """
    if author.left_out:
        return "others"
    if GROUP.search(author.name) or author.name.count(",") > 1:
        return f"{{{tex.plain(author.name)}}}"
    if (name := parts(author.name)) and name.suffix:
        return tex.plain(f"{name.particle} {name.family}, {name.suffix}, {name.given}".strip())
    return tex.plain(author.name)


def _dates(date: Date | None) -> Fields:
    """Yield year and month for BibTeX, and the exact date for biblatex."""
    if date:
        yield "year", str(date.year)
    if date and date.month:
        yield "date", str(date)
        yield "month", MONTHS[date.month - 1].lower()


def _identifiers(work: Publication) -> Fields:
    """Yield the DOI, the arXiv id, the PubMed id and the ISBN."""
    yield "doi", tex.address(bare_doi(work.doi or ""))
    if work.arxiv:
        yield "eprint", tex.address(bare_arxiv(work.arxiv))
        yield "archiveprefix", "arXiv"
    yield "pmid", tex.plain(work.pmid or "")
    yield "isbn", tex.plain(work.isbn or "")


def _links(work: Publication) -> Fields:
    """Yield links under the field names of al-folio and biblatex; any other label becomes a separate field."""
    page = {"Paper": work.url} if work.url and "Paper" not in work.links else {}
    for label, url in (page | work.links).items():
        field = LINKS.get(label, re.sub(r"[^a-z]+", "_", label.lower()).strip("_"))
        if label in LINKS or (field and field not in FIELDS):
            yield field, tex.address(url)


def _honor(honor: Honor) -> str:
    """Return an honor as an item of a list; an `and` in it is protected by braces."""
    words = tex.text(honor.text)
    item = f"\\href{{{tex.address(honor.url)}}}{{{words}}}" if honor.url else words
    return f"{{{item}}}" if re.search(r"\band\b", words, re.IGNORECASE) else item
