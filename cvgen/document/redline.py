"""Redline: the newer of two versions of a document with what was inserted, deleted, changed and moved marked.

It knows nothing of profiles: the caller says which item of one document is which of the other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from cvgen.document.tree import Change, Document, Header, Item, Look, Section, Span, Spans, every_item, plain

Key = tuple[str | int, ...]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
DULL = re.compile(r"[\s\W]*")  # between two changes, what is left the same only breaks them up


class Wording(NamedTuple):
    """The words of a redline in the language of its document: its heading, legend, and labels of changes."""

    heading: str
    legend: Spans
    labels: Mapping[str, str]


def redline(
    old: Document, new: Document, same: Mapping[Key, Key], wording: Wording, moved: Iterable[Key] = ()
) -> Document:
    """Mark in the newer of two documents what was inserted, deleted, changed and moved since the older.

    `same` has the key of an item in the older document by its key in the newer one; `moved` has the keys of items
    that moved.
    """
    work = _Redline(old, same, frozenset(moved))
    legend = Section(wording.heading, (Item(wording.legend, kind="prose"),), kind="legend")
    sections = _labelled((legend, *work.sections(new)), wording.labels)
    return replace(new, header=_header(old.header, new.header), sections=sections)


def _labelled(sections: Iterable[Section], labels: Mapping[str, str]) -> tuple[Section, ...]:
    """Give each changed item the label of its change."""
    return tuple(
        replace(
            section,
            items=tuple(replace(item, change_label=labels.get(item.change, "")) for item in section.items),
            sections=_labelled(section.sections, labels),
        )
        for section in sections
    )


class _Redline:
    """The items of the older document by key, and where those that are gone are shown."""

    def __init__(self, old: Document, same: Mapping[Key, Key], moved: frozenset[Key]) -> None:
        self.old, self.same, self.moved = old, same, moved
        self.before: dict[Key, list[Item]] = {}
        for item in every_item(old.sections):
            self.before.setdefault(item.key, []).append(item)
        self.after: dict[Key, list[Item]] = {}  # the key of an item that is still there -> those that stood behind it
        self.first: dict[str, list[Item]] = {}  # the title of a section -> those that stood at its top
        self.gone: dict[str, list[Section]] = {}  # the title of a section -> those behind it that are gone

    def sections(self, new: Document) -> tuple[Section, ...]:
        """The sections of the newer document, marked, and what is gone in its old place."""
        there = {item.key for item in every_item(new.sections)}
        self._find_gone(there, {section.title for section in new.sections})
        found = list(self.gone.get("", ()))
        for section in new.sections:
            found += [self._section(section), *self.gone.get(section.title, ())]
        return tuple(found)

    def _find_gone(self, there: set[Key], titles: set[str]) -> None:
        """Look up, for each old item that is in no new one, what it stands behind."""
        kept = {self.same[key]: key for key in there if key in self.same}
        place = ""
        for section in self.old.sections:
            lost = [item for item in every_item([section]) if item.key and item.key not in kept]
            if section.title in titles:
                place = section.title
                self._hang(section, kept, set(map(id, lost)))
            elif lost:
                gone = Section(section.title, tuple(map(_deleted, lost)), kind=section.kind, run_in=section.run_in)
                self.gone.setdefault(place, []).append(gone)

    def _hang(self, section: Section, kept: Mapping[Key, Key], lost: set[int]) -> None:
        """Hang each lost item of a section behind the item before it that is still there, or on top."""
        behind: list[Item] = self.first.setdefault(section.title, [])
        for item in every_item([section]):
            if id(item) in lost:
                behind.append(_deleted(item))
            elif item.key in kept:
                behind = self.after.setdefault(kept[item.key], [])

    def _section(self, section: Section) -> Section:
        items = [*self.first.get(section.title, ()), *self._items(section.items)]
        return replace(section, items=tuple(items), sections=tuple(map(self._section, section.sections)))

    def _items(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            waiting = self.before.get(self.same.get(item.key, ("",)), [])
            before = waiting.pop(0) if waiting else None  # several paragraphs of one biography share its key
            yield self._item(before, item)
            yield from self.after.pop(item.key, ())
            if not any(later.key == item.key for later in items if later is not item):
                yield from map(_deleted, waiting)

    def _item(self, before: Item | None, item: Item) -> Item:
        if not item.key:
            return item
        if before is None:
            return _wholly(item, "inserted")
        text = _words(before.text, item.text)
        if before.aside != item.aside and before.aside:
            text = (*text, Span(" "), Span(before.aside, frozenset({"deleted"})))
        marked = replace(
            item, text=text, lines=_aligned(before.lines, item.lines), points=_aligned(before.points, item.points)
        )
        if item.key in self.moved:
            return replace(marked, change="moved")
        return replace(marked, change="changed") if marked != item else item


def _deleted(item: Item) -> Item:
    return replace(_wholly(item, "deleted"), number="–" if item.number else "", key=())


def _wholly(item: Item, look: Change) -> Item:
    """An item all of which was inserted or deleted."""

    def dressed(spans: Spans) -> Spans:
        return tuple(replace(span, looks=span.looks | {_look(look)}) for span in spans)

    lines, points = tuple(map(dressed, item.lines)), tuple(map(dressed, item.points))
    return replace(item, text=dressed(item.text), lines=lines, points=points, change=look)


def _look(change: Change) -> Look:
    return "inserted" if change == "inserted" else "deleted"


def _header(old: Header, new: Header) -> Header:
    """The top of the page: its lines word by word, its contacts one by one."""
    contacts = _aligned(old.contacts, new.contacts)
    lines = _aligned(old.lines, new.lines)
    if old.name != new.name:
        lines = ((Span(old.name, frozenset({"deleted"})),), *lines)
    return replace(new, lines=lines, contacts=contacts)


def _aligned(old: Sequence[Spans], new: Sequence[Spans]) -> tuple[Spans, ...]:
    """Two lists of lines -> the newer one: those that agree in part word by word, the others whole."""
    found: list[Spans] = []
    matcher = SequenceMatcher(None, list(map(plain, old)), list(map(plain, new)), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += new[c:d]
            continue
        both = min(b - a, d - c)
        found += [_words(one, two) for one, two in zip(old[a : a + both], new[c : c + both], strict=True)]
        found += [_words(one, ()) for one in old[a + both : b]]
        found += [_words((), two) for two in new[c + both : d]]
    return tuple(found)


def _words(old: Spans, new: Spans) -> Spans:
    """Two texts -> the newer one with the words that it has more or fewer."""
    if plain(old) == plain(new):
        return new
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, [span.text for span in before], [span.text for span in after], autojunk=False)
    found: list[Span] = []
    for gone, come, kept in _blocks(matcher.get_opcodes(), before, after):
        found += [replace(span, looks=span.looks | {"deleted"}) for span in gone]
        found += [replace(span, looks=span.looks | {"inserted"}) for span in come]
        found += kept
    return tuple(_joined(found))


def _blocks(
    opcodes: Iterable[tuple[str, int, int, int, int]], before: Sequence[Span], after: Sequence[Span]
) -> Iterator[tuple[list[Span], list[Span], list[Span]]]:
    """Opcodes -> what is gone, what has come, what is kept behind them; mere signs between two changes join them."""
    gone: list[Span] = []
    come: list[Span] = []
    for tag, a, b, c, d in opcodes:
        same = after[c:d]
        if tag != "equal" or ((gone or come) and d < len(after) and DULL.fullmatch(plain(same))):
            gone, come = gone + list(before[a:b]), come + list(same)
        else:
            yield gone, come, list(same)
            gone, come = [], []
    yield gone, come, []


def _tokens(spans: Spans) -> list[Span]:
    return [replace(span, text=word) for span in spans for word in WORDS.findall(span.text)]


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbors in one look and of one link -> one span."""
    last: Span | None = None
    for span in spans:
        if last and (last.looks, last.url) == (span.looks, span.url):
            last = replace(last, text=last.text + span.text)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last
