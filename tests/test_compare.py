"""cvgen diff and what belongs to it, as they are used: two sides of any kind, four outputs, git, and clear refusals."""

import io
import json
import os
import shutil
import subprocess
import sys

import jsonschema
import page
import pikepdf
import pypdfium2
import pytest

from cvgen.cli import main
from cvgen.pdf import attachment
from cvgen.pdf.text import words as words_of
from cvgen.profile import yaml as profile_yaml
from cvgen.versions.canonical import canonical
from tests.conftest import CASES, ROOT
from tests.test_pdftext import printed
from tests.test_report import git

OLD = """name: Ada Poe
headline: Associate Professor
bio: Ada Poe studies rivers. She has written forty papers.
publications:
  - {title: A first paper on rivers, authors: [Ada Poe, Bo Ray*], arxiv: "2301.00001",
     venue: "arXiv:2301.00001", year: 2023, status: preprint}
  - {title: Another thing about ice, authors: [Bo Ray*, Ada Poe], venue: Journal of Ice, year: 2020}
  - {title: Gone for Good, authors: [Ada Poe], venue: Journal of Mud, year: 2011}
marks: {"*": Student I mentored}
awards: [{title: Ebb Prize, year: 2019}, {title: Flood Prize, organization: Society of Rivers, year: 2018}]
"""
NEW = """name: Ada Poe
headline: Professor
bio: Ada Poe studies rivers. She has written fifty papers.
publications:
  - {title: A new one about floods, authors: [Ada Poe], venue: Floods, year: 2024}
  - {title: A first paper on rivers, authors: [Ada Poe, Bo Ray*], arxiv: "2301.00001",
     venue: Journal of Rivers, year: 2024}
  - {title: ANOTHER thing about ice, authors: [Bo Ray*, Ada Poe], venue: Journal of Ice, year: 2020,
     honors: [Best Paper]}
marks: {"*": Student I mentored}
awards: [{title: Ebb Prize, years: [2019, 2024]}, {title: Flood Prize, organization: Society of Rivers, year: 2018}]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "profile.yaml").write_text(NEW)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795300000")
    return tmp_path


@pytest.fixture
def repository(folder):
    """The old profile in a first commit, the new one in a second, v1 and v2, and the same in the folder."""
    git(folder, "init", "-q")
    for tag, text in (("v1", OLD), ("v2", NEW)):
        (folder / "profile.yaml").write_text(text)
        git(folder, "add", "profile.yaml")
        git(folder, "commit", "-qm", tag)
        git(folder, "tag", tag)
    return folder


def told(capsys, *words, code=1):
    capsys.readouterr()
    assert main(["diff", *words]) == code
    return capsys.readouterr().out


def events(capsys, *words, code=1):
    return json.loads(told(capsys, *words, "--to", "json", code=code))["events"]


# ---- the sides -----------------------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize("form", ["txt", "md"])
def test_what_it_says(folder, capsys, golden, form):
    golden(ROOT / "tests" / "diffs" / f"told.{form}", told(capsys, "old.yaml", "profile.yaml", "--to", form))


@pytest.mark.parametrize(
    "words",
    [("v1",), ("v1", "profile.yaml"), ("v1..v2",), ("HEAD~1",), ("v1:profile.yaml",), ("old.yaml", "HEAD"), ("v1..",)],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.long
def test_files_and_revisions_mix_freely(repository, capsys, words):
    expected = events(capsys, "old.yaml", "profile.yaml")

    assert events(capsys, *words) == expected


@pytest.mark.long
def test_nothing_named_is_the_last_commit(repository, capsys):
    assert "No change" in told(capsys, code=0)
    (repository / "profile.yaml").write_text(OLD)
    assert events(capsys) == events(capsys, "v2", "old.yaml")


def test_standard_input(folder, capsys, monkeypatch):
    expected = events(capsys, "old.yaml", "profile.yaml")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OLD.encode())))

    assert events(capsys, "-", "profile.yaml") == expected


def build(profile, output, *words):
    assert main(["build", profile, "--only", "cv", "-o", output, *words]) == 0
    return f"{output}/cv.pdf"


@pytest.mark.pdf
def test_pdfs_of_cvgen_are_compared_by_the_profile_inside(folder, capsys):
    expected = events(capsys, "old.yaml", "profile.yaml")
    old, new = build("old.yaml", "a"), build("profile.yaml", "b", "--style", "modern")

    for words in ((old, new), (old, "profile.yaml"), (old,), ("old.yaml", new)):
        capsys.readouterr()
        assert main(["diff", *words, "--to", "json"]) == 1
        said = capsys.readouterr()
        assert json.loads(said.out)["events"] == expected
        assert "compared with the profile inside the PDF" in said.err


@pytest.mark.pdf
def test_what_a_pdf_does_not_show_is_no_change(folder, capsys):
    """A document that leaves things out is compared with the same document of today's profile."""
    hidden = "talks: [{title: Unsent, tags: [private]}]\ndocuments: {cv: {exclude: [private]}}\n"
    (folder / "profile.yaml").write_text(NEW + hidden)
    pdf = build("profile.yaml", "a")
    (folder / "profile.yaml").write_text(NEW.replace("Professor", "Dean") + hidden)

    assert [event["title"] for event in events(capsys, pdf)] == ["headline"]


@pytest.mark.pdf
def test_a_bio_is_compared_with_the_bio(folder, capsys):
    shutil.copy(CASES["senior"], folder / "profile.yaml")
    shutil.copy(CASES["senior"].parent / "photo.jpg", folder)
    main(["build", "--only", "bio", "-o", "a"])
    capsys.readouterr()

    assert events(capsys, "a/bio.pdf", code=0) == []


@pytest.mark.pdf
def test_a_foreign_pdf_is_compared_by_its_words(folder, capsys):
    words = words_of((folder / build("old.yaml", "a")).read_bytes())
    (folder / "foreign.pdf").write_bytes(printed(words, foot="Ada Poe, page"))

    assert events(capsys, "a/cv.pdf", "foreign.pdf", code=0) == []
    assert events(capsys, "foreign.pdf", "old.yaml", code=0) == []
    changes = [change for event in events(capsys, "foreign.pdf", "profile.yaml") for change in event["changes"]]
    assert ("forty", "fifty") in [(change["old"], change["new"]) for change in changes]


def pdf_words(path):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


# ---- the outputs ---------------------------------------------------------------------------------


def test_json_keeps_its_schema_and_its_bytes(folder, capsys):
    first = told(capsys, "old.yaml", "--to", "json")

    assert first == told(capsys, "old.yaml", "--to", "json")
    jsonschema.validate(json.loads(first), json.loads((ROOT / "diff.schema.json").read_text("utf-8")))


def test_only_a_section(folder, capsys):
    assert {event["section"] for event in events(capsys, "old.yaml", "--section", "awards")} == {"awards"}
    assert events(capsys, "old.yaml", "--section", "talks", code=0) == []


def test_form_is_told_with_all(folder, capsys):
    assert "ANOTHER" not in told(capsys, "old.yaml").replace("ANOTHER thing about ice\n  new honor", "")
    assert "in another form" in told(capsys, "old.yaml", "--all")


@pytest.mark.long
def test_colors_are_for_terminals_alone(folder):
    command = [sys.executable, "-m", "cvgen", "diff", "old.yaml"]
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"PYTHONPATH": str(ROOT)}

    def on_terminal(**more):
        leader, follower = os.openpty()
        subprocess.run(command, stdout=follower, env=environment | more, cwd=folder, check=False)
        os.close(follower)
        with os.fdopen(leader, "rb") as reader:
            return reader.read1().decode()

    assert "\x1b[" not in subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder).stdout
    colored = on_terminal()
    assert "\x1b[32m" in colored
    assert "\x1b[" not in on_terminal(NO_COLOR="1")


@pytest.mark.pdf
@pytest.mark.parametrize("style", ["classic", "modern", "compact"])
def test_the_redline_is_the_new_cv_with_marks_and_conforms(folder, capsys, style):
    assert main(["diff", "old.yaml", "-o", "red.pdf", "--style", style]) == 1
    text = " ".join(" ".join(pdf_words("red.pdf")).split())

    for words in ("Gone for Good", "A new one about floods", "[forty]", "fifty", "new", "removed", "moved", "changed"):
        assert words in text
    for standard in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        assert page.validate_pdf("red.pdf", profile=standard).failures == []


def test_the_redline_as_a_page(folder, capsys):
    html = told(capsys, "old.yaml", "--to", "html")

    assert "<ins>fifty</ins>" in html
    assert "<del>forty</del>" in html


# ---- git -----------------------------------------------------------------------------------------


@pytest.mark.long
def test_git_shows_entries(repository, capsys):
    assert main(["git-setup"]) == 0
    assert main(["git-setup"]) == 0, "twice does no harm"
    assert (repository / ".gitattributes").read_text().count("diff=cvgen\n") == 1
    nobody = {"HOME": str(repository), "GIT_CONFIG_NOSYSTEM": "1"}  # who has told git no name sees the same
    environment = os.environ | nobody | {"PYTHONPATH": str(ROOT)}
    shown = subprocess.run(["git", "diff", "v1", "v2"], capture_output=True, text=True, env=environment).stdout

    assert "+years: 2019, 2024" in shown
    assert "@@ ## awards: Ebb Prize" in shown or "## awards: Ebb Prize" in shown
    assert shown.count("\n+") < 25


def test_outside_a_repository_it_says_so(folder, capsys):
    assert main(["git-setup"]) == 1
    assert "git init" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["name: [", "\x00\x01", "", "%PDF-1.4 broken"])
def test_textconv_never_fails(folder, capsys, text):
    (folder / "x").write_text(text)

    assert main(["textconv", "x"]) == 0


@pytest.mark.pdf
def test_identify_finds_the_version_that_was_sent(repository, capsys):
    pdf = build("old.yaml", "a")
    capsys.readouterr()

    assert main(["identify", pdf]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert "2025-01-01  profile.yaml" in out
    assert main(["identify", build("profile.yaml", "b")]) == 0
    assert "the current profile.yaml matches" in capsys.readouterr().out
    (repository / "other.yaml").write_text(OLD.replace("Ebb", "Eb"))
    assert main(["identify", build("other.yaml", "c")]) == 1
    assert "no version of profile.yaml matches this PDF" in capsys.readouterr().err


# ---- what can't be compared ----------------------------------------------------------------------


def damaged(path):
    """A PDF of cvgen's whose profile was edited in a hex editor, so to say."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        source = pdf.attachments["profile.yaml"].get_file().read_bytes()
        pdf.attachments["profile.yaml"] = pikepdf.AttachedFileSpec(pdf, source.replace(b"Ebb", b"Fbb"))
        pdf.save()


def encrypted(path):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(encryption=pikepdf.Encryption(user="secret", owner="secret"))


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("make", "said"),
    [(damaged, "was changed after it was made"), (encrypted, "protected by a password")],
)  # fmt: skip
def test_pdfs_that_can_t_be_trusted_or_opened(folder, capsys, make, said):
    pdf = build("old.yaml", "a")
    make(pdf)

    assert main(["diff", pdf]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "unknown revision 'nowhere'"),
        (("v2024.1",), "unknown revision 'v2024.1'"),
        (("cv-sent.pdf",), "the file 'cv-sent.pdf' does not exist"),
        (("v1:other.yaml",), "'other.yaml' is not in revision v1"),
        (("--to=pdf", "v1"), "-o changes.pdf"),
        (("-x",), "not a git revision"),
        (("$(touch x)",), "not a git revision"),
        (("scan.pdf",), "not a PDF"),
        (("broken.yaml",), "broken.yaml:1:8"),
        (("other.yaml",), "different people: Cy Dow and Ada Poe"),
    ],
)  # fmt: skip
@pytest.mark.long
def test_one_clear_sentence_and_exit_code_2(repository, capsys, words, said):
    (repository / "scan.pdf").write_bytes(b"%PDF-1.4 no")
    (repository / "broken.yaml").write_text("name: [\n")
    (repository / "other.yaml").write_text("name: Cy Dow\n")
    words = ("--", *words) if words[0] == "-x" else words

    assert main(["diff", *words]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not (repository / "x").exists()


# ---- a PDF is known by the name of its document --------------------------------------------------

DOCUMENTS = """
documents:
  cv: {title: CV – since 2010, since: 2010}
  short: {kind: cv, publications: {selected: true}}
"""
HIDDEN = """
talks: [{title: A talk nobody sees, date: 2019-05, hidden: true}]
"""


@pytest.mark.pdf
@pytest.mark.parametrize("words", [["--language", "de"], ["--language", "ja"], []], ids=str)
def test_a_pdf_in_any_language_is_compared_with_what_it_shows(folder, capsys, words):
    (folder / "profile.yaml").write_text(NEW + HIDDEN)
    for document in ("cv", "bio"):
        assert main(["build", "profile.yaml", "-o", "out", "--only", document, *words]) == 0
        assert "No change of content." in told(capsys, f"out/{document}.pdf", "profile.yaml", code=0)


@pytest.mark.pdf
def test_identify_knows_a_pdf_in_another_language(repository, capsys):
    for document in ("cv", "bio"):
        assert main(["build", "old.yaml", "-o", "out", "--only", document, "--language", "de"]) == 0
        capsys.readouterr()
        assert main(["identify", f"out/{document}.pdf"]) == 0
        assert "2025-01-01  profile.yaml" in capsys.readouterr().out


@pytest.mark.pdf
def test_a_title_with_a_dash_and_a_document_of_ones_own_compare_clean(folder, capsys):
    (folder / "profile.yaml").write_text(NEW + DOCUMENTS)
    for document in ("cv", "short"):
        assert main(["build", "profile.yaml", "-o", "out", "--only", document]) == 0
        assert "No change of content." in told(capsys, f"out/{document}.pdf", "profile.yaml", code=0)


@pytest.mark.pdf
def test_a_pdf_keeps_its_options_when_the_profile_defines_another_document(folder, capsys):
    (folder / "profile.yaml").write_text(NEW + DOCUMENTS)
    assert main(["build", "profile.yaml", "-o", "out", "--only", "cv"]) == 0
    (folder / "profile.yaml").write_text(NEW + DOCUMENTS.replace("since: 2010", "since: 2024"))

    assert "No change of content." in told(capsys, "out/cv.pdf", "profile.yaml", code=0)


@pytest.mark.pdf
def test_a_document_cut_to_its_page_limit_compares_clean(folder, capsys):
    papers = "".join(f"  - {{title: Paper {at} on mud, authors: [Ada Poe], year: 2001}}\n" for at in range(90))
    limit = "documents: {cv: {max_pages: 2, fit: true}}\n"
    (folder / "profile.yaml").write_text(f"name: Ada Poe\n{limit}publications:\n{papers}")
    assert main(["build", "profile.yaml", "-o", "out", "--only", "cv", "--engine", "typst"]) == 0

    assert "No change of content." in told(capsys, "out/cv.pdf", "profile.yaml", code=0)


@pytest.mark.pdf
def test_the_metadata_of_a_pdf_names_its_document_and_no_tags(folder):
    options = "documents: {cv: {exclude: [SECRET-TAG], since: 2010, title: 'Vita & more'}}\n"
    (folder / "profile.yaml").write_text(NEW + options)
    assert main(["build", "profile.yaml", "-o", "out", "--only", "cv", "--language", "de"]) == 0
    data = (folder / "out/cv.pdf").read_bytes()
    found = attachment.identity(data)

    assert (found.document, found.language) == ("cv", "de")
    assert json.loads(found.options) == {"kind": "cv", "title": "Vita & more", "since": 2010}
    with pikepdf.open(folder / "out/cv.pdf") as pdf:
        assert b"SECRET-TAG" not in pdf.Root.Metadata.read_bytes()


# ---- the language of a marked CV -----------------------------------------------------------------

MINE = "language: mine.yaml\n"


def test_a_language_file_is_found_beside_the_profile(folder, capsys):
    sub = folder / "sub"
    sub.mkdir()
    (sub / "mine.yaml").write_text("language: nl\nname: Nederlands\npublications: Publicaties\n")
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW)):
        (sub / name).write_text(MINE + text)

    assert main(["diff", "sub/old.yaml", "sub/new.yaml", "-o", "x.html"]) == 1
    assert "Publicaties" in (folder / "x.html").read_text("utf-8")


def test_a_marked_cv_speaks_the_language_asked_for(folder, capsys):
    assert main(["diff", "old.yaml", "profile.yaml", "-o", "x.html", "--language", "de"]) == 1
    page = (folder / "x.html").read_text("utf-8")

    assert all(word in page for word in ("Änderungen", "Seit old.yaml", "Gestrichenes", "neu ", "Publikationen"))
    assert ">Changes<" not in page


@pytest.mark.parametrize("form", ["txt", "md", "json"])
def test_a_language_that_would_be_ignored_is_refused(folder, capsys, form):
    assert main(["diff", "old.yaml", "profile.yaml", "--language", "de", "--to", form]) == 2
    assert "--language has no effect" in capsys.readouterr().err


def test_an_unknown_language_is_refused(folder, capsys):
    assert main(["diff", "old.yaml", "profile.yaml", "--language", "xx", "-o", "x.html"]) == 2
    assert "language 'xx'" in capsys.readouterr().err


def test_a_marked_cv_has_the_style_of_the_cv(folder, capsys):
    (folder / "profile.yaml").write_text(NEW + "documents: {cv: {style: modern}}\n")
    assert main(["diff", "old.yaml", "profile.yaml", "-o", "own.html"]) == 1
    assert main(["diff", "old.yaml", "profile.yaml", "-o", "same.html", "--style", "modern"]) == 1

    assert (folder / "own.html").read_text("utf-8") == (folder / "same.html").read_text("utf-8")


@pytest.mark.pdf
def test_a_pdf_that_another_program_has_saved_is_compared_by_its_words(folder, capsys):
    assert main(["build", "profile.yaml", "-o", "out", "--only", "cv"]) == 0
    with pikepdf.open(folder / "out/cv.pdf") as pdf:
        del pdf.Root.Metadata
        pdf.save(folder / "saved.pdf")

    assert main(["diff", "saved.pdf", "out/cv.pdf"]) == 0
    assert "compared word by word" in capsys.readouterr().err


CHANGES = [
    ("publications: [{title: Mud, authors: [Ada Poe, Bo Ray]}]", "publications: [{title: Mud, authors: [Ada Poe]}]",
     "authors removed: Bo Ray"),
    ("publications: [{title: Mud, authors: [Ada Poe, Bo Ray]}]", "publications: [{title: Mud, authors: [Ada Poe, Cy]}]",
     "authors removed: Bo Ray\n  authors added: Cy"),
    ("awards: [{title: Ebb Prize, year: 2020}]", "awards: [{title: Ebb Prize, year: 2020, note: of 70}]",
     "note added: of 70"),
    ("publications: [{title: 'Gas at $z \\approx 2$', authors: [Ada Poe]}]",
     "publications: [{title: 'Gas at $z \\approx 2$', authors: [Ada Poe], venue: '\\emph{Mud}'}]",
     "~ Gas at z ≈ 2\n  venue added: Mud"),
    ("mentees: [{name: Bo Ray, start: 2020, end: present}]", "mentees: [{name: Bo Ray, start: 2020, end: 2025}]",
     "  ended: 2025\n"),
    ("grants: [{title: Silt, start: 2020, end: present}]", "grants: [{title: Silt, start: 2020, end: 2025}]",
     "  ended: 2025\n"),
    ("publications: [{title: Mud, authors: [Ada Poe], venue: Mud Letters, status: in press}]",
     "publications: [{title: Mud, authors: [Ada Poe], venue: Mud Letters, year: 2026}]",
     "  appeared: Mud Letters, 2026\n"),
    ("service: [{role: A, organization: X}, {role: B, organization: Y}, {role: C, organization: Z}]",
     "service: [{role: D, organization: U}, {role: E, organization: V}, {role: F, organization: W}]",
     "~ before: A, X; B, Y; C, Z\n  now: D, U; E, V; F, W\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), CHANGES)
def test_a_change_says_what_happened(tmp_path, capsys, before, after, said):
    for name, text in (("old.yaml", before), ("new.yaml", after)):
        (tmp_path / name).write_text(f"name: Ada Poe\n{text}\n")

    assert main(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")]) == 1
    assert said in capsys.readouterr().out


def test_a_changed_name_has_the_heading_name(tmp_path, capsys):
    (tmp_path / "old.yaml").write_text("name: Ann Lee\n")
    (tmp_path / "new.yaml").write_text("name: Ann Lee-Smith\naliases: [Ann Lee]\n")
    main(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")])

    assert "Name\n====" in capsys.readouterr().out


def test_two_imports_that_name_nobody_are_compared(tmp_path, capsys):
    for name, gas in (("old.bib", "HII"), ("new.bib", "H II")):
        (tmp_path / name).write_text(f"@article{{a, title={{Gas from {gas} regions}}, year=2020, journal={{Gas}}}}\n")

    assert main(["diff", str(tmp_path / "old.bib"), str(tmp_path / "new.bib")]) == 0
    assert "No change of content" in capsys.readouterr().out


def test_git_shows_who_is_who_and_keeps_a_publisher_in_one_line():
    text = """name: Ada Poe
publications: [{title: Mud, authors: ["Poe, Ada", "Burke, Peter"], publisher: C.H. Beck, note: First. Second.}]
"""
    found = canonical(profile_yaml.load(text).profile)

    assert "authors: Poe, Ada; Burke, Peter\n" in found
    assert "publisher: C.H. Beck\n" in found
    assert "note: First.\n  Second." in found


@pytest.mark.pdf
def test_identify_follows_a_renamed_profile_and_shows_the_subject(folder, capsys):
    git(folder, "init", "-q")
    (folder / "cv").mkdir()
    (folder / "profile.yaml").rename(folder / "cv/ada.yaml")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The CV that I sent")
    main(["build", "cv/ada.yaml", "-o", "out", "--only", "cv"])
    git(folder, "mv", "cv/ada.yaml", "profile.yaml")
    git(folder, "commit", "-q", "-m", "Another name")
    (folder / "profile.yaml").write_text(NEW + "location: Carrow\n")
    git(folder, "commit", "-q", "-a", "-m", "A place")
    capsys.readouterr()

    assert main(["identify", "out/cv.pdf"]) == 0
    said = capsys.readouterr().out
    assert "The CV that I sent" in said
    assert "Another name" in said
    assert "A place" not in said
