"""A CV and its version in another script: what was only put into the other language is no change of content."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.diff.events import Change, Diff, Event
from cvgen.profile.model import Profile
from cvgen.profile.text import is_translated

# Kinds that say more than that a text is another one.
KEPT = ("accepted", "superseded", "authors", "author_order", "author_marks", "author_spelling", "name", "contact")


def with_translations(found: Diff, old: Profile, new: Profile) -> Diff:
    """A diff and its profiles -> the same, with "translated" where one is in Chinese, say, and the other in English."""
    if not is_translated(_speech(old), _speech(new)):
        return found
    return replace(found, events=tuple(map(_translated, found.events)))


def _translated(event: Event) -> Event:
    changes = (replace(change, kind="translated") if _is_put(change) else change for change in event.changes)
    return replace(event, changes=tuple(changes))


def _is_put(change: Change) -> bool:
    """Whether a change puts a text into another script."""
    return bool(change.kind not in KEPT and change.old and change.new and is_translated(change.old, change.new))


def _speech(profile: Profile) -> str:
    """What a profile says in its own language; papers are often cited in that of the journal."""
    return " ".join(_texts(profile))


def _texts(profile: Profile) -> Iterator[str]:
    yield from filter(None, (profile.headline, profile.affiliation, *profile.interests))
    yield from profile.bio.longest_first() if profile.bio else ()
    yield from (post.title for post in profile.positions)
    yield from (degree.degree for degree in profile.education)
    yield from (award.title for award in profile.awards)
    yield from (service.role for service in profile.service)
    yield from (section.title for section in profile.sections)
