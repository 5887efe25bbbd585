"""Export publications, patents and talks as CSL-JSON for Zotero, pandoc and citation processors.

Facts without a CSL variable go under `custom`, which the format reserves for that purpose.
"""

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from cvgen.document.markdown import spans
from cvgen.exporters.keys import keys
from cvgen.exporters.people import parts
from cvgen.profile.dates import PRESENT, Date, date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Patent, Profile, Publication, Talk

TYPES = {
    "journal": "article-journal", "editorial": "article-journal", "review": "review", "conference": "paper-conference",
    "workshop": "paper-conference", "abstract": "paper-conference", "poster": "paper-conference",
    "demo": "paper-conference", "book": "book", "edited volume": "book", "translation": "book",
    "book review": "review-book", "chapter": "chapter", "preprint": "article", "thesis": "thesis", "report": "report",
    "dataset": "dataset", "software": "software",
}  # fmt: skip
NATURAL = ("journal", "review", "conference", "book", "chapter", "preprint", "thesis", "report", "dataset", "software")
MARKUP = re.compile(r"<|&#?\w+;")
TAGS = {"italic": "i", "bold": "b"}

CslItem = dict[str, Any]


def write(profile: Profile) -> bytes:
    """Return the publications, patents and talks of a profile as CSL-JSON, without hidden ones."""
    every: list[Publication | Patent] = [*profile.publications, *profile.patents]
    visible = [entry for entry in every if not entry.hidden]
    items = [_item(entry, key) for key, entry in zip(keys(visible), visible, strict=True)]
    items += [_talk(talk, at) for at, talk in enumerate(profile.talks, 1) if not talk.hidden]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _item(entry: Publication | Patent, key: str) -> CslItem:
    """Return the item of a publication or patent, without empty values."""
    return {"id": key} | (csl_item(entry) if isinstance(entry, Publication) else _filled(_patent(entry)))


def csl_item(work: Publication) -> CslItem:
    """Return the CSL variables of a publication, without empty ones and without an id."""
    return _filled(_publication(work))


def _filled(item: CslItem) -> CslItem:
    return {name: value for name, value in item.items() if value}


def _publication(work: Publication) -> CslItem:
    """Return the CSL variables of a publication; the caller removes those without a value."""
    return {
        "type": TYPES.get(work.type or "", "document"),
        "title": _html(work.title),
        "author": [_name(author) for author in work.authors],
        "container-title": _html(work.venue),
        "editor": [_name(editor) for editor in work.editors],
        "issued": _date(date_of(work)),
        "volume": _literal(work.volume),
        "issue": _literal(work.issue),
        "page": (work.pages or "").replace("–", "-"),
        "publisher": _html(work.publisher),
        "publisher-place": _html(work.place),
        "edition": _html(work.edition),
        "collection-title": _html(work.series),
        "translator": [_name(translator) for translator in work.translators],
        "DOI": bare_doi(work.doi or ""),
        "PMID": _literal(work.pmid),
        "ISBN": work.isbn,
        "URL": next(iter(work.links.values()), None),
        "archive": "arXiv" if work.arxiv else None,
        "archive_location": bare_arxiv(work.arxiv or ""),
        "status": work.status if work.status != "published" or work.type == "preprint" else None,
        "abstract": _html(work.abstract),
        "note": _html(work.note),
        "keyword": ", ".join(work.tags),
        "custom": _custom(work),
    }


def _literal(text: str | None) -> str | None:
    """Return a text escaped so that no processor takes its signs for tags; most texts need no escaping."""
    return escape(text, quote=False) if text and MARKUP.search(text) else text


def _custom(work: Publication) -> CslItem:
    """Return the facts about a publication for which CSL has no variable."""
    honors = [{"text": honor.text} | ({"url": honor.url} if honor.url else {}) for honor in work.honors]
    date = date_of(work)
    custom: CslItem = {
        "type": None if work.type in NATURAL else work.type,
        "date": str(date) if date and date.month else None,
        "selected": work.selected,
        "links": work.links,
        "honors": honors,
        "collaboration": _html(work.collaboration),
        "original": _html(work.original),
        "reviewed": _html(work.reviewed),
        "language": _html(work.language),
        "with": [author.name + author.marks for author in work.with_authors],
        "url": work.url,
        "marks": _marks(work.authors),
        "editor-marks": _marks(work.editors),
        "tags": work.tags if any("," in tag or ";" in tag for tag in work.tags) else None,
    }
    return {name: value for name, value in custom.items() if value}


def _patent(patent: Patent) -> CslItem:
    """Return the CSL variables of a patent."""
    return {
        "type": "patent",
        "title": _html(patent.title),
        "author": [_name(inventor) for inventor in patent.inventors],
        "number": patent.number,
        "issued": _date(patent.date),
        "status": patent.status,
        "URL": patent.url,
        "note": _html(patent.note),
    }


def _talk(talk: Talk, number: int) -> CslItem:
    """Return the item of a talk, without empty values; `number` identifies a talk without an id."""
    item = {
        "id": talk.id or f"talk-{number}",
        "type": "speech",
        "title": _html(talk.title),
        "event-title": _html(talk.event),
        "event-place": _html(talk.location),
        "issued": _date(talk.date),
        "genre": talk.kind,
        "URL": talk.url,
        "note": _html(talk.note),
    }
    return {name: value for name, value in item.items() if value}


def _html(text: str | None) -> str:
    """Return a text in the HTML subset of CSL; links and code become plain words."""
    marked = []
    for span in spans(text):
        words = span.text
        for look, tag in TAGS.items():
            words = f"<{tag}>{words}</{tag}>" if look in span.looks else words
        marked.append(words)
    return "".join(marked)


def _name(author: Author) -> CslItem:
    """Return an author as a CSL name; a name that has no parts is literal, and "et al." is "others"."""
    if author.left_out:
        return {"literal": "others"}
    name = parts(author.name)
    if not name:
        return {"literal": author.name}
    item = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {key: value for key, value in item.items() if value}


def _marks(people: Sequence[Author]) -> list[str]:
    """Return the marks of each person, [] if none of them has any."""
    return [author.marks for author in people] if any(author.marks for author in people) else []


def _date(date: Date | None) -> CslItem | None:
    """Return a date, or a year, in the form {"date-parts": [[2019, 5, 3]]}; None if there is neither."""
    if not date or date == PRESENT:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}
