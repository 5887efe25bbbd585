"""The sections of a homepage, with microformats: h-cite for works, h-event in an h-resume for posts and degrees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from cvgen.composers import composer
from cvgen.composers.entries import choices
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Document, Item, Section, Spans
from cvgen.exporters import exporter
from cvgen.exporters.coins import context_object
from cvgen.profile.dates import PRESENT, Date, date_of
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from cvgen.profile.fields import Url
from cvgen.profile.identifiers import bare_doi
from cvgen.profile.model import Profile, Publication
from cvgen.site.pages import Site
from cvgen.writers.elements import Part, element
from cvgen.writers.html_spans import html_spans, html_words

ORDER = ("news", "publications", "positions", "education", "grants", "awards", "patents", "talks", "exhibitions",
         "media", "teaching", "mentees", "service", "memberships", "languages", "skills", "sections")  # fmt: skip
# The class of an entry as part of an h-resume (microformats.org/wiki/h-resume).
RESUME = {"positions": "p-experience h-event", "education": "p-education h-event"}
FEW, NEARLY_ALL = 8, 0.75  # a list of this length or less, or with this share of selected works, is shown as one
LATEST = 6  # news that are shown at once


def sections(site: Site) -> Iterator[Element]:
    """Yield the sections of the page: each has an id and a heading."""
    profile = _with_links(site.profile)
    for name in ORDER:
        if getattr(profile, name):
            yield from _publications(profile, site) if name == "publications" else _others(name, profile, site)


def words_of(found: str, site: Site) -> list[Part]:
    """Return a text of the profile as HTML."""
    return html_spans(spans(found), site.phrases.language)


def _with_links(profile: Profile) -> Profile:
    """Return a profile in which the title of each work leads to it, where an address is known."""

    def linked(work: Publication) -> Publication:
        doi = bare_doi(work.doi or "")
        address = work.url or (f"https://doi.org/{doi}" if doi else next(iter(work.links.values()), None))
        return replace(work, url=Url(address) if address else None)

    return replace(profile, publications=tuple(map(linked, profile.publications)))


def _composed(profile: Profile, site: Site, name: str, choice: PublicationChoice | None = None) -> Document:
    options = DocumentOptions(sections=choices(name), publications=choice)
    return composer("cv")(profile, "", None, options, site.phrases)


def _publications(profile: Profile, site: Site) -> Iterator[Element]:
    """Yield the publications: the selected ones, with all of them behind a click, or all if there are few."""
    works = profile.publications
    chosen = [one for one in works if one.selected]
    every = _composed(profile, site, "publications", PublicationChoice(group="year", numbering="none"))
    blocks = [part for one in every.sections for part in _works(one, profile, site, level="h3")]
    notes = [element("p", *html_spans(note, site.phrases.language), kind="note")
             for one in every.sections for note in one.notes]  # fmt: skip
    heading = element("h2", *html_words(site.phrases.publications, site.phrases.language))
    if not chosen or len(works) <= FEW or len(chosen) >= NEARLY_ALL * len(works):
        yield element("section", heading, *notes, *blocks, id="publications")
        return
    choice = PublicationChoice(selected=True, group="none", numbering="none")
    best = _composed(profile, site, "publications", choice)
    shown = [part for one in best.sections for part in _works(one, profile, site, level="", is_first=True)]
    heading = element("h2", *html_words(site.phrases.selected_publications, site.phrases.language))
    summary = element("summary", *html_words(f"{site.phrases.publication_list} ({len(works)})", site.phrases.language))
    yield element("section", heading, *notes, *shown, element("details", summary, *blocks), id="publications")


def _works(section: Section, profile: Profile, site: Site, level: str, is_first: bool = False) -> Iterator[Element]:
    """Yield the headings and lists of a section of works; those listed twice are described once for programs."""
    language = site.phrases.language
    if level and section.title != site.phrases.publications:
        yield element(level, *html_words(section.title, language))
    if section.items:
        items = (_work(item, profile.at(item.key), site, is_first) for item in section.items)
        yield element("ul", *items, kind="works")
    for below in section.sections:
        yield from _works(below, profile, site, level, is_first)


def _work(item: Item, work: Publication, site: Site, is_first: bool) -> Element:
    """Return a work: its title, the lines of its reference, its BibTeX, and what programs read."""
    language = site.phrases.language
    kind = "" if is_first else "p-name"
    title = element("p", element("span", *html_spans(item.text, language), kind=kind), kind="title")
    found = element("li", title, *(element("p", *html_spans(line, language)) for line in item.lines))
    if not is_first:
        found.set("class", "h-cite")
        found.append(element("details", element("summary", "BibTeX"), element("pre", _bibtex(work, site))))
        found.extend(_data("p-author", one.name) for one in work.authors if not one.left_out)
        date = date_of(work)
        found.extend([_data("dt-published", _iso(date))] if date else [])
        found.extend([_data("u-url", work.url)] if work.url else [])
        found.append(element("span", kind="Z3988", title=context_object(work)))
    return found


def _bibtex(work: Publication, site: Site) -> str:
    alone = replace(site.profile, publications=(replace(work, abstract=None),), patents=())
    return exporter("bibtex")(alone).decode().strip()


def _others(name: str, profile: Profile, site: Site) -> Iterator[Element]:
    """Yield a section of entries, or each custom section."""
    for at, section in enumerate(_composed(profile, site, name).sections):
        heading = element("h2", *html_words(section.title, site.phrases.language))
        blocks = list(_blocks(section, name, profile, site))
        yield element("section", heading, *blocks, id=f"{name}-{at + 1}" if at else name)


def _blocks(section: Section, name: str, profile: Profile, site: Site) -> Iterator[Element]:
    language = site.phrases.language
    if section.run_in:
        tags = (element("li", *html_spans(item.text, language), kind=_tag(name)) for item in section.items)
        yield element("ul", *tags, kind="tags")
    elif section.items:
        items = [_entry(item, name, profile, language) for item in section.items]
        kind = "entries" if any(item.aside for item in section.items) else "entries plain"
        if name == "news" and len(items) > LATEST:
            yield element("ul", *items[:LATEST], kind=kind)
            rest = element("ul", *items[LATEST:], kind=kind)
            yield element("details", element("summary", f"+ {len(items) - LATEST}"), rest)
        else:
            yield element("ul", *items, kind=kind)
    for below in section.sections:
        yield element("h3", *html_words(below.title, language))
        yield from _blocks(below, name, profile, site)


def _tag(name: str) -> str:
    return "p-skill" if name == "skills" else ""


def _entry(item: Item, name: str, profile: Profile, language: str) -> Element:
    """Return an entry with its dates before it."""
    lines = [_paragraph(item.text, language, "p-name" if name in RESUME else "")]
    lines += [_paragraph(line, language, "more") for line in item.lines]
    if item.points:
        points = (element("li", *html_spans(point, language)) for point in item.points)
        lines.append(element("ul", *points, kind="points"))
    when = [element("span", *html_words(item.aside, language), kind="when")] if item.aside else []
    found = element("li", *when, element("div", *lines), kind=RESUME.get(name, ""))
    found.extend(_facts(profile.at(item.key), name) if name in RESUME and item.key else ())
    return found


def _paragraph(text: Spans, language: str, kind: str) -> Element:
    return element("p", *html_spans(text, language), kind=kind)


def _facts(entry: Any, name: str) -> Iterable[Element]:
    """Yield where and when something was, for programs."""
    where = entry.organization if name == "positions" else entry.institution
    if where:
        yield _data("p-org", plain_text(where))
    if entry.start:
        yield _data("dt-start", _iso(entry.start))
    if entry.end and entry.end != PRESENT:
        yield _data("dt-end", _iso(entry.end))


def _data(kind: str, value: str) -> Element:
    """Return a value that programs read and nobody sees."""
    return element("data", kind=kind, value=value)


def _iso(date: Date) -> str:
    return str(date).removeprefix("expected ")
