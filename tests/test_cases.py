"""The test persons: their documents as files to read, and what must hold for every person there is."""

import dataclasses
import html
import re
import types
import typing
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
import tinyhtml5
import yaml

from cvgen.build.loader import load_profile
from cvgen.composers import COMPOSERS, composer
from cvgen.composers.entries import visible_entries
from cvgen.document.markdown import plain_text
from cvgen.document.tree import every_section, plain
from cvgen.profile import career, entry, fields
from cvgen.profile import model as model
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Entry, Line, Profile
from cvgen.writers.html import page, text
from cvgen.writers.style import Style
from cvgen.writers.txt import write
from tests.cases.many import generate
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "cases"
DATE = "November 2026"
NO_STYLE = Style("none", "", {})  # so that a new look changes no golden file
GOLDENS = {"cv.txt", "bio.txt", "cv.html"}

# Each person with every file in the folder; the example person's profile is the one at the root.
FILES = {
    "example": GOLDENS,
    "hostile": GOLDENS | {"profile.yaml"},
    "many": {"profile.yaml", "generate.py", "cv.txt", "bio.txt"},
    "names": GOLDENS | {"profile.yaml"},
    "scripts": GOLDENS | {"profile.yaml"},
    "senior": GOLDENS | {"profile.yaml", "photo.jpg", "programme.txt.j2"},
    "small": GOLDENS | {"profile.yaml"},
}
# The owner as authors' lists have them. Whoever else stands there is somebody else, however near the name.
OWNERS = {
    "example": {"Anbang Yao"},
    "hostile": {
        "Zoë Anaïs O'Brien-D'Ávila de Groot",
        "Zoe\u0308 Anai\u0308s O'Brien-D'A\u0301vila de Groot",
        "Zoë A. O'Brien-D'Ávila de Groot",
        "Z. A. O'Brien-D'Ávila de Groot",
        "de Groot, Zoë",
    },
    "many": {"Casimir Thornquist-Abara", "C. Thornquist-Abara"},
    "names": {"Yunheng Ouyang", "Ouyang Yunheng", "Ouyang, Yunheng", "Y. Ouyang", "欧阳云蘅", "歐陽雲蘅"},
    "scripts": {"Asha Kulkarni-Thongdee", "आशा कुलकर्णी", "อาชา ทองดี"},
    "senior": {
        "Theodora Kallimanis-Wray",
        "Theodora Kallimanis",
        "T. Kallimanis-Wray",
        "Kallimanis-Wray, Theodora",
    },
    "small": set(),
}
DOCUMENTS = [(case, kind) for case in FILES for kind in COMPOSERS]

each_case = pytest.mark.parametrize("case", FILES)
each_document = pytest.mark.parametrize(("case", "kind"), DOCUMENTS)


@cache
def opened(case):
    return load_profile(ROOT / "profile.yaml" if case == "example" else FOLDER / case / "profile.yaml")


@cache
def document(case, kind):
    return composer(kind)(opened(case).profile, DATE, opened(case).photo)


@cache
def output(case, name):
    kind, form = name.split(".")
    return text(page(document(case, kind), NO_STYLE)) if form == "html" else write(document(case, kind)).data.decode()


def papers(case):
    return list(visible_entries(opened(case).profile.publications))


def items(case, kind, of="publication"):
    return [
        item for section in every_section(document(case, kind).sections) for item in section.items if item.kind == of
    ]


def raised(spans):
    return {mark for span in spans if "raised" in span.looks for mark in span.text}


# ---- the files -----------------------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize(
    ("case", "name"), [(case, name) for case, names in FILES.items() for name in sorted(names & GOLDENS)]
)
def test_a_document_says_what_its_file_says(case, name, golden):
    golden(FOLDER / case / name, output(case, name))


@pytest.mark.golden
def test_the_many_come_from_their_generator(golden):
    golden(FOLDER / "many" / "profile.yaml", generate.text())


def test_no_file_is_orphaned():
    found = {folder.name: {path.name for path in folder.iterdir() if path.is_file()} for folder in FOLDER.glob("[!_]*")}
    assert found == {case: names | {"bios.txt"} for case, names in FILES.items()}  # see test_textbio.py


# ---- what holds for everybody --------------------------------------------------------------------


@each_case
def test_the_profile_has_no_problems(case):
    warnings = [one.message for one in opened(case).warnings]
    assert warnings == (["the hidden character U+200B (zero width space) has no width"] if case == "hostile" else [])


@each_case
def test_a_profile_written_and_read_is_the_same(case):
    profile = opened(case).profile
    assert profile_yaml.load(profile_yaml.dump(profile)).profile == profile


@each_case
def test_every_publication_stands_in_the_cv_once_and_numbers_have_no_gap(case):
    listed = items(case, "cv")
    assert Counter(plain(item.text) for item in listed) == Counter(plain_text(paper.title) for paper in papers(case))
    assert [item.number for item in listed] == [f"{number}." for number in range(1, len(listed) + 1)]
    words = " ".join(output(case, "cv.txt").split())
    assert [item for item in listed if words.count(f" {item.number} {' '.join(plain(item.text).split())} ") != 1] == []


@each_case
def test_a_selected_publication_stands_in_the_bio_once(case):
    selected = [plain_text(paper.title) for paper in papers(case) if paper.selected]
    listed = [plain(item.text) for item in items(case, "bio")]
    assert Counter(listed) == Counter(selected or listed)


@each_document
def test_the_owner_is_bold_in_every_publication_and_nobody_else(case, kind):
    titles = {plain(item.text) for item in items(case, kind)}
    signed = [author.name for paper in papers(case) if plain_text(paper.title) in titles for author in paper.people]
    bold = [
        html.unescape(re.sub("<.*?>", "", words)) for words in re.findall(r"<b>(.*?)</b>", publications_of(case, kind))
    ]
    owned = [" ".join(reversed(name.split(", "))) for name in signed if name in OWNERS[case]]
    assert Counter(name for name in bold if name in owned) == Counter(owned)
    assert [name for name in bold if name in signed and name not in owned] == []


@each_case
def test_every_form_of_the_owner_s_name_is_met(case):
    assert OWNERS[case] <= {author.name for paper in papers(case) for author in paper.authors}


def publications_of(case, kind):
    return "".join(re.findall(r'<li class="publication">.*?</li>', output(case, f"{kind}.html"), re.DOTALL))


@each_case
def test_the_legend_explains_the_marks_on_the_page_and_no_others(case):
    legend = [note for section in document(case, "cv").sections for note in section.notes]
    used = {mark for item in items(case, "cv") for line in item.lines for mark in raised(line)}
    assert len(legend) == bool(used)
    assert set().union(*map(raised, legend)) == used


@pytest.mark.parametrize(("case", "kind"), [one for one in DOCUMENTS if one[0] != "hostile"])
def test_no_editor_would_stumble_over_the_punctuation(case, kind):
    text = output(case, f"{kind}.txt")
    assert re.findall(r".*(?:,,| ,|,\.|\.,? \.|\.\.|\( ?\)| ;|;;|· ·|:,|, \().*", text) == []
    assert re.findall(r".*\b([12]\d{3}),? \1\b.*", text) == [], "a year stands twice"


@each_document
def test_hidden_entries_and_abstracts_reach_no_document(case, kind):
    seen = repr(document(case, kind)) + output(case, f"{kind}.txt") + output(case, f"{kind}.html")
    assert re.findall("HIDDEN-SECRET-?[0-9]*|ABSTRACT-ONLY", seen) == []


# ---- what holds for one of them ------------------------------------------------------------------


def test_the_senior_has_every_key_of_the_model_and_hides_one_entry_of_each_kind():
    keys = written(yaml.safe_load((FOLDER / "senior" / "profile.yaml").read_text("utf-8")), Profile)
    once = {"id", "tags"}  # of any entry
    elsewhere = {"citation_style"}  # it would change every document; see test_citation_styles.py
    classes = (*vars(model).values(), *vars(career).values())
    known = {pair for cls in classes if is_of_the_model(cls) for pair in keys_of(cls)}
    assert {(cls.__name__, key) for cls, key in known - keys if key not in once | elsewhere} == set()
    assert once <= {key for _, key in keys}


def is_of_the_model(cls):
    return (
        dataclasses.is_dataclass(cls)
        and cls.__module__ in (model.__name__, career.__name__, entry.__name__)
        and cls not in (Entry, Line)
    )


def keys_of(cls):
    """Every key that an entry of this class takes, `year` as well as `years`."""
    fields = dataclasses.fields(cls)
    return {(cls, key) for field in fields for key in (field.name, field.metadata["one"]) if key}


def test_the_senior_has_publications_of_every_type_and_status():
    for field in ("type", "status"):
        allowed = set(typing.get_args(getattr(fields, f"Publication{field.title()}")))
        assert {getattr(paper, field) for paper in opened("senior").profile.publications} >= allowed


def written(value, kind):
    """YAML data and the type it stands for -> (class, key) of every key that was written."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return written(value, arguments[0])
    if origin is tuple and isinstance(value, list):
        return {pair for item in value for pair in written(item, arguments[0])}
    if not dataclasses.is_dataclass(kind) or not isinstance(value, dict):
        return set()
    hints = typing.get_type_hints(kind)
    below = (written(item, hints[key]) for key, item in value.items() if key in hints)
    return {(kind, key) for key in value}.union(*below)


def test_the_many_are_all_there():
    profile, cv = opened("many").profile, output("many", "cv.html")
    assert (len(profile.publications), len(profile.mentees), len(profile.awards)) == (300, 60, 80)
    assert [cv.count(f'<li class="{kind}">') for kind in ("publication", "one-line", "award")] == [300, 60, 80]


@pytest.mark.parametrize(("case", "kind"), DOCUMENTS)
def test_the_text_of_a_page_reads_back_as_the_same_page(case, kind):
    root = page(document(case, kind), NO_STYLE)

    assert elements(tinyhtml5.parse(text(root), namespace_html_elements=False)) == elements(root)


def elements(root):
    """Each element of the body: its name and attributes, the text in it and that behind it."""
    found = [
        (one.tag, one.attrib, one.text or "", one.tail or "") for child in root.find("body") for one in child.iter()
    ]
    return [*found[:-1], found[-1][:-1]]  # behind the last one, a parser puts white space from elsewhere


@pytest.mark.parametrize("kind", COMPOSERS)
def test_the_hostile_one_plants_no_element_in_the_page(kind):
    seen = Elements()
    seen.feed(output("hostile", f"{kind}.html"))
    allowed = "html head meta title style body header h1 h2 h3 section p ul li span a b i code sup"
    assert set(seen.count) <= set(allowed.split())
    assert (seen.count["h1"], seen.count["title"], seen.count["style"]) == (1, 1, 1)
    assert " ".join(output("hostile", f"{kind}.txt").split()).count("{{ 7 * 7 }} & <b>bold claims</b>") == 1


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.count = Counter()

    def handle_starttag(self, tag, attrs):
        self.count[tag] += 1
        assert not [name for name, _ in attrs if name.startswith("on")]
