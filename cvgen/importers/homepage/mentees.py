"""Convert people whom a page lists as interns, students or group members to Mentees."""

import re
from dataclasses import dataclass

from cvgen.importers.homepage.blocks import Block, Section
from cvgen.importers.homepage.news import SPAN
from cvgen.importers.mapping import dates
from cvgen.importers.mapping.people import HOMONYM
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import bare, links, sentence, without
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Mentee

MAX_WORDS, MAX_NAME_LENGTH = 5, 60  # of a name
ROLES = {  # role in the profile <- words in headings and lines; the first match counts
    "intern": r"interns?|internship",
    "postdoc": r"post-?docs?|postdoctoral\b.*",
    "phd": r"ph\.?\s?d\.?(?: students?| candidates?)?|doctoral(?: students?)?",
    "master": r"masters?|m\.?sc?\.?|master'?s students?|graduate students?",
    "bachelor": r"bachelors?|undergrad\w*(?: students?)?|b\.?sc?\.?",
    "visiting": r"visiting(?: students?| scholars?)?|visitors?",
    "student": r"students?|advisees?",
}
DEGREES = ("phd", "master", "bachelor")  # roles that a degree ends
ROLE_WORDS = {role: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for role, words in ROLES.items()}
NOW = re.compile(r"(?:->|→|⟶|=>)\s*(?:now\b)?|(?:now|currently|next|first job)\b[:,]?", re.IGNORECASE)
PLACE = re.compile(r"\s*(?:(?:is|an?|at|with|works?|working)\s+)*", re.IGNORECASE)
WHEN = re.compile(rf"(?<![\w/.-])(?:since\s)?({SPAN})(?![\w/.-])", re.IGNORECASE)
NAME_END = re.compile(r"\s[-–—|]\s|\s*[,;:(，（：]")
PARTS = re.compile(r"\s+[-–—|]\s+|[,;()，（）：]|:\s|(?=->|→|⟶|=>)")


def read(section: Section, notes: Diagnostics) -> list[Mentee]:
    """Return the mentees of a section."""
    found = []
    for block in section.blocks:
        mentee = _mentee(block, section, notes)
        if mentee is None:
            notes.warn(
                "this is left out: it is not the name of a mentee",
                block,
                "write a name, and the affiliation in parentheses",
            )
        else:
            found.append(mentee)
        for remark in block.remarks:
            notes.warn("this comment is left out", remark)
    return found


def _mentee(block: Block, section: Section, notes: Diagnostics) -> Mentee | None:
    """Return the mentee of an entry such as "[Chao Li](https://...) (CAS-IA)"; None if it has no name."""
    rendered = sentence(block.text).strip(" .;")
    found = links(rendered)
    rest = bare(without(rendered, found, lambda link: link.label))
    cut = NAME_END.search(rest)
    name = HOMONYM.sub("", clean_line(rest[: cut.start() if cut else len(rest)]))
    if not _is_name(name):
        return None
    details = _details(rest[cut.start() :] if cut else "")
    return Mentee(
        name=name,
        affiliation=clean(literal(details.affiliation)) or None,
        role=details.role or _role(f"{block.below} {section.title}") or None,
        start=details.start,
        end=details.end,
        url=read_url(found[0].url, f"the link of {name}", block, notes) if found else None,
        now=clean(literal(details.now)) or None,
        hidden=block.hidden or section.hidden,
    )


@dataclass
class Details:
    """The text after a name, by its parts."""

    affiliation: str = ""
    role: str = ""
    start: Date | None = None
    end: Date | None = None
    now: str = ""


def _details(text: str) -> Details:
    """Return the parts of a text such as "(Tsinghua University, 2019-2021), now at Meta"."""
    details = Details()
    if when := WHEN.search(text):
        details.start, details.end = dates.span(re.sub(r"[()]", "", when[1]))
        if when[0].lower().startswith("since") and not details.start:
            details.start, details.end = details.end, None
        text = f"{text[: when.start()]},{text[when.end() :]}"
    for part in filter(None, (part.strip() for part in PARTS.split(text))):
        if part.lower() in dates.NOW:
            details.end = PRESENT
        elif details.now or NOW.match(part):
            details.now = ", ".join(
                filter(None, (details.now, PLACE.sub("", NOW.sub("", part, count=1), count=1).strip()))
            )
        elif not details.role and (role := _role(part, whole=True)):
            details.role = role
        else:
            details.affiliation = ", ".join(filter(None, (details.affiliation, part)))
    if details.role not in DEGREES:  # an internship in 2019; but "PhD 2019" is its end
        details.start = details.start or (details.end if details.end != PRESENT else None)
    return details


def _role(text: str, whole: bool = False) -> str:
    """Return the role in a heading, or in a text that has no other words if `whole`; "" if it names none."""
    for role, words in ROLE_WORDS.items():
        if words.fullmatch(text) if whole else words.search(text):
            return role
    return ""


def _is_name(text: str) -> bool:
    """Return whether words are a name: a few, capitalized, without digits."""
    parts = text.split()
    is_short = 0 < len(parts) <= MAX_WORDS and len(text) <= MAX_NAME_LENGTH
    return is_short and not re.search(r"\d", text) and text[0].isalpha() and not text[0].islower()
