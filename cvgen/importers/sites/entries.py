"""Read the entries of a site: the keys of its generator and, over these, what a page says under `cvgen`."""

import dataclasses
import re
from html import unescape
from typing import Any

from cvgen.importers.mapping import dates, records
from cvgen.importers.mapping.references import parse_reference
from cvgen.importers.sites.layout import BODY, CLASSES, OWN, Collection, Layout
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.dates import Date
from cvgen.profile.model import Author, Publication
from cvgen.profile.yaml.nodes import Mapping, Node, Sequence, compose
from cvgen.profile.yaml.read import fields_of

# The numbers that older themes of Hugo have for the types of publications.
OLD_KINDS = {"1": "conference", "2": "journal", "3": "preprint", "4": "report", "5": "book", "6": "chapter",
             "7": "thesis"}  # fmt: skip
ITALIC = re.compile(r"\A(?:In )?\*([^*]+)\*\Z")  # as themes of Hugo have venues: "In *Journal of Tides*"
FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def split_page(text: str) -> tuple[str, str]:
    """Return the front matter of a page, with the line above it, and its body; ("", text) if it has none."""
    found = FRONT.match(text := text.replace("\r\n", "\n"))
    return (f"---\n{found[1]}", text[found.end() :].strip()) if found else ("", text.strip())


def read_page(text: str, collection: Collection, layout: Layout, notes: Diagnostics) -> Any | None:
    """Return the entry that a page is about; None, with a note, if it lacks what every such entry has."""
    front, body = split_page(text)
    if not front:
        return None
    own = _own(compose(front)[0])
    return read_entry(json_yaml.from_yaml(front, notes), body, own, collection, layout, notes)


def read_list(text: str, collection: Collection, layout: Layout, notes: Diagnostics) -> list[Any]:
    """Return the entries of a file that lists them, without those that lack what every such entry has."""
    root = compose(text)[0]
    items = root.items if isinstance(root, Sequence) else []
    values = json_yaml.from_yaml(text, notes).items() if items else []
    pairs = zip(values, map(_own, items), strict=False)
    found = (read_entry(value, "", own, collection, layout, notes) for value, own in pairs)
    return [entry for entry in found if entry is not None]


def read_entry(
    front: Value, body: str, own: Mapping | None, collection: Collection, layout: Layout, notes: Diagnostics
) -> Any | None:
    """Return the entry with these keys of a generator, with the values that profile.yaml would have under `cvgen`."""
    cls: Any = CLASSES[collection.section]
    over = fields_of(own, cls) if own else {}
    native = {key: value for key, value in _native(front, body, collection, layout).items() if key not in over}
    if own is None and cls is Publication and not native.get("authors"):
        native["authors"] = _cited(front["citation"])
    entry = records.make(cls, native | over, notes, front)
    return dataclasses.replace(entry, **over) if entry is not None else None


def _own(node: Node | None) -> Mapping | None:
    """Return what a page, or an item of a list, says in the words of profile.yaml."""
    pairs = node.pairs if isinstance(node, Mapping) else []
    return next((value for key, value in pairs if key.text == OWN and isinstance(value, Mapping)), None)


def _native(front: Value, body: str, collection: Collection, layout: Layout) -> dict[str, Any]:
    """Return the values of an entry by the keys of the generator."""
    found: dict[str, Any] = {"links": {}}
    for name, key in collection.keys.items():
        value = front[name]
        if name == BODY:
            found[key] = SourceText(unescape(body), front) if body else None
        elif key == "when":
            found |= _when(value, collection)
        elif key == "type":
            word = (value.items() or [value])[0].text
            found[key] = OLD_KINDS.get(word) or next(
                (one for one, theirs in layout.kinds.items() if theirs == word), None
            )
        elif key.startswith("links."):
            found["links"] |= {key.removeprefix("links."): value.map(unescape)} if value else {}
        elif key == "authors" and not isinstance(value.data, list):
            found[key] = [name for name in value.text.split(", ") if name]
        elif isinstance(value.data, list):
            found[key] = [item.map(unescape) for item in value.items()]
        elif value and key == "venue":
            found[key] = value.map(lambda text: ITALIC.sub(r"\1", unescape(text)))
        elif value:
            found[key] = value.map(unescape)
    return found if CLASSES[collection.section] is Publication else {k: v for k, v in found.items() if k != "links"}


def _cited(citation: Value) -> tuple[Author, ...]:
    """Return the authors in the citation of a page that we did not write."""
    reference = parse_reference(html.markdown(citation.text)) if citation else None
    return reference.authors if reference else ()


def _when(value: Value, collection: Collection) -> dict[str, Any]:
    """Return the date of an entry; the first day of a year or a month is only that year or month."""
    date = dates.date(value.text.partition("T")[0].partition(" ")[0]) if value else None
    if date and date.day == 1:
        date = Date(date.year) if date.month == 1 else Date(date.year, date.month)
    if date and not date.month and collection.section == "publications":
        return {"year": date.year}
    return {"date": date} if date else {}
