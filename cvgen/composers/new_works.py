"""Compose the report of a refresh: the changes, what identifies each new work, and what was left out and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cvgen.composers import changes as changelog
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.diff.events import Diff
from cvgen.diff.merge import Conflict
from cvgen.document.markdown import plain_text
from cvgen.document.tree import Document, Item, Section, Span, Spans
from cvgen.profile.dates import year_of
from cvgen.profile.identifiers import identifiers_of
from cvgen.profile.model import Profile, Publication

MOST = 30  # items of a list
NAMED = 3  # authors of a work
LONG = 120  # characters of a value


@dataclass
class Findings:
    """What a refresh says beside the changes; works of a source come with its name."""

    appeared: list[tuple[Publication, Publication]] = field(default_factory=list)  # the preprint, and its paper
    new: list[Publication] = field(default_factory=list)
    doubtful: list[tuple[str, Publication]] = field(default_factory=list)
    disputed: list[tuple[str, str, Conflict]] = field(default_factory=list)  # the source, the title of the entry
    deleted: list[Publication] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compose(changes: Diff, profile: Profile, sources: str, found: Findings) -> Document:
    """Return the report of a refresh; `profile` is the one with the new works, `sources` the names of those asked."""
    document = changelog.compose(changes, profile.name, (sources, "yours"), ENGLISH, everything=True)
    said = (_with_details(one, profile) for one in document.sections if any(item.text for item in one.items))
    return replace(document, sections=(*said, *_lists(found)))


def _with_details(section: Section, profile: Profile) -> Section:
    """Return a section of the changelog with a line about each new publication: authors, venue, year, number."""
    items = []
    for item in section.items:
        is_new = item.number == "+" and item.key[:1] == ("publications",)
        items.append(replace(item, lines=(_about(profile.at(item.key)),)) if is_new else item)
    return replace(section, items=tuple(items))


def _lists(found: Findings) -> Iterator[Section]:
    """Yield the sections below the changelog that have something to say."""
    lists: tuple[tuple[str, list[Item]], ...] = (
        (
            "Has appeared: change status, venue and year by hand, then run cvgen enrich",
            [replace(_work(paper), text=_work(mine).text) for mine, paper in found.appeared],
        ),
        ("Without authors: cvgen enrich adds them", [_work(work) for work in found.new if not work.authors]),
        ("You are not among the authors: left out", [_doubtful(*one) for one in found.doubtful]),
        ("Your values are kept", list(_disputed(found.disputed))),
        ("You deleted these: left out", [_work(work) for work in found.deleted]),
        ("No answer", [Item((Span(text),)) for text in found.failures]),
        ("From the cache", [Item((Span(text),)) for text in found.notes]),
    )
    for title, items in lists:
        more = [Item((Span(f"and {len(items) - MOST:,} more"),))] if len(items) > MOST else []
        if items:
            yield Section(title, (*items[:MOST], *more))


def _work(work: Publication) -> Item:
    """Return a work as an item: its title, and below it what identifies it."""
    return Item((Span(_cut(plain_text(work.title))),), (_about(work),))


def _doubtful(source: str, work: Publication) -> Item:
    """Return a work of somebody else, with how to reject it for good."""
    numbers = identifiers_of(work)
    number = next((f"{kind}:{numbers[kind]}" for kind in ("doi", "arxiv") if kind in numbers), "")
    word = number or f'"{plain_text(work.title)}"'
    item = _work(work)
    return replace(item, lines=(*item.lines, (Span(f"from {source}; never again:  cvgen refresh --reject {word}"),)))


def _about(work: Publication) -> Spans:
    """Return authors, venue, year and number of a work in a line."""
    names = [author.name for author in work.authors]
    people = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} others" if len(names) > NAMED else "")
    parts = (people, plain_text(work.venue or ""), str(year_of(work) or ""), work.doi or work.arxiv or "")
    return (Span(" · ".join(_cut(part) for part in parts if part)),)


def _disputed(found: Iterable[tuple[str, str, Conflict]]) -> Iterator[Item]:
    """Yield the entries for which a source has other values than the profile, with a line for each key."""
    lines: dict[str, list[Spans]] = {}
    for source, title, one in found:
        values = f"{one.key}: {value(one.mine)} ({source} has {value(one.theirs)})"
        lines.setdefault(title or "marks", []).append((Span(values),))
    yield from (Item((Span(_cut(plain_text(title))),), tuple(values)) for title, values in lines.items())


def value(given: Any) -> str:
    """Return a value of a key in a few words."""
    return _cut(", ".join(getattr(one, "name", str(one)) for one in given) if isinstance(given, tuple) else str(given))


def _cut(text: str) -> str:
    """Return a text, or the beginning of a long one."""
    return text if len(text) <= LONG else f"{text[:LONG]}…"
