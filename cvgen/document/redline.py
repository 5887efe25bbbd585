"""Mark what changed between two versions of a document: inserted, deleted and moved text.

Nothing here knows a profile: the keys of the items say which item of the old document is which of the new one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from cvgen.document.tree import Change, Document, Header, Item, ItemKey, Look, Section, Span, Spans, every_item, plain

# Two texts -> the runs of both: ("same", text), ("removed", text), ("added", text).
CompareWords = Callable[[str, str], Iterable[tuple[str, str]]]
DELETED: frozenset[Look] = frozenset({"deleted"})
INSERTED: frozenset[Look] = frozenset({"inserted"})


class Wording(NamedTuple):
    """The words of a redline in the language of its document: its heading, legend, and labels of changes."""

    heading: str
    legend: Spans
    labels: Mapping[str, str]


def redline(
    old: Document,
    new: Document,
    same: Mapping[ItemKey, ItemKey],
    compare_words: CompareWords,
    wording: Wording,
    moved: Iterable[ItemKey] = (),
) -> Document:
    """Return the new document with its changes marked.

    `same` has the old key of each new key, `moved` the keys of moved items; `compare_words` splits two texts into
    runs, and so decides which words are marked.
    """
    work = _Redline(old, same, compare_words, frozenset(moved))
    legend = Section(wording.heading, (Item(wording.legend, kind="prose"),), kind="legend")
    sections = _labelled((legend, *work.sections(new)), wording.labels)
    return replace(new, header=work.header(old.header, new.header), sections=sections)


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
    """The items of the old document by key, and the places where removed items are shown."""

    def __init__(
        self,
        old: Document,
        same: Mapping[ItemKey, ItemKey],
        compare_words: CompareWords,
        moved: frozenset[ItemKey],
    ) -> None:
        self.old, self.same, self.compare_words, self.moved = old, same, compare_words, moved
        self.before: dict[ItemKey, list[Item]] = {}
        for item in every_item(old.sections):
            self.before.setdefault(item.key, []).append(item)
        self.after: dict[ItemKey, list[Item]] = {}  # key of a kept item -> removed items to show behind it
        self.first: dict[str, list[Item]] = {}  # title of a section -> removed items to show at its top
        self.gone: dict[str, list[Section]] = {}  # title of a section -> removed sections to show behind it

    def header(self, old: Header, new: Header) -> Header:
        """Mark the top of the page: its lines word by word, its contacts one by one."""
        contacts = self._lines(old.contacts, new.contacts)
        lines = self._lines(old.lines, new.lines)
        if old.name != new.name:
            lines = ((Span(old.name, DELETED),), *lines)
        return replace(new, lines=lines, contacts=contacts)

    def sections(self, new: Document) -> tuple[Section, ...]:
        """Mark the sections of the new document; removed items and sections appear in their old places."""
        there = {item.key for item in every_item(new.sections)}
        self._find_gone(there, {section.title for section in new.sections})
        found = list(self.gone.get("", ()))
        for section in new.sections:
            found += [self._section(section), *self.gone.get(section.title, ())]
        return tuple(found)

    def _find_gone(self, there: set[ItemKey], titles: set[str]) -> None:
        """Find for each removed item the item, or the section, behind which to show it."""
        kept = {self.same[key]: key for key in there if key in self.same}
        place = ""
        for section in self.old.sections:
            lost = [item for item in every_item([section]) if item.key and item.key not in kept]
            if section.title in titles:
                place = section.title
                self._attach(section, kept, set(map(id, lost)))
            elif lost:
                gone = Section(section.title, tuple(map(_deleted, lost)), kind=section.kind, run_in=section.run_in)
                self.gone.setdefault(place, []).append(gone)

    def _attach(self, section: Section, kept: Mapping[ItemKey, ItemKey], lost: set[int]) -> None:
        """Attach each removed item to the kept item before it, or to the top of its section."""
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
        text = self._words(before.text, item.text)
        lines, points = self._lines(before.lines, item.lines), self._lines(before.points, item.points)
        marked = replace(item, text=text, lines=lines, points=points)
        if before.aside != item.aside:
            marked = replace(marked, is_aside_new=True, old_aside=before.aside)
        if item.key in self.moved:
            return replace(marked, change="moved")
        return replace(marked, change="changed") if marked != item else item

    def _lines(self, old: Sequence[Spans], new: Sequence[Spans]) -> tuple[Spans, ...]:
        """Mark a list of lines: changed lines word by word, new and removed lines as a whole."""
        found: list[Spans] = []
        matcher = SequenceMatcher(None, list(map(plain, old)), list(map(plain, new)), autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                found += new[c:d]
                continue
            both = min(b - a, d - c)
            found += [self._words(one, two) for one, two in zip(old[a : a + both], new[c : c + both], strict=True)]
            found += [self._words(one, ()) for one in old[a + both : b]]
            found += [self._words((), two) for two in new[c + both : d]]
        return tuple(found)

    def _words(self, old: Spans, new: Spans) -> Spans:
        """Mark a text word by word; what stayed has the looks of the new text."""
        before, after = plain(old), plain(new)
        if before == after:
            return new
        found: list[Span] = []
        gone = come = 0  # characters of either text that are done
        for op, text in self.compare_words(before, after):
            if op == "removed":
                found += _cut(old, gone, len(text), DELETED)
            else:
                found += _cut(new, come, len(text), INSERTED if op == "added" else frozenset())
            gone += len(text) * (op != "added")
            come += len(text) * (op != "removed")
        return tuple(_joined(found))


def _deleted(item: Item) -> Item:
    return replace(_wholly(item, "deleted"), number="–" if item.number else "", key=())


def _wholly(item: Item, change: Change) -> Item:
    """Mark all of an item as inserted or as deleted."""
    looks = INSERTED if change == "inserted" else DELETED

    def marked(spans: Spans) -> Spans:
        return tuple(replace(span, looks=span.looks | looks) for span in spans)

    lines, points = tuple(map(marked, item.lines)), tuple(map(marked, item.points))
    is_new = change == "inserted"
    return replace(item, text=marked(item.text), lines=lines, points=points, change=change, is_aside_new=is_new)


def _cut(spans: Spans, start: int, length: int, looks: frozenset[Look]) -> Iterator[Span]:
    """Cut a stretch of characters out of spans, and add looks to it."""
    for span in spans:
        text = span.text[max(0, start) : max(0, start + length)]
        if text:
            yield replace(span, text=text, looks=span.looks | looks)
        start -= len(span.text)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbors that have the same looks and the same link."""
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
