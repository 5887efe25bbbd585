"""The text of a .bib file -> its entries with the lines of their fields; what is broken is told, and mended at best."""

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

from cvgen.importers.bibtex.values import Macros
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import Location, Problem, ProfileError

if TYPE_CHECKING:
    from bibtexparser import model

MOST_CHARACTERS, MOST_BLOCKS, MOST_SIGNS, MOST_COMMANDS = 6_000_000, 5_000, 1_000_000, 120_000
MOST_LOST_COMMAS = 20  # in one field
FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(?:[^\n]*\n){0,50}?---[^\S\n]*(?=\n|$)")
BEGIN = re.compile(r"^[ \t]*@", re.MULTILINE)
HEAD = re.compile(r"@(\w+)\s*[{(]\s*([^\s,{}=]*)")
FIELD = re.compile(r"^[ \t]*([\w-]+(?:\+an)?)[ \t]*=[ \t]*(\S.*)$", re.MULTILINE)
AFTER_A_LOST_COMMA = re.compile(r"\s*([A-Za-z][\w-]{0,30})\s*=\s*(?=[{\"\w])")


class Block(NamedTuple):
    """An entry: its type, its key, its fields by their names in lower case."""

    kind: str
    key: str
    fields: dict[str, SourceText]
    place: Location


def blocks(text: str, notes: Diagnostics) -> list[Block]:
    """The text of a .bib file -> its entries in order."""
    from bibtexparser.entrypoint import parse_string  # here, because detecting other formats needs none of it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of is in the blocks
    text = without_front_matter(text)
    _check_size(text)
    reader = _Reader(notes)
    for block in parse_string(text, parse_stack=[]).blocks:
        reader.block(block)
    return reader.found


def without_front_matter(text: str) -> str:
    """A file for Jekyll -> the same with blank lines for what stands between its two lines of ---."""
    found = FRONT_MATTER.match(text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def _check_size(text: str) -> None:
    signs, commands = sum(map(text.count, '{}",=@')), text.count("\\") + text.count("$")
    is_long = len(text) > MOST_CHARACTERS or signs > MOST_SIGNS or commands > MOST_COMMANDS
    if is_long or len(BEGIN.findall(text)) > MOST_BLOCKS:
        hint = "is it one person's? split it, or export fewer works at a time"
        raise ProfileError([Problem(f"the file is too large, or has more than {MOST_BLOCKS} entries", hint=hint)])


class _Reader:
    """Collects the entries, and the macros that @string defines on the way."""

    def __init__(self, notes: Diagnostics) -> None:
        self.found: list[Block] = []
        self._notes = notes
        self._macros = Macros(notes)

    def block(self, block: "model.Block") -> None:
        """Take in one block of the file, whole or broken."""
        from bibtexparser import model

        at = Location((block.start_line or 0) + 1)
        match block:
            case model.String():
                self._macros.define(block.key, block.value, SourcePoint(at))
            case model.Entry():
                self._entry(block, at)
            case model.DuplicateBlockKeyBlock():
                self._twice(block.key, block.ignore_error_block, at)
            case model.DuplicateFieldKeyBlock() if block.ignore_error_block:
                self.block(block.ignore_error_block)
            case model.ParsingFailedBlock():
                self._broken(block.raw or "", at)
            case model.ImplicitComment():
                self._outside(block.comment, at)

    def _entry(self, entry: "model.Entry", at: Location) -> None:
        fields: dict[str, SourceText] = {}
        for field in entry.fields:
            self._field(fields, field.key, str(field.value), SourcePoint(Location((field.start_line or 0) + 1)))
        self.found.append(Block(entry.entry_type.lower(), entry.key, fields, at))

    def _field(self, fields: dict[str, SourceText], name: str, raw: str, at: SourcePoint) -> None:
        """Read a field, and those that follow in it behind a comma that is missing."""
        for _ in range(MOST_LOST_COMMAS):
            text, rest = self._macros.read(raw, at)
            self._add(fields, name.strip().lower(), text, at)
            following = AFTER_A_LOST_COMMA.match(rest)
            if not following:
                break
            self._notes.warn(f"a comma is missing behind '{name.strip()}'", at)
            name, raw = following[1], rest[following.end() :]
        if rest.strip():
            self._notes.warn(f"'{name}': what follows its value is left out", at, "is a quotation mark missing?")

    def _add(self, fields: dict[str, SourceText], name: str, text: str, at: SourcePoint) -> None:
        if name in fields and text.strip() != fields[name].text.strip():
            self._notes.warn(f"'{name}' stands twice in this entry: the first one counts", at)
        fields.setdefault(name, SourceText(text, at))

    def _twice(self, key: str, block: "model.Block | None", at: Location) -> None:
        """A key that stands twice: both entries are read, as they may well be two works."""
        hint = "if they are two works, give each a key of its own; if not, delete one"
        self._notes.warn(f"the key '{key}' stands twice", SourcePoint(at), hint)
        if block:
            self.block(block)

    def _broken(self, raw: str, at: Location) -> None:
        """An entry that can't be parsed: the fields that stand on a line of their own are read."""
        head = HEAD.match(raw)
        if not head or head[1].lower() in ("comment", "preamble", "string"):
            self._notes.warn("this can't be read, and is left out", SourcePoint(at), "is a brace not closed?")
            return
        hint = "is a brace or a quotation mark not closed? compare what was read with the file"
        self._notes.warn(f"the entry '{head[2]}' is broken", SourcePoint(at), hint)
        fields: dict[str, SourceText] = {}
        body = raw[head.end() :].lstrip(", \t")
        for field in FIELD.finditer(body):
            place = Location(at.line + raw.count("\n", 0, head.end()) + body.count("\n", 0, field.start(1)))
            words = self._macros.of(field[2].strip(' \t\r,{}"'))
            fields.setdefault(field[1].lower(), SourceText(words, SourcePoint(place)))
        self.found.append(Block(head[1].lower(), head[2], fields, at))

    def _outside(self, comment: str, at: Location) -> None:
        """Text between entries is a comment, unless it looks like a field that has lost its entry."""
        field = FIELD.search(comment)
        if field and field[2][0] in '{"':
            place = Location(at.line + comment.count("\n", 0, field.start(1)))
            hint = "is a brace too many above it?"
            self._notes.warn(f"'{field[1]}' stands outside of any entry, and is left out", SourcePoint(place), hint)
