"""Export publications, patents and talks as CSL-JSON for Zotero, pandoc and every processor of citation styles.

The format reserves `custom` for data without a CSL variable.
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
    "demo": "paper-conference", "book": "book", "chapter": "chapter", "preprint": "article", "thesis": "thesis",
    "report": "report", "dataset": "dataset", "software": "software",
}  # fmt: skip
NATURAL = ("journal", "review", "conference", "book", "chapter", "preprint", "thesis", "report", "dataset", "software")
MARKUP = re.compile(r"<|&#?\w+;")
TAGS = {"italic": "i", "bold": "b"}

Item = dict[str, Any]


def write(profile: Profile) -> bytes:
    """Return the publications, patents and talks of a profile, without hidden ones, as the bytes of a JSON file."""
    every: list[Publication | Patent] = [*profile.publications, *profile.patents]
    shown = [entry for entry in every if not entry.hidden]
    items = [_item(entry, key) for key, entry in zip(keys(shown), shown, strict=True)]
    items += [_talk(talk, at) for at, talk in enumerate(profile.talks, 1) if not talk.hidden]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _item(entry: Publication | Patent, key: str) -> Item:
    item = _publication(entry) if isinstance(entry, Publication) else _patent(entry)
    return {"id": key} | {name: value for name, value in item.items() if value}


def _publication(work: Publication) -> Item:
    """Return the CSL variables of a publication; empty ones are removed later."""
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
    """Escape a text that a processor would read as tags; most texts have none."""
    return escape(text, quote=False) if text and MARKUP.search(text) else text


def _custom(work: Publication) -> Item:
    """Return the data without a CSL variable."""
    honors = [{"text": honor.text} | ({"url": honor.url} if honor.url else {}) for honor in work.honors]
    date = date_of(work)
    own: Item = {
        "type": None if work.type in NATURAL else work.type,
        "date": str(date) if date and date.month else None,
        "selected": work.selected,
        "links": work.links,
        "honors": honors,
        "marks": _marks(work.authors),
        "editor-marks": _marks(work.editors),
        "tags": work.tags if any("," in tag or ";" in tag for tag in work.tags) else None,
    }
    return {name: value for name, value in own.items() if value}


def _patent(patent: Patent) -> Item:
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


def _talk(talk: Talk, number: int) -> Item:
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
    """Convert a text to the little HTML that CSL knows; links and code become plain words."""
    shown = []
    for span in spans(text):
        words = span.text
        for look, tag in TAGS.items():
            words = f"<{tag}>{words}</{tag}>" if look in span.looks else words
        shown.append(words)
    return "".join(shown)


def _name(author: Author) -> Item:
    name = parts(author.name)
    if not name:
        return {"literal": author.name}
    item = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {key: value for key, value in item.items() if value}


def _marks(people: Sequence[Author]) -> list[str]:
    return [author.marks for author in people] if any(author.marks for author in people) else []


def _date(date: Date | None) -> Item | None:
    """Convert a date: Date(2019, 5, 3) -> {"date-parts": [[2019, 5, 3]]}."""
    if not date or date == PRESENT:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}
