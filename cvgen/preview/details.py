"""What the page shows beside the document, as JSON: where entries are, problems, gauges, what is left out, changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from cvgen.build.engines import ONE_PAGE
from cvgen.build.target import DEFAULT_WORDS, LaidOut, Target
from cvgen.composers.filter import filter_entries, reason
from cvgen.composers.textbio.limit import words
from cvgen.document.tree import Document, Item, every_item, every_section, plain
from cvgen.problems import Location, Problem
from cvgen.profile.fields import EntryPath, display_name
from cvgen.profile.model import Entry, Profile
from cvgen.writers import HEADER, Spot

PERSON = "Name and contacts"
LONGEST_LABEL = 160  # characters of an entry, for screen readers

Data = dict[str, Any]
Places = Mapping[EntryPath, Location]


def spot_data(shown: Sequence[Item], spots: Sequence[Spot], places: Places) -> list[Data]:
    """Return the boxes of entries on the pages, each with the key and the line of its entry, and its words."""
    found = []
    for spot in spots:
        item = None if spot.item == HEADER else shown[spot.item]
        if item and not item.key:  # such as what a redline shows of an older version
            continue
        key, label = (item.key, plain(item.text)[:LONGEST_LABEL]) if item else ((), PERSON)
        place = places.get(key or ("name",))
        box = [round(edge, 2) for edge in (spot.left, spot.top, spot.width, spot.height)]
        found.append({"page": spot.page, "box": box, "key": key, "line": place and place.line, "label": label})
    return found


def problem_data(problem: Problem, places: Places) -> Data:
    """Return a problem with its place, and the key of the entry that it is about."""
    place = problem.place
    found: Data = {"severity": problem.severity, "message": problem.message, "hint": problem.hint}
    if place:
        found |= {"line": place.line, "column": place.column, "length": place.length}
        above = [key for key, one in places.items() if _is_entry(key) and (one.line, one.column) <= place[:2]]
        found["key"] = max(above, key=lambda key: places[key].line, default=None)
    return found


def _is_entry(key: EntryPath) -> bool:
    """Tell whether a key names an entry of a list: ("awards", 3), ("sections", 0, "entries", 2)."""
    return len(key) >= 2 and isinstance(key[-1], int) and (len(key) == 2 or "entries" in key)


def text_gauges(target: Target, text: str) -> list[Data]:
    """Return the limit of a document without pages, and how much of it is used."""
    options = target.options
    if options.kind != "text-bio":
        return []
    if options.chars:
        return [{"name": "characters", "value": len(text.strip()), "most": options.chars}]
    return [{"name": "words", "value": words(text), "most": options.words or DEFAULT_WORDS}]


def gauges(target: Target, pages: int) -> list[Data]:
    """Return the limits of a document and how much of each is used."""
    most = 1 if target.options.kind in ONE_PAGE else target.options.max_pages
    return [{"name": "pages", "value": pages, "most": most}]


def left_out(target: Target, made: LaidOut) -> Iterator[Data]:
    """Yield the entries that the document leaves out, each with the reason."""
    profile, options = target.loaded.profile, target.options
    filtered = filter_entries(profile, options)
    for key in _entries(profile):
        if profile.at(key).hidden or filtered.at(key).hidden:
            yield _entry(target, key, reason(profile.at(key), options))
    for key in made.left_out:
        yield _entry(target, key, f"max_pages: {target.page_limit}")
    if options.kind in ONE_PAGE:
        kept = {item.key for item in made.layout.shown}
        keys = dict.fromkeys(item.key for item in every_item(made.compiled.document.sections) if item.key)
        for key in [key for key in keys if key not in kept]:
            yield _entry(target, key, "no room on the page")


def _entries(profile: Profile) -> Iterator[EntryPath]:
    """Yield the keys of the entries of all lists, and of the custom sections."""
    for one in fields(profile):
        value = getattr(profile, one.name)
        for at, entry in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(entry, Entry):
                yield (one.name, at)
                yield from ((one.name, at, "entries", below) for below, _ in enumerate(getattr(entry, "entries", ())))


def _entry(target: Target, key: EntryPath, why: str) -> Data:
    place, entry = target.loaded.places.get(key), target.loaded.profile.at(key)
    title = entry if isinstance(entry, str) else display_name(entry)
    return {"key": key, "line": place and place.line, "title": title, "reason": why}


def change_data(changes: Document) -> list[Data]:
    """Return the changelog, section by section."""
    return [
        {
            "title": section.title,
            "items": [
                {
                    "text": plain(item.text),
                    "lines": [plain(line) for line in (*item.lines, *item.points)],
                    "sign": item.number,
                    "key": item.key,
                }
                for item in section.items
                if item.text
            ],
        }
        for section in every_section(changes.sections)
    ]
