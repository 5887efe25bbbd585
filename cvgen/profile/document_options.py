"""What a document of the user's own has, and how it shows it: the keys under `documents` in profile.yaml."""

from dataclasses import Field, InitVar, dataclass
from typing import Any, Literal, Self

from cvgen.profile.dates import Date
from cvgen.profile.fields import Count, PublicationType, Text, default_of, key, required

SECTIONS = (  # of a document, in the order in which a CV prints them
    "summary", "positions", "education", "interests", "grants", "awards", "publications", "patents", "talks",
    "teaching", "service", "mentees", "memberships", "skills", "sections", "references", "news",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SectionChoice:
    """A section of a document, and its heading there; the name alone for short."""

    name: str = required("summary, positions, education, ... or the title of a section of your own")
    title: Text | None = key("the heading, where it is to be another one")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """ "awards" -> SectionChoice(name="awards")"""
        return cls(name=text)


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options that know which of them the file has: a document that extends another inherits the others alone.

    `written` is no key of the file, and two options are equal whatever was written.
    """

    written: InitVar[frozenset[str]] = frozenset()

    def __post_init__(self, written: frozenset[str]) -> None:
        object.__setattr__(self, "written", written)  # where replace() finds it

    def sets(self, option: Field[Any]) -> bool:
        """Whether an option was written, or given another value than its default."""
        return option.name in vars(self)["written"] or getattr(self, option.name) != default_of(option)


@dataclass(frozen=True, kw_only=True)
class PublicationChoice(Options):
    """Which publications a document has, and how it shows them."""

    selected: bool = key("true: only the selected ones", False)
    limit: Count | None = key("at most so many, the selected, honored and newest first")
    types: tuple[PublicationType, ...] = key("only these: [journal, conference]", ())
    group: Literal["year", "type", "section", "none"] = key("headings by year, type, section, or none", "year")
    order: Literal["newest", "oldest"] = key("which come first", "newest")
    numbering: Literal["up", "down", "type", "none"] = key("1, 2, 3; 3, 2, 1; J2, C1; or none", "up")
    citation: Literal["full", "short"] = key("short: title, authors and venue without links and remarks", "full")
    authors: Count | None = key("only the first so many, and always the owner; all unless given")
    marks: tuple[str, ...] | None = key('only these marks: ["*"]; [] for none')


@dataclass(frozen=True, kw_only=True)
class MenteeChoice(Options):
    """How a document shows the mentees."""

    group: Literal["role", "none"] = key("role: a list for each, with the years aside", "none")
    papers: Literal["count", "titles", "none"] = key("those written with each: how many, which, or nothing", "count")


@dataclass(frozen=True, kw_only=True)
class DocumentOptions(Options):
    """A document of your own: what is left out here is as in the full CV."""

    kind: Literal["cv", "bio", "publications", "text-bio"] | None = key("cv unless you say otherwise")
    extends: str | None = key("the name of a document of yours whose options hold where none is given here")
    title: Text | None = key("printed in the foot, and the title of the PDF")
    sections: tuple[SectionChoice, ...] = key("in order: [summary, {name: awards, title: Prizes}, publications]", ())
    include: tuple[str, ...] = key("only entries with one of these tags, and entries without tags", ())
    exclude: tuple[str, ...] = key("no entries with one of these tags", ())
    since: Date | None = key("only entries of this date or later: 2020 or 2020-05")
    until: Date | None = key("only entries of this date or earlier: 2025 or 2025-06")
    publications: PublicationChoice | None = key("which, and how: {selected: true, limit: 10, numbering: down}")
    mentees: MenteeChoice | None = key("how they are listed: {group: role, papers: titles}")
    words: Count | None = key("of a text-bio: at most so many words; 100 unless given")
    chars: Count | None = key("of a text-bio: at most so many characters")
    style: str | None = key("classic, modern or compact")
    language: str | None = key("of headings and dates: en, de, es, fr, ja, zh")
    paper: Literal["a4", "letter"] | None = key("a4 or letter")
    chart: bool | None = key("true: a chart of the publications by year")
    max_pages: Count | None = key("a promise: longer, and it is not built")
    fit: bool | None = key("true: keep the promise by closer setting, then by leaving out what matters least")
