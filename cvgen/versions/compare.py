"""Compare two revisions of a profile, and compose the changelog."""

import re
from collections.abc import Collection
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from cvgen.composers import changes as composer
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.diff.compare import diff
from cvgen.diff.events import Change, Diff, Event, Op
from cvgen.diff.rewritten import with_rewritten_lists
from cvgen.document.tree import Document
from cvgen.importers.syntax.tex import plain
from cvgen.problems import InputError, Problem
from cvgen.profile.model import Profile
from cvgen.profile.names import same_person
from cvgen.profile.translations import code_of, in_language
from cvgen.versions.sources import Revision
from cvgen.writers import writer
from cvgen.writers.style import PLAIN

TEX = re.compile(r"\\[a-zA-Z\"'`^~&%{]|\$[^$]*[\\^_][^$]*\$|\{[A-Z]\w*\}")  # not the money of "$5 and $10"

if TYPE_CHECKING:
    from cvgen.build.request import BuildRequest
    from cvgen.diff.textdiff import Hunk


def compare(old: Revision, new: Revision, request: "BuildRequest") -> tuple[Diff, str]:
    """Return what changed between two revisions, and a note on how they were compared, "" for two profiles.

    Raise InputError when they belong to two people.
    """
    returned = [one for one in (old, new) if one.returned]
    if len(returned) == 1 and returned[0].returned:
        from cvgen.versions.returned import edits  # which few comparisons need

        return Diff(edits(returned[0].returned)), f"what somebody changed in {returned[0].name} since cvgen made it"
    if old.profile is None or new.profile is None:
        from cvgen.diff.textdiff import compare as compare_words
        from cvgen.versions.projection import printed_words

        hunks = compare_words(printed_words(old, request), printed_words(new, request))
        return Diff(tuple(map(_event, hunks))), f"compared word by word, since {_reason(old, new)}"
    before, after = old.profile, new.profile
    if old.identity or new.identity:
        from cvgen.versions.projection import project_to_common

        before, after = project_to_common(old, new, request)
    if old.kind or new.kind:  # an import is in one language
        before, after = (in_language(one, code_of(one.language))[0] for one in (before, after))
    _check_owner(before, after)
    inside = [one for one in (old, new) if one.identity]
    kind = "PDF" if all(one.data for one in inside) else "Word file"
    note = f"compared with the profile inside the {kind}" if inside else ""
    found = with_rewritten_lists(diff(before, after), before)
    for side in (old, new):
        if side.kind and side.profile:
            found = only_sections(found, _lists(side.profile))
            note = f"compared only the lists that {side.kind} has"
    return found, note


def _reason(old: Revision, new: Revision) -> str:
    """Return why two revisions are compared word by word."""
    changed = [one.name for one in (old, new) if one.has_changed_pages]
    if changed:
        return f"the pages of {' and '.join(changed)} were changed after cvgen built them"
    return "one of them is a PDF or a Word file without a profile that can be checked"


def _lists(profile: Profile) -> list[str]:
    """Return the lists in which a profile has entries."""
    return [
        one.name
        for one in fields(profile)
        if isinstance(getattr(profile, one.name), tuple) and getattr(profile, one.name)
    ]


def only_sections(changes: Diff, names: Collection[str]) -> Diff:
    """Return the changes in some sections; in all, where none is named."""
    if not names:
        return changes
    events = tuple(event for event in changes.events if event.section in names)
    return replace(changes, events=events, reordered=tuple(name for name in changes.reordered if name in names))


def changelog(changes: Diff, old: Revision, new: Revision, everything: bool) -> Document:
    """Return the changelog of two revisions; `everything` includes changes of form and order."""
    profile = new.profile or old.profile
    name = profile.name if profile else "Two documents"
    return composer.compose(_without_tex(changes), name, (old.name, new.name), ENGLISH, everything)


def _without_tex(changes: Diff) -> Diff:
    """Return changes whose texts have no TeX: a profile may have some that was never decoded."""

    def decoded(text: str | None) -> str | None:
        return plain(text) if text and TEX.search(text) else text

    def of_change(change: Change) -> Change:
        return replace(change, old=decoded(change.old), new=decoded(change.new))

    events = (
        replace(event, title=decoded(event.title) or "", changes=tuple(map(of_change, event.changes)))
        for event in changes.events
    )
    return replace(changes, events=tuple(events))


def render_changes(
    changes: Diff, old: Revision, new: Revision, request: "BuildRequest", everything: bool, colored: bool
) -> bytes:
    """Return changes in the one format of the request: txt, md, json, or html, pdf and docx as a marked CV.

    `colored` puts the colors of a terminal into txt.
    """
    (form,) = request.formats
    if form == "json":
        import json

        from cvgen.diff.json_format import to_json

        return f"{json.dumps(to_json(changes), indent=2, ensure_ascii=False)}\n".encode()
    if form in ("html", "pdf", "docx"):
        from cvgen.versions.marked_cv import render_redline

        return render_redline(changes, old, new, request).data
    return writer("term" if colored and form == "txt" else form)(changelog(changes, old, new, everything), PLAIN).data


def _check_owner(old: Profile, new: Profile) -> None:
    """Raise InputError where two profiles share no form of a name and no paper: they belong to two people."""
    known = {paper.title for paper in old.publications}
    if any(same_person(one, other) for one in old.names for other in new.names):
        return
    if old.name and new.name and not any(paper.title in known for paper in new.publications):
        hint = f"if both are the same person, add  aliases: [{old.name}]  to the newer profile"
        raise InputError([Problem(f"the two sides belong to different people: {old.name} and {new.name}", hint=hint)])


def _event(hunk: "Hunk") -> Event:
    """Return words that differ as an event of the section "text"."""
    op: Op = "changed" if hunk.old and hunk.new else "removed" if hunk.old else "added"
    return Event(op, "text", f"… {hunk.before}", (Change("text", "words", hunk.old or None, hunk.new or None),))
