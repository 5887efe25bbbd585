"""State the facts of a record in sentences: papers and honors, awards, service, mentoring, patents, talks, grants."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from cvgen.composers.textbio.grammar import a, clean, counted, listed, number, quoted, sentence, the
from cvgen.composers.textbio.story import Story, mentions
from cvgen.profile.dates import show_years, year_of
from cvgen.profile.fields import PublicationType
from cvgen.profile.model import Award, Patent, Publication, Service, Talk
from cvgen.profile.status import has_appeared, is_paper

SHORT_FORM = re.compile(r"\(([A-Z][\w&\- ]{1,11}?)(?: (?:19|20)\d\d)?\)$")
YEAR = re.compile(r",?\s*(?:in )?\b(?:19|20)\d\d(?:[~–-](?:19|20)\d\d)?$")
SINCE = 5  # years; a shorter time of publishing is not mentioned
LONG_TITLE = 10  # words; longer titles are left to the CV
TELLING = re.compile(r"highest|\bonly\b|\bfirst\b|\btop\b|prize|fellow\b", re.I)
GREAT = re.compile(r"lifetime|lasting|medal\b|laureate", re.I)
MODEST = re.compile(r"scholarship|reviewer|quarterly|runner|finalist|nomin|honou?rable|travel", re.I)
AWARD_NOUN = re.compile(r"\b(Award|Prize|Medal|Fellowship|Scholarship|Grant|Recognition|Distinction|Order|Cup)s?\b")
RANKS = ("editor", "chair", "president", "organi", "committee|board|panel|council|member", "")
OF = re.compile(r"editor|president|member|secretary|treasurer|organi[sz]er|director|head|(?<!area )chair$", re.I)
STUDENTS = {
    "phd": ("doctoral student", ""), "postdoc": ("postdoctoral researcher", ""), "master": ("master’s student", ""),
    "bachelor": ("bachelor’s student", ""), "intern": ("intern", ""),
}  # fmt: skip


def papers(story: Story) -> list[str]:
    """State the number of papers: "She has published 41 papers, most often at CVPR, ICCV and ECCV." """
    found = list(filter(is_paper, story.profile.publications))
    books = [counted(len(some), one) for some, one in _books(story) if some]
    if story.covers(r"\b(papers|publications|articles)\b") or not (found or books):
        return []
    noun = "publication" if any(paper.type is None for paper in found) else "paper"
    what = listed([*books, *([counted(len(found), noun)] if found else [])])
    has = story.voice.does("has")
    wheres = [_venues(found, many) for many in (5, 3, 2, 1)]
    long = [sentence(f"{has} published {what}{_since(found)}, {where}") for where in wheres if where]
    return [*long, sentence(f"{has} published {what}")]


def honors(story: Story) -> list[str]:
    """State the honors of papers: "Her honors for papers include Best Paper and Oral." """
    all_papers = [paper for paper in story.profile.publications if has_appeared(paper)]
    told = [_kind(clean(honor.text)) for paper in all_papers for honor in paper.honors]
    if not told or story.covers("most influential|best papers?"):
        return []
    often = [(text, times) for text, times in Counter(told).most_common() if not text.startswith("Among ")]
    kinds = [_times(text, times) for text, times in often if len(text.split()) <= LONG_TITLE]
    if len(told) == 1:
        whose = story.voice.possessive
        return [sentence("one of", whose, f"papers was honored with the distinction {quoted(told[0])}")]
    some = story.voice.list_of("honors for papers")
    every = f"{story.voice.possessive} {number(len(told))} honors for papers"
    whole = len(often) > 3 or sum(times for _, times in often) < len(told)  # then the number says more
    return [sentence(every if whole else some, "include", listed(kinds[:length])) for length in _down(kinds, 3)]


def selected(story: Story) -> list[str]:
    """State up to three selected papers: "Among her publications are “Mudflats remember storms” (JTR, 2021) ..." """
    chosen = [paper for paper in story.profile.publications if paper.selected and has_appeared(paper)]
    chosen = sorted(chosen, key=lambda paper: not paper.honors)
    chosen = [paper for paper in chosen if not mentions(story.text, clean(paper.title))]
    titles = [_cite(paper) for paper in chosen if len(clean(paper.title).split()) <= 2 * LONG_TITLE]
    subject = f"Among {story.voice.possessive} publications"
    return [sentence(subject, "are" if many > 1 else "is", listed(titles[:many])) for many in _down(titles, 6)]


def awards(story: Story) -> list[str]:
    """State the awards: "Her awards include the Gordy Award (2014–2016) and the Intel China Award (2016, 2017)." """
    told = [text for text in _ranked_awards(story.profile.awards) if len(text.split()) <= LONG_TITLE + 2]
    if len(told) == 1:
        return [sentence(story.voice.does("has"), "received", told[0])]
    noun = story.voice.list_of("awards" if not story.covers("award|medal|prize|honou?rs") else "further awards")
    brief = [re.sub(r"\(\D+, (?=\d{4})", "(", one) for one in told[:1]]  # without the organization
    return [
        sentence(noun, "include", listed(some)) for some in [*(told[:many] for many in _down(told, 8)), brief] if some
    ]


def service(story: Story) -> list[str]:
    """State the service: "She has served as Area Chair for NeurIPS and ICML and has reviewed for TPAMI and IJCV." """
    roles = [one for one in story.profile.service if "/" not in one.role and "review" not in one.role.lower()]
    posts = [_post(role, organizations) for role, organizations in _merged(roles)]
    has = story.voice.does("has")
    also = f", and {has.rpartition(' ')[2]} reviewed for"
    posts = [*posts[:1], *(f"as {post}" for post in posts[1:])]
    served = [f"{has} served as {listed(posts[:many])}" for many in _down(posts, 3)]
    reviewed = _reviewed(story.profile.service)
    if reviewed and served:
        return [sentence(f"{served[0]}{also} {reviewed}"), *map(sentence, served)]
    return [sentence(has, "reviewed for", reviewed)] if reviewed else list(map(sentence, served))


def mentoring(story: Story) -> list[str]:
    """State the mentees: "She has mentored two doctoral students, one postdoctoral researcher and one intern." """
    people = story.profile.mentees
    if not people or story.covers(r"mentor|supervis|interns|doctoral students|ph\.?d\.? students"):
        return []
    roles = Counter(person.role if person.role in STUDENTS else "" for person in people)
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
    places = list(dict.fromkeys(filter(None, map(_event, chosen))))
    if not chosen or story.covers("keynote|invited"):
        return []
    head = f"{story.voice.does('has')} given {counted(len(chosen), noun)}"
    wheres = [f"at {listed(places[:many])}" for many in _down(places, 3) if many == len(chosen)]
    some = [f"at venues including {listed(places[:many])}" for many in _down(places, 2) if many < len(chosen)]
    return [sentence(head, where) for where in [*(wheres or some), ""]]


def grants(story: Story) -> list[str]:
    """State the grants: "Her funded projects include “Carbon under the Cordgrass” (Fund for Coasts, 2016–2019)." """
    projects = [_project(one.title, clean(one.organization)) for one in story.profile.grants]
    funders = list(dict.fromkeys(the(clean(one.organization)) for one in story.profile.grants if one.organization))
    noun = story.voice.list_of("funded projects")
    long = [sentence(noun, "include", listed(projects[:many])) for many in _down(projects, 3) if len(projects) > 1]
    whose = f"{story.voice.possessive} work has been supported by"
    return [*long, *(sentence(whose, listed(funders[:many])) for many in _down(funders, 3))]


def teaching(story: Story) -> list[str]:
    """State the courses: "Courses taught include “Estuaries” and “Field School on the Mudflat”." """
    courses = [quoted(one.course) for one in story.profile.teaching]
    if len(courses) == 1:
        return [sentence(story.voice.does("has"), "taught the course", courses[0])]
    return [sentence("courses taught include", listed(courses[:many])) for many in _down(courses, 3)]


def _down(items: Sequence[object], most: int) -> range:
    """Return the numbers of items to list, from the most down to one."""
    return range(min(most, len(items)), 0, -1)


def _of_type(story: Story, kind: PublicationType) -> list[Publication]:
    """Return the publications of a type that have appeared, except those under a custom heading."""
    papers = story.profile.publications
    return [paper for paper in papers if paper.type == kind and has_appeared(paper) and not paper.section]


def _books(story: Story) -> list[tuple[list[Publication], str]]:
    return [(_of_type(story, "book"), "book"), (_of_type(story, "chapter"), "book chapter")]


def _venues(found: list[Publication], many: int) -> str:
    """Return the venues with more than one paper: "most often at CVPR and ICCV"; "" if there are fewer than `many`."""
    times = Counter(_short(paper) for paper in found if paper.venue)
    often = [venue for venue, count in times.most_common(many) if count > 1]
    kinds = {paper.type for paper in found if _short(paper) in often}
    at = "at" if kinds and kinds <= {"conference", "workshop"} else "in"
    return f"most often {at} {listed([the(venue) for venue in often])}" if len(often) == many else ""


def _since(found: list[Publication]) -> str:
    """Return " since 1988" if the papers span SINCE years, else ""."""
    years = [year for paper in found if (year := year_of(paper))]
    is_whole = len(years) == len(found) > 0  # an undated paper may be the first
    return f" since {min(years)}" if is_whole and max(years) - min(years) >= SINCE else ""


def _short(paper: Publication) -> str:
    """Return the short form of a venue, else its name: "Conference on Measuring the Sea (CMS) 2027" -> "CMS"."""
    venue = re.sub(r"[ ,]+(?:19|20)\d\d$", "", clean(paper.venue))
    match = SHORT_FORM.search(venue)
    return match[1] if match else venue


def _kind(honor: str) -> str:
    """Return an honor without details and year: "Winner of the Challenge, of 75 teams" -> "Winner of the Challenge"."""
    return re.sub(r"\s*\b(?:19|20)\d\d$", "", honor.partition(", ")[0])


def _times(text: str, times: int) -> str:
    return text if times == 1 else f"{text} ({'twice' if times == 2 else number(times) + ' times'})"


def _cite(paper: Publication) -> str:
    year = str(year_of(paper) or "")
    where = ", ".join(filter(None, [_short(paper) if paper.venue else clean(paper.publisher), year]))
    return quoted(paper.title) + (f" ({where})" if where else "")


def _ranked_awards(entries: Sequence[Award]) -> list[str]:
    """Return awards as phrases, the most telling first; an award that was won again is one."""
    titles = dict.fromkeys(clean(one.title) for one in entries)
    merged = [[one for one in entries if clean(one.title) == title] for title in titles]
    return list(map(_award, sorted(merged, key=lambda won: -_weight(won))))


def _weight(won: list[Award]) -> int:
    text = clean(f"{won[0].title} {won[0].note or ''}")
    again = min(3, sum(max(1, len(one.years)) for one in won)) - 1
    return 2 * bool(TELLING.search(text)) + 2 * bool(GREAT.search(text)) + again - 3 * bool(MODEST.search(text))


def _award(won: list[Award]) -> str:
    """Return an award as a phrase: "the Halcyon Medal (Society for Coastal Science, 2022)"."""
    title, years = clean(won[0].title), [year for one in won for year in one.years]
    organizations = {clean(one.organization) for one in won}
    organization = organizations.pop() if len(organizations) == 1 else ""
    name = YEAR.sub("", title) if years else title
    several = re.match(r"(\d+) (?=\D)", name)
    if several:
        name = a(name[several.end() :]) if several[1] == "1" else f"{number(int(several[1]))} {name[several.end() :]}"
    when = show_years(tuple(years))
    when = when if len(when) <= len("2001, 2002, 2003") else f"{number(len(years))} times"
    about = ", ".join(filter(None, ["" if organization in name else organization, when]))
    article = "the " if AWARD_NOUN.search(name) and not several and not name.lower().startswith("the ") else ""
    return f"{article}{name}" + (f" ({about})" if about else "")


def _merged(entries: Sequence[Service]) -> list[tuple[str, list[str]]]:
    """Group service by role, the most important role first, each with all its organizations."""
    ranked = sorted(entries, key=lambda one: (_rank(one.role), [other.role for other in entries].index(one.role)))
    groups = groupby(ranked, key=lambda one: clean(one.role))
    return [(role, [clean(name) for one in group for name in one.organizations]) for role, group in groups]


def _rank(role: str) -> int:
    return next(at for at, words in enumerate(RANKS) if re.search(words, role, re.I))


def _post(role: str, organizations: list[str]) -> str:
    where = listed([the(name) for name in dict.fromkeys(organizations)][:3])
    link = "of" if OF.search(role) else "for"
    return f"{role} {link} {where}" if where else role


def _reviewed(entries: Sequence[Service]) -> str:
    """Return the first three organizations that the person reviews for."""
    roles = [one for one in entries if "review" in one.role.lower() and "/" not in one.role]
    places = list(dict.fromkeys(clean(name) for one in roles for name in one.organizations))
    return listed([the(place) for place in places[:3]])


def _is_summary(one: Patent) -> bool:
    """Return whether an entry is about several patents: "Over 120 patent applications"."""
    return bool(re.match(r"(?:(?:over|more than|about) )?\d+ .*(?:patents|applications)\b", clean(one.title), re.I))


def _event(talk: Talk) -> str:
    """Return where a talk was given: "the CDNNRIA Workshop (NeurIPS 2018)"."""
    name, comma, rest = clean(talk.event or talk.organization).partition(", ")
    return the(name) + (f" ({rest})" if comma else "")


def _project(title: str, funder: str) -> str:
    return quoted(title) + (f" ({funder})" if funder else "")
