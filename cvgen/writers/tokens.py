"""Read the tokens of a style, which all engines share, and check the CSS of a user before any engine sees it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cvgen.colors import parse as color
from cvgen.problems import Location, Problem, closest_match

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}
UNITS = "pt, mm, cm, in or px"
# The tokens that choose between ways to set a page, each with its values. What differs from the first is said by a file
# in styles/parts, such as header-band.css.
CHOICES: dict[str, tuple[str, ...]] = {
    "header": ("left", "center", "band"),
    "align": ("left", "center"),
    "sections": ("below", "beside"),
    "sidebar": ("none", "start"),
    "heading": ("plain", "rule", "bar"),
    "case": ("normal", "caps", "small-caps"),
    "aside": ("end", "start"),
    "years": ("line", "start"),
    "publication": ("lines", "paragraph"),
    "tables": ("no", "yes"),
    "contacts": ("text", "icons"),
    "figures": ("lining", "old-style"),
    "links": ("plain", "underlined"),
}
NUMBERS = ("leading",)  # the tokens that are numbers; colors end with "-color", fonts with "-font"
# The least and the greatest value of a token; between them, every engine sets pages that end.
RANGES = {
    "text-size": ("5pt", "30pt"),
    "small-size": ("4pt", "30pt"),
    "name-size": ("6pt", "72pt"),
    "heading-size": ("5pt", "48pt"),
    "leading": ("0.8", "4"),
    "margin-top": ("0mm", "80mm"),
    "margin-bottom": ("0mm", "80mm"),
    "margin-side": ("0mm", "60mm"),
    "section-gap": ("0pt", "100pt"),
    "entry-gap": ("0pt", "50pt"),
    "number-width": ("0mm", "40mm"),
    "date-width": ("0mm", "50mm"),
    "heading-width": ("0mm", "50mm"),
    "sidebar-width": ("0mm", "80mm"),
}
OTHERS = ("0pt", "100pt")  # of other lengths
LENGTH = re.compile(r"([+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))([a-z]*)", re.ASCII)
FAMILY = r"""(?:"[\w .-]+"|'[\w .-]+'|[A-Za-z][\w-]*(?: [\w-]+)*)"""
FAMILIES = rf"{FAMILY}(?: ?, ?{FAMILY})*"  # not compiled here: few runs need it, and many load this module

MOST = 100_000  # characters of a user's style beside the files in it; ours have 10,000
MOST_IN_ALL = 5_000_000  # characters with the files, such as fonts
DEEPEST = 20  # brackets in brackets
DIGITS = 50  # of a number
EMBEDDED = r"url\(\s*[\"']?data:[^)]*"
END = ".end {}"


def length(value: str) -> float | None:
    """Return a length in points, a bare number as it is; None for another value: "18mm" -> 51.02."""
    found = LENGTH.fullmatch(value)
    if found is None or found[2] not in ("", *POINTS):
        return None
    return float(found[1]) * POINTS.get(found[2], 1.0)


@lru_cache(maxsize=16)
def tokens(css: str) -> dict[str, str]:
    """Return the custom properties of the :root rules of a CSS text, without their leading dashes."""
    return {part.name[2:]: _text(part.value) for part in _declarations(css)}


def _declarations(css: str) -> Iterator[Any]:
    """Yield the declarations of custom properties in the :root rules of a CSS text."""
    if ":root" not in css:
        return  # as in base.css, which is long
    import tinycss2  # here, because `cvgen check` needs no CSS

    for rule in rules(css):
        if _is_root(rule):
            for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if part.type == "declaration" and part.name.startswith("--"):
                    yield part


@lru_cache(maxsize=4)  # each check of a file reads them
def rules(css: str) -> list[Any]:
    """Return the rules of a CSS text."""
    import tinycss2

    found: list[Any] = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return found


def _is_root(rule: Any) -> bool:
    """Tell whether the tokens of a rule count for all engines."""
    return rule.type == "qualified-rule" and _text(rule.prelude) == ":root"


def _text(nodes: Any) -> str:
    """Return a part of a style as CSS with single spaces; "" for one that can't be written again."""
    import tinycss2

    try:
        return " ".join(tinycss2.serialize(nodes).split())
    except TypeError:  # of a faulty part
        return ""


def own_rules(css: str) -> tuple[str, ...]:
    """Return the rules of a CSS text that are more than tokens, by their selectors: ("h2", "@font-face")."""
    return tuple(dict.fromkeys(_selector(rule) for rule in rules(css) if not _has_only_tokens(rule))) if css else ()


def _has_only_tokens(rule: Any) -> bool:
    """Tell whether a rule sets tokens and nothing else."""
    if not _is_root(rule):
        return False
    import tinycss2

    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return all(part.type == "declaration" and part.name.startswith("--") for part in parts)


def _selector(rule: Any) -> str:
    """Return what a rule of CSS applies to, or the name of an at-rule."""
    if rule.type == "at-rule":
        return f"@{rule.lower_at_keyword}"
    return _text(rule.prelude) if rule.type == "qualified-rule" else "a faulty rule"


def faults(css: str) -> list[Problem]:
    """Return what makes the text of a user's style unusable as a whole, with its places."""
    return list(_too_much(css)) or list(_without_end(css)) if css else []


def wrong_tokens(css: str, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the wrong tokens of a user's style, with their places; `known` are the tokens of the style it extends."""
    for part in _declarations(css):
        yield from _of_token(part, known)


def _too_much(css: str) -> Iterator[Problem]:
    """Yield what no style needs: engines would fail on it, or take very long."""
    if len(css) > MOST_IN_ALL or len(re.sub(EMBEDDED, "", css)) > MOST:
        limit = f"{MOST // 1000},000 characters, or {MOST_IN_ALL // 10**6} million with embedded files"
        yield Problem("this style is too long", hint=f"a style has at most {limit}")
        return
    if found := re.search(rf"[0-9]{{{DIGITS + 1}}}", re.sub(EMBEDDED, "", css)):
        at = css.find(found[0])
        place = Location(css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at))
        yield Problem(f"a number with more than {DIGITS} digits", place, "write a shorter number")
    elif deep := _deep(css):
        place = Location(deep.source_line, deep.source_column)
        yield Problem("brackets are nested too deeply", place, f"nest at most {DEEPEST} of them")


def _deep(css: str) -> Any:
    """Return the first bracket that is nested too deeply, None without one; tinycss2 nests without recursion."""
    import tinycss2

    level = tinycss2.parse_component_value_list(css)
    for _ in range(DEEPEST):
        level = [node for block in level for node in _inside(block)]
    return next((node for node in level if hasattr(node, "content") or hasattr(node, "arguments")), None)


def _inside(node: Any) -> list[Any]:
    """Return the parts of a block or function of CSS, [] of anything else."""
    found: list[Any] = getattr(node, "content", None) or getattr(node, "arguments", None) or []
    return found


def _without_end(css: str) -> Iterator[Problem]:
    """Yield the last rule where it is not closed: it would swallow the rules for the page that follow."""
    parsed = rules(f"{css}\n{END}")
    if parsed and _text(parsed[-1:]) == END:
        return
    line, column = (parsed[-1].source_line, parsed[-1].source_column) if parsed else _last_comment(css)
    yield Problem("this is not closed", Location(line, column), "add the missing }, ), quote or */")


def _last_comment(css: str) -> tuple[int, int]:
    """Return the line and column of the comment that swallows the rest of a style."""
    import tinycss2

    last = tinycss2.parse_component_value_list(css)[-1]
    return last.source_line, last.source_column


def _of_token(part: Any, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with a token: CSS would ignore a wrong name or value silently, and nothing would change."""
    name, value = part.name[2:], _text(part.value)
    if name == "based-on":
        return
    place = Location(part.source_line, part.source_column, len(f"--{name}"))
    if name not in known:
        near = closest_match(name, known)
        hint = f"did you mean --{near}?" if near else f"use one of {', '.join(f'--{one}' for one in known)}"
        yield Problem(f"unknown token --{name}", place, hint)
    elif fault := _fault(name, value, known[name]):
        message, hint = fault
        yield Problem(f"--{name}: {value} {message}", place._replace(length=len(f"--{name}: {value}")), hint)


def _fault(name: str, value: str, usual: str) -> tuple[str, str] | None:
    """Return what is wrong with the value of a token, and how to fix it, None if nothing is; `usual` is a right one."""
    if name.endswith("-color"):
        return None if color(value) else ("is not a color", "write # and six of 0-9 and a-f: #1d4a73")
    if name.endswith("-font"):
        return None if re.fullmatch(FAMILIES, value) else ("is not the name of a font", f"write one such as {usual}")
    if name in CHOICES:
        return None if value in CHOICES[name] else ("is not known", f"use {' or '.join(CHOICES[name])}")
    if name not in NUMBERS and length(usual) is None:
        return None
    size = length(value)
    has_unit = value[-1:].isalpha()
    if name in NUMBERS:
        if size is None or has_unit:
            return "is not a number", f"write a number without a unit: {usual}"
    elif size is None or (size and not has_unit):
        return "is not a length", f"write a number and {UNITS}: {usual if length(usual) else '10pt'}"
    least, most = RANGES.get(name, OTHERS)
    if size < (length(least) or 0):
        return "is too small", f"use a value from {least} to {most}"
    return ("is too large", f"use a value from {least} to {most}") if size > (length(most) or 0) else None
