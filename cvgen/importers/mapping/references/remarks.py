"""Take the remarks from the end of a reference: its kind, edition, status and honors."""

import re

from cvgen.importers.mapping.references.extras import MONTH, YEAR
from cvgen.importers.mapping.references.marked import Marked
from cvgen.importers.mapping.references.tail import USED, Tail, Text
from cvgen.importers.mapping.references.words import UNIVERSITY
from cvgen.importers.mapping.venue_words import is_honor
from cvgen.profile.fields import PublicationType

DEGREE = (
    r"(?:Unpublished )?(?:Ph\.? ?D\.?|D\.? ?Phil\.?|Doctoral|Master[’']?s?|M\.? ?S\.?c?\.?|M\.? ?A\.?"
    r"|M\.? ?Phil\.?|Bachelor[’']?s?|B\.? ?S\.?c?\.?"
    r"|B\.? ?A\.?|Diplom\w*|Habilitation\w*|Senior|Honou?rs|Undergraduate|Graduate)[ -]?"
)
MARKERS: tuple[tuple[PublicationType | None, re.Pattern[str]], ...] = (
    ("thesis", re.compile(rf"[\[(](?:{DEGREE})?(?:thesis|dissertation|diss\.)(?:, (?P<venue>[^\])]+))?[\])]", re.I)),
    ("thesis", re.compile(rf"\b(?:{DEGREE})(?:thesis|dissertation|diss\.)|\bPh\.?D\.?(?=[,.]? {UNIVERSITY})", re.I)),
    (
        "report",
        re.compile(
            r"\(?(?<![A-Za-z] )\b(?:Tech(?:nical|\.)? Rep(?:ort|\.)?|(?:[A-Z]\w+ )?Working Papers?"
            r"|Discussion Papers?|White Paper|Policy Brief|Reports?|SSRN Scholarly Paper|Std\.)"
            r"(?: Series)?,? ?(?:(?:No|Nr|Number)\.?:? )?(?:[A-Z]+-)?[A-Z]?\d[\w/-]*(?:\.\d+)?\)?"
        ),
    ),
    (
        "other",
        re.compile(
            r"\b(?:(?:U\.? ?S\.?|European|EP|WO|German|Chinese) )?Patent(?: App(?:lication|\."
            r"|l\.))?(?: No\.)? ?[\d ,/A-Z]*\d(?: ?[AB]\d)?",
            re.I,
        ),
    ),
    ("dataset", re.compile(r"\[(?:Data ?sets?|Data)\]", re.I)),
    (
        "software",
        re.compile(
            r"\[(?:Computer )?(?:software|program|code)\]|\b(?:Python|R|Julia|Rust) (?:package|library)\b", re.I
        ),
    ),
    ("editorial", re.compile(r"\[Editorial\]", re.I)),
    ("review", re.compile(r"\[(?:Book )?review\]|\(review\)", re.I)),
    ("preprint", re.compile(r"\[Preprint\]|\bPreprint, submitted(?: [A-Z][a-z]+ \d{1,2})?", re.I)),
    ("poster", re.compile(r"[\[(]Poster(?: presentation| session)?[\])]|\bPoster presented at (?:the )?", re.I)),
    ("abstract", re.compile(r"\[Abstract\]|\bAbstract presented at:? (?:the )?", re.I)),
    (
        "conference",
        re.compile(
            r"\[(?:Conference|Paper) (?:session|presentation|paper)\]|\b(?:Paper )?presented at:? (?:the )?", re.I
        ),
    ),
    (
        None,
        re.compile(
            r"\(?\b(?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth"
            r"|[Ii]nternational) (?:rev\. )?ed(?:ition|n|\.)?(?!\w)\.?,?(?: and trans\.)?"
        ),
    ),
    (
        None,
        re.compile(
            r"\([^()]{3,60}, (?:Trans|Illus)\.\)|\(Original work published \d{4}\)|\bch\. \d+"
            r"|(?<=[.;] )(?:Article in )?(?:Norwegian|German|French|Spanish|Dutch|Danish|Swedish|Italian"
            r"|Portuguese|Chinese|Japanese|Polish|Russian)\.?\s*$"
        ),
    ),
    (
        None,
        re.compile(
            rf"\bEpub(?: ahead of print)?\.?,? {YEAR}(?: {MONTH}\.?)?(?: \d{{1,2}})?|\b(?:First published"
            rf"|Published|Available) online,?(?: (?:{MONTH}\.? )?\d{{1,2}}(?: {MONTH}\.?)?)?(?:,? {YEAR})?"
        ),
    ),
    (None, re.compile(r"(?<=\s)\[[A-Za-z ]{4,40}\]")),
    (
        None,
        re.compile(
            r"\(Version [\w.]+\)|\bReport No\.: ?\w+|\(Publication No\. [\w-]+\)|\b\d{1,2} vols?\."
            r"|\b\d{2,4} p\.(?=\s*$)|\b\d{2,4} pp\.?(?=\s*$)|\bTranslated by [^,.]+|\bReprint,?"
        ),
    ),
)
STATUS = re.compile(
    r"(?P<open>[(\[]?)\b(?P<status>in[ -]press|forthcoming(?: in| at)?|to appear(?: in| at)?"
    r"|(?:conditionally )?accepted(?: (?:at|by|in|to|for publication(?: in)?))?"
    r"|(?:revise and resubmit|R&R)(?: at)?|(?:revisions? )?(?:under|in) (?:peer )?(?:review|revision)(?: at"
    r"| in| by| for)?|submitted(?: to| at)?"
    r"|in prep(?:aration|\.)|manuscript in preparation|work in progress|epub ahead of print|online first"
    r"|early access|advance online publication)\b(?P<close>[)\]]?)",
    re.I,
)
HONOR_IN_PARENTHESES = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")


def markers(rest: Text, tail: Tail) -> None:
    """Take the words that name a type, an edition or the like; they are kept as notes."""
    for kind, pattern in MARKERS:
        while found := rest.take(pattern):
            venue = found.groupdict().get("venue")
            tail.put("venue", venue, 0.95)
            if found[0].lower().rstrip().endswith(("presented at", "presented at:", "presented at the")):
                tail.in_container = True
            tail.notes.append(found[0].strip(" ,.()[]"))
            tail.type = tail.type or kind
            tail.has_edition = tail.has_edition or bool(re.search(r"\bed", found[0]))


def status(rest: Text, tail: Tail) -> None:
    found = STATUS.search(rest.text, rest.start)
    if found and (found["open"] or found["close"] or _is_bounded(rest.text, found)):
        tail.has_status_in = found["status"].lower().endswith((" in", " at", " by", " to"))
        tail.put("status", re.sub(r" (?:in|at|by|to|for|for publication in)$", "", found["status"]), 0.95)
        rest.use(found.start(), found.end())


def _is_bounded(text: str, found: re.Match[str]) -> bool:
    """Return whether a status is not in the middle of a name, such as "Pediatrics in Review"."""
    before, after = text[: found.start()].rstrip(" "), text[found.end() :].lstrip(" ")
    if not before or before[-1] in f".,;:(–-\n{USED}" or not before.strip():
        return True
    return not after or after[0] in f".,;)\n{USED}"


def honors(entry: Marked, rest: Text, tail: Tail) -> None:
    """Take the honors: in parentheses, or the last parts of the text."""
    for span in entry.spans:
        if span.kind == "link" and span.start >= rest.start and is_honor(rest.text[span.start : span.end]):
            _take_honor(rest, tail, span.start, span.end)
    for group in HONOR_IN_PARENTHESES.finditer(rest.text, rest.start):
        parts = list(re.compile(r"[^,;()\[\]]+").finditer(rest.text, group.start(), group.end()))
        if all(is_honor(part[0]) for part in parts):
            parts = [group]
        for part in parts:
            if is_honor(part[0]):
                _take_honor(rest, tail, part.start(), part.end())
    for found in list(re.compile(rf"[^.,;|\n()\[\]{USED}]+").finditer(rest.text, rest.start)):
        piece = found[0].strip(" –—-:")
        is_behind = "venue" in tail.fields or found.start() > rest.start + 3
        if is_behind and piece and is_honor(piece) and len(piece.split()) <= 6:
            _take_honor(rest, tail, found.start(), found.end())


def _take_honor(rest: Text, tail: Tail, start: int, end: int) -> None:
    """Take a stretch as an honor."""
    honor = rest.text[start:end].replace(USED, "").strip(" .,–—-:()[]")
    if honor:
        tail.honors.append((start, honor))
    rest.use(start, end)
