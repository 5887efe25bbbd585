"""Titles of positions -> whether one ranks above the other, as far as their words tell."""

import re

from cvgen.profile.text import fold

# The first that fits counts: an associate professor is no professor yet.
ACADEMIC = (
    ("research assistant|teaching assistant|ph\\.?d\\.? (student|candidate)|doctoral (student|candidate)", 1),
    ("post-?doc\\w*|research associate", 2),
    ("senior lecturer|associate prof\\w*|reader", 5),
    ("assistant prof\\w*|lecturer", 4),
    ("(distinguished|university|chair|regius) prof\\w*", 7),
    ("professor|full prof\\w*", 6),
)
# What stands before "scientist", "engineer" or "member"; each alone weighs more than all above it together.
GRADES = {"junior": -1, "senior": 1, "staff": 2, "lead": 2, "principal": 4, "distinguished": 8, "fellow": 16}
CRAFTS = re.compile(r"\b(scientist|engineer|researcher|developer|member|fellow|consultant|analyst|manager)\b")
BESIDE = re.compile(r"\b(visiting|adjunct|honorary|guest|emerit\w+|former)\b")


def is_promotion(old: str, new: str) -> bool:
    """ "Assistant Professor" -> "Associate Professor", "Engineer" -> "Senior Engineer"; False when nobody can tell."""
    before, after = _rank(old), _rank(new)
    return before is not None and after is not None and before[0] == after[0] and before[1] < after[1]


def _rank(title: str) -> tuple[str, int] | None:
    """A title -> its ladder and how high on it; None off the ladders."""
    folded = fold(title)
    if BESIDE.search(folded):
        return None
    for pattern, height in ACADEMIC:
        if re.search(rf"\b({pattern})(?!\w)", folded):
            return "academic", height
    if not CRAFTS.search(folded):
        return None
    return "craft", sum(weight for grade, weight in GRADES.items() if re.search(rf"\b{grade}\b", folded))
