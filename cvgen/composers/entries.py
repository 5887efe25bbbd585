"""Turn an entry of the profile into an Item; used by all kinds of documents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from cvgen.composers import money
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.document.markdown import around, join, plain_text, spans
from cvgen.document.tree import Header, Item, Look, Photo, Span
from cvgen.profile.dates import show_years
from cvgen.profile.document_options import SectionChoice
from cvgen.profile.model import (
    Achievement,
    Award,
    Break,
    Education,
    Entry,
    Exhibition,
    Grant,
    Language,
    Media,
    Membership,
    News,
    OtherEntry,
    Patent,
    Position,
    Profile,
    Reference,
    Service,
    Skill,
    Talk,
    Teaching,
)

E = TypeVar("E", bound=Entry)
SHORT_NOTE = 24  # characters; a longer note of an award has a line below it


def visible_entries(entries: Iterable[E]) -> Iterator[E]:
    """Return the entries that are not hidden."""
    return (entry for entry in entries if not entry.hidden)


def items(name: str, entries: Sequence[E], make: Callable[[E, Phrases], Item], words: Phrases) -> tuple[Item, ...]:
    """Return an item with its key for each entry of the list `name` that is not hidden."""
    return tuple(replace(make(entry, words), key=(name, at)) for at, entry in enumerate(entries) if not entry.hidden)


def header(profile: Profile, words: Phrases, photo: Photo | None = None, pronounced: bool = False) -> Header:
    """Return the top of a document: the person's name, what they do, and how to reach them.

    `pronounced` adds the pronunciation of the name, for whoever introduces the person.
    """
    place = join([spans(profile.department), spans(profile.affiliation), spans(profile.location)])
    pronunciation = fill_in(words.pronounced, profile.pronunciation) if pronounced and profile.pronunciation else ""
    role = [spans(profile.headline), spans(profile.pronouns, "quiet"), spans(pronunciation, "quiet")]
    lines = (join(role, " · "), place)
    contacts = [
        (Span(profile.email, url=f"mailto:{profile.email}"),) if profile.email else (),
        spans(profile.phone),
        (Span(address(profile.website), url=profile.website),) if profile.website else (),
        *((Span(name, url=url),) for name, url in profile.pages.items()),
    ]
    if photo:
        photo = replace(photo, description=fill_in(words.portrait, profile.name))
    return Header(
        profile.name, profile.native_name or "", tuple(filter(None, lines)), tuple(filter(None, contacts)), photo
    )


def choices(*names: str) -> tuple[SectionChoice, ...]:
    """Return the choice of these sections, under their usual headings."""
    return tuple(SectionChoice(name=name) for name in names)


def address(url: str) -> str:
    """Return a link without scheme and "www": "https://www.example.org/" -> "example.org"."""
    parts = urlsplit(url)
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/") or url


def prose(text: str) -> tuple[Item, ...]:
    """Return an item for each paragraph of a biography."""
    return tuple(Item(spans(paragraph), kind="prose", key=("bio",)) for paragraph in text.split("\n\n"))


def position(entry: Position, words: Phrases) -> Item:
    """Return title and place, with the summary and the highlights below, and the dates aside."""
    place = [spans(entry.department), spans(entry.organization, url=entry.url), spans(entry.location)]
    head = join([spans(entry.title, "bold"), *place])
    lines = (spans(entry.summary),) if entry.summary else ()
    return Item(head, lines, tuple(spans(point.text) for point in entry.highlights), words.span(entry.start, entry.end))


def education(entry: Education, words: Phrases) -> Item:
    """Return degree and place, with thesis, advisor, honors, grade and note below, and the dates aside."""
    place = [spans(entry.department), spans(entry.institution, url=entry.url), spans(entry.location)]
    thesis = around(words.thesis, spans(entry.thesis, "italic"))
    advisor = around(words.advisor, spans(entry.advisor))
    grade = around(words.grade, spans(entry.grade))
    lines = (join([thesis, advisor, spans(entry.honors), grade], " · "), spans(entry.note))
    head = join([spans(entry.degree, "bold"), *place])
    return Item(head, tuple(filter(None, lines)), aside=words.span(entry.start, entry.end))


def award(entry: Award, words: Phrases) -> Item:
    """Return an award as "Notable Area Chair, NeurIPS", with a long note below, and the years aside.

    Years that the title already contains are not repeated.
    """
    title = plain_text(entry.title)
    covered = bool(entry.years) and str(min(entry.years)) in title and str(max(entry.years)) in title
    years = () if covered else tuple(year for year in entry.years if str(year) not in title)
    text = join([spans(entry.title, url=entry.url), spans(entry.organization), spans(entry.location)])
    note = spans(entry.note, "quiet")
    if len(entry.note or "") <= SHORT_NOTE:
        separator = " " if (entry.note or "").startswith("(") else ", "
        return Item(join([text, note], separator), aside=show_years(years), kind="award")
    return Item(text, (note,), aside=show_years(years), kind="award")


def service(entry: Service, words: Phrases) -> Item:
    """Return a role as "Journal Reviewer: TPAMI, IJCV, etc." or "Area Chair, NeurIPS", with its years aside."""
    separator = ": " if len(entry.organizations) > 1 else ", "
    venues = join([*map(spans, entry.organizations), spans(entry.location), spans(entry.note)])
    when = show_years(entry.years) or words.span(entry.start, entry.end)
    return Item(join([spans(entry.role, url=entry.url), venues], separator), aside=when)


def patent(entry: Patent, words: Phrases) -> Item:
    """Return a patent: its title, in bold if lines follow, then the inventors, then number, status and note."""
    inventors = join([spans(inventor.name) for inventor in entry.inventors])
    lines = (inventors, join([spans(entry.number), spans(entry.status), spans(entry.note)]))
    when = words.date(entry.date) if entry.date else ""
    looks: tuple[Look, ...] = ("bold",) if any(lines) else ()
    return Item(spans(entry.title, *looks, url=entry.url), tuple(filter(None, lines)), aside=when)


def talk(entry: Talk, words: Phrases) -> Item:
    """Return a talk: its title, its kind unless the title contains it, event, place and note, with the date aside."""
    title = plain_text(entry.title).lower()
    kind = spans(entry.kind, "quiet") if entry.kind and entry.kind.lower() not in title else ()
    place = [spans(entry.event), spans(entry.organization), spans(entry.location)]
    name = spans(entry.title, "italic", url=entry.url)
    text = join([name, kind, *place, spans(entry.note)])
    cells = (join([name, spans(entry.note)]), join(place), spans(entry.kind))
    return Item(text, aside=words.date(entry.date) if entry.date else "", cells=cells)


def exhibition(entry: Exhibition, words: Phrases) -> Item:
    """Return an exhibition: title, kind, role, gallery and place, with the note below, and the dates aside."""
    place = [spans(entry.role), spans(entry.organization), spans(entry.location)]
    text = join([spans(entry.title, "italic", url=entry.url), spans(entry.kind, "quiet"), *place])
    return Item(text, (spans(entry.note),) if entry.note else (), aside=words.span(entry.start, entry.end))


def media(entry: Media, words: Phrases) -> Item:
    """Return a piece in the media: title, kind, outlet and note, with the date aside."""
    text = join([spans(entry.title, url=entry.url), spans(entry.kind, "quiet"), spans(entry.organization, "italic")])
    return Item(join([text, spans(entry.note)]), aside=words.date(entry.date) if entry.date else "")


def teaching(entry: Teaching, words: Phrases) -> Item:
    """Return course, role and place, with the note below, and the terms, years or dates aside."""
    place = [spans(entry.department), spans(entry.institution), spans(entry.location)]
    course, role, note = spans(entry.course, "bold", url=entry.url), spans(entry.role), spans(entry.note)
    when = plain_text(entry.term or "").replace("; ", ", ") or show_years(entry.years)
    return Item(
        join([course, role, *place]),
        (note,) if note else (),
        aside=when or words.span(entry.start, entry.end),
        cells=(join([course, note]), role, join(place)),
    )


def career_break(entry: Break, words: Phrases) -> Item:
    """Return the reason of a break, with its dates aside."""
    return Item(spans(entry.reason or words.career_break), aside=words.span(entry.start, entry.end))


def achievement(entry: Achievement, words: Phrases) -> Item:
    """Return the text of an achievement; the works that it rests on are in the list of publications."""
    first, *others = entry.text.split("\n\n")
    return Item(spans(first), tuple(map(spans, others)))


def grant(entry: Grant, words: Phrases) -> Item:
    """Return title and funder, with role, amount, own share, number and note below, and the dates aside."""
    text = join([spans(entry.title, "bold", url=entry.url), spans(entry.organization)])
    amount, share = (spans(money.show(one, entry.currency, words)) for one in (entry.amount, entry.share))
    role, rest = spans(entry.role), [spans(entry.number), spans(entry.note)]
    status = spans(words.pending, "quiet") if entry.status == "pending" else ()
    detail = join([status, role, amount, around(words.share, share), *rest])
    cells = (join([text, status, *rest]), role, amount, share)
    return Item(text, (detail,) if detail else (), aside=words.span(entry.start, entry.end), cells=cells)


def membership(entry: Membership, words: Phrases) -> Item:
    """Return role, organization and note, with the dates aside."""
    place = [spans(entry.organization, url=entry.url), spans(entry.location)]
    text = join([spans(entry.role), *place, spans(entry.note)])
    return Item(text, aside=words.span(entry.start, entry.end))


def language(entry: Language, words: Phrases) -> Item:
    """Return a language as "German (native)", with the note behind it."""
    level = spans(f" ({plain_text(entry.level)})") if entry.level else ()
    return Item(join([(*spans(entry.name), *level), spans(entry.note)]), kind="word")


def skill(entry: Skill, words: Phrases) -> Item:
    """Return a group of skills as "Languages: German, English"."""
    looks: tuple[Look, ...] = ("bold",) if entry.items else ()
    return Item(join([spans(entry.name, *looks), join(list(map(spans, entry.items)))], ": "))


def reference(entry: Reference, words: Phrases) -> Item:
    """Return a referee: name, title and organization, with e-mail, phone and note below."""
    place = [spans(entry.department), spans(entry.organization)]
    text = join([spans(entry.name, "bold", url=entry.url), spans(entry.title), *place])
    mail = (Span(entry.email, url=f"mailto:{entry.email}"),) if entry.email else ()
    detail = join([mail, spans(entry.phone), spans(entry.note)], " · ")
    return Item(text, (detail,) if detail else ())


def news(entry: News, words: Phrases) -> Item:
    """Return a piece of news, with its date aside."""
    return Item(spans(entry.text, url=entry.url), aside=words.date(entry.date))


def other(entry: OtherEntry, words: Phrases) -> Item:
    """Return an entry of a custom section: title and organization, with the note below, and the dates aside."""
    looks: tuple[Look, ...] = ("bold",) if entry.note else ()
    text = join([spans(entry.title, *looks, url=entry.url), spans(entry.organization), spans(entry.location)])
    when = words.date(entry.date) if entry.date else words.span(entry.start, entry.end)
    return Item(text, (spans(entry.note),) if entry.note else (), aside=when)


def interests(profile: Profile) -> tuple[Item, ...]:
    """Return the research interests as items that share one paragraph."""
    return tuple(Item(spans(word), kind="word", key=("interests", at)) for at, word in enumerate(profile.interests))
