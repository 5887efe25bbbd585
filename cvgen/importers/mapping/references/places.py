"""Take venue, publisher and place from the words that remain at the end of a reference."""

import re

from cvgen.importers.mapping.references import names
from cvgen.importers.mapping.references.heads import Head
from cvgen.importers.mapping.references.tail import USED, Tail, Text
from cvgen.importers.mapping.references.words import (
    CITIES,
    CONFERENCE,
    FULL_WORD,
    HOUSES,
    PUBLISHERS,
    UNIVERSITY,
    looks_like_venue,
)
from cvgen.importers.mapping.venue_words import is_honor
from cvgen.profile.status import SERVERS

PLACE_PUBLISHER = re.compile(
    rf"(?P<place>{names.LONG}(?:[ ](?:[a-z]{{1,3}}[ ])?{names.LONG}){{0,3}}(?:,[ ](?:[A-Z]{{2}}"
    rf"|U\.?S\.?A?\.?|U\.?K\.?|{names.LONG}(?:[ ]{names.LONG})?)){{0,2}})\s?:\s"
    rf"(?P<publisher>[^\s:;()\[\]\ue002\n][^:;()\[\]\ue002\n,]{{1,80}}?(?:, (?:Inc|Ltd"
    rf"|LLC)\b\.?)?)(?=[;,)\ue002\n]|\.?\s*$|(?<![A-Z])(?<!Univ)(?<!Acad)(?<!Sci)(?<!Publ)(?<!Co)\.\s|\s*\()"
)
PUBLISHER_PLACE = re.compile(
    rf"\((?P<publisher>[^()\[\],{USED}]{{2,80}})(?:, (?P<place>[^()\[\],{USED}]{{2,40}}"
    rf"(?:, [A-Z]{{2}})?))?,? ?{USED}*\)"
)


def take(rest: Text, tail: Tail, head: Head) -> None:
    """Take the venue and the publisher from the words that remain; the others are loose."""
    is_book = _is_book(rest, tail, head)
    for found in PLACE_PUBLISHER.finditer(rest.text, rest.start):
        before = rest.text[rest.start : found.start()].strip(f" .,;:({USED}")
        is_known = CITIES.search(found["place"]) or PUBLISHERS.search(found["publisher"])
        ends = rest.text[found.end() : found.end() + 1] in (";", USED)
        if is_known or (is_book and not before) or (ends and not before and not looks_like_venue(found[0])):
            tail.put("place", found["place"], 0.93)
            tail.put("publisher", found["publisher"], 0.95)
            rest.use(found.start(), found.end())
            break
    behind = PUBLISHER_PLACE.search(rest.text, rest.start)
    if behind and _is_publisher(behind["publisher"], behind["place"] or ""):
        tail.put("publisher", behind["publisher"], 0.93)
        tail.put("place", behind["place"], 0.93)
        rest.use(behind.start(), behind.end())
    is_book = is_book or _is_published_book(rest, tail, head)
    is_book = is_book or ("publisher" in tail.fields and "venue" not in tail.fields and not tail.in_container)
    for place, piece in enumerate(_pieces(rest, tail, is_book)):
        _piece(piece, place, tail, is_book)


def _is_publisher(name: str, place: str) -> bool:
    """Return whether a name is that of a publisher or a university, or its place is a city."""
    return bool(PUBLISHERS.search(name) or CITIES.search(place) or re.search(UNIVERSITY, name))


def _is_book(rest: Text, tail: Tail, head: Head) -> bool:
    """Return whether a title in italics, or editors in place of authors, make it a book."""
    if tail.in_container or tail.has_status_in or tail.type or {"venue", "volume", "issue"} & tail.fields.keys():
        return False
    is_turned = head.authors is not None and head.authors.form != "direct"
    has_publisher = HOUSES.search(rest.text, rest.start) or PLACE_PUBLISHER.search(rest.text, rest.start)
    in_italics = head.kind == "italic" and head.style != "title first"
    return head.are_editors or (in_italics and (is_turned or bool(head.style or has_publisher)))


def _is_published_book(rest: Text, tail: Tail, head: Head) -> bool:
    """Return whether the words that remain are only a publisher and its place: "Springer, Berlin"."""
    if (
        head.kind == "quoted"
        or tail.in_container
        or tail.type
        or {"venue", "volume", "issue", "pages"} & tail.fields.keys()
    ):
        return False
    parts = [
        part.strip()
        for part in re.split(rf"[,.]\s|[{USED}\n]+", rest.text[rest.start :].strip(" .,"))
        if re.search(r"\w", part)
    ]
    if not 1 <= len(parts) <= 3:
        return False
    is_house = HOUSES.search(parts[0]) is not None and not CONFERENCE.search(parts[0])
    return is_house or (len(parts) == 2 and CITIES.fullmatch(parts[1]) is not None)


def _pieces(rest: Text, tail: Tail, is_book: bool) -> list[str]:
    """Return the words that remain, cut where a venue or a publisher may end."""
    found: list[str] = []
    is_journal = bool({"volume", "issue"} & tail.fields.keys()) and not tail.in_container
    for region in re.split(rf"[{USED}\n]+", rest.text[rest.start :]):
        at = 0
        for cut in re.finditer(r"(?<=[.,;:])\s+|\s+[–—|·]\s+|\s*[()\[\]]\s*", region):
            if not _joins(
                region[at : cut.start()],
                cut[0],
                region[cut.end() :],
                is_journal and not found and not is_book,
                region[: cut.start()],
            ):
                found.append(region[at : cut.start()])
                at = cut.end()
        found.append(region[at:])
    cleaned = (piece.strip(" ,;:-–—|·&").strip() for piece in found)
    return [piece for piece in cleaned if re.search(r"\w", piece)]


def _joins(before: str, cut: str, after: str, is_journal: bool, whole: str) -> bool:
    """Return whether a name goes on after a point, comma, colon or parenthesis."""
    if cut.strip() and cut.strip() in "()[]":
        is_acronym = (
            re.match(r"[A-Z][\w&/’'+ -]{1,30}\)", after)
            if "(" in cut
            else re.search(r"\([A-Z][\w&/’'+ -]{1,30}$", before)
        )
        return bool(is_acronym)
    if not before or cut.strip():
        return False
    if re.search(r"\b(?:Proc|Trans|J)\.$", before):
        return True
    if PUBLISHERS.match(after) or is_honor(after.split(",")[0][:40]):
        return False
    if before[-1] == ",":
        is_list = re.match(r"(?:and|&) |[^,.;]{3,40}, (?:and|&) [^,.;]{3,40}", after)
        return bool(is_list) or (is_journal and not PUBLISHERS.search(after))
    if before[-1] == ".":
        word = re.split(r"[\s(]", before[:-1])[-1]
        is_whole = not word or word[-1] in ")]" or word[-1].isdigit() or bool(FULL_WORD.search(word)) or len(word) > 11
        is_short = sum(char.isupper() for char in word) >= 2 and len(word) > 2
        return not (is_whole or is_short or word.islower())
    return before[-1] == ":" and not CITIES.search(before)


def _piece(piece: str, place: int, tail: Tail, is_book: bool) -> None:
    """Put a piece of the remaining words into the field that it fits."""
    is_publisher = PUBLISHERS.search(piece) is not None and not CONFERENCE.search(piece)
    if tail.type == "thesis" and not re.search(UNIVERSITY, piece):
        tail.notes.append(piece)
        return
    if is_book and SERVERS.search(piece):
        tail.put("venue", piece, 0.95)
    elif is_book and "publisher" not in tail.fields:
        if "," in piece and CITIES.search(piece.rpartition(",")[2]) and not CITIES.search(piece.partition(",")[0]):
            piece = piece.rpartition(",")[0]
        tail.put("publisher", piece, 0.93 if is_publisher else 0.8)
    elif "venue" not in tail.fields and not is_book:
        tail.put("venue", re.sub(r"^(?:in|In|at|the)\s+(?=[A-Z])", "", piece), 0.92 if place == 0 else 0.6)
    elif "publisher" not in tail.fields and is_publisher:
        tail.put("publisher", piece, 0.9)
    elif (
        "publisher" not in tail.fields
        and tail.editors
        and len(piece.split()) < 6
        and not CONFERENCE.search(tail.fields.get("venue", ""))
    ):
        tail.put("publisher", piece, 0.75)
    elif tail.in_container or tail.type or CONFERENCE.search(tail.fields.get("venue", "")) or CITIES.search(piece):
        tail.notes.append(piece)
    else:
        tail.loose.append(piece)
