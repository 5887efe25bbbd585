"""Turn a publication into the Item of its reference in a citation style: the owner in bold, marks, honors and links.

The words are those of the style; order, groups and numbers are those of the document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from cvgen.citations import shipped
from cvgen.citations.reference import ALL, reference
from cvgen.citations.runs import Run
from cvgen.citations.style import Style, read_style
from cvgen.citations.tokens import NameKey
from cvgen.composers.citation import (
    FEW,
    MANY,
    SEPARATOR,
    distinctions,
    honors_and_links,
    is_book,
    is_owner,
    shown_links,
)
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import join
from cvgen.document.tree import Item, Look, Span, Spans
from cvgen.exporters.csl_json import CslItem, csl_item
from cvgen.profile.dates import date_of
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.status import likely_type, stage_of

LOOKS: dict[str, Look] = {"italic": "italic", "bold": "bold", "raised": "raised"}
UNKNOWN = "und"  # a language (ISO 639-2)
LEFT_TO_US = ("abstract", "annote", "custom", "keyword", "note", "URL")  # a CV shows them in other ways, or not at all


@lru_cache(maxsize=8)
def load_style(style: str, language: str = "") -> Style:
    """Return a citation style by its name, or from the text of a .csl file; terms are in a language such as "de".

    Raise InputError for a text that is not a style, with line and column.
    """
    return read_style(style, language) if "<" in style else shipped.shipped(style, language)


def cite_in_style(
    publication: Publication,
    profile: Profile,
    style: Style,
    words: Phrases,
    *,
    is_signed: bool = True,
    links: bool = True,
) -> Item:
    """Return a publication as its reference in a style, with honors and, if wanted, the labels of its links.

    `is_signed` says whether its authors are printed; a list of what the owner wrote alone does without.
    """
    runs = _runs(publication, profile, style, _item(publication, words, is_signed))
    printed = tuple(_spans(runs, publication, profile))
    known = {run.url for run in runs if run.url}
    labels = {name: url for name, url in shown_links(publication).items() if url not in known} if links else {}
    more = honors_and_links(publication, labels)
    note = distinctions(publication) if links else ()
    is_closed = bool(printed) and printed[-1].text.endswith(".")  # a period needs no dot behind it
    first = (*printed, Span(" ")) if is_closed and any((*more, note)) else printed
    rest = join([*more, note], SEPARATOR)
    return Item((*first, *rest) if is_closed else join([first, rest], SEPARATOR), kind="publication")


def _runs(publication: Publication, profile: Profile, style: Style, item: CslItem) -> list[Run]:
    """Return a reference, with all names if the style hid the owner behind "et al."; of very many, the first."""
    if len(publication.authors) > MANY:
        return reference(style, item, FEW)
    runs = reference(style, item)
    owner = next((at for at, name in enumerate(publication.authors) if is_owner(name, profile)), None)
    is_hidden = owner is not None and "author" in item and NameKey("author", owner) not in {run.name for run in runs}
    return reference(style, item, ALL) if is_hidden else runs


def _item(publication: Publication, words: Phrases, is_signed: bool) -> CslItem:
    """Return what a style sees: the facts of a publication, and its state in place of a date that it does not have."""
    item = {
        name: value
        for name, value in csl_item(replace(publication, type=likely_type(publication))).items()
        if name not in LEFT_TO_US
    }
    if publication.language:  # only English has title case
        item["language"] = "en" if publication.language.lower().startswith("en") else UNKNOWN
    if is_book(publication) and (publication.pages or "").isdigit():
        item["number-of-pages"] = item.pop("page")
    if not is_signed:
        item.pop("author", None)
    state = words.statuses.get(stage_of(publication), "")
    if state and date_of(publication) is None:
        item["issued"] = {"literal": state}
    return item


def _spans(runs: Iterable[Run], publication: Publication, profile: Profile) -> Iterator[Span]:
    """Yield the spans of a reference; the owner's name is bold, and marks are behind the name that has them."""
    for name, found in groupby(runs, key=lambda run: run.name):
        person = _person(publication, name.variable, name.place) if name else None
        more: frozenset[Look] = frozenset({"bold"}) if person and is_owner(person, profile) else frozenset()
        yield from (replace(span, looks=span.looks | more) for span in spans_of(found))
        if person and person.marks:
            yield Span(person.marks, frozenset({"raised"}))


def spans_of(runs: Iterable[Run]) -> Spans:
    """Return runs as the spans of a document, which have fewer looks."""
    return tuple(
        Span(run.text, frozenset(LOOKS[look] for look in run.looks if look in LOOKS), run.url or None) for run in runs
    )


def _person(publication: Publication, variable: str, place: int) -> Author | None:
    """Return whom a name of a reference names."""
    people = {
        "author": publication.authors,
        "editor": publication.editors,
        "translator": publication.translators,
    }.get(variable, ())
    return people[place] if place < len(people) else None
