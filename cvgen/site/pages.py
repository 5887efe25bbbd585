"""Write entries as pages or lists of a site: the keys of the generator and, under `cvgen`, what these can't hold."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Photo, Spans
from cvgen.exporters import highwire
from cvgen.importers.sites.entries import read_entry
from cvgen.importers.sites.layout import BODY, CLASSES, GENERATOR, OWN, Collection, Layout
from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import InputError, Location
from cvgen.profile.dates import Date
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.yaml import nodes, to_yaml
from cvgen.profile.yaml.dump import plain
from cvgen.site.names import day_of, names
from cvgen.writers import md

Front = dict[str, Any]
BRACES = re.compile(r"\{(?=[{%])")
DOLLAR = re.compile(r"(`+).*?\1|\$", re.DOTALL)  # not in code, where an entity would be shown
TAG = re.compile(r"<(?=[A-Za-z/!?])")
WRITTEN = "# Written by cvgen site. It has what no page of this site holds; cvgen import reads it.\n"


@dataclass(frozen=True)
class Site:
    """What a site is written from: the public part of a profile, its photo, and the words of its language."""

    profile: Profile
    phrases: Phrases
    photo: Photo | None = None
    bodies: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of the user's templates, by section


class Placed(NamedTuple):
    """An entry of the site with its name and the first day that it may mean, "" if that is unknown.

    `body` is what a template of the user makes of it, None without one.
    """

    entry: Any
    name: str
    day: str
    body: str | None = None


class Generator(Protocol):
    """What is special about the files of a generator."""

    def safe(self, text: str) -> str:
        """Return a text as a value that the templates of the generator show unchanged, and never obey."""

    def fixed(self, section: str, placed: Placed, site: Site) -> Front:
        """Return the keys of a page, or of an item, that say nothing new: its layout, its address."""

    def others(self, site: Site) -> Iterator[tuple[str, str]]:
        """Yield the other files by their names: about the person, the CV."""


def places(section: str, site: Site) -> list[Placed]:
    """Return the entries of a section with their names."""
    entries = getattr(site.profile, section)
    bodies: Sequence[str | None] = site.bodies.get(section) or [None] * len(entries)
    named = zip(entries, names(section, entries), bodies, strict=True)
    return [Placed(one, name, day_of(one), body) for one, name, body in named]


def collection_files(site: Site, layout: Layout, generator: Generator) -> Iterator[tuple[str, str]]:
    """Yield the files of all collections of a site: their paths and their texts."""
    for collection in layout.collections:
        found = places(collection.section, site)
        if collection.is_list:
            items = [_front(one, collection, layout, generator, site)[0] for one in found]
            yield collection.path, to_yaml(items) if items else ""
        else:
            for one in found:
                yield path_of(one, collection), _page(*_front(one, collection, layout, generator, site))


def path_of(placed: Placed, collection: Collection) -> str:
    """Return the path of the page of an entry."""
    path = collection.path if placed.day else collection.path.replace("{day}-", "")
    return path.format(day=placed.day, name=placed.name)


def data_file(site: Site, kind: str, layout: Layout, works: Mapping[str, Front]) -> str:
    """Return the data of a site: what is in no collection, the order of the pages, and more about works."""
    sections = {one.section for one in layout.collections} | ({"publications"} if layout.bibliography else set())
    found: Front = {key: value for key, value in plain(site.profile).items() if key not in sections}
    order = {
        one.section: [path_of(placed, one).removesuffix("/index.md").rpartition("/")[2].removesuffix(".md")
                      for placed in places(one.section, site)]
        for one in layout.collections if not one.is_list
    }  # fmt: skip
    order = {section: listed for section, listed in order.items() if len(listed) > 1}
    found = {GENERATOR: kind} | found
    return WRITTEN + to_yaml(found | ({"order": order} if order else {}) | ({"works": dict(works)} if works else {}))


def differing(entry: Any, other: Any) -> Front:
    """Return the values of an entry that another one of the same class does not have, as profile.yaml has them."""
    return {
        field.name: plain(getattr(entry, field.name))
        for field in dataclasses.fields(entry)
        if field.name not in ("hidden", "tags") and getattr(entry, field.name) != getattr(other, field.name)
    }


def page(front: Front, body: str = "") -> str:
    """Return a page with front matter."""
    return _page({key: value for key, value in front.items() if value not in (None, "", [], {})}, body)


def markdown(found: Spans) -> str:
    """Return spans as Markdown in which no generator sees a tag of its templates or an attribute."""
    tame = (replace(one, looks=one.looks - {"code"}) if BRACES.search(one.text) else one for one in found)
    return verbatim(md.inline(tuple(tame)))


def braces(text: str) -> str:
    """Return Markdown with its braces as entities: {{ }}, {% %} and {: } are instructions to generators."""
    return text.replace("{", "&#123;")


def verbatim(text: str) -> str:
    """Return Markdown of the profile with entities for what generators obey: braces, and $x$, which is math."""
    return DOLLAR.sub(lambda found: found[0] if found[1] else "&#36;", braces(text))


def citation_tags(work: Publication, safe: Callable[[str], str]) -> list[Front]:
    """Return the tags of a publication for the head of its page, which a theme prints as docs/site.md says."""
    return [{"name": name, "content": safe(content)} for name, content in highwire.tags(work)]


def paragraphs(text: str | None) -> str:
    """Return a text of the profile as the paragraphs of a page."""
    return "\n\n".join(markdown(spans(part)) for part in (text or "").split("\n\n"))


def _page(front: Front, body: str) -> str:
    return f"---\n{to_yaml(front)}---\n" + (f"\n{body}\n" if body else "")


def _front(
    placed: Placed, collection: Collection, layout: Layout, generator: Generator, site: Site
) -> tuple[Front, str]:
    """Return the front matter of an entry and the text below it."""
    native = dict(_native(placed, collection, layout, generator))
    body = native.pop(BODY, "")
    body = body if placed.body is None else placed.body
    front = native | {key: value for key, value in generator.fixed(collection.section, placed, site).items() if value}
    rest = _rest(placed.entry, front, body, collection, layout)
    return front | ({OWN: rest} if rest else {}), body


def _native(placed: Placed, collection: Collection, layout: Layout, generator: Generator) -> Iterator[tuple[str, Any]]:
    """Yield the keys of the generator that have a value."""
    for name, key in collection.keys.items():
        value = _value(placed, key, layout)
        if key == "type" and value and name.endswith("s"):
            value = [value]
        if name == BODY:
            yield name, paragraphs(value)
        elif isinstance(value, (list, tuple)) and value:
            listed = [generator.safe(plain_text(one.name if isinstance(one, Author) else str(one))) for one in value]
            yield name, listed if key != "years" else [int(one) for one in listed]
        elif value and value not in ((), []):
            is_plain = isinstance(value, (bool, int)) or key in ("when", "url", "doi") or key.startswith("links.")
            yield name, value if is_plain else generator.safe(plain_text(value))


def _value(placed: Placed, key: str, layout: Layout) -> Any:
    """Return the value of an entry for a key of a layout, None if it has none."""
    if key == "when":
        return placed.day or None
    if key == "type":
        return layout.kinds.get(placed.entry.type or "")
    if key.startswith("links."):
        return placed.entry.links.get(key.removeprefix("links."))
    value = getattr(placed.entry, key)
    return str(value) if isinstance(value, Date) else value


def _rest(entry: Any, native: Front, body: str, collection: Collection, layout: Layout) -> Front:
    """Return the values that the importer would not read from the keys of the generator."""
    notes = Diagnostics()
    try:
        front = json_yaml.from_yaml(to_yaml(native or {"": ""}), notes)
        read = read_entry(front, body, nodes.Mapping(Location(0)), collection, layout, notes)
    except InputError:
        read = None
    if read is None:  # the keys of the generator lack what every entry must have
        read = CLASSES[collection.section](**{f.name: None for f in dataclasses.fields(entry)})
    return differing(entry, read)
