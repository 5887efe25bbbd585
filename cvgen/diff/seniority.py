"""Rank titles of positions, as far as their words allow."""

import re

from cvgen.profile.text import fold

# The first match counts: an associate professor is not a full professor.
ACADEMIC = (
    ("research assistant|teaching assistant|ph\\.?d\\.? (student|candidate)|doctoral (student|candidate)", 1),
    ("post-?doc\\w*|research associate", 2),
    ("senior lecturer|associate prof\\w*|reader", 5),
    ("assistant prof\\w*|lecturer", 4),
    ("(distinguished|university|chair|regius) prof\\w*", 7),
    ("professor|full prof\\w*", 6),
)
# The weights of words before "scientist", "engineer" or "member"; those of several words add up.
GRADES = {"junior": -1, "senior": 1, "staff": 2, "lead": 2, "principal": 4, "distinguished": 8, "fellow": 16}
PROFESSIONS = re.compile(r"\b(scientist|engineer|researcher|developer|member|fellow|consultant|analyst|manager)\b")
UNRANKED = re.compile(r"\b(visiting|adjunct|honorary|guest|emerit\w+|former)\b")


def is_promotion(old: str, new: str) -> bool:
    """Return whether the new title ranks above the old one; False if that is unknown.

    "Assistant Professor" -> "Associate Professor", "Engineer" -> "Senior Engineer"
    """
    before, after = _rank(old), _rank(new)
    return before is not None and after is not None and before[0] == after[0] and before[1] < after[1]


def _rank(title: str) -> tuple[str, int] | None:
    """Return the career ladder of a title and its height on it; None if it is on neither ladder."""
    folded = fold(title)
    if UNRANKED.search(folded):
        return None
    for pattern, height in ACADEMIC:
        if re.search(rf"\b({pattern})(?!\w)", folded):
            return "academic", height
    if not PROFESSIONS.search(folded):
        return None
    return "profession", sum(weight for grade, weight in GRADES.items() if re.search(rf"\b{grade}\b", folded))
