"""Explain the syntax errors of libyaml to people who have never heard of YAML."""

import re
from typing import NamedTuple

import yaml

from cvgen.problems import Location, Problem, split_lines


class Clue(NamedTuple):
    r"""A pattern for `complaint\nline up to the mark¦rest of the line`, its meaning, a fix, and where to point."""

    pattern: str
    meaning: str
    hint: str
    point: str = (
        "mark"  # or "opened": where the construct begins; "line": where its text begins; "quote": see _unclosed
    )


QUOTES = "put the whole text in quotes"

CLUES = (
    Clue(r"tab character|cannot start any token\n.*¦\t", "a tab where only spaces are allowed",
         "indent with spaces, never with the Tab key"),
    Clue(r'did not find expected.*\n[^"]*"([^"]*"[^"]*")*\s*¦.', "this quotation mark is never closed",
         "close it at the end of the text", "quote"),
    Clue(r'(alias|anchor|cannot start any token).*\n[^"]*"([^"]*"[^"]*")*[*&]?¦', "this quotation mark is never closed",
         "close it at the end of the text", "quote"),
    Clue(r"cannot start any token", "a text can't start with this sign", f'{QUOTES}: "..."'),
    Clue(r"flow.*did not find expected ','.*\n.*[\"']\s*¦.", "a comma is missing, or text follows a closing quote",
         'write ["a", "b"]; or put the whole item in the other kind of quotes'),
    Clue(r"did not find expected (key|'-').*\n.*[\"']\s*¦.", "text follows the closing quotation mark",
         "put all of it in the other kind of quotes: '\"Deep\" learning' or \"don't\""),
    Clue(r"did not find expected (key|'-').*\n.*[\]}]\s*¦.", "text follows the closing bracket",
         f'delete it; if the brackets belong to the text, {QUOTES}: "[Re] A title"'),
    Clue(r"mapping values are not allowed.*\n[^:]*:\s.*¦", "a colon inside a text",
         f'{QUOTES}: "Title: with a colon"'),
    Clue(r"found unexpected ':'", "a colon inside a text", f'{QUOTES}: "a:b"'),
    Clue(r"mapping values are not allowed", "this key does not match the line above it",
         "align it with the key above; write every key as  key: value  with a space after the colon", "line"),
    Clue(r"quoted scalar (found unexpected|did not find expected)", "this quotation mark is never closed",
         "close it at the end of the text", "opened"),
    Clue(r"flow (sequence|mapping) did not find expected", "this bracket is not closed, or a comma is missing in it",
         "write [a, b] or {key: value, key: value}; put a text with brackets or commas in quotes", "opened"),
    Clue(r"could not find expected ':'", "this line has no colon followed by a space",
         "write key: value  or, in a list, - value; indent a line that continues the text above", "opened"),
    Clue(r"expected node content\n.*¦$", "a bracket is not closed", "look for a [ or { without its ] or }"),
    Clue(r"expected node content", "one bracket or comma too many", "brackets come in pairs: [a, b] or {key: value}"),
    Clue(r"block scalar", "a text can't start with > or |", f'{QUOTES}: "> 100 citations"'),
    Clue(r"block sequence entries", "a dash can't follow a key on its line",
         f"put '- ' on a new line below the key; if it is text, {QUOTES}"),
    Clue(r"mapping keys are not allowed", "a text can't start with a question mark and a space", QUOTES),
    Clue(r"escape|hexdecimal", "a backslash inside double quotes",
         "double it, \\\\, or put the text in single quotes"),
    Clue(r"alias|anchor", "a text can't start with * or &", f'{QUOTES}: "**Bold** text"', "opened"),
    Clue(r"'-' indicator", "'- ' is missing, or the indentation does not match the entry above",
         "align it with the lines it belongs to"),
    Clue(r"expected key|block mapping|block collection|block end", "the indentation does not match the lines above",
         "align it with the lines it belongs to"),
    Clue(r"document start", "this line starts a new YAML document",
         "start every key of the profile at the left edge; delete lines with ... or --- above"),
    Clue(r"directive|incompatible", "a line can't start with %", "delete it, or put the text in quotes"),
    Clue(r"tag", "a text can't start with !", f'{QUOTES}: "!..."'),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Return the problem, worded for the user, behind a syntax error of libyaml in a text."""
    complaint = f"{error.context or ''} {error.problem or ''}".strip()
    lines = split_lines(text.rstrip("\r\n "))
    mark = _place(error.problem_mark or error.context_mark, lines)
    line = lines[mark.line - 1]
    context = f"{complaint}\n{line[: mark.column - 1]}¦{line[mark.column - 1 :]}"
    begin = Location(mark.line, 1 + len(line) - len(line.lstrip()))
    points = {
        "quote": _unclosed(lines, mark),
        "mark": mark,
        "opened": _place(error.context_mark or error.problem_mark, lines),
        "line": begin,
    }
    for clue in CLUES:
        if re.search(clue.pattern, context):
            return Problem(f"this is not valid YAML: {clue.meaning}", points[clue.point], clue.hint, rule="syntax")
    return Problem(f"this is not valid YAML: {complaint}", mark, rule="syntax")


def _unclosed(lines: list[str], mark: Location) -> Location:
    """Return the place of the last quotation mark in the nearest line above with an odd number of them."""
    for number in range(mark.line - 1, 0, -1):
        if lines[number - 1].count('"') % 2:
            return Location(number, lines[number - 1].rindex('"') + 1)
    return mark


def _place(mark: yaml.Mark | None, lines: list[str]) -> Location:
    """Return the location of a mark; the end of the last line if there is no mark or it is beyond the text."""
    if mark is None or mark.line >= len(lines):
        return Location(len(lines), len(lines[-1]) + 1)
    return Location(mark.line + 1, mark.column + 1)
