"""Compose an activity report for a period: a count for each heading, and the entries."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cvgen.composers import entries
from cvgen.composers.citation import cite
from cvgen.composers.entries import visible_entries
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.composers.mentees import by_author, mentee, papers_with
from cvgen.composers.publications import order_by_year
from cvgen.diff.activity import ActivityEntry
from cvgen.document.markdown import spans
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile

BUILDERS: dict[str, Callable[[Any, Phrases], Item]] = {
    "awards": entries.award,
    "grants": entries.grant,
    "patents": entries.patent,
    "talks": entries.talk,
    "teaching": entries.teaching,
    "service": entries.service,
    "positions": entries.position,
    "education": entries.education,
    "memberships": entries.membership,
    "media": entries.media,
    "exhibitions": entries.exhibition,
    "sections": entries.other,
}


def compose(profile: Profile, activities: Sequence[ActivityEntry], time: str, date: str, words: Phrases) -> Document:
    """Return the report of a person's activities.

    `activities` are the activities, those of a group in a row; `time` and `date` are printed as they are.
    """
    found = groupby(activities, lambda one: _heading(profile, one, words))
    groups = [(heading, list(entries)) for heading, entries in found]
    overview = (_overview([(heading, len(found)) for heading, found in groups], words),) if groups else ()
    return Document(
        title=f"{profile.name} – {words.report}, {time}",
        label=words.report,
        header=replace(entries.header(profile, words), lines=(spans(words.report, "bold"), spans(time)), contacts=()),
        sections=(*overview, *(_section(profile, heading, found, words) for heading, found in groups)),
        author=profile.name,
        date=date,
        language=words.language,
    )


def compose_update(profile: Profile, activities: Sequence[ActivityEntry], since: str, words: Phrases) -> Document:
    """Return what is new since a day, or a version, as a short list for an e-mail: headings and entries, no counts."""
    groups = groupby(activities, lambda one: _heading(profile, one, words))
    sections = (
        Section(heading, tuple(replace(_item(profile, one, words), number="-") for one in found))
        for heading, found in groups
    )
    title = fill_in(words.new_since, since)
    header = Header(profile.name, lines=(spans(title),))
    nothing = Section("", (Item(spans(words.nothing_new), kind="prose"),), kind="prose")
    found = tuple(sections) or (nothing,)
    return Document(f"{profile.name} – {title}", title, header, found, profile.name, "", language=words.language)


def compose_all(title: str, reports: Sequence[tuple[Document, Counter[str]]], time: str, words: Phrases) -> Document:
    """Return the reports of several people as one: what they did in total, then a section for each of them.

    Each report comes with the number of entries under its headings.
    """
    total: Counter[str] = sum((counts for _, counts in reports), Counter())
    people = (Section(report.header.name, sections=report.sections) for report, _ in reports if report.sections)
    first = reports[0][0]
    return replace(
        first,
        title=f"{title} – {words.report}, {time}",
        header=Header(title, lines=first.header.lines),
        sections=(*((_overview(list(total.items()), words),) if total else ()), *people),
        author=title,
    )


def counts_of(profile: Profile, activities: Sequence[ActivityEntry], words: Phrases) -> Counter[str]:
    """Return the number of activities under each heading of a report."""
    return Counter(_heading(profile, one, words) for one in activities)


def _heading(profile: Profile, one: ActivityEntry, words: Phrases) -> str:
    """Return the heading of an activity: of its group, or of the owner's section that it is in."""
    return str(profile.sections[int(one.key[1])].title if one.group == "sections" else getattr(words, one.group))


def _overview(counts: Sequence[tuple[str, int]], words: Phrases) -> Section:
    items = tuple(Item(spans(f"{heading}: {number}"), kind="word") for heading, number in counts)
    return Section(words.overview, items, run_in=True)


def _section(profile: Profile, heading: str, found: list[ActivityEntry], words: Phrases) -> Section:
    """Return the section of one group, with its number of entries in the heading; publications are newest first."""
    title = f"{heading} ({len(found)})"
    if found[0].key[0] != "publications":
        return Section(title, tuple(_item(profile, one, words) for one in found))
    newest = sorted(found, key=lambda one: -order_by_year(profile.publications[int(one.key[1])]))
    items = (replace(_item(profile, one, words), number=f"{number}.") for number, one in enumerate(newest, start=1))
    return Section(title, tuple(items), kind="publications")


def _item(profile: Profile, one: ActivityEntry, words: Phrases) -> Item:
    """Return the entry of an activity; one whose month is unknown ends with a remark."""
    item = replace(_entry(profile, one.key, words), key=one.key)
    if not one.year_only:
        return item
    remark = Span(f" [{words.year_only}]", frozenset({"quiet"}))
    if item.lines:
        return replace(item, lines=(*item.lines[:-1], (*item.lines[-1], remark)))
    return replace(item, text=(*item.text, remark))


def _entry(profile: Profile, key: EntryPath, words: Phrases) -> Item:
    """Return the item of the entry with this key."""
    name, entry = str(key[0]), profile.at(key)
    if name == "publications":
        return cite(entry, profile, PublicationChoice(), words)
    if name == "mentees":
        papers = papers_with(entry, by_author(visible_entries(profile.publications)), profile.mentee_marks)
        return mentee(entry, words, len(papers))
    return BUILDERS[name](entry, words)
