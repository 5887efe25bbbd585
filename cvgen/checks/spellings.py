"""Find one person under two names in author lists; pairs are reported only if they are nearly certain."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.names import UMLAUTS, given_first, tokens

SAME_SIGN = str.maketrans("’ʼ`‐‑–−", "'''----")
INITIALS = re.compile(r"([A-Z]{1,3}[.\-\s]*)++")
LONG_ENOUGH = range(6, 40)  # letters; shorter names that differ in one letter are often different names
# Syllables of Chinese names, matched without backtracking: one letter often distinguishes two people.
PINYIN = (
    r"((zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(i?ang|i?ong|i?an|i?ao|uang|uai|uan|eng|ing|ai|ei|en|er|ia|ie|in|iu|ou|ua|ue|"
    r"ui|un|uo|a|e|i|o|u|v))++"
)
Name = frozenset[str]  # the words of a name in any order


@dataclass
class Form:
    """One spelling of a name, the path of its first occurrence, and the publications that have it, by index."""

    text: str
    path: EntryPath
    papers: set[int] = field(default_factory=set)
    parts: tuple[str, ...] = ()


def inconsistent_names(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for spellings that differ in signs, a middle initial or one letter, at the rarer one, once."""
    forms = _forms(subject)
    people = [
        {frozenset(tokens(author.name)) for author in paper.authors if author.name not in subject.forms_of_owner}
        for _, paper in subject.papers
    ]
    reported: set[str] = set()
    for pairs in (_same_letters(forms), _middle_initials(forms, people), _one_letter(forms, people)):
        for one, two in pairs:
            rare, usual = sorted((one, two), key=lambda form: (len(form.papers), form.path == one.path))
            if rare.text not in reported and not one.papers & two.papers:
                reported.add(rare.text)
                message = f"'{rare.text}' looks like '{usual.text}' in {subject.line(usual.path)}"
                yield subject.warn(rare.path, message, "if they are one person, use one spelling")


def _forms(subject: Subject) -> list[Form]:
    """Return every spelling of every other person in author lists, then those of mentees who are in no list."""
    forms: dict[str, Form] = {}
    for number, (path, paper) in enumerate(subject.papers):
        for index, author in enumerate(paper.authors):
            if author.name not in subject.forms_of_owner and not author.left_out:
                place = (*path, "authors", index)
                forms.setdefault(_spelling(author.name), _form(author.name, place)).papers.add(number)
    for index, mentee in enumerate(subject.profile.mentees):
        forms.setdefault(_spelling(mentee.name), _form(mentee.name, ("mentees", index, "name")))
    return [form for form in forms.values() if len(form.parts) > 1]


def _form(name: str, path: EntryPath) -> Form:
    return Form(name, path, parts=tokens(given_first(name)))


def _spelling(name: str) -> str:
    """Return a name without differences in order, dots, and kinds of apostrophes and dashes."""
    text = unicodedata.normalize("NFC", given_first(name)).translate(SAME_SIGN)
    return re.sub(r"[.\s]+", " ", text).strip()


def _same_letters(forms: list[Form]) -> Iterator[tuple[Form, Form]]:
    """Yield pairs that differ in case, accents, hyphens or spaces: "LuJun Li", "Lujun Li"; "Mueller", "Müller"."""
    same: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in forms:
        if INITIALS.fullmatch(" ".join(given_first(form.text).split()[:-1])):
            continue  # "J.-P. Serre" and "J. P. Serre"
        spread = tokens(given_first(unicodedata.normalize("NFC", form.text).translate(UMLAUTS)))
        for key in {("".join(parts[:-1]), parts[-1]) for parts in (form.parts, spread)}:
            same[key].append(form)
    for group in same.values():
        yield from pairwise(group)


def _middle_initials(forms: list[Form], people: list[set[Name]]) -> Iterator[tuple[Form, Form]]:
    """Yield pairs such as "Robert Smith", "Robert J. Smith" with a common co-author, and no "Robert K. Smith"."""
    same: dict[tuple[str, str], dict[str, Form]] = defaultdict(dict)
    for form in forms:
        first, *middle = form.parts[:-1]
        if len(first) > 2 and all(len(part) == 1 for part in middle):
            same[first, form.parts[-1]].setdefault("".join(middle), form)
    for group in same.values():
        if len(group) == 2 and "" in group:
            one, two = group.values()
            if _shared(one, two, people) >= 1:
                yield one, two


def _one_letter(forms: list[Form], people: list[set[Name]]) -> Iterator[tuple[Form, Form]]:
    """Yield pairs of long names that differ in one letter, with two co-authors in common.

    Names are indexed by their remainders after deleting each letter, so that not all pairs are compared.
    """
    rests: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in forms:
        given, family = "".join(form.parts[:-1]), form.parts[-1]
        for rest in _rests(given):
            rests[rest, family].append(form)
        for rest in _rests(family):
            rests[given, rest].append(form)
    for group in rests.values():
        for one, two in combinations(group, 2) if len(group) > 1 else ():
            if _slip(one, two) and _shared(one, two, people) >= 2:
                yield one, two


def _rests(name: str) -> set[str]:
    """Return a long name, and its remainders after deleting each letter but the last, which often marks the gender."""
    if len(name) not in LONG_ENOUGH:
        return set()
    return {name} | {name[:at] + name[at + 1 :] for at in range(len(name) - 1)}


def _slip(one: Form, two: Form) -> bool:
    """Return whether the difference is a typing error, and not that between two Chinese names."""
    pairs = zip(("".join(one.parts[:-1]), one.parts[-1]), ("".join(two.parts[:-1]), two.parts[-1]), strict=True)
    differing = [(a, b) for a, b in pairs if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return a[-1] == b[-1] and _is_one_edit(a, b) and not (re.fullmatch(PINYIN, a) and re.fullmatch(PINYIN, b))


def _is_one_edit(a: str, b: str) -> bool:
    """Return whether inserting, deleting, replacing or swapping one letter turns one word into the other."""
    start = _common_start(a, b)
    end = _common_start(a[start:][::-1], b[start:][::-1])
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])


def _common_start(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _shared(one: Form, two: Form, people: list[set[Name]]) -> int:
    """Return the number of others who have published with both."""
    first, second = (set[Name]().union(*(people[at] for at in form.papers)) for form in (one, two))
    return len((first & second) - {frozenset(one.parts), frozenset(two.parts)})
