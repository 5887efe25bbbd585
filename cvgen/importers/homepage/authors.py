"""The line of authors under a title -> Authors with their marks, and what the page remarks about one of them."""

import re

from cvgen.importers.homepage.inline import bare, links, markdown, starred, unslashed, without
from cvgen.importers.homepage.legend import Legend
from cvgen.importers.mapping.people import HOMONYM, is_others
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.model import Author
from cvgen.profile.names import SUFFIXES, split_marks

LONGEST_NAME = 100
MOST = 1000  # authors of one entry
BOLD = re.compile(r"(\*{2,3})([^*]+)\1|(?<![\w*.)\\])\*([^*,]+)\*(?!\w)|(?<!\w)(_{1,3})([^_]+)\4(?!\w)")
REMARK = re.compile(r"\s*\(([^()]{3,300})\)")
NUMBERS = "¹²³⁴⁵⁶⁷⁸⁹"
AND = r"\s+(?:and|&|und|et(?!\.?\s*al\b)|·|\|)\s+|\s+(?=et\.?\s*al\b)"
COMMA = re.compile(rf"\s*[,，、]\s*(?:and\s|&\s)?\s*|{AND}")
SEMICOLON = re.compile(rf"\s*[;；]\s*(?:and\s|&\s)?\s*|{AND}")  # where these part names, commas stand in them
AT, END = "\ufde0", "\ufde1"  # around the number of a remark, so that its commas part no names


def read(
    text: str, legend: Legend, at: HasLocation, notes: Diagnostics
) -> tuple[tuple[Author, ...], list[tuple[str, str]]]:
    """A line of authors -> the authors, and each remark with the name that it follows."""
    shown = starred(tex.plain(markdown(text)))
    shown = without(shown, links(shown), lambda link: link.label)
    shown = BOLD.sub(lambda look: look[2] or look[3] or look[5], shown)
    remarks: list[str] = []
    shown = REMARK.sub(lambda found: _set_aside(found[1], remarks), shown)
    authors, said = [], []
    parts = _parts(unslashed(shown).strip(" .:"))
    if len(parts) > MOST:
        notes.warn(f"of {len(parts)} authors, only {MOST} are imported", at)
    for part in parts[:MOST]:
        name, remark = _with_remark(part, remarks)
        if author := _author(name, legend, at, notes):
            authors.append(author)
            said += [(author.name, remark)] if remark else []
    return tuple(authors), said


def looks_like_names(text: str) -> bool:
    """Whether a line is a list of names: several short parts without figures."""
    parts = _parts(bare(starred(markdown(REMARK.sub("", text)))))
    return len(parts) > 1 and all(len(part.split()) <= 6 and not re.search(r"\d{2}", part) for part in parts)


def _parts(text: str) -> list[str]:
    """A list of names -> each with its marks; "Jr." belongs to the name before it."""
    parts: list[str] = []
    separator = SEMICOLON if re.search("[;；]", text) else COMMA
    for part in filter(None, separator.split(text)):
        if parts and part.strip(" .").lower() in SUFFIXES:
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def _set_aside(remark: str, remarks: list[str]) -> str:
    remarks.append(remark)
    return f"{AT}{len(remarks) - 1}{END}"


def _with_remark(part: str, remarks: list[str]) -> tuple[str, str]:
    """A name with the numbers of its remarks -> the name, and the remarks."""
    numbers = [int(number) for number in re.findall(f"{AT}([0-9]{{1,5}}){END}", part)]
    name = re.sub(f"{AT}[0-9]*{END}|[{AT}{END}]", "", part)
    said = [remarks[number] for number in numbers if number < len(remarks)]
    return (name, "; ".join(said)) if name.strip() else (f"({'; '.join(said)})" if said else "", "")


def _author(written: str, legend: Legend, at: HasLocation, notes: Diagnostics) -> Author | None:
    """A name with its marks -> the author; None and a note where it is no name."""
    name, marks = split_marks(clean(written))
    front = re.match(r"[*+#†‡§¶^]+(?=\w)", name)
    name, marks = (name[front.end() :], front[0] + marks) if front else (name, marks)
    known = HOMONYM.sub("", name)
    if is_others(name) or not re.search(r"[^\W\d_]", name) or len(name) > LONGEST_NAME:
        notes.warn(f"'{written}' is left out of the authors: it names nobody", at)
        return None
    if known != name:
        notes.warn(f"'{name}' is imported as '{known}'", at, "the number tells apart people of one name")
    told = [sign for sign in marks if sign not in NUMBERS or sign in legend.marks]
    for sign in sorted(set(marks) - set(told)):
        notes.unused(f"the number {sign} of an affiliation behind an author", at)
    return Author.from_text(clean(known + legend.of("".join(told))))
