"""THE MODEL: a Profile holds the facts about a person and is independent of pages, styles and engines.

Every field is a key of profile.yaml, in the order in which a reader meets them there. The reader, the JSON Schema and
the checks are derived from these classes: a new key is one line here.
"""

from dataclasses import dataclass
from typing import Any, Self

from cvgen.profile.career import (
    Achievement,
    Award,
    Break,
    Education,
    Exhibition,
    Grant,
    Language,
    Media,
    Membership,
    Mentee,
    News,
    OtherEntry,
    OtherSection,
    Position,
    Reference,
    Service,
    Skill,
    Statement,
    Talk,
    Teaching,
)
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.entry import Entry, Line, Point
from cvgen.profile.fields import (
    NOTE,
    Email,
    EntryPath,
    FilePath,
    Identifier,
    Plain,
    PublicationStatus,
    PublicationType,
    Text,
    Url,
    Year,
    key,
    required,
)
from cvgen.profile.identifiers import find_orcid
from cvgen.profile.names import MENTEE, is_left_out, same_person, split_marks
from cvgen.profile.work_sources import Rejected, Sources

__all__ = [
    "Achievement", "Author", "Award", "Bio", "Break", "Education", "Entry", "Exhibition", "Grant",
    "Honor", "Language", "Line", "Media", "Membership", "Mentee", "News", "OtherEntry",
    "OtherSection", "Patent", "Point", "Position", "Profile", "Publication", "Reference",
    "Rejected", "Service", "Skill", "Sources", "Statement", "Talk", "Teaching",
]  # fmt: skip


@dataclass(frozen=True)
class Author:
    """An author of a publication and the marks after the name; the short form is `Chao Li*+`."""

    name: str = required("the name as printed")
    marks: str = key("signs such as * or +, explained under `marks`", "")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the author that a text names: "Chao Li*+" -> Author("Chao Li", "*+")."""
        return cls(*split_marks(text))

    @property
    def left_out(self) -> bool:
        """Return whether this stands for people who are not named: "et al.", "and others", "…"."""
        return is_left_out(self.name)


@dataclass(frozen=True)
class Honor:
    """A distinction of one paper; the short form is plain text."""

    text: Text = required("such as Oral or Best Paper Award")
    url: Url | None = key("where it can be verified")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the honor that a text names: "Oral" -> Honor("Oral")."""
        return cls(Text(text))


@dataclass(frozen=True)
class Bio:
    """The biography in the third person, in three lengths; the short form is the long version."""

    short: Text | None = key("a biography of about 50 words")
    medium: Text | None = key("a biography of about 100 words")
    long: Text | None = key("a biography of about 200 words")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return a biography given without a length as Bio(long=...)."""
        return cls(long=Text(text))

    def longest_first(self) -> tuple[Text, ...]:
        """Return the versions that exist, the longest first."""
        return tuple(text for text in (self.long, self.medium, self.short) if text)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Publication(Line):
    """A work, published or not."""

    title: Text = required("as printed, without a final period")
    authors: tuple[Author, ...] = key("in order, marks after the name: [Chao Li*, Anbang Yao]; et al. for the rest", ())
    with_authors: tuple[Author, ...] = key("who wrote it with the authors: with [Ann Lee]", (), also=("with",))
    collaboration: Text | None = key("the group that signs, printed after the authors: ATLAS")
    venue: Text | None = key("journal or conference, short form in parentheses", also=("journal", "conference"))
    year: Year | None = key("of publication, four digits")
    date: Date | None = key("if the exact date matters: 2024-05-02")
    type: PublicationType | None = key("journal, conference, preprint, ...")
    status: PublicationStatus = key("published by default", "published")
    role: Text | None = key("your part in it: first author, corresponding author, led the analysis; forms print it")
    why: Text | None = key("why it matters, and your part in it, in a sentence or two; forms print it")
    open_access: bool | None = key("true: everybody can read it without paying; forms print it")
    selected: bool = key("true: appears in selected publications and in the bio", False)
    section: Text | None = key("a separate heading for this publication")
    honors: tuple[Honor, ...] = key("distinctions of this paper: [Oral, {text: Best Paper, url: https://...}]", ())
    links: dict[str, Url] = key("pages about it: {Paper: https://..., Code: https://...}", {})
    doi: Identifier | None = key('its DOI, such as "10.1145/..."')
    arxiv: Identifier | None = key('its arXiv number, always in quotes: "2402.02377"')
    pmid: str | None = key("PubMed number")
    isbn: Identifier | None = key("of a book, in quotes")
    volume: str | None = key("of the journal")
    issue: str | None = key("of the volume")
    pages: str | None = key("3110–3122, or the article number")
    publisher: Text | None = key("of a book or chapter")
    place: Text | None = key("city of the publisher", also=("location",))
    edition: Text | None = key("2nd, revised, ...")
    series: Text | None = key("of books: Studies in Print Culture 12")
    editors: tuple[Author, ...] = key("of an edited volume, or of the book that holds a chapter", ())
    translators: tuple[Author, ...] = key("who translated it", ())
    original: Text | None = key("of a translation: author, title and year of the original")
    reviewed: Text | None = key("of a book review: author and title of the reviewed work", also=("reviewed_work",))
    language: Text | None = key("in which it is written, if not that of most of your works: German")
    url: Url | None = key("its page; the title links to it")
    abstract: Text | None = key("never printed in a CV; used in exports")
    note: Text | None = key("a remark printed after the reference", also=NOTE)

    @property
    def people(self) -> tuple[Author, ...]:
        """Return everybody who had a part in the work: authors, editors and translators."""
        return (*self.authors, *self.with_authors, *self.editors, *self.translators)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Patent(Line):
    """A patent, or several in one line."""

    title: Text = required("of the patent, or a line about several")
    inventors: tuple[Author, ...] = key("in order", (), also=("authors",))
    number: str | None = key("such as US 11,244,211 B2")
    status: Plain | None = key("granted, filed, ...")
    date: Date | None = key("of grant or filing", also=("year",))
    url: Url | None = key("its page")
    note: Text | None = key("anything else", also=NOTE)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything that profile.yaml says about a person, and the documents to build from it."""

    name: str = required("as you sign it")
    language: str | None = key(
        "the language of headings and dates in your documents: en, de, es, fr, ja, zh; en by default"
    )
    citation_style: str | None = key(
        "how publications are cited: apa, ieee, ... or a file such as mine.csl; by default in a form for CVs"
    )
    native_name: str | None = key("your name in its original script, printed beside the name")
    aliases: tuple[str, ...] = key("other forms of your name in author lists", ())
    pronouns: Plain | None = key("such as she/her")
    pronunciation: str | None = key("how to pronounce the name, for those who introduce you")
    headline: Text | None = key("one line under the name")
    department: Text | None = key("department, institute or faculty, printed before the affiliation")
    affiliation: Text | None = key("where you work; a list of several", joined=True)
    location: Text | None = key("city and country")
    email: Email | None = key("printed in the header")
    phone: str | None = key("printed in the header")
    website: Url | None = key("printed in the header and as the QR code of the bio")
    orcid: Identifier | None = key("your ORCID iD: 0000-0002-1825-0097")
    photo: FilePath | None = key("a JPEG or PNG beside this file, used in the bio")
    photo_credit: Plain | None = key("who took the photo; printed in the speaker kit")
    links: dict[str, Url] = key("your pages elsewhere: {Google Scholar: https://..., GitHub: https://...}", {})
    interests: tuple[Text, ...] = key("research interests", ())
    bio: Bio | None = key("third person, in up to three lengths")
    positions: tuple[Position, ...] = key("newest first", ())
    education: tuple[Education, ...] = key("newest first", ())
    breaks: tuple[Break, ...] = key("times without research, which funders take into account", ())
    grants: tuple[Grant, ...] = key("funding", ())
    awards: tuple[Award, ...] = key("honors and awards", ())
    achievements: tuple[Achievement, ...] = key("the few that matter most, each with its works", ())
    marks: dict[str, Text] = key('what the marks after author names mean: {"*": Equal contribution}', {})
    publications: tuple[Publication, ...] = key("in any order; the CV sorts them by year", ())
    patents: tuple[Patent, ...] = key("patents", ())
    talks: tuple[Talk, ...] = key("invited talks, keynotes, tutorials", ())
    exhibitions: tuple[Exhibition, ...] = key("exhibitions of your works, or curated by you", ())
    media: tuple[Media, ...] = key("interviews, reviews of your work, press", ())
    teaching: tuple[Teaching, ...] = key("courses", ())
    service: tuple[Service, ...] = key("program committees, reviewing, editing", ())
    mentees: tuple[Mentee, ...] = key("interns, students and postdocs you mentored", ())
    memberships: tuple[Membership, ...] = key("societies", ())
    languages: tuple[Language, ...] = key("that you speak or read, with their levels", ())
    skills: tuple[Skill, ...] = key("programming, methods", ())
    statements: tuple[Statement, ...] = key("your answers to the questions of forms; only these print them", ())
    references: tuple[Reference, ...] = key("people who can recommend you", ())
    news: tuple[News, ...] = key("newest first", ())
    sections: tuple[OtherSection, ...] = key("anything else, in your own words", ())
    sources: Sources | None = key("where cvgen refresh looks for new works: {dblp: 65/9612, bib: refs.bib}")
    documents: dict[str, DocumentOptions] = key("documents in addition to cv and bio: {two-page: {max_pages: 2}}", {})

    @property
    def orcid_number(self) -> str:
        """Return the digits of the owner's ORCID iD, in groups of four, from `orcid` or a link; "" without one."""
        return next(filter(None, map(find_orcid, (self.orcid or "", *self.links.values()))), "")

    @property
    def pages(self) -> dict[str, Url]:
        """Return the owner's pages elsewhere by name: `links`, with that of `orcid` first if they lack it."""
        is_linked = not self.orcid or any(map(find_orcid, self.links.values()))
        orcid = {} if is_linked else {"ORCID": Url(f"https://orcid.org/{self.orcid_number}")}
        return {**orcid, **self.links}

    @property
    def mentee_marks(self) -> frozenset[str]:
        """Return the marks whose legend mentions mentees."""
        return frozenset(mark for mark, legend in self.marks.items() if MENTEE.search(legend))

    def work(self, name: str) -> EntryPath:
        """Return the path of the publication with an id or a title, () without one."""
        found = (at for at, paper in enumerate(self.publications) if name in (paper.id, paper.title))
        at = next(found, None)
        return () if at is None else ("publications", at)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every form of the owner's name that may occur in an author list."""
        return tuple(name for name in (self.name, self.native_name, *self.aliases) if name)

    def wrote(self, paper: Publication) -> bool:
        """Return whether the owner may have had a part in a publication: also if it does not name everybody."""
        # The editors of a paper without authors are those of its venue.
        of_venue = paper.venue and not paper.authors and paper.type not in ("book", "edited volume")
        people = (*paper.with_authors, *paper.translators) if of_venue else paper.people
        unnamed = not people or paper.collaboration or any(one.left_out for one in people)
        return bool(unnamed) or any(same_person(one.name, form) for one in people for form in self.names)

    def at(self, key: EntryPath) -> Any:
        """Return the value at a path: ("publications", 3) -> that entry; () -> the profile."""
        found: Any = self
        for part in key:
            found = found[part] if isinstance(part, int) or isinstance(found, dict) else getattr(found, part)
        return found
