"""Compose an activity report for a period: a count for each heading, and the entries."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cvgen.composers import entries
from cvgen.composers.citation import cite
from cvgen.composers.entries import visible_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.composers.mentees import mentee, papers_with
from cvgen.composers.publications import order_by_year
from cvgen.diff.activity import ActivityEntry
from cvgen.document.markdown import spans
from cvgen.document.tree import Document, Item, Section, Span
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
}


def compose(profile: Profile, activities: Sequence[ActivityEntry], time: str, date: str, words: Phrases) -> Document:
    """Return the report of a person's activities.

    `activities` are the activities, those of a group in a row; `time` and `date` are printed as they are.
    """
    groups = {name: list(found) for name, found in groupby(activities, lambda one: one.group)}
    counts = tuple(Item(spans(f"{getattr(words, name)}: {len(found)}"), kind="word") for name, found in groups.items())
    overview = (Section(words.overview, counts, run_in=True),) if groups else ()
    return Document(
        title=f"{profile.name} – {words.report}, {time}",
        label=words.report,
        header=replace(entries.header(profile, words), lines=(spans(words.report, "bold"), spans(time)), contacts=()),
        sections=(*overview, *(_section(profile, name, found, words) for name, found in groups.items())),
        author=profile.name,
        date=date,
        language=words.language,
    )


def _section(profile: Profile, group: str, found: list[ActivityEntry], words: Phrases) -> Section:
    """Return the section of one group, with its number of entries in the heading; publications are newest first."""
    title = f"{getattr(words, group)} ({len(found)})"
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
    name, at = str(key[0]), int(key[1])
    entry = getattr(profile, name)[at]
    if name == "publications":
        return cite(entry, profile, PublicationChoice(), words)
    if name == "mentees":
        papers = papers_with(entry, visible_entries(profile.publications), profile.mentee_marks)
        return mentee(entry, words, len(papers))
    return BUILDERS[name](entry, words)
