"""Explain an error of a template in our words: what is wrong, in which file, line and column, and how to fix it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import MAX_RANGE

from cvgen.problems import closest_match
from cvgen.templates.sandbox import MOST_OUTPUT, Message, NotPrintableError, Sandbox, TooMuchOutputError
from cvgen.templates.values import kind_of, names_in

TAGS = ("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "macro", "endmacro", "include", "extends",
        "block", "endblock", "import", "from", "call", "endcall", "filter", "endfilter", "raw", "endraw", "with",
        "endwith")  # fmt: skip
TOKENS = {"end of print statement": "}}", "end of statement block": "%}", "begin of statement block": "{%"}
# Jinja2's messages about syntax -> our message, the word it is about, and the hint.
SYNTAX = (
    (r"expected token '(.+)', got '(.+)'", "'{2}' is unexpected here", "{2}", "expected: {1}"),
    (r"unexpected '(.+)'", "'{1}' is unexpected here", "{1}", "check the signs around it, such as quotes and brackets"),
    (r"unexpected char '(.+)' at", "'{1}' is unexpected here", "{1}", "check that each quote is closed"),
    (r"Unexpected end of template.*to be closed is '(.+)'", "{{% {1} %}} is not closed", "", "add {{% end{1} %}}"),
    (r"Unexpected end of template", "the template ends within a tag", "", "close the last tag"),
    (r"Missing end of comment tag", "a comment is not closed", "{{#", "add #}}"),
    (r"Missing end of raw directive", "{{% raw %}} is not closed", "raw", "add {{% endraw %}}"),
    (r"block '(.+)' defined twice", "there are two blocks '{1}'", "{1}", "give one of them another name"),
)
CALLS_ITSELF = "the template calls itself too often, or is nested too deeply"
TOO_LARGE = "this makes a text or a number larger than any document has"


def explain(error: Exception, environment: Sandbox, texts: Mapping[str, str], main: str) -> dict[str, Any]:
    """Return what is wrong: message, hint, file, line, column and length."""
    message = _message(error, environment)
    name, line = _place(error, texts, main)
    column, length = _word_at(texts.get(name, ""), line, message.word)
    return {"message": str(message), "hint": message.hint, "file": name, "line": line, "column": column,
            "length": length}  # fmt: skip


def _message(error: Exception, environment: Sandbox) -> Message:
    if isinstance(error, TemplateNotFound):
        hint = "write the name in quotes within the tag, as seen from the folder of the profile; check its spelling"
        return Message(f"the file '{error.name}' is not in the folder of the profile", str(error.name), hint)
    if isinstance(error, TemplateSyntaxError) or str(error).startswith("No "):  # "No test named 'x' found." comes late
        return _about_syntax(str(error.args[0] if error.args else ""), environment)
    if isinstance(error, (UndefinedError, SecurityError)) and isinstance(error.args[0], Message):
        return error.args[0]
    if isinstance(error, NotPrintableError):
        return _about_value(error.args[0])
    if isinstance(error, TooMuchOutputError):
        return Message(TOO_LARGE, "", f"a template makes at most {MOST_OUTPUT // 10**6} MB; check its loops")
    if isinstance(error, (RecursionError, MemoryError)):
        is_deep = isinstance(error, RecursionError)
        return Message(CALLS_ITSELF if is_deep else TOO_LARGE, "", "check its macros, includes and loops")
    if isinstance(error, OverflowError) and "Range" in str(error):
        return Message(f"a range has at most {MAX_RANGE} numbers", "range", "loop over what the document has")
    if isinstance(error, SecurityError):
        return Message("a template can't call this", "", "call filters and macros alone")
    said = " ".join(str(error).split()) or type(error).__name__
    return Message(f"this does not work: {said}", "", "docs/templates.md lists the kind of each value")


def _about_value(value: Any) -> Message:
    names = names_in(value)
    hint = f"print one of its fields: {', '.join(names)}" if names else "print its parts in a loop, or use join"
    return Message(f"a {kind_of(value)} can't be printed", "", hint)


def _about_syntax(said: str, environment: Sandbox) -> Message:
    known: dict[str, Sequence[str]] = {
        "filter": sorted(environment.filters), "test": sorted(environment.tests), "tag": TAGS,
    }  # fmt: skip
    if found := re.match(r"(?:No (filter|test) named|Encountered unknown (tag)) '(.+?)'", said):
        kind, word = found[1] or found[2], found[3]
        near = closest_match(word, [one for one in known[kind] if one != word])
        if kind == "tag" and word in TAGS:
            return Message(f"{{% {word} %}} does not belong here", word, "check which tag it closes or continues")
        hint = f"did you mean '{near}'?" if near else f"docs/templates.md lists the {kind}s"
        return Message(f"unknown {kind} '{word}'", word, hint)
    for pattern, message, word, hint in SYNTAX:
        if found := re.match(pattern, said):
            words = ["", *(TOKENS.get(group, group) for group in found.groups())]
            return Message(*(part.format(*words) for part in (message, word, hint)))
    return Message(
        f"this is not valid: {said[:1].lower()}{said[1:].rstrip('.')}", "", "compare it with docs/templates.md"
    )


def _place(error: Exception, texts: Mapping[str, str], main: str) -> tuple[str, int]:
    """Return the file and the line of the template in which an error is."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or main, error.lineno
    found, step = (main, 0), error.__traceback__
    while step:
        name = step.tb_frame.f_code.co_filename
        found = (name, step.tb_lineno) if name in texts else found
        step = step.tb_next
    return found


def _word_at(text: str, line: int, word: str) -> tuple[int, int]:
    """Return the column and the length of a word in a line of a text; of all of the line where it is not there."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return 1, 1
    whole = lines[line - 1]
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", whole) if word else None
    found = found or re.search(r"\S.*\S|\S", whole)
    return (found.start() + 1, len(found[0])) if found else (1, 1)
