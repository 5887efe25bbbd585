"""Define the options of a custom document: the keys under `documents` in profile.yaml."""

from dataclasses import Field, InitVar, dataclass
from typing import Any, Literal, Self

from cvgen.profile.dates import Date
from cvgen.profile.fields import Color, Count, FilePath, PublicationType, Text, default_of, key, required

SECTIONS = (  # of a document, in the order in which a CV prints them
    "summary", "positions", "education", "breaks", "achievements", "interests", "grants", "awards", "publications",
    "patents", "talks", "exhibitions", "media", "teaching", "service", "mentees", "memberships", "languages", "skills",
    "sections", "references", "news",
)  # fmt: skip


Engine = Literal["weasyprint", "typst"]
ChartName = Literal["years", "types", "mentees", "coauthors"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options that know which of them the file has: a document that extends another inherits only the others.

    `written` is not a key of the file, and options are equal whichever of them were written.
    """

    written: InitVar[frozenset[str]] = frozenset()

    def __post_init__(self, written: frozenset[str]) -> None:
        """Keep the names of the options that the file has."""
        object.__setattr__(self, "written", written)  # where replace() finds it

    def sets(self, option: Field[Any]) -> bool:
        """Return whether an option was written, or has another value than its default."""
        return option.name in vars(self)["written"] or getattr(self, option.name) != default_of(option)


@dataclass(frozen=True, kw_only=True)
class PublicationChoice(Options):
    """Which publications a document has, and how it shows them."""

    selected: bool = key("true: only the selected ones", False)
    limit: Count | None = key("the maximum number; selected, honored and newest ones come first")
    types: tuple[PublicationType, ...] = key("only these, grouped by type in this order: [book, journal]", ())
    group: Literal["year", "type", "section", "none"] | None = key(
        "headings by year, type, section, or none; by year unless nearly every year has one work"
    )
    order: Literal["newest", "oldest"] = key("which one comes first", "newest")
    numbering: Literal["up", "down", "type", "none"] = key("1, 2, 3; 3, 2, 1; J2, C1; or none", "up")
    style: str | None = key("a citation style that `cvgen cite --list` lists, such as apa, or a file such as mine.csl")
    citation: Literal["full", "short"] = key("short: title, authors and venue without links and remarks", "full")
    authors: Count | None = key(
        "the maximum number of authors; you are always among them; by default all, of more than 100 the first 5"
    )
    sole_author: bool | None = key(
        "false: your name is left out under what you wrote alone, as by default where nearly all is; true: never"
    )
    marks: tuple[str, ...] | None = key('only these marks: ["*"]; [] for none')


@dataclass(frozen=True, kw_only=True)
class SectionChoice:
    """A section of a document and its heading; the short form is the name alone."""

    name: str = required("summary, positions, education, ... or the title of a custom section")
    title: Text | None = key("a different heading")
    publications: PublicationChoice | None = key("for a list of publications: which, and how, as under `publications`")
    repeat: bool = key("true: also those that an earlier list of the document has", False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the section that a name alone means: "awards" -> SectionChoice(name="awards")."""
        return cls(name=text)


@dataclass(frozen=True, kw_only=True)
class MenteeChoice(Options):
    """How a document shows the mentees."""

    group: Literal["role", "none"] = key("role: a separate list for each role, with the years in the margin", "none")
    papers: Literal["count", "titles", "none"] = key(
        "the joint publications of each: their number, their titles, or neither", "count"
    )


@dataclass(frozen=True, kw_only=True)
class DocumentOptions(Options):
    """The options of a custom document; an option that is not set is as in the full CV."""

    kind: Literal["cv", "bio", "slide", "publications", "text-bio"] | None = key("cv by default")
    form: FilePath | None = key(
        "a form of a funder that `cvgen forms` lists, such as erc-2027, or a file such as mine.yaml"
    )
    extends: str | None = key("the name of another of your documents; its options apply unless set here")
    title: Text | None = key("printed in the footer; also the title of the PDF")
    sections: tuple[SectionChoice, ...] = key("in order: [summary, {name: awards, title: Prizes}, publications]", ())
    include: tuple[str, ...] = key("only entries with any of these tags, and entries without tags", ())
    exclude: tuple[str, ...] = key("no entries with any of these tags", ())
    since: Date | None = key("only entries from this date on: 2020 or 2020-05")
    until: Date | None = key("only entries up to this date")
    publications: PublicationChoice | None = key("which, and how: {selected: true, limit: 10, numbering: down}")
    mentees: MenteeChoice | None = key("how they are listed: {group: role, papers: titles}")
    words: Count | None = key(
        "the maximum number of words of a text-bio, 100 by default; or of a form, set by its call"
    )
    chars: Count | None = key("the maximum number of characters of a text-bio; or of a form, set by its call")
    style: str | None = key("one of those that `cvgen styles` lists, or a file such as mine.css")
    color: Color | None = key('the accent color: burgundy, teal, green, ..., or "#7a1f2b" in quotes')
    template: FilePath | None = key("your own page over the document, beside the profile: letter.html.j2")
    language: str | None = key("the language of headings and dates: en, de, es, fr, ja, zh")
    paper: Literal["a4", "letter", "a5"] | None = key("a4, letter or a5; a slide has its own size")
    engine: Engine | None = key("what sets the pages of the PDF; weasyprint by default")
    chart: bool | None = key("true: a chart of the publications by year, as with charts: [years]")
    charts: tuple[ChartName, ...] = key(
        "publications by year, by type, mentees by year, co-authors: [years, types, mentees, coauthors]", ()
    )
    max_pages: Count | None = key("the maximum number of pages; a longer document is not built")
    fit: bool | None = key(
        "true: stay within max_pages by tighter spacing, then by dropping the least important entries"
    )
