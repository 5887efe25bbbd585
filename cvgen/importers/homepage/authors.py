"""Parse the line of authors below a title: authors with their marks, and remarks about some of them."""

import re

from cvgen.importers.homepage.legend import Legend
from cvgen.importers.mapping.people import HOMONYM, REST, is_others, placed
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.inline import bare, links, markdown, starred, unslashed, without
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.model import Author
from cvgen.profile.names import SUFFIXES, split_marks

PARTICLES = ("van", "von", "de", "der", "den", "la", "le", "di", "da", "dos", "del", "el", "bin", "al")
MAX_NAME_LENGTH = 100
MAX_AUTHORS = 1000  # authors of one entry
BOLD = re.compile(r"(\*{2,3})([^*]+)\1|(?<![\w*.)\\])\*([^*,]+)\*(?!\w)|(?<!\w)(_{1,3})([^_]+)\4(?!\w)")
REMARK = re.compile(r"\s*\(([^()]{3,300})\)")
NUMBERS = "¹²³⁴⁵⁶⁷⁸⁹"
AND = r"\s+(?:and|&|und|et(?!\.?\s*al\b)|·|\|)\s+|\s+(?=et\.?\s*al\b)"
COMMA = re.compile(rf"\s*[,，、]\s*(?:and\s|&\s)?\s*|{AND}")
SEMICOLON = re.compile(rf"\s*[;；]\s*(?:and\s|&\s)?\s*|{AND}")  # if these separate names, commas are part of names
AT, END = "\ufde0", "\ufde1"  # around the number of a remark, so that its commas do not separate names


def read(
    text: str, legend: Legend, at: HasLocation, notes: Diagnostics
) -> tuple[tuple[Author, ...], list[tuple[str, str]]]:
    """Return the authors on a line, and each remark with the name that it follows."""
    rendered = starred(tex.plain(markdown(text)))
    rendered = without(rendered, links(rendered), lambda link: link.label)
    rendered = BOLD.sub(lambda look: look[2] or look[3] or look[5], rendered)
    remarks: list[str] = []
    rendered = REMARK.sub(lambda found: _set_aside(found[1], remarks), rendered)
    authors, remarks_found = [], []
    parts = _parts(unslashed(rendered).strip(" .:"))
    if len(parts) > MAX_AUTHORS:
        notes.warn(f"only {MAX_AUTHORS} of {len(parts)} authors are imported", at)
    for part in parts[:MAX_AUTHORS]:
        name, remark = _with_remark(part, remarks)
        if author := _author(name, legend, at, notes):
            authors.append(author)
            remarks_found += [(author.name, remark)] if remark else []
    return tuple(placed(authors)), remarks_found


def looks_like_names(text: str) -> bool:
    """Return whether a line is a list of names: several short parts without digits."""
    parts = _parts(bare(starred(markdown(REMARK.sub("", text)))))
    return len(parts) > 1 and all(len(part.split()) <= 6 and not re.search(r"\d{2}", part) for part in parts)


def looks_like_one_name(text: str) -> bool:
    """Return whether a line is the name of one author: two to four words, each with a capital."""
    words = bare(starred(markdown(REMARK.sub("", text)))).strip(" .,").split()
    return 1 < len(words) < 5 and all(word[0].isupper() or word in PARTICLES for word in words)


def _parts(text: str) -> list[str]:
    """Return each name of a list with its marks; "Jr." belongs to the name before it."""
    parts: list[str] = []
    separator = SEMICOLON if re.search("[;；]", text) else COMMA
    for part in filter(None, separator.split(text)):
        if parts and part.strip(" .").lower() in SUFFIXES:
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def _set_aside(remark: str, remarks: list[str]) -> str:
    """Add a remark to the list and return a placeholder with its number."""
    remarks.append(remark)
    return f"{AT}{len(remarks) - 1}{END}"


def _with_remark(part: str, remarks: list[str]) -> tuple[str, str]:
    """Return a name without placeholders, and the remarks that they stand for."""
    numbers = [int(number) for number in re.findall(f"{AT}([0-9]{{1,5}}){END}", part)]
    name = re.sub(f"{AT}[0-9]*{END}|[{AT}{END}]", "", part)
    remarks_found = [remarks[number] for number in numbers if number < len(remarks)]
    return (
        (name, "; ".join(remarks_found))
        if name.strip()
        else (f"({'; '.join(remarks_found)})" if remarks_found else "", "")
    )


def _author(written: str, legend: Legend, at: HasLocation, notes: Diagnostics) -> Author | None:
    """Return the author of a name with marks; None, with a note, if it is not a name."""
    name, marks = split_marks(clean(written))
    front = re.match(r"[*+#†‡§¶^]+(?=\w)", name)
    name, marks = (name[front.end() :], front[0] + marks) if front else (name, marks)
    known = HOMONYM.sub("", name)
    if is_others(name):
        return Author(REST)
    if not re.search(r"[^\W\d_]", name) or len(name) > MAX_NAME_LENGTH:
        notes.warn(f"'{written}' is left out of the authors: it is not a name", at)
        return None
    if known != name:
        notes.warn(f"'{name}' is imported as '{known}'", at, "the number distinguishes people with the same name")
    return with_known_marks(Author(clean(known), marks), legend, at, notes)


def with_known_marks(author: Author, legend: Legend, at: HasLocation, notes: Diagnostics) -> Author:
    """Return an author with the marks of the profile; numbers of affiliations are noted and left out."""
    known = [sign for sign in author.marks if sign not in NUMBERS or sign in legend.marks]
    for sign in sorted(set(author.marks) - set(known)):
        notes.unused(f"the number {sign} of an affiliation after an author", at)
    return Author.from_text(author.name + legend.of("".join(known)))


def in_bold(text: str) -> list[str]:
    """Return the names in bold on a line of authors, as owners print their own; [] if all of it is bold."""
    rendered = starred(tex.plain(markdown(text)))
    names = [found[2] or found[5] or "" for found in BOLD.finditer(rendered) if len(found[1] or found[4] or "") > 1]
    is_whole = sum(map(len, names)) > len(rendered) - 8
    return [] if is_whole else [split_marks(clean(bare(name)).strip(" ,;."))[0] for name in names]
