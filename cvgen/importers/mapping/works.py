"""What sources say of works in words of their own -> type, status and venue; two records of one work -> one."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cvgen.profile.fields import PublicationStatus, PublicationType, Url
from cvgen.profile.model import Publication

STATUSES: dict[PublicationStatus, str] = {
    "in press": r"in[ -]press|forthcoming|to appear|im druck|sous presse|en prensa",
    "accepted": r"(?:conditionally |provisionally )?accepted(?: for publication)?",
    "under review": r"(?:currently )?(?:under|in) (?:peer )?(?:review|revision)|(?:minor|major) revisions?",
    "submitted": r"(?:to be )?(?:re)?submitted(?: for publication)?",
    "in preparation": r"in prep(?:aration|\.)?|manuscript in preparation|work in progress",
}
ANY = "|".join(STATUSES.values())
FRONT = re.compile(
    rf"(?P<said>{ANY})(?:\s*[:;,.]\s*|\s+(?:in|to|at|by|for|with)\s+|\s*$)(?:the\s+)?(?P<rest>.*)", re.I | re.S
)
BEHIND = re.compile(rf"[\s,;(\[]+(?P<said>{ANY})[)\]]?\.?$", re.I)
ARXIV = re.compile(
    r"\s*(?:arxiv|corr)\b(?:\.org)?"
    r"(?:[\s:,-]*(?:e-?prints?|preprint|abs/[\w./-]+|\d{4}\.\d{4,5}(?:v\d+)?|\[[\w.-]+\]|arxiv))*\.?",
    re.I,
)
PREPRINTS = re.compile(
    r"\b(?:arxiv|(?:bio|med|chem|psy|soc|earth|tech)r?xiv|corr|ssrn|preprints?|research square|osf)\b", re.I
)
WORKSHOP = re.compile(r"\bworkshops?\b|@\s?(?:neurips|icml|iclr|cvpr|iccv|eccv)", re.I)
ONLY_YEARS = "a CV has years; write date: ... where the day of a work matters"
LONGEST_VENUE = 300  # characters in which a status is looked for


def status(text: str) -> PublicationStatus | None:
    """ "Accepted for publication" -> accepted; None for a text that says anything else."""
    found = FRONT.match(text.strip(" .()[]")[:LONGEST_VENUE])
    return _named(found["said"]) if found and not found["rest"].strip(" .") else None


def venue_and_status(text: str) -> tuple[str, PublicationStatus | None]:
    """ "accepted in Seismica" -> Seismica, accepted; "Nature (in press)" -> Nature, in press; "Nature" -> Nature."""
    text = text.strip()
    if len(text) > LONGEST_VENUE:
        return text, None
    if found := FRONT.match(text):
        return found["rest"].strip(" .()"), _named(found["said"])
    if found := BEHIND.search(text):
        return text[: found.start()].strip(" ,;"), _named(found["said"])
    return text, None


def is_preprint(venue: str) -> bool:
    """Whether a venue is a server of preprints."""
    return bool(PREPRINTS.search(venue[:LONGEST_VENUE]))


def server(venue: str) -> str:
    """ "arXiv preprint arXiv:2402.02377" -> "arXiv"; any other venue as it is."""
    return "arXiv" if len(venue) < LONGEST_VENUE and ARXIV.fullmatch(venue) else venue


def kind(given: PublicationType | None, venue: str) -> PublicationType | None:
    """A conference paper at a workshop -> workshop; an article on a server of preprints -> preprint."""
    if given in ("conference", "chapter") and WORKSHOP.search(venue[:LONGEST_VENUE]):
        return "workshop"
    return "preprint" if given in ("journal", "other", None) and is_preprint(venue) else given


def joined(found: Iterable[Publication], paper_of: Mapping[str, str] = MappingProxyType({})) -> tuple[Publication, ...]:
    """Works -> the same, a preprint of what is there as a paper too being part of the paper.

    `paper_of` has the DOI of the paper by the DOI of its preprint, where the source tells; else their titles are equal.
    """
    works = list(found)
    papers = {key: at for at, work in enumerate(works) if work.type != "preprint" for key in _names(work)}
    twins: set[int] = set()
    for at, work in enumerate(works):
        keys = (paper_of.get((work.doi or "").lower(), ""), title_key(work.title)) if work.type == "preprint" else ()
        paper = next((papers[key] for key in keys if key in papers), None)
        if paper is not None and _share_an_author(works[paper], work):
            works[paper] = _with(works[paper], work)
            twins.add(at)
    return tuple(work for at, work in enumerate(works) if at not in twins)


def _names(work: Publication) -> Iterator[str]:
    """What a twin may know a paper by."""
    return (key for key in ((work.doi or "").lower(), title_key(work.title)) if key)


def title_key(title: str) -> str:
    """A title -> its letters and figures alone without accents, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", title.casefold()))


def _named(said: str) -> PublicationStatus | None:
    return next((name for name, words in STATUSES.items() if re.fullmatch(words, said, re.I)), None)


def _share_an_author(one: Publication, other: Publication) -> bool:
    """Whether a family name stands in both; sources without authors are believed."""
    names = [{max(map(title_key, author.name.split()), key=len) for author in work.authors} for work in (one, other)]
    return not all(names) or bool(names[0] & names[1])


def _with(paper: Publication, preprint: Publication) -> Publication:
    """A paper with the numbers of its preprint."""
    links = dict(paper.links)
    if preprint.doi and preprint.doi != paper.doi:
        links.setdefault("Preprint", Url(f"https://doi.org/{preprint.doi}"))
    return dataclasses.replace(
        paper,
        arxiv=paper.arxiv or preprint.arxiv,
        pmid=paper.pmid or preprint.pmid,
        abstract=paper.abstract or preprint.abstract,
        links=links or preprint.links,
    )
