"""What the signs behind authors mean: read where the page says it, because the same sign differs from page to page."""

import re

from cvgen.importers.homepage.inline import bare, markdown, starred
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.fields import Text
from cvgen.profile.names import MARK_SIGNS, PLAIN_SIGN

FREE = "†‡§¶‖$&@!^~*+#"  # for a sign that means two things on one page
RARE = "&@$!~"  # as marks; in a text they have other meanings
LONGEST = 1000  # characters of a legend
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
    """The meaning of each sign on a page; a sign that means two things becomes another where it means the second."""

    def __init__(self) -> None:
        self.marks: dict[str, Text] = {}
        self._renamed: dict[str, str] = {}

    def learn(self, pairs: dict[str, str], at: HasLocation, notes: Diagnostics) -> None:
        """Signs and their meanings, which hold from here on."""
        for sign, meaning in pairs.items():
            known = {_folded(text): other for other, text in self.marks.items()}
            other = known.get(_folded(meaning)) or (_free(self.marks) if sign in self.marks else sign)
            if other != sign:
                said = self.marks.get(sign)
                hint = f"above it means '{said}'" if said else "above another sign means that"
                notes.warn(f"'{sign}' means '{meaning}' from here on: imported as '{other}'", at, hint)
            self.marks.setdefault(other, clean(meaning))
            self._renamed[sign] = other

    def of(self, signs: str) -> str:
        """The signs behind an author -> those of the profile."""
        return "".join(dict.fromkeys(self._renamed.get(sign, sign) for sign in signs))


def read(text: str, bullet: str = "") -> dict[str, str]:
    """A line of a page -> the signs it explains; nothing if it is no legend."""
    if len(text) > LONGEST:
        return {}
    text = f"{bullet} {text}" if bullet in MARK_SIGNS else text
    shown = bare(starred(tex.plain(markdown(text))))
    found = [match for match in SIGN.finditer(shown) if _explains(match)]
    pairs: dict[str, str] = {}
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(shown)
        meaning = _meaning(shown[match.end() : end])
        if match["before"] and match["behind"] and not match["verb"]:  # Equal contribution (*)
            meaning = _meaning(shown[found[at - 1].end() if at else 0 : match.start()])
        if meaning:
            pairs.setdefault(match["sign"].translate(PLAIN_SIGN), meaning)
    return pairs if any(MEANING.search(meaning) for meaning in pairs.values()) else {}


def _explains(found: re.Match[str]) -> bool:
    """Whether a sign is one that is explained, and not the & of a company or the + of a number."""
    before = found.string[: found.start("sign")].rstrip(" `'\"“")
    if found["verb"] or (found["before"] and found["behind"]) or not before:
        return True
    return found["sign"] not in RARE and (before[-1] in "(,;、，；。.|:：/" or before.endswith((" and", " while")))


def _meaning(text: str) -> str:
    """What stands between two signs -> the meaning in it, to the end of the sentence; "" if there is none."""
    text = re.sub(r"^[\s,;、，；.:|`*()\[\]]+", "", text)
    text = re.split(r"[.。]\s|[|`]", f"{text} ", maxsplit=1)[0].rstrip(" ,;、，；.:*([")
    text = re.sub(r"[,;]?\s(?:and|while)$", "", text)
    text = text.rstrip(")]. ") if text.count("(") < text.count(")") else text
    return text if 1 < len(text) <= 120 and re.search(r"\w\w", text) else ""


def _folded(meaning: str) -> str:
    """A meaning as far as it counts: "Equal contributions" is "equal contribution"."""
    return re.sub(r"[\W_]+|s\b", "", meaning.lower())


def _free(marks: dict[str, Text]) -> str:
    return next((sign for sign in FREE if sign not in marks), "*")
