"""Compose a document from a Diff: what was added, removed and changed, section by section."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from cvgen.composers.languages.phrases import Phrases
from cvgen.diff.events import Change, Diff, Event
from cvgen.document.markdown import join, plain_text
from cvgen.document.tree import Document, Header, Item, Look, Section, Span, Spans
from cvgen.profile.languages import name_of

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
LONG = 200  # characters; a longer text is shown as excerpts around its changes
CONTEXT = 40  # characters of unchanged text shown on each side of a change in a long text

# The label of each kind of change; {} is replaced by the key of the profile.
LABELS = {
    "accepted": "accepted",
    "appeared": "appeared",
    "superseded": "a fuller version",
    "title_format": "the same title in another form",
    "authors": "authors",
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
    "ended": "ended",
    "reopened": "no longer ended",
    "promoted": "promoted",
    "year_added": "again in",
    "year_removed": "no longer in",
    "regrouped": "the same years in other entries",
    "item_added": "{} added",
    "item_removed": "{} removed",
    "format": "the same {} in another form",
    "translated": "{} in another script",
    "translation_added": "{} added",
    "translation_removed": "{} removed",
    "entry_id": "id",
    "order": "{} in another order",
    "text": "{}",
    "rewritten": "rewritten",
}
SAYS_WHICH = frozenset(  # kinds whose label says what happened; the others say "added" or "removed"
    ["accepted", "superseded", "id_added", "id_removed", "honor_added", "honor_removed", "moved", "ended", "reopened",
     "year_added", "year_removed", "item_added", "item_removed", "regrouped", "appeared",
     "translation_added", "translation_removed"]
)  # fmt: skip
NO_EDIT = ("outdated", "translation_added", "translation_removed", "format")
NEW_VALUE = ("ended", "appeared")  # kinds whose old value goes without saying
BOTH_SIDES = {"authors": ("authors removed", "authors added"), "rewritten": ("before", "now")}  # a line for each


def compose(diff: Diff, name: str, versions: tuple[str, str], words: Phrases, everything: bool = False) -> Document:
    """Return the document that lists the events of a diff.

    `name` is the person, `versions` are the labels of the old and the new version. Only changes of content are
    listed; with `everything`, changes of form and order as well. Labels are in English, headings in `words`.
    """
    events = [event for event in diff.events if everything or event.severity == "content"]
    sections = [
        Section(words.heading(section), tuple(_item(event, everything) for event in found))
        for section, found in groupby(events, lambda event: event.section)
    ]
    header = Header(name, lines=((Span(f"{versions[0]} → {versions[1]}", frozenset({"quiet"})),),))
    last = Section("", (Item(_rest(diff, events, everything), kind="prose"),), kind="prose")
    return Document(f"{name} – Changes", "Changes", header, (*sections, last), name, "", language="en")


def _rest(diff: Diff, events: list[Event], everything: bool) -> Spans:
    """Return the closing line: no changes, how many are not listed, and what to do about uncertain matches."""
    quiet: frozenset[Look] = frozenset({"quiet"})
    sentences = [] if events else ["No change of content." if not everything else "No change."]
    if not everything and (diff.cosmetic or diff.order):
        sentences.append(f"Not shown: changes of form ({diff.cosmetic}) and of order ({diff.order}); --all shows them.")
    if everything and diff.reordered:
        sentences.append(f"In another order: {', '.join(diff.reordered)}.")
    if any(event.match and not event.match.is_sure for event in events):
        sentences.append(
            "Entries with ? were matched by similarity: cvgen id --write gives every entry a permanent id."
        )
    return (Span(" ".join(sentences), quiet),) if sentences else ()


def _item(event: Event, everything: bool) -> Item:
    """Return an event as an item: its sign, its title, and a line for each change."""
    changes = [change for change in event.changes if everything or change.severity == "content"]
    doubt = " ?" if event.match and not event.match.is_sure else ""
    look: frozenset[Look] = frozenset({"bold"})
    title = plain_text(event.title)
    if [change.old or change.new for change in changes] == [event.title]:
        changes = []  # for example an interest: the title says it all
    head: list[Spans] = [(Span(title + doubt, look),)]
    if event.merged_into:
        head.append((Span(f"merged into: {plain_text(event.merged_into.title)}"),))
    elif event.related:
        head.append((Span(f"see also: {plain_text(event.related.title)}", frozenset({"quiet"})),))
    lines = tuple(_line(change, event) for one in changes for change in _sides(one))
    if event.title == event.section and lines:  # a key of the person: the heading already names it
        return Item(lines[0], lines[1:], number=SIGNS[event.op], kind="change", key=event.new_key or ())
    return Item(join(head, " – "), lines, number=SIGNS[event.op], kind="change", key=event.new_key or ())


def _sides(change: Change) -> Iterator[Change]:
    """Yield a change, or its old and its new side where each has a line: authors removed, authors added."""
    if change.kind not in BOTH_SIDES:
        yield replace(change, old=None) if change.kind in NEW_VALUE and change.new else change
        return
    yield from (
        replace(change, old=old, new=new) for old, new in ((change.old, None), (None, change.new)) if old or new
    )


def _line(change: Change, event: Event) -> Spans:
    """Return one change as a line: its label, unless that is the title of the entry, then the old and new value."""
    if change.kind == "outdated":
        return (Span(_outdated(change, event)),)
    label = _label(change, event.op == "changed")
    if not (change.old or change.new):
        return (Span(label),)
    return (Span(f"{label}: ") if label != event.title else Span(""), *_values(change))


def _label(change: Change, is_changed: bool) -> str:
    """Return the label of a change; where an entry that stays got or lost a value, it says so."""
    if change.kind in BOTH_SIDES:
        return BOTH_SIDES[change.kind][bool(change.new)]
    name = change.field.replace("_", " ") + (f" in {name_of(change.language)}" if change.language else "")
    label = LABELS.get(change.kind, name).replace("{}", name)
    if change.kind in SAYS_WHICH or not is_changed or bool(change.old) == bool(change.new):
        return label
    return f"{label} {'added' if change.new else 'removed'}"


def _outdated(change: Change, event: Event) -> str:
    """Say that a text in one language is older than in another: "title: the German is older than the English"."""
    others = [one for one in event.changes if one.field == change.field and one.language not in ("", change.language)]
    newer = dict.fromkeys(name_of(one.language) for one in others if one.kind not in NO_EDIT)
    return f"{change.field}: the {name_of(change.language)} is older than the {' and the '.join(newer)}"


def _values(change: Change) -> Iterator[Span]:
    """Yield the old and the new value: short ones side by side, long ones word by word."""
    old, new = plain_text(change.old or ""), plain_text(change.new or "")
    if change.kind == "rewritten":
        yield Span(old or new)
        return
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
    """Return a text, or the beginning of a long one (an abstract, for example) and its number of words."""
    return text if len(text) <= LONG else f"{text[: 2 * CONTEXT].rsplit(' ', 1)[0]} … ({len(text.split())} words)"


def _shortened(change: Change) -> Iterator[Span]:
    """Yield a change in a long text word by word, with some unchanged text around it."""
    looks: dict[str, frozenset[Look]] = {"removed": frozenset({"deleted"}), "added": frozenset({"inserted"})}
    runs = change.words
    for at, run in enumerate(runs):
        text = run.text
        if run.op == "same" and len(text) > 2 * CONTEXT:
            before = text[:CONTEXT] + "…" if at else "…"
            text = before + (text[-CONTEXT:] if at + 1 < len(runs) else "")
        yield Span(text, looks.get(run.op, frozenset()))
