"""Read the lines above the first heading of a CV: name, posts, and addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import bare
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.problems import Location, Problem
from cvgen.profile.fields import Email, Url

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?:(?:phone|tel|mobile|cell)\w*\.?:?\s*)?(?<![\w/.-])(\+?\(?\d[\d\s().-]{7,18}\d)(?![\w/-])", re.IGNORECASE
)
WEB = re.compile(r"(?:https?://|www\.)[^\s|,;·]+|(?<![\w@.])[\w-]+\.github\.io[^\s|,;·]*", re.IGNORECASE)
ORCID = re.compile(r"(?:orcid(?:\.org/|:?\s*(?:id)?:?\s*)?)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
NETWORKS = {
    "github.com": "GitHub",
    "linkedin.com": "LinkedIn",
    "scholar.google": "Google Scholar",
    "orcid.org": "ORCID",
}
LABEL = re.compile(
    r"\b(?:e-?mail|web(?:site|page)?|homepage|url|phone|tel|mobile|orcid|github|linkedin)\b\.?:?", re.IGNORECASE
)
TITLES = re.compile(r"^(?:curriculum vitae|résumé|resume|cv)(?:\s+(?:of|–|-))?[:\s]*", re.IGNORECASE)
DEGREES = re.compile(r",?\s*(?:Ph\.?D\.?|M\.?D\.?|M\.?Sc\.?|Dr\.?|Prof\.?)(?=\s|,|$)")
ROLE = re.compile(
    r"\b(?:professor|lecturer|researcher|fellow|student|candidate|scientist|engineer|postdoc\w*|director"
    r"|reader|associate)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:Universit\w*|Institut\w*|College|School|Department|Laborator\w*|Inc\.?|GmbH)\b")


@dataclass
class Header:
    """The name of the owner, the index of its line, further fields of the profile, and what was left out."""

    name: str = ""
    at: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(lines: Sequence[tuple[int, str]]) -> Header:
    """Return what the lines above the first heading say of the owner."""
    header, notes = Header(), Diagnostics()
    links: dict[str, Url] = {}
    for at, line in lines:
        place = SourcePoint(Location(at + 1))
        rest = _addresses(bare(line), header, links, place, notes)
        for part in re.split(r"\s*[|·•]\s*|\s{3,}", rest):
            words = TITLES.sub("", LABEL.sub("", part)).strip(" ,;:–—-()")
            if re.search(r"\w\w", words):
                _words(words, at, header, place, notes)
    header.fields |= {"links": links} if links else {}
    header.problems = notes.problems()
    return header


def _addresses(line: str, header: Header, links: dict[str, Url], at: SourcePoint, notes: Diagnostics) -> str:
    """Take e-mail, ORCID, web addresses and phone from a line; return the rest."""
    if found := ORCID.search(line):
        links.setdefault("ORCID", Url(f"https://orcid.org/{found[1]}"))
        line = ORCID.sub(" ", re.sub(r"https?://orcid\.org/\S+", " ", line))
    if (found := EMAIL.search(line)) and "email" not in header.fields:
        header.fields["email"] = Email(found[0])
        line = line.replace(found[0], " ")
    for found in list(WEB.finditer(line)):
        written = found[0].rstrip(".)")
        url = read_url(written if "://" in written else f"https://{written}", "the address", at, notes)
        network = next((name for host, name in NETWORKS.items() if host in written.lower()), "")
        if url and network:
            links.setdefault(network, url)
        elif url and "website" not in header.fields:
            header.fields["website"] = url
        elif url:
            links.setdefault("Web", url)
        line = line.replace(found[0], " ")
    if (found := PHONE.search(line)) and "phone" not in header.fields:
        header.fields["phone"] = found[1].strip()
        line = line.replace(found[0], " ")
    return line


def _words(words: str, at: int, header: Header, place: SourcePoint, notes: Diagnostics) -> None:
    """Put a part of a line into the first field that it fits: name, headline, affiliation; else note it."""
    name = DEGREES.sub("", words).strip(" ,.")
    if not header.name and is_name(name):
        header.name, header.at = name.title() if name.isupper() else name, at
    elif "headline" not in header.fields and ROLE.search(words):
        header.fields["headline"] = clean(literal(words))
    elif "affiliation" not in header.fields and PLACE.search(words):
        header.fields["affiliation"] = clean(literal(words))
    else:
        notes.warn(f"'{words[:80]}' is left out: it is above the first heading", place, "add it to the profile")


def is_name(words: str) -> bool:
    """Return whether words are the name of a person: two to four, with capitals, and no role or place."""
    parts = words.split()
    is_short = 1 < len(parts) < 5 and len(words) <= 50
    is_written = all(re.fullmatch(r"[^\W\d_][\w'’.-]*", part) for part in parts) and words[:1].isupper()
    return is_short and is_written and not ROLE.search(words) and not PLACE.search(words)
