"""Turn WeasyPrint's log into notes for the user: what has no effect, where, and what to do about it.

The user never reads a message of an engine. Messages about which the user can do nothing make no note: missing
libraries are reported by the set-up, and the bundled styles are covered by the tests.
"""

import re
from collections.abc import Iterable, Iterator
from re import Match

from cvgen.problems import closest_match
from cvgen.writers.style import Style

LONGEST = 60  # characters of CSS that a note repeats; an embedded picture has thousands
DATA = "embed it as url(data:...)"
AT = re.compile(r" at (\d+):\d+")
DECLARATION = re.compile(r"(Ignored|Deprecated) `([^:`]+): ?(.*?) ?`(?: at (\d+):\d+)?, (.*?)\.?$", re.DOTALL)
GLYPH = re.compile(r"\.notdef glyph .*\(U\+(\w+)\)$", re.DOTALL)
# Patterns of WeasyPrint's messages about a style -> our notes; `{}` is replaced by the group of the pattern.
ABOUT_STYLES = (
    (r"Invalid or unsupported selector, '?([^']*)", "the selector '{}' is not supported; its rules are ignored"),
    (r"Failed to load (?:image|stylesheet) at '?(data:)", "an embedded file cannot be read; check its data"),
    (r"Failed to load (?:image|stylesheet) at '?([^' ]*)", f"'{{}}' is ignored: a style cannot load files; {DATA}"),
    (r"Font-face '?([^']*)", f"the font '{{}}' cannot be loaded; {DATA}"),
    (r"Invalid or bad URL|Relative URI|Malformed", f"a URL is ignored: a style cannot load files; {DATA}"),
    (r"Subgrid|\"auto-fi|Baseline alignment|Inline grid", "a part of the grid layout is not supported; try flex"),
    (r"\"(?:string|element)\(", "string() and element() are ignored outside the margins of a page"),
)
# Messages about libraries and fonts, which don't depend on the style.
NOT_ABOUT_STYLES = re.compile(r"Using fontTools|Unable to (?:subset|instantiate|save)|Too many glyphs|Please install")


def notes(log: Iterable[str], style: Style) -> list[str]:
    """Return what the messages of one rendering mean for the user, each note once."""
    messages = list(dict.fromkeys(log))
    found = list(_about_glyphs(messages))
    if style.own_lines:
        found += filter(None, (_about_style(message, style) for message in messages if not GLYPH.match(message)))
    return list(dict.fromkeys(found))


def _about_glyphs(messages: list[str]) -> Iterator[str]:
    codes = [f"U+{match[1]}" for match in map(GLYPH.match, messages) if match]
    if codes:
        more = " and others" if codes[10:] else ""
        yield f"no font has {', '.join(codes[:10])}{more}: a box is printed instead; use other characters"


def _about_style(message: str, style: Style) -> str:
    """Return a note about the user's style, or "" if the message is about something else."""
    name = style.name
    if declaration := DECLARATION.match(message):
        return _about_declaration(declaration, style)
    if at := AT.search(message):
        line = int(at[1])
        if line not in style.own_lines:
            return ""
        if missing := re.match(r"Missing (\S+) descriptor", message):
            return f"{name}: @font-face in line {_own(line, style)} needs {missing[1]}"
        what = "is not valid CSS" if message.startswith(("Parse error", "Error:")) else "is ignored: not supported"
        return f"{name}: line {_own(line, style)} {what}; check its spelling and punctuation"
    for pattern, words in ABOUT_STYLES:
        if match := re.match(pattern, message):
            return f"{name}: {words.format(*(_short(group.strip()) for group in match.groups()))}"
    return "" if NOT_ABOUT_STYLES.match(message) else f"{name}: a rule has no effect, because it is not supported"


def _about_declaration(found: Match[str], style: Style) -> str:
    """Return the note about a declaration that WeasyPrint ignores or deprecates."""
    kind, key, value, line, reason = found.groups()
    css = f"'{_short(f'{key}: {value}')}'"
    if line and int(line) in style.own_lines:
        place = f"{style.name}: {css} in line {_own(int(line), style)}"
    else:  # a rule of ours that uses a token of the user's
        place = f"{style.name}: one of its tokens makes {css}, which"
    if instead := re.search(r"use '(.*)' instead", reason):
        return f"{place} {'is ignored' if kind == 'Ignored' else 'is outdated'}; write {instead[1]}"
    if reason == "unknown property":
        near = closest_match(key, _properties())
        return f"{place} is ignored: " + (f"did you mean {near}?" if near else "there is no such property")
    if reason.startswith("Relative URI"):
        return f"{place} is ignored: a style cannot load files; {DATA}"
    return f"{place} is ignored: the value is not valid or not supported"


def _own(line: int, style: Style) -> int:
    """Return the number in the user's file of a line of the whole CSS."""
    return line - style.own_lines.start + 1


def _short(css: str) -> str:
    css = " ".join(css.split())
    return css if len(css) <= LONGEST else f"{css[: LONGEST - 1]}…"


def _properties() -> list[str]:
    """Return the names of all properties that WeasyPrint knows, as CSS spells them."""
    from weasyprint.css.validation.expanders import EXPANDERS
    from weasyprint.css.validation.properties import PROPERTIES

    return sorted(name.replace("_", "-") for name in {*PROPERTIES, *EXPANDERS})
