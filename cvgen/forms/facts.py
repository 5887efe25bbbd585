"""State single facts about a person as a form asks for them."""

from collections.abc import Callable
from typing import NamedTuple

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text
from cvgen.exporters.people import family_name, given_name
from cvgen.forms.model import FactName
from cvgen.profile.dates import PRESENT, Date, certainly_before, earliest, held
from cvgen.profile.model import Education, Position, Profile

MONTHS = 12


class Stated(NamedTuple):
    """A fact in words, "" if the profile lacks it, and the key that would give it."""

    text: str
    missing: str


def state(name: FactName, profile: Profile, today: Date, words: Phrases) -> Stated:
    """Return a fact about a person; `today` is the day on which the form is filled in."""
    say, missing = FACTS[name]
    return Stated(plain_text(say(profile, today, words) or ""), missing)


def doctorate(profile: Profile) -> Education | None:
    """Return the first doctorate that the person has earned."""
    earned = [one for one in profile.education if one.is_doctorate and not one.hidden]
    dated = [one for one in earned if one.end and one.end != PRESENT and not one.end.expected]
    return min(dated, key=lambda one: one.end or PRESENT, default=None)


def academic_age(profile: Profile, today: Date) -> tuple[int, int] | None:
    """Return the net academic age in months, and the months of breaks that it leaves out; None without a doctorate.

    It begins with the doctorate (SNSF, CV format: "net academic age"). A date without a month counts as January.
    """
    degree = doctorate(profile)
    if not degree or not degree.end:
        return None
    begin, now = _month(degree.end), _month(today)
    away: set[int] = set()
    for one in profile.breaks:
        if not one.hidden:
            away |= set(range(max(_month(one.start), begin), min(_month(one.end or one.start), now)))
    return max(0, now - begin - len(away)), len(away)


def _month(date: Date) -> int:
    """Return a date as a number of months, PRESENT as one in the far future."""
    day = earliest(date)
    return day.year * MONTHS + day.month - 1


def _age(profile: Profile, today: Date, words: Phrases) -> str:
    found = academic_age(profile, today)
    if not found:
        return ""
    age, away = found
    text = f"{age // MONTHS} years and {age % MONTHS} months"
    return f"{text}, without {away} months of breaks" if away else text


def _position(profile: Profile, today: Date) -> Position | None:
    """Return the position that the person holds now: the first, where there are several."""
    shown = [one for one in profile.positions if not one.hidden]
    return next((one for one in shown if one in held(shown, today)), None)


def _title(profile: Profile, today: Date, words: Phrases) -> str | None:
    post = _position(profile, today)
    return post.title if post else profile.headline


def _dated_title(profile: Profile, today: Date, words: Phrases) -> str:
    """Return the title of the position with its end, if it has one: "Lecturer, 2025 – 2028"."""
    post, end = _position(profile, today), _end(profile, today, words)
    when = words.span(post.start, post.end) if post and end else ""
    return ", ".join(filter(None, (_title(profile, today, words), when)))


def _end(profile: Profile, today: Date, words: Phrases) -> str:
    """Return the end of the position, if it has one."""
    post = _position(profile, today)
    end = post.end if post and post.end != PRESENT else None
    return words.date(end) if end and certainly_before(today, end) else ""


def _institution(profile: Profile, today: Date, words: Phrases) -> str | None:
    post = _position(profile, today)
    return profile.affiliation or (post.organization if post else None)


def _workplace(profile: Profile, today: Date, words: Phrases) -> str:
    place = (profile.department, _institution(profile, today, words), profile.location)
    return ", ".join(filter(None, place))


def _doctorate(profile: Profile, today: Date, words: Phrases) -> str:
    degree = doctorate(profile)
    return ", ".join(filter(None, (words.date(degree.end), degree.institution))) if degree and degree.end else ""


def _degree(profile: Profile, today: Date, words: Phrases) -> str | None:
    degree = doctorate(profile)
    return degree.degree if degree else None


def _links(profile: Profile, today: Date, words: Phrases) -> str:
    return "; ".join(f"{label}: {url}" for label, url in profile.pages.items())


FACTS: dict[FactName, tuple[Callable[[Profile, Date, Phrases], str | None], str]] = {
    "name": (lambda profile, today, words: profile.name, "name"),
    "family name": (lambda profile, today, words: family_name(profile.name), "name"),
    "given name": (lambda profile, today, words: given_name(profile.name), "name"),
    "native name": (lambda profile, today, words: profile.native_name, "native_name"),
    "position": (_title, "positions"),
    "end of position": (_end, "positions with their end"),
    "dated position": (_dated_title, "positions"),
    "institution": (_institution, "affiliation"),
    "workplace": (_workplace, "affiliation and location"),
    "department": (lambda profile, today, words: profile.department, "department"),
    "location": (lambda profile, today, words: profile.location, "location"),
    "email": (lambda profile, today, words: profile.email, "email"),
    "phone": (lambda profile, today, words: profile.phone, "phone"),
    "website": (lambda profile, today, words: profile.website, "website"),
    "orcid": (lambda profile, today, words: profile.orcid_number, "orcid"),
    "links": (_links, "orcid or links"),
    "degree": (_degree, "the doctorate with its end to education"),
    "doctorate": (_doctorate, "the doctorate with its end to education"),
    "academic age": (_age, "the doctorate with its end to education"),
}
