r"""Parse a list of names in BibTeX: particles, braces around groups, marks, `and others`, `\textbf{Doe}`."""

import re
from collections.abc import Iterator

from cvgen.importers.bibtex import texts
from cvgen.importers.mapping import people
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Author
from cvgen.profile.names import MARK_SIGNS

TOKEN = re.compile(r"(?<!\\)[{}]|(?<!\s)\s+[aA][nN][dD](?=[\s,])|[,;]")
AMPERSAND = re.compile(r"(?<=\s)\\?&(?=\s)")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s~-]*)+|[A-Z]{1,3}")
WITH_INITIALS = re.compile(r"(?:[A-Z]\.[\s~-]*)+\S.*|\S+(?: \S+)? [A-Z]{1,3}")  # "S. Hood", "Hood SJ"
PART = re.compile(r"(given|family|prefix|suffix)(?:-i)?\s*=\s*([^,]*)")  # biblatex: family=Berg, prefix=van der
PARTS = ("given", "family", "prefix", "suffix")
ANNOTATION = re.compile(r"(\d{1,4})\s*(?::\w+)?=\s*\"?([^\";]*)\"?")
OWN = re.compile(
    r"\b(?:highlight|self|me|myself|own|owner|bold|cvauthor)\b", re.IGNORECASE
)  # the annotations of owners
INSIDE = r"((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)"
COMMAND = re.compile(rf"\\([A-Za-z]+)\*?\s*(?:\[[^\[\]]*\])?\{{{INSIDE}\}}(?:\{{{INSIDE}\}})?")
SWITCH = re.compile(rf"\{{\\(bf|bfseries|em|it|itshape|sl|underline|color\{{\w+\}})(?![A-Za-z]){INSIDE}\}}")
LETTERS = {*"uvHckrdbt", *tex.SYMBOLS, "textsuperscript", "textsubscript", "ensuremath", "url", "path"}
PLAIN = {"textsc", "text", "textrm", "textnormal", "textup", "mbox", "hbox", "natexlab", "protect", "bibnamefont",
         "bibfnamefont", "uppercase", "MakeUppercase", "href"}  # fmt: skip
UNSEEN = {"noopsort", "orcid", "orcidlink", "thanks", "footnote", "inst", "affil", "email", "SortNoop"}
REMARK = re.compile(r"\\(?:orcid|orcidlink|thanks|footnote|affil|email)\s?\{[^{}]*\}")
MACRO = re.compile(r"\{?\\[A-Za-z]{2,}\s?(?:\{\})?\}?")  # \myname, which only the document defines
DEPTH = 4
MAX_NAMES = 20_000  # names; an experiment in physics has 5,000 authors


def authors(source: SourceText, annotations: str, notes: Diagnostics) -> list[Author]:
    """Return the people in the field `author`, with the marks in biblatex's `author+an`."""
    marks = {int(at): "".join(sign for sign in signs if sign in MARK_SIGNS) for at, signs in _marks(annotations)}
    found: list[Author] = []
    for remark in REMARK.finditer(source.text):
        notes.warn(f"'{remark[0][:60]}' is left out: a name has no remark", source)
    for number, raw in enumerate(_names(source, notes), 1):
        name = _unstyled(raw.strip(" ,"))[0]
        if MACRO.fullmatch(name):
            hint = "write this name into the profile, where … stands for it"
            notes.warn(f"the macro {name.strip('{} ')} is not defined here", source, hint)
            name = "…"
        author = _author(name, marks.get(number, ""))
        if author:
            found.append(author)
        elif raw.strip(" ,"):
            notes.warn(f"'{raw.strip()[:60]}' is left out: it is not a name", source)
    return people.placed(found)


def set_off(source: SourceText, annotations: str) -> list[str]:
    """Return the names that a list sets off from the other ones by a command or an annotation, as of the owner.

    If it sets off all of several names, that is a style and says nothing.
    """
    own = {int(found[1]) for found in ANNOTATION.finditer(annotations) if OWN.search(found[2])}
    if "\\" not in source.text and not own:
        return []
    every = [_unstyled(raw.strip(" ,")) for raw in _names(source, Diagnostics())]
    chosen = [name for number, (name, is_set_off) in enumerate(every, 1) if is_set_off or number in own]
    if len(chosen) == len(every) > 1:
        return []
    return [author.name for name in chosen if (author := _author(name, "")) and not author.left_out]


def _unstyled(raw: str) -> tuple[str, bool]:
    r"""Return a name without commands, and whether one sets it off: `\textbf{Doe}, J.` -> "Doe, J.", True."""
    is_set_off = False

    def inside(found: re.Match[str]) -> str:
        nonlocal is_set_off
        name, words, more = found[1], found[2], found[3] if found.re is COMMAND else None
        if name in LETTERS:
            return found[0]
        if name in UNSEEN:
            return f"{{{more}}}" if more is not None else ""
        is_set_off = is_set_off or (name not in PLAIN and people.is_name(words if more is None else more))
        return words if more is None else more

    for _ in range(DEPTH if "\\" in raw else 0):
        before, raw = raw, SWITCH.sub(inside, COMMAND.sub(inside, raw))
        if raw == before:
            break
    return (raw[1:-1] if is_set_off and _is_group(raw) else raw), is_set_off


def items(text: str) -> list[str]:
    """Return the items of a list that "and" separates: "{Best and Brightest} and Oral" -> two items."""
    return [item.strip() for item in _split(text, " and ")]


def _marks(annotations: str) -> Iterator[tuple[str, str]]:
    """Return pairs of position and marks from `author+an`."""
    return ((found[1], found[2].replace("\\", "")) for found in ANNOTATION.finditer(annotations))


def _names(source: SourceText, notes: Diagnostics) -> Iterator[str]:
    """Yield each name of a list; a list separated by commas, semicolons or "&" is noted, and split at them."""
    text = source.text if "{" in source.text else AMPERSAND.sub("and", source.text)
    for raw in _split(text, " and ")[:MAX_NAMES]:
        several = _separated(raw)
        if len(several) > 1 or text != source.text:
            notes.warn("these names lack 'and' between them, which BibTeX needs", source)
        yield from several


def _separated(raw: str) -> list[str]:
    """Return the names of a list without "and": "Hood, D., Ek, B.", "Ada Byron, Chao Li, Bo Ek", "Hood D; Ek B"."""
    parts = [part.strip() for part in _split(raw, ";") if part.strip()]
    if len(parts) > 1:
        return parts
    parts = [part.strip() for part in _split(raw, ",") if part.strip()]
    if len(parts) > 2 and len(parts) % 2 == 0 and all(INITIALS.fullmatch(part) for part in parts[1::2]):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    are_whole = len(parts) > 2 and all(re.search(r"[\s~]", part) for part in parts)
    if are_whole or (len(parts) == 2 and all(WITH_INITIALS.fullmatch(part) for part in parts)):
        return parts
    return [raw]


def _author(raw: str, marks: str) -> Author | None:
    """Return the author of one name; a group in braces, or a name with a comma in braces, stays as it is."""
    if PART.match(raw):
        parts = {found[1]: texts.name(found[2].strip()) for found in PART.finditer(raw)}
        return people.author(people.of_parts(*(parts.get(key, "") for key in PARTS)), marks)
    if people.is_others(raw):
        return people.author(raw.strip("{}"))
    if _is_group(raw):
        return people.whole(texts.name(raw[1:-1]) + marks)
    words = [texts.name(part) for part in _split(raw, ",")]
    is_protected = any("," in word for word in words)  # by braces, as in Barnes{,} Inc.
    return people.whole(", ".join(words) + marks) if is_protected else people.author(", ".join(words), marks)


def _is_group(raw: str) -> bool:
    """Return whether braces surround a whole name, as in {Barnes and Noble, Inc.}; braces of an accent do not count."""
    if not re.match(r"\{(?!\\['`^\"~=.uvHckrdb])", raw) or not raw.endswith("}"):
        return False
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", raw[:-1]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return False
    return True


def _split(text: str, separator: str) -> list[str]:
    """Return a text split at " and " or at commas, but not inside braces."""
    parts, start, depth = [], 0, 0
    text = text.strip()
    for token in TOKEN.finditer(text):
        sign = token[0].strip()
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        if depth == 0 and sign.lower() == separator.strip():
            parts.append(text[start : token.start()])
            start = token.end()
    return [*parts, text[start:]]
