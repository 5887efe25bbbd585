"""Split printed names into the parts that bibliographies need; names of groups stay whole."""

import re
from typing import NamedTuple

from cvgen.profile.names import SUFFIXES
from cvgen.profile.text import CJK

GROUP = re.compile(
    r"\band\b|[{}]|\b(?:collaboration|consortium|team|group|network|project|society|association|university|institute"
    r"|observatory|committee|council|working|school|pupils|students)\b|^(?:others|et al\.?)$",
    re.IGNORECASE,
)
EAST_ASIAN = re.compile(f"[{CJK}]")


class Parts(NamedTuple):
    """The parts of a person's name; parts that a name does not have are ""."""

    given: str
    particle: str
    family: str
    suffix: str


def parts(name: str) -> Parts | None:
    """Return the parts of a name: "Zoë de Groot Jr." -> Zoë, de, Groot, Jr.

    Return None for a group, for a single word, and for East Asian scripts, where the order is unclear.
    """
    words = name.replace(",", ", ").split()
    if GROUP.search(name) or EAST_ASIAN.search(name) or name.count(",") > 1:
        return None
    suffix = words.pop() if len(words) > 2 and words[-1].strip(".").lower() in SUFFIXES else ""
    if "," in name:
        family, _, given = " ".join(words).strip(",").partition(", ")
        return Parts(given, "", family, suffix) if given and not suffix else None
    family = words.pop() if words else ""
    at = len(words)
    while at > 1 and words[at - 1].islower():
        at -= 1
    given = " ".join(words[:at])
    return Parts(given, " ".join(words[at:]), family, suffix) if given else None


def family_name(name: str) -> str:
    """Return the family name with its particle and suffix: "Martin van Dyck Jr." -> "van Dyck Jr."

    A name without parts is whole.
    """
    split = parts(name)
    return " ".join(filter(None, (split.particle, split.family, split.suffix))) if split else name


def given_name(name: str) -> str:
    """Return the given names: "Martin van Dyck Jr." -> "Martin"; "" for a name without parts."""
    split = parts(name)
    return split.given if split else ""
