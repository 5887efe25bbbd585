"""Two sides of a comparison -> what changed between them, and the documents that show it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from cvgen.build import Opened, Order, compose
from cvgen.composers import changes as composer
from cvgen.composers import disclose
from cvgen.diff import Change, Diff, Event, diff
from cvgen.diff.events import Key, Op
from cvgen.document import Document, Item, every_section, plain
from cvgen.names import same_person
from cvgen.options import DocumentOptions
from cvgen.pdftext import stream
from cvgen.problems import Problem, ProfileError
from cvgen.profile import Profile
from cvgen.redline import redline
from cvgen.sources import Side
from cvgen.style import load
from cvgen.textdiff import Hunk
from cvgen.textdiff import compare as compare_words
from cvgen.variants import documents
from cvgen.words import ENGLISH
from cvgen.writers import Written, writer


def compare(old: Side, new: Side, order: Order) -> tuple[Diff, str]:
    """Two sides -> what changed, and by what that was told; ProfileError when they are two people's."""
    if old.profile is None or new.profile is None:
        hunks = compare_words(_words(old, order), _words(new, order))
        return Diff(tuple(map(_event, hunks))), "compared by their words, since one of them is a PDF without a profile"
    before, after = _alike(old, new, order)
    _check_owner(before, after)
    by = "compared by the profile inside the PDF" if old.document or new.document else ""
    return diff(before, after), by


def of_sections(changes: Diff, names: Collection[str]) -> Diff:
    """What changed in some sections; in all, where none is named."""
    if not names:
        return changes
    events = tuple(event for event in changes.events if event.section in names)
    return replace(changes, events=events, reordered=tuple(name for name in changes.reordered if name in names))


def changelog(changes: Diff, old: Side, new: Side, everything: bool) -> Document:
    """What changed between two sides -> the document that tells it."""
    profile = new.profile or old.profile
    name = profile.name if profile else "Two documents"
    return composer.compose(changes, name, (old.name, new.name), ENGLISH, everything)


def marked(changes: Diff, old: Side, new: Side, order: Order) -> Written:
    """Two sides -> the CV of the newer one as HTML or PDF, with what changed marked in it."""
    if old.profile is None or new.profile is None:
        problem = "a PDF without a profile can't be shown with its changes"
        raise ProfileError([Problem(problem, hint="compare it as text:  --to txt")])
    before, after = _alike(old, new, order)
    first, second = (_document(profile, DocumentOptions(kind="cv"), order) for profile in (before, after))
    moved = [event.new_key for event in changes.events if event.new_key and _is_moved(event)]
    words: dict[Key, Key] = {
        ("interests", at): ("interests", before.interests.index(word))
        for at, word in enumerate(after.interests)
        if word in before.interests
    }
    same = {**changes.same, **words, ("bio",): ("bio",)}
    found = redline(first, second, same, moved, f"Since {old.name}")
    (form,) = order.formats
    return writer(form)(found, load(order.style or "classic", order.paper or "a4"))


def _is_moved(event: Event) -> bool:
    return any(change.kind in ("moved", "accepted") for change in event.changes)


def _alike(old: Side, new: Side, order: Order) -> tuple[Profile, Profile]:
    """The profiles of two sides; where only one is what a PDF shows, the other is cut down to such a document."""
    assert old.profile
    assert new.profile
    before, after = old.profile, new.profile
    if old.document and not new.document:
        return before, shown(after, old.document, order)
    if new.document and not old.document:
        return shown(before, new.document, order), after
    return before, after


def shown(profile: Profile, label: str, order: Order) -> Profile:
    """A profile and what a document of it is called -> the part of the profile that the document shows."""
    for options in documents(profile).values():
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
    return disclose(profile, document, items)


def _document(profile: Profile, options: DocumentOptions, order: Order) -> Document:
    return replace(compose(Opened(profile, "", None, []), options, order), source=None)


def _check_owner(old: Profile, new: Profile) -> None:
    """Two people have no form of a name in common, and no paper."""
    known = {paper.title for paper in old.publications}
    if any(same_person(one, other) for one in old.names for other in new.names):
        return
    if not any(paper.title in known for paper in new.publications):
        hint = f"if both are the same person, add  aliases: [{old.name}]  to the newer profile"
        raise ProfileError([Problem(f"these are two people: {old.name} and {new.name}", hint=hint)])


def _words(side: Side, order: Order) -> tuple[str, ...]:
    """The words of a side: those of a PDF as they stand in it, of a profile those of its CV."""
    if side.words or side.data:
        return side.words or tuple(stream(side.data))
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


def _event(hunk: Hunk) -> Event:
    """Words that differ -> an event of a section of its own."""
    op: Op = "changed" if hunk.old and hunk.new else "removed" if hunk.old else "added"
    return Event(op, "text", f"… {hunk.before}", (Change("text", "words", hunk.old or None, hunk.new or None),))
