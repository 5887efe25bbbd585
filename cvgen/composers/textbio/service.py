"""State the service in sentences: present roles in the present tense, boards and committees "on" which one serves."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from cvgen.composers.textbio.grammar import clean, down, listed, sentence, the
from cvgen.composers.textbio.story import Story
from cvgen.profile.dates import PRESENT
from cvgen.profile.model import Service

RANKS = ("editor", "chair", "president", "dean|organi", "committee|board|panel|council|member", "")
OF = re.compile(
    r"\beditor(?!ial)|(?:president|president-elect|member|secretary|treasurer|organi[sz]er|director|head|dean|convenor|convener"
    r"|coordinator|trustee|governor|rector|chancellor|warden|founder|patron|moderator|leader|(?<!area )chair)$",
    re.IGNORECASE,
)
# A role that names a body instead of a person: one serves on it.
BODY = re.compile(
    r"(?!.*\b(?:chair|member|head|secretary|editor(?!ial)|president|director|organi[sz]er)\b)"
    r".*\b(?:board|committee|panel|council|commission|jury|senate|task force|working group)$",
    re.IGNORECASE,
)
OF_A_BODY = re.compile(
    r"(?<= of )(?!the |a |an |its )(?=.*\b(?:board|committee|panel|council|commission|senate)\b)", re.I
)
MEMBER = re.compile(r"^member(?=$| of\b)", re.IGNORECASE)  # one of many, and not a title
REVIEWS = re.compile(r"\breview(?!s editor)|\breferee", re.IGNORECASE)


class Post(NamedTuple):
    """What somebody serves as, "Area Chair for CVPR", and whether it follows "as" or "on"."""

    text: str
    link: str


def service(story: Story) -> list[str]:
    """State the service: "She has served as Area Chair for NeurIPS and has reviewed for TPAMI and IJCV."

    Roles that are held today come first: "She serves on the editorial board of Tides and has served as ..."
    """
    roles = [one for one in story.profile.service if "/" not in one.role and not REVIEWS.search(one.role)]
    held = [one for one in roles if is_held(one, story)]
    now, past = (_posts(some) for some in (held, [one for one in roles if one not in held]))
    reviewed = _reviewed(story.profile.service)
    posts = [*((True, post) for post in now), *((False, post) for post in past)]
    found = [_clauses(posts[:many], story) for many in down(posts, 3)]
    texts = [sentence(_joined(clauses, story)) for clauses in found]
    if not reviewed:
        return texts
    review = f"{story.voice.does('has')} reviewed for {reviewed}"
    return [sentence(_joined([*found[0], review], story)), *texts] if found else [sentence(review)]


def is_held(one: Service, story: Story) -> bool:
    """Return whether a role is certainly held today."""
    has_begun = one.start is None or one.start <= story.today
    return has_begun and one.end is not None and (one.end == PRESENT or not story.is_over(one.end))


def _clauses(posts: Sequence[tuple[bool, Post]], story: Story) -> list[str]:
    """Return what the person serves as, and what they served as; each post says whether it is held today."""
    sides = (("serves", [post for held, post in posts if held]), ("has", [post for held, post in posts if not held]))
    return [
        f"{story.voice.does(verb)}{' served' * (verb == 'has')} {listed([f'{post.link} {post.text}' for post in some])}"
        for verb, some in sides
        if some
    ]


def _joined(clauses: Sequence[str], story: Story) -> str:
    """Join clauses of the same subject, which only the first one names."""
    subject = f"{story.voice.subject} "
    first, *rest = clauses
    clauses = [first, *(clause.removeprefix(subject) for clause in rest)]
    link = ", and " if rest and (len(rest) > 1 or " and " in first) else " and "
    return link.join(filter(None, [", ".join(clauses[:-1]), clauses[-1]]))


def _posts(entries: Iterable[Service]) -> list[Post]:
    """Return the posts of service by role."""
    return [_post(role, organizations) for role, organizations in merged_roles(entries)]


def merged_roles(entries: Iterable[Service]) -> list[tuple[str, list[str]]]:
    """Return the roles of service, the most important first, each with all its organizations."""
    entries = list(entries)
    ranked = sorted(entries, key=lambda one: (_rank(one.role), [other.role for other in entries].index(one.role)))
    groups = groupby(ranked, key=lambda one: clean(one.role))
    return [(role, [clean(name) for one in group for name in one.organizations]) for role, group in groups]


def _rank(role: str) -> int:
    return next(at for at, words in enumerate(RANKS) if re.search(words, role, re.I))


def _post(role: str, organizations: list[str]) -> Post:
    places = [the(name) for name in dict.fromkeys(organizations)][:3]
    where = listed(places)
    if BODY.match(role):
        body = role if role.isupper() else role.lower()
        body = f"{body}s" if len(places) > 1 else body
        return Post(f"the {body} of {where}" if where else f"the {body}", "on")
    role = MEMBER.sub("a member", OF_A_BODY.sub("the ", role))
    link = "at" if " of " in role else "of" if OF.search(role) else "for"
    return Post(f"{role} {link} {where}" if where else role, "as")


def _reviewed(entries: Sequence[Service]) -> str:
    """Return the first three organizations that the person reviews for."""
    roles = [one for one in entries if REVIEWS.search(one.role) and "/" not in one.role]
    places = list(dict.fromkeys(clean(name) for one in roles for name in one.organizations))
    return listed([the(place) for place in places[:3]])
