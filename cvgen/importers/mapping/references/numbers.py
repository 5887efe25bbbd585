"""Take volume, issue, pages and dates from the end of a reference, in the forms of all styles."""

import re

from cvgen.importers.mapping.references.extras import MONTH, YEAR
from cvgen.importers.mapping.references.tail import USED, Tail, Text

SEASON = r"(?:Spring|Summer|Fall|Autumn|Winter)"
VOLUME = r"(?!(?:19|20)\d\d\b)[A-Z]?\d{1,5}[A-Z]?|[IVXLC]{1,7}"
ISSUE = r"(?:no\.? )?(?:\d[\w/–.-]*(?: Suppl\.?(?: \d+)?)?|S\d+|Suppl\.?(?: \d+)?|Pt\.? \d+)"
PAGE = r"(?:[A-Za-z]{1,3}[.-]?)?\d+(?:\.\d+)?[A-Za-z]?"
ROMAN = r"[ivxlc]{1,7}[–-][ivxlc]{1,7}"
PAGES = rf"{PAGE}(?:\s?(?:--?|[‐‑–—−])\s?{PAGE})?(?:, (?!(?:19|20)\d\d\b){PAGE}(?:\s?[–-]\s?{PAGE})?(?=[.;\s]*$))?"
RANGE = rf"(?!(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d){PAGE}\s?(?:--?|[‐‑–—−])\s?{PAGE}"
WHEN = rf"(?:(?P<month>{MONTH}|{SEASON})\.?(?:[–/-]{MONTH}\.?)?(?: \d{{1,2}},?)? )?(?P<year>{YEAR})"
# A number without a name begins
B = r"(?<![\w.–-])(?<!\bno\. )(?<!\bnos\. )(?<!\b[Vv]ol\. )(?<!\bpp\. )(?<!\bp\. )(?<!\bch\. )"
E = r"(?![\w–]|-\d|\.\d)"  # a number ends
NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:LNCS|LNAI|LNBI|CCIS|LIPIcs|AISC|Lecture Notes in Computer Science),?(?: vol\.)? (?P<volume>\d+){E}",
        # Vancouver: 2020 Mar 14;12(3):1-10
        rf"{B}(?P<year>{YEAR})(?: (?P<month>{MONTH})\.?(?:[ -]\w{{1,5}})?)?\s?;\s?(?P<volume>{VOLUME})?\s?"
        rf"(?:\((?P<issue>{ISSUE})\))?(?:\s?:\s?(?P<pages>{PAGES}))?{E}",
        rf"{B}(?P<volume>{VOLUME}):(?P<issue>\d{{1,2}}) \({WHEN}\)(?:[:,] ?(?P<pages>{PAGES}))?{E}",
        # ACM: 180, 10 (1996), e1869
        rf"{B}(?P<volume>{VOLUME}),(?: (?P<issue>{ISSUE}))? \((?:(?P<month>{MONTH})\.? )?"
        rf"(?P<year>{YEAR})\)[,:] ?(?P<pages>{PAGES}){E}",
        # Physics: 124, 054501 (2020)
        rf"{B}(?P<volume>{VOLUME}), (?P<pages>{PAGES}) \((?P<year>{YEAR})\)",
        # Chicago and MLA: 19, no. 4 (April 2023): e1362, 31.4 (2008): 101-24, 19 (4): 1-9, 12(3):1-10 (2020)
        rf"{B}(?P<volume>{VOLUME})(?:, nos?\. (?P<issue>{ISSUE})|\.(?P<issue2>\d{{1,3}}"
        rf"(?:[–-]\d{{1,3}})?))?\s?\({WHEN}\)(?:\s?[:,]\s?(?:article )?(?P<pages>{PAGES}))?{E}",
        rf"{B}(?P<volume>{VOLUME})\.(?P<issue>\d{{1,3}}), (?P<year>{YEAR}), (?P<pages>{PAGES}){E}",
        rf"{B}(?P<volume>{VOLUME}), nos?\. (?P<issue>{ISSUE})(?: \((?P<month>{MONTH}"
        rf"|{SEASON})\))?\s?[:,]\s?(?!{YEAR}\b)(?:article )?(?P<pages>{PAGES}){E}",
        rf"{B}(?P<volume>{VOLUME}), (?:Article|Art\. no\.|article) (?P<pages>{PAGES}){E}",
        rf"{B}(?P<volume>{VOLUME}), pp?\. ?(?P<pages>{PAGES}){E}",
        # Named numbers
        rf"\b[Vv]ol(?:ume)?s?\.?\s?(?P<volume>{VOLUME}|\w+(?=,)){E}(?:\s?\((?P<issue>{ISSUE})\))?(?:\s?:\s?"
        rf"(?P<pages>{PAGES}){E})?",
        rf"(?<!\w)(?:[Nn]os?\.|n[°º]|núm\.|[Ii]ssues?|Nr\.|[Nn]umber|Heft)\s?(?P<issue>{ISSUE}){E}",
        rf"\b(?:pp?\.|[Pp]ages?|S\.|pii:|Seiten)\s?(?P<pages>{PAGES}|{ROMAN}){E}",
        rf"(?<=[\s,;:(\ue002])(?:[Aa]rt(?:icle|\.)(?: (?:no|number|ID)\.?)?|Paper(?: no\.)?)\s?(?P<pages>{PAGES}){E}",
        # 12(3), 1-10; 12: 1-10; 12, 054501 (2020); 2019: 1-10
        rf"{B}(?P<volume>{VOLUME})(?:\s?\((?P<issue>{ISSUE})\)|\.(?P<issue3>\d{{1,3}}(?:[–-]\d{{1,3}})?))"
        rf"(?: \((?P<month>{MONTH}|{SEASON})\))?\s?[:,]\s?(?!{YEAR}(?:[,.\s]|$))(?:(?:pp?\.|Article"
        rf"|Art\. no\.) ?)?(?P<pages>{PAGES})(?: \((?P<year>{YEAR})\))?{E}",
        rf"{B}(?P<volume>{VOLUME})\s?\((?P<issue>{ISSUE})\)(?![\w])",
        rf"{B}(?P<volume>{VOLUME})\s?:\s?(?P<pages>{PAGES})(?: \((?P<year>{YEAR})\))?{E}",
        rf"{B}(?P<volume>{VOLUME}), (?!{YEAR}{E})(?P<pages>{PAGES})(?: \((?P<year>{YEAR})\))?{E}(?!(?: {MONTH}))",
        rf"{B}(?P<year>{YEAR})\s?:\s?(?P<pages>{RANGE}){E}",
    )
)
SERIES, VANCOUVER = NUMBERS[:2]
LATER_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{B}(?P<pages>{RANGE}){E}",
        rf"(?<=[{USED}], )(?P<pages>\d{{2,5}}), (?P<year>{YEAR}){E}",
        rf"(?<=[,:] )(?P<pages>[eE]\d{{2,}}){E}",
        rf"{B}(?P<pages>\d{{5,7}}){E}",
    )
)
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\(\s*{WHEN}\s*\)",
        rf"{B}(?P<day>\d{{1,2}})(?:[–-]\d{{1,2}})? (?P<month>{MONTH})\.? (?P<year>{YEAR}){E}",
        rf"{B}(?P<month>{MONTH}|{SEASON})\.?(?:[-–/]{MONTH}\.?)?(?: (?P<day>\d{{1,2}})(?:[–-]"
        rf"(?:{MONTH}\.? )?\d{{1,2}})?)?,? (?P<year>{YEAR}){E}",
        rf"{B}(?P<year>{YEAR}) (?P<month>{MONTH})\.?(?: (?P<day>\d{{1,2}})(?:[–-]\d{{1,2}})?)?{E}",
        rf"(?<=[,.;] )(?P<month>{MONTH})\.? (?P<day>\d{{1,2}})(?=[.,;]|\s*$)(?P<year>)",
        rf"(?P<gap>^|[^\w.–-])(?P<year>{YEAR})[a-z]?(?![\w–]|-\d|\.\d)",
        r"(?<=[A-Z]{2}) ?[’'](?P<year>\d\d)(?!\w)",
        r"(?<=[A-Z]{2})(?P<year>20\d\d)(?![\w–])",
    )
)


def take(rest: Text, tail: Tail) -> None:
    """Take volume, issue, pages, and a year between them."""
    for pattern in NUMBERS:
        while (found := pattern.search(rest.text, rest.start)) and _put_numbers(found, tail):
            rest.use(found.start(), found.end())
            tail.is_medical = tail.is_medical or pattern is VANCOUVER
            tail.is_in_series = tail.is_in_series or pattern is SERIES
    if "pages" not in tail.fields:
        for pattern in LATER_NUMBERS:
            if (found := pattern.search(rest.text, rest.start)) and _put_numbers(found, tail):
                rest.use(found.start(), found.end())
                break


def _put_numbers(found: re.Match[str], tail: Tail) -> bool:
    """Set the fields of a match, unless one of them has another value already."""
    values = {name.rstrip("23"): value for name, value in found.groupdict().items() if value and name != "gap"}
    if any(name in tail.fields and tail.fields[name] != value for name, value in values.items()) or not values:
        return False
    for name, value in values.items():
        tail.put(name, re.sub(r"^no\.? ", "", value) if name == "issue" else value, 0.95)
    return True


def take_dates(rest: Text, tail: Tail) -> None:
    """Take the date: the first one that is not part of a name, as in "Proceedings of the 2016 CHI Conference"."""
    for pattern in DATES:
        matches = [
            found
            for found in pattern.finditer(rest.text, rest.start)
            if found["year"][-2:] in ("", tail.fields.get("year", found["year"])[-2:])
        ]
        outside = [
            found for found in matches if not re.match(r" [A-Z][A-Za-z]", rest.text[found.end() : found.end() + 3])
        ]
        for found in (outside or matches)[:1]:
            groups = found.groupdict()
            tail.put("year", f"20{found['year']}" if len(found["year"]) == 2 else found["year"], 0.93)
            tail.put("month", groups.get("month"), 0.93)
            tail.has_day = tail.has_day or bool(groups.get("day"))
            if outside:
                rest.use(found.start() + len(groups.get("gap") or ""), found.end())
    if "year" not in tail.fields and (year := re.search(rf"\b{YEAR}\b", tail.fields.get("venue", ""))):
        tail.put("year", year[0], 0.9)
