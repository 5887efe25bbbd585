"""Define the public services: their addresses, the importer of each response, and how to tell a complete response."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Pages:
    """Where a service puts the parts of a long list: its works, the cursor of the next page, how many there are."""

    works: tuple[str, ...]
    cursor: tuple[str, ...]
    total: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """A public service: its name, the importer of its responses, the path of a request, the media type to accept."""

    name: str
    kind: str
    path: str
    accept: str
    pause: float = 0.1  # seconds between two requests, as the service demands
    end: bytes = b""  # of a complete response in XML; for JSON, the parser detects the end
    safe: str = "/"  # characters of an identifier that are not percent-encoded in the path
    pages: Pages | None = None  # of a list that comes in several

    @property
    def format(self) -> str:
        """Return "json" or "xml"."""
        return "xml" if self.end else "json"


# What a list is asked for: without it, each work comes with everything that it cites.
OF_OPENALEX = (
    "id,doi,title,display_name,publication_year,publication_date,type,language,authorships,primary_location,locations,"
    "biblio,ids,is_retracted"
)
OF_CROSSREF = (
    "DOI,type,title,subtitle,author,editor,translator,container-title,issued,published,published-print,"
    "published-online,posted,volume,issue,page,article-number,publisher,publisher-location,ISBN,event,relation,"
    "group-title"
)
SERVICES = {
    "crossref": Service("Crossref", "crossref", "/works/{}", "application/json", safe=""),
    "doi": Service("doi.org", "csl-json", "/{}", "application/vnd.citationstyles.csl+json"),
    "arxiv": Service("arXiv", "arxiv", "/api/query?max_results=1&id_list={}", "application/atom+xml", 3, b"</feed>"),
    "orcid": Service("ORCID", "orcid", "/v3.0/{}/record", "application/json"),
    "dblp": Service("DBLP", "dblp", "/pid/{}.xml", "application/xml", 1, b"</dblpperson>"),
    # The works of a person (developers.openalex.org, api.crossref.org, info.arxiv.org/help/author_identifiers).
    "openalex": Service(
        "OpenAlex", "openalex", f"/works?filter=authorships.author.id:{{}}&per_page=100&select={OF_OPENALEX}",
        "application/json", pages=Pages(("results",), ("meta", "next_cursor"), ("meta", "count")),
    ),
    "crossref-works": Service(
        "Crossref", "crossref", f"/works?filter=orcid:{{}}&rows=200&select={OF_CROSSREF}", "application/json",
        pages=Pages(("message", "items"), ("message", "next-cursor"), ("message", "total-results")),
    ),
    "arxiv-author": Service("arXiv", "arxiv", "/a/{}.atom2", "application/atom+xml", 3, b"</feed>"),
}  # fmt: skip
BASES: Mapping[str, str] = MappingProxyType({
    "crossref": "https://api.crossref.org",
    "doi": "https://doi.org",
    "arxiv": "https://export.arxiv.org",
    "orcid": "https://pub.orcid.org",
    "dblp": "https://dblp.org",
    "openalex": "https://api.openalex.org",
    "crossref-works": "https://api.crossref.org",
    "arxiv-author": "https://arxiv.org",
})  # fmt: skip
# Scheme of an identifier -> the services to ask; each is asked only if the one before it has no record. Crossref does
# not know DOIs of DataCite, such as those of Zenodo; doi.org redirects to the agency that registered the DOI.
ROUTES = {
    "doi": ("crossref", "doi"), "arxiv": ("arxiv",), "orcid": ("orcid",), "dblp": ("dblp",), "openalex": ("openalex",),
    "crossref": ("crossref-works",), "arxiv-author": ("arxiv-author",),
}  # fmt: skip
FIRST_PAGE = "*"


def address(
    key: str, number: str, bases: Mapping[str, str], mail: str, cursor: str = FIRST_PAGE, api_key: str = ""
) -> str:
    """Return the URL of the request to a service about an identifier, or for a page of a list.

    Crossref also gets the e-mail address, and OpenAlex the key of the user, if there is one.
    """
    service = SERVICES[key]
    url = bases[key].rstrip("/") + service.path.format(quote(number, safe=service.safe))
    extra = {"cursor": cursor} if service.pages else {}
    extra |= {"mailto": mail} if mail and service.name == "Crossref" else {}
    extra |= {"api_key": api_key} if api_key and key == "openalex" else {}
    return f"{url}{'&' if '?' in url else '?'}{urlencode(extra)}" if extra else url


def is_whole(service: Service, data: bytes) -> bool:
    """Return whether a response is complete."""
    if service.end:
        return data.rstrip().endswith(service.end)
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def is_empty(service: Service, data: bytes) -> bool:
    """Return whether a complete response has no record: arXiv sends a feed without entries, or with an error."""
    return service.kind == "arxiv" and (b"<entry" not in data or b"arxiv.org/api/errors" in data)
