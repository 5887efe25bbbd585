"""Rank the entries of a document by importance: a page limit drops the least important first."""

from cvgen.composers.entries import visible_entries
from cvgen.composers.mentees import by_author, papers_with
from cvgen.composers.publications import PUBLISHED, heading, order_by_year
from cvgen.document.tree import Document, every_item
from cvgen.profile.dates import year_of
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Mentee, Profile, Publication

# The base weight of an entry of each list. Entries of other lists are never dropped.
WEIGHTS = {
    "positions": 100, "education": 95, "grants": 70, "publications": 50, "awards": 50, "patents": 45, "service": 45,
    "teaching": 40, "talks": 35, "exhibitions": 35, "sections": 30, "skills": 30, "mentees": 28, "memberships": 25,
    "media": 25, "languages": 25, "references": 20, "news": 5,
}  # fmt: skip
SELECTED, HONORED, UNPUBLISHED, PER_PAPER, PER_YEAR, PER_PLACE = 25.0, 12.0, -15.0, 2.0, 1.0, 0.4
OLDEST = 2000  # years; the age of a paper without a date
FIRST, FIRST_OF_ALL = 3, 25.0  # the first entries represent their list, and are kept longer


def drop_order(profile: Profile, document: Document) -> list[EntryPath]:
    """Return the keys of a document's entries in the order of dropping them: old before new, plain before honored."""
    keys = [item.key for item in every_item(document.sections) if item.key and item.key[0] in WEIGHTS]
    newest = max((year for paper in profile.publications if (year := year_of(paper))), default=0)
    return sorted(keys, key=lambda key: _weight(key, profile, newest))


def _weight(key: EntryPath, profile: Profile, newest: int) -> float:
    """Return the importance of an entry; the lowest weight is dropped first."""
    name, at = str(key[0]), int(key[1])
    entry = getattr(profile, name)[at]
    weight = WEIGHTS[name] - PER_PLACE * at  # users list the newest or best entry first
    weight += FIRST_OF_ALL * (at < FIRST and not isinstance(entry, Publication))
    if isinstance(entry, Publication):
        age = min(max(0, newest - order_by_year(entry)), OLDEST)
        weight = WEIGHTS[name] - PER_YEAR * age + HONORED * bool(entry.honors)
        weight += UNPUBLISHED * (heading(entry) != PUBLISHED)
    weight += SELECTED * getattr(entry, "selected", False)
    if isinstance(entry, Mentee):
        signed = by_author(visible_entries(profile.publications))
        weight += PER_PAPER * len(papers_with(entry, signed, profile.mentee_marks))
    return weight
