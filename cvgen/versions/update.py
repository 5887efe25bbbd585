"""The update: what is new since a document was sent, as a committee wants to read it in an e-mail."""

from collections.abc import Collection

from cvgen.build.compile import language_of, phrases_for
from cvgen.build.definitions import resolve_documents
from cvgen.build.request import BuildRequest
from cvgen.composers.report import compose_update
from cvgen.diff.activity import by_versions
from cvgen.problems import InputError, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.versions.projection import project_to_common
from cvgen.versions.sources import Revision
from cvgen.writers import writer
from cvgen.writers.style import PLAIN


def render_update(old: Revision, new: Revision, request: BuildRequest, sections: Collection[str] = ()) -> bytes:
    """Return what is new in the newer revision as plain text; only in `sections` if some are named.

    It has the groups of a report: papers that were accepted, awards, grants, talks. Changes of other kinds, and what
    was removed, are left out. Raise InputError where one side is a PDF without a profile, or an import.
    """
    if old.profile is None or new.profile is None or old.kind or new.kind:
        kind = "an import" if old.kind or new.kind else "a PDF without a profile"
        hint = "leave out --to, to see what differs"
        raise InputError([Problem(f"an update can't be written from {kind}", hint=hint)])
    before, after = project_to_common(old, new, request)
    found = [one for one in by_versions(before, after) if not sections or _section_of(after, one.key) in sections]
    options = resolve_documents(after)["cv"]
    phrases = phrases_for(language_of(request, options, after), new.path)
    since = phrases.date(old.date) if old.date else old.name
    document = compose_update(after, found, since, phrases)
    return writer("txt")(document, PLAIN).data


def _section_of(profile: Profile, key: EntryPath) -> str:
    """Return the section of an entry as a diff names it: a key of the profile, or the heading of a custom section."""
    return profile.sections[int(key[1])].title if key[0] == "sections" else str(key[0])
