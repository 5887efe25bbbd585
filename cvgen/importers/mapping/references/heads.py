"""Split the beginning of a reference into authors, year and title in every way that its punctuation permits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cvgen.importers.mapping.references import names
from cvgen.importers.mapping.references.extras import MONTH, YEAR
from cvgen.importers.mapping.references.marked import Marked, Span
from cvgen.importers.mapping.references.names import Names

LOOKS = ("link", "bold", "italic")
MOST_SPLITS = 8  # sentence ends at which a title may end
MIN_TITLE, MAX_TITLE = 3, 600  # characters
NOT_YET = r"(?:in[ -]press|forthcoming|to appear|accepted|submitted|under review|in preparation|n\.\s?d\.|in prep\.?)"
EDITORS = re.compile(
    r",?\s*(?:\((?:Eds?|Hrsg|Hg)\.?\)|\beds?\.(?: and trans\.)?|\beditors?\b|\(eds?\.\)"
    r"|(?P<translator>\btrans\.|\btranslators?\b))\.?,?",
    re.IGNORECASE,
)
YEAR_IN_PARENTHESES = re.compile(
    rf"[.,]?\s*\((?:(?P<year>{YEAR})[a-z]?(?:,\s*(?P<month>{MONTH}|Spring|Summer|Fall|Autumn"
    rf"|Winter)\.?(?P<day> \d{{1,2}})?[^()]{{0,20}})?|(?P<status>{NOT_YET}))\)(?!\s{YEAR}\b)[.,:;]?\s*",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(
    rf"(?:[.,]|(?<=\.))\s*(?:\(1[6-9]\d\d\)\s)?(?:(?P<year>{YEAR})[a-z]?|(?P<status>Forthcoming|In press"
    rf"|n\.d\.))(?:[.:,]\s+|\s+(?=[“\"]))"
)
QUOTES = {"“": '”"', '"': '"”', "«": "»", "„": "“”", "‘": "’", "'": "'", "「": "」", "『": "』", "《": "》", "”": "”"}
BETWEEN = re.compile(r"[\s.,:;–—|-]*")
REMARK = (  # in brackets after a title
    r"\s(?=\[[A-Z a-z-]{4,40}[\],]|\((?:Unpublished|Doctoral|Ph\.?D|Master|Version|Report|Working|SSRN"
    r"|Publication|Tech|[Rr]ev\. ed"
    r"|\d{1,2}(?:st|nd|rd|th) ed))"
)
SENTENCE_END = re.compile(
    rf"[.?!…](?=\s|$|[“\"])|\n|\s(?=\((?:19|20)\d\d\)\n)|,(?=\s[Ii]n:\s|\sin\s(?:Proc|[A-Z]{{2}}|the\sProc))|{REMARK}"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:vs|St|Ste|Mt|Dr|Mr|Mrs|Ms|Prof|No|Vol|cf|e\.g|i\.e|etc|al|ca|c|Fig|sp|spp|subsp|var|ed|eds|Inc"
    r"|Ltd|Co|Ph\.D|approx|v|U\.S|U\.K)|(?<![^\W\d_])[^\W\d_a-z])\.$"
)
ABBREVIATED, AS_WELL = (
    re.compile(r"[,.] [A-Z][a-z]{1,9}\.$"),
    re.compile(r"\s[A-Z][A-Za-z]{0,9}\."),
)  # "Geophys. Res. Lett."
VENUE_AT_END = re.compile(r"\s\([^()]{2,60}[ ’']\d\d(?:\d\d)?(?:[,;][^()]{2,60})?\)$")
COMMA = re.compile(r",\s+|\s[–—]\s")
FRONT = re.compile(
    rf"\s*(?:[-+*•–]\s+)?(?:\[[A-Z]{{0,3}}-?\d{{1,3}}[a-z]?\]\s*|(?:\(?[A-Z]?\d{{1,3}}[.)]"
    rf"|[A-Z]{{1,3}}-?\d{{1,3}}[.:])(?:\s+|(?=[^\W\d_])))?"
    rf"(?:[\[(]?(?P<year>{YEAR})[\])]?\s*[.:,–-]?\s+)?"
)
BADGE = re.compile(
    rf"\s*[\[(]?(?P<venue>[A-Z][\w&'’ -]{{1,30}}?),?\s*[’']?(?P<year>{YEAR}|(?<=[’'])\d\d)[\])]?[:,]?\s+"
)
WITH = re.compile(r"(?P<open>[(,]|^)\s*\b(?:joint(?:ly)? (?:work )?|co-?authored |written )?with\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """A stretch that may be the title, how it is set off, and where the text goes on."""

    start: int
    end: int
    kind: str
    rest: int


@dataclass(frozen=True)
class Head:
    """One way to read the beginning of a reference: who, when, which title, and where the rest begins."""

    authors: Names | None
    title: tuple[int, int]
    kind: str  # how the title is set off: "quoted", "link", "bold", "italic", "line", "sentence", "comma"
    rest: int
    style: str
    year: str = ""
    month: str = ""
    status: str = ""
    are_editors: bool = False
    lacks_owner: bool = False
    has_day: bool = False
    badge: str = ""
    hole: tuple[int, int] = (0, 0)  # a stretch of the rest that holds the authors


def read(entry: Marked, text: str) -> Iterator[Head]:
    """Return the ways to read the beginning of a text, which is that of the entry without identifiers."""
    for start, badge, year in _starts(entry, text):
        for head in _heads(entry, text, start):
            yield replace(head, badge=badge, year=head.year or year)


def _starts(entry: Marked, text: str) -> Iterator[tuple[int, str, str]]:
    """Return where the reference begins, after numbers, years and badges with venue and year."""
    front = FRONT.match(text)
    start = front.end() if front else 0
    yield start, "", (front and front["year"]) or ""
    badge = BADGE.match(text, start)
    looks = [entry.span_at(at, ("code", "bold")) for at in (start, badge.start("venue"))] if badge else []
    if badge and (entry.span_at(badge.end(), LOOKS) or any(looks)):
        yield badge.end(), badge["venue"], badge["year"] if len(badge["year"]) > 2 else f"20{badge['year']}"


def _heads(entry: Marked, text: str, start: int) -> Iterator[Head]:
    for shared in _shared(text):
        yield from _titles_first(entry, text, start, shared)
    is_title = entry.span_at(start, ("link",)) is not None or text[start : start + 1] in QUOTES
    if not is_title:
        yield from _authors_first(entry, text, start)
    yield from _titles_first(entry, text, start, None)


def _shared(text: str) -> list[tuple[Names, tuple[int, int]]]:
    """Return the co-authors after "with", longest list first, each with the stretch that names them."""
    found = WITH.search(text)
    ends = {"(": (")",)}.get(found["open"], (",", ".", ";", "")) if found else ()
    lists = names.scan(text, found.end(), "direct") if found else []
    return [
        (people, (found.start(), people.end + (found["open"] == "(")))
        for people in lists
        if found and text[people.end : people.end + 1] in ends
    ]


def _authors_first(entry: Marked, text: str, start: int) -> Iterator[Head]:
    for form in names.FORMS:
        for people in _lists(entry, text, start, form):
            yield from _after_names(entry, text, people)


def _lists(entry: Marked, text: str, at: int, form: str) -> list[Names]:
    """Return the lists of names at a position; a name ends where bold or italic begins."""
    starts = [span.start for span in entry.spans if span.kind != "bold"]
    bold = [span.start for span in entry.spans if span.kind == "bold"]
    return [
        people
        for people in names.scan(text, at, form)
        if not any(people.names[-1].start < start < people.names[-1].end for start in starts)
        and not any(name.start < start < name.end for name in people.names for start in bold)
    ]


def _after_names(entry: Marked, text: str, people: Names) -> Iterator[Head]:
    """Return the ways to go on after a list of names: an optional year, then the title."""
    editors = EDITORS.match(text, people.end)
    at = editors.end() if editors else people.end
    found = YEAR_IN_PARENTHESES.match(text, at)
    style = "author (year)" if found else ""
    alone = YEAR_ALONE.match(text, at)
    if not found and alone and not entry.has_look(alone.start("year"), alone.end("year"), "italic"):
        found, style = alone, "author. year"
    year, month, status = _when(found)
    at = found.end() if found else at
    if not found and not _ends_names(entry, text, at):
        return
    gap = BETWEEN.match(text, at)
    begin = gap.end() if gap else at
    has_day = bool(found and found.groupdict().get("day"))
    head = Head(
        people,
        (0, 0),
        "",
        0,
        style,
        year,
        month,
        status,
        editors is not None and not editors["translator"],
        has_day=has_day,
    )
    for title in _titles(entry, text, begin):
        yield replace(head, title=(title.start, title.end), kind=title.kind, rest=title.rest)


def _ends_names(entry: Marked, text: str, at: int) -> bool:
    """Return whether names may end at a position: at punctuation, a quotation mark, or a change of look."""
    after = text[at:].lstrip(" ")[:1]
    if after in ("", ".", ",", ":", ";", "\n", "–", "—", "-", "|") or after in QUOTES:
        return True
    begin = at + len(text[at:]) - len(text[at:].lstrip(" "))
    return entry.span_at(begin, LOOKS) is not None or text[at - 1 : at] in ".\n"


def _when(found: re.Match[str] | None) -> tuple[str, str, str]:
    groups = found.groupdict() if found else {}
    return groups.get("year") or "", groups.get("month") or "", groups.get("status") or ""


def _titles(entry: Marked, text: str, start: int) -> Iterator[Title]:
    """Return the titles that may begin at a position, each with its kind and the start of the rest."""
    if quoted := _quoted(text, start):
        inner, after = quoted
        yield Title(*inner, "quoted", after)
        goes_on = text.startswith(": ", after) or (re.match(r"\s[a-z]", text[after:]) and text[after - 2] not in ".,?!")
        if not goes_on:
            return
    span = entry.span_at(start, LOOKS)
    if span and MIN_TITLE <= span.end - span.start <= MAX_TITLE:
        yield from _looks(entry, text, span)
    if not span or not (span.kind == "link" or text[span.end : span.end + 1] in ".\n" or text[span.end - 1] in ".?!"):
        yield from _sentences(text, start)


def _looks(entry: Marked, text: str, span: Span) -> Iterator[Title]:
    """Return the title that a span of bold, italic or a link is; words after it may belong to the title."""
    inner = _quoted(text, span.start)
    begin, end = inner[0] if inner and abs(inner[1] - span.end) <= 1 else (span.start, span.end)
    yield Title(begin, end, span.kind, span.end)


def _quoted(text: str, start: int) -> tuple[tuple[int, int], int] | None:
    """Return the places of the words in quotation marks, and the end of the quotation."""
    close = QUOTES.get(text[start : start + 1], "")
    if not close:
        return None
    at, depth = start + 1, 0
    while at < min(len(text), start + MAX_TITLE):
        char = text[at]
        if char in "“„«" and char not in close:
            depth += 1
        elif char in close and _closes(text, at):
            if depth == 0:
                return ((start + 1, at), at + 1) if at - start > MIN_TITLE else None
            depth -= 1
        at += 1
    return None


def _closes(text: str, at: int) -> bool:
    """Return whether a quotation mark closes: an apostrophe or inner mark has a letter after it, and no stop before."""
    after = text[at + 1 : at + 2]
    if text[at] in "'’":
        return not after.isalnum() and text[at - 1] in ".,?!"
    return not after.isalnum() or text[at - 1] in ".,?!"


def _sentences(text: str, start: int) -> Iterator[Title]:
    """Return the titles that end with a sentence or line, and after a comma also with a comma."""
    kinds = [(SENTENCE_END, "sentence"), (COMMA, "comma")]
    for pattern, kind in kinds:
        count = 0
        for found in pattern.finditer(text, start, start + MAX_TITLE):
            end = found.start() + (found[0] in "?!…" and kind == "sentence")
            if end - start < MIN_TITLE or (kind == "sentence" and _goes_on(text, start, found)):
                continue
            yield Title(start, end, "line" if found[0] == "\n" else kind, found.end())
            count += 1
            if count == MOST_SPLITS:
                break
    if len(text) - start < MAX_TITLE and len(text) - start > MIN_TITLE and not re.search(r"[.?!]\s*$", text[start:]):
        yield Title(start, len(text), "sentence", len(text))


def _titles_first(entry: Marked, text: str, start: int, shared: tuple[Names, tuple[int, int]] | None) -> Iterator[Head]:
    """Return the ways to read a title, then the authors, then the rest."""
    if shared and shared[1][0] <= start:
        gap = BETWEEN.match(text, shared[1][1])
        for title in _titles(entry, text, gap.end() if gap else shared[1][1]):
            yield replace(_of_title(title), authors=shared[0], lacks_owner=True)
        return
    if shared and not re.search(r"[.?!] ", text[start : shared[1][0]]):
        whole = Title(start, shared[1][0], "sentence", shared[1][1])
        yield replace(_of_title(whole), authors=shared[0], lacks_owner=True)
    for title in _titles(entry, text, start):
        if not shared:
            yield from _then_authors(entry, text, _of_title(title))
        elif shared[1][0] >= title.end:
            yield replace(_of_title(title), authors=shared[0], hole=shared[1], lacks_owner=True)


def _goes_on(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether a stop only ends an abbreviation: "vs.", "Geophys. Res. Lett."."""
    end = stop.end()
    is_short = stop[0] == "." and ABBREVIATION.search(text, max(start, end - 8), end)
    is_series = ABBREVIATED.search(text, max(start, end - 20), end) and AS_WELL.match(text, end)
    return bool(is_short or is_series)


def _of_title(title: Title) -> Head:
    """Return a reading that begins with a title, still without authors."""
    return Head(None, (title.start, title.end), title.kind, title.rest, "title first")


def _then_authors(entry: Marked, text: str, base: Head) -> Iterator[Head]:
    found = YEAR_IN_PARENTHESES.match(text, base.rest)
    gap = BETWEEN.match(text, found.end() if found else base.rest)
    at = gap.end() if gap else base.rest
    if found:
        base = replace(base, year=found["year"] or "", month=found["month"] or "", status=found["status"] or "")
    for form in names.FORMS:
        for people in _lists(entry, text, at, form):
            if _ends_names(entry, text, people.end):
                yield replace(base, authors=people, rest=people.end)
    if base.kind == "quoted":
        yield replace(base, style="no authors")  # in the list of a sole author
    yield from _authors_last(text, base)
    yield from _venue_in_title(entry, text, base)


def _venue_in_title(entry: Marked, text: str, base: Head) -> Iterator[Head]:
    """Return a reading of "Title (Venue 2023)", with the authors on the next line or after a full stop."""
    found = VENUE_AT_END.search(text, base.title[0], base.title[1])
    if not found:
        return
    gap = BETWEEN.match(text, base.rest)
    for people in _lists(entry, text, gap.end() if gap else base.rest, "direct")[:1]:
        title = (base.title[0], found.start())
        yield replace(base, authors=people, title=title, rest=found.start(), hole=(people.names[0].start, people.end))


def _authors_last(text: str, base: Head) -> Iterator[Head]:
    """Return a reading in which the authors come after venue and year, at the end."""
    for found in re.finditer(rf"{YEAR}[),.]*[,.:;\n]\s*", text[base.rest :]):
        for people in names.scan(text, base.rest + found.end(), "direct")[:1]:
            if not text[people.end :].strip(" .\n"):
                hole = (base.rest + found.end(), people.end)
                yield replace(base, authors=people, hole=hole, style="authors last")
