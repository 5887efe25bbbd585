"""Choose the best way to read a reference, and say how sure each of its fields is."""

import re
from dataclasses import dataclass, replace
from typing import Any

from cvgen.importers.mapping import identifiers
from cvgen.importers.mapping.references import scores, tails
from cvgen.importers.mapping.references.extras import Extras
from cvgen.importers.mapping.references.heads import Head
from cvgen.importers.mapping.references.marked import Marked
from cvgen.importers.mapping.references.reference import Reference
from cvgen.importers.mapping.references.tail import Tail
from cvgen.importers.mapping.venue_words import is_honor
from cvgen.importers.syntax.html import literal
from cvgen.profile.status import is_server, parse_status, server_name

MIN_CONFIDENCE = 0.6  # of a field, and of the whole reference
NEAR = 0.1  # difference of scores at which another reading makes the best one doubtful


CLOSED = re.compile(
    r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bUniv)(?<!\bSoc)(?<!\b[A-Z])\.$"
)  # by a full stop of the sentence
LABELS = {"pdf": "PDF", "doi": "DOI", "html": "HTML", "url": "Link", "link": "Link", "arxiv": "arXiv", "bib": "BibTeX"}
INITIAL_AT_END = re.compile(r"\b[A-Z]\.$")  # "VLDB J."
YEAR_AT_END = re.compile(r"(?<=[A-Za-z])\W*(?:[’']\d\d|(?:19|20)\d\d)\)?$")


@dataclass(frozen=True)
class Found:
    """The value of a field, and how sure it is."""

    value: Any
    confidence: float


@dataclass(frozen=True)
class Reading:
    """One way to read a reference: its beginning, its end, and how well they fit."""

    head: Head
    tail: Tail
    score: float


def best(entry: Marked, extras: Extras, found: list[Head]) -> Reference | None:
    """Return the reference in the best reading, None if none is good enough, or its title is unsure."""
    readings = []
    for head in found:
        tail = tails.read(entry, extras.text, head)
        readings.append(Reading(head, tail, scores.score(entry, extras, head, tail)))
    readings.sort(key=lambda one: -one.score)
    if not readings or readings[0].score < MIN_CONFIDENCE:
        return None
    reference = _reference(entry, extras, readings)
    return None if "title" in reference.doubtful else reference


def _reference(entry: Marked, extras: Extras, readings: list[Reading]) -> Reference:
    """Return the best reading as a reference, without the fields in which there is little confidence."""
    chosen = readings[0]
    head, tail = chosen.head, chosen.tail
    found = _found(entry, extras, chosen)
    for name, factor in _rivalry(entry, extras, readings, found).items():
        found[name] = replace(found[name], confidence=found[name].confidence * factor)
    sure = {name: one.value for name, one in found.items() if one.confidence >= MIN_CONFIDENCE}
    people = head.authors.names if head.authors else ()
    return Reference(
        **{"title": "", **sure},  # the caller checks the title
        has_more_authors=bool(head.authors and head.authors.has_more),
        lacks_owner=head.lacks_owner,
        bold_authors=tuple(name.author.name for name in people if _is_bold(entry, name.start, name.end)),
        type=tail.type,
        honors=(*(honor for _, honor in sorted(tail.honors)), *(label for label, _ in entry.links if is_honor(label))),
        links=_links(entry, extras),
        notes=(*(head.authors.remarks if head.authors else ()), *tail.notes, *tail.loose, *extras.notes),
        confidence=round(chosen.score, 2),
        doubtful={name: str(one.value) for name, one in found.items() if name not in sure},
    )


def _rivalry(entry: Marked, extras: Extras, readings: list[Reading], found: dict[str, Found]) -> dict[str, float]:
    """Return by how much other good readings reduce the confidence of the fields on which they differ."""
    factors: dict[str, float] = {}
    for other in readings[1:]:
        gap = readings[0].score - other.score
        if gap >= NEAR:
            break
        for name, one in _found(entry, extras, other).items():
            if name in found and found[name].value != one.value:
                factors.setdefault(name, 0.6 + 0.4 * gap / NEAR)
    return factors


def _is_bold(entry: Marked, start: int, end: int) -> bool:
    """Return whether a name is in bold, and the names around it are not."""
    bold = [span for span in entry.spans if span.kind == "bold" and span.start <= start < span.end]
    return any(span.end <= end + 2 for span in bold)


def _found(entry: Marked, extras: Extras, reading: Reading) -> dict[str, Found]:
    """Return the fields of a reading with the confidence in each."""
    head, tail = reading.head, reading.tail
    found = {name: Found(_value(name, value), tail.confidence[name]) for name, value in tail.fields.items()}
    is_sure = scores.KINDS[head.kind] - scores.oddness(extras.text[slice(*head.title)])
    found["title"] = Found(_title(entry, extras.text, head), is_sure)
    if head.authors and not head.are_editors:
        people = tuple(name.author for name in head.authors.names)
        found["authors"] = Found(people, 0.95 - scores.names_oddness(head, extras.text))
    editors = head.authors.names if head.are_editors and head.authors else tail.editors
    if editors:
        found["editors"] = Found(tuple(name.author for name in editors), 0.93)
    if extras.arxiv and "arXiv" in entry.text and "venue" not in found:
        found["venue"] = Found("arXiv", 0.95)
    linked = [identifiers.in_link(url) for url in _links(entry, extras).values()]
    for name in ("doi", "arxiv", "pmid", "isbn"):
        if value := getattr(extras, name) or next((numbers[name] for numbers in linked if name in numbers), ""):
            found[name] = Found(value, 0.98)
    return found


def _value(name: str, written: str) -> str | int:
    """Return a field as a profile has it, from the words of the reference."""
    if name == "year":
        return int(written)
    if name == "pages":
        return re.sub("[−‐‑]", "–", identifiers.pages(written))
    if name == "venue":
        return _venue(written)
    if name == "publisher":
        return CLOSED.sub("", written)
    return (parse_status(written) or _other_status(written)) if name == "status" else written


def _other_status(words: str) -> str:
    """Return the status of words that journals use for a paper between acceptance and its issue, or during review."""
    return "under review" if re.search(r"r&r|resubmit|revision", words, re.I) else "in press"


def _title(entry: Marked, text: str, head: Head) -> str:
    """Return the title without the stop at its end; words in italics stay so."""
    start, end = head.title
    end -= len(text[start:end]) - len(re.sub(r"(?:(?<!\.)[.,:;])?\s*$", "", text[start:end]))
    inner = [span for span in entry.spans if span.kind == "italic" and start <= span.start and span.end <= end]
    title, at = "", start
    for span in inner:
        if span.start >= at and (span.start, span.end) != (start, end):
            title += literal(text[at : span.start]) + f"*{literal(text[span.start : span.end])}*"
            at = span.end
    return (title + literal(text[at:end])).strip()


def _venue(name: str) -> str:
    """Return a venue without a year at its end: "ICML 2020" -> "ICML"."""
    name = YEAR_AT_END.sub("", name).strip(" ,;:")
    is_closed = name.endswith(".") and name.count(".") == 1 and not INITIAL_AT_END.search(name)
    name = name[:-1] if is_closed else name
    return server_name(name.rstrip(".")) if is_server(name) else name


def _label(written: str) -> str:
    """Return the label of a link as people print it: "pdf" -> "PDF", "project page" -> "Project page"."""
    return LABELS.get(written.lower(), written.capitalize() if written.islower() else written)


def _links(entry: Marked, extras: Extras) -> dict[str, str]:
    """Return the addresses of a reference, each with a different label."""
    links: dict[str, str] = {}
    found = [("Paper", span.url) for span in entry.spans if span.kind == "link"]
    found += [(_label(label.strip()), url) for label, url in entry.links]
    found += [("Link", url) for url in extras.urls]
    for label, url in found:
        name, count = label or "Link", 1
        while name in links and links[name] != url:
            count += 1
            name = f"{label or 'Link'} {count}"
        links[name] = url
    return links
