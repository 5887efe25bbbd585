"""Compare two profiles, without reading files or printing."""

import dataclasses

from cvgen.diff.authors import AuthorContext
from cvgen.diff.career import with_promotions
from cvgen.diff.events import Diff
from cvgen.diff.lists import compare_lists, listing
from cvgen.diff.match.people import People
from cvgen.diff.person import IGNORED, OTHERS, SCALARS, compare_person
from cvgen.diff.sections import compare_sections
from cvgen.diff.translations import with_translations
from cvgen.profile.model import Profile


def diff(old: Profile, new: Profile) -> Diff:
    """Return every event between two versions of a profile, in the order of the profile's keys."""
    context = AuthorContext(People(old, new), old.marks, new.marks)
    names = (field.name for field in dataclasses.fields(Profile))
    found = Diff.joined(_compare(name, old, new, context) for name in names if name not in IGNORED)
    return with_translations(found, old, new)


def _compare(name: str, old: Profile, new: Profile, context: AuthorContext) -> Diff:
    """Return the diff of one key."""
    if name in SCALARS or name in OTHERS:
        return compare_person(name, old, new)
    if name == "sections":
        return compare_sections(old, new, context)
    found = compare_lists(listing(name, getattr(old, name)), listing(name, getattr(new, name)), context)
    return with_promotions(found, new) if name == "positions" else found
