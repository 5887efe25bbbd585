"""Convert what CSL-JSON and Crossref have in common: types, people, dates."""

import re

from cvgen.importers.mapping import dates, people
from cvgen.importers.syntax import html
from cvgen.importers.syntax.json_yaml import Value
from cvgen.profile.dates import Date
from cvgen.profile.fields import PublicationType
from cvgen.profile.model import Author
from cvgen.profile.text import CJK

TYPES: dict[str, PublicationType] = {
    "article-journal": "journal", "article-magazine": "journal", "article-newspaper": "other", "article": "preprint",
    "paper-conference": "conference", "book": "book", "chapter": "chapter", "entry-encyclopedia": "chapter",
    "entry-dictionary": "chapter", "entry": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "software": "software", "review": "review", "review-book": "book review", "manuscript": "preprint",
    "webpage": "other", "post": "other", "post-weblog": "other", "document": "other", "pamphlet": "other",
    "standard": "report", "periodical": "book", "collection": "edited volume", "motion_picture": "other",
    # of Crossref only
    "journal-article": "journal", "proceedings-article": "conference", "posted-content": "preprint",
    "book-chapter": "chapter", "book-section": "chapter", "reference-entry": "chapter", "monograph": "book",
    "edited-book": "edited volume", "reference-book": "book", "dissertation": "thesis", "report-component": "report",
    "peer-review": "review", "proceedings": "book", "journal-issue": "journal", "other": "other",
}  # fmt: skip
EAST_ASIAN = re.compile(f"[{CJK}]+")


def authors(value: Value) -> list[Author]:
    """Return the people in a list of names, each as they would sign; anything else is noted."""
    found = []
    for item in value.items():
        if one := author(item):
            found.append(one)
        elif item:
            value.tree.notes.warn("this is left out: it is not a name", item)
    return people.placed(found)


def author(value: Value) -> Author | None:
    """Return the author of a name in parts, or of the whole name of a group."""
    value.skip("sequence", "affiliation", "ORCID", "authenticated-orcid", "parse-names", "comma-suffix", "role",
               "static-ordering", "isInstitution", "suffix-comma", "prefix", "role-start", "role-end")  # fmt: skip
    if isinstance(value.data, str):
        return people.author(html.words(value.text))
    whole = value.first("literal", "name").text
    parts = [value[key].text for key in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")]
    given, *particles, family, suffix = map(html.words, parts)
    if not family and not given:
        return people.author(whole) if people.is_others(whole) else people.whole(html.words(whole))
    if EAST_ASIAN.fullmatch(family) and EAST_ASIAN.fullmatch(given):
        return people.author(family + given)  # without a space, and in the order of the script
    return people.author(people.of_parts(given, family, " ".join(filter(None, particles)), suffix))


def issued(value: Value) -> tuple[Date | None, str]:
    """Return the date, and its text: {"date-parts": [[2019, "5"]]}, {"raw": "May 2019"} or "2019".

    CSL-YAML has {year: 2019, month: 5} as well.

    The date is None if the text is not a date.
    """
    if isinstance(value.data, str):
        return dates.date(value.text), value.text
    if isinstance(value.data, list):  # CSL-YAML: [{year: 2019, month: 5}], the second is the end of a range
        return issued(value.items()[0]) if value else (None, "")
    value.skip("circa", "date-time", "timestamp", "version")
    first = next(iter(value["date-parts"].items()), None)
    parts = [part.text for part in first.items()[:3] if part] if first else []
    parts = parts or [value[key].text for key in ("year", "month", "day") if value[key]]
    words = "-".join(parts) or value.first("raw", "literal").text
    return dates.date(words), words
