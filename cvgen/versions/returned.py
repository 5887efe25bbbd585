"""Say entry by entry what somebody changed in a Word file that cvgen made."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cvgen.diff.events import Change, Event
from cvgen.diff.textdiff import Hunk
from cvgen.diff.textdiff import compare as compare_words
from cvgen.word.attachment import WordText
from cvgen.word.bookmarks import section_of
from cvgen.word.comments import Comment
from cvgen.word.text import Paragraph, Tracked

LONGEST = 80  # characters of a title
DAY = re.compile(r"[1-9]\d{3}-\d\d-\d\d")
TEXT = "text"  # the section of what belongs to no entry


@dataclass
class _Entry:
    """The words that an entry had, those without the changes that Word tracked, and these changes and comments."""

    made: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    tracked: list[list[Tracked]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The beginning of the entry, without its dates."""
        parts = (part.strip() for text in (*self.made, *self.now) for part in text.split("\t"))
        return _shortened(next((part for part in parts if any(map(str.isalpha, part))), ""))


def edits(found: WordText) -> tuple[Event, ...]:
    """Return what was changed since the file was made: first with who and when, then what Word did not track."""
    entries = _entries(found)
    tracked = [event for key, one in entries.items() if key and (event := _tracked(section_of(key), one.title, one))]
    loose = (paragraph for paragraph in found.paragraphs if not paragraph.key)
    tracked += [event for one in loose if (event := _tracked(TEXT, _shortened(one.before), _put(_Entry(), one)))]
    others = [event for key, one in entries.items() for event in _untracked(key, one)]
    return (*_by_section(tracked), *_by_section(others))


def _by_section(events: Iterable[Event]) -> Iterator[Event]:
    """Yield events with those of a section together, the sections in their order."""
    listed = list(events)
    order = list(dict.fromkeys(event.section for event in listed))
    return iter(sorted(listed, key=lambda event: order.index(event.section)))


def _entries(found: WordText) -> dict[str, _Entry]:
    """Return the entries of a file by their bookmarks; what belongs to none has a key for each place between them."""
    entries: dict[str, _Entry] = {}
    for key, text in found.original:
        entries.setdefault(key, _Entry()).made.append(text)
    for paragraph in found.paragraphs:
        one = entries.setdefault(paragraph.key, _Entry())
        _put(one, paragraph)
    return entries


def _shortened(text: str) -> str:
    """Return the beginning of a text."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _put(one: _Entry, paragraph: Paragraph) -> _Entry:
    if paragraph.before.strip():
        one.before.append(paragraph.before)
    if paragraph.text.strip():
        one.now.append(paragraph.text)
    one.tracked += _pairs(paragraph.changes)
    one.comments += paragraph.comments
    return one


def _tracked(section: str, title: str, one: _Entry) -> Event | None:
    """Return what Word tracked in an entry, and the comments on it, each with who and when."""
    changes = [
        *map(_tracked_change, one.tracked),
        *(Change("note", f"{_who(comment)}: comment", None, comment.text) for comment in one.comments if comment.text),
    ]
    return Event("changed", section, title, tuple(changes)) if changes else None


def _change(label: str, old: str, new: str) -> Change:
    return Change("text", label, old or None, new or None)


def _pairs(tracked: Iterable[Tracked]) -> Iterator[list[Tracked]]:
    """Yield the changes that Word tracked in a paragraph; deleted words and those that took their place are one."""
    group: list[Tracked] = []
    for one in tracked:
        last = group[-1] if group else one
        if (one.author, one.date[:10]) != (last.author, last.date[:10]) or (group and one.place != last.end):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _tracked_change(group: Sequence[Tracked]) -> Change:
    old, new = ("".join(one.text for one in group if one.kind == kind) for kind in ("deleted", "inserted"))
    return _change(f"{_who(group[0])}: words", " ".join(old.split()), " ".join(new.split()))


def _who(one: Tracked | Comment) -> str:
    """Return who did something, and on which day: "Jane Dean, 2026-11-20"."""
    day = one.date[:10] if DAY.match(one.date) else ""
    return ", ".join(filter(None, (one.author, day))) or "somebody"


def _untracked(key: str, one: _Entry) -> Iterator[Event]:
    """Yield what differs in an entry beside the changes that Word tracked."""
    section = section_of(key) or TEXT
    if section != TEXT and not (one.before and one.made):
        text = " ".join(" ".join(one.made or one.before).split())
        if text:
            yield Event("removed" if one.made else "added", section, one.title)
        return
    hunks = compare_words(_words(one.made), _words(one.before))
    if section == TEXT:
        yield from (Event("changed", TEXT, f"… {hunk.before}", (_of(hunk),)) for hunk in hunks)
    elif hunks:
        yield Event("changed", section, one.title, tuple(map(_of, hunks)))


def _of(hunk: Hunk) -> Change:
    return _change("words", hunk.old, hunk.new)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.split()]
