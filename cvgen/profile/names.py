"""Compare names of people and split off marks; initials, accents and "Family, Given" order are recognized."""

import re
from functools import cache

from cvgen.profile.text import unaccented

# Signs that authors put behind a name; a name itself ends with a letter, a digit, "." or ")", as in "Jr.".
MARK_SIGNS = "*+#†‡§¶‖^~$&@!¹²³⁴⁵⁶⁷⁸⁹⁺∗⋆"
PLACEHOLDER_NAME = "Your Name"  # of an owner who is not known yet
UNEXPLAINED = "meaning unknown"  # the placeholder for what a mark means
MAX_WORDS = 20  # of a name; longer texts match only if they are equal
SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
LEFT_OUT = re.compile(  # a form of "et al." in an author list, or the number of those who are not named
    r"(?:and |& )?others|et\.? ?al(?:ii|\.)?|u\. ?a\.|ほか|等|\[?(?:\.\.\.|…)\]?"
    r"|(?:(?:and|und|et|y|ほか|另有) )?\d[\d.,\s]* (?:more|others|other authors|more authors|weitere|autres|más|名|人)",
    re.IGNORECASE,
)
MENTEE = re.compile(  # in the legend of a mark
    r"\b(mentored|mentees?|supervised|advised|advisees?|interns?|students?|postdocs?|betreut\w*|doktorand\w*|encadr\w+"
    r"|doctorant\w*|estudiantes?|dirigid\w+)\b|学生|实习|指导|指導|院生",
    re.IGNORECASE,
)
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
PLAIN_SIGN = str.maketrans("∗⋆⁺", "**+")  # look-alikes of the same sign


def split_marks(text: str) -> tuple[str, str]:
    """Return a name and the marks after it, without spaces and backslashes: "Chao Li*+" -> ("Chao Li", "*+")."""
    text = text.strip()
    name = text.rstrip(MARK_SIGNS + " ,\\")
    marks = "".join(char for char in text[len(name) :] if char in MARK_SIGNS)
    return name, marks.translate(PLAIN_SIGN)


def is_left_out(name: str) -> bool:
    """Return whether an element of an author list stands for people who are not named: "et al.", "others", "…"."""
    return bool(LEFT_OUT.fullmatch(" ".join(name.split())))


@cache
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name: "A.-B. Müller-Lüdenscheidt" -> ("a", "b", "mullerludenscheidt").

    Case, accents and hyphens are dropped.
    """
    folded = re.sub(r"(?<=\b\w)[.\-]+", " ", unaccented(name))  # "A.-B." is two initials, "Anne-Marie" one name
    return tuple(word for part in folded.split() if (word := re.sub(r"[\W_]", "", part)))


def same_person(name: str, other: str) -> bool:
    """Return whether two names may mean one person: "A. Yao", "Yao, Anbang" and "YAO Anbang" are all "Anbang Yao".

    A family name alone, or initials alone, are never enough. "J. Mueller" is "Jörg Müller".
    """
    if _same(name, other):
        return True
    is_plain = name.isascii() and other.isascii()  # as most are
    return not is_plain and any(_same(*pair) for pair in _without_umlauts(name, other))


def _without_umlauts(name: str, other: str) -> list[tuple[str, str]]:
    """Return two names with "ü" as "ue" in the one that has such letters; [] if both have them, or none."""
    plain = [one.translate(UMLAUTS) for one in (name, other)]
    changed = [plain[0] != name, plain[1] != other]
    return [(plain[0], plain[1])] if changed[0] != changed[1] else []


def _same(name: str, other: str) -> bool:
    """Return whether two names may mean one person, with accents dropped."""
    one, two = tokens(name), tokens(other)
    if not one or not two:
        return False
    if one[0][0] not in _initials(two) and two[0][0] not in _initials(one):
        return False  # here most comparisons end, and a CV needs many
    if sorted(one) == sorted(two) or "".join(one) == "".join(two):
        return True
    return any(_agree(a, b) for a in readings(name) for b in readings(other))


def given_first(name: str) -> str:
    """Return a name with the given name first: "de Groot, Zoë" -> "Zoë de Groot".

    "Robert Downey, Jr." and names without a comma do not change.
    """
    family, _, given = name.partition(",")
    if not given.strip() or "," in given or given.strip(" .").lower() in SUFFIXES:
        return name
    return f"{given.strip()} {family.strip()}"


@cache
def readings(name: str) -> list[tuple[tuple[str, ...], str]]:
    """Return each way to split a name into given names and family name; with a comma there is only one."""
    family, comma, given = name.partition(",")
    if comma:
        return [(tokens(given), "".join(tokens(family)))]
    parts = tokens(name)
    if len(parts) > MAX_WORDS:
        return []
    last = [(parts[:at], "".join(parts[at:])) for at in range(1, len(parts))]
    return [*last, (parts[1:], parts[0])] if len(parts) > 1 else []


@cache
def _initials(parts: tuple[str, ...]) -> set[str]:
    """Return the first letters of the words of a name."""
    return {part[0] for part in parts}


def _agree(one: tuple[tuple[str, ...], str], two: tuple[tuple[str, ...], str]) -> bool:
    """Return whether the family names are equal and not initials, and one given name abbreviates the other."""
    (given, family), (other_given, other_family) = one, two
    if family != other_family or len(family) < 2 or not given or not other_given:
        return False
    given, other_given = _split_initials(given, other_given), _split_initials(other_given, given)
    if not any(len(part) == 1 for part in given + other_given):
        shorter, longer = sorted((given, other_given), key=len)  # a middle name may be missing
        return shorter == longer[: len(shorter)]
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(given, other_given, strict=False))


def _split_initials(given: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return joined initials as separate ones if the other name has them: "JA" -> ("j", "a")."""
    if len(other) > 1 and given == ("".join(part[0] for part in other),):
        return tuple(given[0])
    return given
