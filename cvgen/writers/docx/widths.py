"""Estimate how wide words are, without fonts: whether the dates of an entry fit beside its last line."""

from unicodedata import east_asian_width

from cvgen.document.tree import Spans

NARROW, WIDE = frozenset(" .,:;'|!ijlfrtI()[]-·"), frozenset("mwMW@%—…")
WIDTHS = {"narrow": 0.3, "small": 0.52, "capital": 0.64, "wide": 0.85, "east": 1.0}  # in parts of the size
BOLD = 1.06
SURE = 0.95  # of a line: what is estimated to fill more may not fit


def width_of(spans: Spans, size: float) -> float:
    """Return about how wide spans are, in points like their size."""
    return size * sum(
        (BOLD if "bold" in span.looks else 1.0) * sum(WIDTHS[_kind(char)] for char in span.text) for span in spans
    )


def has_room(text: float, dates: float, line: float) -> bool:
    """Tell whether dates surely fit behind the last line of a text; all are widths, in points."""
    return (text % line if text > line else text) + dates <= SURE * line


def _kind(char: str) -> str:
    if char in NARROW:
        return "narrow"
    if char in WIDE:
        return "wide"
    return "east" if east_asian_width(char) in "WF" else "capital" if char.isupper() else "small"
