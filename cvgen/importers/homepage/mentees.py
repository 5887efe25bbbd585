"""The people whom a page lists as interns, students or members of a group -> Mentees."""

import re
from dataclasses import dataclass

from cvgen.importers.homepage.blocks import Block, Section
from cvgen.importers.homepage.inline import bare, links, sentence, without
from cvgen.importers.homepage.news import SPAN
from cvgen.importers.mapping import dates
from cvgen.importers.mapping.people import HOMONYM
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.dates import Date
from cvgen.profile.model import Mentee

MOST_WORDS, LONGEST_NAME = 5, 60  # of a name
ROLES = {  # what a mentee is called here <- what headings and lines say; the first that is found counts
    "intern": r"interns?|internship",
    "postdoc": r"post-?docs?|postdoctoral\b.*",
    "phd": r"ph\.?\s?d\.?(?: students?| candidates?)?|doctoral(?: students?)?",
    "master": r"masters?|m\.?sc?\.?|master'?s students?|graduate students?",
    "bachelor": r"bachelors?|undergrad\w*(?: students?)?|b\.?sc?\.?",
    "visiting": r"visiting(?: students?| scholars?)?|visitors?",
    "student": r"students?|advisees?",
}
ROLE_WORDS = {role: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for role, words in ROLES.items()}
NOW = re.compile(r"(?:->|→|⟶|=>)\s*(?:now\b)?|(?:now|currently|next|first job)\b[:,]?", re.IGNORECASE)
PLACE = re.compile(r"\s*(?:(?:is|an?|at|with|works?|working)\s+)*", re.IGNORECASE)
WHEN = re.compile(rf"(?<![\w/.-])(?:since\s)?({SPAN})(?![\w/.-])", re.IGNORECASE)
NAME_END = re.compile(r"\s[-–—|]\s|\s*[,;:(，（：]")
PARTS = re.compile(r"\s+[-–—|]\s+|[,;()，（）：]|:\s|(?=->|→|⟶|=>)")


def read(section: Section, notes: Diagnostics) -> list[Mentee]:
    """A section of people -> each with what is told of them."""
    found = []
    for block in section.blocks:
        mentee = _mentee(block, section, notes)
        if mentee is None:
            notes.warn("this is no mentee, and left out", block, "write a name, and the affiliation in parentheses")
        else:
            found.append(mentee)
        for remark in block.remarks:
            notes.warn("this comment is left out", remark)
    return found


def _mentee(block: Block, section: Section, notes: Diagnostics) -> Mentee | None:
    """ "[Chao Li](https://...) (CAS-IA)" -> the mentee; None where there is no name."""
    shown = sentence(block.text).strip(" .;")
    found = links(shown)
    rest = bare(without(shown, found, lambda link: link.label))
    cut = NAME_END.search(rest)
    name = HOMONYM.sub("", clean_line(rest[: cut.start() if cut else len(rest)]))
    if not _is_name(name):
        return None
    told = _details(rest[cut.start() :] if cut else "")
    return Mentee(
        name=name,
        affiliation=clean(literal(told.affiliation)) or None,
        role=told.role or _role(f"{block.below} {section.title}") or None,
        start=told.start,
        end=told.end,
        url=read_url(found[0].url, f"the link of {name}", block, notes) if found else None,
        now=clean(literal(told.now)) or None,
        hidden=block.hidden or section.hidden,
    )


@dataclass
class Remarks:
    """What stands behind a name."""

    affiliation: str = ""
    role: str = ""
    start: Date | None = None
    end: Date | None = None
    now: str = ""


def _details(text: str) -> Remarks:
    """ "(Tsinghua University, 2019-2021), now at Meta" -> each part of it."""
    told = Remarks()
    if when := WHEN.search(text):
        told.start, told.end = dates.span(re.sub(r"[()]", "", when[1]))
        told.start = told.start or told.end
        text = f"{text[: when.start()]},{text[when.end() :]}"
    for part in filter(None, (part.strip() for part in PARTS.split(text))):
        if told.now or NOW.match(part):
            told.now = ", ".join(filter(None, (told.now, PLACE.sub("", NOW.sub("", part, count=1), count=1).strip())))
        elif not told.role and (role := _role(part, whole=True)):
            told.role = role
        else:
            told.affiliation = ", ".join(filter(None, (told.affiliation, part)))
    return told


def _role(text: str, whole: bool = False) -> str:
    """The word for a kind of mentee in a heading, or one that is all of a text; "" if there is none."""
    for role, words in ROLE_WORDS.items():
        if words.fullmatch(text) if whole else words.search(text):
            return role
    return ""


def _is_name(text: str) -> bool:
    """Whether words are a name: a few of them, none of them a small one but "van" and "de", no figures."""
    parts = text.split()
    is_short = 0 < len(parts) <= MOST_WORDS and len(text) <= LONGEST_NAME
    return is_short and not re.search(r"\d", text) and text[0].isalpha() and not text[0].islower()
