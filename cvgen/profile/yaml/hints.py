"""Guess what people mean by a key that does not exist, or by names that are not a list."""

import re
from collections.abc import Container, Sequence

NESTED = "a list in a list is not possible: write each point after one '- ', all at the same indentation"
INITIAL = re.compile(r"(?:[^\W\d_]\.[-\s]?){1,4}")
FAMILY_FIRST = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’-]+)*, (?:[^\W\d_]\.[-\s]?)+"

# What other formats and tools call our keys, the likeliest first; closest_match() handles spelling mistakes.
SYNONYMS = {
    "university": "organization institution affiliation", "school": "institution organization", "area": "degree",
    "employer": "organization affiliation", "company": "organization affiliation",
    "institution": "organization affiliation", "institute": "organization department", "funder": "organization",
    "agency": "organization", "sponsor": "organization", "journal": "venue", "conference": "event venue",
    "booktitle": "venue", "honours": "honors", "number": "issue", "paper": "title", "job": "title",
    "position": "title positions", "degrees": "education", "supervisor": "advisor", "interns": "mentees",
    "students": "mentees", "experience": "positions", "employment": "positions", "work": "positions",
    "papers": "publications", "homepage": "website url", "url": "website links", "pdf": "links", "code": "links",
    "github": "links", "orcid": "links", "linkedin": "links", "twitter": "links", "title": "headline",
    "summary": "note bio", "biography": "bio", "about": "bio", "description": "summary note", "comment": "note",
    "grade": "note", "honors": "awards", "date": "year start", "years": "year start", "year": "date start",
    "month": "date start", "from": "start", "since": "start", "to": "end", "until": "end", "startdate": "start",
    "enddate": "end", "tel": "phone", "mobile": "phone", "mail": "email", "address": "location", "city": "location",
    "country": "location", "picture": "photo", "image": "photo", "author": "authors", "coauthors": "authors",
    "presentations": "talks", "lectures": "talks", "funding": "grants", "projects": "grants", "courses": "teaching",
    "books": "publications", "articles": "publications", "prizes": "awards", "jobs": "positions",
    "appointments": "positions", "press": "media", "shows": "exhibitions", "societies": "memberships",
    "committees": "service", "referees": "references", "software": "publications sections", "coadvisor": "co_advisor",
    "coadvisors": "co_advisors", "translator": "translators", "editor": "editors service", "dept": "department",
    "dates": "start", "level": "note", "money": "amount", "website": "url", "link": "url", "webpage": "url",
    "score": "grade", "mark": "grade", "when": "start date year", "name": "title course",
    "field": "degree", "topic": "thesis title", "where": "organization location", "prize": "honors", "period": "start",
    "fellowships": "awards", "phdstudents": "mentees", "posters": "publications", "editorships": "service",
}  # fmt: skip

LABELS = {"pdf": "PDF", "github": "GitHub", "orcid": "ORCID", "linkedin": "LinkedIn", "url": "Website"}  # of links


def meant(word: str, known: Container[str]) -> str:
    """Return the first known key that people may mean by another word: "company" -> "organization"; "" if none."""
    candidates = SYNONYMS.get(re.sub(r"[\W_]", "", word.lower()), "").split()
    return next((one for one in candidates if one in known), "")


def link(key: str) -> str:
    """Return how to write a link whose label is used as a key: "pdf" -> "links: {PDF: https://...}"."""
    return f"links: {{{LABELS.get(key.lower(), key.capitalize())}: https://...}}"


def names_in(text: str) -> list[str]:
    """Return the names in a line: "Ada Test, Bo Lee and Di Fox" -> three; "Test, A., Lee, B." -> two in quotes."""
    if inverted := [found[0].strip() for found in re.finditer(FAMILY_FIRST, text)]:
        return [f'"{name}"' for name in inverted]
    parts = re.split(r"\s*(?:,?\s+(?:and|und|et|y|&)\s+|[,;])\s*", text.strip())
    return [part for part in parts if part]


def cut_names(items: Sequence[str]) -> str:
    """Return `["Popescu, M.", "Schuster, L."]` for the items Popescu, M., Schuster, L. that a comma cut; else ""."""
    pairs = list(zip(items[::2], items[1::2], strict=False))
    if len(items) % 2 or not pairs or not all(INITIAL.fullmatch(given) and len(name) > 2 for name, given in pairs):
        return ""
    return "[" + ", ".join(f'"{name}, {given}"' for name, given in pairs) + "]"
