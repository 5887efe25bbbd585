"""Profile, what happened in a time -> a report of it: a count in each heading, and the entries."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cvgen.composers import entries
from cvgen.composers.citation import cite
from cvgen.composers.entries import shown
from cvgen.composers.languages.phrases import Phrases
from cvgen.composers.mentees import mentee, papers_with
from cvgen.composers.publications import order_by_year
from cvgen.diff.activity import ActivityEntry
from cvgen.document.markdown import spans
from cvgen.document.tree import Document, Item, Section, Span
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile

MAKERS: dict[str, Callable[[Any, Phrases], Item]] = {
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


def compose(profile: Profile, happened: Sequence[ActivityEntry], time: str, date: str, words: Phrases) -> Document:
    """A profile, what happened, the time and the date as they are printed -> the report."""
    groups = {name: list(found) for name, found in groupby(happened, lambda one: one.group)}
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
    """A group of a report -> its section, with the number of its entries; of publications the newest come first."""
    title = f"{getattr(words, group)} ({len(found)})"
    if found[0].key[0] != "publications":
        return Section(title, tuple(_item(profile, one, words) for one in found))
    newest = sorted(found, key=lambda one: -order_by_year(profile.publications[int(one.key[1])]))
    items = (replace(_item(profile, one, words), number=f"{number}.") for number, one in enumerate(newest, start=1))
    return Section(title, tuple(items), kind="publications")


def _item(profile: Profile, one: ActivityEntry, words: Phrases) -> Item:
    """What happened -> its entry; one whose month is not known says so at its end."""
    item = replace(_entry(profile, one.key, words), key=one.key)
    if not one.year_only:
        return item
    said = Span(f" [{words.year_only}]", frozenset({"quiet"}))
    if item.lines:
        return replace(item, lines=(*item.lines[:-1], (*item.lines[-1], said)))
    return replace(item, text=(*item.text, said))


def _entry(profile: Profile, key: EntryPath, words: Phrases) -> Item:
    name, at = str(key[0]), int(key[1])
    entry = getattr(profile, name)[at]
    if name == "publications":
        return cite(entry, profile, PublicationChoice(), words)
    if name == "mentees":
        papers = papers_with(entry, shown(profile.publications), profile.mentee_marks)
        return mentee(entry, words, len(papers))
    return MAKERS[name](entry, words)
