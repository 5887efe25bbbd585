"""English for sentences made of facts: who does it, how many, a or an, the, lists with "and"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cvgen.document.markdown import plain_text
from cvgen.profile.model import Profile
from cvgen.profile.names import tokens

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
PRONOUNS = re.compile(r"(she|he|they)(\s*/\s*(she|her|hers|he|him|his|they|them|their|theirs))*", re.IGNORECASE)
POSSESSIVE = {"she": "her", "he": "his", "they": "their"}
PLURAL = {"is": "are", "has": "have", "was": "were", "holds": "hold", "works": "work"}
PARTICLES = frozenset({
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "las",
    "le", "los", "ten", "ter", "van", "vande", "von", "zu",
})  # fmt: skip
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
VOWEL_SOUND = re.compile(
    r"(?!eu|uni(?!n|m)|unesco|us[aeiu]|one\b|once|ut[eio]|ubi|ura|ure)[aeiou]|hono|hour|heir|8|1[18](?!\d)", re.I
)
SPELT_VOWELS = frozenset("AEFHILMNORSX")  # letters whose names begin with a vowel: an MIT laboratory
OPENING_QUOTES = tuple('“"«„《「『‹')
LONG_SENTENCE = 34  # words
ENDS_ABBREVIATED = re.compile(r"\b([A-Z]|Inc|Ltd|Corp|Co|Jr|Sr|etc)\.$")  # its full stop would be missed
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
TAKES_THE = re.compile(
    r"(?:University|Institute|School|College|Academy|Faculty|Department|Division|Ministry|Museum|Library|Bank"
    r"|Cent(?:er|re)|Laboratory|Society|Association|Council|Board|Office|Committee|Fund|Foundation) (?:of|for|on)\b"
    r"|(?:Royal|National|Federal|Max Planck|Chinese Academy|Russian Academy|Swiss Federal|National Institutes?) \w"
    r"|(?:[\w&.'-]+ )*(?:Journal|Proceedings|Annals|Annual Review|Quarterly Review|Review|Transactions|Bulletin"
    r"|Archives|Handbook|Dictionary|Encyclopedia|Conference|Congress|Meeting|Workshop|Symposium|Assembly|Forum"
    r"|Society|Association|Institute|Academy|Cent(?:er|re)|Council) (?:of|on|for)\b(?! Technology)"
    r"|(?:[\w&.'-]+ )+(?:Institute|Academy|Society|Association|Council|Union|Foundation|Fund|Trust|Observatory|Museum"
    r"|Ministry|Cent(?:er|re)|Laboratory|Workshop|Conference|Congress|Symposium)\b(?! of Technology)"
)


@dataclass(frozen=True)
class Voice:
    """How sentences speak of the person: the subject, what is theirs, and whether verbs are plural."""

    subject: str
    possessive: str
    plural: bool = False
    bare: bool = False  # a list's noun needs no possessor: "Awards include" where a name would be repeated

    def does(self, verb: str) -> str:
        """ "has" -> "she has", "they have" """
        return f"{self.subject} {PLURAL.get(verb, verb) if self.plural else verb}"

    def list_of(self, noun: str) -> str:
        """ "awards" -> "her awards", "awards" """
        return noun if self.bare else f"{self.possessive} {noun}"


def named(profile: Profile) -> Voice:
    """The voice of a first sentence, which says the whole name."""
    name = clean(profile.name)
    return Voice(name, genitive(name))


def pronoun(profile: Profile, own: str = "") -> Voice:
    """The voice of all further sentences; where the pronouns are not known, the family name is repeated.

    Behind words of the owner that say "She ..." throughout, the profile need not say it.
    """
    match = PRONOUNS.fullmatch((profile.pronouns or _used(own)).strip())
    if not match:
        name = family_name(profile)
        return Voice(name, genitive(name), bare=True)
    subject = match[1].lower()
    return Voice(subject, POSSESSIVE[subject], plural=subject == "they")


def _used(own: str) -> str:
    """The pronoun with which sentences of the owner's text begin; "" when it has another one anywhere."""
    begins = set(re.findall(r"(?<=[.!?] )(?:She|He)\b", own))
    other = r"\b(he|his|him)\b" if "She" in begins else r"\b(she|hers?)\b"
    return begins.pop() if len(begins) == 1 and not re.search(other, own, re.IGNORECASE) else ""


def family_name(profile: Profile) -> str:
    """The family name where it can be told from the name's form, else the whole name.

    "Zoë de Groot" -> "de Groot", "Ada K. Byron Jr." -> "Byron"; an alias "Byron, Ada" settles it.
    """
    name = clean(profile.name)
    forms = [*profile.aliases, *(author.name for paper in profile.publications for author in paper.authors)]
    for family, comma, given in (clean(form).partition(", ") for form in forms):
        if comma and sorted(tokens(f"{given} {family}")) == sorted(tokens(name)) and family in name:
            return family
    words = [word for word in name.split() if word.strip(".,").lower() not in SUFFIXES]
    at = next((at for at, word in enumerate(words) if at and word.lower() in PARTICLES), len(words) - 1)
    before = [word for word in words[1:at] if len(word.strip(".")) > 1]
    return name if at < 1 or (before and at == len(words) - 1) else " ".join(words[at:])


def genitive(name: str) -> str:
    return f"{name}’s"


def clean(text: str | None) -> str:
    """Markdown -> one line of words without invisible characters."""
    return " ".join(INVISIBLE.sub("", plain_text(text or "")).split())


def sentence(*parts: str) -> str:
    """Parts -> a sentence that begins with a capital and ends in one full stop."""
    text = " ".join(filter(None, parts)).rstrip(" ,;:")
    return text[:1].upper() + text[1:] + "." * (not text.endswith("."))


def listed(items: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; with commas or "and" inside the items the signs between them grow clearer."""
    if any(re.search(r",(?![^()“”]*[)”])", item) for item in items):
        comma, last = "; ", "; and "
    else:
        comma, last = ", ", ", and " if any(" and " in item for item in items) else " and "
    return last.join(filter(None, [comma.join(items[:-1]), *items[-1:]]))


def flow(texts: Sequence[str], voice: Voice, name: str = "") -> list[str]:
    """Sentences -> the same, two short ones about the same subject as one: "She is ... and holds ..."."""
    found: list[str] = []
    joined = False
    subject = sentence(voice.subject)[:-1]
    subjects = tuple(f"{one} " for one in (subject, "" if voice.plural else name) if one)
    for text in texts:
        pair = found and not joined and found[-1].startswith(subjects) and text.startswith(f"{subject} ")
        whole = _joined(found[-1], text, subject) if pair else ""
        found = [*found[:-1], whole] if whole else [*found, text]
        joined = bool(whole)
    return found


def _joined(one: str, two: str, subject: str) -> str:
    """Two sentences as one; "" where it would be long, or have a list to which the "and" could seem to belong."""
    if not _is_simple(one) or not _is_simple(two):
        return ""
    link = ", and" if " and " in one else " and"
    whole = f"{one.removesuffix('.')}{link}{two.removeprefix(subject)}"
    return whole if len(whole.split()) <= LONG_SENTENCE and len(whole) <= len(f"{one} {two}") else ""


def _is_simple(text: str) -> bool:
    inner = re.sub(r"\([^)]*\)|\b\w{1,4}\.(?=[\w ])", "", text[:-1])
    return not re.search(r"[,;.] ", inner) and not ENDS_ABBREVIATED.search(text)


def quoted(title: str) -> str:
    """A title in quotation marks, unless it has its own."""
    title = clean(title).rstrip(".")
    return title if title[:1] in OPENING_QUOTES else f"“{title.replace('“', '‘').replace('”', '’')}”"


def number(count: int) -> str:
    """3 -> "three", 26 -> "26"."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """1, "paper" -> "one paper"; 26 -> "26 papers"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def a(noun: str) -> str:
    """ "Area Chair" -> "an Area Chair", "MIT fellow" -> "an MIT fellow", "university" -> "a university"."""
    if re.match(r"(an?|the) ", noun, re.IGNORECASE):
        return noun[0].lower() + noun[1:]
    first = re.split(r"[\W_]", noun, maxsplit=1)[0]
    spelt = len(first) == 1 or (first.isupper() and len(first) < len("UNESCO"))
    vowel = first[:1] in SPELT_VOWELS if spelt else VOWEL_SOUND.match(first)
    return f"{'an' if vowel else 'a'} {noun}"


def the(name: str) -> str:
    """ "University of Carrow" -> "the University of Carrow"; "Tsinghua University" stays."""
    return f"the {name}" if TAKES_THE.match(name) else name
