"""Say what a page limit leaves out, or what to leave out where a document is too long for it."""

from collections.abc import Sequence

from cvgen.build.loader import LoadedProfile
from cvgen.build.page_limit import PageLimitError
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath, display_name
from cvgen.profile.model import Profile

MOST_NAMED = 5  # of the entries that make a document too long
LONGEST_NAME = 40  # characters of a title in a list of entries


def left_out_note(profile: Profile, keys: Sequence[EntryPath], most: int) -> str:
    """Return the note on the entries that a limit of `most` pages leaves out."""
    return f"left out to keep {most} page{'s' * (most != 1)}: {_named(profile, keys)}"


def over_limit(
    error: PageLimitError, document: str, loaded: LoadedProfile, most: int, form: str | None = None
) -> Problem:
    """Return by how much a document is longer than `most` pages, and what would make it fit; `form` is its form."""
    place = loaded.places.get(("documents", document, "max_pages"))
    limit = "the form" if form else "max_pages"
    message = f"'{document}' takes {error.pages} pages, {error.pages - most} more than {limit} allows"
    draft = "; to see it anyway, build it with  --draft" if form else ""
    if not error.entries:
        hint = "shorten the texts" if form else "leave out sections, or allow more pages"
        return Problem(message, place, hint + draft, is_limit=True)
    names = [_short(display_name(loaded.profile.at(key))) for key in error.entries]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    listed = "; ".join(names[:MOST_NAMED]) + more
    fit = f"add  documents: {{{document}: {{form: {form}, fit: true}}}}  and build it with  --only {document}"
    fitting = [name for name, one in loaded.profile.documents.items() if form and one.form == form and one.fit]
    if fitting:
        fit = f"build your document {fitting[0]}, which has  fit: true:  --only {fitting[0]}"
    elif not form or document in loaded.profile.documents:
        fit = "add  fit: true"
    hint = f"{fit}; or leave out the {len(names)} least important entries: {listed}{draft}"
    return Problem(message, place, hint, is_limit=True)


def _named(profile: Profile, keys: Sequence[EntryPath]) -> str:
    """Name entries by their keys: "2 of 16 awards (Ebb Prize; Best Paper), 1 of 3 talks (...)"."""
    lists: dict[str, list[str]] = {}
    for key in keys:
        lists.setdefault(str(key[0]), []).append(_short(display_name(profile.at(key))))
    totals = {name: len(getattr(profile, name)) for name in lists}
    totals["sections"] = sum(len(section.entries) for section in profile.sections)
    return ", ".join(f"{len(names)} of {totals[name]} {name} ({'; '.join(names)})" for name, names in lists.items())


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].strip()}..."
