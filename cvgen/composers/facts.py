"""State a few facts of a profile in a few words each, for the top of a bio: "41 publications", "16 awards"."""

import re
from collections.abc import Iterable, Mapping, Sequence

from cvgen.composers.entries import visible_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text
from cvgen.document.tree import Look, Span, Spans
from cvgen.profile.dates import PRESENT
from cvgen.profile.model import Education, Entry, Profile, Publication
from cvgen.profile.status import has_appeared

FEW = 3  # a smaller number says little
LEAST, MOST = 2, 4  # facts: a single one looks lost, more are not read
LONGEST = 48  # characters of a degree with its institution and year
BETWEEN = r"(?:\s+(?:[a-z-]+|[A-Z/.]+)){0,3}"  # words between a number and its noun: "45 peer-reviewed papers"
NUMBER = (
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b)"
)
# What biographies in English say for the nouns of facts; the noun of the language itself comes with its phrase.
NOUNS = {
    "publications": ("papers", "articles", "publications", "books", "works"),
    "awards": ("awards", "prizes", "medals", "honors", "honours"),
    "mentees": ("mentees", "students", "interns", "postdocs", "researchers", "theses"),
    "patents": ("patents", "patent applications"),
}
RANKED = ("publications", "degree", "awards", "mentees", "patents")  # the first ones are kept
BOLD: frozenset[Look] = frozenset({"bold"})


def facts(profile: Profile, words: Phrases, beside: Iterable[str] = ()) -> tuple[Spans, ...]:
    """Return two to four facts, or none; what a reader looks for is bold.

    `beside` are the biographies that are read with them: what one of those counts, perhaps on another day, is not
    counted here.
    """
    text = " ".join(beside)
    counts = {
        "publications": (len(appeared(profile)), words.publication_count),
        "awards": (_shown(profile.awards), words.award_count),
        "mentees": (_shown(profile.mentees), words.mentee_count),
        "patents": (_shown(profile.patents), words.patent_count),
    }
    found = {
        name: () if _counts(text, (*NOUNS[name], *forms.values())) else _count(number, words, forms)
        for name, (number, forms) in counts.items()
    }
    found["degree"] = _degree(list(visible_entries(profile.education)))
    kept = [name for name in RANKED if found[name]][:MOST]
    return tuple(found[name] for name in found if name in kept) if len(kept) >= LEAST else ()


def appeared(profile: Profile) -> list[Publication]:
    """Return the owner's publications that have appeared and are not hidden: those that every count is of."""
    return [paper for paper in visible_entries(profile.publications) if has_appeared(paper) and profile.wrote(paper)]


def _shown(entries: Sequence[Entry]) -> int:
    return len(list(visible_entries(entries)))


def _count(number: int, words: Phrases, forms: Mapping[str, str]) -> Spans:
    """Return a number with its noun, the number bold; () for a small one."""
    if number < FEW:
        return ()
    before, digits, after = words.count(number, forms).partition(str(number))
    return tuple(span for span in (Span(before), Span(digits, BOLD), Span(after)) if span.text)


def _counts(text: str, forms: Iterable[str]) -> bool:
    """Tell whether a text counts one of the nouns: "over 45 papers", but not "three Gordy Awards"."""
    noun = "|".join({re.escape(form.replace("{}", "").strip()) for form in forms})
    return bool(re.search(rf"{NUMBER}{BETWEEN}\s?(?:{noun})\b|(?:{noun})\s?\d", text))


def _degree(entries: Sequence[Education]) -> Spans:
    """Return the degree that was earned last, with institution and year; () if it is unknown or long."""
    ended = [one for one in entries if one.end and one.end != PRESENT and not one.end.expected]
    if not ended:
        return ()
    last = max(ended, key=lambda one: one.end.year if one.end else 0)
    rest = f", {plain_text(last.institution)}, {last.end.year if last.end else ''}"
    degree = plain_text(last.degree)
    return (Span(degree, BOLD), Span(rest)) if len(degree + rest) <= LONGEST else ()
