"""Compare venues: whether two names, long, short or abbreviated, denote the same journal or conference."""

import re
from functools import cache

from cvgen.profile.status import is_server, server_name

EDITION = re.compile(r"\b(19|20)\d\d\b|['’]\d\d\b|\b\d+(st|nd|rd|th)\b", re.I)
ACRONYM = re.compile(r"[A-Z][\w&+/-]*[A-Z][\w&+/-]*( [A-Z]{2,})?")
LONGEST_ACRONYM = 12
# Words that make a venue different from the one it names: a paper of a workshop at ICML is not a paper of ICML.
PART = re.compile(r"workshop|findings|companion|tutorial|\bdemo|\btrack\b|challenge|submission", re.I)
STOP_WORDS = {"the", "of", "on", "in", "and", "for", "proceedings", "proc", "annual", "ieee", "acm", "cvf", "usenix"}
LONG_FORMS = {"intl": "international", "conf": "conference", "symp": "symposium", "trans": "transactions"}
# Short names that are not the initials of the long one.
SHORT_NAMES = {
    "nips": "neurips", "neural information processing systems": "neurips", "t-pami": "tpami",
    "aaai artificial intelligence": "aaai", "empirical methods natural language processing": "emnlp",
    "knowledge discovery data mining": "kdd", "very large data bases": "vldb",
    "human factors computing systems": "chi", "acoustics speech signal processing": "icassp",
}  # fmt: skip
KINDS = ("international", "conference", "symposium", "advances", "european", "british")  # left out to find a short name
Name = tuple[str, ...]


def same_venue(one: str | None, other: str | None) -> bool:
    """Return whether two names denote one venue: "Conference on Computer Vision (ICCV)", "ICCV 2019", "Proc. ICCV"."""
    if not one or not other:
        return False
    (long, acronym), (other_long, other_acronym) = _names(one), _names(other)
    if parts_of(one) != parts_of(other):  # "WSA" may be the Workshop on Small Animals, which ICML never is
        shorts = {acronym, other_acronym} - {""}
        return not (long and other_long) and len(shorts) == 1 and shorts <= _initials(long or other_long)
    if long and other_long:
        return long == other_long or _abbreviates(long, other_long) or bool(acronym and acronym == other_acronym)
    shorts, other_shorts = _shorts(long, acronym), _shorts(other_long, other_acronym)
    return bool(shorts & other_shorts)


def without_edition(venue: str) -> str:
    """Remove the edition: "36th Conference on Machines (CM 2019), 2019" -> "Conference on Machines (CM)"."""
    text = EDITION.sub("", re.sub(r"[*_`]", "", venue))
    text = re.sub(r"\s*\(\s*\)", "", re.sub(r"\s+", " ", text))
    return re.sub(r"\s+([),])", r"\1", text).strip(" ,;:-–'’")


def split_acronym(text: str) -> tuple[str, str]:
    """Split a venue into name and acronym: "Conference on Machines (CM)" -> ("Conference on Machines", "cm")."""
    if is_acronym(text):
        return "", text.casefold()
    inside = re.search(r"\(([^()]+)\)", text)
    if inside and is_acronym(inside[1]):
        return text[: inside.start()], inside[1].casefold()
    return text, ""


def is_acronym(text: str) -> bool:
    """Return whether a name is an acronym such as ICML, NeurIPS or ACM MM."""
    return len(text) <= LONGEST_ACRONYM and bool(ACRONYM.fullmatch(text))


def long_words(long: str) -> Name:
    """Return the words of a long name, with known abbreviations expanded, without stop words."""
    words = re.findall(r"\w+", long.casefold().replace("int'l", "international"))
    return tuple(LONG_FORMS.get(word, word) for word in words if word not in STOP_WORDS)


@cache
def _names(venue: str) -> tuple[Name, str]:
    """Return the words of a venue's long name and its acronym, either of which may be missing."""
    name = server_name(without_edition(venue))
    text = re.sub(r"^(proceedings|proc\.)( of)?( the)? (?=[A-Z]\S*$)", "", name, flags=re.I)
    long, acronym = split_acronym(text)
    return long_words(long), re.sub(r"^(acm|ieee) ", "", acronym)


@cache
def parts_of(venue: str) -> frozenset[str]:
    """Return what makes it another venue than the one it names: "Workshop on Machines at ICML" -> {"workshop"}."""
    found = {match.lower() for match in PART.findall(venue)}
    return frozenset(found | {"preprint"} if is_server(venue) else found)


def _shorts(long: Name, acronym: str) -> set[str]:
    """Return every short name of a venue; for a long name without an acronym, its initials."""
    given = {SHORT_NAMES.get(acronym, acronym)} if acronym else set()
    subject = tuple(word for word in long if word not in KINDS)
    known = {SHORT_NAMES[name] for name in (" ".join(long), " ".join(subject)) if name in SHORT_NAMES}
    if given or known or len(long) < 2:
        return given | known
    return _initials(long) | _initials(subject)


def _initials(long: Name) -> set[str]:
    """Return the initials of a long name, with and without its first word."""
    return {"".join(word[0] for word in words) for words in (long, long[1:]) if len(words) > 2}


def _abbreviates(one: Name, other: Name) -> bool:
    """Return whether two long names agree word by word, some of them abbreviated: "Pattern Anal. Mach. Intell."."""
    pairs = list(zip(one, other, strict=False))
    return len(one) == len(other) and all(a.startswith(b) or b.startswith(a) for a, b in pairs)
