"""The parts of a form: a funder's headings, what fills them, and every limit. Each field is a key of its YAML file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cvgen.profile.dates import Date
from cvgen.profile.fields import Count, PublicationType, Text, key, required

Made = Literal["document", "kit"]
Sure = Literal["high", "medium", "low"]
DateForm = Literal["year", "month", "day"]
Forbidden = Literal["metrics", "citations"]
ListName = Literal[
    "positions", "education", "breaks", "achievements", "grants", "awards", "publications", "patents", "talks",
    "exhibitions", "media", "teaching", "service", "mentees", "memberships", "languages", "skills",
]  # fmt: skip
FactName = Literal[
    "name", "family name", "given name", "native name", "position", "end of position", "institution", "department",
    "location", "workplace", "dated position", "email", "phone", "website", "orcid", "links", "doctorate", "degree",
    "academic age",
]  # fmt: skip
Detail = Literal["why", "role", "open access", "identifier", "works"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact about the person, under the label that the form has for it."""

    label: Text = required("as the form has it: Family name, First name")
    value: FactName = required("the fact: name, orcid, doctorate, ...")
    needed: bool = key("true: the form can't do without it", False)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a form with its own limits: facts, lists of the profile, or statements, which answer its module."""

    title: Text | None = key("its heading, as the form has it")
    module: str | None = key("the name by which statements and tags of a profile mean this part: personal")
    text: Text | None = key("a fixed text, printed as it is")
    help: Text | None = key("what the form asks for, in your words; shown beside its box")
    facts: tuple[Fact, ...] = key("facts about the person, a line each", ())
    lists: tuple[ListName, ...] = key("the lists of the profile that fill it, in order", (), one="list")
    types: tuple[PublicationType, ...] = key("only publications of these types", ())
    roles: tuple[str, ...] = key("only mentees of these kinds: [phd]", ())
    tagged: bool = key("true: only entries with the tag of this part: form/module", False)
    status: tuple[str, ...] = key("only patents, publications or grants of this status: [granted]", ())
    degrees: Literal["doctorate", "other"] | None = key("only the doctorates of education, or only its other degrees")
    held: Literal["now", "before"] | None = key("only positions that are held now, or were held before")
    years: Count | None = key("only what ended in the last years: 5")
    newest: bool = key("true: the newest entries come first, by when they began", False)
    show: tuple[Detail, ...] = key("details printed beside an entry: [why, role, open access, identifier, works]", ())
    dates: DateForm | None = key("how exact dates must be: year, month or day; by default as in a CV")
    forbids: tuple[Forbidden, ...] = key("what it takes no texts with: [metrics, citations]", ())
    each: bool = key("true: a separate box for each entry or statement", False)
    needed: bool = key("true: the form can't be without it", False)
    entries: Count | None = key("the most entries")
    works: Count | None = key("the most works that all achievements rest on")
    words: Count | None = key("the most words")
    chars: Count | None = key("the most characters, spaces included")
    words_each: Count | None = key("the most words of each entry or statement")
    chars_each: Count | None = key("the most characters of each entry or statement, spaces included")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading of a form and the parts below it."""

    title: Text | None = key("the heading, as the form has it; none where the parts have their own")
    parts: tuple[Part, ...] = key("what belongs to it", ())


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a form asks of the pages; a style is changed where it does not comply."""

    font: Literal["serif", "sans"] | None = key("the kind of typeface")
    text_size: Text | None = key("the least size of the text: 11pt")
    leading: Text | None = key("the least distance of lines, in parts of the size: 1.2")
    margin_side: Text | None = key("the least margin at both sides: 2cm")
    margin_top: Text | None = key("the least margin at the top: 1.5cm")
    margin_bottom: Text | None = key("the least margin at the bottom: 1.5cm")
    color: Literal["black"] | None = key("black: no colors")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of a funder: its questions in their order, with every limit, and where all of this was read."""

    title: Text = required("what the document is called: CV and Track Record")
    funder: Text = required("who asks for it")
    version: Text = required("the edition: Work Programme 2027")
    checked: Date = required("the day on which it was compared with its source: 2026-11-29")
    sources: tuple[str, ...] = key("where it was read", (), one="source")
    sure: Sure = key("how sure the facts are: high, medium or low", "medium")
    unsure: tuple[Text, ...] = key("what could not be verified, a line each", ())
    makes: tuple[Made, ...] = key("document: a file to upload; kit: texts to paste into a portal", ("document",))
    portal: Text | None = key("where the texts of a kit are pasted, or the file is uploaded")
    language: str = key("the language of headings and dates", "en")
    file: str | None = key("the name of the file without its ending, {family} for the family name")
    pages: Count | None = key("the most pages")
    pages_in: dict[str, Count] = key("the most pages in other languages: {fr: 6}", {})
    indicative: bool = key("true: the number of pages is a guide, not a limit", False)
    words: Count | None = key("the most words of all statements together; a document may set its call's own")
    chars: Count | None = key("the most characters of all statements together; a document may set its call's own")
    forbids: tuple[Forbidden, ...] = key("what no part takes: [metrics], such as impact factors or an h-index", ())
    page: Page | None = key("sizes and margins")
    sections: tuple[Section, ...] = key("in order", ())

    @property
    def parts(self) -> Iterator[Part]:
        """Yield the parts of all sections, in order."""
        return (part for section in self.sections for part in section.parts)

    @property
    def modules(self) -> tuple[str, ...]:
        """Return the names by which statements and tags mean parts of this form."""
        return tuple(part.module for part in self.parts if part.module)

    def most_pages(self, language: str) -> Count | None:
        """Return the most pages in a language, None without a limit."""
        return self.pages_in.get(language, self.pages)
