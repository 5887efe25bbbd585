"""Fill a form from a profile: the boxes of each part, with the items that a document shows and the text that is pasted.

What is counted against a limit is the text of the box, so that a portal and cvgen count the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from cvgen.composers import entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.composers.mentees import mentee
from cvgen.composers.publications import cite_as_chosen
from cvgen.document.markdown import join, plain_text, spans
from cvgen.document.tree import Item, Span, Spans, plain
from cvgen.forms.choice import Found, answers, chosen
from cvgen.forms.facts import Stated, state
from cvgen.forms.model import Form, Part, Section
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.fields import EntryPath
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Achievement, Profile, Publication

MAKERS: dict[str, Callable[[Any, Phrases], Item]] = {
    "positions": entries.position,
    "education": entries.education,
    "breaks": entries.career_break,
    "grants": entries.grant,
    "awards": entries.award,
    "patents": entries.patent,
    "talks": entries.talk,
    "exhibitions": entries.exhibition,
    "media": entries.media,
    "teaching": entries.teaching,
    "service": entries.service,
    "mentees": lambda entry, words: mentee(entry, words, 0),
    "memberships": entries.membership,
    "languages": entries.language,
    "skills": entries.skill,
}

PIECES = ("degree", "title", "role", "institution", "organization", "department", "location", "start", "end", "year")

Missing = tuple[str, EntryPath, str]  # what a form asks for, where it should be, and how to add it


@dataclass(frozen=True)
class Box:
    """What goes into one field: its label, the items of a document, and the text to paste.

    `path` names the entry or the key that it comes from, () where there are several; `is_counted` tells whether limits
    of words and characters count it. An empty box has a `hint` how to fill it; that of an entry has `pieces`, which are
    its title, place and dates with their names, as many portals have a field for each.
    """

    label: str
    items: tuple[Item, ...]
    text: str
    path: EntryPath = ()
    is_counted: bool = True
    hint: str = ""
    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def origin(self) -> EntryPath:
        """The path of the entry that the box comes from, of the first one where there are several."""
        return self.path or next((item.key for item in self.items if item.key), ())


@dataclass(frozen=True)
class FilledPart:
    """A part of a form: its boxes, the paths of its entries and of the works of achievements, and what is missing.

    `hint` tells how to fill it.
    """

    part: Part
    boxes: tuple[Box, ...]
    hint: str
    entries: tuple[EntryPath, ...] = ()
    works: tuple[EntryPath, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A form that is filled in: each section with its parts."""

    name: str
    form: Form
    sections: tuple[tuple[Section, tuple[FilledPart, ...]], ...]

    @property
    def parts(self) -> Iterator[FilledPart]:
        """Yield the parts of all sections, in order."""
        return (part for _, parts in self.sections for part in parts)


@dataclass(frozen=True)
class Filler:
    """What all parts of a form are filled from."""

    name: str
    form: Form
    profile: Profile
    today: Date
    words: Phrases
    choice: PublicationChoice

    def fill(self) -> Filled:
        """Return the form with everything that the profile has for it."""
        found = iter(chosen(self.profile, self.form, self.name, self.today))
        sections = ((one, tuple(self._part(part, next(found)) for part in one.parts)) for one in self.form.sections)
        return Filled(self.name, self.form, tuple(sections))

    def _part(self, part: Part, listed: list[Found]) -> FilledPart:
        """Return a part with its boxes: facts, then statements, then entries."""
        facts = [(one, state(one.value, self.profile, self.today, self.words)) for one in part.facts]
        stated = list(answers(self.profile, part.module, self.name))
        boxes = [_fact_box(one.label, found) for one, found in facts]
        boxes += self._statements(part, stated)
        boxes += self._entries(part, listed)
        missing: list[Missing] = [
            (f"'{one.label}' is missing", (), f"add {found.missing}")
            for one, found in facts
            if one.needed and not found.text
        ]
        if part.needed and not any(box.text for box in boxes):
            missing.append((f"'{part.title}' is empty", (), self._hint(part)))
        missing += self._inexact(part, listed)
        achieved = (one for _, one in listed if isinstance(one, Achievement))
        works = tuple(dict.fromkeys(work for one in achieved for work in self._works(one)))
        counted = stated if part.each or not part.lists else []  # an introduction to a list does not count
        paths = tuple(path for path, _ in (*counted, *listed))
        return FilledPart(part, tuple(boxes), self._hint(part), paths, works, tuple(missing))

    def _hint(self, part: Part) -> str:
        """Return how to fill a part that is empty."""
        has_works = any(not one.hidden for one in self.profile.publications)
        if "publications" in part.lists and has_works:
            tag = f"{self.name}/{part.module}" if part.module else self.name
            return f"give works that belong here the tag {tag}:  tags: [{tag}]"
        ways = [f"add {' or '.join(part.lists)}"] if part.lists else []
        is_told = part.module and "publications" not in part.lists
        ways += [f"add to statements:  answers: {part.module}"] if is_told else []
        return ", or ".join(ways) or "add what it asks for"

    def _entries(self, part: Part, listed: list[Found]) -> list[Box]:
        """Return the boxes of the entries: one each, or one for all."""
        if not listed:
            return []
        works = [path for path, _ in listed if path[0] == "publications"]
        numbers = {path: number for number, path in enumerate(works, 1)}
        found = [(path, entry, self._items(path, entry, part, numbers.get(path, 0))) for path, entry in listed]
        if part.each or any(isinstance(entry, Achievement) for _, entry in listed):
            return [
                replace(box, pieces=self._pieces(entry, part))
                for path, entry, items in found
                for box in _boxes_of(path, entry, items)
            ]
        items = tuple(item for _, _, items in found for item in items)
        return [Box(str(part.title or ""), items, "\n".join(map(as_text, items)))]

    def _pieces(self, entry: Any, part: Part) -> tuple[tuple[str, str], ...]:
        """Return the title, place and dates of an entry with their names; () for an achievement or a work."""
        if isinstance(entry, Achievement | Publication):
            return ()
        found = ((name, getattr(entry, name, None)) for name in PIECES)
        said = partial(shown, part, self.words)
        return tuple(
            (name.capitalize(), said(exact(part, one)) if isinstance(one, Date) else plain_text(str(one)))
            for name, one in found
            if one
        )

    def _items(self, path: EntryPath, entry: Any, part: Part, number: int) -> tuple[Item, ...]:
        """Return the items of an entry: itself, and the works of an achievement."""
        if isinstance(entry, Achievement):
            cited = (self._cited(work, part) for work in self._works(entry)) if "works" in part.show else ()
            return (replace(entries.achievement(entry, self.words), kind="prose", key=path), *cited)
        if isinstance(entry, Publication):
            return (replace(self._cited(path, part), number="" if part.each else f"{number}."),)
        item = replace(MAKERS[str(path[0])](entry, self.words), key=path)
        period = (getattr(entry, name, None) for name in ("start", "end"))
        start, end = (date and exact(part, date) for date in period)
        if part.held == "before":
            end = end or start  # it is over, whenever that was
        if part.dates and (start or end):
            item = replace(item, aside=self.words.span(start, end, partial(shown, part, self.words)))
        return (item,)

    def _works(self, achievement: Achievement) -> list[EntryPath]:
        """Return the paths of the works that an achievement rests on."""
        found = (self.profile.work(name) for name in achievement.works)
        return [path for path in found if path and not self.profile.at(path).hidden]

    def _cited(self, path: EntryPath, part: Part) -> Item:
        """Return the reference of a work, with the details that the part shows below it."""
        written: Publication = self.profile.at(path)
        work = replace(written, authors=tuple(replace(one, marks="") for one in written.authors))  # there is no legend
        item = cite_as_chosen(work, self.profile, replace(self.choice, citation="short"), self.words)
        said = {
            "identifier": _identifier(work),
            "open access": spans("Open access") if work.open_access else (),
            "role": spans(work.role),
            "why": spans(work.why),
        }
        short = join([said[one] for one in ("identifier", "open access", "role") if one in part.show], "\u00a0· ")
        lines = (*item.lines, short, said["why"] if "why" in part.show else ())
        return replace(item, lines=tuple(filter(None, lines)), key=path)

    def _statements(self, part: Part, stated: list[Found]) -> list[Box]:
        """Return the boxes of statements: one each, or one for all."""
        found = []
        for number, (path, one) in enumerate(stated, 1):
            first = (Span(f"{number}. "),) if part.each and len(stated) > 1 else ()
            paragraphs = map(spans, one.text.split("\n\n"))
            items = tuple(
                Item((*first, *text) if at == 0 else text, kind="prose", key=path) for at, text in enumerate(paragraphs)
            )
            found.append(Box(str(part.title or ""), items, plain_paragraphs(one.text), path))
        if part.each or len(found) < 2:
            return found
        items = tuple(item for box in found for item in box.items)
        return [Box(found[0].label, items, "\n\n".join(box.text for box in found), found[0].path)]

    def _inexact(self, part: Part, listed: Iterable[Found]) -> Iterator[Missing]:
        """Yield the dates that are less exact than the form wants them."""
        for path, entry in listed:
            for name in ("start", "end"):
                date = getattr(entry, name, None)
                if date and date != PRESENT and not _is_exact(date, part):
                    example = f"{date.year}-05-14" if part.dates == "day" else f"{date.year}-05"
                    yield f"the {part.dates} is missing in {date}", (*path, name), f"write it as in {example}"


def fill(name: str, form: Form, profile: Profile, today: Date, words: Phrases, choice: PublicationChoice) -> Filled:
    """Fill the form `name` from a profile; `choice` says how works are cited, `today` is the day of the build."""
    return Filler(name, form, profile, today, words, choice).fill()


def _fact_box(label: str, found: Stated) -> Box:
    """Return the box of a fact, an empty one with a hint where the profile lacks it."""
    if not found.text:
        return Box(label, (), "", hint=f"add {found.missing}")
    return Box(label, (fact_item(label, found.text),), found.text, path=(found.missing,))


def fact_item(label: str, text: str) -> Item:
    """Return a fact as a line: its label, then what is known."""
    return Item((Span(f"{label}: ", frozenset({"bold"})), Span(text)), kind="fact")


def exact(part: Part, date: Date) -> Date:
    """Return a date without what a part does not want: its day and month where it asks for years."""
    has_more = date != PRESENT and bool(date.month)
    return replace(date, month=0, day=0) if part.dates == "year" and has_more else date


def shown(part: Part, words: Phrases, date: Date) -> str:
    """Return a date as a part wants it: "14/05/2019" where it asks for days, else as in a CV."""
    if part.dates != "day" or date == PRESENT or date.expected or not date.month:
        return words.date(date)
    return f"{date.day:02}/{date.month:02}/{date.year}" if date.day else f"{date.month:02}/{date.year}"


def as_text(item: Item) -> str:
    """Return an item as plain text: its dates and its first line, then the lines and points below it."""
    first = f"{item.number} {plain(item.text)}".strip()
    lines = [f"{item.aside}: {first}" if item.aside else first, *map(plain, item.lines)]
    return "\n".join([*lines, *(f"- {plain(point)}" for point in item.points)])


def plain_paragraphs(text: str) -> str:
    """Return a text without Markdown, its paragraphs apart."""
    return "\n\n".join(map(plain_text, text.split("\n\n")))


def _boxes_of(path: EntryPath, entry: Any, items: tuple[Item, ...]) -> Iterator[Box]:
    """Yield the box of an entry, and another one for the works of an achievement, which limits of texts don't count."""
    first, rest = items[:1], items[1:]
    label = "Achievement" if isinstance(entry, Achievement) else ""
    text = plain_paragraphs(entry.text) if isinstance(entry, Achievement) else as_text(replace(first[0], number=""))
    yield Box(label, first, text, path)
    if rest:
        yield Box("Works", rest, "\n\n".join(map(as_text, rest)), path, is_counted=False)


def _is_exact(date: Date, part: Part) -> bool:
    """Tell whether a date is as exact as a part wants it."""
    return part.dates in (None, "year") or bool(date.day or (date.month and part.dates == "month"))


def _identifier(work: Publication) -> Spans:
    """Return the lasting address of a work: that of its DOI, else of its arXiv number, else its page."""
    doi, arxiv = bare_doi(work.doi or ""), bare_arxiv(work.arxiv or "")
    url = f"https://doi.org/{doi}" if doi else f"https://arxiv.org/abs/{arxiv}" if arxiv else work.url
    return (Span(url, url=url),) if url else ()
