"""Import OpenAlex's JSON, api.openalex.org/works."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import bare_doi, find_arxiv, find_pmid
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.status import server_name, type_at

WORK = re.compile(r"\"(?:authorships|abstract_inverted_index|primary_location|works_api_url)\"\s*:")
TYPES: dict[str, PublicationType] = {
    "article": "journal", "book": "book", "book-chapter": "chapter", "dataset": "dataset", "dissertation": "thesis",
    "editorial": "editorial", "preprint": "preprint", "report": "report", "review": "review", "letter": "journal",
    "standard": "report", "software": "software", "conference-abstract": "abstract", "conference-paper": "conference",
    "reference-entry": "chapter", "other": "other", "paratext": "other", "supplementary-materials": "other",
    "erratum": "other", "book-section": "chapter", "journal-article": "journal", "proceedings-article": "conference",
}  # fmt: skip
BOOKKEEPING = (
    "id", "display_name", "ids", "indexed_in", "open_access", "institutions_distinct_count", "apc_list",
    "countries_distinct_count", "corresponding_author_ids", "corresponding_institution_ids", "apc_paid", "fwci",
    "has_fulltext", "cited_by_count", "citation_normalized_percentile", "cited_by_percentile_year", "topics",
    "primary_topic", "keywords", "concepts", "mesh", "locations_count", "best_oa_location", "awards", "is_xpac",
    "sustainable_development_goals", "grants", "funders", "datasets", "versions", "referenced_works", "related_works",
    "referenced_works_count", "cited_by_api_url", "counts_by_year", "updated_date", "created_date", "type_crossref",
    "is_paratext", "is_authors_truncated", "ngrams_url", "fulltext_origin", "publication_date", "host_venue",
    "alternate_host_venues", "relevance_score", "has_content", "content_urls", "institution_assertions", "content_url",
    "is_retracted", "primary_location", "locations", "has_abstract",
)  # fmt: skip
MAX_WORDS = 5_000  # of an abstract


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON with the keys and the addresses of OpenAlex."""
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
    return is_json and bool(WORK.search(text)) and "openalex.org" in text


def read(text: str) -> Imported:
    """Return the works in a response of OpenAlex; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    root.skip("meta", "group_by")
    items = root["results"].items() if root["results"] else root.items()
    found = compact(_publication(item, notes) for item in items)
    root.tree.unused()
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _publication(item: Value, notes: Diagnostics) -> Publication | None:
    """Return the publication of a work; None, with a note, if it has no title."""
    if not isinstance(item.data, dict):
        notes.warn("this is left out: it is not a work", item)
        return None
    found: dict[str, Any] = {"title": item.first("title", "display_name").map(html.markdown)}
    found |= {"authors": _authors(item, notes), "year": item["publication_year"]}
    day = dates.date(item["publication_date"].text)
    if day and day.month:
        notes.unused("publication_date: month and day", item["publication_date"], dates.ONLY_YEARS)
    found |= _numbers(item) | _extent(item["biblio"]) | _where(item, notes)
    found["language"] = item["language"].map(languages.name)
    found["abstract"] = _abstract(item["abstract_inverted_index"])
    if item["is_retracted"].data is True:
        notes.warn("OpenAlex marks this work as retracted", item)
    item.skip(*BOOKKEEPING)
    return make(Publication, found, notes, item)


def _authors(item: Value, notes: Diagnostics) -> list[Author]:
    """Return the names as printed on the paper; OpenAlex's record of a person may be about somebody else."""
    found = []
    for authorship in item["authorships"].items():
        authorship.skip("author_position", "institutions", "countries", "is_corresponding", "raw_affiliation_string",
                        "raw_affiliation_strings", "affiliations", "raw_orcid")  # fmt: skip
        printed, known = authorship["raw_author_name"].text, authorship["author"]["display_name"].text
        authorship["author"].skip("id", "orcid")
        if author := people.author(html.words(printed or known)):
            found.append(author)
        else:
            notes.warn("an author without a name is left out", authorship)
    return found


def _numbers(item: Value) -> dict[str, Any]:
    """Return DOI, PubMed id and arXiv id; the last one from any location of the work."""
    found: dict[str, Any] = {"doi": SourceText(bare_doi(item["doi"].text), item["doi"])}
    pmid = item["ids"]["pmid"].text
    item["ids"].skip("openalex", "mag", "pmcid", "doi")
    found["pmid"] = find_pmid(pmid) or pmid
    addresses = [place["landing_page_url"].text or place["pdf_url"].text for place in _places(item)]
    for address in (item["doi"].text, *addresses):
        if number := find_arxiv(address):
            found["arxiv"] = number
    if find_arxiv(item["doi"].text):
        del found["doi"]
    if "arxiv" not in found and not item["doi"] and addresses and addresses[0]:
        found["links"] = {"Paper": addresses[0]}
    return found


def _places(item: Value) -> list[Value]:
    """Return the locations of a work, the main one first."""
    places = [item["primary_location"], *item["locations"].items()]
    for place in places:
        place.skip(*(key for key, _ in place.pairs()))
        place["source"].skip(*(key for key, _ in place["source"].pairs()))
    return places


def _extent(biblio: Value) -> dict[str, Any]:
    """Return volume, issue and pages."""
    first, last = biblio["first_page"].text, biblio["last_page"].text
    pages = f"{first}–{last}" if first and last and first != last else first
    return {"volume": biblio["volume"], "issue": biblio["issue"], "pages": pages}


def _where(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return venue, type and status from the main location, or else from the first journal or proceedings."""
    kind = item["type"].text
    if kind and kind not in TYPES:
        notes.warn(f"unknown type of work '{kind}'", item["type"])
    sources = [place["source"] for place in _places(item) if place["source"]["display_name"]]
    published = [source for source in sources if source["type"].text not in ("repository", "metadata")]
    source = (published if TYPES.get(kind) != "preprint" and published else sources)[:1]
    venue = source[0]["display_name"].text if source else ""
    given = TYPES.get(kind)
    if given == "journal" and source and source[0]["type"].text == "conference":
        given = "conference"
    if given == "journal" and source and source[0]["type"].text == "repository":
        given = "preprint"
    venue_name = server_name(re.sub(r"^arXiv \(Cornell University\)$", "arXiv", venue))
    given = type_at(given, venue_name)
    return {"type": given, "venue": html.literal(venue_name), "status": "preprint" if given == "preprint" else None}


def _abstract(index: Value) -> str:
    """Return the abstract from an index of words with their positions."""
    at: dict[int, str] = {}
    for word, places in index.pairs():
        for place in places.data if isinstance(places.data, list) else ():
            if isinstance(place, str) and place.isascii() and place.isdigit() and int(place[:6]) < MAX_WORDS:
                at[int(place[:6])] = word
    index.skip(*(word for word, _ in index.pairs()))
    return html.markdown(" ".join(at[place] for place in sorted(at)))
