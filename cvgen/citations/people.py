"""Take the name of a person apart: particles and suffixes that are written inside the other parts."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

# A script whose names are written family first, without a space between.
EASTERN = re.compile("[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af"
                     "\uf900-\ufaff\U00020000-\U0003ffff]")  # fmt: skip
PIECES = re.compile(r"[^\s’'-]*(?:[’'-]\s*|\s+)")  # a word that may be a particle, with what divides it from the name
SUFFIX = re.compile(r"^(.*?),(!?)\s+(.+)$")
APOSTROPHES = "'’"


class Person(NamedTuple):
    """The parts of a name; a literal one, such as that of an institution, is `family` alone."""

    family: str
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    has_comma: bool = False
    is_literal: bool = False
    is_eastern: bool = False


def person(value: Mapping[str, Any]) -> Person:
    """Return the parts of a name of CSL-JSON."""
    family, given, literal = (_text(value.get(key)) for key in ("family", "given", "literal"))
    if literal or (value.get("isInstitution") and family):
        return Person(literal or family, is_literal=True)
    parts = tuple(_text(value.get(key)) for key in ("dropping-particle", "non-dropping-particle", "suffix"))
    is_parsed = str(value.get("parse-names", "1")).lower() not in ("0", "false")
    has_comma = str(value.get("comma-suffix", "")).lower() not in ("", "0", "false")
    is_static = str(value.get("static-ordering", "")).lower() not in ("", "0", "false")
    return _person(family, given, parts, has_comma, is_parsed, is_static)


def _text(value: Any) -> str:
    return " ".join(value.split(" ")).strip() if isinstance(value, str) else str(value) if value is not None else ""


def _leading(family: str) -> tuple[str, str]:
    """Return the particles before a family name, and the name: "von der Leyen", "d'Este", "al-Khatib"."""
    at = 0
    while (found := PIECES.match(family, at)) and found.end() < len(family):
        if not found[0].strip(" '’-").islower() and found[0].strip() not in APOSTROPHES:
            break
        at = found.end()
    particles = family[:at]
    if not particles.rstrip().endswith(tuple(APOSTROPHES)):  # "de' Medici", but "d'Este"
        particles = particles.rstrip()
    return particles, family[at:]


def _trailing(given: str) -> tuple[str, str]:
    """Return given names, and the particles behind them: "Ludwig van"."""
    words = given.split()
    count = 0
    while count < len(words) - 1 and words[-1 - count].strip("'’.").islower():
        count += 1
    return (" ".join(words[:-count]), " ".join(words[-count:])) if count else (given, "")


@lru_cache(4096)
def _person(
    family: str, given: str, parts: tuple[str, ...], has_comma: bool, is_parsed: bool, is_static: bool
) -> Person:
    dropping, non_dropping, suffix = parts
    if len(family) > 2 and family[0] == family[-1] == '"':
        family, is_parsed = family[1:-1], False
    if is_parsed and given and not suffix and (found := SUFFIX.match(given)):
        given, suffix, has_comma = found[1], found[3], has_comma or bool(found[2])
    if is_parsed and not dropping and not non_dropping:
        non_dropping, family = _leading(family)
        given, dropping = _trailing(given)
    is_eastern = is_static or (bool(EASTERN.search(family)) and not re.search("[A-Za-zÀ-ɏ]", family))
    return Person(family, given, dropping, non_dropping, suffix, has_comma, False, is_eastern)
