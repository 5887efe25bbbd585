"""Compare the data of the person outside of all lists of entries: an event for each value that differs."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from cvgen.diff import values
from cvgen.diff.events import Change, Diff, Event, Op
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Bio, Profile

# EntryPath of the profile -> the kind of its change.
SCALARS = {
    "name": "name", "native_name": "name", "pronouns": "pronouns", "pronunciation": "pronunciation",
    "headline": "headline", "department": "affiliation", "affiliation": "affiliation", "location": "location",
    "email": "contact", "phone": "contact", "website": "contact", "orcid": "contact",
    "photo": "photo", "photo_credit": "photo",
}  # fmt: skip
IGNORED = ("documents", "sources", "language", "citation_style")  # settings, not data of the person


def compare_person(name: str, old: Profile, new: Profile) -> Diff:
    """Return the diff of a key that has no entries."""
    found = OTHERS[name](old, new) if name in OTHERS else _scalar(name, old, new)
    return replace(found, events=tuple(sorted(found.events, key=lambda event: event.rank)))


def _scalar(name: str, old: Profile, new: Profile) -> Diff:
    """Return the diff of a single value."""
    before, after = ({name: value} if (value := getattr(profile, name)) else {} for profile in (old, new))
    changes = tuple(values.text(SCALARS[name], name, before.get(name), after.get(name)))
    keys: list[EntryPath | None] = [(name,) if side else None for side in (before, after)]
    events = [_event(name, name, changes, *keys)] if changes else []
    return Diff(tuple(events), same={(name,): (name,)} if before and after else {})


def _aliases(old: Profile, new: Profile) -> Diff:
    """Return the diff of the aliases; their order has no meaning."""
    before, after = (", ".join(sorted(profile.aliases)) or None for profile in (old, new))
    key: EntryPath = ("aliases",)
    changes = tuple(values.text("alias", "aliases", before, after))
    event = _event("aliases", "aliases", changes, key if before else None, key if after else None)
    return Diff((event,) if changes else ())


def _links(old: Profile, new: Profile) -> Diff:
    return _labelled("links", "contact", old.links, new.links)


def _marks(old: Profile, new: Profile) -> Diff:
    return _labelled("marks", "mark", old.marks, new.marks)


def _bio(old: Profile, new: Profile) -> Diff:
    """Return the diff of the biography, by its lengths."""
    before, after = (_lengths(profile.bio or Bio()) for profile in (old, new))
    found = _labelled("bio", "text", before, after)
    whole: dict[EntryPath, EntryPath] = {("bio",): ("bio",)} if before and after else {}
    return replace(found, same={**found.same, **whole})


def _lengths(bio: Bio) -> dict[str, str]:
    texts = {field.name: getattr(bio, field.name) for field in fields(Bio)}
    return {name: text for name, text in texts.items() if text}


def _labelled(name: str, kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Diff:
    """Return the diff of values by their labels, with one event for each that differs."""
    events: list[Event] = []
    for label in dict.fromkeys((*new, *old)):
        keys = [(name, label) if label in side else None for side in (old, new)]
        is_address = name == "links" and None not in keys  # only its label is printed
        if changes := tuple(values.text("link" if is_address else kind, label, old.get(label), new.get(label))):
            events.append(_event(name, label, changes, *keys))
    common = [label for label in old if label in new]
    is_reordered = values.is_reordered([list(new).index(label) for label in common])
    return Diff(tuple(events), (name,) * is_reordered, {(name, label): (name, label) for label in common})


def _interests(old: Profile, new: Profile) -> Diff:
    """Return the diff of the interests, with one event for each that was added, removed or edited."""
    pairs = values.paired_items(old.interests, new.interests)
    events = [
        _event("interests", str(new.interests[other]), changes, ("interests", at), ("interests", other))
        for at, other in pairs
        if (changes := tuple(values.text("text", "interests", old.interests[at], new.interests[other])))
    ]
    for at, text in values.unpaired(new.interests, [other for _, other in pairs]):
        change = Change("item_added", "interests", None, str(text))
        events.append(_event("interests", str(text), (change,), None, ("interests", at)))
    for at, text in values.unpaired(old.interests, [at for at, _ in pairs]):
        change = Change("item_removed", "interests", str(text))
        events.append(_event("interests", str(text), (change,), ("interests", at), None))
    same: dict[EntryPath, EntryPath] = {("interests", other): ("interests", at) for at, other in pairs}
    is_reordered = values.is_reordered([other for _, other in pairs])
    return Diff(tuple(events), ("interests",) * is_reordered, same)


def _event(
    section: str, title: str, changes: tuple[Change, ...], old_key: EntryPath | None, new_key: EntryPath | None
) -> Event:
    """Return the event of the changes of one key: added or removed if there was, or is, no value."""
    op: Op = "added" if old_key is None else "removed" if new_key is None else "changed"
    return Event(op, section, title, changes, old_key=old_key, new_key=new_key)


OTHERS: dict[str, Callable[[Profile, Profile], Diff]] = {
    "aliases": _aliases,
    "links": _links,
    "interests": _interests,
    "bio": _bio,
    "marks": _marks,
}
