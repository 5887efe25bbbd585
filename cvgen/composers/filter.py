"""Hide the entries that a document leaves out.

Entries keep their places in their lists, so that the key of an item still names its entry.
"""

import dataclasses
import math
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from cvgen.profile.dates import Date, certainly_before, date_of, year_of
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Entry, Point, Profile, Publication


def filter_entries(profile: Profile, options: DocumentOptions) -> Profile:
    """Hide entries with other tags or outside the period, and publications that the document does not choose.

    Points with other tags are left out.
    """
    lists: dict[str, Any] = {}
    for field in dataclasses.fields(profile):
        entries = getattr(profile, field.name)
        if isinstance(entries, tuple) and entries and isinstance(entries[0], Entry):
            lists[field.name] = tuple(_narrowed(entry, options) for entry in entries)
    narrowed = replace(profile, **lists)
    if options.publications is None:
        return narrowed
    return replace(narrowed, publications=tuple(_chosen(narrowed.publications, options.publications)))


def hide(profile: Profile, keys: Collection[EntryPath]) -> Profile:
    """Hide the entries with these keys, such as ("awards", 3)."""
    lists: dict[str, Any] = {}
    for name in {str(key[0]) for key in keys}:
        lists[name] = tuple(_without(one, (name, at), keys) for at, one in enumerate(getattr(profile, name)))
    return replace(profile, **lists)


def _without(entry: Any, key: EntryPath, keys: Collection[EntryPath]) -> Any:
    """Return an entry, hidden if its key is among the keys; in a custom section, hide its entries as well."""
    if key in keys:
        return replace(entry, hidden=True)
    if not hasattr(entry, "entries"):
        return entry
    below = (_without(one, (*key, "entries", at), keys) for at, one in enumerate(entry.entries))
    return replace(entry, entries=tuple(below))


def _narrowed(entry: Any, options: DocumentOptions) -> Any:
    wanted = _tagged(entry, options) and _in_time(entry, options)
    if wanted and hasattr(entry, "entries"):  # a custom section
        return replace(entry, entries=tuple(_narrowed(one, options) for one in entry.entries))
    if not wanted:
        return replace(entry, hidden=True)
    points = getattr(entry, "highlights", ())
    kept = tuple(point for point in points if _tagged(point, options))
    return entry if len(kept) == len(points) else replace(entry, highlights=kept)


def _tagged(entry: Entry | Point, options: DocumentOptions) -> bool:
    """Return whether the tags of an entry or a point admit it; without tags, it is in every document."""
    if any(tag in options.exclude for tag in entry.tags):
        return False
    return not (options.include and entry.tags) or any(tag in options.include for tag in entry.tags)


def reason(entry: Any, options: DocumentOptions) -> str:
    """Return the key or option by which a document leaves an entry out; "" where none says so."""
    if entry.hidden:
        return "hidden: true"
    if not _tagged(entry, options):
        excluded = [tag for tag in entry.tags if tag in options.exclude]
        return f"exclude: {excluded[0]}" if excluded else f"include: {', '.join(options.include)}"
    if not _in_time(entry, options):
        since = options.since is not None and certainly_before(max(_times(entry)), options.since)
        return f"since: {options.since}" if since else f"until: {options.until}"
    choice = options.publications
    if not isinstance(entry, Publication) or choice is None:
        return ""
    if not _is_wanted(entry, choice):
        return "selected: true" if choice.selected and not entry.selected else f"types: {', '.join(choice.types)}"
    return f"limit: {choice.limit}"


def _in_time(entry: Any, options: DocumentOptions) -> bool:
    """Return whether an entry may be between since and until; an entry without dates always is."""
    times = _times(entry)
    if not times:
        return True
    early = options.since is not None and certainly_before(max(times), options.since)
    late = options.until is not None and certainly_before(options.until, min(times))
    return not (early or late)


def _times(entry: Any) -> list[Date]:
    """Return every date of an entry: its years, its date, its start and its end."""
    if isinstance(entry, Publication):
        return [date for date in [date_of(entry)] if date]
    years = [Date(year) for year in getattr(entry, "years", ())]
    dates = [getattr(entry, name, None) for name in ("date", "start", "end")]
    return years + [date for date in dates if date]


def _chosen(papers: Iterable[Publication], choice: PublicationChoice) -> Iterable[Publication]:
    """Return the publications, hidden unless the document chooses them: by kind, up to its limit."""
    papers = list(papers)
    wanted = [paper for paper in papers if not paper.hidden and _is_wanted(paper, choice)]
    best = sorted(wanted, key=_weight)[: choice.limit]
    kept = set(map(id, best))
    return [paper if id(paper) in kept else replace(paper, hidden=True) for paper in papers]


def _is_wanted(paper: Publication, choice: PublicationChoice) -> bool:
    return (paper.selected or not choice.selected) and (not choice.types or paper.type in choice.types)


def _weight(paper: Publication) -> tuple[bool, bool, float]:
    """Return the order in which a limit keeps publications: selected, then with honors, then new."""
    return not paper.selected, not paper.honors, -(year_of(paper) or math.inf)
