"""Split the lines of a section into entries: by bullets, empty lines, indents, or what begins an entry."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cvgen.importers.cv.headings import Section
from cvgen.importers.homepage.mentees import WHEN
from cvgen.importers.mapping.references import LINE_BREAK, begins
from cvgen.profile.identifiers import DOI_HOST

BULLET = re.compile(r"^\s*(?:[-–—•●◦‣▪■○·*+]\s+(?=\S)|\[[A-Z]{0,2}\d{1,3}\]\s*|\(?[A-Z]{0,2}\d{1,3}[.)]\s+(?=\D))")
COLUMN = re.compile(r"(?<=\S)(?:\s{3,}|\s*\t\s*)(?=\S)")
HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]$")
COMPLETE = re.compile(r"(?:[.)\]”\"]|\d|\bhttps?://\S+)\s*$")
SIGNS = re.compile(r"([*`<])")  # that Markdown would interpret
CLOSED = re.compile(r"(?:\d{4}|present|\.)\)?\s*$")
WHEN_OUT = re.compile(r"\b(?:19|20)\d\d|forthcoming|in press|accepted|submitted|to appear", re.IGNORECASE)
ADDRESS = re.compile(rf"(?:doi:\s?|https?://|{DOI_HOST})\S*[./_-]$")  # cut by the end of a line
DETAIL = re.compile(r"\s*(?:thesis|dissertation|advis[eo]r|supervis|committee|grade|gpa|note|with )", re.IGNORECASE)
LONGEST_ADDRESS = 500  # characters
FULL = 0.85  # of the longest line; a shorter one ends a paragraph


@dataclass(frozen=True)
class Entry:
    """The index of the first line of an entry, and its text on one line."""

    at: int
    text: str


Line = tuple[int, str]
Splitter = Callable[[Section], Sequence[Entry]]


def split(lines: Sequence[Line], kind: str, width: int) -> list[Entry]:
    """Return the entries of a section of some kind; `width` is the length of the longest line of the file."""
    written = _trimmed([(at, line.expandtabs(8)) for at, line in lines])
    starts = _starts(written, kind, width)
    found: list[list[Line]] = []
    for (at, line), is_start in zip(written, starts, strict=True):
        if line.strip() and (is_start or not found):
            found.append([(at, line)])
        elif line.strip():
            found[-1].append((at, line))
    return [Entry(entry[0][0], _joined(entry, kind, width)) for entry in found]


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines without the empty ones at both ends."""
    full = [at for at, (_, line) in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else ()


def _starts(lines: Sequence[Line], kind: str, width: int) -> list[bool]:
    """Return for each line whether an entry begins there."""
    texts = [line for _, line in lines]
    if sum(bool(BULLET.match(text)) for text in texts) > 1 or (texts and BULLET.match(texts[0])):
        return [bool(BULLET.match(text)) for text in texts]
    after_blank = [at == 0 or not texts[at - 1].strip() for at in range(len(texts))]
    indents = [len(text) - len(text.lstrip()) for text in texts if text.strip()]
    base = min(indents, default=0)
    if any(indent > base for indent in indents):
        return [len(text) - len(text.lstrip()) == base for text in texts]
    is_spaced = sum(after_blank[1:]) > 0
    if kind == "publications" and not is_spaced:
        return _reference_starts(texts)
    if kind in ("education", "positions") and not is_spaced:
        return _dated_starts(texts)
    return [after_blank[at] or (not is_spaced and _begins(texts, at, width)) for at in range(len(texts))]


def _begins(texts: Sequence[str], at: int, width: int) -> bool:
    """Return whether a line begins an entry, in a section where nothing but its words says so."""
    before, line = texts[at - 1], texts[at].strip()
    is_open = len(before) > FULL * width and not CLOSED.search(before)
    return not is_open and not line[:1].islower() and not DETAIL.match(line)


def _reference_starts(texts: Sequence[str]) -> list[bool]:
    """Return where references begin, each after one that is complete and has its year."""
    starts, entry = [], ""
    for text in texts:
        is_new = not entry or bool(COMPLETE.search(entry) and WHEN_OUT.search(entry) and begins(text.strip()))
        starts.append(is_new)
        entry = text if is_new else f"{entry} {text}"
    return starts


def _dated_starts(texts: Sequence[str]) -> list[bool]:
    """Return where entries begin that have one date each, on their first line or on a later one."""
    dated = [bool(WHEN.search(text)) for text in texts]
    leads = dated[:1] == [True]
    starts, has_date = [], False
    for at, is_dated in enumerate(dated):
        is_new = (is_dated and has_date) or (not leads and has_date and not is_dated and not DETAIL.match(texts[at]))
        starts.append(at == 0 or is_new)
        has_date = is_dated if starts[-1] else has_date or is_dated
    return starts


def _joined(lines: Sequence[Line], kind: str, width: int) -> str:
    """Return the lines of an entry as one, without its bullet; columns and lines that break for a reason stay apart."""
    texts = [BULLET.sub("", lines[0][1], count=1), *(line for _, line in lines[1:])]
    if kind in ("education", "positions"):
        return SIGNS.sub(r"\\\1", " | ".join(COLUMN.sub(" | ", text.strip()) for text in texts))
    if kind == "publications" and len(texts) > 1 and all(len(text) < FULL * width for text in texts[:-1]):
        return LINE_BREAK.join(SIGNS.sub(r"\\\1", text.strip()) for text in texts)  # title, authors, venue
    joined, end = [""], ""
    for text in texts:
        is_address = ADDRESS.search(end)
        is_cut = HYPHEN.search(end) or (is_address and re.match(r"\s*[\w/]+[\w./-]*\d", text))
        if not is_address:
            joined[-1] = HYPHEN.sub("", joined[-1])
        joined += ["" if is_cut else " ", text.strip()]
        end = f"{end}{joined[-2]}{joined[-1]}"[-LONGEST_ADDRESS:]  # a search in all of the lines takes their square
    whole = "".join(joined)
    return SIGNS.sub(r"\\\1", " ".join(whole.split()))
