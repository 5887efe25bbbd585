"""Compose the section of mentees: one list or one for each role, with the papers written with each."""

import re
from collections.abc import Iterable
from dataclasses import replace
from operator import itemgetter

from cvgen.composers.entries import items, visible_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.composers.publications import newest_first
from cvgen.document.markdown import around, join, plain_text, spans
from cvgen.document.tree import Item, Section, Span, Spans
from cvgen.profile.dates import PRESENT, year_of
from cvgen.profile.document_options import MenteeChoice
from cvgen.profile.model import Author, Mentee, Profile, Publication
from cvgen.profile.names import same_person

Signed = dict[str, list[tuple[int, Publication, Author]]]  # by name, each with its number in the order of the papers

ROLES = ("postdoc", "phd", "master", "bachelor", "intern")  # the order of their groups; others come last
SHORT_FORM = re.compile(r"\(([^()]+)\)\s*$")


def section(profile: Profile, choice: MenteeChoice, words: Phrases) -> Section:
    """Return the section of the mentees that are not hidden; papers are those of this document."""
    papers = by_author(newest_first(list(visible_entries(profile.publications))))
    alike = are_interns(profile)

    def item(person: Mentee, words: Phrases) -> Item:
        written = papers_with(person, papers, profile.mentee_marks) if choice.papers != "none" else []
        made = mentee(person, words, len(written), with_role=not alike, dated=choice.group == "role")
        if choice.papers != "titles" or not written:
            return made
        return replace(made, points=tuple(map(_named, written)), kind="entry")

    listed = items("mentees", profile.mentees, item, words)
    if choice.group == "none" or alike:
        return Section(heading(profile, words), listed, kind="mentees")
    return Section(heading(profile, words), sections=tuple(_by_role(listed, profile, words)), kind="mentees")


def _by_role(listed: Iterable[Item], profile: Profile, words: Phrases) -> Iterable[Section]:
    """Yield a section for each role, with the number of its mentees; the latest mentees come first."""
    groups: dict[str, list[tuple[Mentee, Item]]] = {role: [] for role in ROLES}
    for one in listed:
        person = profile.mentees[int(one.key[1])]
        groups.setdefault(person.kind, []).append((person, one))
    for role, found in groups.items():
        title = group_name(role, words)
        newest = sorted(found, key=lambda pair: str(pair[0].start or pair[0].end or ""), reverse=True)
        yield from [Section(f"{title} ({len(found)})", tuple(one for _, one in newest))] if found else ()


def group_name(kind: str, words: Phrases) -> str:
    """Return what the mentees of a kind are called: "phd" -> "Ph.D. students"; one that cvgen does not know stays."""
    return words.groups.get(kind) or kind or words.other_mentees


def mentee(person: Mentee, words: Phrases, papers: int, with_role: bool = True, dated: bool = False) -> Item:
    """Return the line of a mentee: name, affiliation, role and period, present place, number of joint papers.

    `dated` means that the role is in the heading, and the period aside.
    """
    time = words.span(person.start, person.end)
    degree = words.degrees.get(person.role or "") if has_earned(person) else None
    role = degree or words.roles.get(person.role or "", person.role) if with_role and not dated else None
    when = words.date(person.end) if degree and person.end and not dated else time
    said = [spans(f"{role} {when}")] if degree and role else [spans(role), () if dated else spans(when)]
    thesis = around(words.thesis, spans(person.thesis, "italic"))
    partners = around(words.co_advisors, spans(words.listed(list(person.co_advisors))))
    detail = [spans(person.affiliation), *said, thesis, partners, spans(person.note)]
    text = join([spans(person.name, url=person.url), *detail])
    text = join([text, around(words.now, spans(person.now))], "; ")
    count = (Span(words.count(papers, words.papers), frozenset({"quiet"})),) if papers else ()
    return Item(join([text, count], " · "), kind="one-line", aside=time if dated else "")


def has_earned(person: Mentee) -> bool:
    """Return whether a mentee earned a degree: there is an end, and a thesis or no start beside it."""
    is_over = person.end not in (None, PRESENT) and not (person.end and person.end.expected)
    return is_over and bool(person.thesis or not person.start)


def are_interns(profile: Profile) -> bool:
    """Return whether all shown mentees are interns, so that the lines need not say so."""
    people = list(visible_entries(profile.mentees))
    return bool(people) and all(person.role == "intern" for person in people)


def heading(profile: Profile, words: Phrases) -> str:
    """Return the heading of the mentees."""
    return words.interns if are_interns(profile) else words.mentees


def by_author(papers: Iterable[Publication]) -> Signed:
    """Return the publications that each name signs, so that a name is compared once: many papers share it."""
    signed: Signed = {}
    signatures = ((paper, author) for paper in papers for author in paper.authors)
    for number, (paper, author) in enumerate(signatures):
        signed.setdefault(author.name, []).append((number, paper, author))
    return signed


def papers_with(person: Mentee, signed: Signed, marks: frozenset[str]) -> list[Publication]:
    """Return the publications with this person as an author; if a mark shows mentees, only those with it."""
    found = [one for name, ones in signed.items() if same_person(person.name, name) for one in ones]
    found.sort(key=itemgetter(0))
    as_mentee = [paper for _, paper, author in found if not marks.isdisjoint(author.marks)]
    return as_mentee or [paper for _, paper, _ in found]


def _named(paper: Publication) -> Spans:
    """Return a title with the short form of its venue and its year: "Notes on the Engine, ICML 2024"."""
    venue = plain_text(paper.venue or "")
    short = SHORT_FORM.search(venue)
    where = short[1] if short else venue
    year = str(year_of(paper) or "")
    place = where if year in where else f"{where} {year}"
    return join([spans(paper.title), (Span(place.strip(), frozenset({"quiet"})),) if place.strip() else ()])
