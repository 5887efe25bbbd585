"""Read the text of a field: the tags that reference managers allow in it, quotation marks and apostrophes."""

import re
from functools import lru_cache

from cvgen.citations.tokens import Frame, Text, Token

TAGS = {
    "<i>": ("font-style", "italic"),
    "<em>": ("font-style", "italic"),
    "<b>": ("font-weight", "bold"),
    "<strong>": ("font-weight", "bold"),
    "<sup>": ("vertical-align", "sup"),
    "<sub>": ("vertical-align", "sub"),
    "<sc>": ("font-variant", "small-caps"),
    '<span style="font-variant:small-caps;">': ("font-variant", "small-caps"),
    '<span style="font-variant: small-caps;">': ("font-variant", "small-caps"),
    '<span class="nocase">': ("nocase", ""),
    '<span class="nodecor">': ("nodecor", ""),
}
ENDS = {"</i>": "<i>", "</em>": "<em>", "</b>": "<b>", "</strong>": "<strong>", "</sup>": "<sup>", "</sub>": "<sub>",
        "</sc>": "<sc>", "</span>": "<span"}  # fmt: skip
PIECE = re.compile(r"</?(?:i|em|b|strong|sup|sub|sc)>|<span (?:style|class)=\"[^\"]*\">|</span>|[\"'“”‘’]")
CLOSES = {"”": "“", "’": "‘", '"': '"', "'": "'"}
SIMPLE = re.compile("[<\"'“”‘’]")
LONGEST = 4000  # characters of a field in which pairs are looked for


@lru_cache(4096)
def parse(text: str, source: str) -> tuple[Token, ...]:
    """Return the tokens of a field; a tag or a quotation mark without its partner stays as it is written."""
    if "«" in text or "»" in text:  # as French sets them, with a narrow space inside
        text = text.replace("« ", "«\u202f").replace(" »", "\u202f»")
    if not SIMPLE.search(text) or len(text) > LONGEST:
        return (Text(text, source),)
    return tuple(_Parser(text, source).tokens())


class _Parser:
    """Finds pairs of tags and of quotation marks; the row has words, and places for what begins and ends."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.row: list[Token | str] = []
        self.opened = -1  # where the last quotation mark that may open ends
        self.open: list[tuple[str, int]] = []  # what is open, and its place in the row

    def tokens(self) -> list[Token]:
        """Return the tokens of the whole text, neighboring words joined."""
        at = 0
        for found in PIECE.finditer(self.text):
            self.row.append(self.text[at : found.start()])
            at = found.end()
            piece = found[0]
            if piece.startswith("<"):
                self._tag(piece)
            else:
                before = "" if self.opened == found.start() else self.text[found.start() - 1 : found.start()]
                self._mark(piece, before, self.text[at : at + 1])
                if self.open and self.open[-1] == (piece, len(self.row) - 1):
                    self.opened = at
        self.row.append(self.text[at:])
        return self._texts()

    def _tag(self, tag: str) -> None:
        wanted = ENDS.get(tag)
        if wanted is None:
            self.open.append((tag, len(self.row)))
            self.row.append(tag)
            return
        place = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0].startswith(wanted)), -1)
        if place < 0:
            self.row.append(tag)
            return
        name, start = self.open[place]
        del self.open[place:]
        self._frame(start, TAGS.get(name))

    def _frame(self, start: int, look: tuple[str, str] | None) -> None:
        if look is None:  # a span of a kind that CSL does not know: its words without it
            self.row[start] = ""
            return
        frame = Frame(*look, is_markup=True)
        self.row[start] = frame.open
        self.row.append(frame.close)

    def _mark(self, mark: str, before: str, after: str) -> None:
        opening = CLOSES.get(mark)
        if opening and _may_close(mark, before, after) and self._closes(opening):
            return
        if _may_open(mark, before, after):
            self.open.append((mark, len(self.row)))
            self.row.append("’" if mark == "'" else mark)
            return
        self.row.append("’" if mark == "'" else mark)

    def _closes(self, opening: str) -> bool:
        """Close the quotation that a mark has opened since the last tag, if there is one."""
        for place in range(len(self.open) - 1, -1, -1):
            name, start = self.open[place]
            if name.startswith("<"):
                return False
            if name == opening:
                del self.open[place:]
                self._frame(start, ("quotes", ""))
                return True
        return False

    def _texts(self) -> list[Token]:
        out: list[Token] = []
        words: list[str] = []
        for piece in [*self.row, None]:
            if isinstance(piece, str):
                words.append(piece)
                continue
            if whole := "".join(words):
                out.append(Text(whole, self.source))
            words = []
            if piece is not None:
                out.append(piece)
        return out


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark in "“‘":
        return True
    begins = not before or (not before.isalnum() and before not in ".,;:!?)’”\"'")
    return mark in "\"'" and begins and bool(after.strip())


def _may_close(mark: str, before: str, after: str) -> bool:
    if mark == "”":
        return True
    return bool(before.strip()) and not after.isalnum()
