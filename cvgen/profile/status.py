"""How far a publication has come: what `status` says, or what the venue says where `status` was left alone."""

import re
from collections.abc import Iterator

from cvgen.profile.fields import PublicationStatus, PublicationType
from cvgen.profile.model import Publication

SERVERS = re.compile(r"\b(\w+rxiv|ssrn|osf preprints|research square|preprints?)\b", re.IGNORECASE)
OUT = ("accepted", "in press", "published")
# "submitted to Science", "ICLR 2021 submission", "to appear in Seismica": people write it into the venue.
SAID: tuple[tuple[PublicationStatus, re.Pattern[str]], ...] = (
    ("in preparation", re.compile(r"\bin prep(\.|aration)?(?!\w)", re.I)),
    ("under review", re.compile(r"\b(under|in) (review|revision)( (at|by|in|for))?\b", re.I)),
    ("submitted", re.compile(r"\bsubmitted( (to|at))?\b|\bsubmission\b", re.I)),
    ("accepted", re.compile(r"\baccepted( (at|in|by|to|for))?\b|\bto appear( (at|in))?\b|\bforthcoming\b", re.I)),
    ("in press", re.compile(r"\bin press( (at|in|with))?\b", re.I)),
    ("preprint", SERVERS),
)
KINDS: tuple[
    tuple[PublicationType, re.Pattern[str]], ...
] = (  # what a venue's name says of it, where the type was left alone
    ("workshop", re.compile(r"\bworkshop", re.I)),
    ("conference", re.compile(r"\b(conference|conf\.|symposium|congress|meeting|proceedings|proc\.)", re.I)),
    ("journal", re.compile(r"\b(journal|transactions|trans\.|letters|review|annals|magazine|bulletin)", re.I)),
)
GROWTH: dict[PublicationType | None, int] = {
    "abstract": 0,
    "poster": 0,
    "demo": 0,
    "workshop": 1,
    "conference": 2,
    "journal": 3,
}


def stage_of(paper: Publication) -> PublicationStatus:
    """A publication -> its status; "published", that of all that give none, may be corrected by the rest."""
    if paper.status != "published":
        return paper.status
    if paper.type == "preprint":
        return "preprint"
    return next((status for status, pattern in SAID if pattern.search(paper.venue or "")), "published")


def is_published(paper: Publication) -> bool:
    """Whether it has been accepted somewhere, so that it counts as a publication."""
    return stage_of(paper) in OUT and paper.type != "preprint"


def venue_name(paper: Publication) -> str:
    """The venue without what it says of the status: "submitted to Science" -> "Science"."""
    text = paper.venue or ""
    for status, pattern in SAID:
        if status != "preprint":
            text = pattern.sub("", text)
    return re.sub(r"\s*\(\s*\)", "", re.sub(r"\s+", " ", text)).strip(" ,;:-–")


def version_rank(paper: Publication) -> int | None:
    """How complete a version of a work its venue takes: a poster less than a journal; None when nobody knows."""
    kinds: Iterator[PublicationType] = (kind for kind, pattern in KINDS if pattern.search(paper.venue or ""))
    return GROWTH.get(paper.type or next(kinds, "journal" if paper.volume else "other"))
