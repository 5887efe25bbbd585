"""Diff -> the Document that tells it: what came, what went and what became of each entry, section by section."""

from collections.abc import Iterator
from itertools import groupby

from cvgen.composers.languages.phrases import Phrases
from cvgen.diff.events import Change, Diff, Event
from cvgen.document.markdown import join, plain_text
from cvgen.document.tree import Document, Header, Item, Look, Section, Span, Spans

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
LONG = 200  # characters; of a longer text only the words around a change are told
AROUND = 40  # characters of what stayed, on each side of a change in a long text

# What each kind of change is called; {} stands for the key of the profile.
LABELS = {
    "accepted": "accepted",
    "superseded": "a fuller version",
    "title_format": "the same title in another form",
    "author_order": "authors in another order",
    "author_marks": "marks of the authors",
    "author_spelling": "a name in another spelling",
    "venue_spelling": "the venue in another spelling",
    "biblio": "{}",
    "id_added": "{} added",
    "id_removed": "{} removed",
    "id_changed": "{}",
    "link": "link",
    "honor_added": "new honor",
    "honor_removed": "honor removed",
    "moved": "moved",
    "selected": "now among the selected",
    "unselected": "no longer among the selected",
    "hidden": "hidden",
    "unhidden": "shown again",
    "year_added": "again in",
    "year_removed": "no longer in",
    "regrouped": "the same years in other entries",
    "item_added": "{} added",
    "item_removed": "{} removed",
    "format": "the same {} in another form",
    "translated": "{} in another script",
    "entry_id": "id",
    "order": "{} in another order",
    "text": "{}",
}


def compose(diff: Diff, name: str, versions: tuple[str, str], words: Phrases, everything: bool = False) -> Document:
    """A diff, the person, what the versions are called -> the changes of content, or all of them."""
    events = [event for event in diff.events if everything or event.severity == "content"]
    sections = [
        Section(_heading(section, words), tuple(_item(event, everything) for event in found))
        for section, found in groupby(events, lambda event: event.section)
    ]
    header = Header(name, lines=((Span(f"{versions[0]} → {versions[1]}", frozenset({"quiet"})),),))
    last = Section("", (Item(_rest(diff, events, everything), kind="prose"),), kind="prose")
    return Document(f"{name} – Changes", "Changes", header, (*sections, last), name, "", language="en")


def _heading(section: str, words: Phrases) -> str:
    """A key of the profile -> its heading; a heading of the user's own as it is."""
    return str(getattr(words, section, "")) or section.replace("_", " ").capitalize()


def _rest(diff: Diff, events: list[Event], everything: bool) -> Spans:
    """The line at the end: that there is nothing, how much is not shown, what to do about doubts."""
    quiet: frozenset[Look] = frozenset({"quiet"})
    said = [] if events else ["No change of content." if not everything else "No change."]
    if not everything and (diff.cosmetic or diff.order):
        said.append(f"Not shown: changes of form ({diff.cosmetic}) and of order ({diff.order}); --all shows them.")
    if everything and diff.reordered:
        said.append(f"In another order: {', '.join(diff.reordered)}.")
    if any(event.match and not event.match.is_sure for event in events):
        said.append("Entries with ? were matched by likeness: cvgen id --write gives every entry an id that stays.")
    return (Span(" ".join(said), quiet),) if said else ()


def _item(event: Event, everything: bool) -> Item:
    """An event -> its sign, what it is about, and a line for each change."""
    changes = [change for change in event.changes if everything or change.severity == "content"]
    doubt = " ?" if event.match and not event.match.is_sure else ""
    look: frozenset[Look] = frozenset({"bold"})
    title = plain_text(event.title)
    if [change.old or change.new for change in changes] == [event.title]:
        changes = []  # an interest, say: the title says it
    head: list[Spans] = [(Span(title + doubt, look),)]
    if event.merged_into:
        head.append((Span(f"now told by: {plain_text(event.merged_into.title)}"),))
    elif event.related:
        head.append((Span(f"see also: {plain_text(event.related.title)}", frozenset({"quiet"})),))
    lines = tuple(_line(change, event.title) for change in changes)
    if event.title == event.section and lines:  # a key of the person, whose heading stands above
        return Item(lines[0], lines[1:], number=SIGNS[event.op], kind="change")
    return Item(join(head, " – "), lines, number=SIGNS[event.op], kind="change")


def _line(change: Change, title: str) -> Spans:
    """A change of what has this title -> what it is called, unless that is the title, and the old and the new."""
    name = change.field.replace("_", " ")
    label = LABELS.get(change.kind, name).replace("{}", name)
    if not (change.old or change.new):
        return (Span(label),)
    return (Span(f"{label}: ") if label != title else Span(""), *_values(change))


def _values(change: Change) -> Iterator[Span]:
    """The old and the new value: one short one behind the other, long ones word by word."""
    old, new = plain_text(change.old or ""), plain_text(change.new or "")
    if old and new and (change.kind == "text" or max(len(old), len(new)) > LONG):
        yield from _shortened(change)
        return
    if old:
        yield Span(_cut(old), frozenset({"quiet"}))
    if old and new:
        yield Span(" → ")
    if new:
        yield Span(_cut(new))


def _cut(text: str) -> str:
    """The beginning of a text that came or went, such as an abstract, and how long it is."""
    return text if len(text) <= LONG else f"{text[: 2 * AROUND].rsplit(' ', 1)[0]} … ({len(text.split())} words)"


def _shortened(change: Change) -> Iterator[Span]:
    """A change in a long text, word by word, with a little of what stayed around it."""
    looks: dict[str, frozenset[Look]] = {"removed": frozenset({"deleted"}), "added": frozenset({"inserted"})}
    runs = change.words
    for at, run in enumerate(runs):
        text = run.text
        if run.op == "same" and len(text) > 2 * AROUND:
            before = text[:AROUND] + "…" if at else "…"
            text = before + (text[-AROUND:] if at + 1 < len(runs) else "")
        yield Span(text, looks.get(run.op, frozenset()))
