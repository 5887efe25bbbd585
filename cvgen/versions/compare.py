"""Two sides of a comparison -> what changed between them, and the document that tells it."""

from collections.abc import Collection
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from cvgen.composers import changes as composer
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.diff.compare import diff
from cvgen.diff.events import Change, Diff, Event, Op
from cvgen.document.tree import Document
from cvgen.problems import Problem, ProfileError
from cvgen.profile.model import Profile
from cvgen.profile.names import same_person
from cvgen.versions.sources import Revision

if TYPE_CHECKING:
    from cvgen.build.request import Order
    from cvgen.diff.textdiff import Hunk


def compare(old: Revision, new: Revision, order: "Order") -> tuple[Diff, str]:
    """Two sides -> what changed, and by what that was told; ProfileError when they are two people's."""
    if old.profile is None or new.profile is None:
        from cvgen.diff.textdiff import compare as compare_words
        from cvgen.versions.projection import printed_words

        hunks = compare_words(printed_words(old, order), printed_words(new, order))
        return Diff(tuple(map(_event, hunks))), "compared by their words, since one of them is a PDF without a profile"
    before, after = project_to_common(old, new, order)
    _check_owner(before, after)
    by = "compared by the profile inside the PDF" if old.document or new.document else ""
    found = diff(before, after)
    for side in (old, new):
        if side.kind and side.profile:
            found = only_sections(found, _lists(side.profile))
            by = f"compared in what {side.kind} has"
    return found, by


def _lists(profile: Profile) -> list[str]:
    """The lists of which a profile has any entries."""
    return [
        one.name
        for one in fields(profile)
        if isinstance(getattr(profile, one.name), tuple) and getattr(profile, one.name)
    ]


def only_sections(changes: Diff, names: Collection[str]) -> Diff:
    """What changed in some sections; in all, where none is named."""
    if not names:
        return changes
    events = tuple(event for event in changes.events if event.section in names)
    return replace(changes, events=events, reordered=tuple(name for name in changes.reordered if name in names))


def changelog(changes: Diff, old: Revision, new: Revision, everything: bool) -> Document:
    """What changed between two sides -> the document that tells it."""
    profile = new.profile or old.profile
    name = profile.name if profile else "Two documents"
    return composer.compose(changes, name, (old.name, new.name), ENGLISH, everything)


def project_to_common(old: Revision, new: Revision, order: "Order") -> tuple[Profile, Profile]:
    """The profiles of two sides; where only one is what a PDF shows, the other is cut down to such a document."""
    assert old.profile
    assert new.profile
    before, after = old.profile, new.profile
    if bool(old.document) == bool(new.document):
        return before, after
    from cvgen.versions.projection import visible_part

    if old.document:
        return before, visible_part(after, old.document, order)
    return visible_part(before, new.document, order), after


def _check_owner(old: Profile, new: Profile) -> None:
    """Two people have no form of a name in common, and no paper."""
    known = {paper.title for paper in old.publications}
    if any(same_person(one, other) for one in old.names for other in new.names):
        return
    if old.name and new.name and not any(paper.title in known for paper in new.publications):
        hint = f"if both are the same person, add  aliases: [{old.name}]  to the newer profile"
        raise ProfileError([Problem(f"these are two people: {old.name} and {new.name}", hint=hint)])


def _event(hunk: "Hunk") -> Event:
    """Words that differ -> an event of a section of its own."""
    op: Op = "changed" if hunk.old and hunk.new else "removed" if hunk.old else "added"
    return Event(op, "text", f"… {hunk.before}", (Change("text", "words", hunk.old or None, hunk.new or None),))
