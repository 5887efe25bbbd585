"""Publications in the citation style that somebody asks for, and lists of references."""

from dataclasses import replace

import pytest

from cvgen.build.citation_styles import with_citation_styles
from cvgen.build.compile import compile_document
from cvgen.build.request import BuildRequest
from cvgen.citations import shipped
from cvgen.cli import main
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.composers.references import cite_in_style, load_style
from cvgen.document.tree import every_item, plain
from cvgen.pdf import attachment
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from tests.conftest import CASES

ADA = """name: Ada Test
marks: {"*": Student}
publications:
  - title: On *Mills*, and Others
    authors: ["Bo Other*", "A. Test", "Cy Third"]
    venue: Journal of Mills
    volume: 3
    pages: 10-20
    year: 2022
    honors: [Best Paper]
    doi: 10.1000/1
    links: {Code: "https://example.org/code"}
  - title: Tides
    authors: [Ada Test]
    venue: Journal of Tides
    status: in press
"""
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Mine</title></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout suffix="!"><text variable="title" text-case="uppercase"/></layout></bibliography>
</style>
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(ADA)
    return tmp_path


def cited(style, at=0, text=ADA):
    profile = profile_yaml.load(text).profile
    return cite_in_style(profile.publications[at], profile, load_style(style), ENGLISH).text


def test_the_owner_is_bold_and_marks_honors_and_links_follow():
    text = cited("apa")

    assert plain(text).replace("\u00a0", " ") == (
        "Other, B.*, Test, A., & Third, C. (2022). On Mills, and Others. Journal of Mills, 3, 10–20. "
        "https://doi.org/10.1000/1 · Best Paper · Code"
    )
    bold = "".join(span.text for span in text if "bold" in span.looks)
    assert bold == "Test, A.Best Paper"
    assert [span.text for span in text if "raised" in span.looks] == ["*"]
    assert [span.url for span in text if span.url] == ["https://doi.org/10.1000/1", "https://example.org/code"]
    assert "Mills" in "".join(span.text for span in text if "italic" in span.looks)


def test_a_work_without_a_year_has_its_state():
    assert plain(cited("apa", 1)) == "Test, A. (in press). Tides. Journal of Tides."


def test_a_title_in_another_language_keeps_its_capitals():
    text = "name: Ada Test\npublications:\n  - {title: Das Meer von unten, year: 2020, type: book, language: German}\n"

    assert "Das Meer von unten" in plain(cited("chicago-author-date", 0, text))


@pytest.mark.parametrize("style", shipped.names())
def test_the_owner_is_never_hidden_behind_et_al(style):
    names = ", ".join(f'"B{letter}. Other{letter}"' for letter in "abcdefghijklmnopqrstuvw")
    text = ADA.replace('"Bo Other*", "A. Test", "Cy Third"', f"{names}, A. Test")

    assert "Test" in plain(cited(style, 0, text))
    many = ADA.replace('"Bo Other*", "A. Test", "Cy Third"', ", ".join(f'"B. Other{one}"' for one in range(300)))
    assert len(plain(cited(style, 0, many))) < 900


def document(home, options=None, **request):
    path = home / "profile.yaml"
    profile = profile_yaml.load(path.read_text("utf-8")).profile
    build = BuildRequest(path, Date(2026, 11), **request)
    return compile_document(profile, "cv", options or DocumentOptions(kind="cv"), build)


def references(compiled):
    return [plain(item.text) for item in every_item(compiled.document.sections) if item.kind == "publication"]


def test_the_command_line_comes_before_the_document_and_the_document_before_the_profile(home):
    (home / "profile.yaml").write_text(f"citation_style: mla\n{ADA}")
    apa = DocumentOptions(kind="cv", publications=PublicationChoice(style="apa"))

    assert "“Tides.”" in "".join(references(document(home)))
    assert "(in press)" in "".join(references(document(home, apa)))
    assert ", “Tides,”" in "".join(references(document(home, apa, citations="ieee")))


def test_order_groups_and_numbers_are_those_of_the_document(home):
    options = DocumentOptions(kind="cv", publications=PublicationChoice(style="vancouver", numbering="down"))
    items = [item for item in every_item(document(home, options).document.sections) if item.kind == "publication"]

    assert [item.number for item in items] == ["2.", "1."]
    assert not any(plain(item.text)[0].isdigit() for item in items)


def test_a_style_beside_the_profile(home):
    (home / "mine.csl").write_text(STYLE)
    (home / "profile.yaml").write_text(f"citation_style: mine.csl\n{ADA}")

    assert "TIDES!" in references(document(home))
    assert main(["build", "--only", "cv", "--to", "txt"]) == 0
    assert "ON MILLS, AND OTHERS!" in (home / "output/cv.txt").read_text("utf-8")
    (home / "mine.csl").write_text(STYLE.replace("uppercase", "lowercase"))
    assert main(["build", "--only", "cv", "--to", "txt"]) == 0
    assert "on mills, and others!" in (home / "output/cv.txt").read_text("utf-8")


@pytest.mark.pdf
def test_a_style_of_a_file_does_not_travel_inside_the_pdf(home):
    (home / "mine.csl").write_text(STYLE)
    (home / "profile.yaml").write_text(f"citation_style: mine.csl\n{ADA}")
    assert main(["build", "--only", "cv"]) == 0
    assert "mine.csl" not in attachment.extract((home / "output/cv.pdf").read_bytes())
    (home / "profile.yaml").write_text(f"citation_style: apa\n{ADA}")
    assert main(["build", "--only", "cv"]) == 0
    assert "citation_style: apa" in attachment.extract((home / "output/cv.pdf").read_bytes())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("citation_style: aap", "profile.yaml:1:17: error: there is no citation style 'aap'"),
        ("documents: {x: {publications: {style: ieeee}}}", "profile.yaml:1:39: error: there is no citation style"),
        ("documents: {x: {sections: [{name: publications, publications: {style: mlaa}}]}}", "profile.yaml:1:71: error"),
    ],
)
def test_an_unknown_style_is_reported_at_its_place(home, line, message, capsys):
    (home / "profile.yaml").write_text(f"{line}\n{ADA}")

    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "did you mean" in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<style", "mine.csl:1:"),
        ("<html/>", "mine.csl:1:1: error: this is not a citation style"),
        ("x", "mine.csl:1:1"),
        ("", "mine.csl:1:1"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><style>&b;</style>', "mine.csl:1:"),
        (STYLE.replace("</layout></bibliography>", ""), "mine.csl:5:"),
    ],
)
def test_a_file_that_is_not_a_style_is_reported_with_its_place(home, content, message, capsys):
    (home / "mine.csl").write_text(content)
    (home / "profile.yaml").write_text(f"citation_style: mine.csl\n{ADA}")

    assert main(["build", "--to", "txt"]) == 1
    assert message in capsys.readouterr().err


def test_a_style_outside_of_the_folder_is_refused(home, capsys):
    (home / "profile.yaml").write_text(f"citation_style: ../mine.csl\n{ADA}")
    (home.parent / "mine.csl").write_text(STYLE)

    assert main(["build", "--to", "txt"]) == 1
    assert "outside" in capsys.readouterr().err
    assert main(["build", "--to", "txt", "--citations", "../mine.csl"]) == 0


def test_a_missing_style_is_named(home, capsys):
    assert main(["build", "--to", "txt", "--citations", "mine.csl"]) == 1
    assert "mine.csl: error: this file does not exist" in capsys.readouterr().err
    assert main(["build", "--to", "txt", "--citations", "appa"]) == 1
    assert "did you mean 'apa'?" in capsys.readouterr().err


def test_every_list_of_a_document_has_the_style(home):
    options = profile_yaml.load(
        ADA + "documents: {x: {sections: [{name: publications, publications: {style: mla}}, publications]}}\n"
    ).profile.documents["x"]
    request = BuildRequest(home / "profile.yaml", Date(2026, 11))
    found = with_citation_styles(options, profile_yaml.load(f"citation_style: ieee\n{ADA}").profile, request)

    assert found.sections[0].publications.style == "mla"
    assert found.publications.style == "ieee"


def test_a_redline_marks_words_of_a_reference(home):
    (home / "old.yaml").write_text(f"citation_style: apa\n{ADA}")
    (home / "new.yaml").write_text(f"citation_style: apa\n{ADA.replace('10-20', '10-21')}")

    assert main(["diff", "old.yaml", "new.yaml", "-o", "changes.html"]) == 1
    page = (home / "changes.html").read_text("utf-8")
    assert "10–<del>20</del><ins>21</ins>" in page


def test_cite_prints_what_importers_read(home, capsys):
    (home / "refs.bib").write_text(
        "@article{a, title={Zebras}, author={Doe, Jane}, journal={J}, year=2020}\n"
        "@article{b, title={Ants}, author={Ash, Bo}, journal={J}, year=2021}\n"
    )
    assert main(["cite", "refs.bib"]) == 0
    assert capsys.readouterr().out == "Ash, B. (2021). Ants. J.\n\nDoe, J. (2020). Zebras. J.\n"
    assert main(["cite", "refs.bib", "--style", "ieee"]) == 0
    assert capsys.readouterr().out.startswith("[1] ")
    assert main(["cite", "refs.bib", "--to", "md"]) == 0
    assert "*J*" in capsys.readouterr().out
    assert main(["cite", "refs.bib", "--to", "html"]) == 0
    assert capsys.readouterr().out.startswith('<div class="csl-bib-body">\n  <div class="csl-entry">')
    assert main(["cite", "--list"]) == 0
    assert "ieee" in capsys.readouterr().out


def test_cite_explains_what_it_can_not_read(home, capsys):
    for words in (["cite"], ["cite", "missing.bib"], ["cite", "profile.yaml", "--style", "apaa"], ["cite", "HEAD"]):
        assert main(words) == 1
        assert "error" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("style", shipped.names())
def test_every_case_in_every_style(name, style):
    text = CASES[name].read_text("utf-8")
    profile = replace(profile_yaml.load(text).profile, citation_style=style)
    compiled = compile_document(profile, "cv", DocumentOptions(kind="cv"), BuildRequest(CASES[name], Date(2026, 11)))

    found = references(compiled)
    assert len(found) == len([paper for paper in profile.publications if not paper.hidden])
    assert all(len(one) > 5 for one in found)


def test_a_style_that_is_not_ours_is_no_text():
    with pytest.raises(InputError):
        load_style("<nothing>")
