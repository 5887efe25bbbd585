"""Determine whose page it is, and read the texts about that person."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cvgen.importers.homepage.authors import PARTICLES
from cvgen.importers.homepage.blocks import Section
from cvgen.importers.homepage.news import dated
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.syntax.inline import bare, sentence, undecorated
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.profile.fields import Text, Url
from cvgen.profile.model import Bio, OtherEntry, OtherSection, Publication
from cvgen.profile.names import same_person, tokens

BEGINNING = re.compile(
    r"(?:Hi\W+|Hello\W+)?(?:I am|I'm|I’m|My name is|Dr\.?|Prof\.?|Professor)?\s*"
    r"(?P<name>\w[\w'’.-]*(?: \w[\w'’.-]*){1,3}?)(?:,| \(| (?:is|was|has|received|works|leads|joined|earned)\b)"
)
I_AM = re.compile(r"(?:I am|I'm|I’m|My name is)\s+(?P<name>\w[\w'’.-]*(?: \w[\w'’.-]*){1,3}?)\.(?:\s|$)")
LEAD_IN = re.compile(
    r"(?<=[.!?])\s+[^.!?]{1,60}(?:include|are|:)\s*:?$|^[^.!?]{1,60}(?:include|:)\s*:?$"
)  # of a list below
NOTE = re.compile(r"\W*(?:note|n\.?b|attention|hiring|openings?|positions? available)\W*[:：]", re.IGNORECASE)
NO_NAME = re.compile(r"[@\d/|:{}]")  # an address, a number, or a template, in place of a name
SUBJECT = re.compile(r"^(?:My|Our|We|The|Currently)\b|\b(?:I|my|am|is|are)\b")
SUBJECT = re.compile(r"^(?:My|Our|We|The|Currently)\b|\b(?:I|my|am|is|are)\b")
MAX_INTEREST = 8  # words; a longer part of a paragraph is not an interest


def owner(keys: dict[str, str], sections: Sequence[Section]) -> str:
    """Return the name of the person from the front matter or the biography, "" if neither has it."""
    name = clean_line(keys.get("author") or keys.get("name") or "")
    if name and not NO_NAME.search(name):
        return name
    if sections and (heading := sections[0].owner):
        return heading
    first = next((block for section in sections if section.kind == "bio" for block in section.blocks), None)
    opening = bare(sentence(first.text)) if first else ""
    found = BEGINNING.match(opening) or I_AM.match(opening)
    words = found["name"].split() if found else []
    is_name = all(word in PARTICLES or not word[0].islower() for word in words) and not re.search(
        r"\d", " ".join(words)
    )
    return clean_line(" ".join(words)) if is_name else ""


def titled(title: str, papers: Sequence[Publication]) -> str:
    """Return the title of the page if it is the name of an author, else ""."""
    is_author = any(same_person(one.name, title) for paper in papers for one in paper.authors)
    return clean_line(title) if is_author and len(title.split()) > 1 else ""


def website(fronts: Sequence[str], name: str, notes: Diagnostics) -> Url | None:
    """Return the front page to which a page links and whose address has the owner's name."""
    parts = tokens(name)
    for front in fronts if len(parts) > 1 else ():
        host = re.sub(r"[\W_]", "", front.casefold())
        if all(part in host for part in parts):
            return read_url(front, "the page's own address", SourcePoint(), notes)
    return None


def biography(sections: Sequence[Section], notes: Diagnostics) -> Bio | None:
    """Return the paragraphs about the person as the long biography; remarks to visitors are noted."""
    paragraphs: list[Text] = []
    for section in sections:
        for block in section.blocks:
            text = clean(sentence(block.text))
            if block.bullet or block.hidden or section.hidden or NOTE.match(bare(text)):
                notes.warn("this text is left out: it is not part of the biography", block)
            elif words := LEAD_IN.sub("", text):
                paragraphs.append(clean(words))
            for remark in block.remarks:
                notes.warn("this comment is left out", remark)
    return Bio(long=clean("\n\n".join(paragraphs))) if paragraphs else None


def interests(sections: Sequence[Section]) -> tuple[tuple[Text, ...], list[Section]]:
    """Return the interests in lists, and the sections with the paragraphs that are sentences instead of lists."""
    found: list[str] = []
    prose: list[Section] = []
    for section in sections:
        told = [block for block in section.blocks if not block.bullet and _is_told(sentence(block.text))]
        listed = [block for block in section.blocks if block not in told]
        for block in listed:
            text = sentence(block.text)
            found += [text] if block.bullet else re.split(r"[,;，、]\s", text)
        prose += [replace(section, blocks=told)] if told else []
    return tuple(filter(None, (clean(re.sub(r"^and\s", "", part).strip(" .")) for part in found))), prose


def _is_told(text: str) -> bool:
    """Return whether a paragraph consists of sentences, in which a comma does not separate interests."""
    parts = re.split(r"[,;，、]\s", text)
    return bool(SUBJECT.search(text)) or max(len(part.split()) for part in parts) > MAX_INTEREST


def other(section: Section, notes: Diagnostics) -> OtherSection | None:
    """Return a section for which a profile has no list as a custom section; None, with a note, if it is empty."""
    entries = []
    for block in section.blocks:
        line = dated(sentence(block.text))
        if text := clean(undecorated(line.text)):
            start = line.start if line.end != line.start else None
            date = line.start if line.end == line.start else None
            entries.append(OtherEntry(title=text, date=date, start=start, end=line.end if start else None))
        for remark in block.remarks:
            notes.warn("this comment is left out", remark)
    if not entries:
        notes.warn("this heading is left out: it has no text below it", section)
        return None
    notes.warn("imported as a custom section, with its entries as they are", section)
    return OtherSection(title=clean(section.title) or Text("…"), entries=tuple(entries), hidden=section.hidden)
