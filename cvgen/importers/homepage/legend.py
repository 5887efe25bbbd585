"""Read what the marks after authors mean from the page itself, because meanings differ from page to page."""

import re

from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.inline import bare, markdown, starred
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.fields import Text
from cvgen.profile.names import MARK_SIGNS, PLAIN_SIGN

FREE = "†‡§¶‖$&@!^~*+#"  # for a mark that has two meanings on one page
RARE = "&@$!~"  # as marks; in texts they have other meanings
MAX_LENGTH = 1000  # characters of a legend
VERB = r"(?:denotes?|indicates?|means?|represents?|refers? to|stands? for|marks?|for|is|are)\b"
SIGN = re.compile(
    rf"(?:^|(?<=[\s(,;、，；|:：`'\"“/]))(?P<before>[(\[])?[`'\"“]?(?P<sign>[{re.escape(MARK_SIGNS)}])[`'\"”]?"
    rf"(?P<behind>[)\]])?(?=\s*[\w:=：,;.)\-–—]|\s*$)\s*(?P<verb>(?:[:=：\-–—]|{VERB})\s*(?:the\s)?)?"
)
MEANING = re.compile(
    r"equal|contribut|correspond|intern|student|mentor|advis|supervis|lead|first|senior|postdoc|member|author|"
    r"team|贡献|通讯|一作|学生|实习",
    re.IGNORECASE,
)


class Legend:
    """The meaning of each mark on a page; a mark with a second meaning is renamed from there on."""

    def __init__(self) -> None:
        self.marks: dict[str, Text] = {}
        self._renamed: dict[str, str] = {}

    def learn(self, pairs: dict[str, str], at: HasLocation, notes: Diagnostics) -> None:
        """Add marks and their meanings, valid from this point of the page on."""
        for sign, meaning in pairs.items():
            known = {_folded(text): other for other, text in self.marks.items()}
            other = known.get(_folded(meaning)) or (_free(self.marks) if sign in self.marks else sign)
            if other != sign:
                previous = self.marks.get(sign)
                hint = f"above, it means '{previous}'" if previous else "above, another mark has this meaning"
                notes.warn(f"'{sign}' means '{meaning}' from here on: imported as '{other}'", at, hint)
            self.marks.setdefault(other, clean(meaning))
            self._renamed[sign] = other

    def of(self, signs: str) -> str:
        """Return the marks of the profile for the marks after an author."""
        return "".join(dict.fromkeys(self._renamed.get(sign, sign) for sign in signs))


def read(text: str, bullet: str = "") -> dict[str, str]:
    """Return the marks that a line explains, {} if it is not a legend."""
    if len(text) > MAX_LENGTH:
        return {}
    text = f"{bullet} {text}" if bullet in MARK_SIGNS else text
    rendered = bare(starred(tex.plain(markdown(text))))
    found = [match for match in SIGN.finditer(rendered) if _explains(match)]
    pairs: dict[str, str] = {}
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(rendered)
        meaning = _meaning(rendered[match.end() : end])
        if match["before"] and match["behind"] and not match["verb"]:  # Equal contribution (*)
            meaning = _meaning(rendered[found[at - 1].end() if at else 0 : match.start()])
        if meaning:
            pairs.setdefault(match["sign"].translate(PLAIN_SIGN), meaning)
    return pairs if any(MEANING.search(meaning) for meaning in pairs.values()) else {}


def _explains(found: re.Match[str]) -> bool:
    """Return whether a sign is explained here, and is not the & of a company or the + of a number."""
    before = found.string[: found.start("sign")].rstrip(" `'\"“")
    if found["verb"] or (found["before"] and found["behind"]) or not before:
        return True
    return found["sign"] not in RARE and (before[-1] in "(,;、，；。.|:：/" or before.endswith((" and", " while")))


def _meaning(text: str) -> str:
    """Return the meaning in the text between two signs, up to the end of the sentence; "" if it has none."""
    text = re.sub(r"^[\s,;、，；.:|`*()\[\]]+", "", text)
    text = re.split(r"[.。]\s|[|`]", f"{text} ", maxsplit=1)[0].rstrip(" ,;、，；.:*([")
    text = re.sub(r"[,;]?\s(?:and|while)$", "", text)
    text = text.rstrip(")]. ") if text.count("(") < text.count(")") else text
    return text if 1 < len(text) <= 120 and re.search(r"\w\w", text) else ""


def _folded(meaning: str) -> str:
    """Return a meaning in a form to compare: "Equal contributions" equals "equal contribution"."""
    return re.sub(r"[\W_]+|s\b", "", meaning.lower())


def _free(marks: dict[str, Text]) -> str:
    """Return a sign that is not yet a mark."""
    return next((sign for sign in FREE if sign not in marks), "*")
