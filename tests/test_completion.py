"""What an importer leaves open is completed, so that every import passes cvgen check and can be built."""

import pytest

from cvgen import checks
from cvgen.cli import main
from cvgen.importers import Imported, importer
from cvgen.importers.completion import complete, consistent, find_owner
from cvgen.importers.cv import contact
from cvgen.importers.homepage import cited
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Author, Award, Position, Profile, Publication
from cvgen.profile.text import fold
from tests.bounds import processor_time
from tests.test_importers import SAMPLES, named, read, source


def paper(*names, **more):
    return Publication(title="A", authors=tuple(map(Author.from_text, names)), **more)


def owner(*papers, hints=()):
    return find_owner(Profile(name="", publications=papers), hints)


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_every_import_passes_the_check(path):
    profile, problems = read(path.parent.name, source(path))
    if profile is None:
        pytest.skip("refused")
    loaded = profile_yaml.load(profile_yaml.dump(complete(Imported(profile, problems)).profile))

    assert [problem for problem in checks.check(loaded.profile, loaded.places) if problem.severity == "error"] == []


def test_the_owner_is_in_nearly_all_author_lists():
    assert owner(paper("Jane Doe", "Bo Ek"), paper("Doe, J.", "Di Fox"), paper("Ed Gil", "J Doe")) == ("Jane Doe", 3, 3)
    assert owner(paper("Jane Doe", "Bo Ek"), paper("Jane Doe"), paper("Di Fox")) == ("Jane Doe", 2, 3)
    assert owner(paper("Jane Doe")) == ("Jane Doe", 1, 1)


def test_the_owner_is_not_guessed_among_equals():
    assert owner(paper("Jane Doe", "Bo Ek"))[0] == ""
    assert owner(paper("Jane Doe", "Bo Ek"), paper("Bo Ek", "Jane Doe"))[0] == ""
    assert owner(paper("Jane Doe"), paper("Bo Ek"), paper("Di Fox"), paper("Ed Gil"))[0] == ""
    assert owner() == ("", 0, 0)
    assert owner(paper("Collaboration"))[0] == ""
    assert owner(paper("et al."), paper("A B", "et al."), paper("C D", "et al."))[0] == ""


def test_the_owner_is_whom_the_source_sets_off():
    papers = paper("Jane Doe", "Bo Ek"), paper("Bo Ek", "J. Doe")

    assert owner(*papers, hints=["J. Doe"]) == ("Jane Doe", 2, 2)
    assert owner(*papers, hints=["Bo Ek", "Bo Ek"]) == ("Bo Ek", 2, 2)


def test_a_name_of_the_source_stays():
    imported = complete(Imported(Profile(name="Ada Poe", publications=(paper("Jane Doe"),))))

    assert (imported.profile.name, imported.problems) == ("Ada Poe", [])


def test_a_mark_without_an_explanation_asks_for_one():
    imported = consistent(Imported(Profile(name="Ada Poe", marks={"#": "Editor"}, publications=(paper("Ada Poe*#"),))))

    assert imported.profile.marks == {"#": "Editor", "*": "meaning unknown"}
    (problem,) = imported.problems
    assert problem.message == "the source does not explain these marks after names: *"


def test_equal_ids_are_told_apart():
    profile = Profile(
        name="Ada Poe",
        publications=(paper("A B", id="a"), paper("A B", id="a"), paper("A B", id="a-2")),
        awards=(Award(title="P", id="a"),),
    )
    imported = consistent(Imported(profile))

    assert [one.id for one in imported.profile.publications] == ["a-2", "a-3", "a-2-2"]
    assert [one.id for one in imported.profile.awards] == ["a"]
    assert len(imported.problems) == 3


def test_impossible_dates_are_left_out_and_reported():
    positions = (
        Position(title="A", start=Date(2012), end=Date(2010)),
        Position(title="B", start=PRESENT),
        Position(title="C", start=Date(2012), end=Date(2012)),
    )
    imported = consistent(Imported(Profile(name="Ada Poe", positions=positions)))

    assert [(one.start, one.end) for one in imported.profile.positions] == [
        (Date(2012), None),
        (None, None),
        (Date(2012), Date(2012)),
    ]
    assert [problem.message for problem in imported.problems] == [
        "positions: the end '2010' is left out: it is before the start 2012",
        "positions: the start 'present' is left out: it is not a date",
    ]


def test_numbers_are_quoted_as_the_check_wants_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text(
        "@incollection{1e5, author = {Jane Doe}, title = {007}, booktitle = {1_000}, year = 2020, isbn = {0123725208}}"
    )
    assert main(["import", "a.bib"]) == 0
    text = capsys.readouterr().out

    (tmp_path / "profile.yaml").write_text(text)
    assert main(["check"]) == 0
    (found,) = profile_yaml.load(text).profile.publications
    assert (found.id, found.title, found.isbn) == ("1e5", "007", "0123725208")


def test_the_command_says_whom_it_takes_for_the_owner(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text(
        "@book{a, author = {Jane Doe}, title = {A}}\n@book{a, author = {Doe, J}, title = {B}}"
    )

    assert main(["import", "a.bib"]) == 0
    out, err = capsys.readouterr()

    assert out.startswith("name: Jane Doe\n")
    assert "the owner is assumed to be Jane Doe, an author of 2 of 2 publications" in err
    assert [one.id for one in profile_yaml.load(out).profile.publications] == ["a", "a-2"]
    assert "duplicate key 'a': this entry becomes 'a-2'" in err


def test_my_explanation_of_a_mark_stays(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text("@book{a, author = {Jane Doe*}, title = {A}}")
    (tmp_path / "profile.yaml").write_text('name: Jane Doe\nmarks: {"*": Editor}\n')

    assert main(["import", "a.bib", "--into", "profile.yaml", "--write"]) == 0
    assert profile_yaml.load((tmp_path / "profile.yaml").read_text()).profile.marks == {"*": "Editor"}
    assert "conflict" not in capsys.readouterr().out
    assert importer("bibtex")("@book{a, title = {A}}").profile.name == ""


@pytest.mark.long
@pytest.mark.parametrize("text", ["[" * 100_000, "[a](" * 50_000, "[a](b" * 40_000, "]" * 100_000, "\\a" * 50_000])
def test_folding_takes_time_in_proportion_to_the_text(text):
    with processor_time() as taken:
        fold(text)

    assert taken() < 1


@pytest.mark.long
def test_a_thousand_positions_are_checked_in_a_second():
    posts = tuple(Position(title="Assistant Professor", start=Date(2000 + at % 20), end=PRESENT) for at in range(1000))
    with processor_time() as taken:
        checks.check(Profile(name="Ada Poe", positions=posts), {})

    assert taken() < 3


def test_no_words_are_no_name():
    assert not contact.is_name("")
    assert contact.is_name("Ada Poe")


def test_pages_of_a_broken_line_are_on_one():
    assert cited._line("1120-\n146") == "1120- 146"


def test_a_word_file_is_measured_before_it_is_read(monkeypatch):
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/styles.xml", "<a/>" * 300_000)

    with pytest.raises(InputError, match="the Word file is too large"):
        importer("docx")(out.getvalue())
