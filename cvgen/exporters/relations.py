"""Tell with whom the owner has relations that keep them from reviewing the owner, as funders define these.

The codes are those of NSF: G for a Ph.D. advisor, T for a Ph.D. student, A for a co-author, C for a collaborator, B for
an editorial board, E for a co-editor.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cvgen.document.markdown import plain_text
from cvgen.exporters.coauthors import affiliation_of, coauthors, is_recent
from cvgen.exporters.people import family_name, given_name
from cvgen.profile.coauthors import People, is_owner
from cvgen.profile.dates import PRESENT, Date, certainly_before, date_of, latest, months_before
from cvgen.profile.model import Profile, Service
from cvgen.profile.names import given_first, tokens

COAUTHORS, EDITORS, OWN = 48, 24, 12  # months that count
EDITOR = re.compile(r"\beditors?\b|\beditorial board\b|\bHerausgeber|\brédact(?:eur|rice)", re.IGNORECASE)
ADVISORY = re.compile(r"\badvisory\b", re.IGNORECASE)  # boards that NSF does not count


@dataclass(frozen=True)
class Relation:
    """A person, and how they are related to the owner.

    `active` is when they last worked together as far as it is known, None for what goes on; `work` is the journal or
    the volume that they edit. An editorial board of which the profile has no names has the name "".
    """

    code: str
    name: str
    affiliation: str = ""
    active: Date | None = None
    work: str = ""


def advisors(profile: Profile) -> list[Relation]:
    """Return the owner's Ph.D. advisors, with the university of that time where no other place is known."""
    degrees = [one for one in profile.education if not one.hidden and one.is_doctorate]
    pairs = ((name, plain_text(one.institution)) for one in degrees for name in one.advisors)
    return _once(profile, (Relation("G", name, affiliation_of(name, profile) or place) for name, place in pairs))


def students(profile: Profile) -> list[Relation]:
    """Return everybody whose Ph.D. thesis the owner advises or advised."""
    found = [one for one in profile.mentees if not one.hidden and one.kind == "phd"]
    return _once(profile, (Relation("T", one.name, affiliation_of(one.name, profile), one.end) for one in found))


def with_papers(profile: Profile, today: Date, months: int = COAUTHORS) -> list[Relation]:
    """Return the co-authors of recent months, with the date of the last joint work."""
    found = coauthors(profile, months_before(today, months))
    return _once(profile, (Relation("A", one.name, one.affiliation, one.last) for one in found))


def collaborators(profile: Profile, today: Date, months: int = COAUTHORS) -> list[Relation]:
    """Return those with whom the owner worked in recent months: postdocs, co-advisors of mentees, co-inventors."""
    since = months_before(today, months)
    mentees = [one for one in profile.mentees if not one.hidden and _lasts(one.end, since)]
    pairs = [(one.name, one.end) for one in mentees if one.kind == "postdoc"]
    pairs += [(name, one.end) for one in mentees for name in one.co_advisors]
    for patent in profile.patents:
        if not patent.hidden and is_recent(patent, since):
            pairs += [(one.name, date_of(patent)) for one in patent.inventors if not one.left_out]
    others = [(name, date) for name, date in pairs if not is_owner(name, profile)]
    return _once(profile, (Relation("C", name, affiliation_of(name, profile), date) for name, date in others))


def editors(profile: Profile, today: Date) -> list[Relation]:
    """Return the journals of which the owner is or was an editor in recent months, and co-editors of volumes."""
    since = months_before(today, EDITORS)
    roles = [one for one in profile.service if not one.hidden and _edits(one) and _lasts(_end(one), since)]
    boards = [Relation("B", "", "", _end(one), plain_text(name)) for one in roles for name in one.organizations]
    volumes = [one for one in profile.publications if not one.hidden and is_recent(one, since)]
    people = [
        Relation("E", given_first(one.name), affiliation_of(one.name, profile), date_of(work), plain_text(work.title))
        for work in volumes
        if any(is_owner(one.name, profile) for one in work.editors)
        for one in work.editors
        if not one.left_out and not is_owner(one.name, profile)
    ]
    return [*boards, *_once(profile, people)]


def own_places(profile: Profile, today: Date) -> list[tuple[str, Date | None]]:
    """Return where the owner has worked in the last twelve months, each place with its end if it is over."""
    since = months_before(today, OWN)
    posts = [
        one for one in profile.positions if not one.hidden and one.organization and _lasts(one.end or one.start, since)
    ]
    pairs = [(plain_text(one.organization or ""), one.end if _is_over(one.end, today) else None) for one in posts]
    present = [(plain_text(profile.affiliation), None)] if profile.affiliation else []
    places: dict[tuple[str, ...], tuple[str, Date | None]] = {}
    for name, end in sorted([*present, *pairs], key=lambda pair: pair[1] is not None):
        places.setdefault(tokens(name), (name, end))
    return list(places.values())


def last_first(name: str) -> str:
    """Return a name as funders list it: "Zoë de Groot" -> "de Groot, Zoë"; one that can't be split stays."""
    return ", ".join(filter(None, (family_name(name), given_name(name))))


def _once(profile: Profile, found: Iterable[Relation]) -> list[Relation]:
    """Return each person once, with the latest date, by family name.

    Forms of one name are one person, and the longest is taken, also from other parts of the profile.
    """
    people, relations = People(), dict[int, Relation]()
    shown = [one for one in profile.mentees if not one.hidden]
    referees = (one.name for one in profile.references if not one.hidden)
    for name in (*(one.name for one in shown), *(name for one in shown for name in one.co_advisors), *referees):
        people.number(given_first(name))
    for one in found:
        number = people.number(given_first(one.name))
        known = relations.get(number)
        dates = [relation.active for relation in (known, one) if relation]
        active = None if None in dates else max(date for date in dates if date)
        best = known or one
        relations[number] = Relation(one.code, people.names[number], best.affiliation, active, best.work)
    return sorted(relations.values(), key=lambda one: sort_key(one.name))


def sort_key(name: str) -> tuple[tuple[str, ...], ...]:
    """Return what sorts names by family name, then by the rest; case and accents do not count."""
    return tokens(family_name(name)), tokens(name), (name,)


def _edits(role: Service) -> bool:
    return bool(EDITOR.search(role.role) and not ADVISORY.search(role.role))


def _lasts(end: Date | None, since: Date) -> bool:
    """Return whether what ended at a date may have lasted until a month; what has no end goes on."""
    return end is None or not certainly_before(end, since)


def _end(role: Service) -> Date | None:
    return role.end or (Date(max(role.years)) if role.years else None)


def _is_over(end: Date | None, today: Date) -> bool:
    return end is not None and end != PRESENT and latest(end) < today


def named(profile: Profile, today: Date, months: int = COAUTHORS) -> list[Relation]:
    """Return every relation with a person whose name is known, the closest first."""
    found = [*advisors(profile), *students(profile), *with_papers(profile, today, months),
             *collaborators(profile, today, months), *editors(profile, today)]  # fmt: skip
    return [one for one in found if one.name]
