"""Parse a .bib file into entries with the lines of their fields; broken parts are noted and repaired if possible."""

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cvgen.importers.bibtex.values import Macros
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import InputError, Location, Problem

if TYPE_CHECKING:
    from bibtexparser import model

MAX_CHARACTERS, MAX_BLOCKS, MAX_SIGNS, MAX_COMMANDS = 6_000_000, 5_000, 1_000_000, 120_000
MAX_LOST_COMMAS = 20  # in one field
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
    """Return the entries of a .bib file in order; raise InputError if the file is too large."""
    from bibtexparser.entrypoint import parse_string  # here, because detecting other formats does not need it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are also in the blocks
    text = without_front_matter(text)
    _check_size(text)
    reader = _Reader(notes, text.split("\n"))
    for block in parse_string(text, parse_stack=[]).blocks:
        reader.block(block)
    return reader.found


def without_front_matter(text: str) -> str:
    """Return a text with the front matter of Jekyll, between two lines of ---, replaced by blank lines."""
    found = FRONT_MATTER.match(text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def _check_size(text: str) -> None:
    """Raise InputError if parsing the text would take too long."""
    signs, commands = sum(map(text.count, '{}",=@')), text.count("\\") + text.count("$")
    is_long = len(text) > MAX_CHARACTERS or signs > MAX_SIGNS or commands > MAX_COMMANDS
    if is_long or len(BEGIN.findall(text)) > MAX_BLOCKS:
        hint = "split the file, or export fewer works at a time"
        raise InputError([Problem(f"the file is too large, or has more than {MAX_BLOCKS} entries", hint=hint)])


class _Reader:
    """Collects the entries, and the macros that @string defines."""

    def __init__(self, notes: Diagnostics, lines: list[str]) -> None:
        self.found: list[Block] = []
        self._duplicates: Counter[str] = Counter()
        self._notes = notes
        self._lines = lines
        self._next = (0, 0)  # the line and the column after the last field
        self._macros = Macros(notes)

    def block(self, block: "model.Block") -> None:
        """Add one block of the file, intact or broken."""
        from bibtexparser import model

        at = self._at_sign(block.start_line or 0)
        match block:
            case model.String():
                self._macros.define(block.key, block.value, SourcePoint(at))
            case model.Entry():
                self._entry(block, at)
            case model.DuplicateBlockKeyBlock():
                self._duplicate(block.key, block.ignore_error_block, at)
            case model.DuplicateFieldKeyBlock() if block.ignore_error_block:
                self.block(block.ignore_error_block)
            case model.ParsingFailedBlock():
                self._broken(block.raw or "", at)
            case model.ImplicitComment():
                self._outside(block.comment, at)

    def _entry(self, entry: "model.Entry", at: Location) -> None:
        """Add an intact entry."""
        fields: dict[str, SourceText] = {}
        for field in entry.fields:
            place = self._name(field.key, field.start_line or 0, at)
            self._field(fields, field.key, str(field.value), SourcePoint(place))
        self.found.append(Block(entry.entry_type.lower(), entry.key, fields, at))

    def _at_sign(self, line: int) -> Location:
        """Return the place of the entry that begins on a line, which counts from 0: its type and its key."""
        text = self._lines[line] if line < len(self._lines) else ""
        begin = self._next[1] if line == self._next[0] else 0
        found = HEAD.search(text, begin)
        self._next = (line, found.end() if found else begin)
        return Location(line + 1, found.start() + 1, len(found[0].rstrip())) if found else Location(line + 1)

    def _name(self, name: str, line: int, entry: Location) -> Location:
        """Return the place of the name of a field on a line, which counts from 0."""
        text = self._lines[line] if line < len(self._lines) else ""
        begin = self._next[1] if line == self._next[0] else 0
        found = re.compile(rf"(?<![\w-]){re.escape(name)}\s*=", re.IGNORECASE).search(text, begin)
        if not found:
            return Location(line + 1, *entry[1:]) if line + 1 == entry.line else Location(line + 1)
        self._next = (line, found.end())
        return Location(line + 1, found.start() + 1, len(name))

    def _field(self, fields: dict[str, SourceText], name: str, raw: str, at: SourcePoint) -> None:
        """Read a field, and the fields that follow in it because a comma is missing."""
        for _ in range(MAX_LOST_COMMAS):
            text, rest = self._macros.read(raw, at)
            self._add(fields, name.strip().lower(), text, at)
            following = AFTER_A_LOST_COMMA.match(rest)
            if not following:
                break
            self._notes.warn(f"a comma is missing after '{name.strip()}'", at)
            name, raw = following[1], rest[following.end() :]
        if rest.strip():
            self._notes.warn(
                f"'{name}': the text after its value is left out", at, "check for a missing quotation mark"
            )

    def _add(self, fields: dict[str, SourceText], name: str, text: str, at: SourcePoint) -> None:
        """Add a field unless the entry has it already; a different second value is noted."""
        if name in fields and text.strip() != fields[name].text.strip():
            self._notes.warn(f"duplicate field '{name}' in this entry: the first one is used", at)
        fields.setdefault(name, SourceText(text, at))

    def _duplicate(self, key: str, block: "model.Block | None", at: Location) -> None:
        """Read an entry with a duplicate key under another one, because it may well be a different work."""
        self._duplicates[key] += 1
        free = f"{key}-{self._duplicates[key] + 1}"
        hint = "give each work a unique key, or delete one of the entries"
        self._notes.warn(f"duplicate key '{key}': this entry becomes '{free}'", SourcePoint(at), hint)
        if block:
            block.key = free  # type: ignore[attr-defined]
            self.block(block)

    def _broken(self, raw: str, at: Location) -> None:
        """Read an entry that can't be parsed: the fields that are on separate lines."""
        head = HEAD.match(raw)
        if not head or head[1].lower() in ("comment", "preamble", "string"):
            self._notes.warn("this can't be read, and is left out", SourcePoint(at), "check for a missing brace")
            return
        hint = "check for a missing brace or quotation mark, and compare the import with the file"
        self._notes.warn(f"the entry '{head[2]}' is broken", SourcePoint(at), hint)
        fields: dict[str, SourceText] = {}
        body = raw[head.end() :].lstrip(", \t")
        for field in FIELD.finditer(body):
            place = Location(at.line + raw.count("\n", 0, head.end()) + body.count("\n", 0, field.start(1)))
            words = self._macros.of(field[2].strip(' \t\r,{}"'))
            fields.setdefault(field[1].lower(), SourceText(words, SourcePoint(place)))
        self.found.append(Block(head[1].lower(), head[2], fields, at))

    def _outside(self, comment: str, at: Location) -> None:
        """Ignore text between entries, which is a comment, unless it looks like a field that lost its entry."""
        field = FIELD.search(comment)
        if field and field[2][0] in '{"':
            column = field.start(1) - comment.rfind("\n", 0, field.start(1))
            place = Location(at.line + comment.count("\n", 0, field.start(1)), column, len(field[1]))
            hint = "check for an extra brace above it"
            self._notes.warn(f"'{field[1]}' is left out: it is outside of any entry", SourcePoint(place), hint)
