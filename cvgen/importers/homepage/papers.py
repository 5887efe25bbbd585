"""Convert the entries of a section of publications to Publications."""

import re
from dataclasses import dataclass, field, replace

from cvgen.importers.homepage import authors, cited, legend, venues
from cvgen.importers.homepage.addresses import Addresses
from cvgen.importers.homepage.blocks import BOXED, Block, Section
from cvgen.importers.homepage.legend import Legend
from cvgen.importers.homepage.venues import Venue
from cvgen.importers.mapping.references import Reference
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.venue_words import STATE_WORDS, is_honor
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import BREAK, Link, links, markdown, without, words
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.fields import PublicationStatus, PublicationType, Year
from cvgen.profile.model import Author, Honor, Publication
from cvgen.profile.names import same_person

SELECTED = re.compile(r"\b(selected|representative|featured|highlighted|main)\b", re.IGNORECASE)
SIGNS_ONLY = re.compile(r"[\W_]*")
MARKS_LINE = re.compile(r"equal|corresponding|contribut|mentored|co-first|贡献|通讯", re.IGNORECASE)
EMPTY_BRACKETS = re.compile(r"\[[\s,;|/]*\]")  # left by removed links
IN_BOX = re.compile(r"\n[ \t]*(?:\n|(?=[-+*]\s))")  # separates the fields of a box
MIN_FIELDS = 3  # of a paragraph without a bullet that is an entry
TYPES_OF_HEADINGS: dict[PublicationType, re.Pattern[str]] = {
    "journal": re.compile(r"\bjournals?\b", re.IGNORECASE),
    "workshop": re.compile(r"\bworkshops?\b", re.IGNORECASE),
    "conference": re.compile(r"\bconferences?\b", re.IGNORECASE),
    "chapter": re.compile(r"\bchapters?\b", re.IGNORECASE),
    "preprint": re.compile(r"\bpreprints?\b", re.IGNORECASE),
    "book": re.compile(r"\bbooks\b", re.IGNORECASE),
}


@dataclass
class Entry:
    """The fields of an entry, before it becomes a Publication."""

    title: str
    authors: tuple[Author, ...] = ()
    remarks: list[tuple[str, str]] = field(default_factory=list)
    venue: Venue | None = None
    links: list[Link] = field(default_factory=list)
    honors: list[Honor] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Reads one section after another; a legend applies to the entries below it."""

    owner: str
    legend: Legend
    addresses: Addresses
    notes: Diagnostics
    signs: dict[str, Block] = field(default_factory=dict)  # each mark with the first entry that has it
    owners: list[str] = field(default_factory=list)  # the names in bold, once for each list of authors

    def read(self, section: Section) -> list[Publication]:
        """Return the publications of a section, including hidden ones."""
        found = [self.block(block, section) for block in section.blocks]
        return [paper for paper in found if paper]

    def block(self, block: Block, section: Section) -> Publication | None:
        """Return the publication of an entry or paragraph; None for a legend, and, with a note, for anything else."""
        is_short = "\n" not in block.text and not BREAK.search(block.text) and MARKS_LINE.search(block.text)
        pairs = legend.read(block.text, block.bullet) if is_short or not block.bullet else {}
        if pairs:
            self.legend.learn(pairs, block, self.notes)
            return None
        fields = _fields(block)
        if not _is_in_lines(fields, block) and (reference := cited.best(block.text)):
            return self.reference(reference, block, section)
        if len(fields) < (2 if block.bullet else MIN_FIELDS) or not (block.bullet or _is_in_lines(fields, block)):
            self.notes.warn(
                "this text is left out: it is not part of an entry", block, "entries have a title, authors and a venue"
            )
            return None
        entry = _titled(fields[0])
        for text in _in_order(fields[1:]):
            self.field(text, entry, block)
        return self.publication(entry, block, section)

    def reference(self, reference: Reference, block: Block, section: Section) -> Publication:
        """Return the publication of an entry that is a reference in one of the usual styles."""
        self.owners.extend(reference.bold_authors)
        for line in block.remarks:
            self.notes.warn("this comment is left out", line)
        paper = cited.publication(reference, self.owner, self.legend, self.addresses, block, self.notes)
        self.signs.update({sign: block for one in paper.authors for sign in one.marks if sign not in self.signs})
        hidden, below = block.hidden or section.hidden, re.match(r"(\d{4})$", block.below)
        return replace(
            paper,
            year=paper.year or (Year(int(below[1])) if below else None),
            type=paper.type or _type_of(f"{section.title} {block.below}"),
            status=_status_of(paper.status, section),
            selected=bool(SELECTED.search(section.title)) and not hidden,
            hidden=hidden,
        )

    def field(self, text: str, entry: Entry, block: Block) -> None:
        """Read one field below the title: authors, venue, links or an honor, whichever is still missing."""
        rendered = markdown(text)
        found = links(rendered)
        rest = without(rendered, found)
        if not entry.authors and not (found and SIGNS_ONLY.fullmatch(rest)):
            entry.authors, entry.remarks = authors.read(text, self.legend, block, self.notes)
            self.owners.extend(authors.in_bold(text))
            return
        entry.links += found
        rest = EMPTY_BRACKETS.sub("", rest)
        plain = clean(words(rest).strip(" .;,"))
        if SIGNS_ONLY.fullmatch(rest):
            return
        if not entry.venue and (rest.strip().startswith("*") or not is_honor(re.sub(r"\([^()]*\)", "", rest))):
            entry.venue = venues.read(rest)
        elif plain and is_honor(plain):
            entry.honors.append(Honor(plain))
        else:
            self.notes.warn(f"'{plain}' is left out: it is neither authors, venue, link nor honor", block)

    def publication(self, entry: Entry, block: Block, section: Section) -> Publication | None:
        """Return the publication of an entry; None, with a note, if it has too few fields."""
        venue = entry.venue or Venue()
        title = clean(re.sub(r"(?<!\.)\.$", "", entry.title.strip(" ,;*")))
        if not title or not (entry.authors or venue.name):
            self.notes.warn("this entry is left out: it has no title, or neither authors nor venue", block)
            return None
        self.warn_missing_fields(entry, block)
        self.signs.update({sign: block for author in entry.authors for sign in author.marks if sign not in self.signs})
        hidden = block.hidden or section.hidden
        located = self.addresses.of(entry.links, block)
        below = re.match(r"(\d{4})$", block.below)
        year = venue.year or (int(below[1]) if below else None)
        note = "; ".join([*(_remark(*remark, self.owner) for remark in entry.remarks), *venue.other])
        return Publication(
            title=title,
            authors=entry.authors,
            venue=clean(words(venue.name)) or None,
            year=Year(year) if year else None,
            type=venue.type or _type_of(f"{section.title} {block.below}"),
            status=_status_of(venue.status, section),
            selected=bool(SELECTED.search(section.title)) and not hidden,
            honors=(*(Honor(clean(literal(text))) for text in venue.honors), *entry.honors, *located.honors),
            links=located.links,
            doi=located.doi,
            arxiv=located.arxiv,
            pmid=located.pmid,
            volume=venue.volume,
            issue=venue.issue,
            pages=venue.pages,
            note=clean(note[:1].upper() + note[1:]) or None,
            hidden=hidden,
        )

    def warn_unexplained_marks(self) -> None:
        """Note the marks after authors that no legend explains."""
        for sign, block in self.signs.items():
            if sign not in self.legend.marks:
                message = f"the mark '{sign}' after an author is not explained on the page"
                self.notes.warn(message, block, "explain it under 'marks' in the profile")

    def warn_missing_fields(self, entry: Entry, block: Block) -> None:
        """Note the remarks of an entry, and the fields that it lacks."""
        for line in block.remarks:
            self.notes.warn("this comment is left out", line)
        missing = [name for name, value in (("authors", entry.authors), ("venue", entry.venue)) if not value]
        if missing:
            self.notes.warn(f"this entry has no {' and no '.join(missing)}", block, "add them to the profile")


def _titled(text: str) -> Entry:
    """Return an entry with its title; a link around the whole title leads to the paper."""
    rendered = markdown(text)
    found = links(rendered)
    rest = without(rendered, found)
    if len(found) == 1 and SIGNS_ONLY.fullmatch(rest):
        return Entry(words(found[0].label), links=[replace(found[0], label="[Paper]")])
    return Entry(words(rest), links=found)


def _fields(block: Block) -> list[str]:
    """Return title, authors, venue, links ... of an entry, separated by <br> or else by lines."""
    text = block.text if block.bullet != BOXED else IN_BOX.sub("<br>", block.text)
    parts = BREAK.split(text) if BREAK.search(text) else text.split("\n")
    return [part for part in parts if not SIGNS_ONLY.fullmatch(markdown(part))]


def _is_in_lines(fields: list[str], block: Block) -> bool:
    """Return whether the fields of an entry are on separate lines: a title, then authors, or else a venue."""
    is_cut = block.bullet == BOXED or bool(BREAK.search(block.text))
    if not is_cut or len(fields) < 2:
        return False
    return authors.looks_like_one_name(fields[1]) or any(authors.looks_like_names(text) for text in fields[1:3])


def _in_order(fields: list[str]) -> list[str]:
    """Return the fields below the title; authors are put before the venue if the page has them in reverse."""
    first, second = [*fields, "", ""][:2]
    is_turned = venues.looks_like_one(first) and not venues.looks_like_one(second)
    if is_turned and authors.looks_like_names(second) and not authors.looks_like_names(first):
        return [second, first, *fields[2:]]
    return fields


def _remark(name: str, remark: str, owner: str) -> str:
    """Return a remark about an author, with the name unless it is the owner's."""
    return remark if same_person(name, owner) else f"{name}: {remark}"


def _type_of(heading: str) -> PublicationType | None:
    """Return the type of publication that a heading names, if any."""
    return next((kind for kind, words in TYPES_OF_HEADINGS.items() if words.search(heading)), None)


def _status_of(status: PublicationStatus, section: Section) -> PublicationStatus:
    """Return the status of an entry, or else of the heading, unless the heading mentions publications as well."""
    if status != "published" or re.search(r"publication|published", section.title, re.IGNORECASE):
        return status
    return next((state for state, words in STATE_WORDS.items() if words.search(section.title)), status)
