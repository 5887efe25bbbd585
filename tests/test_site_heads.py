"""The heads of pages of publications: Jekyll and Hugo print the tags for Google Scholar as docs/site.md says."""

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cvgen.composers.languages.phrases import ENGLISH
from cvgen.exporters.highwire import tags
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Author, Publication
from cvgen.site import files
from cvgen.site.names import names
from cvgen.site.public import public_part
from tests.conftest import CASES, ROOT

pytestmark = pytest.mark.long
SNIPPETS = re.findall(
    r"^In `(\S+)` of .*\n\n```text\n((?:.+\n)+?)```", (ROOT / "docs/site.md").read_text("utf-8"), re.MULTILINE
)
JEKYLL = "future: true\ncollections: {publications: {output: true}}\ndefaults: [{scope: {}, values: {layout: page}}]\n"
PAGE = "<!DOCTYPE html><html><head><title>x</title>\n%s</head><body></body></html>\n"


class Head(HTMLParser):
    """The citation_* tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "meta" and found["name"].startswith("citation_"):
            self.tags.append((found["name"], found["content"]))


def built(folder, kind, profile, command, **pages):
    """Write a site with a small theme and build it -> what each page of a publication has in its head."""
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    texts = {name: data for name, data in files(kind, profile, ENGLISH).items() if "ublications/" in name}
    for name, data in (texts | {name: text.encode() for name, text in pages.items()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def heads_of(folder, works):
    """Return the tags of the page of each work, in order."""
    pages = {path.parent.name if path.stem == "index" else path.stem: path for path in folder.rglob("*.html")}
    return [Head(pages[name].read_text("utf-8")).tags for name in names("publications", works)]


@pytest.mark.parametrize("case", ["senior", "hostile"])
def test_jekyll(tmp_path, case):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    ((path, snippet), _) = SNIPPETS
    pages = {path: snippet, "_layouts/page.html": PAGE % "{% include head/custom.html %}", "_config.yml": JEKYLL}
    built(tmp_path, "academicpages", profile, ["jekyll", "build", "-q"], **pages)
    works = public_part(profile).publications

    assert any(map(tags, works))
    assert heads_of(tmp_path / "_site", works) == [tags(work) for work in works]


@pytest.mark.parametrize("case", ["senior", "hostile"])
def test_hugo(tmp_path, case):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    (_, (path, snippet)) = SNIPPETS
    layout = PAGE % '{{ partial "hooks/head-end/citation.html" . }}'
    pages = {path: snippet, "layouts/_default/single.html": layout, "config.yaml": "title: x\nbuildFuture: true\n"}
    built(tmp_path, "hugo", profile, ["hugo", "--quiet"], **pages)
    works = public_part(profile).publications

    assert any(map(tags, works))
    assert heads_of(tmp_path / "public/publications", works) == [tags(work) for work in works]


WORK = Publication(
    title="On *Mud*", authors=(Author("Zoë de Groot", "*"), Author("et al.")), venue="Tides", year=2021, volume="4",
    pages="10--19", doi="https://doi.org/10.5555/mud", links={"Paper": "https://a.example.org/mud.PDF"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("journal", {"citation_title": "On Mud", "citation_author": "Zoë de Groot", "citation_publication_date": "2021",
                     "citation_journal_title": "Tides", "citation_volume": "4", "citation_firstpage": "10",
                     "citation_lastpage": "19", "citation_doi": "10.5555/mud",
                     "citation_pdf_url": "https://a.example.org/mud.PDF"}),
        ("conference", {"citation_conference_title": "Tides"}),
        ("thesis", {"citation_dissertation_institution": "Tides"}),
        ("report", {"citation_technical_report_institution": "Tides"}),
    ],
)  # fmt: skip
def test_a_work_has_the_tags_of_its_kind(kind, expected):
    found = tags(replace(WORK, type=kind))
    assert len(dict(found)) == len(found)
    assert expected.items() <= dict(found).items()


def test_a_work_that_scholar_would_not_take_has_none():
    refused = ({"type": "dataset"}, {"authors": ()}, {"year": None})
    assert [tags(replace(WORK, **values)) for values in refused] == [[], [], []]
