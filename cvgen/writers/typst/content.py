"""Turn a document into data for the Typst template: strings, numbers, lists and dictionaries, and no markup."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from unicodedata import category, normalize

from cvgen.document.markdown import join
from cvgen.document.tree import (
    Chart,
    Document,
    Header,
    Item,
    Look,
    Section,
    Span,
    Spans,
    foot,
    is_phrase,
    is_row,
    is_short_list,
    plain,
)
from cvgen.pdf.xmp import subject
from cvgen.writers.asides import whole_dates
from cvgen.writers.compounds import KINDS, split
from cvgen.writers.font_coverage import printable
from cvgen.writers.icons import icon
from cvgen.writers.script_language import runs
from cvgen.writers.tables import TableColumn, all_columns, is_kept_whole

SPACE = re.compile(r"[ \t\n\r\f]+")
LONGEST_NAME = 12  # characters of a foreign script that stay on one line
LONGEST_WORD = 60  # characters of a word that is not longer than a line
SHORT_LINE = 50  # characters, as on small paper or in large letters
TOO_LONG = re.compile(rf"([!-~\u00a1-\u024f]{{{LONGEST_WORD + 1},}})")  # a word that is broken anywhere
PLACES, LONGEST_PIECE = 4000, 40  # of that word: places for a break, which take time, and characters in between
TAG = re.compile(r"([a-z]{2,3})\b(?:.*?-([A-Z]{2})\b)?")
LONGEST_URL = 8000  # characters that Typst takes
JOINERS = "\u200c\u200d"  # what shapes the letters beside it; other invisible characters only disturb who copies
ORDER: tuple[Look, ...] = (  # innermost first
    "code", "italic", "bold", "raised", "label", "quiet", "inserted", "deleted",
)  # fmt: skip

Data = dict[str, Any]


def content(document: Document) -> Data:
    """Return what a document says."""
    language = document.language
    return {
        "title": clean(document.title),
        "author": clean(document.author),
        "subject": clean(subject(document)),
        **_tag(language),
        "foot": words(foot(document), language),
        "date": words(document.date, language),
        "header": _header(document.header, language),
        "sections": [_section(one, language) for one in document.sections],
    }


def clean(text: str) -> str:
    """Return a text that the fonts can print, with single spaces, and without characters that nobody sees.

    Accents are joined to their letters, so that they are copied as one.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    composed = SPACE.sub(" ", normalize("NFC", printable(text)))
    return "".join(char for char in composed if char in JOINERS or category(char) not in ("Cc", "Cf"))


def words(text: str, language: str) -> list[Any]:
    """Return a text as spans, with the language of foreign words."""
    return spans((Span(text),), language)


def spans(found: Iterable[Span], language: str, has_brackets: bool = True) -> list[Any]:
    """Return spans as data: a string, or a dictionary where a span is more than its text.

    Brackets are put around deleted words, so that old and new differ when read aloud or copied: "over [120] 130".
    """
    data: list[Any] = []
    is_after_space = False
    for span in found:
        text = clean(span.text)
        text = text.lstrip(" ") if is_after_space else text
        text = f"[{text}]" if has_brackets and "deleted" in span.looks else text
        is_after_space = text.endswith(" ") or (is_after_space and not text)
        if text.isascii() and len(text) <= LONGEST_WORD:  # as most are
            if text:
                _append(data, _run(text, "", span))
            continue
        for part, lang in runs(text, language):
            for word in filter(None, TOO_LONG.split(part)):
                _append(data, _run(word, lang, span))
    return data


def _append(data: list[Any], run: Any) -> None:
    """Append a run to a list of spans; two strings become one."""
    if data and isinstance(run, str) and isinstance(data[-1], str):
        data[-1] += run
    else:
        data.append(run)


def _run(text: str, lang: str, span: Span) -> Any:
    """Return the words of a span that are in one language, or a long word."""
    found: Data = {"text": text}
    if span.looks:
        found["looks"] = [look for look in ORDER if look in span.looks]
    if span.url and len(span.url) <= LONGEST_URL:
        found["url"] = span.url
    if lang:
        found["lang"] = lang
    if TOO_LONG.match(text):
        found["long"] = min(1 + len(text) // PLACES, LONGEST_PIECE)
    if len(found) == 1:
        return text
    return {"whole": [found]} if lang and len(text) <= LONGEST_NAME else found


def _tag(language: str) -> Data:
    """Return the language and the region of a tag as Typst takes them: "pt-BR" -> pt, BR."""
    found = TAG.match(language)
    return {"lang": found[1] if found else "en", "region": found[2] if found else None}


def _header(header: Header, language: str) -> Data:
    return {
        "name": words(header.name, language),
        "native": words(header.native_name, language),
        "lines": [spans(line, language) for line in (*header.lines, join(header.facts, " · ")) if line],
        "contacts": [{"icon": icon(contact), "spans": _contact(contact, language)} for contact in header.contacts],
    }


def _contact(contact: Spans, language: str) -> list[Any]:
    found = spans(contact, language)
    return [{"whole": found}] if is_phrase(contact) else found


def _joined(texts: Iterable[Spans], between: str) -> list[Span]:
    return [part for found in texts for part in (Span(between), *found)][1:]


def _section(section: Section, language: str) -> Data:
    """Return a section; of its items, those that share a paragraph and those that are one are apart."""
    items, is_prose = section.items, section.kind == "prose"
    columns = all_columns(section)
    own = not (section.chart or section.run_in or is_prose)
    found: Data = {
        "title": words(section.title, language),
        "kind": section.kind,
        "notes": [spans(note, language) for note in section.notes],
        "run-in": spans(_joined((item.text for item in items), "; "), language) if section.run_in else [],
        "prose": [_item(item, language) for item in items] if is_prose and not section.run_in else [],
        "is-short": is_short_list(section),
        "is-whole": is_kept_whole(section),
        "columns": [_column(column, language) for column in columns],
        "items": [_item(item, language) | _cells(item, section, language) for item in items] if own else [],
        "sections": [_section(one, language) for one in section.sections],
    }
    if section.chart:
        found |= {"chart": _chart(section.chart, language), "run-in": [], "prose": []}
    return found


def _item(item: Item, language: str) -> Data:
    has_brackets = item.change != "deleted"  # the whole entry is struck through then, and labelled
    lines = [spans(line, language, has_brackets) for line in item.lines]
    if item.kind == "publication" and lines:
        lines[0] = _kept_whole(lines[0], "bold")
    text = (_title if item.kind in KINDS else spans)(item.text, language, has_brackets)
    return {
        "kind": item.kind,
        "text": _kept_whole(text, "quiet") if item.kind == "one-line" else text,
        "dates": spans(_dates(item), language, has_brackets),
        "number": clean(item.number),
        "lines": lines,
        "points": [spans(point, language, has_brackets) for point in item.points],
        "rows": _rows(item),
        "change": item.change,
        "label": words(item.change_label, language),
    }


def _rows(item: Item) -> int:
    """Return about how many lines an entry takes: one that is kept whole must be shorter than a page."""
    return sum(1 + len(plain(line)) // SHORT_LINE for line in (item.text, *item.lines, *item.points))


def _column(column: TableColumn, language: str) -> Data:
    return {"label": words(column.label, language), "cell": column.cell, "width": column.width}


def _cells(item: Item, section: Section, language: str) -> Data:
    """Return the cells of an entry that is a row."""
    return {"cells": [spans(cell, language) for cell in item.cells] if is_row(item, section) else []}


def _title(title: Spans, language: str, has_brackets: bool) -> list[Any]:
    """Return the first line of an entry with its hyphenated words whole."""
    found: list[Any] = []
    for part, is_compound in (part for span in title for part in split(span)):
        run = spans([part], language, has_brackets)
        found += [{"whole": run}] if is_compound else run
    return found


def _kept_whole(found: list[Any], look: Look) -> list[Any]:
    """Return a line where each span of a look and the marks behind it, as of the owner, are one group, not broken."""
    kept: list[Any] = []
    for span in found:
        looks = span.get("looks", ()) if isinstance(span, dict) else ()
        group = kept[-1].get("whole") if kept and isinstance(kept[-1], dict) else None
        if group and "raised" in looks:
            group.append(span)
        else:
            kept.append({"whole": [span]} if look in looks else span)
    return kept


def _dates(item: Item) -> Spans:
    """Return the dates of an entry, in a redline with the old ones before them."""
    new = Span(whole_dates(item.aside), frozenset({"inserted"} if item.is_aside_new else ()))
    old = Span(item.old_aside, frozenset({"deleted"}))
    gap = Span(" " if item.aside and item.old_aside else "")
    return tuple(part for part in (old, gap, new) if part.text)


def _chart(chart: Chart, language: str) -> Data:
    """Return a picture as lists of its shapes."""
    from cvgen.writers.drawing import draw  # here, because few documents have charts
    from cvgen.writers.drawing.shapes import SIZE, WIDTH

    drawing = draw(chart)
    return {
        "width": WIDTH,
        "height": drawing.height,
        "size": SIZE,
        "description": chart.description,
        "words": [{**asdict(one), "text": words(one.text, language)} for one in drawing.words],
        "boxes": list(map(asdict, drawing.boxes)),
        "lines": list(map(asdict, drawing.lines)),
        "dots": list(map(asdict, drawing.dots)),
    }
