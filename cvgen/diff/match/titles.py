"""Compare titles: their similarity, and the part of a series they name."""

import re
from functools import cached_property

from cvgen.profile.text import SMALL_WORDS, fold, letters, words

NUMERAL = r"\d{1,3}|[ivx]+|one|two|three|four|five|six|[ab]"
# These patterns are texts: `re` compiles them when two titles are first compared, which few checks of a profile do.
PART = rf"\b(?:part|pt|vol|volume|book|chapter|paper|episode|teil|partie|parte)\b\.?\s*({NUMERAL})\b"
ROMAN = r"\b(ii|iii|iv|vi|vii|viii|ix|xi|xii)\b"
LAST = r"(?<=\s)(\d{1,2}|[ivx])\s*(?=$|[:.–—)])"
VALUES = {
    word: value
    for value, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
VALUES |= {word: value for value, word in enumerate(["one", "two", "three", "four", "five", "six"], 1)} | {
    "a": 1,
    "b": 2,
}
FIRST = frozenset([1])  # a title that names no part may be the first: "Part I" is added when Part II appears
# Titles without information: many works have them.
COMMON = (
    r"(guest |from the )?(editorial|editors?)( note)?|introduction( to the (special|theme) issue)?|preface|foreword|"
    r"erratum|corrigendum|correction|authors? reply|reply|response|in memoriam|obituary|book review|commentary"
)
# Works about another work, whose title is part of theirs.
ABOUT = (
    r"(author |publisher )?(comments? on|repl(y|ies) to|response to|correct(ion|ed)|erratum|corrigendum|"
    r"addendum|retraction|discussion of|supplement(ary)? )"
)
SUBTITLE = r"[:?.–—]"
SHORTEST = 12  # letters; a shorter title, such as "Mud", is weak evidence
SHORTEST_MAIN = 20  # letters of a title that may go without its subtitle
LONGEST = 1000  # characters of a title that are compared


class Title:
    """A title as it is compared; costly properties are computed at first use."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]
        self.letters = letters(self.text)

    @cached_property
    def sorted(self) -> str:
        """The words of the title in the order of the alphabet."""
        return " ".join(sorted(words(self.text)))

    @cached_property
    def every_word(self) -> frozenset[str]:
        """All words, the small ones as well."""
        return frozenset(self.sorted.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say something about the work."""
        return frozenset(words(self.text)) - SMALL_WORDS

    @cached_property
    def numerals(self) -> frozenset[str]:
        """The words that are numbers: "2", "iv"."""
        return frozenset(word for word in words(self.text) if re.fullmatch(r"\d+|[ivx]+", word))

    @cached_property
    def parts(self) -> frozenset[int]:
        """Return the part of a series it names: {2} for "Part II", "..., II" and "Volume 2: ..."; {1} for none."""
        folded = fold(self.text)
        found = {mark for pattern in (PART, ROMAN, LAST) for mark in re.findall(pattern, folded)}
        return frozenset(VALUES.get(mark) or int(mark) for mark in found if mark in VALUES or mark.isdigit()) or FIRST

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in the title."""
        return frozenset(re.findall(r"\d+", self.text))

    @cached_property
    def is_about(self) -> bool:
        """Return whether it is the title of a comment, a reply or an erratum."""
        return bool(re.match(ABOUT, fold(self.text)))

    @cached_property
    def is_common(self) -> bool:
        """Return whether several works may have it, as editorials do."""
        return bool(re.fullmatch(COMMON, " ".join(words(self.text))))

    @property
    def is_short(self) -> bool:
        """Return whether it has fewer than SHORTEST letters."""
        return len(self.letters) < SHORTEST


def name_other_parts(one: Title, other: Title) -> bool:
    """Return whether two titles name two parts of a series: "Gas I" and "Gas II", not "HII" and "H II"."""
    return one.letters != other.letters and one.parts != other.parts


def similarity(one: Title, other: Title) -> float:
    """Return the similarity of two titles, 0 to 100; the order and splitting of words count little."""
    if one.letters == other.letters:
        return 100.0
    from rapidfuzz import fuzz  # here, because many comparisons don't need it

    return max(fuzz.ratio(one.sorted, other.sorted), fuzz.ratio(one.letters, other.letters))


def shared_words(one: Title, other: Title) -> float:
    """Return the share of words that two titles have in common, 0 to 1."""
    every = one.words | other.words
    return len(one.words & other.words) / len(every) if every else 0.0


def is_shortened(one: Title, other: Title) -> bool:
    """Return whether one title is the other without its subtitle."""
    short, whole = sorted((one, other), key=lambda title: len(title.text))
    return len(short.letters) >= SHORTEST_MAIN and short.letters == letters(re.split(SUBTITLE, whole.text)[0])
