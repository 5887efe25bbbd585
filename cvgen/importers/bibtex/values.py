"""The raw value of a field -> its text: `cvpr # { Workshops}`, "in quotes", 2019, jan."""

import re

from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.dates import MONTH_NAMES, MONTHS

LONGEST = 100_000  # characters of a value; macros in macros could make it any length
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\s#{}\"]+")
JOINT = re.compile(r"\s*#")
BRACE = re.compile(r"(?<!\\)[{}]")
QUOTE = re.compile(r"(?<!\\)[{}\"]")
MONTHS_BY_MACRO = {name.lower(): full for name, full in zip(MONTHS, MONTH_NAMES, strict=True)} | {"sept": "September"}


class Macros:
    """What @string has defined so far."""

    def __init__(self, notes: Diagnostics) -> None:
        self._notes = notes
        self._texts = dict(MONTHS_BY_MACRO)

    def define(self, name: str, raw: str, at: HasLocation) -> None:
        self._texts[name.strip().lower()] = self.read(raw, at)[0]

    def of(self, word: str) -> str:
        """The text of a macro; any other word is itself."""
        return self._texts.get(word.lower(), word)

    def read(self, raw: str, at: HasLocation) -> tuple[str, str]:
        """A raw value -> its text, and what stands behind it and should not."""
        parts, length, position = [], 0, 0
        while position < len(raw):
            part, position = self._piece(raw, position, at)
            parts.append(part)
            length += len(part)
            joint = JOINT.match(raw, position)
            if not joint or length > LONGEST:
                break
            position = joint.end()
        text = "".join(parts)
        if len(text) > LONGEST:
            self._notes.warn(f"this is cut off after {LONGEST} characters", at)
        return text[:LONGEST], raw[position:]

    def _piece(self, raw: str, position: int, at: HasLocation) -> tuple[str, int]:
        """One of the pieces that # joins, and where it ends."""
        space = SPACE.match(raw, position)
        position = space.end() if space else position
        for opening, marks, closing in (("{", BRACE, "}"), ('"', QUOTE, '"')):
            if raw.startswith(opening, position):
                end = _closing(raw, position + 1, marks, closing)
                return raw[position + 1 : end], end + 1
        word = WORD.match(raw, position)
        return (self._word(word[0], at), word.end()) if word else (raw[position:].strip('{}" '), len(raw))

    def _word(self, word: str, at: HasLocation) -> str:
        """A number, or the name of a macro."""
        if not word[:1].isdigit() and word.lower() not in self._texts:
            self._notes.warn(f"'{word}' is not defined by any @string", at, f"write {{{word}}} if it is a text")
        return self.of(word)


def _closing(raw: str, position: int, marks: re.Pattern[str], closing: str) -> int:
    """Where the brace or quotation mark stands that closes what is open; the end where there is none."""
    depth = 0
    for mark in marks.finditer(raw, position):
        if mark[0] == closing and depth == 0:
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return len(raw)
