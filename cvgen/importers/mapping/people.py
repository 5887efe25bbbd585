"""Convert names as databases have them to Authors as people print them; the order is never guessed."""

import re
from collections.abc import Iterable

from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Author
from cvgen.profile.names import MARK_SIGNS, PLAIN_SIGN, SUFFIXES, given_first, is_left_out, split_marks

HOMONYM = re.compile(r"(?<=[^\d\s])\s+\d{4}$")  # DBLP numbers people with the same name: "Qiang Liu 0034"
MAX_AUTHORS = 10_000  # of a work; the largest collaborations in physics have half as many
REST = "et al."
MAX_LENGTH = 300  # characters; a longer text is not a name


def authors(names: Iterable[SourceText], notes: Diagnostics) -> list[Author]:
    """Return the people in a list of names, with "et al." for "others"; what is not a name is noted."""
    found = []
    for number, source in enumerate(names):
        if number == MAX_AUTHORS:
            notes.warn(f"only the first {MAX_AUTHORS} authors are read", source)
            break
        if one := author(source.text):
            found.append(one)
        elif source.text.strip():
            notes.warn(f"'{source.text.strip()[:60]}' is left out: it is not a name", source)
    return placed(found)


def author(name: str, marks: str = "") -> Author | None:
    """Return the author of a name: "Yuan*, Zhihang" -> Zhihang Yuan with the mark "*"; None if it is not a name.

    "others" and the like become "et al.", "..." becomes "…".
    """
    name = " ".join(HOMONYM.sub("", " ".join(name.split())).split())
    if is_others(name):
        bare = name.strip(" ,{}[]")
        return Author("…" if bare in ("…", "...") else bare if re.search(r"\d", bare) else REST)
    if len(name) > MAX_LENGTH:
        return None
    name, own = _lifted(name)
    found = Author.from_text(given_first(name) + own + marks)
    return found if is_name(found.name) else None


def placed(found: list[Author]) -> list[Author]:
    """Return people with each "et al." inside their list as "…": only at the end it is understood."""
    last = len(found) - 1
    return [Author("…") if one.name == REST and at < last else one for at, one in enumerate(found)]


def whole(name: str) -> Author | None:
    """Return an author whose name must not be reordered, such as a group."""
    found = Author.from_text(" ".join(name.split()))
    return found if is_name(found.name) else None


def is_name(text: str) -> bool:
    """Return whether a text has a letter."""
    return bool(re.search(r"[^\W\d_]", text))


def listed(text: str) -> list[Author]:
    """Return the people in a text: "A. Li; B. Fan", "Ada Byron, Chao Li and Bo Ek".

    Commas separate names only if every part is a name.
    """
    text = " ".join(text.split())
    parts = re.split(" ?; ?", text) if ";" in text else re.split(" ?,? (?:and|&) ", text)
    if ";" not in text and all(" " in name for part in parts for name in part.split(", ")):
        parts = [name for part in parts for name in part.split(", ")]
    return placed([found for part in parts if (found := author(part))])


def of_parts(given: str, family: str, particle: str = "", suffix: str = "") -> str:
    """Return a name of its parts: "Zoë de Groot", "Robert Downey Jr."; missing parts are ""."""
    return " ".join(part for part in (given, particle, family, suffix) if part).strip()


def is_others(name: str) -> bool:
    """Return whether a name stands for the authors who are not listed."""
    return is_left_out(name.strip(" ,{}"))


def _lifted(name: str) -> tuple[str, str]:
    """Return a name without its marks, and the marks: "*Pang, Ce", "Yuan*, Zhihang".

    The parts of "Downey, Jr., Robert" are put in order.
    """
    parts = [_bare(part) for part in name.split(",")]
    signs = "".join(front + trailing for front, _, trailing in parts)
    words = [part for _, part, _ in parts if part]
    suffixes = [word for word in words[1:] if word.strip(".").lower() in SUFFIXES]
    if len(words) <= 3 and len(suffixes) == 1:
        family, *given = [word for word in words if word != suffixes[0]]
        return " ".join([*given, family, *suffixes]), signs
    return ", ".join(words), signs


def _bare(part: str) -> tuple[str, str, str]:
    """Return the marks before a part of a name, the part, and the marks after it."""
    front = part[: len(part) - len(part.lstrip(MARK_SIGNS + " "))]
    bare, trailing = split_marks(part[len(front) :])
    return "".join(sign for sign in front if sign in MARK_SIGNS).translate(PLAIN_SIGN), bare, trailing
