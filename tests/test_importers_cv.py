"""CVs in plain text, Word and PDF: what their lines say is imported, and a file that is none is refused with a hint."""

import sys

import pytest

from bench import pages
from bench.word import document
from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.importers import cv, detect, docx, importer, pdf, text
from cvgen.importers.cv import entries, headings
from cvgen.importers.plan import read
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT, Date
from tests.conftest import ROOT

SAMPLES = ROOT / "tests/imports/text"
WORD = [
    "**Lena Brandt**", "Associate Professor of Statistics", "lena@elsewhere.example",
    "# Education", "Ph.D. in Statistics, University of Oslo, 2012–2016",
    "**PUBLICATIONS**",
    "**Brandt, L.**, & Noor, F. (2023). Causal trees. *Biometrika*, *110*(2), 301–322. [PDF](https://a.example/x.pdf)",
    "Noor, F., & **Brandt, L.** (2021). Bootstrap for networks. *Annals of Statistics*, *49*(3), 1120–1146.",
    "# Awards", "Young Statistician Award, Nordic Society of Statistics, 2019",
]  # fmt: skip


def sample(name):
    return (SAMPLES / name).read_text("utf-8")


# ---- Figures ------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("group", ["homepages", "plain text", "Word", "PDF"])
def test_the_facts_of_many_shapes_are_read(group, figures):
    counts, wrong = figures
    want, have, right = (pages.total(counts, what, (group,)) for what in ("expected", "given", "right"))

    assert want > 300
    assert right >= 0.98 * want, wrong
    assert right >= 0.99 * have, wrong


@pytest.fixture(scope="module")
def figures():
    """How many facts of homepages and CVs in many shapes are read, and those that are not."""
    wrong = []
    return pages.measure(wrong), wrong


# ---- Plain text ---------------------------------------------------------------------------------


def test_the_lines_above_the_headings_say_who_it_is():
    profile = text.read(sample("brandt.txt")).profile

    assert (profile.name, profile.headline) == ("Lena Brandt", "Associate Professor of Statistics")
    assert (profile.email, profile.phone) == ("lena.brandt@elsewhere.example", "+47 555 12 345")
    assert profile.links == {"ORCID": "https://orcid.org/0000-0002-1825-0097"}


@pytest.mark.parametrize(
    "span", ["2004 – 2011", "2004-2011", "2004 - 2011", "2004 to 2011", "2004 – 2011:", "(2004–2011)"]
)
@pytest.mark.parametrize("gap", [" ", "  ", "\t"])
def test_a_period_before_a_post_is_whole(span, gap):
    lines = [
        "Ada Poe",
        "",
        "Employment",
        f"{span}{gap}Lecturer, University of Oslo",
        "Education",
        f"{span}{gap}PhD, ETH",
    ]
    profile = text.read("\n".join(lines)).profile

    assert [(one.title, one.start, one.end) for one in profile.positions] == [("Lecturer", Date(2004), Date(2011))]
    assert [(one.degree, one.start, one.end) for one in profile.education] == [("PhD", Date(2004), Date(2011))]


@pytest.mark.parametrize("now", ["2011 – present\tProfessor", "2011-now Professor", "Since 2011: Professor"])
def test_a_post_that_goes_on(now):
    post = text.read(f"Ada Poe\n\nEmployment\n{now}, University of Oslo\nSkills\nGreek").profile.positions[0]

    assert (post.title, post.start, post.end) == ("Professor", Date(2011), PRESENT)


def test_a_mentee_who_is_not_done_is_not_at_a_place_called_ongoing():
    (person,) = text.read("Ada Poe\n\nSupervision\nPeter Holm, PhD (ongoing)\nSkills\nGreek").profile.mentees

    assert (person.name, person.role, person.affiliation, person.end) == ("Peter Holm", "phd", None, PRESENT)


def test_an_entry_may_go_on_for_several_lines():
    titles = [paper.title for paper in text.read(sample("brandt.txt")).profile.publications]

    assert titles[0] == "Causal trees for policy: An application to schools"
    assert len(titles) == 5


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("PUBLICATIONS", "Publications"), ("Honors and Awards", "Honors and Awards"), ("2. Education:", "Education"),
        ("**Work Experience**", "Work Experience"), ("Refereed journal articles", "Refereed journal articles"),
        ("Best Paper Award, ICML 2020", None), ("I give talks.", None), ("LENA BRANDT", None),
    ],
)  # fmt: skip
def test_headings(line, title):
    found = headings.known(line)

    assert (found and found.title) == title


@pytest.mark.parametrize(
    ("lines", "kind", "found"),
    [
        (["- One", "  more", "- Two"], "awards", ["One more", "Two"]),
        (["One", "", "Two"], "awards", ["One", "Two"]),
        (["2019  Ph.D.", "      Thesis: X", "2017  M.Sc."], "education", ["2019  Ph.D. | Thesis: X", "2017  M.Sc."]),
        (["Ph.D., Oslo, 2019", "Thesis: X", "M.Sc., Oslo, 2017"], "education",
         ["Ph.D., Oslo, 2019 | Thesis: X", "M.Sc., Oslo, 2017"]),
        (["Doe, J. (2020). A long title that is", "cut in half. Things, 1(2), 3.", "Roe, R. (2019). B. Things, 4, 5."],
         "publications", ["Doe, J. (2020). A long title that is cut in half. Things, 1(2), 3.",
                          "Roe, R. (2019). B. Things, 4, 5."]),
    ],
)  # fmt: skip
def test_entries(lines, kind, found):
    assert [entry.text for entry in entries.split(list(enumerate(lines)), kind, 40)] == found


def test_stars_of_a_text_are_not_markup():
    imported = cv.read(
        ["Publications", "1. Doe J*, Roe R*. Six things. J Things. 2020;12(3):1-10.", "Awards", "A, 2020"]
    )

    assert [author.marks for author in imported.profile.publications[0].authors] == ["*", "*"]


@pytest.mark.parametrize(
    "lines",
    [["A letter.", "It has no headings."], ["Publications", "none", "Education", "none"]],
    ids=["no-cv", "empty"],
)
def test_a_text_that_is_no_cv_is_refused_with_what_to_give_instead(lines):
    with pytest.raises(InputError) as caught:
        cv.read(lines)

    (problem,) = caught.value.problems
    assert "can't be read as a CV" in problem.message
    assert ".bib" in problem.hint
    assert "ORCID" in problem.hint


# ---- Word ---------------------------------------------------------------------------------------


def test_a_word_file_is_read_with_its_headings_links_and_bold_names():
    data = document(WORD)
    imported = importer("docx")(data)

    profile = imported.profile
    assert detect("cv.docx", data) == ["docx"]
    assert [paper.title for paper in profile.publications] == ["Causal trees", "Bootstrap for networks"]
    assert profile.publications[0].links == {"PDF": "https://a.example/x.pdf"}
    assert imported.owner_hints == ["L. Brandt"]
    assert (profile.name, profile.education[0].institution) == ("Lena Brandt", "University of Oslo")
    assert [(award.title, award.years) for award in profile.awards] == [("Young Statistician Award", (2019,))]


def test_problems_of_a_word_file_quote_the_paragraph():
    problems = docx.read(document([*WORD[:7], "This is no publication at all.", *WORD[7:]])).problems

    assert [problem.place for problem in problems] == [None]
    assert "This is no publication" in problems[0].message


def test_problems_of_a_word_file_have_no_stars_and_quote_once():
    problems = docx.read(document([WORD[0], "**PERSONAL DATA**", *WORD[1:], "**GRANTS**", "Ebb Fund, 2019"])).problems

    assert [problem.message for problem in problems] == [
        "'PERSONAL DATA' is left out: it is above the first heading",
        "imported as a custom section, with its entries as they are: GRANTS",
    ]


def test_without_mammoth_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "mammoth", None)

    with pytest.raises(InputError) as caught:
        docx.read(document(WORD))
    assert "pip install mammoth" in caught.value.problems[0].hint


@pytest.mark.parametrize("data", [b"PK\x03\x04word/document.xml", document(WORD)[:-400], document(WORD)[:300]])
def test_a_broken_word_file_is_refused(data):
    with pytest.raises(InputError):
        docx.read(data)


# ---- PDF ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def brandt(tmp_path_factory):
    """The sample as a profile file."""
    path = tmp_path_factory.mktemp("pdf") / "profile.yaml"
    path.write_text(profile_yaml.dump(text.read(sample("brandt.txt")).profile), "utf-8")
    return path


def built(path, **options):
    """The bytes of the CV of a profile file as a PDF."""
    request = BuildRequest(path, Date(2026, 11), names=("cv",), formats=("pdf",), **options)
    return build_targets(plan_targets(load_profile(path), request), str)["cv.pdf"].data


@pytest.mark.pdf
def test_a_pdf_of_cvgen_gives_the_profile_inside(brandt):
    data = built(brandt)

    assert detect("cv.pdf", data) == ["pdf"]
    inside = pdf.read(data)
    assert inside.problems == []
    assert [paper.title for paper in inside.profile.publications]


@pytest.mark.pdf
def test_any_other_pdf_is_read_by_its_words(brandt):
    mine, found = profile_yaml.load(brandt.read_text("utf-8")).profile, pdf.read(built(brandt, source=False))

    assert "only the words" in found.problems[0].message
    assert {paper.title for paper in found.profile.publications} == {paper.title for paper in mine.publications}
    assert found.profile.education == mine.education
    assert found.profile.positions == mine.positions
    assert found.profile.name == mine.name


def test_a_file_is_read_by_what_it_is(tmp_path):
    path = tmp_path / "lena.docx"
    path.write_bytes(document(WORD))

    assert read(path).kind == "docx"
