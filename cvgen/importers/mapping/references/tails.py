"""Parse the end of a reference: venue, numbers, date, editors, publisher, status, honors."""

import re

from cvgen.importers.mapping.references import kinds, names, numbers, places, remarks
from cvgen.importers.mapping.references.extras import YEAR
from cvgen.importers.mapping.references.heads import Head
from cvgen.importers.mapping.references.marked import Marked
from cvgen.importers.mapping.references.numbers import WHEN
from cvgen.importers.mapping.references.tail import USED, Tail, Text
from cvgen.importers.mapping.references.words import PUBLISHERS
from cvgen.importers.mapping.venue_words import is_honor

IN = re.compile(
    r"\s*(?:[.,;:]\s*)?(?:[Ii]n:\s+|(?:In|in|appeared in|published in)\s+(?=[^a-z]|the |(?:van|von|de|der"
    r"|den|di|da|del|la|le) ))"
)
EDITED_BY = re.compile(
    r"\(?\b(?:[Ee]dited by|(?:eds?\.|(?<=\()Eds?\.)(?: by)?|(?<=\()eds|Hrsg\. von|[Ee]ditors?:)\s+(?=[^\d\s])"
)
EDITORS_BEHIND = re.compile(r",?\s*(?:\((?:[Ee]ds?|Hrsg|Hg|[Ee]ditors?)\.?\)|,\s*(?:[Ee]ds?\.|[Ee]ditors?\b))[,.:;]?")
ACRONYM = re.compile(r"\s?\([A-Z][\w&/’' -]{1,30}\)")
STRONG_STOP = re.compile(r"(?<=[a-z)\]\d]{2})\.\s+(?=[A-Z])|(?<=[A-Z]{3})\.\s+(?=[A-Z])")


def read(entry: Marked, text: str, head: Head) -> Tail:
    """Return the fields of the text after the title, or after the authors where they come later."""
    tail, rest = Tail(start=head.rest), Text(text, head.rest, head.hole)
    _head_fields(head, tail)
    remarks.markers(rest, tail)
    remarks.status(rest, tail)
    at = _container(rest, tail)
    at = _editors(entry, rest, tail, at)
    _venue_span(entry, rest, tail, at)
    numbers.take(rest, tail)
    numbers.take_dates(rest, tail)
    remarks.honors(entry, rest, tail)
    places.take(rest, tail, head)
    kinds.classify(entry, tail, head)
    return tail


def _head_fields(head: Head, tail: Tail) -> None:
    """Take over what the head says about the date and the status."""
    tail.put("year", head.year, 0.98 if head.style.startswith("author") else 0.93)
    tail.put("month", head.month, 0.95)
    tail.has_day = head.has_day
    tail.put("status", head.status, 0.95)
    tail.put("venue", head.badge, 0.93)


def _container(rest: Text, tail: Tail) -> int:
    """Return where the venue begins, after "In"."""
    at = _skip(rest.text, rest.start)
    if found := re.compile(rf"{YEAR}[,.]\s+").match(rest.text, at):
        at = found.end()
    found = IN.match(rest.text, at)
    if not found:
        return at
    tail.in_container = True
    rest.use(at, found.end())
    return found.end()


def _skip(text: str, at: int) -> int:
    """Return the position of the first word from a position on, after punctuation."""
    found = re.compile(rf"[\s.,;:–—|·{USED}-]*").match(text, at)
    return found.end() if found else at


def _editors(entry: Marked, rest: Text, tail: Tail, at: int) -> int:
    """Take the editors; return where the venue begins."""
    for take in (_editors_after, _editors_before):
        if take(entry, rest, tail, at):
            return _skip(rest.text, at)
    return at


def _editors_after(entry: Marked, rest: Text, tail: Tail, at: int) -> bool:
    """Take the names after "edited by"; return whether there are any."""
    found = EDITED_BY.search(rest.text, rest.start)
    if not found or entry.span_at(found.end(), ("italic", "bold")):
        return False
    lists = [
        one for form in ("initials", "direct", "turned") for one in names.scan(rest.text, found.end(), form, False)[:2]
    ]
    lists = [one for one in lists if not PUBLISHERS.search(one.names[-1].author.name)]
    if not lists:
        return False
    best = max(lists, key=lambda one: len(one.names) - 0.1 * one.dropped)
    tail.editors = best.names
    closes = rest.text[best.end : best.end + 1] == ")" and found[0].startswith("(")
    rest.use(found.start(), best.end + closes)
    return True


def _editors_before(entry: Marked, rest: Text, tail: Tail, at: int) -> bool:
    """Take the names before "(Eds.)"; return whether there are any."""
    span = entry.span_at(at, ("italic", "bold", "link"))
    start = span.end if span else at
    for found in EDITORS_BEHIND.finditer(rest.text, start):
        if lists := _ending_at(rest.text, start, found.start()):
            tail.editors = lists.names
            rest.use(lists.names[0].start, found.end())
            return True
    return False


def _ending_at(text: str, start: int, end: int) -> names.Names | None:
    """Return a list of names that ends at a position, from the first place where one begins."""
    begins = [start, *(found.end() for found in re.compile(r"[.,;:]\s+").finditer(text, start, end))]
    for begin in begins[:20]:
        for form in ("direct", "initials", "medical", "turned", "all turned"):
            for one in names.scan(text, begin, form, False)[:1]:
                if abs(one.end - end) <= 1:
                    return one
    return None


def _venue_span(entry: Marked, rest: Text, tail: Tail, at: int) -> None:
    """Take the venue where italic, bold or a link sets it off."""
    spans = [span for span in entry.spans if span.kind in ("italic", "bold", "link") and span.start <= at < span.end]
    if not spans:
        return
    span = max(spans, key=lambda one: one.end)
    if span.start < at and not tail.in_container:
        return
    name = rest.text[at : span.end].split(USED)[0]
    if is_honor(name) or re.fullmatch(rf"[\W\d]*{YEAR}?\W*", name):
        return
    end = at + len(name)
    if found := re.search(rf"(?:,\s*|\s)(?:{WHEN}|\d+)\s*$", name):
        end = at + found.start()
    if found := re.search(r"\.?,? (?:(?:vol(?:ume)?|no|pp)\.? ?\d|\d+ ?\(\d[\w–-]*\)|\d+: ?\d)", name):
        end = at + found.start()
    tail.put("venue", rest.text[at:end], 0.97)
    rest.use(at, end)
