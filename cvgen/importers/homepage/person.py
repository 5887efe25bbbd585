"""Determine whose page it is, and read the texts about that person."""

import re
from collections import Counter
from collections.abc import Sequence

from cvgen.importers.homepage.blocks import Section
from cvgen.importers.homepage.inline import bare, sentence, undecorated
from cvgen.importers.homepage.news import dated
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.profile.fields import Text, Url
from cvgen.profile.model import Bio, OtherEntry, OtherSection, Publication
from cvgen.profile.names import tokens

BEGINNING = re.compile(
    r"(?:Hi\W+|Hello\W+)?(?:I am|I'm|I’m|My name is|Dr\.?|Prof\.?|Professor)?\s*"
    r"(?P<name>\w[\w'’.-]*(?: \w[\w'’.-]*){1,3}?)(?:,| \(| (?:is|was|has|received|works|leads|joined|earned)\b)"
)
SMALL = ("van", "von", "de", "der", "den", "la", "le", "di", "da", "dos", "del", "el", "bin", "al")  # parts of names
NOTE = re.compile(r"\W*(?:note|n\.?b|attention|hiring|openings?|positions? available)\W*[:：]", re.IGNORECASE)
MIN_LISTS = 2  # of authors that must include the owner of the page


def owner(keys: dict[str, str], sections: Sequence[Section]) -> str:
    """Return the name of the person from the front matter or the biography, "" if neither has it."""
    if name := clean_line(keys.get("author") or keys.get("name") or ""):
        return name
    first = next((block for section in sections if section.kind == "bio" for block in section.blocks), None)
    found = BEGINNING.match(bare(sentence(first.text))) if first else None
    words = found["name"].split() if found else []
    is_name = all(word in SMALL or not word[0].islower() for word in words) and not re.search(r"\d", " ".join(words))
    return clean_line(" ".join(words)) if is_name else ""


def most_frequent(papers: Sequence[Publication]) -> str:
    """Return the author of most of the publications; "" if two are equally frequent."""
    names = Counter(name for paper in papers for name in {one.name for one in paper.authors if not one.left_out})
    (name, times), (_, next_times) = [*names.most_common(2), ("", 0), ("", 0)][:2]
    return name if times >= MIN_LISTS and times > next_times and times * 2 > len(papers) else ""


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
            elif text:
                paragraphs.append(text)
            for remark in block.remarks:
                notes.warn("this comment is left out", remark)
    return Bio(long=clean("\n\n".join(paragraphs))) if paragraphs else None


def interests(sections: Sequence[Section]) -> tuple[Text, ...]:
    """Return the interests in lists and paragraphs."""
    texts = [(block.bullet, sentence(block.text)) for section in sections for block in section.blocks]
    parts = [part for bullet, text in texts for part in ([text] if bullet else re.split(r"[,;，、]\s", text))]
    return tuple(filter(None, (clean(re.sub(r"^and\s", "", part).strip(" .")) for part in parts)))


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
    notes.warn("imported as a custom section: cvgen has no list for this heading", section)
    return OtherSection(title=clean(section.title) or Text("…"), entries=tuple(entries), hidden=section.hidden)
