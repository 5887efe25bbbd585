"""How far a publication has come, from "in preparation" to "published": what its `status`, type and venue say.

How far a grant has come, too: what its `status` and dates say.
"""

import re
from functools import cache

from cvgen.profile.dates import Date, is_past
from cvgen.profile.fields import GrantStatus, PublicationStatus, PublicationType
from cvgen.profile.model import Grant, Publication

# "submitted to Science", "ICLR 2021 submission", "to appear in Seismica": people write the status into the venue.
PHRASES: dict[PublicationStatus, str] = {
    "in press": r"in[ -]press|im druck|sous presse|en prensa",
    "forthcoming": r"forthcoming",
    "accepted": r"(?:conditionally |provisionally )?accepted(?: for publication)?|to appear",
    "under contract": r"under contract",
    "in revision": r"(?:currently )?(?:under|in) revision|(?:minor|major) revisions?",
    "under review": r"(?:currently )?(?:under|in) (?:peer )?review",
    "submitted": r"(?:to be )?(?:re)?submitted(?: for publication)?|submission",
    "in preparation": r"in prep(?:aration|\.)?|manuscript in preparation|work in progress",
}
# Patterns that few profiles need are texts: `re` compiles them at the first use, which takes longer than a search.
ANY = "|".join(PHRASES.values())
PHRASE = re.compile(ANY, re.I)
FRONT = rf"(?is)(?P<status>{ANY})(?:\s*[:;,.]\s*|\s+(?:in|to|at|by|for|with)\s+|\s*$)(?:the\s+)?(?P<venue>.*)"
BEHIND = rf"(?is)(?P<venue>.+?)(?P<gap>[\s,;:(\[–-]+)(?P<status>{ANY})[)\]]?\.?(?P<year>,?\s+\(?\d{{4}}\)?)?\.?"
IN_NAMES = r"(?i)in (?:review|revision)|work in progress|.* revisions?"  # "Pediatrics in Review"

# One list of the servers of preprints. CoRR is what DBLP calls arXiv; "Corr." is an abbreviation of other words.
SERVERS = re.compile(r"\b(?:\w+rxiv|corr(?![\w.])|ssrn|osf preprints|research square|preprints?)\b|^\s*osf\s*$", re.I)
ARXIV_NAMES = ("arxiv", "corr")
ARXIV = (  # a venue that says nothing but arXiv, in the ways of BibTeX, DBLP and Google Scholar
    rf"(?i)\s*(?:{'|'.join(ARXIV_NAMES)})\b(?:\.org)?"
    r"(?:[\s:,-]*(?:e-?prints?|preprint|abs/[\w./-]+|\d{4}\.\d{4,5}(?:v\d+)?|\[[\w.-]+\]|arxiv))*\.?"
)
DEPOSITS = ("dataset", "software")  # such servers keep them too
WORKSHOP = r"(?i)\bworkshops?\b|@\s?(?:neurips|icml|iclr|cvpr|iccv|eccv)"
VENUE_TYPES: tuple[tuple[PublicationType, str], ...] = (
    ("workshop", WORKSHOP),
    ("conference", r"(?i)\b(conference|conf\.|symposium|congress|meeting|proceedings|proc\.)"),
    ("journal", r"(?i)\b(journal|transactions|trans\.|letters|review|annals|magazine|bulletin)"),
)
MEETING = (  # names of journals that are meetings: programs export papers there as articles
    r"(?i)\b(?:conference|symposium)\b|\bcongress on\b|\bconf\. on\b"
    r"|^advances in neural information processing systems"
)
PERIODICAL = r"(?i)\b(?:journal|transactions|letters|annals|reviews?|magazine|bulletin|quarterly|newsletter)\b"
VERSION_RANKS: dict[PublicationType, int] = {
    "abstract": 0, "poster": 0, "demo": 0, "workshop": 1, "conference": 2, "journal": 3,
}  # fmt: skip
ACCEPTED = ("accepted", "in press", "forthcoming", "published")
PAPER_TYPES = ("journal", "conference", "workshop", "review", None)
LONGEST = 300  # characters of a venue that are searched


# ---- a publication -------------------------------------------------------------------------------


def stage_of(paper: Publication) -> PublicationStatus:
    """Return how far a publication has come: its status; the default, "published", gives way to its type and venue."""
    if paper.status != "published":
        return paper.status
    if paper.type == "preprint":
        return "preprint"
    if said := split_status(paper.venue or "")[1]:
        return said
    return "preprint" if paper.type not in DEPOSITS and is_server(paper.venue or "") else "published"


def has_appeared(paper: Publication) -> bool:
    """Return whether a publication has appeared, and not only as a preprint."""
    return stage_of(paper) == "published"


def is_published(paper: Publication) -> bool:
    """Return whether a publication counts as published: it has appeared, or has been accepted somewhere."""
    return stage_of(paper) in ACCEPTED and paper.type != "preprint"


def is_preprint(paper: Publication) -> bool:
    """Return whether a publication is a preprint by its type, its status or its venue."""
    return paper.type == "preprint" or stage_of(paper) == "preprint"


def is_paper(paper: Publication) -> bool:
    """Return whether a publication counts in "She has published 41 papers"; without a venue, its type must say so."""
    is_known = paper.type is not None or bool(paper.venue)
    return has_appeared(paper) and paper.type in PAPER_TYPES and is_known and not paper.section


def venue_name(paper: Publication) -> str:
    """Return the venue without the status in it: "submitted to Science" -> "Science"."""
    return split_status(paper.venue or "")[0]


def likely_type(paper: Publication) -> PublicationType | None:
    """Return the type of a publication; without one, what its venue is called, or "journal" for a volume of one."""
    if paper.type:
        return paper.type
    venue = (paper.venue or "")[:LONGEST]
    found = (kind for kind, pattern in VENUE_TYPES if re.search(pattern, venue))
    return next(found, "journal" if paper.volume or paper.issue else None)


def version_rank(paper: Publication) -> int | None:
    """Return how complete this version of a work is: 0 for a poster to 3 for a journal; None if that is unknown."""
    return VERSION_RANKS.get(likely_type(paper) or "other")


# ---- a venue -------------------------------------------------------------------------------------


@cache
def split_status(venue: str) -> tuple[str, PublicationStatus | None]:
    """Split a venue from the status in it: "Nature (in press)" -> "Nature", "in press"; "Nature" -> "Nature", None."""
    venue = venue.strip()
    if len(venue) > LONGEST or not PHRASE.search(venue):
        return venue, None
    if found := re.match(FRONT, venue):
        return found["venue"].strip(" .()"), _status(found["status"])
    found = re.fullmatch(BEHIND, venue)
    if not found or (found["gap"].isspace() and re.fullmatch(IN_NAMES, found["status"])):
        return venue, None
    return found["venue"].strip(" ,;:-–") + (found["year"] or ""), _status(found["status"])


def parse_status(text: str) -> PublicationStatus | None:
    """Read a text that is nothing but a status: "Accepted for publication" -> "accepted"; None for any other text."""
    found = re.match(FRONT, text.strip(" .()[]")[:LONGEST])
    return _status(found["status"]) if found and not found["venue"].strip(" .") else None


def is_server(venue: str) -> bool:
    """Return whether a venue is a server of preprints, such as arXiv, CoRR or bioRxiv."""
    return bool(SERVERS.search(venue[:LONGEST]))


def is_arxiv(venue: str) -> bool:
    """Return whether a venue is arXiv and nothing else: "CoRR", "arXiv preprint arXiv:2402.02377"."""
    is_likely = len(venue) < LONGEST and venue.lower().lstrip().startswith(ARXIV_NAMES)
    return is_likely and bool(re.fullmatch(ARXIV, venue))


def server_name(venue: str) -> str:
    """Write arXiv in one way: "arXiv preprint arXiv:2402.02377", "CoRR" -> "arXiv"; any other venue stays."""
    return "arXiv" if is_arxiv(venue) else venue


def type_at(given: PublicationType | None, venue: str) -> PublicationType | None:
    """Correct a type by the venue: a conference paper at a workshop -> workshop, an article on a server -> preprint.

    An article in the proceedings of a conference is a paper of it.
    """
    venue = venue[:LONGEST]
    is_meeting = given == "journal" and re.search(MEETING, venue) and not re.search(PERIODICAL, venue)
    if (given in ("conference", "chapter") or is_meeting) and re.search(WORKSHOP, venue):
        return "workshop"
    if is_meeting:
        return "conference"
    return "preprint" if given in ("journal", "other", None) and is_server(venue) else given


def grant_status(grant: Grant, today: Date | None) -> GrantStatus:
    """Return the status of a grant: that which is given, else completed if its end is past, else current."""
    return grant.status or ("completed" if today and is_past(grant.end, today) else "current")


def _status(phrase: str) -> PublicationStatus:
    return next(status for status, words in PHRASES.items() if re.fullmatch(words, phrase, re.I))
