"""THE MODEL: a Profile holds the facts about a person and is independent of pages, styles and engines.

Every field is a key of profile.yaml, in the order in which a reader meets them there. The reader, the JSON Schema and
the checks are derived from these classes: a new key is one line here.
"""

from dataclasses import dataclass
from typing import Any, Self

from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import (
    Email,
    EntryPath,
    FilePath,
    Identifier,
    PublicationStatus,
    PublicationType,
    Text,
    Url,
    Year,
    key,
    required,
)
from cvgen.profile.names import MENTEE, is_left_out, same_person, split_marks


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The keys that every entry of every list may have."""

    id: str | None = key("a permanent name of your choice for this entry; it links the versions of a CV")
    tags: tuple[str, ...] = key("words by which documents select entries", ())
    hidden: bool = key("true: stays in this file but is never printed", False)


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


@dataclass(frozen=True, kw_only=True)
class Position(Entry):
    """An employment or appointment."""

    title: Text = required("such as Professor of Biology")
    organization: Text | None = key("employer or university")
    location: Text | None = key("city and country")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2023, 2023-08 or present")
    summary: Text | None = key("one or two sentences")
    highlights: tuple[Text, ...] = key("points, one line each", ())
    url: Url | None = key("the organization's page")


@dataclass(frozen=True, kw_only=True)
class Education(Entry):
    """A degree."""

    degree: Text = required("such as Ph.D. in Physics")
    institution: Text = required("university or school")
    location: Text | None = key("city and country")
    start: Date | None = key("when it began: 2005 or 2005-09")
    end: Date | None = key("when it ended: 2010, 2010-01 or present")
    advisor: Text | None = key("name of the advisor")
    thesis: Text | None = key("title of the thesis")
    note: Text | None = key("grade, distinction, anything else")
    url: Url | None = key("a page about it")


@dataclass(frozen=True, kw_only=True)
class Publication(Entry):
    """A work, published or not."""

    title: Text = required("as printed, without a final period")
    authors: tuple[Author, ...] = key("in order, marks after the name: [Chao Li*, Anbang Yao]; et al. for the rest", ())
    collaboration: Text | None = key("the group that signs, printed after the authors: ATLAS")
    venue: Text | None = key("journal or conference, short form in parentheses")
    year: Year | None = key("of publication, four digits")
    date: Date | None = key("if the exact date matters: 2024-05-02")
    type: PublicationType | None = key("journal, conference, preprint, ...")
    status: PublicationStatus = key("published by default", "published")
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
    editors: tuple[Author, ...] = key("of the book that holds a chapter", ())
    abstract: Text | None = key("never printed in a CV; used in exports")
    note: Text | None = key("a remark printed after the reference")


@dataclass(frozen=True, kw_only=True)
class Patent(Entry):
    """A patent, or several in one line."""

    title: Text = required("of the patent, or a line about several")
    inventors: tuple[Author, ...] = key("in order", ())
    number: str | None = key("such as US 11,244,211 B2")
    status: str | None = key("granted, filed, ...")
    date: Date | None = key("of grant or filing")
    url: Url | None = key("its page")
    note: Text | None = key("anything else")


@dataclass(frozen=True, kw_only=True)
class Award(Entry):
    """An award, won once or in several years."""

    title: Text = required("of the award")
    organization: Text | None = key("who gave it")
    years: tuple[Year, ...] = key("when you won it, once or several times", (), one="year")
    selected: bool = key("true: dropped last if space is short, as in the bio", False)
    note: Text | None = key("what it is for, number of candidates")
    url: Url | None = key("where it can be verified")


@dataclass(frozen=True, kw_only=True)
class Service(Entry):
    """A service role for one or several organizations."""

    role: Text = required("such as Area Chair or Reviewer")
    organizations: tuple[Text, ...] = key("conferences, journals or committees", (), one="organization")
    years: tuple[Year, ...] = key("each year you did it", (), one="year")
    start: Date | None = key("when it began, instead of years")
    end: Date | None = key("when it ended, instead of years")
    note: Text | None = key("anything else")
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True)
class Mentee(Entry):
    """A person whom the owner of the profile mentors or mentored."""

    name: str = required("as in the author lists")
    affiliation: Text | None = key("university or company")
    role: str | None = key("intern, master, phd, postdoc, ...")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2020 or present")
    url: Url | None = key("their page")
    now: Text | None = key("where they are now")
    note: Text | None = key("thesis, anything else")


@dataclass(frozen=True, kw_only=True)
class Talk(Entry):
    """A talk."""

    title: Text = required("of the talk")
    event: Text | None = key("conference, workshop or seminar")
    organization: Text | None = key("who invited you")
    location: Text | None = key("city and country")
    date: Date | None = key("of the talk: 2018-12-07")
    kind: str | None = key("invited, keynote, tutorial, ...")
    url: Url | None = key("slides or recording")
    note: Text | None = key("anything else")


@dataclass(frozen=True, kw_only=True)
class Teaching(Entry):
    """A course."""

    course: Text = required("name of the course")
    role: str | None = key("lecturer, teaching assistant, ...")
    institution: Text | None = key("university")
    years: tuple[Year, ...] = key("each year you did it", (), one="year")
    start: Date | None = key("when it began, instead of years")
    end: Date | None = key("when it ended, instead of years")
    note: Text | None = key("level, hours, number of students")
    url: Url | None = key("the course's page")


@dataclass(frozen=True, kw_only=True)
class Grant(Entry):
    """A grant."""

    title: Text = required("of the project")
    organization: Text | None = key("funder")
    role: str | None = key("PI, co-PI, ...")
    amount: str | None = key("with its currency")
    number: str | None = key("grant number")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2022 or present")
    note: Text | None = key("anything else")
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True)
class News(Entry):
    """A news item with its date."""

    date: Date = required("of the news: 2025-06")
    text: Text = required("one or two sentences")
    url: Url | None = key("more about it")


@dataclass(frozen=True, kw_only=True)
class Skill(Entry):
    """A group of skills."""

    name: Text = required("such as Programming or Languages")
    items: tuple[Text, ...] = key("what belongs to it: [Python, C++]", ())


@dataclass(frozen=True, kw_only=True)
class Membership(Entry):
    """The membership of a society."""

    organization: Text = required("society or academy")
    role: Text | None = key("Fellow, Senior Member, ...")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2022 or present")
    note: Text | None = key("anything else")
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True)
class Reference(Entry):
    """A referee."""

    name: str = required("of the referee")
    title: Text | None = key("such as Professor of Biology")
    organization: Text | None = key("university or company")
    email: Email | None = key("shown in the CV")
    phone: str | None = key("shown in the CV")
    url: Url | None = key("their page")
    note: Text | None = key("how you know each other")


@dataclass(frozen=True, kw_only=True)
class OtherEntry(Entry):
    """An entry of a custom section; the short form is plain text."""

    title: Text = required("the line itself")
    organization: Text | None = key("printed after the title")
    date: Date | None = key("a single date")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2022 or present")
    note: Text | None = key("printed below")
    url: Url | None = key("makes the title a link")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return an entry with the text as its title."""
        return cls(title=Text(text))


@dataclass(frozen=True, kw_only=True)
class OtherSection(Entry):
    """A custom section: a heading and its entries."""

    title: Text = required("the heading")
    entries: tuple[OtherEntry, ...] = key("lines of text, or entries with title, dates, note", ())


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything that profile.yaml says about a person, and the documents to build from it."""

    name: str = required("as you sign it")
    language: str | None = key(
        "the language of headings and dates in your documents: en, de, es, fr, ja, zh; en by default"
    )
    native_name: str | None = key("your name in its original script, printed beside the name")
    aliases: tuple[str, ...] = key("other forms of your name in author lists", ())
    pronouns: str | None = key("such as she/her")
    pronunciation: str | None = key("how to pronounce the name, for those who introduce you")
    headline: Text | None = key("one line under the name")
    affiliation: Text | None = key("where you work")
    location: Text | None = key("city and country")
    email: Email | None = key("printed in the header")
    phone: str | None = key("printed in the header")
    website: Url | None = key("printed in the header and as the QR code of the bio")
    photo: FilePath | None = key("a JPEG or PNG beside this file, used in the bio")
    photo_credit: str | None = key("who took the photo; printed in the speaker kit")
    links: dict[str, Url] = key("your pages elsewhere: {Google Scholar: https://..., GitHub: https://...}", {})
    interests: tuple[Text, ...] = key("research interests", ())
    bio: Bio | None = key("third person, in up to three lengths")
    positions: tuple[Position, ...] = key("newest first", ())
    education: tuple[Education, ...] = key("newest first", ())
    grants: tuple[Grant, ...] = key("funding", ())
    awards: tuple[Award, ...] = key("honors and awards", ())
    marks: dict[str, Text] = key('what the marks after author names mean: {"*": Equal contribution}', {})
    publications: tuple[Publication, ...] = key("in any order; the CV sorts them by year", ())
    patents: tuple[Patent, ...] = key("patents", ())
    talks: tuple[Talk, ...] = key("invited talks, keynotes, tutorials", ())
    teaching: tuple[Teaching, ...] = key("courses", ())
    service: tuple[Service, ...] = key("program committees, reviewing, editing", ())
    mentees: tuple[Mentee, ...] = key("interns, students and postdocs you mentored", ())
    memberships: tuple[Membership, ...] = key("societies", ())
    skills: tuple[Skill, ...] = key("programming, languages, methods", ())
    references: tuple[Reference, ...] = key("people who can recommend you", ())
    news: tuple[News, ...] = key("newest first", ())
    sections: tuple[OtherSection, ...] = key("anything else, in your own words", ())
    documents: dict[str, DocumentOptions] = key("documents in addition to cv and bio: {two-page: {max_pages: 2}}", {})

    @property
    def mentee_marks(self) -> frozenset[str]:
        """Return the marks whose legend mentions mentees."""
        return frozenset(mark for mark, legend in self.marks.items() if MENTEE.search(legend))

    @property
    def names(self) -> tuple[str, ...]:
        """Return every form of the owner's name that may occur in an author list."""
        return tuple(name for name in (self.name, self.native_name, *self.aliases) if name)

    def wrote(self, paper: Publication) -> bool:
        """Return whether the owner may have written or edited a publication: also if it does not name everybody."""
        people = (*paper.authors, *paper.editors)
        unnamed = not people or paper.collaboration or any(one.left_out for one in people)
        return bool(unnamed) or any(same_person(one.name, form) for one in people for form in self.names)

    def at(self, key: EntryPath) -> Any:
        """Return the value at a path: ("publications", 3) -> that entry; () -> the profile."""
        found: Any = self
        for part in key:
            found = found[part] if isinstance(part, int) else getattr(found, part)
        return found
