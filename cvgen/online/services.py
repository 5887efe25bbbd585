"""Define the public services: their addresses, the importer of each response, and how to tell a complete response."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode


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

    @property
    def format(self) -> str:
        """Return "json" or "xml"."""
        return "xml" if self.end else "json"


SERVICES = {
    "crossref": Service("Crossref", "crossref", "/works/{}", "application/json", safe=""),
    "doi": Service("doi.org", "csl-json", "/{}", "application/vnd.citationstyles.csl+json"),
    "arxiv": Service("arXiv", "arxiv", "/api/query?max_results=1&id_list={}", "application/atom+xml", 3, b"</feed>"),
    "orcid": Service("ORCID", "orcid", "/v3.0/{}/record", "application/json"),
    "dblp": Service("DBLP", "dblp", "/pid/{}.xml", "application/xml", 1, b"</dblpperson>"),
}
BASES: Mapping[str, str] = MappingProxyType({
    "crossref": "https://api.crossref.org",
    "doi": "https://doi.org",
    "arxiv": "https://export.arxiv.org",
    "orcid": "https://pub.orcid.org",
    "dblp": "https://dblp.org",
})  # fmt: skip
# Scheme of an identifier -> the services to ask; each is asked only if the one before it has no record. Crossref does
# not know DOIs of DataCite, such as those of Zenodo; doi.org redirects to the agency that registered the DOI.
ROUTES = {"doi": ("crossref", "doi"), "arxiv": ("arxiv",), "orcid": ("orcid",), "dblp": ("dblp",)}


def address(key: str, number: str, bases: Mapping[str, str], mail: str) -> str:
    """Return the URL of the request to a service about an identifier; Crossref also gets the e-mail address."""
    service = SERVICES[key]
    url = bases[key].rstrip("/") + service.path.format(quote(number, safe=service.safe))
    return f"{url}?{urlencode({'mailto': mail})}" if mail and key == "crossref" else url


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
