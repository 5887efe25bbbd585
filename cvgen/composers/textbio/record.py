"""State the facts of a record in sentences: awards, mentoring, patents, talks, grants, teaching."""

import re
from collections import Counter
from collections.abc import Sequence

from cvgen.composers.textbio.grammar import a, clean, counted, down, listed, number, quoted, sentence, the
from cvgen.composers.textbio.story import Story
from cvgen.profile.dates import PRESENT, show_years
from cvgen.profile.model import Award, Grant, Patent, Talk

YEAR = re.compile(r",?\s*(?:in )?\b(?:19|20)\d\d(?:[~–-](?:19|20)\d\d)?$")
DATED = re.compile(r"(?:, |,? \()((?:19|20)\d\d)\)?$")
LONG_TITLE = 10  # words; longer titles are left to the CV
TELLING = re.compile(r"highest|\bonly\b|\bfirst\b|\btop\b|prize|fellow\b", re.I)
GREAT = re.compile(r"lifetime|lasting|medal\b|laureate", re.I)
MODEST = re.compile(r"scholarship|reviewer|quarterly|runner|finalist|nomin|honou?rable|travel", re.I)
AWARD_NOUN = re.compile(
    r"\b(Award|Prize|Medal|Fellowship|Scholarship|Grant|Recognition|Distinction|Order|Cup|Prix|Preis|Premio)s?\b"
)
ARTICLE = re.compile(r"(?:the|first|second|third|1st|2nd|3rd) ", re.IGNORECASE)  # or instead of one
NAMED_AWARD = re.compile(
    rf"{AWARD_NOUN.pattern}|^(?:an?|the|one|two|three|four|five|six) |[Mm]ention|[Ff]ellow|[Dd]octor"
)
LECTURE = re.compile(r"\bLectures?$")
GENERIC = re.compile(r"(?:\w+ )?(?:colloquium|seminar|workshop|invited talk|guest lecture)", re.IGNORECASE)
STUDENTS = {
    "phd": ("doctoral student", ""), "postdoc": ("postdoctoral researcher", ""), "master": ("master’s student", ""),
    "bachelor": ("bachelor’s student", ""), "intern": ("intern", ""),
}  # fmt: skip


def awards(story: Story) -> list[str]:
    """State the awards: "Her awards include the Gordy Award (2014–2016) and the Intel China Award (2016, 2017)." """
    told = [text for text in map(_award, ranked_awards(story.profile.awards)) if len(text.split()) <= LONG_TITLE + 2]
    if len(told) == 1:
        thing = "the award" if not NAMED_AWARD.search(told[0]) else ""
        return [sentence(story.voice.does("has"), "received", thing, told[0])]
    noun = story.voice.list_of("awards" if not story.covers("award|medal|prize|honou?rs") else "further awards")
    brief = [re.sub(r"\(\D+, (?=\d{4})", "(", one) for one in told[:1]]  # without the organization
    return [
        sentence(noun, "include", listed(some)) for some in [*(told[:many] for many in down(told, 8)), brief] if some
    ]


def mentoring(story: Story) -> list[str]:
    """State the mentees: "She has mentored two doctoral students, one postdoctoral researcher and one intern." """
    people = story.profile.mentees
    if not people or story.covers(r"mentor|supervis|interns|doctoral students|ph\.?d\.? students"):
        return []
    roles = Counter(person.kind if person.kind in STUDENTS else "" for person in people)
    groups = [counted(roles[role], STUDENTS[role][0]) for role in STUDENTS if roles[role]]
    others = counted(roles[""], *(("other", "") if groups else ("person", "people"))) if roles[""] else ""
    whom = listed([*groups, *filter(None, [others])])
    places = Counter(clean(person.affiliation) for person in people if person.affiliation)
    often = [the(place) for place, times in places.most_common(3) if times > 1 and 4 * times >= len(people)]
    head = f"{story.voice.does('has')} mentored {whom}"
    ends = [", many of them from " + listed(often)] if often else []
    return [*(sentence(head + end) for end in ends), sentence(head)]


def patents(story: Story) -> list[str]:
    """State the patents: "She is an inventor on three patents."; an entry about many is quoted."""
    found = story.profile.patents
    if not found or story.covers("patent|invent"):
        return []
    summary = next((clean(one.title) for one in found if _is_summary(one)), "")
    if summary:
        return [sentence(story.voice.does("is"), "an inventor on", summary[0].lower() + summary[1:])]
    noun = "patent" if all((one.status or "granted").lower() == "granted" for one in found) else "patent application"
    granted = sum((one.status or "").lower() == "granted" for one in found)
    if noun != "patent" and granted:
        what = listed([counted(granted, "patent"), counted(len(found) - granted, noun)])
    else:
        what = counted(len(found), noun)
    return [sentence(story.voice.does("is"), "an inventor on", what)]


def talks(story: Story) -> list[str]:
    """State the talks: "She has given two keynotes, among others at the Congress of the Estuarine Union (2024)." """
    keynotes = [talk for talk in story.profile.talks if (talk.kind or "").lower() == "keynote"]
    invited = [talk for talk in story.profile.talks if (talk.kind or "").lower() == "invited"]
    chosen, noun = (keynotes, "keynote") if keynotes else (invited, "invited talk")
    events = list(dict.fromkeys(filter(None, map(_event, chosen))))
    if not chosen or story.covers("keynote|invited"):
        return []
    lectures = [event for event in events if LECTURE.search(event)]
    places = [event for event in events if event not in lectures]
    has = story.voice.does("has")
    if len(chosen) == 1 and lectures:
        return [sentence(has, "given", _the_lecture(lectures[0]))]
    head = f"{has} given {counted(len(chosen), noun)}"
    wheres = [f"at {listed(places[:many])}" for many in down(places, 3) if many == len(chosen)]
    some = [f"at venues including {listed(places[:many])}" for many in down(places, 2) if many < len(chosen)]
    famous = [f", including {listed([_the_lecture(one) for one in lectures[:many]])}" for many in down(lectures, 2)]
    return [*(sentence(head + one) for one in famous), *(sentence(head, where) for where in [*(wheres or some), ""])]


def grants(story: Story) -> list[str]:
    """State the grants: "Her funded projects include “Carbon under the Cordgrass” (Fund for Coasts, 2016–2019)."

    A grant that has not begun is left out.
    """
    begun = [one for one in story.profile.grants if one.start is None or one.start <= story.today]
    projects = [_project(one.title, clean(one.organization)) for one in begun]
    funders = list(dict.fromkeys(the(clean(one.organization)) for one in begun if one.organization))
    noun = story.voice.list_of("funded projects")
    long = [sentence(noun, "include", listed(projects[:many])) for many in down(projects, 3) if len(projects) > 1]
    runs = bool(begun) and all(_is_running(one, story) for one in begun)
    whose = f"{story.voice.possessive} work {'is' if runs else 'has been'} supported by"
    return [*long, *(sentence(whose, listed(funders[:many])) for many in down(funders, 3))]


def _is_running(grant: Grant, story: Story) -> bool:
    return grant.end is not None and (grant.end == PRESENT or not story.is_over(grant.end))


def teaching(story: Story) -> list[str]:
    """State the courses: "Courses taught include “Estuaries” and “Field School on the Mudflat”." """
    courses = [quoted(one.course) for one in story.profile.teaching]
    if len(courses) == 1:
        return [sentence(story.voice.does("has"), "taught the course", courses[0])]
    return [sentence("courses taught include", listed(courses[:many])) for many in down(courses, 3)]


def ranked_awards(entries: Sequence[Award]) -> list[list[Award]]:
    """Return awards, the most telling first; those of one title are one that was won again."""
    merged: dict[str, list[Award]] = {}
    for one in entries:
        merged.setdefault(clean(one.title), []).append(one)
    return sorted(merged.values(), key=lambda won: -_weight(won))


def _weight(won: list[Award]) -> int:
    text = clean(f"{won[0].title} {won[0].note or ''}")
    again = min(3, sum(max(1, len(one.years)) for one in won)) - 1
    return 2 * bool(TELLING.search(text)) + 2 * bool(GREAT.search(text)) + again - 3 * bool(MODEST.search(text))


def _award(won: list[Award]) -> str:
    """Return an award as a phrase: "the Halcyon Medal (Society for Coastal Science, 2022)"."""
    title, years = clean(won[0].title), [year for one in won for year in one.years]
    organizations = {clean(one.organization) for one in won}
    organization = organizations.pop() if len(organizations) == 1 else ""
    dated = None if years else DATED.search(title)  # a text alone: "Ebb Prize, 2020"
    name = YEAR.sub("", title) if years else title[: dated.start()] if dated else title
    several = re.match(r"(\d+) (?=\D)", name)
    if several:
        name = a(name[several.end() :]) if several[1] == "1" else f"{number(int(several[1]))} {name[several.end() :]}"
    when = dated[1] if dated else show_years(tuple(years))
    when = when if len(when) <= len("2001, 2002, 2003") else f"{number(len(years))} times"
    about = ", ".join(filter(None, ["" if organization in name else organization, when]))
    if re.match(r"hono[u]?rable mention", name, re.IGNORECASE):
        name = a(name)
    article = "the " if AWARD_NOUN.search(name) and not (several or ARTICLE.match(name)) else ""
    return f"{article}{name}" + (f" ({about})" if about else "")


def _is_summary(one: Patent) -> bool:
    """Return whether an entry is about several patents: "Over 120 patent applications"."""
    return bool(re.match(r"(?:(?:over|more than|about) )?\d+ .*(?:patents|applications)\b", clean(one.title), re.I))


def _event(talk: Talk) -> str:
    """Return where a talk was given: "the CDNNRIA Workshop (NeurIPS 2018)"; a mere colloquium is that of its host."""
    event, host = clean(talk.event), clean(talk.organization)
    name, comma, rest = (host if host and GENERIC.fullmatch(event) else event or host).partition(", ")
    return the(name) + (f" ({rest})" if comma else "")


def _the_lecture(name: str) -> str:
    """Return the name of a lecture with its article: "Sather Lecture" -> "the Sather Lecture"."""
    return name if name.lower().startswith(("the ", "a ")) else f"the {name}"


def _project(title: str, funder: str) -> str:
    return quoted(title) + (f" ({funder})" if funder else "")
