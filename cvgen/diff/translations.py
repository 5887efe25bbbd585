"""Compare a CV with its version in another script: a translated text is not a change of content."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.diff.events import Change, Diff, Event
from cvgen.profile.model import Profile
from cvgen.profile.text import is_translated

# Kinds of change that a translation does not explain.
KEPT = (
    "accepted",
    "appeared",
    "superseded",
    "authors",
    "author_order",
    "author_marks",
    "author_spelling",
    "name",
    "contact",
)


def with_translations(found: Diff, old: Profile, new: Profile) -> Diff:
    """Mark translated texts in a diff as "translated" if one profile is in Chinese, say, and one in English."""
    if not is_translated(_own_texts(old), _own_texts(new)):
        return found
    return replace(found, events=tuple(map(_translated, found.events)))


def _translated(event: Event) -> Event:
    changes = (replace(change, kind="translated") if _is_translation(change) else change for change in event.changes)
    return replace(event, changes=tuple(changes))


def _is_translation(change: Change) -> bool:
    """Return whether the new text is in another script than the old one."""
    return bool(change.kind not in KEPT and change.old and change.new and is_translated(change.old, change.new))


def _own_texts(profile: Profile) -> str:
    """Return the texts of a profile in its own language; papers are left out, because they keep their language."""
    return " ".join(_texts(profile))


def _texts(profile: Profile) -> Iterator[str]:
    yield from filter(None, (profile.headline, profile.affiliation, *profile.interests))
    yield from profile.bio.longest_first() if profile.bio else ()
    yield from (post.title for post in profile.positions)
    yield from (degree.degree for degree in profile.education)
    yield from (award.title for award in profile.awards)
    yield from (service.role for service in profile.service)
    yield from (section.title for section in profile.sections)
