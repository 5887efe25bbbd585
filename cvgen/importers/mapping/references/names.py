"""Scan the names at the start of a text, in the four forms of lists that styles have."""

import re
from dataclasses import dataclass

from cvgen.importers.mapping import people
from cvgen.profile.model import Author
from cvgen.profile.names import MARK_SIGNS
from cvgen.profile.text import CJK

MOST = 10_000  # names of one list
CANDIDATES = 4  # ends of a list that are tried, counted from its last name
# Letters by case; scripts without case, such as Chinese, count as upper case, because their names look so.
CODES = [*range(0x41, 0x250), *range(0x370, 0x588), *range(0x1E00, 0x2000)]
LOWER = "".join(chr(code) for code in CODES if chr(code).isalpha() and chr(code).islower())
UPPER = "".join(chr(code) for code in CODES if chr(code).isalpha() and not chr(code).islower())
OTHER = "ʻʼ\u0300-\u036f\u0590-\u05ff\u0620-\u06ff\u0900-\u0dff\u0e00-\u0e7f" + CJK
U, A = f"[{UPPER}{OTHER}]", f"[{UPPER}{LOWER}{OTHER}]"
SIGNS = f"(?:[{re.escape(MARK_SIGNS.replace('&', ''))}]|(?<=[*†‡§¹²³⁴⁵⁶⁷⁸⁹]),(?=[*†‡§¹²³⁴⁵⁶⁷⁸⁹]))"
MARKS = rf"(?:\s?{SIGNS}{{1,12}})?"

PARTICLE = (
    r"(?:van|von|vom|der|den|de|del|della|dello|delle|degli|di|da|dal|dos|das|do|du|des|la|las|le|los|el|al"
    r"|ul|bin|ibn|bint"
    r"|ben|abu|ter|ten|te|tot|zu|zur|zum|af|av|op|in ['’]t|['’]t|y|e|i|und|v\.|d\.|vd|Ó|Ní|Nic|Uí|dell['’]"
    r"|d['’]|St\.|Ste\.|st\.)"
)
JOINT = rf"(?:['’ʼ‘`]{A}{{1,40}}|-{A}{{1,40}})"
WORD = rf"(?:[dlDL]['’ʼ]|(?:al|el|ul|as|ad|ibn|ben)-)?{U}{A}{{0,40}}{JOINT}{{0,4}}"
# Two letters at least
LONG = rf"(?:[dlDL]['’ʼ]|(?:al|el|ul|as|ad|ibn|ben)-)?{U}(?:{A}{{1,40}}{JOINT}{{0,4}}|{JOINT}{{1,4}})"
ABBREVIATION = rf"(?:(?:Th|Ch|Chr|Zh|Sh|Ts|Kh|Ph|St|Wm|Fr|Jos|Joh|Geo|Dm|Vl)\.(?=[ -]?{U}))"
DOTTED = rf"(?:(?:{U}\.|{ABBREVIATION})(?:[ ]?-?(?:{U}\.|{ABBREVIATION})){{0,4}}(?:[ ](?:v|d)\.){{0,2}})"
INITIALS = rf"(?:{DOTTED}|{U}(?:[ -]?{U}){{0,3}}(?!{A}|['’]{A}|\.))"
SUFFIX = r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?"
NEXT = rf"(?!{U}{{1,3}}(?!{A})|(?:Jr|Sr)\b){LONG}"  # not the initials of "Doe JK"
FAMILY = rf"(?:{PARTICLE}[ ]?){{0,3}}(?!(?:Jr|Sr)\b){LONG}(?:[ ](?:{PARTICLE}[ ]){{0,3}}{NEXT}){{0,3}}"
GIVEN = rf"(?:{DOTTED}|{WORD})(?:[ ](?:{DOTTED}|{PARTICLE}[ ]{WORD}|{WORD}|{PARTICLE}(?=[,.;:)]))){{0,3}}"

# One name in each form; each pattern is matched at a position, and has no choice that grows with the text.
PATTERNS = {
    "initials": rf"(?P<family>{FAMILY}){MARKS},[ ](?P<given>{INITIALS}){MARKS}(?:,?[ ](?P<suffix>{SUFFIX}))?{MARKS}",
    "turned": (
        rf"(?P<family>{FAMILY}){MARKS}(?:,[ ](?P<early>{SUFFIX}))?,[ ](?P<given>{GIVEN})(?:,?[ ]"
        rf"(?P<suffix>{SUFFIX}))?{MARKS}"
    ),
    "medical": rf"(?P<family>{FAMILY})[ ](?P<given>{U}(?:-?{U}){{0,3}})(?!{A}|['’])(?:[ ](?P<suffix>{SUFFIX}))?{MARKS}",
    "dotted": rf"(?P<family>{FAMILY})[ ](?P<given>{DOTTED}){MARKS}",
    "direct": rf"(?P<whole>(?:{DOTTED}[ ]?(?:[(“\"‘']{WORD}[)”\"’'][ ])?(?:{WORD}[ ]){{0,1}}{FAMILY}"
    rf"|{WORD}(?:[ ](?:{DOTTED}|(?:{PARTICLE}[ ]?){{1,3}}{WORD}|{WORD}"
    rf"|{U}\b)){{0,3}}[ ](?:{PARTICLE}[ ]?){{0,3}}{LONG})"
    rf"(?:,?[ ]{SUFFIX})?){MARKS}",
    "group": rf"(?P<whole>(?:the[ ])?{WORD}(?:[ ](?:for|of|and|in|on|the|&|{WORD})){{1,9}}){MARKS}",
}
NAME = {form: re.compile(pattern) for form, pattern in PATTERNS.items()}
# The forms of a list: the patterns of its first name and of the others.
FORMS = {
    "initials": (("initials",), ("initials",)),
    "turned": (("turned", "initials"), ("direct",)),
    "all turned": (("turned", "initials"), ("turned", "initials")),
    "medical": (("medical",), ("medical",)),
    "dotted": (("dotted",), ("dotted",)),
    "direct": (("direct",), ("direct",)),
}
GROUP = re.compile(
    r"(?:.*\b)?(?:group|groups|team|investigators|collaborat\w+|consortium|network|committee|association"
    r"|society|organi[sz]ation"
    r"|institute|institut|agency|commission|council|initiative|center|centre|ministry|department|office|bank"
    r"|nations|union"
    r"|foundation|working|trialists|study|program|programme|project|academy|federation|university)\b.*",
    re.IGNORECASE,
)
AND = r"(?:and|&|und|et(?![.\s]*al\b)|y|e|og|och|en)"
BETWEEN = re.compile(rf"\s*[,;，；、]\s*(?:{AND}\s+)?|\s*\.,\s*(?:{AND}\s+)?|\s+{AND}\s+|\s*·\s*")
REMARK = re.compile(
    r"\s?\((?!(?i:eds?|hrsg)\b)(?![^()]*(?:19|20)\d\d)(?=[^()]*\b[a-z]{3})[^()\n]{3,300}\)"
)  # about the author before it
AFTER_REMARK = re.compile(r",? (?:and|&) |[,;] |\.?\n|\.?$")
OTHERS = re.compile(
    r"(?:,?\s*(?:and|&)?\s*(?:\bet\.?\s*al\b\.?|others\b)|\s*,?\s*(?:\.\s?\.\s?\.|…)(?!\s*[,&]?\s*&?\s*\w))",
    re.IGNORECASE,
)
ELLIPSIS = re.compile(r"\s*,?\s*(?:\.\s?\.\s?\.|…)\s*,?\s*(?:&\s*)?(?=\w)")


@dataclass(frozen=True)
class Name:
    """A name and its place in the text."""

    author: Author
    start: int
    end: int
    form: str
    family_words: int = 0  # beyond the first, without particles


@dataclass(frozen=True)
class Names:
    """A list of names from a position on, the end of its text, and whether it says that there are more authors."""

    names: tuple[Name, ...]
    end: int
    form: str
    has_more: bool = False
    dropped: int = 0  # names of the same form that follow
    remarks: tuple[str, ...] = ()


def scan(text: str, start: int, form: str, groups: bool = True) -> list[Names]:
    """Return the lists of names that begin at a position, the longest first; shorter ones end some names earlier."""
    found: list[Name] = []
    remarks: list[str] = []
    ends: list[tuple[int, bool]] = []
    at, has_gap = start, False
    first, others = FORMS[form]
    while len(found) < MOST and (name := _name(text, at, first if not found else others, groups)):
        found.append(name)
        remark = REMARK.match(text, name.end) if form == "direct" and groups else None
        end = remark.end() if remark and AFTER_REMARK.match(text, remark.end()) else name.end
        if end > name.end:
            remarks.append(f"{name.author.name}: {text[name.end : end].strip(' ()')}")
        more = OTHERS.match(text, end)
        ends.append((more.end() if more else end, has_gap or more is not None))
        gap = ELLIPSIS.match(text, end)
        has_gap = has_gap or gap is not None
        between = gap or BETWEEN.match(text, end)
        if more or not between:
            break
        at = between.end()
    least = max(0, len(found) - CANDIDATES)
    return [
        Names(tuple(found[: size + 1]), ends[size][0], form, ends[size][1], len(found) - 1 - size, tuple(remarks))
        for size in range(len(found) - 1, least - 1, -1)
    ]


def _name(text: str, at: int, patterns: tuple[str, ...], groups: bool) -> Name | None:
    """Return the name at a position in one of several forms, None if no form fits."""
    for form in (*patterns, "group") if groups else patterns:
        found = NAME[form].match(text, at)
        if found and (form != "group" or GROUP.fullmatch(found[0])) and (author := _author(found)):
            family = found.groupdict().get("family") or ""
            return Name(author, at, found.end(), form, max(0, sum(word[0].isupper() for word in family.split()) - 1))
    return None


def _author(found: re.Match[str]) -> Author | None:
    """Return the author of a matched name, given names first."""
    groups = found.groupdict()
    marks = "".join(re.findall(SIGNS, found[0]))
    if groups.get("whole"):
        return people.whole(groups["whole"] + marks)
    suffix = groups.get("suffix") or groups.get("early") or ""
    return people.whole(people.of_parts(groups["given"], groups["family"], suffix=suffix) + marks)
