"""Convert the raw value of a field to text: `cvpr # { Workshops}`, "in quotes", 2019, jan."""

import re

from cvgen.importers.bibtex.journals import JOURNALS
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.dates import MONTH_NAMES, MONTHS

MAX_LENGTH = 100_000  # characters of a value; macros in macros could make it any length
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\s#{}\"]+")
JOINT = re.compile(r"\s*#")
BRACE = re.compile(r"(?<!\\)[{}]")
QUOTE = re.compile(r"(?<!\\)[{}\"]")
MONTHS_BY_MACRO = {name.lower(): full for name, full in zip(MONTHS, MONTH_NAMES, strict=True)} | {"sept": "September"}


class Macros:
    """The macros that @string has defined so far, and the months."""

    def __init__(self, notes: Diagnostics) -> None:
        self._notes = notes
        self._texts = dict(MONTHS_BY_MACRO)

    def define(self, name: str, raw: str, at: HasLocation) -> None:
        """Define a macro by its raw value."""
        self._texts[name.strip().lower()] = self.read(raw, at)[0]

    def of(self, word: str) -> str:
        """Return the text of a macro; any other word is returned as it is."""
        return self._texts.get(word.lower()) or JOURNALS.get(word.lower().lstrip("\\"), word)

    def read(self, raw: str, at: HasLocation) -> tuple[str, str]:
        """Return the text of a raw value, and the rest that should not follow it."""
        parts, length, position = [], 0, 0
        while position < len(raw):
            part, position = self._piece(raw, position, at)
            parts.append(part)
            length += len(part)
            joint = JOINT.match(raw, position)
            if not joint or length > MAX_LENGTH:
                break
            position = joint.end()
        text = "".join(parts)
        if len(text) > MAX_LENGTH:
            self._notes.warn(f"this text is cut off after {MAX_LENGTH} characters", at)
        return text[:MAX_LENGTH], raw[position:]

    def _piece(self, raw: str, position: int, at: HasLocation) -> tuple[str, int]:
        """Return one of the pieces that # joins, and the index where it ends."""
        space = SPACE.match(raw, position)
        position = space.end() if space else position
        for opening, marks, closing in (("{", BRACE, "}"), ('"', QUOTE, '"')):
            if raw.startswith(opening, position):
                end = _closing(raw, position + 1, marks, closing)
                return raw[position + 1 : end], end + 1
        word = WORD.match(raw, position)
        return (self._word(word[0], at), word.end()) if word else (raw[position:].strip('{}" '), len(raw))

    def _word(self, word: str, at: HasLocation) -> str:
        """Return the text of a number or a macro; an undefined macro is noted."""
        if not word[:1].isdigit() and self.of(word) == word and word.lower() not in self._texts:
            self._notes.warn(f"'{word}' is not defined by any @string", at, f"write {{{word}}} if it is text")
        return self.of(word)


def _closing(raw: str, position: int, marks: re.Pattern[str], closing: str) -> int:
    """Return the index of the brace or quotation mark that closes the open one; the end of the text if none does."""
    depth = 0
    for mark in marks.finditer(raw, position):
        if mark[0] == closing and depth == 0:
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return len(raw)
