"""Names as databases have them -> Authors as a person would print them; no order is ever guessed."""

import re
from collections.abc import Iterable

from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Author
from cvgen.profile.names import MARK_SIGNS, PLAIN_SIGN, SUFFIXES, given_first, split_marks

HOMONYM = re.compile(r"(?<=\D)\s+\d{4}$")  # DBLP tells people of one name apart: "Qiang Liu 0034"
MOST = 10_000  # authors of a work; the largest collaborations in physics have half of that
OTHERS = ("others", "et al", "et al.", "et. al.", "…", "...", "and others")
LONGEST = 300  # characters of a name; a whole sentence in its place is no author


def authors(names: Iterable[SourceText], notes: Diagnostics) -> list[Author]:
    """Names one by one -> who they are; what names nobody is noted, but not "others"."""
    found = []
    for number, said in enumerate(names):
        if number == MOST:
            notes.warn(f"only the first {MOST} authors are read", said)
            break
        if one := author(said.text):
            found.append(one)
        elif said.text.strip() and not is_others(said.text):
            notes.warn(f"'{said.text.strip()[:60]}' is no name, and is left out", said)
    return found


def author(name: str, marks: str = "") -> Author | None:
    """ "Yuan*, Zhihang" -> Zhihang Yuan with the mark "*"; None for what names nobody, such as "others"."""
    name = " ".join(HOMONYM.sub("", " ".join(name.split())).split())
    if is_others(name) or len(name) > LONGEST:
        return None
    name, own = _lifted(name)
    found = Author.from_text(given_first(name) + own + marks)
    return found if is_name(found.name) else None


def whole(name: str) -> Author | None:
    """A name of which nothing may change its place, as that of a group."""
    found = Author.from_text(" ".join(name.split()))
    return found if is_name(found.name) else None


def is_name(text: str) -> bool:
    """Whether there is a letter in it."""
    return bool(re.search(r"[^\W\d_]", text))


def listed(text: str) -> list[Author]:
    """ "A. Li; B. Fan", "Ada Byron, Chao Li and Bo Ek" -> each; commas part names only where each part is one."""
    text = " ".join(text.split())
    parts = re.split(" ?; ?", text) if ";" in text else re.split(" ?,? (?:and|&) ", text)
    if ";" not in text and all(" " in name for part in parts for name in part.split(", ")):
        parts = [name for part in parts for name in part.split(", ")]
    return [found for part in parts if (found := author(part))]


def of_parts(given: str, family: str, particle: str = "", suffix: str = "") -> str:
    """The parts of a name -> "Zoë de Groot", "Robert Downey Jr."; as it was where there is but one part."""
    return " ".join(part for part in (given, particle, family, suffix) if part).strip()


def is_others(name: str) -> bool:
    """Whether it stands for those who are not named."""
    return name.strip(" ,{}").lower() in OTHERS


def _lifted(name: str) -> tuple[str, str]:
    """ "*Pang, Ce" or "Yuan*, Zhihang" -> the name without its signs, and the signs; "Downey, Jr., Robert" in order."""
    parts = [_bare(part) for part in name.split(",")]
    signs = "".join(front + behind for front, _, behind in parts)
    words = [part for _, part, _ in parts if part]
    suffixes = [word for word in words[1:] if word.strip(".").lower() in SUFFIXES]
    if len(words) <= 3 and len(suffixes) == 1:
        family, *given = [word for word in words if word != suffixes[0]]
        return " ".join([*given, family, *suffixes]), signs
    return ", ".join(words), signs


def _bare(part: str) -> tuple[str, str, str]:
    """One part of a name -> the signs before it, itself, the signs behind it."""
    front = part[: len(part) - len(part.lstrip(MARK_SIGNS + " "))]
    bare, behind = split_marks(part[len(front) :])
    return "".join(sign for sign in front if sign in MARK_SIGNS).translate(PLAIN_SIGN), bare, behind
