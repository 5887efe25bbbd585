"""Find what happened in a period: papers, awards, talks, mentees; by the dates of a profile or by two versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from cvgen.diff.compare import diff
from cvgen.profile.dates import PRESENT, Date, date_of, earliest, latest
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import OtherSection, Profile, Publication
from cvgen.profile.status import stage_of

When = Literal["in it", "perhaps", "outside", "unknown"]

# The group of a publication by its stage; a paper in preparation or rejected is in none.
GROUP_OF_STAGE = {
    "published": "published",
    "accepted": "accepted",
    "in press": "accepted",
    "forthcoming": "accepted",
    "preprint": "preprints",
    "submitted": "submissions",
    "under review": "submissions",
    "in revision": "submissions",
}
BEGIN = {"positions": "start", "memberships": "start", "patents": "date", "talks": "date", "media": "date"}
END = {"education": "end"}
THROUGHOUT = ("grants", "teaching", "service", "exhibitions", "sections")  # they count as long as they run
ENTRY = (2, 4)  # the lengths of the key of an entry: of a list, or of a section of the owner's
# What makes a changed entry news: by default another year.
NEWS = {"positions": {"promoted"}, "education": {"ended"}}
GROUPS = (
    "published", "accepted", "honored", "preprints", "submissions", "awards", "grants", "patents", "talks", "teaching",
    "service", "media", "exhibitions", "new_mentees", "leaving_mentees", "positions", "education", "memberships",
    "sections",
)  # fmt: skip
LISTS = ("publications", "mentees", *GROUPS)  # the other keys of a profile are texts, such as interests and links


@dataclass(frozen=True)
class ActivityEntry:
    """A group of the report, the key of an entry in it, and whether only the year of the entry is known."""

    group: str
    key: EntryPath
    year_only: bool = False


def by_dates(profile: Profile, since: Date, until: Date) -> tuple[list[ActivityEntry], list[EntryPath]]:
    """Return the entries whose dates are in a period, and the keys of entries without a date.

    An entry with only a year is included, and marked, if the year overlaps the period.
    """
    found: list[ActivityEntry] = []
    undated: list[EntryPath] = []
    for key, entry in _entries(profile):
        placed = list(_placed(key, entry, since, until))
        undated += [key] if placed and all(when == "unknown" for _, when in placed) else []
        found += [
            ActivityEntry(group, key, when == "perhaps") for group, when in placed if when in ("in it", "perhaps")
        ]
    return _in_order(found), undated


def by_versions(old: Profile, new: Profile) -> list[ActivityEntry]:
    """Return the entries of the newer version that are new, or that have reached a new group."""
    found: list[ActivityEntry] = []
    for event in diff(old, new).events:
        if event.new_key is None or len(event.new_key) not in ENTRY or event.new_key[0] not in LISTS:
            continue
        before = old.at(event.old_key) if event.old_key else None
        after = new.at(event.new_key)
        if not after.hidden:
            kinds = {change.kind for change in event.changes}
            found += [
                ActivityEntry(group, event.new_key) for group in _news(str(event.new_key[0]), before, after, kinds)
            ]
    return _in_order(found)


def _entries(profile: Profile) -> Iterator[tuple[EntryPath, Any]]:
    """Yield every entry, with its key, that is not hidden and in a list of the report."""
    for name in ("publications", "awards", "mentees", *BEGIN, *END, *THROUGHOUT):
        for at, entry in enumerate(getattr(profile, name)):
            if not entry.hidden and isinstance(entry, OtherSection):
                yield from (((name, at, "entries", place), one) for place, one in enumerate(entry.entries))
            elif not entry.hidden:
                yield (name, at), entry


def _placed(key: EntryPath, entry: Any, since: Date, until: Date) -> Iterator[tuple[str, When]]:
    """Yield the groups that an entry may belong to, and whether its dates are in the period."""
    name = str(key[0])
    if isinstance(entry, Publication):
        if group := GROUP_OF_STAGE.get(stage_of(entry), ""):
            yield group, _when([date_of(entry)], since, until)
    elif name == "mentees":
        yield "new_mentees", _when([entry.start], since, until)
        if entry.end != PRESENT:
            yield "leaving_mentees", _when([entry.end], since, until)
    elif name == "awards":
        yield name, _when([Date(year) for year in entry.years], since, until)
    elif name in THROUGHOUT:
        yield name, _throughout(entry, since, until)
    else:
        yield name, _when([getattr(entry, BEGIN.get(name) or END[name])], since, until)


def _when(dates: Iterable[Date | None], since: Date, until: Date) -> When:
    """Return whether any of the dates is in a period."""
    known = [date for date in dates if date and date != PRESENT]
    if not known:
        return "unknown"
    places = {_overlap(date, since, until) for date in known}
    return "in it" if "in it" in places else "perhaps" if "perhaps" in places else "outside"


def _throughout(entry: Any, since: Date, until: Date) -> When:
    """Return whether a grant, service or teaching overlaps a period, by its years or by its start and end."""
    if years := getattr(entry, "years", ()):
        return _when([Date(year) for year in years], since, until)
    if not entry.start:
        return _when([getattr(entry, "date", None), entry.end], since, until)
    ended = entry.end or entry.start
    return "in it" if latest(entry.start) <= latest(until) and latest(ended) >= earliest(since) else "outside"


def _overlap(date: Date, since: Date, until: Date) -> When:
    first, last = earliest(date), latest(date)
    if last < earliest(since) or first > latest(until):
        return "outside"
    return "in it" if earliest(since) <= first and last <= latest(until) else "perhaps"


def _news(name: str, before: Any, after: Any, kinds: set[str]) -> Iterator[str]:
    """Yield the groups of an entry that is new or has changed; `before` is None for a new one."""
    if isinstance(after, Publication):
        group = GROUP_OF_STAGE.get(stage_of(after), "")
        if group and (before is None or GROUP_OF_STAGE.get(stage_of(before)) != group):
            yield group
        if before is not None and "honor_added" in kinds:
            yield "honored"
    elif name == "mentees":
        if before is None:
            yield "new_mentees"
        if _has_left(after) and not (before and _has_left(before)):
            yield "leaving_mentees"
    elif name in GROUPS and (before is None or kinds & NEWS.get(name, {"year_added"})):
        yield name


def _has_left(mentee: Any) -> bool:
    return mentee.end not in (None, PRESENT)


def _in_order(found: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    return sorted(found, key=lambda one: (GROUPS.index(one.group), one.key))
