"""What a document shows of a profile: to compare it with a PDF, by data or by words, and to mark what changed."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import Order
from cvgen.build.targets import compose
from cvgen.composers.embedded_profile import embedded_profile
from cvgen.diff.events import Diff, Event
from cvgen.diff.word_diff import compare_words
from cvgen.document.redline import redline
from cvgen.document.tree import Document, Item, every_section, plain
from cvgen.pdf.text import words
from cvgen.problems import Problem, ProfileError
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.versions.compare import project_to_common
from cvgen.versions.sources import Revision
from cvgen.writers import Rendered, writer
from cvgen.writers.style import load


def render_redline(changes: Diff, old: Revision, new: Revision, order: Order) -> Rendered:
    """Two sides -> the CV of the newer one as HTML or PDF, with what changed marked in it."""
    if old.profile is None or new.profile is None:
        problem = "a PDF without a profile can't be shown with its changes"
        raise ProfileError([Problem(problem, hint="compare it as text:  --to txt")])
    before, after = project_to_common(old, new, order)
    first, second = (_document(profile, DocumentOptions(kind="cv"), order) for profile in (before, after))
    moved = [event.new_key for event in changes.events if event.new_key and _is_moved(event)]
    words: dict[EntryPath, EntryPath] = {
        ("interests", at): ("interests", before.interests.index(word))
        for at, word in enumerate(after.interests)
        if word in before.interests
    }
    same = {**changes.same, **words, ("bio",): ("bio",)}
    found = redline(first, second, same, compare_words, moved, f"Since {old.name}")
    (form,) = order.formats
    return writer(form)(found, load(order.style or "classic", order.paper or "a4"))


def _is_moved(event: Event) -> bool:
    return any(change.kind in ("moved", "accepted") for change in event.changes)


def visible_part(profile: Profile, label: str, order: Order) -> Profile:
    """A profile and what a document of it is called -> the part of the profile that the document shows."""
    for options in resolve_documents(profile).values():
        if options.kind != "text-bio":
            document = _document(profile, options, order)
            if document.label == label:
                return _printed(profile, document, options, order)
    return profile


def _printed(profile: Profile, document: Document, options: DocumentOptions, order: Order) -> Profile:
    """A document -> what it shows: all of it, or of a bio that what fits on its page."""
    items: list[Item] = [item for section in every_section(document.sections) for item in section.items]
    if options.kind == "bio":

        def remember(on_page: tuple[Item, ...]) -> bytes:
            items[:] = on_page
            return b""

        style = load(order.style or options.style or "classic", order.paper or options.paper or "a4")
        writer("onepage")(replace(document, source=remember), style)
    return embedded_profile(profile, document, items)


def _document(profile: Profile, options: DocumentOptions, order: Order) -> Document:
    return replace(compose(LoadedProfile(profile, "", None, []), options, order), source=None)


def printed_words(side: Revision, order: Order) -> tuple[str, ...]:
    """The words of a side: those of a PDF as they stand in it, of a profile those of its CV."""
    if side.words or side.data:
        return side.words or tuple(words(side.data))
    assert side.profile
    return tuple(" ".join(_texts(_document(side.profile, DocumentOptions(kind="cv"), order))).split())


def _texts(document: Document) -> Iterator[str]:
    """A document -> its texts in the order of the page."""
    header = document.header
    yield from (header.name, header.native_name, *map(plain, header.lines), *map(plain, header.contacts))
    for section in every_section(document.sections):
        yield from (section.title, *map(plain, section.notes))
        for item in section.items:
            yield from (plain(item.text), item.aside, *map(plain, item.lines), *map(plain, item.points))
