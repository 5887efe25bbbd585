"""Find claims of a biography that the lists of the profile contradict: old roles, wrong or stale numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.checks.subject import Subject
from cvgen.problems import Location, Problem
from cvgen.profile.dates import Date, is_past
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Position, Profile
from cvgen.profile.status import is_paper

STALE = 0.9  # a number below this share of the listed one is out of date
ROUGH = 1.1  # "about 50" may be above the listed number by this factor
UNITS = "one two three four five six seven eight nine ten eleven twelve"
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: at for at, word in enumerate(f"{UNITS} {TEENS}".split(), 1)}
TEN_WORDS = {word: 10 * at for at, word in enumerate(TENS.split(), 2)}
ONES = "|".join(UNITS.split()[:9])
NUMBER = rf"(?P<number>\d[\d,]*|(?:{'|'.join(TEN_WORDS)})(?:-(?:{ONES}))?|{'|'.join(reversed(NUMBER_WORDS))})"
MORE = r"over|more than|at least|in excess of"
ABOUT = r"nearly|almost|about|around|some|approximately|roughly|close to"
COUNT = re.compile(rf"(?:(?:(?P<more>{MORE})|(?P<about>{ABOUT})) )?\b{NUMBER}\b\+?", re.I)
OF_ANY_KIND = frozenset(
    {"peer-reviewed", "peer", "reviewed", "refereed", "research", "scientific", "scholarly", "academic", "technical"}
)
# What is around the number of a claim.
WROTE = re.compile(r"\b(?:published|authored|co-?authored|written|wrote|author of|his|her|their|has|have) $", re.I)
PAPERS = re.compile(r"(?P<what> (?P<kind>(?:[\w-]+ ){0,2}?)(?:papers|articles|publications))\b(?P<rest>[^.;]*)", re.I)
PART_OF_ALL = r"(?i) (?:at|in|on|about|with|for|by|as)\b(?!.*\b(?:other|including|such as|leading|top)\b)"
ADVISED = re.compile(r"\b(?:mentored|supervised|advised) $", re.I)
MENTEES = {
    "intern": re.compile(r"(?P<what> interns)\b", re.I),
    "phd": re.compile(r"(?P<what> (?:Ph\.?D\.?|doctoral) (?:students|candidates))\b", re.I),
}
TIMES = re.compile(r"(?:-time (?:winner|recipient) of the)? ", re.I)
END_OF_TITLE = re.compile(r"s?(?![\w-])", re.I)
LONGEST_BEFORE = 20  # characters that WROTE and ADVISED look at
IS_NOW = r"\b(?:is|serves as|works as)\s+(?:currently\s+|now\s+)?(?:an?\s+|the\s+)?"
IS_AT = r"\b(?:(?:is|serves as|works)\s)[^.;,]*?\b(?:at|with|for)\s+(?:the\s+)?"
FORMERLY = r"(?i)\b(?:former|formerly|previously|until|earlier|was|were|emerit\w+|alum\w+|before)\b"


@dataclass(frozen=True)
class StaleClaim:
    """What is wrong with a biography, how to fix it, and its path: ("bio", "short")."""

    path: tuple[str, ...]
    message: str
    hint: str


def stale_claims(profile: Profile, today: Date | None) -> Iterator[StaleClaim]:
    """Yield each claim of a hand-written biography that the lists contradict; without `today`, no role is old."""
    for length in ("short", "medium", "long"):
        text = " ".join(re.sub(r"[*`]", "", (profile.bio and getattr(profile.bio, length)) or "").split())
        counts = list(COUNT.finditer(text))
        found = [*_papers(profile, text, counts), *_mentees(profile, text, counts), *_awards(profile, text, counts)]
        found += _old_roles(profile, text, today) if today else []
        for said, facts, hint in found:
            yield StaleClaim(("bio", length), f"the {length} biography says '{said}', but {facts}", hint)


Found = Iterator[tuple[str, str, str]]  # the claim, the facts, how to fix it


def _claims(
    text: str, counts: list[re.Match[str]], before: re.Pattern[str], after: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], re.Match[str], str]]:
    """Yield the numbers with certain words before and after them, with the match of the latter and the whole claim."""
    end = 0
    for number in counts:
        start = number.start()
        if start < end or not before.search(text, max(0, start - LONGEST_BEFORE), start):
            continue
        if found := after.match(text, number.end()):
            end = found.end()
            yield number, found, number[0] + found["what"]


def _papers(profile: Profile, text: str, counts: list[re.Match[str]]) -> Found:
    """Find numbers of papers above all listed papers, or far below the papers that have appeared."""
    listed = [paper for paper in profile.publications if not paper.hidden]
    out = [paper for paper in listed if is_paper(paper)]
    for number, found, said in _claims(text, counts, WROTE, PAPERS) if listed else ():
        whole = set(found["kind"].lower().split()) <= OF_ANY_KIND and not re.match(PART_OF_ALL, found["rest"])
        if _above(number, len(listed)):
            yield said, f"the profile lists {len(listed)}", "fix the number, or list the others"
        elif whole and _number(number["number"]) < STALE * len(out):
            yield said, f"the profile lists {len(out)}", f"write {len(out)}"


def _mentees(profile: Profile, text: str, counts: list[re.Match[str]]) -> Found:
    """Find numbers of mentees that are too low; a high one may be right, as the list may be incomplete."""
    for role, pattern in MENTEES.items():
        people = sum(person.kind == role for person in profile.mentees if not person.hidden)
        for number, _, said in _claims(text, counts, ADVISED, pattern):
            if _number(number["number"]) < STALE * people:
                yield said, f"the profile lists {people}", f"write {people}"


def _awards(profile: Profile, text: str, counts: list[re.Match[str]]) -> Found:
    """Find how often an award was won: "three Gordy Awards", "a three-time winner of the Gordy Award"."""
    wins: dict[str, int] = {}
    for award in profile.awards:
        if not award.hidden and " " in award.title.strip():
            wins[award.title] = wins.get(award.title, 0) + max(1, len(award.years))
    named = [(number, link.end()) for number in counts if (link := TIMES.match(text, number.end()))]
    titles, lengths = {title.lower(): title for title in wins}, {len(title) for title in wins}
    for number, at, length in ((*one, length) for one in named for length in lengths):
        title = titles.get(text[at : at + length].lower(), "")
        end = END_OF_TITLE.match(text, at + length)
        if end and title and len(title) == length:  # the end of the text cuts a longer piece
            times = wins[title]
            if _above(number, times) or _number(number["number"]) < times:
                said = text[number.start() : end.end()]
                yield said, f"the profile lists {times}", "fix the number, or the years of the award"


def _old_roles(profile: Profile, text: str, today: Date) -> Found:
    """Find past positions that a sentence gives as present, if it names no position of today."""
    shown = [post for post in profile.positions if not post.hidden]
    past = [post for post in shown if is_past(post.end, today)]
    now = [post for post in shown if post.end and not is_past(post.end, today)]
    titles = [_bare(word) for word in (*(post.title for post in now), profile.headline) if word]
    places = [_bare(word) for word in (*(post.organization for post in now), profile.affiliation) if word]
    hint = "it is " + ", ".join(filter(None, (now[0].title, now[0].organization))) if now else "fix it"
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text):
        for post in past:
            said = _as_present(post, sentence, titles, places)
            if said and post.end:
                yield said, f"that ended in {post.end.year}", hint
                break


def _as_present(post: Position, sentence: str, titles: list[str], places: list[str]) -> str:
    """Return the words of a sentence that give a past position as the present one, by its title or organization."""
    for before, own, current in ((IS_NOW, post.title, titles), (IS_AT, post.organization, places)):
        old = _bare(own or "")
        match = re.search(rf"{before}{re.escape(old)}(?!\w)", sentence) if old else None
        if match and not any(word in sentence for word in current) and not re.search(FORMERLY, sentence):
            return match[0].strip()
    return ""


def _above(match: re.Match[str], listed: int) -> bool:
    """Return whether a number claims more than is listed: "over 45" may be 45, "about 50" may be nearly 50."""
    return _number(match["number"]) > (listed * ROUGH if match["about"] else listed)


def _number(text: str) -> int:
    """Parse a number: "45", "1,200", "forty-five", "Three"."""
    tens, _, unit = text.lower().partition("-")
    if tens[0].isdigit():
        return int(tens.replace(",", ""))
    return TEN_WORDS.get(tens, 0) + NUMBER_WORDS.get(unit or tens, 0)


def _bare(text: str) -> str:
    """Return a title as a text would have it, without Markdown and without initials in parentheses."""
    return " ".join(re.sub(r"\s*\([^)]*\)|[*`]", "", text).split())


def contradicted(subject: Subject) -> Iterator[Problem]:
    """Warn of past roles given as present, and of numbers of papers, awards or mentees that are wrong or stale."""
    if subject.today is not None:
        for claim in stale_claims(subject.profile, subject.today):
            yield subject.warn(claim.path, claim.message, claim.hint)


def claim_warnings(profile: Profile, places: dict[EntryPath, Location], today: Date) -> list[Problem]:
    """Return what the owner's biography and the lists of the profile contradict each other in, as warnings."""
    return list(contradicted(Subject(profile, places, today)))
