"""Ask Zotero what it takes from the homepages of the test cases, and compare it with their profiles.

python -m bench.zotero [ADDRESS]    the address of a translation server of Zotero; default: http://127.0.0.1:1969

The server is a program of Zotero's with its translators: https://github.com/zotero/translation-server. It must run on
this computer, since the pages are served from here. Nothing else is asked.
"""

import functools
import json
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.contents import ROOT
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.markdown import plain_text
from cvgen.exporters.people import parts
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import date_of
from cvgen.profile.identifiers import bare_doi
from cvgen.profile.model import Publication
from cvgen.site import files

PROFILES = (ROOT / "profile.yaml", *sorted(ROOT.glob("tests/cases/*/profile.yaml")))
ADDRESS = "http://127.0.0.1:1969"
VENUES = ("publicationTitle", "proceedingsTitle", "bookTitle", "repository", "institution", "university", "publisher")
Item = dict[str, Any]


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that prints no line for each request."""

    def log_message(self, format: str, *values: object) -> None:
        """Print nothing."""


def main(address: str) -> int:
    """Print for each profile how many works and fields Zotero has right; return 1 if any is wrong."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for path in PROFILES:
            profile = profile_yaml.load(path.read_text("utf-8")).profile
            Path(folder, "index.html").write_bytes(files("html", profile, ENGLISH)["index.html"])
            works = [one for one in profile.publications if not one.hidden]
            items = taken(address, f"http://127.0.0.1:{server.server_port}/index.html")
            print(f"{path.relative_to(ROOT)}: {len(works)} works, {len(items)} items of Zotero")
            wrong = [line for work in works for line in closest(work, items)]
            print(*(f"    {line}" for line in wrong), sep="\n", end="\n" if wrong else "")
            failed |= bool(wrong) or len(works) != len(items)
        server.shutdown()
    return int(failed)


def taken(address: str, page: str) -> list[Item]:
    """Return the items that Zotero takes from a page if all are chosen; [] if it sees a page and no work."""
    status, answer = _post(address, page, "text/plain")
    if status == 300:  # it asks which
        _, answer = _post(address, json.dumps(answer), "application/json")
    return [one for one in answer if one["itemType"] != "webpage"]


def _post(address: str, text: str, kind: str) -> tuple[int, Any]:
    request = urllib.request.Request(f"{address}/web", text.encode(), {"Content-Type": kind})
    try:
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code != 300:
            raise
        return error.code, json.load(error)


def closest(work: Publication, items: list[Item]) -> list[str]:
    """Return how a work differs from the item that is most like it; the page has them in another order."""
    return min((list(differences(work, item)) for item in items), key=len, default=["nothing was taken"])


def differences(work: Publication, item: Item) -> Iterator[str]:
    """Yield a line for each field of a work that has another value in Zotero's item."""
    for name, (ours, theirs) in fields(work, item).items():
        if ours and ours != theirs:
            yield f"{plain_text(work.title)[:40]}: {name} is {ours!r}, Zotero has {theirs!r}"


def fields(work: Publication, item: Item) -> dict[str, tuple[object, object]]:
    """Return the fields of a work as the profile and as Zotero have them."""
    people = [one for one in (*work.authors, *work.with_authors) if not one.left_out] or list(work.editors)
    pages = (work.pages or "").replace("--", "-").replace("–", "-")
    return {
        "title": (" ".join(plain_text(work.title).split()), " ".join(item["title"].split())),
        "authors": ([_signed(one.name) for one in people], [_whole(one) for one in item["creators"]]),
        "venue": (plain_text(work.venue or work.publisher or ""), next(filter(None, map(item.get, VENUES)), "")),
        "date": (str(date_of(work) or "").removeprefix("expected "), item.get("date", "")),
        "volume": (work.volume, item.get("volume", "")),
        "issue": (work.issue, item.get("issue", "")),
        "pages": (pages, item.get("pages") or item.get("numPages", "")),
        "DOI": (bare_doi(work.doi) if work.doi else "", item.get("DOI") or item.get("extra", "").removeprefix("DOI: ")),
        "ISBN": ((work.isbn or "").replace("-", ""), item.get("ISBN", "").replace("-", "")),
    }


def _signed(name: str) -> tuple[str, str]:
    """Return a name as given and family name; what is no name of a person is a family name."""
    found = parts(name)
    return (found.given, f"{found.particle} {found.family}".strip()) if found else ("", name)


def _whole(creator: Item) -> tuple[str, str]:
    return creator.get("firstName", ""), creator.get("lastName") or creator["name"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [ADDRESS]))
