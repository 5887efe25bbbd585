"""The values that a template finds, in JSON: the document, the profile, the style and the phrases.

docs/templates.md lists them. A name that is taken away or changes its meaning is a new `VERSION`.
"""

import dataclasses
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from typing import Any, get_args, get_type_hints

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import spans as markdown_spans
from cvgen.document.tree import Chart, Document, Header, Item, Photo, Section, Spans, every_item, is_row, is_short_list
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.fields import Text
from cvgen.profile.model import Point, Profile
from cvgen.templates import VERSION
from cvgen.writers import html
from cvgen.writers.icons import contact_color, data_url, icon
from cvgen.writers.style import Style
from cvgen.writers.tables import table_columns

PRIVATE = ("documents", "sources", "photo", "hidden")  # keys of a profile that no page says

Data = dict[str, Any]


def values(document: Document, profile: Profile, photo: Photo | None, style: Style, phrases: Phrases) -> Data:
    """Return all values by name; of the profile, without what is hidden in it."""
    return {
        "version": VERSION,
        "document": _document(document, style),
        "profile": _part(_without_other_marks(profile), phrases),
        "photo": _photo(photo),
        "style": _style(document, style),
        "phrases": _record("phrases", **_phrases(phrases)),
    }


def _record(kind: str, /, **fields: Any) -> Data:
    """Return a record: a value whose fields a template names."""
    return {kind: fields}


def _line(spans: Spans) -> Data:
    """Return a text with looks and links."""
    return {"line": [[span.text, sorted(span.looks), span.url] for span in spans]}


def _lines(found: Iterable[Spans]) -> list[Data]:
    return [_line(one) for one in found]


def _document(document: Document, style: Style) -> Data:
    numbers = {id(item): at for at, item in enumerate(every_item(document.sections))}
    return _record(
        "document",
        title=document.title,
        label=document.label,
        author=document.author,
        date=document.date,
        website=document.website,
        language=document.language,
        name=document.name,
        header=_header(document.header, style),
        sections=[_section(one, numbers, style, document.language) for one in document.sections],
    )


def _header(header: Header, style: Style) -> Data:
    return _record(
        "header",
        name=header.name,
        native_name=header.native_name,
        lines=_lines(header.lines),
        contacts=_lines(header.contacts),
        facts=_lines(header.facts),
        icons=[data_url(icon(contact), contact_color(style)) for contact in header.contacts],
    )


def _section(section: Section, numbers: dict[int, int], style: Style, language: str) -> Data:
    columns = table_columns(section, style)
    return _record(
        "section",
        title=section.title,
        kind=section.kind,
        run_in=section.run_in,
        short=is_short_list(section),
        notes=_lines(section.notes),
        columns=[_record("column", label=one.label, cell=one.cell, width=one.width) for one in columns],
        items=[_item(item, numbers[id(item)], is_row(item, section)) for item in section.items],
        sections=[_section(one, numbers, style, language) for one in section.sections],
        chart=_chart(section.chart, style, language) if section.chart else None,
    )


def _item(item: Item, number: int, is_row: bool) -> Data:
    return _record(
        "item",
        text=_line(item.text),
        lines=_lines(item.lines),
        points=_lines(item.points),
        aside=item.aside,
        number=item.number,
        kind=item.kind,
        cells=_lines(item.cells) if is_row else [],
        number_in_document=number,
    )


def _chart(chart: Chart, style: Style, language: str) -> Data:
    bars = [_record("bar", label=bar.label, value=bar.total) for bar in chart.bars]
    return _record(
        "chart",
        description=chart.description,
        finding=chart.finding,
        bars=bars,
        table=[list(row) for row in chart.table],
        caption=chart.caption,
        svg={"safe": html.picture(chart, style, language)},
    )


def _photo(photo: Photo | None) -> Data | None:
    """Return the photo as an address that a page can show without loading anything."""
    if photo is None:
        return None
    url = "data:image/jpeg;base64," + b64encode(photo.data).decode()
    return _record("photo", url=url, description=photo.description, width=photo.width, height=photo.height)


def _style(document: Document, style: Style) -> Data:
    """Return the style, with the CSS of the page that cvgen itself would write."""
    css = {"safe": html.css(document, style)}
    return _record("style", name=style.name, paper=style.paper, tokens={"dictionary": style.tokens}, css=css)


def _phrases(phrases: Phrases) -> Data:
    found = {field.name: getattr(phrases, field.name) for field in dataclasses.fields(phrases)}
    return {name: {"dictionary": one} if isinstance(one, dict) else one for name, one in found.items()}


def _without_other_marks(profile: Profile) -> Profile:
    """Return a profile with those marks alone that an author of a paper has which is not hidden."""
    people = (author for paper in profile.publications if not paper.hidden for author in paper.people)
    used = {mark for author in people for mark in author.marks}
    return dataclasses.replace(profile, marks={mark: text for mark, text in profile.marks.items() if mark in used})


def _part(found: Any, phrases: Phrases) -> Data:
    """Return a part of a profile as a record of its keys, without hidden entries; its period is in `dates`."""
    hints = _texts_of(type(found))  # type: ignore[arg-type]  # a class can be hashed
    fields = {
        field.name: _value(getattr(found, field.name), hints[field.name], phrases)
        for field in dataclasses.fields(found)
        if field.name not in PRIVATE
    }
    if {"start", "end"} <= fields.keys():
        fields["dates"] = phrases.span(found.start, found.end)
    return _record(type(found).__name__.lower(), **fields)


def _value(found: Any, is_text: bool, phrases: Phrases) -> Any:
    """Return a value of a profile; a text with Markdown as a line."""
    if isinstance(found, Date):
        return _date(found, phrases)
    if isinstance(found, Point):
        return _line(markdown_spans(found.text))
    if dataclasses.is_dataclass(found):
        return _part(found, phrases)
    if isinstance(found, (tuple, list)):
        return [_value(one, is_text, phrases) for one in found if not getattr(one, "hidden", False)]
    if isinstance(found, dict):
        return {"dictionary": {name: _value(one, is_text, phrases) for name, one in found.items()}}
    return _line(markdown_spans(found)) if is_text and isinstance(found, str) else found


def _date(date: Date, phrases: Phrases) -> Data:
    is_present = date == PRESENT
    return {
        "date": {
            "year": date.year,
            "month": date.month,
            "day": date.day,
            "expected": date.expected,
            "present": is_present,
            "text": phrases.date(date),
        }
    }


@cache
def _texts_of(kind: type) -> dict[str, bool]:
    """Return which fields of a class of the profile hold texts with Markdown."""
    return {name: _holds_text(hint) for name, hint in get_type_hints(kind).items()}


def _holds_text(hint: Any) -> bool:
    return hint is Text or any(_holds_text(part) for part in get_args(hint))
