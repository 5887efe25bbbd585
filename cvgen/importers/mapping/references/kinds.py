"""Determine the type of a publication from the words of its reference and the fields that were found."""

import re

from cvgen.importers.mapping.references.heads import Head
from cvgen.importers.mapping.references.marked import Marked
from cvgen.importers.mapping.references.tail import Tail
from cvgen.importers.mapping.references.words import ACRONYM_ALONE, CONFERENCE, JOURNAL, PROCEEDINGS
from cvgen.importers.mapping.venue_words import MEETING, TYPE_WORDS
from cvgen.profile.status import SERVERS


def classify(entry: Marked, tail: Tail, head: Head) -> None:
    """Set the type by the words of the venue and the fields that were found."""
    venue, form = tail.fields.get("venue", ""), head.authors.form if head.authors else ""
    is_of_group = head.authors is not None and head.authors.names[0].form == "group"
    if tail.type == "report" and SERVERS.search(venue):
        tail.type = "preprint"
    if tail.type is None and tail.is_in_series:
        tail.type = "conference"
    if tail.type is None and is_of_group and not venue and "publisher" in tail.fields:
        tail.type = "report"
    publisher = tail.fields.get("publisher", "")
    if (
        tail.type is None
        and not venue
        and re.search(r"\bUniv|\bETH\b", publisher)
        and not re.search(r"Press|\bUP\b", publisher)
    ):
        tail.type = "thesis"
    if tail.type in ("thesis", "report", "dataset") and not venue and "publisher" in tail.fields:
        tail.fields["venue"], tail.confidence["venue"] = tail.fields.pop("publisher"), tail.confidence.pop("publisher")
    if re.match(r"(?:Book )?Review of ", entry.text[slice(*head.title)]):
        tail.type = "review"
    if tail.type:
        return
    kind = next((kind for kind, words in TYPE_WORDS.items() if words.search(venue) and kind != "book"), None)
    kind = "preprint" if SERVERS.search(venue) else kind
    has_volume = bool({"volume", "issue"} & tail.fields.keys())
    if not venue and ("publisher" in tail.fields or head.are_editors or (head.kind == "italic" and tail.has_edition)):
        tail.type = "book"
    elif PROCEEDINGS.search(venue):
        tail.type = "journal"
    elif kind in ("preprint", "workshop", "thesis", "report"):
        tail.type = kind
    elif tail.editors and not CONFERENCE.search(venue):
        tail.type = "chapter"
    elif (has_volume and not CONFERENCE.search(venue) and "publisher" not in tail.fields) or (
        has_volume and not tail.in_container
    ):
        tail.type = "conference" if kind == "conference" else "journal"
    elif kind != "journal" and CONFERENCE.search(venue):
        tail.type = "conference"
    elif kind:
        tail.type = kind
    elif tail.in_container:
        tail.type = "chapter" if "publisher" in tail.fields else "conference"
    elif tail.has_day and "pages" not in tail.fields and form != "medical":
        tail.type = "other"
    elif JOURNAL.search(venue):
        tail.type = "journal"
    elif "publisher" in tail.fields and "pages" in tail.fields:
        tail.type = "chapter"
    elif (ACRONYM_ALONE.fullmatch(venue) and "year" in tail.fields and form != "medical") or (
        venue and MEETING.match(venue)
    ):
        tail.type = "conference"
    elif venue and (head.kind == "quoted" or form == "medical"):
        tail.type = "journal"
