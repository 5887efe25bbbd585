"""Scripts: Arabic letters joined to their neighbors, and a line of right-to-left text in the order of its pictures.

ReportLab draws one glyph for each character from left to right; this is what Hebrew and Arabic need before that.
"""

import unicodedata
from functools import cache
from itertools import groupby

STRONG = {"L", "R"}
NUMBERS = {"EN", "AN"}
LAM, ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
MIRRORS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
FORMS = range(0xFB50, 0xFEFD)  # Arabic letters as they look alone, first, in the middle and last


def right_to_left(text: str) -> bool:
    """Whether any character runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def starts_right(text: str) -> bool:
    """Whether the first letter of a text runs from right to left, and so the whole of it."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)


def joined(text: str) -> str:
    """Arabic letters -> the forms they take between their neighbors, lam and alef as one."""
    if not right_to_left(text):
        return text
    text = "".join(_with_alef(text))
    letters = [
        at for at, char in enumerate(text) if unicodedata.category(char) != "Mn"
    ]  # vowel signs don't part letters
    shown = list(text)
    for place, at in enumerate(letters):
        before = text[letters[place - 1]] if place else ""
        after = text[letters[place + 1]] if place + 1 < len(letters) else ""
        shown[at] = _form(text[at], _joins_on(before), _takes(after))
    return "".join(shown)


def letters(text: str) -> str:
    """Arabic letters in any form -> the letters themselves; the opposite of `joined`."""
    return "".join(unicodedata.normalize("NFKC", char) if ord(char) in FORMS else char for char in text)


def pictures(text: str, rightward: bool) -> list[tuple[int, str]]:
    """A line as it is read -> from left to right, the place of each character and its picture.

    `rightward` says that the paragraph begins at the right. This is Unicode's algorithm (UAX 9) without
    embeddings and paired brackets.
    """
    levels = _levels(text, rightward)
    places = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        places = _turned(places, [levels[place] >= level for place in places])
    return [(at, MIRRORS.get(text[at], text[at]) if levels[at] % 2 else text[at]) for at in places]


def _turned(places: list[int], deep: list[bool]) -> list[int]:
    """The places, with each run of deep ones turned round."""
    found: list[int] = []
    for inside, group in groupby(range(len(places)), deep.__getitem__):
        run = [places[at] for at in group]
        found += reversed(run) if inside else run
    return found


@cache
def _forms() -> dict[tuple[str, str], str]:
    """("<initial>", letters) -> the one character for that form, as Unicode's own tables say."""
    found: dict[tuple[str, str], str] = {}
    for code in FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind.startswith("<"):
            found.setdefault((kind, "".join(chr(int(letter, 16)) for letter in letters)), chr(code))
    return found


def _with_alef(text: str) -> list[str]:
    """The text, cut into letters; lam with the alef behind it is one of them, in its form for standing alone."""
    found: list[str] = []
    for char in text:
        pair = _forms().get(("<isolated>", LAM + char)) if char in ALEFS and found and found[-1] == LAM else None
        found[-1:] = [pair] if pair else [*found[-1:], char]
    return found


def _base(char: str) -> str:
    """The letters that a character stands for: lam and alef for their ligature."""
    return unicodedata.normalize("NFKC", char) if char and ord(char) in FORMS else char


def _joins_on(char: str) -> bool:
    """Whether a letter reaches out to the next one."""
    return char == "\u0640" or ("<initial>", _base(char)) in _forms()


def _takes(char: str) -> bool:
    """Whether a letter can be reached from the one before."""
    return char == "\u0640" or ("<final>", _base(char)) in _forms()


def _form(char: str, before: bool, after: bool) -> str:
    base = _base(char)
    before, after = before and _takes(char), after and _joins_on(char)
    kind = {(True, True): "<medial>", (True, False): "<final>", (False, True): "<initial>"}.get(
        (before, after), "<isolated>"
    )
    return _forms().get((kind, base), char)


def _levels(text: str, rightward: bool) -> list[int]:
    """How deep each character is nested: even levels run from left to right, odd ones from right to left."""
    base = "R" if rightward else "L"
    kinds = _numbered([unicodedata.bidirectional(char) for char in text], base)
    kinds = _resolved(_bracketed(text, kinds, base), base)
    deep = {"L": 2 if rightward else 0, "R": 1, "EN": 2, "AN": 2}
    return [deep[kind] for kind in kinds]


def _resolved(kinds: list[str], base: str) -> list[str]:
    """The kinds of characters -> L, R or a number for each; what is neutral follows its neighbors."""
    shown: list[str] = []
    for neutral, group in groupby(range(len(kinds)), lambda at: kinds[at] not in STRONG | NUMBERS):
        places = list(group)
        if neutral:
            before = _side(kinds[places[0] - 1]) if places[0] else base
            after = _side(kinds[places[-1] + 1]) if places[-1] + 1 < len(kinds) else base
            shown += [before if before == after else base] * len(places)
        else:
            shown += [kinds[at] for at in places]
    return shown


def _numbered(kinds: list[str], base: str) -> list[str]:
    """Marks take the kind of their letter, figures that of their surroundings; signs inside a number belong to it."""
    found: list[str] = []
    strong = base
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = found[-1] if found else base
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN":
            kind = {"AL": "AN", "L": "L"}.get(strong, "EN")
        elif (
            kind in ("ES", "CS", "ET") and found and found[-1] in ("EN", "AN", "L") and kinds[at + 1 : at + 2] == ["EN"]
        ):
            kind = found[-1]
        elif kind == "ET" and found and found[-1] == "EN":
            kind = "EN"
        found.append("R" if kind == "AL" else kind)
    return found


def _bracketed(text: str, kinds: list[str], base: str) -> list[str]:
    """A pair of brackets takes the way of the paragraph, unless all in it and the text before go the other way."""
    found = list(kinds)
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "([{":
            opened.append(at)
        elif char in ")]}" and opened and text[opened[-1]] == MIRRORS[char]:
            start = opened.pop()
            inside = {_side(kind) for kind in found[start:at] if kind in STRONG | NUMBERS}
            before = next((_side(kind) for kind in reversed(found[:start]) if kind in STRONG), base)
            if inside:
                found[start] = found[at] = base if base in inside else before
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
