"""Repair abstracts with broken numbers and addresses: "1. 78" and "https: //github. com"."""

import re

from cvgen.importers.syntax import tex

NUMBER = re.compile(r"(?<![\w.])(\d{1,3})\. (\d{1,3})(?=(.?)(.?))(?!\d)")
UNIT = re.compile(r"[%×|}\\$]|~\d")  # follows a decimal, but never the number that starts a sentence
WHOLE_NUMBER = re.compile(r"(?<![\w.])\d+\.\d")
REFERENCE = re.compile(r"\b(?:table|fig|figure|section|sec|eq|equation|step|stage|theorem|chapter)\.? $", re.IGNORECASE)
SCHEME = re.compile(r"\b(https?): ?//")
LABEL = re.compile(r"[\w-]+")
POINT = re.compile(r"\. ?(?=[a-z0-9-])")
PATH = re.compile(r"[/:][^\s<>*|]*")
ENDING = re.compile(r" (html?|pdf|git|php|md)\b")  # as in "page. html"
MAX_LABELS = 6  # of a host name


def repaired(abstract: str) -> tuple[str, list[str]]:
    """Return an abstract with numbers and addresses repaired, and a description of each kind of repair."""
    text, addresses = _addresses(abstract)
    text, decimals = _decimals(text, addresses > 0)
    rendered = tex.plain(text)
    counts = ((decimals, "number"), (addresses, "address"))
    repairs = [f"{count} broken {name}{_plural(name, count)}" for count, name in counts if count]
    return rendered, repairs + ["TeX commands"] * (rendered != text)


def _plural(name: str, count: int) -> str:
    """Return the ending of a plural, "" if the count is 1."""
    return "" if count == 1 else "es" if name.endswith("s") else "s"


def _decimals(text: str, is_broken: bool) -> tuple[str, int]:
    r"""Return a text with decimals joined, and their number: "1. 78$\\times$" -> "1.78$\\times$".

    Before words they are joined only in a text that is known to be broken and has no intact decimals.
    """
    is_broken = (is_broken or any(map(_is_sure, NUMBER.finditer(text)))) and not WHOLE_NUMBER.search(text)
    count = 0

    def join(found: re.Match[str]) -> str:
        nonlocal count
        if REFERENCE.search(text, max(0, found.start() - 12), found.start()) or not (is_broken or _is_sure(found)):
            return found[0]
        count += 1
        return f"{found[1]}.{found[2]}"

    return NUMBER.sub(join, text), count


def _is_sure(found: re.Match[str]) -> bool:
    """Return whether a per cent sign, a factor or the like follows: "4. 4% absolute", but not "Table 1. 5 methods"."""
    return UNIT.match(found[3] + found[4]) is not None


def _addresses(text: str) -> tuple[str, int]:
    """Return a text with addresses repaired, and how many were broken.

    "https: //github. com/OSVAI/NOAH." -> "https://github.com/OSVAI/NOAH.".
    """
    parts, at, count = [], 0, 0
    for scheme in SCHEME.finditer(text):
        if scheme.start() < at:
            continue
        host, end = _host(text, scheme.end())
        address, end = _path(text, end)
        whole = f"{scheme[1]}://{host}{address}"
        if not host:
            continue
        count += whole != text[scheme.start() : end]
        parts += [text[at : scheme.start()], whole]
        at = end
    return "".join([*parts, text[at:]]), count


def _host(text: str, start: int) -> tuple[str, int]:
    """Return the host that begins at an index, without spaces, and the index where it ends."""
    labels: list[str] = []
    at = start
    while len(labels) < MAX_LABELS and (label := LABEL.match(text, at)):
        labels.append(label[0])
        at = label.end()
        point = POINT.match(text, at)
        if not point or (" " in point[0] and not _goes_on(text, point.end(), labels)):
            break
        at = point.end()
    return ".".join(labels), at


def _goes_on(text: str, start: int, labels: list[str]) -> bool:
    """Return whether the word after ". " belongs to the host: it is incomplete, or a point or a path follows."""
    word = LABEL.match(text, start)
    needed = 2 if labels[0] == "www" else 1
    return len(labels) <= needed or (word is not None and text[word.end() : word.end() + 1] in ("/", ":"))


def _path(text: str, start: int) -> tuple[str, int]:
    """Return the path that begins at an index, and the index where it ends; "page. html" is one word of it."""
    found = PATH.match(text, start)
    path, end = (found[0], found.end()) if found else ("", start)
    ending = ENDING.match(text, end) if path.endswith(".") else None
    return (path + ending[1], ending.end()) if ending else (path, end)
