"""English grammar for sentences built from facts: subjects, numbers, articles, lists with "and"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cvgen.document.markdown import plain_text
from cvgen.profile.model import Profile
from cvgen.profile.names import tokens

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
PRONOUNS = re.compile(r"(\w+)(\s*/\s*\w+)*", re.IGNORECASE)
SUBJECTS = {  # also of people who write theirs in another language
    "she": "she", "sie": "she", "elle": "she", "ella": "she", "ela": "she", "lei": "she", "hon": "she",
    "he": "he", "er": "he", "il": "he", "él": "he", "ele": "he", "lui": "he", "han": "he",
    "they": "they", "hen": "they", "iel": "they",
}  # fmt: skip
POSSESSIVE = {"she": "her", "he": "his", "they": "their"}
PLURAL = {"is": "are", "has": "have", "was": "were", "holds": "hold", "works": "work", "serves": "serve"}
PARTICLES = frozenset({
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "las",
    "le", "los", "ten", "ter", "van", "vande", "von", "zu",
})  # fmt: skip
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
ASIDE = re.compile(r"“[^”]*”|\([^)]*\)")  # an "and" inside does not divide a list
VOWEL_SOUND = re.compile(
    r"(?!eu|uni(?!n|m)|unesco|us[aeiu]|one\b|once|ut[eio]|ubi|ura|ure)[aeiou]|hono|hour|heir|8|1[18](?!\d)", re.I
)
SPELT_VOWELS = frozenset("AEFHILMNORSX")  # letters whose names begin with a vowel: an MIT laboratory
OPENING_QUOTES = tuple('“"«„《「『‹')
LONG_SENTENCE = 34  # words
ENDS_ABBREVIATED = re.compile(r"\b([A-Z]|Inc|Ltd|Corp|Co|Jr|Sr|etc)\.$")  # abbreviations that need their full stop
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
TAKES_THE = re.compile(
    r"(?:[\w.'-]+ )*University of\b"
    r"|(?:Institute|School|College|Academy|Faculty|Department|Division|Ministry|Museum|Library|Bank"
    r"|Cent(?:er|re)|Laboratory|Society|Association|Council|Board|Office|Committee|Fund|Foundation) (?:of|for|on)\b"
    r"|(?:Royal|National|Federal|Max Planck|Chinese Academy|Russian Academy|Swiss Federal|National Institutes?) \w"
    r"|(?:[\w&.'-]+ )*(?:Journal|Proceedings|Annals|Annual Review|Quarterly Review|Review|Transactions|Bulletin"
    r"|Archives|Handbook|Dictionary|Encyclopedia|Conference|Congress|Meeting|Workshop|Symposium|Assembly|Forum"
    r"|Society|Association|Institute|Academy|Cent(?:er|re)|Council) (?:of|on|for)\b(?! Technology)"
    r"|(?:[\w&.'-]+ )+(?:Institute|Academy|Society|Association|Council|Union|Foundation|Fund|Trust|Observatory|Museum"
    r"|Ministry|Cent(?:er|re)|Laboratory|Workshop|Conference|Congress|Symposium|Meeting|Commission|Committee"
    r"|Collaboration|Consortium|Working Group|Archive|Forum)\b(?! of Technology)"
    r"|(?:House of|Houses of|Inner Temple|Middle Temple|European (?:Parliament|Union)|United Nations|Senate\b)"
)


@dataclass(frozen=True)
class Voice:
    """How sentences refer to the person: the subject, the possessive, and whether verbs are plural."""

    subject: str
    possessive: str
    plural: bool = False
    bare: bool = False  # omit the possessive before lists: "Awards include" where a name would be repeated

    def does(self, verb: str) -> str:
        """Return the subject with a verb: "has" -> "she has", "they have"."""
        return f"{self.subject} {PLURAL.get(verb, verb) if self.plural else verb}"

    def list_of(self, noun: str) -> str:
        """Return the noun of a list: "awards" -> "her awards", or "awards" where the name would be repeated."""
        return noun if self.bare else f"{self.possessive} {noun}"


def named(profile: Profile) -> Voice:
    """Return the voice of the first sentence, which gives the full name."""
    name = clean(profile.name)
    return Voice(name, genitive(name))


def pronoun(profile: Profile, own: str = "") -> Voice:
    """Return the voice of all further sentences; if the pronouns are unknown, the family name is repeated.

    If the profile has no pronouns, they are taken from the owner's text, where it says "She ..." throughout.
    """
    subject = subject_of(profile.pronouns or _used(own))
    if not subject:
        name = family_name(profile)
        return Voice(name, genitive(name), bare=True)
    return Voice(subject, POSSESSIVE[subject], plural=subject == "they")


def subject_of(pronouns: str) -> str:
    """Return "she", "he" or "they" for pronouns such as "she/her" or "sie/ihr"; "" for any others."""
    match = PRONOUNS.fullmatch(pronouns.strip())
    return SUBJECTS.get(match[1].lower(), "") if match else ""


def _used(own: str) -> str:
    """Return the pronoun that begins sentences of the owner's text; "" when the text also has another one."""
    begins = set(re.findall(r"(?<=[.!?] )(?:She|He)\b", own))
    other = r"\b(he|his|him)\b" if "She" in begins else r"\b(she|hers?)\b"
    return begins.pop() if len(begins) == 1 and not re.search(other, own, re.IGNORECASE) else ""


def family_name(profile: Profile) -> str:
    """Return the family name if the form of the name shows it, else the whole name.

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
    """Return the possessive form: "Ada" -> "Ada’s"."""
    return f"{name}’s"


def clean(text: str | None) -> str:
    """Return Markdown as one line of plain words, without invisible characters."""
    return " ".join(INVISIBLE.sub("", plain_text(text or "")).split())


def sentence(*parts: str) -> str:
    """Join parts into a sentence that begins with a capital and ends with one full stop."""
    text = " ".join(filter(None, parts)).rstrip(" ,;:")
    return text[:1].upper() + text[1:] + "." * (not text.endswith("."))


def listed(items: Sequence[str]) -> str:
    """Return a list: "A", "A and B", "A, B and C"; semicolons separate items that contain commas."""
    if any(re.search(r",(?![^()“”]*[)”])", item) for item in items):
        comma, last = "; ", "; and "
    else:
        comma, last = ", ", ", and " if any(" and " in ASIDE.sub("", item) for item in items) else " and "
    return last.join(filter(None, [comma.join(items[:-1]), *items[-1:]]))


def flow(texts: Sequence[str], voice: Voice, name: str = "", conjunction: str = "and") -> list[str]:
    """Join pairs of short sentences with the same subject: "She is ... and holds ..."; return all in order."""
    found: list[str] = []
    joined = False
    subject = sentence(voice.subject)[:-1]
    subjects = tuple(f"{one} " for one in (subject, "" if voice.plural else name) if one)
    for text in texts:
        pair = found and not joined and found[-1].startswith(subjects) and text.startswith(f"{subject} ")
        whole = _joined(found[-1], text, subject, conjunction) if pair else ""
        found = [*found[:-1], whole] if whole else [*found, text]
        joined = bool(whole)
    return found


def _joined(one: str, two: str, subject: str, conjunction: str) -> str:
    """Join two sentences; return "" if the result is long, or if "and" could be read as part of a list."""
    if not _is_simple(one) or not _is_simple(two) or all(f" {conjunction} " in text for text in (one, two)):
        return ""
    needs_comma = conjunction == "and" and " and " in one  # which other languages do without
    link = f"{',' * needs_comma} {conjunction}"
    whole = f"{one.removesuffix('.')}{link}{two.removeprefix(subject)}"
    return whole if len(whole.split()) <= LONG_SENTENCE and len(whole) <= len(f"{one} {two}") else ""


def _is_simple(text: str) -> bool:
    """Return whether a sentence has no clauses or lists, and does not end with an abbreviation."""
    if re.search(r" and (?:has|have|serves?) ", text):
        return False
    inner = re.sub(r"\([^)]*\)|\b\w{1,4}\.(?=[\w ])", "", text[:-1])
    return not re.search(r"[,;.] ", inner) and not ENDS_ABBREVIATED.search(text)


def quoted(title: str) -> str:
    """Return a title in quotation marks, unless it has some already."""
    title = clean(title).rstrip(".")
    return title if title[:1] in OPENING_QUOTES else f"“{title.replace('“', '‘').replace('”', '’')}”"


def down(items: Sequence[object], most: int) -> range:
    """Return the numbers of items to list, from the most down to one."""
    return range(min(most, len(items)), 0, -1)


def number(count: int) -> str:
    """Return a number in words up to twelve: 3 -> "three", 26 -> "26"."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number and its noun: 1, "paper" -> "one paper"; 26 -> "26 papers"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def a(noun: str) -> str:
    """Add the indefinite article: "Area Chair" -> "an Area Chair", "MSc in Law" -> "an MSc in Law"."""
    if re.match(r"(an?|the) ", noun, re.IGNORECASE):
        return noun[0].lower() + noun[1:]
    first = re.split(r"[\W_]", noun, maxsplit=1)[0]
    spelt = len(first) == 1 or (first[:2].isupper() and len(first) < len("UNESCO"))
    vowel = first[:1] in SPELT_VOWELS if spelt else VOWEL_SOUND.match(first)
    return f"{'an' if vowel else 'a'} {noun}"


def the(name: str) -> str:
    """Add "the" to names that need it: "University of Carrow" -> "the University of Carrow"; others stay."""
    return f"the {name}" if TAKES_THE.match(name) else name
