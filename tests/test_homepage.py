"""The homepage: one page that loads nothing, that no text of a profile can change, and that programs read."""

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import mf2py
import pytest
import vobject
from pyld import jsonld

from cvgen.cli import main
from cvgen.composers.languages import load as load_phrases
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import Photo
from cvgen.exporters import schema_org, vcard
from cvgen.exporters.coins import context_object
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import Text, Url
from cvgen.profile.model import Author, Profile, Publication
from cvgen.site import files
from tests.conftest import CASES

VOID = {"meta", "link", "img", "wbr", "data"}
TAGS = {
    "html", "head", "meta", "title", "link", "style", "script", "body", "a", "div", "header", "img", "h1", "h2", "h3",
    "p", "ul", "li", "span", "nav", "main", "section", "details", "summary", "pre", "data", "b", "i", "sup", "code",
    "bdi", "wbr",
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page: tag, attributes, the classes of those around it, and its words."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.texts = [], [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = (tag, dict(attributes), [one for _, values, *_ in self.open for one in values.get("class", "").split()])
        self.elements.append(found)
        if tag not in VOID - {"data"}:
            self.open.append(found)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data):
        if self.open:
            key = id(self.open[-1])
            self.texts[key] = self.texts.get(key, "") + data

    def of(self, kind):
        return [found for found in self.elements if kind in found[1].get("class", "").split()]

    def script(self):
        ((key),) = [id(found) for found in self.elements if found[0] == "script"]
        return json.loads(self.texts[key])


def profile_of(case):
    return profile_yaml.load(CASES[case].read_text("utf-8")).profile


def page_of(case, photo=None, phrases=ENGLISH):
    return files("html", profile_of(case), phrases, photo)["index.html"].decode()


@pytest.fixture(scope="module", params=CASES)
def page(request):
    return Page(page_of(request.param))


# ---- The page -----------------------------------------------------------------------------------


def test_no_text_becomes_a_tag(page):
    assert {tag for tag, *_ in page.elements} <= TAGS
    assert page.open == []
    assert not [name for _, values, _ in page.elements for name in values if name.startswith("on") or name == "style"]
    assert sum(tag == "script" for tag, *_ in page.elements) == 1


def test_every_link_is_harmless_and_leads_somewhere(page):
    ids = {values["id"] for _, values, _ in page.elements if "id" in values}
    for tag, values, _ in page.elements:
        if tag == "a":
            address = urlsplit(values["href"])
            assert address.scheme in ("http", "https", "mailto") or values["href"] == "contact.vcf" or address.fragment
            assert not values["href"].startswith("#") or values["href"][1:] in ids


def test_nothing_is_loaded(page):
    (policy,) = [v["content"] for _, v, _ in page.elements if v.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [values for tag, values, _ in page.elements if tag == "link" and values["rel"] != "canonical"]
    assert not [values for tag, values, _ in page.elements if tag == "img" and values["src"][:5] != "data:"]


def test_the_page_is_in_order_for_a_screen_reader(page):
    levels = [int(tag[1]) for tag, *_ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    ids = Counter(values["id"] for _, values, _ in page.elements if "id" in values)
    assert not [name for name, count in ids.items() if count > 1]
    assert page.elements[0][1]["lang"]
    assert sum(tag == "main" for tag, *_ in page.elements) == 1


def test_the_photo_is_in_the_page():
    photo = Photo(b"\xff\xd8\xff", "Portrait of Theodora", 3, 4)
    (image,) = [values for tag, values, _ in Page(page_of("senior", photo)).elements if tag == "img"]
    assert image["src"] == "data:image/jpeg;base64,/9j/"
    assert image["alt"] == "Portrait of Theodora"


def test_nothing_private_is_on_the_page():
    text = page_of("senior")
    assert "Mudflats remember storms" in text
    assert not [word for word in ("HIDDEN-SECRET", "960 018", "toennsen@", "flagship") if word in text]


def test_headings_are_in_the_language():
    german = load_phrases("de")
    assert f">{german.interests}</h2>" in page_of("small", phrases=german)


def test_the_same_profile_gives_the_same_page():
    assert page_of("senior") == page_of("senior")


# ---- What programs read -------------------------------------------------------------------------


def test_json_ld_describes_the_person_and_each_work(page):
    found = page.script()
    person, *works = found["@graph"]

    assert found["@context"] == "https://schema.org"
    assert person["@type"] == "Person"
    assert len(works) == len(page.of("Z3988")) == len(page.of("h-cite"))
    assert all(work["@type"] and work["name"] for work in works)


def test_json_ld_of_the_senior():
    person, first, *_ = Page(page_of("senior")).script()["@graph"]

    assert person["jobTitle"] == "Professor of Estuarine Science"
    assert person["worksFor"]["name"] == "University of Carrow"
    assert "https://git.example.org/mudflat" in person["sameAs"]
    assert first["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Journal of Tidal Research (JTR)"
    assert first["sameAs"] == ["https://doi.org/10.5555/jtr.2021.0211"]
    assert first["author"][0] == {"@type": "Person", "@id": "#me", "name": "Theodora Kallimanis-Wray"}


def test_no_text_ends_the_script():
    evil = Profile(name="</script><script>alert(1)</script><!--", headline=Text("a\u2028b & <b>"))
    text = schema_org.write(evil).decode()

    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == evil.name


SCHEMA = "http://schema.org/"
# As schema.org's own context reads these words: what it says of others, this page does not use.
SCHEMA_ORG = {"@vocab": SCHEMA, "type": "@type", "id": "@id", "sameAs": {"@type": "@id"}, "url": {"@type": "@id"}}


def test_json_ld_is_read_by_a_library():
    asked = []

    def context(url, _options):
        asked.append(url)
        return {"document": {"@context": SCHEMA_ORG}, "documentUrl": url, "contextUrl": None, "contentType": None}

    options = {"base": "https://a.example.org/", "documentLoader": context}
    graph = jsonld.flatten(Page(page_of("senior")).script(), None, options)
    assert asked == ["https://schema.org"]

    nodes = {node["@id"]: node for node in graph}
    me = nodes["https://a.example.org/#me"]
    assert me["@type"] == [f"{SCHEMA}Person"]
    assert me[f"{SCHEMA}jobTitle"] == [{"@value": "Professor of Estuarine Science"}]
    assert {"@id": "https://git.example.org/mudflat"} in me[f"{SCHEMA}sameAs"]
    works = [node for node in graph if f"{SCHEMA}author" in node or f"{SCHEMA}editor" in node]
    assert len(works) == len([one for one in profile_of("senior").publications if not one.hidden])
    assert {"@id": me["@id"]} in works[0][f"{SCHEMA}author"]
    assert [{"@id": "https://doi.org/10.5555/jtr.2021.0211"}] in [work.get(f"{SCHEMA}sameAs") for work in works]


MUD = Publication(
    title=Text("On *Mud* & Sand"), authors=(Author("Zoë de Groot Jr.", "*"), Author("et al.")), venue=Text("Tides"),
    year=2021, volume="4", issue="2", pages="10–19", doi="10.1/x=y", arxiv="2101.00001", isbn="978",
    links={"Paper": Url("https://a.example.org/?a=1&b=2")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("journal", {"rft.genre": "article", "rft.atitle": "On Mud & Sand", "rft.jtitle": "Tides", "rft.volume": "4",
                     "rft.issue": "2", "rft.spage": "10", "rft.epage": "19", "rft.aulast": "de Groot",
                     "rft.aufirst": "Zoë", "rft.au": "de Groot, Zoë, Jr.", "rft.date": "2021"}),
        ("preprint", {"rft.genre": "preprint", "rft.atitle": "On Mud & Sand", "rft.type": "preprint"}),
        ("conference", {"rft.genre": "proceeding", "rft.atitle": "On Mud & Sand", "rft.btitle": "Tides"}),
        ("chapter", {"rft.genre": "bookitem", "rft.btitle": "Tides"}),
        ("book", {"rft.genre": "book", "rft.btitle": "On Mud & Sand", "rft.isbn": "978", "rft.tpages": "10-19"}),
        ("thesis", {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation", "rft.title": "On Mud & Sand",
                    "rft.inst": "Tides", "rft.au": "de Groot, Zoë, Jr."}),
        ("dataset", {"rft.type": "dataset", "rft.title": "On Mud & Sand", "rft.creator": "de Groot, Zoë, Jr."}),
    ],
)  # fmt: skip
def test_coins_have_what_a_reference_manager_needs(kind, expected):
    found = parse_qs(context_object(replace(MUD, type=kind)), strict_parsing=True)

    assert found["ctx_ver"] == ["Z39.88-2004"]
    assert {key: found[key] for key in expected} == {key: [value] for key, value in expected.items()}
    assert found["rft_id"] == ["info:doi/10.1/x=y", "info:arxiv/2101.00001", "https://a.example.org/?a=1&b=2"]


def test_coins_tell_groups_from_people():
    people = (Author("Tidal Survey Team"), Author("Ada Lovelace"), Author("Madonna"))
    found = parse_qs(context_object(replace(MUD, authors=people)))
    assert (found["rft.aucorp"], found["rft.au"]) == (["Tidal Survey Team"], ["Lovelace, Ada", "Madonna"])
    assert not {"rft.aulast", "rft.aufirst"} & set(found)


def test_microformats_are_nested_as_readers_expect():
    page = Page(page_of("senior"))
    inside = {kind: {frozenset(around) for _, _, around in page.of(kind)} for kind in ("u-email", "p-job-title")}

    assert all(inside.values())
    assert all("h-card" in around for places in inside.values() for around in places)
    assert page.of("h-card")[0][2] == ["h-resume", "layout", "side"]
    assert len(page.of("p-experience")) == len([one for one in profile_of("senior").positions if not one.hidden])
    assert all({"h-cite", "h-event", "h-card"} & set(around) or around == ["h-resume"]
               for _, _, around in page.of("p-name"))  # fmt: skip
    assert {values["value"] for _, values, _ in page.of("dt-start")} >= {"2017-09", "1999-10"}


def test_microformats_are_read_by_a_library():
    (resume,) = mf2py.parse(doc=page_of("senior"))["items"]
    properties = resume["properties"]

    assert (resume["type"], properties["name"]) == (["h-resume"], ["Theodora Kallimanis-Wray"])
    assert properties["contact"][0]["properties"]["email"] == ["mailto:t.kallimanis-wray@carrow.example.org"]
    assert properties["experience"][0]["properties"]["start"] == ["2017-09"]
    works = [one["properties"] for one in resume["children"]]
    assert len(works) == len([one for one in profile_of("senior").publications if not one.hidden])
    assert {"name": ["Ein Leben im Watt"], "author": ["Harke Tönnsen"]}.items() <= works[0].items()


def test_the_card_keeps_every_value_in_its_place():
    evil = Profile(
        name="Ada; Lovelace, x\\n", headline=Text("A\r\nTEL:666"), affiliation=Text("Ü" * 60), email="a@b.example.org",
        website=Url("https://a.example.org/"), phone="+1 2",
    )  # fmt: skip
    data = vcard.write(evil)

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert "FN:Ada\\; Lovelace\\, x\\\\n" in lines
    assert f"ORG:{'Ü' * 60}" in lines
    assert "TITLE:A TEL:666" in lines
    assert [line for line in lines if line.startswith("TEL")] == ["TEL;TYPE=WORK:+1 2"]
    assert lines[-2:] == ["END:VCARD", ""]


@pytest.mark.parametrize("case", CASES)
def test_an_address_book_reads_the_card_as_it_was_meant(case, tmp_path):
    (tmp_path / "profile.yaml").write_text(CASES[case].read_text("utf-8").replace("\nphoto:", "\n# photo:"), "utf-8")
    words = ["--only", "cv", "--to", "vcf", "-o", str(tmp_path), "-q"]
    assert main(["build", str(tmp_path / "profile.yaml"), *words]) == 0
    card, profile = vobject.readOne((tmp_path / "cv.vcf").read_bytes().decode()), profile_of(case)

    assert card.fn.value == profile.name
    assert [one.value for one in card.contents.get("email", [])] == [one for one in [profile.email] if one]
    assert [one.value for one in card.contents.get("tel", [])] == [one for one in [profile.phone] if one]
    addresses = [one for one in (profile.website, *profile.links.values()) if one]
    assert [one.value for one in card.contents.get("url", [])] == addresses


def test_the_card_of_the_site_has_no_phone_number():
    assert b"TEL" not in files("html", profile_of("senior"), ENGLISH)["contact.vcf"]


# ---- The web page of a CV -----------------------------------------------------------------------


def built(tmp_path, case, *words):
    assert main(["build", str(CASES[case]), "--only", "cv", "--to", "html", "-o", str(tmp_path), "-q", *words]) == 0
    return (tmp_path / "cv.html").read_text("utf-8")


@pytest.mark.parametrize("case", ["example", "senior", "hostile", "small"])
def test_the_web_page_of_a_cv_describes_what_it_shows(tmp_path, case):
    page = Page(built(tmp_path, case))
    _, *works = page.script()["@graph"]
    listed = page.of("publication")

    assert page.open == []
    assert len(works) == len(page.of("Z3988")) == len(listed)


def test_what_a_cv_does_not_show_is_not_described(tmp_path):
    text = built(tmp_path, "senior")
    assert "ABSTRACT-ONLY" not in text
    assert "HIDDEN-SECRET" not in text


def test_a_page_without_the_profile_describes_nothing(tmp_path):
    text = built(tmp_path, "senior", "--no-source")
    assert "ld+json" not in text
    assert "Z3988" not in text


def test_a_page_is_built_again_when_only_its_description_would_change(tmp_path):
    before = built(tmp_path, "senior")
    assert built(tmp_path, "senior", "--no-source") != before
    assert built(tmp_path, "senior") == before
