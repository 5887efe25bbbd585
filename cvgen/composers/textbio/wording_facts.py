"""State the facts of a biography in the sentences of a language file; English has its own modules.

Each function returns the wordings of one fact, the longest first; none if nothing is known or it is covered already.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cvgen.composers.textbio.career import CANDIDATE
from cvgen.composers.textbio.facts import FACTS, Fact
from cvgen.composers.textbio.grammar import clean, down
from cvgen.composers.textbio.record import STUDENTS, ranked_awards
from cvgen.composers.textbio.service import is_held, merged_roles
from cvgen.composers.textbio.story import Story
from cvgen.composers.textbio.wording import Wording
from cvgen.composers.textbio.works import (
    books,
    cite,
    edited_volumes,
    first_year,
    frequent_venues,
    honored,
    is_all_in_one,
    is_book,
    is_upcoming,
)
from cvgen.profile.dates import Date, show_range, show_years
from cvgen.profile.fields import Text
from cvgen.profile.model import Award, Education, Position, Service
from cvgen.profile.status import has_appeared, is_paper, stage_of


@dataclass(frozen=True)
class Teller:
    """Who tells the facts of a story: its wording, and whether the first sentence, with the full name, is meant."""

    story: Story
    wording: Wording
    is_first: bool

    def tell(self, fact: str, *values: str, **named: str) -> list[str]:
        """Return the sentences of a fact whose values are known."""
        persons = self.wording.persons(self.story.profile, self.is_first)
        return list(self.wording.told(fact, *values, **persons, **named))

    def lists(self, fact: str, items: Sequence[str], most: int) -> list[str]:
        """Return the sentences of a fact that list some of the items, the most first."""
        return [text for many in down(items, most) for text in self.tell(fact, self.wording.listed(items[:many]))]


def facts(wording: Wording, is_first: bool) -> list[Fact]:
    """Return the facts of a biography in a language, in the order and with the weights that they have in English."""

    def told_by(fact: Callable[[Teller], list[str]]) -> Callable[[Story], list[str]]:
        return lambda story: fact(Teller(story, wording, is_first))

    weights = {fact.name: fact.weight for fact in FACTS}
    return [Fact(weight, told_by(TOLD[name])) for name, weight in weights.items() if name in TOLD]


def role(by: Teller) -> list[str]:
    """State the present role: "Ada Lovelace ist Professorin an der Universität Carrow." """
    profile = by.story.profile
    current = _places(by, [post for post in profile.positions if by.story.is_current(post)])
    where = by.wording.place(clean(profile.affiliation), "at") if profile.affiliation else ""
    line = re.split(r" [·|•] ", clean(profile.headline))[0]
    if not current and line:
        current = [f"{line} {where}" if where and clean(profile.affiliation) not in line else line]
    return by.lists("role", current, 3) or (by.tell("works", where) if where else [])


def degree(by: Teller) -> list[str]:
    """State the degree in progress, or else the highest one that is held."""
    under_way = [one for one in by.story.profile.education if one.end and not by.story.is_over(one.end)]
    done = [one for one in by.story.profile.education if one not in under_way]
    if not (under_way or done):
        return []
    one = (under_way or done)[0]
    is_doctorate = by.wording.is_called("doctorate", one.degree)
    kinds = ("doctoral_study", "study") if under_way else ("doctorate_held", "degree_held")
    values = _values(by, one)
    if under_way:
        values["degree"] = CANDIDATE.sub("", values["degree"])
        values["at"] = "" if clean(one.institution) in "".join(role(by)[-1:]) else values["at"]
    return by.tell(kinds[not is_doctorate], **values)


def interests(by: Teller) -> list[str]:
    """State the interests as they are written."""
    words = [clean(word).rstrip(".") for word in by.story.profile.interests]
    return by.tell("interest", words[0]) if len(words) == 1 else by.lists("interests", words, 8)[:-1]


def papers(by: Teller) -> list[str]:
    """State the number of works: "Sie hat ein Buch und drei Aufsätze veröffentlicht." """
    profile = by.story.profile
    found, edited = list(filter(is_paper, profile.publications)), edited_volumes(profile)
    things = [(len(some), name.rpartition(" ")[2]) for some, name in books(profile)] + [(len(found), "paper")]
    what = by.wording.listed([by.wording.counted(count, thing) for count, thing in things if count])
    volumes = by.wording.counted(len(edited), "volume") if edited else ""
    if what and volumes:
        return by.tell("papers_and_edited", what=what, edited=volumes)
    if volumes or not what:
        return by.tell("edited", edited=volumes)
    if len(found) > 1 and not any(some for some, _ in books(profile)) and is_all_in_one(found):
        return by.tell("papers_in", what=what, venues=frequent_venues(found, 1)[0]) + by.tell("papers", what=what)
    venues = filter(None, (frequent_venues(found, many) for many in (5, 3, 2, 1)))
    texts = [by.tell("papers", what=what, since=first_year(found), venues=by.wording.listed(some)) for some in venues]
    return [text for some in [*texts, by.tell("papers", what=what)] for text in some]


def honors(by: Teller) -> list[str]:
    """State the honors of papers."""
    found = Counter(text for paper, told in honored(by.story) if not is_book(paper) for text in told)
    if found.total() == 1:
        return by.tell("honor", next(iter(found)))
    return by.lists("honors", [f"{text} ({times}×)" if times > 1 else text for text, times in found.most_common()], 3)


def book_honors(by: Teller) -> list[str]:
    """State the honors of the first book that has some."""
    found = [(book.title, told) for book, told in honored(by.story) if is_book(book)][:1]
    return [
        text
        for title, told in found
        for text in by.tell("book_honors", ", ".join(told), title=by.wording.quoted(title))
    ]


def forthcoming(by: Teller) -> list[str]:
    """State the first book that has not appeared yet."""
    books = [one for one in by.story.profile.publications if is_upcoming(one)]
    found = [one for one in books if stage_of(one) != "under contract"][:1]
    return [
        text
        for one in found
        for text in by.tell("forthcoming", title=by.wording.quoted(one.title), publisher=clean(one.publisher))
    ]


def awards(by: Teller) -> list[str]:
    """State the awards, the most telling first."""
    told = [_award(won) for won in ranked_awards(by.story.profile.awards)]
    if len(told) == 1:
        title, _, about = told[0].partition(" (")
        return by.tell("award", by.wording.quoted(title) + (f" ({about}" if about else ""))
    return by.lists("awards", told, 8)


def service(by: Teller) -> list[str]:
    """State the roles of service that are held, then those that were, then for whom one reviews."""
    entries = by.story.profile.service
    reviews = [one for one in entries if by.wording.is_called("review", one.role)]
    roles = [one for one in entries if one not in reviews and "/" not in one.role]
    held = [one for one in roles if is_held(one, by.story)]
    texts = [
        by.lists("serves", _posts(by, held), 3),
        by.lists("served", _posts(by, [one for one in roles if one not in held]), 3),
    ]
    places = list(dict.fromkeys(clean(name) for one in reviews for name in one.organizations))
    texts.append(
        [text for many in down(places, 3) for text in by.tell("reviews", by.wording.listed_places(places[:many], "to"))]
    )
    found = [some for some in texts if some]
    return [" ".join(some[0] for some in found[:many]) for many in range(len(found), 0, -1)]


def mentoring(by: Teller) -> list[str]:
    """State the mentees, by what they did: "Sie hat zwei Promotionen betreut." """
    people = by.story.profile.mentees
    roles = Counter(person.kind if person.kind in STUDENTS else "" for person in people)
    told = [by.wording.counted(roles[role], role) for role in STUDENTS if roles[role]]
    told += [by.wording.counted(roles[""], "others" if told else "people")] if roles[""] else []
    return by.tell("mentoring", by.wording.listed(told)) if told else []


def patents(by: Teller) -> list[str]:
    """State the patents and the applications."""
    found = by.story.profile.patents
    granted = sum((one.status or "granted").lower() == "granted" for one in found)
    counts = [(granted, "patent"), (len(found) - granted, "application")]
    told = [by.wording.counted(count, thing) for count, thing in counts if count]
    return by.tell("patents", by.wording.listed(told)) if told else []


def earlier(by: Teller) -> list[str]:
    """State past positions, the latest first."""
    past = [post for post in by.story.profile.positions if post.end and by.story.is_over(post.end)]
    return by.lists("earlier", [f"{_place(by, post)}{_years(post.start, post.end)}" for post in past], 4)


def talks(by: Teller) -> list[str]:
    """State the keynotes, or else the invited talks."""
    for kind in ("keynote", "invited"):
        chosen = [talk for talk in by.story.profile.talks if (talk.kind or "").lower() == kind]
        places = list(dict.fromkeys(filter(None, (clean(talk.event or talk.organization) for talk in chosen))))
        if chosen:
            some = by.wording.listed(places) if len(places) == len(chosen) <= 3 else ""
            return by.tell("talks", what=by.wording.counted(len(chosen), kind), places=some)
    return []


def grants(by: Teller) -> list[str]:
    """State the projects that are or were funded, or else by whom; a grant that has not begun is left out."""
    begun = [one for one in by.story.profile.grants if one.start is None or one.start <= by.story.today]
    projects = [by.wording.quoted(one.title) + _in_parentheses(clean(one.organization)) for one in begun]
    funders = list(dict.fromkeys(clean(one.organization) for one in begun if one.organization))
    runs = all(one.end is not None and not by.story.is_over(one.end) for one in begun)
    long = by.lists("projects", projects, 3) if len(projects) > 1 else []
    fact = "supported" if runs else "was_supported"
    short = [by.tell(fact, by.wording.listed_places(funders[:many], "by")) for many in down(funders, 3)]
    return [*long[:-1], *(text for some in short for text in some)]


def memberships(by: Teller) -> list[str]:
    """State memberships that have not ended."""
    held = [one for one in by.story.profile.memberships if not by.story.is_over(one.end)]
    word = by.wording.words["member"]
    roles = [clean(one.role) if one.role and clean(one.role).lower() != "member" else word for one in held]
    told = [f"{role} {by.wording.place(clean(one.organization), 'of')}" for role, one in zip(roles, held, strict=True)]
    return by.lists("memberships", told, 3)


def selected(by: Teller) -> list[str]:
    """State selected publications, those with honors first."""
    chosen = [paper for paper in by.story.profile.publications if paper.selected and has_appeared(paper)]
    titles = [cite(paper, by.wording.quoted) for paper in sorted(chosen, key=lambda paper: not paper.honors)]
    return by.tell("selected_one", titles[0]) if len(titles) == 1 else by.lists("selected", titles, 6)[:-1]


def teaching(by: Teller) -> list[str]:
    """State the courses."""
    courses = [by.wording.quoted(one.course) for one in by.story.profile.teaching]
    return by.tell("course", courses[0]) if len(courses) == 1 else by.lists("courses", courses, 3)[:-1]


TOLD: dict[str, Callable[[Teller], list[str]]] = {
    fact.__name__: fact
    for fact in (role, degree, interests, papers, honors, book_honors, forthcoming, awards, service, mentoring,
                 patents, earlier, talks, grants, memberships, selected, teaching)
}  # fmt: skip


def _places(by: Teller, posts: Sequence[Position]) -> list[str]:
    """Return positions; those in a row at one organization name it once."""
    groups = [list(group) for _, group in groupby(posts, key=lambda post: clean(post.organization))]
    return [
        _place(by, replace(group[-1], title=Text(by.wording.listed([clean(post.title) for post in group]))))
        for group in groups
    ]


def _place(by: Teller, post: Position) -> str:
    """Return a position and its place: "Professorin für Biologie an der Universität Carrow"."""
    profile = by.story.profile
    where = clean(post.organization) or (clean(profile.affiliation) if len(profile.positions) == 1 else "")
    title = clean(post.title)
    return f"{title} {by.wording.place(where, 'at')}" if where and where not in title else title


def _values(by: Teller, one: Education) -> dict[str, str]:
    return {
        "at": by.wording.place(clean(one.institution), "at"),
        "degree": clean(one.degree),
        "year": str(one.end.year) if one.end else "",
        "thesis": by.wording.quoted(one.thesis) if one.thesis else "",
        "advisor": clean(one.advisor),
    }


def _posts(by: Teller, entries: Iterable[Service]) -> list[str]:
    """Return service by role: "Mitglied im Editorial Board für Tides", "Dekanin der Fakultät für Physik"."""
    return [_post(by, role, places) for role, places in merged_roles(entries)]


def _post(by: Teller, role: str, places: Sequence[str]) -> str:
    words = by.wording.words
    if by.wording.is_called("body", role) and not by.wording.is_called("person", role):
        on = "on_feminine_body" if by.wording.is_called("feminine_body", role) else "on_body"
        role = words[on].format(role)
    relation = "of" if role.startswith(words["member"]) or by.wording.is_called("person", role) else "to"
    where = by.wording.listed_places(list(dict.fromkeys(places))[:3], relation)
    return f"{role} {where}" if where else role


def _award(won: Sequence[Award]) -> str:
    """Return an award, who gave it and when: "Halcyon Medal (Society for Coastal Science, 2022)"."""
    givers = {clean(one.organization) for one in won}
    giver = givers.pop() if len(givers) == 1 else ""
    years = show_years(tuple(year for one in won for year in one.years))
    return clean(won[0].title) + _in_parentheses(", ".join(filter(None, [giver, years])))


def _in_parentheses(text: str) -> str:
    return f" ({text})" if text else ""


def _years(start: Date | None, end: Date | None) -> str:
    return _in_parentheses(show_range(Date(start.year) if start else None, Date(end.year) if end else None))
