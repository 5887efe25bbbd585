"""Who is asked for what: addresses, the importer of each answer, and what a whole answer looks like."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Service:
    """One that is asked: its name, the importer of its answers, the path of a question, and what is accepted."""

    name: str
    kind: str
    path: str
    accept: str
    pause: float = 0.1  # seconds between two questions, as it asks for
    end: bytes = b""  # of a whole answer in XML; JSON tells by itself
    keep: str = "/"  # characters of a number that stay as they are in the path

    @property
    def format(self) -> str:
        """json or xml."""
        return "xml" if self.end else "json"


SERVICES = {
    "crossref": Service("Crossref", "crossref", "/works/{}", "application/json", keep=""),
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
# The scheme of an identifier -> who is asked, the next one where the one before has never heard of it. Crossref does
# not know the DOIs of DataCite, such as those of Zenodo; doi.org passes the question on to whoever registered one.
ROUTES = {"doi": ("crossref", "doi"), "arxiv": ("arxiv",), "orcid": ("orcid",), "dblp": ("dblp",)}


def address(key: str, number: str, bases: Mapping[str, str], mail: str) -> str:
    """A service and a number -> the address of the question."""
    service = SERVICES[key]
    url = bases[key].rstrip("/") + service.path.format(quote(number, safe=service.keep))
    return f"{url}?{urlencode({'mailto': mail})}" if mail and key == "crossref" else url


def is_whole(service: Service, data: bytes) -> bool:
    """Whether an answer goes on to its end."""
    if service.end:
        return data.rstrip().endswith(service.end)
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def is_empty(service: Service, data: bytes) -> bool:
    """Whether a whole answer says that there is no such thing: arXiv says so with a feed of nothing, or of an error."""
    return service.kind == "arxiv" and (b"<entry" not in data or b"arxiv.org/api/errors" in data)
