"""cvgen sent: the list of what was sent to whom, versions found by their recipient, and the update for an e-mail."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from cvgen.cli import main
from cvgen.pdf import attachment
from cvgen.pdf.xmp import NAMESPACE
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from cvgen.versions import sent
from tests.test_compare import NEW, OLD
from tests.test_pdftext import printed
from tests.test_report import git

POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")
LATER = NEW.replace(
    "awards:",
    "grants: [{title: Rivers of Data, organization: ERC, start: 2024}]\n"
    "talks: [{title: On Mud, event: Mud Days, date: 2024-05-02}]\nawards:",
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """The bytes of the CV of the old profile."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "profile.yaml").write_text(OLD)
    words = ["build", str(folder / "profile.yaml"), "--only", "cv", "--engine", "typst", "-o", str(folder), "-q"]
    assert main(words) == 0
    return (folder / "cv.pdf").read_bytes()


@pytest.fixture
def folder(tmp_path, monkeypatch, pdf):
    """A profile that has changed since its CV was built, and that CV."""
    (tmp_path / "profile.yaml").write_text(LATER)
    (tmp_path / "cv.pdf").write_bytes(pdf)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795996800")  # 30 November 2026
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    """Run a command in the folder; return its exit code, and what it prints."""

    def command(*words):
        capsys.readouterr()
        code = main(list(words))
        return code, *capsys.readouterr()

    return command


STANFORD = "Stanford, assistant professor"


def keep(to=STANFORD, file="cv.pdf", date="2024-03-01"):
    assert main(["sent", file, "--to", to, "--date", date]) == 0


def listed():
    return [(str(entry.date), entry.to, entry.document) for entry in sent.sent(Path("profile.yaml"))]


def list_of(folder):
    return folder / ".cvgen" / "sent.yaml"


# The list


def test_what_is_sent_is_kept_with_the_profile_inside(folder, pdf):
    keep()

    (entry,) = sent.sent(Path("profile.yaml"))
    copy = folder / ".cvgen" / "sent" / f"{entry.digest}.yaml"
    assert (entry.to, entry.date, entry.file, entry.document) == (STANFORD, Date(2024, 3, 1), "cv.pdf", "cv")
    assert entry.pages == attachment.page_count(pdf) == 1
    assert copy.read_text() == attachment.extract(pdf)
    assert entry.revision is None


def test_the_table_is_newest_first_and_counts_changes(run):
    assert run("sent")[1].startswith("nothing in the list yet")
    keep()
    keep("東京大学", date="2025-07-01")
    keep("ETH", date="2023")

    assert run("sent")[1].splitlines() == [
        "2025-07-01  東京大学                       cv  1 page  9 changes since",
        "2024-03-01  Stanford, assistant professor  cv  1 page  9 changes since",
        "2023        ETH                            cv  1 page  9 changes since",
    ]


def test_without_a_change_the_table_says_so(folder, run):
    keep()
    (folder / "profile.yaml").write_text(OLD)

    assert "no changes since" in run("sent")[1]


def test_the_table_does_without_a_profile_that_can_be_read(folder, run):
    keep()
    (folder / "profile.yaml").write_text("name: [")

    code, out, _ = run("sent")
    assert (code, out.strip().endswith("not compared: the profile has errors")) == (0, True)


def test_a_long_name_does_not_move_the_columns(run):
    keep("x" * 200)

    assert f"{'x' * 47}…  cv" in run("sent")[1]


def test_the_same_pdf_to_the_same_place_is_kept_once(folder, run):
    keep()
    before = list_of(folder).read_bytes()

    code, out, _ = run("sent", "cv.pdf", "--to", "stanford -  Assistant PROFESSOR")
    assert (code, out) == (0, "already in the list: cv.pdf sent to Stanford, assistant professor (2024-03-01)\n")
    assert list_of(folder).read_bytes() == before

    keep("ETH")
    assert [to for _, to, _ in listed()] == ["ETH", STANFORD]
    assert len(list((folder / ".cvgen" / "sent").iterdir())) == 1


def test_a_lost_copy_is_reported_and_saved_again(folder, run):
    keep()
    (copy,) = (folder / ".cvgen" / "sent").iterdir()
    before = copy.read_bytes()
    copy.unlink()

    assert "not compared: the copy of what you sent is missing" in run("sent")[1]
    code, _, err = run("diff", "--since", "Stanford")
    assert code == 2
    assert "save the copy again:  cvgen sent FILE.pdf --to 'Stanford, assistant professor'" in err
    run("sent", "cv.pdf", "--to", STANFORD)
    assert copy.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        'it\'s "quoted": [a, {b}] # not a comment',
        "- dash",
        "2024",
        "null",
        "Łódź 東京 🎓",
        "=1+1",
        "a\tb\nc",
        "&x *y !z %w @v",
    ],
)
def test_a_name_may_have_any_characters(folder, run, name):
    keep(name)
    keep("another")

    assert [to for _, to, _ in listed()] == ["another", " ".join(name.split())]
    assert run("diff", "--since", name)[0] == 1


def test_controls_and_undecodable_bytes_in_a_name_are_replaced(folder, run):
    keep("a\x1b]0;title\x07b\udcff")

    assert listed()[0][1] == "a ]0;title b?"
    assert "\x1b" not in run("sent")[1]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["cv.pdf"], 1, "--to is missing"),
        (["cv.pdf", "--to", " "], 1, "a letter or a digit"),
        (["cv.pdf", "--to", "x" * 201], 1, "more than 200 characters"),
        (["--to", "Stanford"], 1, "the name of the PDF is missing"),
        (["--date", "2024"], 1, "the name of the PDF is missing"),
        (["cv.pdf", "--to", "X", "--date", "2026-12-01"], 1, "2026-12-01 is in the future"),
        (["cv.pdf", "--to", "X", "--date", "2027"], 1, "2027 is in the future"),
        (["-", "--to", "X"], 1, "does not exist"),
        (["missing.pdf", "--to", "X"], 1, "does not exist"),
        (["profile.yaml", "--to", "X"], 1, "the file is not a PDF, or is damaged"),
        (["cv.pdf", "--to", "X", "--profile", "none.yaml"], 1, "none.yaml: error: this file does not exist"),
    ],
)
def test_a_wrong_command_says_what_to_do_and_writes_nothing(folder, run, words, code, message):
    found, _, err = run("sent", *words)

    assert (found, message in err) == (code, True), err
    assert not (folder / ".cvgen").exists()


def test_this_month_and_this_year_are_not_in_the_future(folder):
    keep(date="2026-11")
    keep("ETH", date="2026")

    assert [day for day, _, _ in listed()] == ["2026-11", "2026"]


def test_a_pdf_of_another_program_is_kept_by_its_words(folder, run):
    Path("other.pdf").write_bytes(printed(("Ada Poe studies rivers and floods and wrote ten papers",)[0].split()))
    keep(file="other.pdf")

    ((_, _, document),) = listed()
    assert document is None
    assert [path.suffix for path in (folder / ".cvgen" / "sent").iterdir()] == [".txt"]
    assert "other.pdf" in run("sent")[1]
    code, out, err = run("diff", "--since", "Stanford")
    assert (code, "[-" in out or "→" in out) == (1, True)
    assert "compared word by word" in err
    code, _, err = run("diff", "--since", "Stanford", "--to", "txt")
    assert (code, "an update can't be written from a PDF without a profile" in err) == (2, True)


def test_a_pdf_whose_pages_were_changed_is_kept_by_its_words(folder, run):
    with pikepdf.open("cv.pdf") as document:
        document.pages[0].rotate(90, relative=True)
        document.save("turned.pdf")

    code, _, err = run("sent", "turned.pdf", "--to", "ETH")
    assert (code, "were changed after it was built" in err) == (0, True)
    assert [path.suffix for path in (folder / ".cvgen" / "sent").iterdir()] == [".txt"]


def test_the_metadata_of_a_pdf_can_be_anything(folder):
    with pikepdf.open("cv.pdf") as document:
        with document.open_metadata() as metadata:
            metadata[f"{{{NAMESPACE}}}document"] = "a\n  b: [" * 9000
            metadata[f"{{{NAMESPACE}}}options"] = "{kind: [cv"
        document.save("odd.pdf")

    keep(file="odd.pdf")
    (entry,) = sent.sent(Path("profile.yaml"))
    assert str(entry.document).startswith("a b: [a b: [")
    assert len(str(entry.document)) <= 1000
    assert entry.options is None
    assert main(["sent"]) == 0


# Edited by hand


EDITS = {
    "comments": lambda text: text.replace("    to:", "    # call 12\n    to:") + "# end\n",
    "windows": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: "\ufeff" + text,
    "emptied": lambda text: "# all done\n",
    "emptied without a line end": lambda text: "# all done",
    "nothing below the key": lambda text: "sent:\n# rest\n",
    "nothing but a beginning": lambda text: "---\n",
    "brackets": lambda text: "sent: []\n",
    "one in braces": lambda text: f"sent: [{{to: A, date: 2024, digest: {'a' * 64}}}]\n",
    "no line end": lambda text: text.rstrip(),
    "outdented": lambda text: text.replace("  - ", "- ").replace("\n    ", "\n  "),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_list_keeps_what_it_has(folder, edit):
    keep()
    before = edit(list_of(folder).read_text()).encode()
    list_of(folder).write_bytes(before)
    known = listed()
    keep("ETH", date="2025")

    after = list_of(folder).read_bytes()
    assert listed() == [("2025", "ETH", "cv"), *known]
    lost = [line for line in before.splitlines() if line not in after.splitlines()]
    assert all(line.startswith(b"sent: [") for line in lost)
    assert not lost or after.endswith(lost[0].removeprefix(b"sent: [") + b"\n") or lost == [b"sent: []"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("digest: ", "digest: ../../", "sent.yaml:10:13: error: the digest must have 64 digits"),
        ("date: '2024-03-01'", "date: March", "sent.yaml:4:11: error: sent[0].date: 'March' is not a date"),
        ("date: '2024-03-01'", "date: present", "sent.yaml:4:11: error: 'present' is not a day"),
        ("pages:", "sheets:", "sent.yaml:7:5: error: unknown key 'sheets' in sent[0]"),
        ("to: Stan", "to: 'Stan'", "sent.yaml:3"),
        ("sent:", "sent: x\nb:", "sent.yaml:2:7: error: sent must be a list"),
    ],
)
def test_a_broken_list_is_reported_with_its_line(folder, run, old, new, message):
    keep()
    broken = list_of(folder).read_text().replace(old, new, 1)
    list_of(folder).write_text(broken)

    for words in (["sent"], ["sent", "cv.pdf", "--to", "ETH"], ["diff", "--since", "Stanford"]):
        code, _, err = run(*words)
        assert code == 1 + (words[0] == "diff")
        assert message in err
        assert " | " in err
    assert list_of(folder).read_text() == broken


@POSIX
def test_a_list_that_is_read_only_stays(folder, run):
    keep()
    before = list_of(folder).read_bytes()
    list_of(folder).chmod(0o444)

    code, _, err = run("sent", "cv.pdf", "--to", "ETH")
    assert (code, err.startswith(".cvgen/sent.yaml: error: the file is read-only")) == (1, True)
    assert list_of(folder).read_bytes() == before


def test_a_digest_that_names_another_file_is_never_opened(folder, run):
    keep()
    (folder / "secret.yaml").write_text(OLD)
    text = list_of(folder).read_text()
    start = text.index("digest: ")
    list_of(folder).write_text(f"{text[:start]}digest: ../../secret\n")

    with pytest.raises(InputError, match="64 digits"):
        sent.sent(Path("profile.yaml"))


@POSIX
@pytest.mark.parametrize("link", [".cvgen", ".cvgen/sent", ".cvgen/sent.yaml"])
def test_a_link_leads_nowhere(folder, run, link, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "sent.yaml").write_text("sent: []\n")
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(outside / "sent.yaml" if link.endswith("yaml") else outside)

    code, _, err = run("sent", "cv.pdf", "--to", "ETH")
    assert (code, "leads out of the folder" in err) == (1, True)
    assert [path.name for path in outside.iterdir()] == ["sent.yaml"]
    assert (outside / "sent.yaml").read_text() == "sent: []\n"


def test_git_ignores_the_list_until_the_user_decides(folder):
    git(folder, "init", "-q")
    keep()
    assert b".cvgen" not in git_status(folder)

    (folder / ".cvgen" / ".gitignore").unlink()
    keep("ETH")
    assert b".cvgen" in git_status(folder)


def git_status(folder):
    return subprocess.run(["git", "-C", folder, "status", "--short"], capture_output=True, check=True).stdout


def test_the_revision_of_the_profile_is_noted(folder):
    git(folder, "init", "-q")
    keep("one")
    git(folder, "add", "profile.yaml")
    git(folder, "commit", "-qm", "first")
    keep("two")
    (folder / "profile.yaml").write_text(OLD)
    keep("three")

    three, two, one = sent.sent(Path("profile.yaml"))
    assert (one.revision, one.uncommitted, two.uncommitted, three.uncommitted) == (None, False, False, True)
    assert two.revision == three.revision
    assert len(str(two.revision)) >= 7


@POSIX
def test_commands_at_the_same_time_lose_nothing(folder):
    def send(number):
        words = [sys.executable, "-m", "cvgen", "sent", "cv.pdf", "--to", f"place {number}"]
        environment = os.environ | {"PYTHONPATH": str(Path(sent.__file__).parents[2])}
        return subprocess.run(words, cwd=folder, capture_output=True, env=environment, check=False).returncode

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(6))) == [0] * 6
    assert sorted(to for _, to, _ in listed()) == [f"place {number}" for number in range(6)]
    assert list(folder.rglob(".cvgen-tmp-*")) == []


# Finding


@pytest.mark.parametrize(
    "name", ["Stanford", "STANF", "assistant", "professor stanford", STANFORD, "stanford cv", "2024-03"]
)
def test_a_recipient_is_found_by_its_words(folder, run, name):
    keep()
    keep("ETH Zürich", date="2025-01-02")

    assert run("diff", "--since", name)[1].splitlines()[1].startswith(f"cv.pdf sent to {STANFORD} (2024-03-01)")


def test_accents_and_case_do_not_count(run):
    keep("ETH Zürich")

    assert run("diff", "--since", "zurich")[0] == 1


def test_whole_words_count_before_beginnings(run):
    keep("Mitchell Foundation")
    keep("MIT, postdoc", date="2023")

    assert "MIT, postdoc (2023)" in run("diff", "--since", "mit")[1]


def test_of_the_same_recipient_the_newest_counts(folder, run):
    keep()
    other = Path("cv.pdf").read_bytes() + b"\n"
    Path("cv-2.pdf").write_bytes(other)
    keep(file="cv-2.pdf", date="2025-01-01")

    assert "(2025-01-01)" in run("diff", "--since", "Stanford")[1]


def test_a_name_that_fits_several_lists_them(run):
    keep()
    keep("Stanford, summer school", date="2025")

    code, _, err = run("diff", "--since", "stan")
    assert code == 2
    assert "'stan' fits several that you sent" in err
    assert "2025  Stanford, summer school  (cv)" in err
    assert "2024-03-01  Stanford, assistant professor  (cv)" in err


def test_an_unknown_name_gets_a_suggestion_or_the_list(run):
    assert 'keep what you send:  cvgen sent cv.pdf --to "' in run("diff", "--since", "Stanford")[2]
    keep()
    assert "did you mean 'Stanford, assistant professor'?" in run("diff", "--since", "Stanfrod")[2]
    assert "you sent something to: Stanford, assistant professor" in run("diff", "--since", "Oslo")[2]
    assert "did you mean" not in run("diff", "--since", "***")[2]
    assert run("diff", "--since", "x" * 3000)[0] == 2


def test_since_takes_files_and_revisions_as_well(folder, run):
    (folder / "old.yaml").write_text(OLD)
    git(folder, "init", "-q")
    git(folder, "add", "profile.yaml")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "v1")
    keep("HEAD office")
    keep("v1")

    assert run("diff", "--since", "old.yaml")[1].splitlines()[1] == "old.yaml → profile.yaml"
    assert run("diff", "--since", "cv.pdf")[1].splitlines()[1] == "cv.pdf → profile.yaml"
    assert "profile.yaml of 2025-01-01" in run("diff", "--since", "HEAD")[1]
    assert "sent to v1" in run("diff", "--since", "v1")[1]
    assert run("diff", "--since", "old.yaml", "cv.pdf")[1].splitlines()[1] == "old.yaml → cv.pdf"
    assert "two others are named" in run("diff", "--since", "v1", "old.yaml", "cv.pdf")[2]
    assert "the file 'gone.pdf' does not exist" in run("diff", "--since", "gone.pdf")[2]


def test_a_name_is_no_position_argument(run):
    keep()

    assert run("diff", "Stanford")[0] == 2


# The update


def test_an_update_has_what_is_new_and_nothing_else(run):
    keep()

    code, out, _ = run("diff", "--since", "Stanford", "--to", "txt")
    assert code == 1
    assert (
        out
        == """\
Ada Poe
New since 1 Mar 2024

Published
=========

- A new one about floods
  Ada Poe
  Floods, 2024

- A first paper on rivers
  Ada Poe, Bo Ray*
  Journal of Rivers, 2024 · arXiv: https://arxiv.org/abs/2301.00001

Papers honored
==============

- ANOTHER thing about ice
  Bo Ray*, Ada Poe
  Journal of Ice, 2020 · Best Paper

Awards
======

- Ebb Prize (2019, 2024)

Grants
======

- Rivers of Data, ERC (since 2024)

Talks
=====

- On Mud, Mud Days (2 May 2024)
"""
    )


def test_an_update_of_a_section_in_another_language_in_a_file(folder, run):
    keep()
    words = ["diff", "--since", "Stanford", "--section", "grants", "--language", "de", "-o", "update.txt"]

    assert run(*words)[0] == 1
    assert (folder / "update.txt").read_text() == (
        "Ada Poe\nNeu seit 1. März 2024\n\nDrittmittel und Förderungen\n===========================\n\n"
        "- Rivers of Data, ERC (seit 2024)\n"
    )


def test_an_update_without_news(folder, run):
    keep()
    (folder / "profile.yaml").write_text(OLD.replace("Associate Professor", "Reader"))

    code, out, _ = run("diff", "--since", "Stanford", "--to", "txt")
    assert (code, out) == (1, "Ada Poe\nNew since 1 Mar 2024\n\nNothing new.\n")


def test_an_update_takes_no_all(run):
    keep()

    assert "--all has no effect on an update" in run("diff", "--since", "Stanford", "--to", "txt", "--all")[2]


def test_an_update_is_not_written_from_a_list_of_papers(folder, run):
    (folder / "refs.bib").write_text("@book{a, title = {Mud}, author = {Ada Poe}, year = 2020}")

    assert "can't be written from an import" in run("diff", "--since", "refs.bib", "--to", "txt")[2]


def test_without_since_text_is_the_list_of_changes(folder, run):
    assert "~ Ebb Prize\n  again in: 2024" in run("diff", "cv.pdf", "--to", "txt")[1]
