"""Write numbers: ordinals, Roman numerals, ranges of pages, and whether a text is a number at all."""

import re
from functools import lru_cache

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LONGEST = 200  # characters of a number
HIGHEST_ROMAN = 5999
# One number: letters may surround its digits ("D2", "2b", "L2d", "2nd"), or it has Roman numerals alone.
NUMBER = r"(?:(?=[^\W_]*\d)[^\W_]+|[ivxlcm]+\.?|[IVXLCM]+\.?)"
NUMERIC = re.compile(rf"\s*{NUMBER}(?:\s*(?:[,&–-]|\\-)\s*{NUMBER})*\s*")
SEVERAL = re.compile(r"\d\s*(?:[,&;–—-]|\band\b|\bet\b|\bund\b)\s*[^\W_]")
RANGE = re.compile(r"^([^\W\d_]*\.?)(\d{1,15})([^\W\d_]*)$")
PAGE = re.compile(r"[^\W\d_]*\.?\d{1,15}[^\W\d_]*|[ivxlcdmIVXLCDM]+")
PAGES = re.compile(r"\s*(?:[-–—‒−]|\\-)+\s*")
BETWEEN = re.compile(r"(?<=[^\W_])\s*(?<!\\)-\s*(?=[^\W_])")
PARTS = re.compile(r"(\s*[,;&]\s*)")


@lru_cache(4096)
def is_numeric(value: str) -> bool:
    """Return whether a text is numbers alone, joined by commas, hyphens or ampersands: "2nd", "3, 5-7", "D12"."""
    return len(value) <= LONGEST and NUMERIC.fullmatch(value) is not None


def is_plural(value: str) -> bool:
    """Return whether a number names several: "3-8", "2, 5", "iv & v"."""
    text = value.replace("\\-", "")
    if SEVERAL.search(text):
        return True
    pieces = [piece for piece in re.split(r"\s*[,&–—-]\s*", text.strip()) if piece]
    return len(pieces) > 1 and all(NUMERIC.fullmatch(piece) for piece in pieces)


def dashed(text: str) -> str:
    """Return a number with an en dash in each range: "1-2" -> "1–2"; a hyphen with a backslash before it stays."""
    return BETWEEN.sub("–", text).replace("\\-", "-")


def roman(number: int) -> str:
    """Return a number in small Roman numerals; in digits if it is out of their range."""
    if not 0 < number <= HIGHEST_ROMAN:
        return str(number)
    out = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


@lru_cache(4096)
def page_range(text: str, form: str, dash: str) -> str:
    """Return pages with each range in a form of CSL: "minimal", "minimal-two", "expanded", "chicago-15", "chicago-16"
    or "" for as it is; `dash` comes between its ends.

    A hyphen with a backslash before it stays a hyphen.
    """
    pieces = PARTS.split(text)
    done = [_one_range(piece, form, dash) if n % 2 == 0 else _separator(piece) for n, piece in enumerate(pieces)]
    return "".join(done)


def _separator(text: str) -> str:
    sign = text.strip()
    return f" {sign} " if sign == "&" else f"{sign} "


def _one_range(text: str, form: str, dash: str) -> str:
    if "\\-" in text:
        return text.replace("\\-", "-")
    ends = PAGES.split(text.strip())
    if len(ends) == 1 or not ends[0]:
        return text
    if len(ends) > 2 or not ends[1]:
        return dash.join(ends)
    if not PAGE.fullmatch(ends[0]) or not PAGE.fullmatch(ends[1]):
        return "-".join(ends)
    first, last = RANGE.match(ends[0]), RANGE.match(ends[1])
    if not first or not last or not form:
        return dash.join(ends)
    lead, begin, behind = first.groups()
    other, end, tail = last.groups()
    if (other and other != lead) or behind or tail:
        return dash.join(ends)
    if len(end) < len(begin):
        end = begin[: len(begin) - len(end)] + end
    if len(end) > len(begin) or int(end) < int(begin):
        return f"{lead}{begin}{dash}{lead if form == 'expanded' else other}{end}"
    return f"{lead}{begin}{dash}{lead if form == 'expanded' else ''}{_shortened(begin, end, form)}"


def _shortened(begin: str, end: str, form: str) -> str:
    """Return the last page of a range, both of as many digits, without what the form leaves out."""
    if form == "minimal":
        return _minimal(begin, end, 1)
    if form == "minimal-two":
        return _minimal(begin, end, 2)
    if form in ("chicago", "chicago-15", "chicago-16"):
        return _chicago(begin, end, form)
    return end


def _minimal(begin: str, end: str, least: int) -> str:
    same = 0
    while same < len(end) - least and begin[same] == end[same]:
        same += 1
    return end[same:]


def _chicago(begin: str, end: str, form: str) -> str:
    """Return the last page by the table of the Chicago Manual of Style, 9.61."""
    number = int(begin)
    if number < 100 or number % 100 == 0:
        return end
    if number % 100 < 10:
        return _minimal(begin, end, 1)
    if form != "chicago-16" and len(begin) == 4 and len(_minimal(begin, end, 2)) >= 3:
        return end
    return _minimal(begin, end, 2)
