"""Edits that people make to a CV, at random, each with the event that a diff should tell of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from cvgen.diff.entries import label
from cvgen.diff.match.times import years_of
from cvgen.diff.match.venues import split_acronym
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Author, Award, Entry, Honor, Mentee, Profile, Publication, Service, Talk
from cvgen.profile.status import is_published

Told = tuple[str, str, str, tuple[str, ...]]  # ("changed", "publications", title, kinds)
MATTERS = ("fruit bats", "peat fungi", "river otters", "migrating eels", "bog mosses", "desert ants", "glacier algae")
WAYS = ("Bayesian models of {}", "Do {} follow the rain?", "Early warnings from {}", "Why {} matter to cities")
NAMES = ("Ulrike Bergqvist", "Emeka Okonjo", "Hye-jin Yamashiro", "Pavel Novotný", "Wanjiru Mbeki-Roy", "Tove Quist")
JOURNAL = "Journal of Patient Observation"


@dataclass(frozen=True)
class Edit:
    """An edit of an entry: where, the kinds of change it makes, and the entry after it; None where it can't be."""

    section: str
    kinds: tuple[str, ...]
    make: Callable[[Any, Random], Any]


def edited(profile: Profile, count: int, random: Random) -> tuple[Profile, list[Told]]:
    """A profile -> the same after edits of so many different entries, in another order, and what is to be told."""
    slots = {(name, at): [entry] for name in SECTIONS for at, entry in enumerate(getattr(profile, name))}
    free = sorted(slots)
    random.shuffle(free)
    told: list[Told] = []
    while len(told) < count:
        chance = random.random()
        if chance < 0.1 or not free:
            told.append(_add(slots, random))
        elif chance < 0.2:
            place = free.pop()
            told.append(("removed", place[0], label(slots[place].pop()), ()))
        elif made := _change(slots, free, random):
            told.append(made)
    return replace(profile, **{name: _gathered(name, slots, random) for name in SECTIONS}), told


def _change(slots: dict[Any, list[Entry]], free: list[Any], random: Random) -> Told | None:
    """Edit an entry that is free for it -> what is to be told; None when there is none."""
    edit = random.choice(EDITS)
    for place in free:
        after = edit.make(slots[place][0], random) if place[0] == edit.section else None
        if after is not None:
            free.remove(place)
            slots[place] = after if isinstance(after, list) else [after]
            return ("changed", edit.section, label(slots[place][0]), edit.kinds)
    return None


def _add(slots: dict[Any, list[Entry]], random: Random) -> Told:
    """Put a new entry somewhere -> what is to be told."""
    section = random.choice(list(FRESH))
    number = len(slots)
    entry = FRESH[section](number, random)
    slots[section, number] = [entry]
    return ("added", section, label(entry), ())


def _gathered(name: str, slots: dict[Any, list[Entry]], random: Random) -> tuple[Any, ...]:
    found = [entry for (section, _), entries in sorted(slots.items()) if section == name for entry in entries]
    random.shuffle(found)
    return tuple(found)


# ---- new entries ---------------------------------------------------------------------------------


def _paper(number: int, random: Random) -> Publication:
    title = f"{random.choice(WAYS).format(random.choice(MATTERS))}, as seen from station {_spelt(number)}"
    people = (*(Author(name) for name in random.sample(NAMES, 2)), Author("Anbang Yao"))
    return Publication(title=title, authors=people, venue=JOURNAL, year=random.randint(2008, 2026), type="journal")


FRESH: dict[str, Callable[[int, Random], Entry]] = {
    "publications": _paper,
    "awards": lambda number, random: Award(title=f"Prize of {_spelt(number)}", years=(random.randint(2008, 2026),)),
    "mentees": lambda number, random: Mentee(name=f"{random.choice(NAMES)} {_spelt(number).title()}", role="phd"),
    "talks": lambda number, random: Talk(title=f"What {_spelt(number)} told us", date=Date(random.randint(2008, 2026))),
    "service": lambda number, random: Service(role=f"Chair of {_spelt(number)}", organizations=("Station Council",)),
}


def _spelt(number: int) -> str:
    """A number -> a word of its own: 12 -> "kocimoci"."""
    return "".join(f"{consonant}o" for consonant in ("zbcdfghjkl"[int(digit)] for digit in f"{number:04}"))


# ---- edits of a publication ----------------------------------------------------------------------


def _typo(paper: Publication, random: Random) -> Publication | None:
    """Two letters inside a long word of the title change places."""
    words = paper.title.split()
    long = [
        at for at, word in enumerate(words) if len(word) > 5 and word.isalpha() and word[2].lower() != word[3].lower()
    ]
    if not long:
        return None
    at = random.choice(long)
    word = words[at]
    words[at] = word[:2] + word[3] + word[2] + word[4:]
    return replace(paper, title=" ".join(words))


def _capitals(paper: Publication, random: Random) -> Publication | None:
    return replace(paper, title=paper.title.upper()) if paper.title.isascii() else None


def _authors(change: Callable[[list[Author]], list[Author] | None]) -> Callable[[Publication, Random], Any]:
    def make(paper: Publication, random: Random) -> Publication | None:
        after = change(list(paper.authors)) if len(paper.authors) > 1 else None
        return None if after is None or after == list(paper.authors) else replace(paper, authors=tuple(after))

    return make


def _set(**values: Any) -> Callable[[Any, Random], Any]:
    """An edit that gives a key a value, where it has another one."""

    def make(entry: Any, random: Random) -> Any:
        return None if any(getattr(entry, key) == value for key, value in values.items()) else replace(entry, **values)

    return make


def _unset(key: str, value: Any) -> Callable[[Any, Random], Any]:
    """An edit that fills in what was left out."""
    return lambda entry, random: None if getattr(entry, key) else replace(entry, **{key: value})


def _accept(paper: Publication, random: Random) -> Publication | None:
    values = {"venue": JOURNAL, "year": (paper.year or 2020) + 1, "status": "published", "type": "journal"}
    may = paper.type not in ("book", "thesis") and not is_published(paper)
    return replace(paper, **values) if may else None  # type: ignore[arg-type]


def _family_first(people: list[Author]) -> list[Author] | None:
    given, _, family = people[0].name.partition(" ")
    return [Author(f"{family}, {given}", people[0].marks), *people[1:]] if family else None


def _unmark(people: list[Author]) -> list[Author] | None:
    return [Author(people[0].name), *people[1:]]


def _short_venue(paper: Publication, random: Random) -> Publication | None:
    long, short = split_acronym(paper.venue or "")
    return replace(paper, venue=short.upper()) if long and short else None


def _more_honors(paper: Publication, random: Random) -> Publication:
    return replace(paper, honors=(*paper.honors, Honor("Test of Time Award")))


def _no_honors(paper: Publication, random: Random) -> Publication | None:
    return replace(paper, honors=()) if len(paper.honors) == 1 else None


def _flag(key: str, value: bool) -> Callable[[Any, Random], Any]:
    return lambda entry, random: replace(entry, **{key: value}) if getattr(entry, key) != value else None


# ---- edits of others -----------------------------------------------------------------------------


def _again(award: Award, random: Random) -> Award | None:
    year = max(award.years, default=0) + 1
    return replace(award, years=(*award.years, year)) if award.years and str(year) not in award.title else None


def _split(award: Award, random: Random) -> list[Award] | None:
    years = sorted(years_of(award), reverse=True)
    return [replace(award, years=(year,)) for year in years] if len(years) > 1 and len(award.years) > 1 else None


def _left(mentee: Mentee, random: Random) -> Mentee | None:
    values = {"end": Date(2024, 6), "now": "Lecturer, Patmouth College"}
    return None if mentee.end else replace(mentee, **values)


def _ended(post: Any, random: Random) -> Any:
    return replace(post, end=Date(2026, 11)) if post.end == PRESENT else None


EDITS = (
    Edit("publications", ("title",), _typo),
    Edit("publications", ("title_format",), _capitals),
    Edit("publications", ("authors",), _authors(lambda people: [*people, Author("Tove Quist")])),
    Edit("publications", ("authors",), _authors(lambda people: people[1:] if len(people) > 3 else None)),
    Edit("publications", ("author_order",), _authors(lambda people: [people[1], people[0], *people[2:]])),
    Edit("publications", ("author_marks",), _authors(_unmark)),
    Edit("publications", ("author_spelling",), _authors(_family_first)),
    Edit("publications", ("accepted",), _accept),
    Edit("publications", ("venue_spelling",), _short_venue),
    Edit(
        "publications",
        ("venue",),
        lambda paper, random: replace(paper, venue="Zeitschrift für Watten") if is_published(paper) else None,
    ),
    Edit("publications", ("year",), lambda paper, random: replace(paper, year=(paper.year or 2000) + 1)),
    Edit("publications", ("biblio",), _unset("pages", "117–139")),
    Edit("publications", ("id_added",), _unset("doi", "10.5555/1234.5678")),
    Edit(
        "publications", ("link",), lambda paper, random: replace(paper, links={**paper.links, "Video": "https://a.org"})
    ),
    Edit("publications", ("honor_added",), _more_honors),
    Edit("publications", ("honor_removed",), _no_honors),
    Edit("publications", ("selected",), _flag("selected", True)),
    Edit("publications", ("unselected",), _flag("selected", False)),
    Edit("publications", ("hidden",), _flag("hidden", True)),
    Edit("publications", ("moved",), _set(section="Book chapters")),
    Edit("publications", ("note",), _set(note="With a commentary by the editors")),
    Edit("publications", ("abstract",), _unset("abstract", "We counted everything twice.")),
    Edit("awards", ("year_added",), _again),
    Edit("awards", ("regrouped",), _split),
    Edit("awards", ("note",), _set(note="one of two")),
    Edit("mentees", ("ended", "now"), _left),
    Edit("mentees", ("affiliation",), _set(affiliation="Harbour Institute of Technology")),
    Edit("mentees", ("link",), _set(url="https://example.org/me")),
    Edit("service", ("note",), _set(note="for three terms")),
    Edit("positions", ("ended",), _ended),
    Edit("education", ("thesis",), _unset("thesis", "The Reluctance of Mud")),
    Edit("patents", ("note",), _set(note="Top inventor of the year")),
)
SECTIONS = tuple(dict.fromkeys([edit.section for edit in EDITS] + list(FRESH)))
