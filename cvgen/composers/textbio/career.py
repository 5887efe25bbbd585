"""State the facts of a career in sentences: present role, work, degrees, earlier positions, memberships.

Each function returns the wordings of one fact, the longest first; none if nothing is known or it is covered already.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from cvgen.composers.textbio.casing import lower_first
from cvgen.composers.textbio.grammar import a, clean, down, listed, quoted, sentence, the
from cvgen.composers.textbio.story import Story
from cvgen.profile.dates import Date, show_range
from cvgen.profile.model import Education, Membership, Position, Profile

# Titles that one person holds at a time take no article: "is Head of the School".
UNIQUE = re.compile(
    r"(Head|Director|Dean|Chair(?:man|woman|person)?|President|Provost|Rector|Vice[- ]|Chief|CEO|CTO|Editor-in-Chief"
    r"|Co-?[Ff]ounder|Founder|Deputy|Professor Emerit|Emerit)"
)
# A summary that begins with one of these can follow "she"; without the s it can follow "they".
PRESENT_VERBS = (
    "advises", "builds", "conducts", "coordinates", "creates", "designs", "develops", "directs", "edits", "examines",
    "explores", "heads", "helps", "investigates", "leads", "maintains", "manages", "models", "oversees", "runs",
    "supervises", "supports", "trains", "works", "writes",
)  # fmt: skip
PAST_VERBS = frozenset({"led", "wrote", "won", "built", "ran", "taught", "began", "held", "made", "gave", "brought"})
VERBS = {verb: verb[:-1] for verb in PRESENT_VERBS} | {
    "focuses": "focus", "researches": "research", "studies": "study", "teaches": "teach", "is": "are", "has": "have"
}  # fmt: skip
LOWERED = frozenset(["Intern", "Trainee", "Resident", "Postdoc", "Student", "Partner", "Statistician", "Consultant"])
DOCTORATE = r"Ph\.? ?D|doctorate|D\.?Phil\b|Dr\. "
CANDIDATE = re.compile(r"(?<=\w)[ -](?:candidate|student)\b", re.IGNORECASE)  # what somebody is, and not a degree
INITIALS = re.compile(r" \([A-Z]{2,6}\)")  # "Principal Engineer (PE)"


class Post(NamedTuple):
    """A title with its article, and the place, "" for none."""

    title: str
    where: str


def role(story: Story) -> list[str]:
    """State the present role: "Ada Lovelace is a Professor of Computer Science at Example University." """
    if story.text:
        return []
    profile = story.profile
    current = [_post(post, profile) for post in profile.positions if story.is_current(post)]
    if not current:
        current = [Post(line, "") for line in filter(None, [_headline(profile)])]
    if current:
        return [sentence(story.voice.does("is"), _posts(current[:many])) for many in down(current, 3)]
    place = _affiliation(profile)
    return [sentence(story.voice.does("works"), "at", place)] if place else []


def work(story: Story) -> list[str]:
    """State the summary of a present position that can follow "she": "She leads the Mudflat Observatory." """
    summaries = (clean(post.summary) for post in story.profile.positions if story.is_current(post))
    sentences = (_continued(story, text) for text in summaries if text and ". " not in text)
    return list(filter(None, sentences))[:1]


def achievements(story: Story) -> list[str]:
    """State highlights that begin with a verb in the past tense: "She founded the TIDEMARK programme." """
    posts = filter(story.is_current, story.profile.positions)
    points = [clean(point.text) for post in posts for point in post.highlights]
    found = [sentence(story.voice.subject, text[0].lower() + text[1:]) for text in points if _is_past(text)]
    return [" ".join(found[:many]) for many in range(min(3, len(found)), 0, -1)]


def degree(story: Story) -> list[str]:
    """State the highest degree: "She holds a Ph.D. in Physics from the University of Carrow (2010)."

    The longer wordings add the thesis and the advisor. A degree in progress is stated instead, where there is one.
    """
    done = [one for one in story.profile.education if not one.end or story.is_over(one.end)]
    under_way = [one for one in story.profile.education if one.end and not story.is_over(one.end)]
    if story.covers(DOCTORATE):
        return []
    if under_way:
        place = clean(under_way[0].institution)
        where = f"at {the(place)}" if place not in (story.text or "".join(role(story)[-1:])) else ""
        toward = a(CANDIDATE.sub("", clean(under_way[0].degree)))
        return [sentence(story.voice.does("is"), "working toward", toward, where)]
    return _held(story, done)


def further_degrees(story: Story) -> list[str]:
    """State the degrees below the highest one."""
    done = [one for one in story.profile.education if one.end and story.is_over(one.end)][:3]
    if len(done) == len(story.profile.education[:3]) and not story.covers(DOCTORATE):
        done = done[1:]  # degree() covers the highest
    also = "also" if not story.text else ""
    subject, _, verb = story.voice.does("holds").rpartition(" ")
    degrees = [f"{a(clean(one.degree))} from {the(clean(one.institution))}{_year(one.end)}" for one in done]
    return [sentence(subject, also, verb, listed(degrees[:many])) for many in range(len(degrees), 0, -1)]


def interests(story: Story) -> list[str]:
    """State the interests: "Her research interests include sediment transport and citizen tide gauges." """
    evidence = _prose(story.profile)
    words = [lower_first(clean(word), evidence).rstrip(".") for word in story.profile.interests]
    noun = story.voice.list_of("research interests")
    longest = min(8, len(words))
    if story.covers("interests? (include|are)"):
        return []
    if len(words) == 1:
        return [sentence(story.voice.list_of("research interest"), "is", words[0])]
    return [sentence(noun, "include" if many else "are", listed(words[:many])) for many in range(longest, 1, -1)]


def earlier(story: Story) -> list[str]:
    """State past positions, the latest first: "Earlier, she was Lecturer at Patmouth College (1988–1994)." """
    past = [post for post in story.profile.positions if post.end and story.is_over(post.end)]
    posts = [f"{_place(post)}{_years(post.start, post.end)}" for post in past]
    was = f"Earlier, {story.voice.does('was')}"
    return [sentence(was, listed(posts[:many])) for many in down(posts, 4)]


def memberships(story: Story) -> list[str]:
    """State memberships: "She is a Fellow of the Society for Coastal Science." """
    held = [_member(one) for one in story.profile.memberships if not story.is_over(one.end)]
    return [sentence(story.voice.does("is"), listed(held[:many])) for many in range(min(3, len(held)), 0, -1)]


def _held(story: Story, done: Iterable[Education]) -> list[str]:
    for one in done:
        verb, title = story.voice.does("holds"), a(clean(one.degree))
        short = f"{title} from {the(clean(one.institution))}{_year(one.end)}"
        thesis = f"with a thesis entitled {quoted(one.thesis)}" if one.thesis else ""
        advised = f"advised by {clean(one.advisor)}" if one.advisor else ""
        long = [", ".join(filter(None, [f"{short} {thesis}".strip(), advised])), f"{short} {thesis}".strip(), short]
        return [sentence(verb, text) for text in long]
    return []


def _post(post: Position, profile: Profile) -> Post:
    """Return a present position: "a Professor of Biology", "Example University"."""
    title = _as_role(clean(post.title))
    where = clean(post.organization) or (clean(profile.affiliation) if len(profile.positions) == 1 else "")
    return Post(title, the(where) if where and where not in title else "")


def _posts(posts: Sequence[Post]) -> str:
    """Return positions as a list; those in a row at one place name it once."""
    groups = [(where, [post.title for post in group]) for where, group in groupby(posts, key=lambda post: post.where)]
    return listed([f"{listed(titles)} at {where}" if where else listed(titles) for where, titles in groups])


def _place(post: Position) -> str:
    """Return a past position: "a Lecturer at Patmouth College"."""
    title = _as_role(clean(post.title))
    where = clean(post.organization)
    return f"{title} at {the(where)}" if where else title


def _headline(profile: Profile) -> str:
    """Return the line under the name as a role, with the place of work."""
    line = re.split(r" [·|•] ", clean(profile.headline))[0]
    place = _affiliation(profile)
    return (
        f"{_as_role(line)} at {place}"
        if line and place and place.removeprefix("the ") not in line
        else line and _as_role(line)
    )


def _affiliation(profile: Profile) -> str:
    return the(re.sub(r" \([^)]*\)$", "", clean(profile.affiliation)))


def _as_role(title: str) -> str:
    """Return a title with its article; one with no other capital, "First-year student", begins in lower case."""
    title = INITIALS.sub("", title)
    if title in LOWERED:
        return a(title.lower())
    first, _, rest = title.partition(" ")
    if rest and first[1:].islower() and not re.search(r"(?<![\w.])[A-Z](?!\w*\.)", rest):
        title = title[0].lower() + title[1:]
    return title if UNIQUE.match(title) or title.startswith(("the ", "The ", "a ", "an ")) else a(title)


def _continued(story: Story, text: str) -> str:
    first, _, rest = text.partition(" ")
    if not rest or first.lower() not in VERBS:
        return ""
    verb = VERBS[first.lower()] if story.voice.plural else first.lower()
    return sentence(story.voice.subject, verb, rest)


def _is_past(text: str) -> bool:
    first, _, rest = text.partition(" ")
    past = first.lower() in PAST_VERBS or (first.endswith("ed") and len(first) > 4)
    return past and bool(rest) and ". " not in text


def _member(one: Membership) -> str:
    title = a(clean(one.role)) if one.role and clean(one.role).lower() != "member" else "a member"
    return f"{title} of {the(clean(one.organization))}"


def _year(end: Date | None) -> str:
    return f" ({end.year})" if end else ""


def _years(start: Date | None, end: Date | None) -> str:
    """Return the years of two dates in parentheses: " (2011–2017)"."""
    text = show_range(Date(start.year) if start else None, Date(end.year) if end else None)
    return f" ({text})" if text else ""


def _prose(profile: Profile) -> str:
    """Return all prose of the profile: it shows which words have no capital within a sentence."""
    texts = [text for post in profile.positions for text in (post.summary, *(point.text for point in post.highlights))]
    bio = profile.bio.longest_first() if profile.bio else ()
    titles = [paper.title for paper in profile.publications]
    return " ".join(filter(None, [*bio, *texts, *titles, *(news.text for news in profile.news), *profile.interests]))
