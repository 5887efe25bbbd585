"""The documentation site: complete, without dead links or requests to other servers, and for everybody to use."""

import fcntl
import functools
import http.server
import itertools
import os
import re
import subprocess
import sys
import threading
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from cvgen.writers import style
from tests.conftest import ROOT

pytest.importorskip("sphinx", reason="Sphinx is not installed")
pytestmark = [pytest.mark.long, pytest.mark.pdf]
RESOURCES = {"img", "script", "iframe", "source", "video", "audio", "embed", "object", "track", "input"}
NAMESPACE = "http://www.w3.org/"  # a name in SVG and XML, which nothing loads
LOOKED_AT = ("index.html", "keys.html", "gallery.html", "tutorial.html", "search.html?q=mentees")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the site; the processes that run the tests build it once, between them."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with (folder / "docs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "docs-site").exists():
            command = [sys.executable, "-m", "tools.docs", "--some", "-o", folder / "docs-site"]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / "docs-site"


class Page(HTMLParser):
    """What a page loads, where its links lead, the names of its parts, and its pictures."""

    def __init__(self, path):
        super().__init__()
        self.loads, self.links, self.names, self.pictures = [], [], set(), []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.names |= {found["id"]} if "id" in found else set()
        if tag in RESOURCES or (tag == "link" and found.get("rel") not in ("next", "prev", "search", "index")):
            self.loads += [found[key] for key in ("src", "href", "data", "srcset", "poster") if found.get(key)]
        elif tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "img":
            self.pictures.append(found)


@pytest.fixture(scope="session")
def pages(site):
    return {path.name: Page(path) for path in sorted(site.glob("*.html"))}


def test_every_page_of_docs_is_there_and_in_the_navigation(pages):
    expected = {f"{path.stem}.html" for path in ROOT.glob("docs/*.md")} | {"keys.html", "command-line.html"}

    assert expected <= set(pages)
    assert expected <= set(pages["index.html"].links)


def test_every_style_and_kind_of_document_is_in_the_gallery(site, pages):
    pictures = [picture["alt"] for picture in pages["gallery.html"].pictures]

    for name in style.names():
        assert any(f"in the style {name}," in picture for picture in pictures), name
    for words in ("CV, A4, WeasyPrint", "CV, A4, Typst", "CV, Letter, Typst", "Bio, A5", "Slide, 16:9"):
        assert any(words in picture for picture in pictures), words
    assert len(list(site.glob("gallery/*.pdf"))) == len(pictures)


def test_every_picture_has_words(pages):
    assert [name for name, page in pages.items() if not all(picture.get("alt") for picture in page.pictures)] == []


def test_every_column_has_a_heading(site):
    nameless = re.compile(r"<th[^>]*>\s*(<p>\s*</p>)?\s*</th>")

    assert [path.name for path in site.glob("*.html") if nameless.search(path.read_text("utf-8"))] == []


def test_every_link_leads_somewhere(site, pages):
    wrong = []
    for name, page in pages.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path) or name
            if not (site / target).is_file():
                wrong.append(f"{name}: {link}")
            elif target in pages and parts.fragment and unquote(parts.fragment) not in pages[target].names:
                wrong.append(f"{name}: {link} has no such part")

    assert wrong == []


def loaded_from_elsewhere(text, suffix):
    """Return the addresses of other servers that a style loads, or that a script or a page in it could."""
    pattern = (
        r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]+)" if suffix == ".css" else r"[\"'`](https?://[^\"'`]+)"
    )
    return [found for found in re.findall(pattern, text) if not found.startswith(NAMESPACE)]


def test_nothing_is_loaded_from_other_servers(site, pages):
    found = {name: [one for one in page.loads if urlsplit(one).netloc] for name, page in pages.items()}
    for path in itertools.chain(site.rglob("*.css"), site.rglob("*.js")):
        found[path.name] = loaded_from_elsewhere(path.read_text("utf-8"), path.suffix)
    del found["searchindex.js"]  # the words of all pages

    assert len(found) > 25
    assert {name: loads for name, loads in found.items() if loads} == {}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [("@import '//fonts.example/x.css'", ".css"), ("a { background: url(https://e.org/x.png) }", ".css"),
     ("fetch('https://e.org/x.json')", ".js"), ('import("https://e.org/x.js")', ".js")],
)  # fmt: skip
def test_what_would_be_loaded_is_seen(text, suffix):
    assert len(loaded_from_elsewhere(text, suffix)) == 1


# In a browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *arguments):
        """Print nothing."""


@pytest.fixture(scope="module")
def address(site):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 390)])
def test_everybody_can_use_the_pages(browser, address, pages, scheme, width):
    others = sorted({*pages} - {*LOOKED_AT})[width < 400 :: 2]
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab, asked, faults = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    for name in (*LOOKED_AT, *others):  # each page once, the richest in both looks
        tab.goto(f"{address}/{name}")
        found = axe.run(tab)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert tab.evaluate("document.documentElement.scrollWidth") == width, f"{name} is wider than the screen"
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", background)[:3])) < 200) == (scheme == "dark"), name
    tab.close()

    assert faults == []
    assert len(asked) > 20
    assert [one for one in asked if not one.startswith(address)] == []


def test_the_search_finds_pages_in_the_site(browser, address):
    tab = browser.new_page()
    tab.goto(f"{address}/index.html")
    tab.get_by_role("textbox", name="Search").first.fill("postdoc")
    tab.keyboard.press("Enter")
    first = tab.locator("ul.search li a").first
    first.wait_for()
    first.click()

    assert "postdoc" in tab.locator("article").inner_text()
    tab.close()
