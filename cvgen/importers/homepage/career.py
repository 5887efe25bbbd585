"""Convert the awards and the service of a page to Awards and Services."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cvgen.importers.homepage.blocks import Block, Section
from cvgen.importers.homepage.news import dated
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax.inline import bare, sentence, undecorated
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.fields import Text, Year
from cvgen.profile.model import Award, Service

YEAR = r"(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)"
YEARS = re.compile(rf"{YEAR}(?:\s?(?:[/~–—-]|,|&|\band\b)\s?(?:{YEAR}|\d\d(?!\d)))*")
RANGE = re.compile(r"((?:19|20)\d\d)\s?[~–—-]\s?((?:19|20)?\d\d)(?!\d)")
BOUND = re.compile(r"\b(?:since|from|until|class of)$", re.IGNORECASE)  # before years that are part of the title
LOOSE = re.compile(r",?(?:\s(?:in|for|of))?$", re.IGNORECASE)  # before years that are not
SINGLE = re.compile(r"^1\s(?=[A-Z])")  # "1 Invention Award" beside "6 Quarterly Awards"
IN_BRACKETS = re.compile(r"^\(([^()]*)\)(?=,|$)")  # at the start of a note, which is printed apart from the title
MAX_WORDS = 5  # of an organization after a comma
ROLES = re.compile(
    r"\b(?:reviewer|chair|member|editor|referee|organi[sz]er|committee|volunteer|spc|pc)s?\b", re.IGNORECASE
)
BEFORE_COLON = re.compile(r"([^:：()]*(?:\([^()]*\)[^:：()]*)*)[:：]\s*(.+)")
BEFORE_FOR = re.compile(rf"(.{{0,60}}?{ROLES.pattern})(?:\s(?:for|of|at|in)\s|,\s|\s\()(.+?)\)?", re.IGNORECASE)
ETC = re.compile(r"\b(?:etc|and more|among others|and so on)\b\.?", re.IGNORECASE)


def awards(section: Section, notes: Diagnostics) -> list[Award]:
    """Return the awards of a section with their years."""
    found = ((block, _award(block, section)) for block in _entries(section, notes))
    return [award for block, award in found if _is_titled(award.title, block, notes)]


def services(section: Section, notes: Diagnostics) -> list[Service]:
    """Return the services of a section; organizations with different years become separate services."""
    found = ((block, one) for block in _entries(section, notes) for one in _services(block, section))
    return [one for block, one in found if _is_titled(one.role, block, notes)]


def _is_titled(title: Text, block: Block, notes: Diagnostics) -> bool:
    """Return whether an entry has words to be its title; note if it does not."""
    if not re.search(r"\w", title):
        notes.warn("this entry is left out: it has no words", block)
    return re.search(r"\w", title) is not None


def _entries(section: Section, notes: Diagnostics) -> Iterator[Block]:
    """Yield the entries of a list that have words; everything else is noted."""
    for block in section.blocks:
        for remark in block.remarks:
            notes.warn("this comment is left out", remark)
        if block.bullet and clean(bare(sentence(block.text))).strip(" .;,:"):
            yield block
        else:
            notes.warn("this text is left out: it is not part of an entry", block, "start each entry with + or -")


def _award(block: Block, section: Section) -> Award:
    """Return the award of an entry: "Gordy Award 2016/2015 (named after ...), Highest ..." -> title, years, note."""
    line = dated(undecorated(sentence(block.text)).strip(" .;"))
    line = replace(line, text=undecorated(line.text))
    years: tuple[int, ...] = (line.start.year,) if line.start else ()
    text, note, organization = line.text, "", ""
    if not years and (found := YEARS.search(text)):
        title, note = text[: found.start()].rstrip(), text[found.end() :]
        if title.endswith("(") and note.startswith(")"):
            title, note = title[:-1].rstrip(), note[1:]
        title, note = (title, note) if title.strip(" (,") else (note, "")
        years = _years(found[0])
        text, organization = (
            _split_organization(title, found[0]) if not note.strip(" .,") else (_title_with_years(title, found[0]), "")
        )
    return Award(
        title=clean(SINGLE.sub("", text.strip(" ,;"))),
        organization=clean(organization) or None,
        years=tuple(map(Year, years)),
        note=clean(IN_BRACKETS.sub(r"\1", note.strip(" ,;"))) or None,
        hidden=block.hidden or section.hidden,
    )


def _title_with_years(title: str, years: str) -> str:
    """Return a title without its years, unless a word binds them to it: "Awards in 2017" -> "Awards"."""
    return f"{title} {years}" if BOUND.search(title) else LOOSE.sub("", title)


def _split_organization(title: str, years: str) -> tuple[str, str]:
    """Return title and organization of an award with the years at its end: "Notable Area Chair, NeurIPS"."""
    head, comma, last = title.rstrip(" ,").rpartition(", ")
    if comma and len(last.split()) <= MAX_WORDS and not re.search(r"[()\d]", last):
        return head, last
    return _title_with_years(title, years), ""


def _years(written: str) -> tuple[int, ...]:
    """Return the years in a text: "2017~2019" -> 2017, 2018, 2019; "2016/2015" -> 2016, 2015."""
    if found := RANGE.fullmatch(written):
        first, last = int(found[1]), int(found[1][: 4 - len(found[2])] + found[2])
        return tuple(range(first, last + 1)) if first <= last <= first + 60 else (first, last)
    found_years = [int(year) for year in re.findall(YEAR, written)]
    return tuple(dict.fromkeys(found_years))


def _services(block: Block, section: Section) -> list[Service]:
    """Return the services of an entry, such as "Journal Reviewer: TPAMI, IJCV, etc."."""
    line = dated(sentence(block.text).strip(" ;"))
    role, rest = _role(line.text.strip(), block.below or section.title)
    etc = ETC.search(rest)
    organizations = _organizations(ETC.sub("", rest))
    common = {years for _, years in organizations}
    groups = (
        [(tuple(name for name, _ in organizations), common.pop() if organizations else ())] if len(common) < 2 else []
    )
    groups = groups or [((name,), years) for name, years in organizations]
    return [
        Service(
            role=clean(role.strip(" .,:")),
            organizations=tuple(filter(None, map(clean, names))),
            years=tuple(map(Year, years or ((line.start.year,) if line.start and not line.end else ()))),
            start=line.start if line.end else None,
            end=line.end,
            note=clean(etc[0].rstrip(".") + "." * (etc[0].lower().startswith("etc"))) if etc else None,
            hidden=block.hidden or section.hidden,
        )
        for names, years in groups
    ]


def _role(text: str, below: str) -> tuple[str, str]:
    """Return the role in a text, and the organizations after it; the subheading may be the role."""
    for pattern in (BEFORE_COLON, BEFORE_FOR):
        if found := pattern.fullmatch(text):
            return found[1], found[2]
    return (below, text) if ROLES.search(below) else (text, "")


def _organizations(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return organizations with their years: "CVPR 2021/2022, IJCV" -> CVPR with both years, and IJCV."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for part in (part.strip(" .") for part in re.split(r",\s*(?:and\s)?|[;，、]\s*|\sand\s", text)):
        years = YEARS.search(part)
        name = re.sub(r"\s*\(?$", "", part[: years.start()]) if years else part
        if years and not name and found:
            found[-1] = (found[-1][0], found[-1][1] + _years(years[0]))
        elif name:
            found.append((name, _years(years[0]) if years else ()))
    return found
