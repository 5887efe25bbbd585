"""The fields of a parsed reference."""

from dataclasses import dataclass, field

from cvgen.profile.fields import PublicationStatus, PublicationType
from cvgen.profile.model import Author


@dataclass(frozen=True)
class Reference:
    """The fields of a reference; a missing one is None or empty."""

    title: str
    authors: tuple[Author, ...] = ()
    has_more_authors: bool = False  # "et al."
    lacks_owner: bool = False  # the authors are those "with" whom the owner of the list wrote
    bold_authors: tuple[str, ...] = ()  # names in bold, as owners print their own
    venue: str | None = None
    year: int | None = None
    month: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    place: str | None = None
    editors: tuple[Author, ...] = ()
    type: PublicationType | None = None
    status: PublicationStatus | None = None
    honors: tuple[str, ...] = ()
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    isbn: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    confidence: float = 0.0
    doubtful: dict[str, str] = field(default_factory=dict)
