"""The wordings of a language other than English: its sentences, numbers and prepositions, from a file in wordings/."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from cvgen.composers.textbio.grammar import clean, family_name, sentence, subject_of
from cvgen.profile.fields import key, required
from cvgen.profile.model import Profile
from cvgen.profile.yaml import read_as

FOLDER = Path(__file__).parent / "wordings"


@dataclass(frozen=True, kw_only=True)
class PlaceRule:
    """How sentences name the organizations that have one of some nouns; without nouns, all organizations."""

    nouns: tuple[str, ...] = key("endings of words of which the name has one", ())
    ending: str = key("of the adjectives before the noun", "")
    at: str = required("where one works")
    of: str = required("of what one is a member")
    to: str = required("for what one reviews")
    by: str = required("by whom one is supported")

    def match(self, name: str) -> re.Match[str] | None:
        """Return the parts of a name that has one of the nouns: adjectives, noun and rest."""
        adjectives = rf"(?:[\w-]+{self.ending} )*" if self.ending else ""
        noun = rf"(?:[\w&.'’-]+ )*?[\w-]*(?:{'|'.join(map(re.escape, self.nouns))})\b" if self.nouns else ".*?"
        return re.fullmatch(rf"(?P<adjectives>{adjectives})(?P<noun>{noun})(?P<rest>.*)", name, re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The keys of a file in wordings/; the sentences are lists, the longest first, whose {…} are filled in."""

    language: str = required("its tag, such as de")
    conjunction: str = required("the word between the last two items of a list")
    quotes: str = required("around a title")
    numbers: tuple[str, ...] = key("from zero up", ())
    subjects: dict[str, str] = key("the pronouns by the English ones", {})
    whose: dict[str, str] = key("the possessives by the English pronouns, before the subject of a sentence", {})
    of_whose: dict[str, str] = key("the same, after a preposition", {})
    weak: str = key("the ending of adjectives behind an article", "")
    places: tuple[PlaceRule, ...] = key("how organizations are named, the first match counts", ())
    counts: dict[str, str] = key("what is counted: the singular, |, the plural", {})
    words: dict[str, str] = key("patterns that choose a sentence, and single words", {})
    sentences: dict[str, str] = key("the wordings of each fact, the longest first, one a line", {})

    def persons(self, profile: Profile, is_first: bool) -> dict[str, str]:
        """Return the words for the owner: the name, then a pronoun, or the family name of those without one."""
        pronoun = subject_of(profile.pronouns or "")
        later = self.subjects.get(pronoun) or family_name(profile)
        possessives = {
            name: words.get(pronoun, words["other"])
            for name, words in (("whose", self.whose), ("of_whose", self.of_whose))
        }
        return {"s": clean(profile.name) if is_first else later, **possessives}

    def place(self, name: str, relation: str) -> str:
        """Return an organization with its preposition: ("Universität Basel", "at") -> "an der Universität Basel"."""
        rules = self.places[-1:] if self.is_called("article", name) else self.places
        rule, found = next((rule, found) for rule in rules if (found := rule.match(name)))
        weak = re.sub(rf"{rule.ending} ", f"{self.weak} ", found["adjectives"])
        return str(getattr(rule, relation)).format(name, **{**found.groupdict(), "adjectives": weak})

    def listed_places(self, names: Sequence[str], relation: str) -> str:
        """Return organizations as a list; a preposition without an article is not repeated."""
        bare = getattr(self.places[-1], relation)
        found = [self.place(name, relation) for name in names]
        is_bare = [text == bare.format(name) for name, text in zip(names, found, strict=True)]
        return self.listed(
            [
                name if at and is_bare[at] and is_bare[at - 1] else text
                for at, (name, text) in enumerate(zip(names, found, strict=True))
            ]
        )

    def listed(self, items: Sequence[str]) -> str:
        """Return a list: "A, B und C"; semicolons separate items that contain commas."""
        gap = "; " if any("," in re.sub(r"\([^)]*\)|„[^“]*“", "", item) for item in items) else ", "
        return f" {self.conjunction} ".join(filter(None, [gap.join(items[:-1]), *items[-1:]]))

    def counted(self, count: int, thing: str) -> str:
        """Return a number of things: (1, "paper") -> "einen Aufsatz", (26, "paper") -> "26 Aufsätze"."""
        one, _, many = self.counts[thing].partition(" | ")
        return one if count == 1 else many.format(self.numbers[count] if count < len(self.numbers) else count)

    def quoted(self, title: str) -> str:
        """Return a title in the quotation marks of the language."""
        return self.quotes.format(clean(title).rstrip("."))

    def is_called(self, pattern: str, text: str) -> bool:
        """Return whether a text has one of the words of a pattern: ("doctorate", "Dr. phil.") -> True."""
        return re.search(self.words[pattern], text, re.IGNORECASE) is not None

    def told(self, fact: str, *values: str, **named: str) -> Iterator[str]:
        """Yield the sentences of a fact that need no value but those given."""
        for template in self.sentences[fact].split(" | "):
            needed = {name for _, name, _, _ in Formatter().parse(template) if name}
            if all(named.get(name) for name in needed):
                yield sentence(template.format(*values, **named))


def languages() -> list[str]:
    """Return the languages in which a biography can be generated beside English."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def load(language: str) -> Wording:
    """Return the wordings of a language that has a file."""
    return read_as((FOLDER / f"{language}.yaml").read_text("utf-8"), Wording)
