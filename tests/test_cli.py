"""The command line: exit codes, stdout and stderr, and never a half-written file or a traceback."""

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cvgen import files, writers
from cvgen.build import engines, manifest, target
from cvgen.cli import main
from tests.conftest import ROOT

SMALL = "name: Ada Lovelace\nheadline: Analyst\n"
TEXT = ("--to", "txt", "--to", "html")
COMMANDS = ("build", "check", "new", "schema")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a small profile.yaml, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "profile.yaml").write_text(SMALL, "utf-8")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Words of a command line -> exit code, stdout and stderr; no traceback, whatever happens."""

    def call(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as leaving:  # argparse leaves so
            code = leaving.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def shell(*words, cwd, stdin=None, **environment):
    """The same as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "cvgen", *map(str, words)],
        cwd=cwd, input=stdin, capture_output=True, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout, done.stderr


def contents(folder):
    """Every file of a folder and below, hidden ones too -> its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# Help and usage.


@pytest.mark.parametrize(
    "words",
    [
        (), ("--help",), ("build", "--help"), ("new", "--help"), ("schema", "--help"),
        ("check", "--help"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_help_shows_an_example(run, words):
    code, out, err = run(*words)

    assert (code, err) == (0, "")
    assert re.search(r"^ +cvgen \w+", out, re.MULTILINE), "no example"
    assert max(map(len, out.splitlines())) <= 120


def test_help_lists_every_command(run):
    out = run("--help")[1]

    assert [command for command in COMMANDS if not re.search(rf"^ +{command} ", out, re.MULTILINE)] == []


def test_version(run):
    assert run("--version")[1].startswith("cvgen ")


@pytest.mark.parametrize(
    "words",
    [
        ("biuld",), ("--nope",), ("build", "--to", "odt"), ("build", "--to"),
        ("build", "--paper", "a6"), ("build", "--date", "yesterday"), ("build", "--date", "2026-02-30"),
        ("build", "--dat", "2026"), ("extract", "a.pdf", "b.pdf"), ("new",), ("new", "Ada", "Lovelace"),
        ("schema", "profile.yaml"), ("", ""), ("\ud800",), ("build", "--to", "\ud800"), ("build", "--date", "%s{0}"),
    ],
    ids=repr,
)  # fmt: skip
def test_wrong_usage_is_2_and_says_how(run, home, words):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert err.startswith("cvgen")
    assert contents(home) == {"profile.yaml": SMALL.encode()}


# check


def test_check_of_a_good_profile(run, home):
    assert run("check") == (0, "profile.yaml: no problems\n", "")


def test_check_of_a_bad_profile(run, home):
    (home / "profile.yaml").write_text("nmae: Ada", "utf-8")

    code, out, err = run("check")

    assert (code, out) == (1, "")
    assert err.startswith("profile.yaml:1:1: error: unknown key 'nmae'\n")
    assert err.endswith("1 error\n")


def test_a_missing_glyph_is_a_warning_and_no_document_is_missing(run, home):
    (home / "profile.yaml").write_text("name: Ada 𓀀", "utf-8")

    for command in (["check"], ["build"], ["build", "--to", "txt"]):
        code, _, err = run(*command)
        assert code == 0
        assert "no font has '𓀀' (U+13000, egyptian hieroglyph a001): shown as a box in PDFs" in err
    assert {path.name for path in (home / "output").iterdir()} >= {"cv.pdf", "bio.pdf", "cv.txt"}
    assert "𓀀" in (home / "output/cv.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["my profile.yaml", "Lebenslauf für Ä.yaml", "戈登.yaml", "a'b\"c.yaml", "-x.yaml", "{x}%s.yaml"]
)
def test_names_with_spaces_and_signs(run, home, name):
    (home / name).write_text(SMALL, "utf-8")

    code, out, err = run("check", "--", name)

    assert (code, out, err) == (0, f"{name}: no problems\n", "")


@pytest.mark.long
def test_profile_from_stdin(home):
    code, out, err = shell("check", "/dev/stdin", cwd=home, stdin=b"nmae: Ada")
    assert (code, out) == (1, b"")
    assert b"/dev/stdin:1:1: error: unknown key 'nmae'" in err


# build


def test_build_writes_what_it_says_and_nothing_else(run, home):
    code, out, err = run("build", *TEXT)

    assert (code, err) == (0, "")
    assert sorted(contents(home / "output")) == [manifest.NAME, "bio.html", "bio.txt", "cv.html", "cv.txt"]
    assert [line.split()[0] for line in out.splitlines()] == [
        f"output/{name}" for name in ("cv.txt", "cv.html", "bio.txt", "bio.html")
    ]


def test_build_of_one_document_into_a_new_folder(run, home):
    assert run("build", "--only", "bio", "--to", "txt", "-o", "a/b c/ä")[0] == 0
    assert list(contents(home / "a/b c/ä")) == [manifest.NAME, "bio.txt"]


def test_the_same_twice_is_made_once(run, home):
    out = run("build", "--only", "cv", "--only", "cv", "--to", "txt", "--to", "txt")[1]

    assert out.count("cv.txt") == 1


def test_a_second_build_is_the_same_byte_for_byte(run, home):
    run("build", *TEXT, "--date", "2026-11")
    first = contents(home / "output")

    run("build", *TEXT, "--date", "2026-11", "--force")
    assert contents(home / "output") == first


def test_new_files_may_be_read_by_those_whom_the_umask_lets(run, home):
    before = os.umask(0o022)
    try:
        run("build", "--to", "txt")
    finally:
        os.umask(before)

    assert (home / "output/cv.txt").stat().st_mode & 0o777 == 0o644


def test_profile_in_another_folder_with_its_photo(run, home):
    from PIL import Image

    folder = home / "people" / "ada"
    folder.mkdir(parents=True)
    Image.new("RGB", (30, 40)).save(folder / "me.png")
    (folder / "profile.yaml").write_text("name: Ada\nphoto: me.png\n", "utf-8")

    code, _, err = run("build", "people/ada/profile.yaml", "--to", "txt")
    assert (code, err) == (0, "")
    assert (home / "output/cv.txt").is_file()
    assert run("check", folder / "profile.yaml")[0] == 0


@pytest.mark.parametrize(
    ("date", "printed"), [("2026", "2026"), ("2026-11", "November 2026"), ("2026-1-05", "January 2026")]
)
def test_date(run, home, date, printed):
    run("build", "--to", "txt", "--date", date)

    assert (home / "output/cv.txt").read_text("utf-8").splitlines()[-1] == printed


def test_date_of_source_date_epoch(run, home, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "951868799")  # 29 February 2000, one second before midnight in UTC
    run("build", "--to", "txt")
    assert (home / "output/cv.txt").read_text("utf-8").endswith("\nFebruary 2000\n")

    run("build", "--to", "txt", "--date", "1999-12")
    assert (home / "output/cv.txt").read_text("utf-8").endswith("\nDecember 1999\n")


@pytest.mark.parametrize(
    "epoch",
    [
        "", "soon", "-1",
        "²",
        "9" * 30,
    ],
)  # fmt: skip
def test_source_date_epoch_that_is_none_is_ignored(run, home, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert run("build", "--to", "txt")[0] == 0


def test_the_date_of_a_document_is_not_present(run, home):
    assert run("build", "--to", "txt", "--date", "present")[0] == 2


def test_style_that_is_not_there(run, home):
    code, out, err = run("build", "--to", "html", "--style", "clasic")

    assert (code, out) == (1, "")
    assert "there is no style 'clasic'; did you mean 'classic'?" in err
    assert not (home / "output").exists()


def test_a_style_like_none_of_ours_is_answered_with_their_names(run, home):
    assert "there is no style 'sumptuous'; use one of banner, classic" in run("build", "--style", "sumptuous")[2]


@pytest.mark.parametrize("name", ["base", "../styles/classic", "", "/etc/passwd", "a\0b"])
def test_style_is_a_name_and_no_path(run, home, name):
    assert run("build", "--to", "html", "--style", name)[0] == 1


# What went before stays.


@pytest.fixture
def built(run, home):
    """A folder where a build went well -> it, and what it holds."""
    assert run("build", *TEXT, "--date", "2026-11")[0] == 0
    (home / "output" / "notes.txt").write_text("mine", "utf-8")
    return home


def test_a_bad_profile_changes_nothing(run, built):
    (built / "profile.yaml").write_text("name: Ada\nyear: x", "utf-8")
    before = contents(built)

    code, out, _ = run("build", *TEXT)

    assert (code, out) == (1, "")
    assert contents(built) == before


@pytest.mark.parametrize("error", [writers.EngineMissingError("no Pango", "install it:\n    apt"), KeyboardInterrupt()])
def test_an_engine_that_fails_changes_nothing(run, built, monkeypatch, error):
    def writer(name):
        def write(document, look):
            if name == "html" and "Bio" in document.label + document.title:
                raise error
            return writers.Rendered(b"new")

        return write

    monkeypatch.setattr(target, "writer", writer)
    before = contents(built)

    code, out, err = run("build", *TEXT, "--force")

    assert code == (130 if isinstance(error, KeyboardInterrupt) else 1)
    assert out == ""
    assert "no Pango" in err or "stopped" in err
    assert contents(built) == before


def test_a_hint_of_several_lines_keeps_them(run, home, monkeypatch):
    def writer(name):
        raise writers.EngineMissingError("no Pango", "install it:\n    apt install pango")

    monkeypatch.setattr(engines, "layout_engine", writer)

    assert run("build")[2] == "cvgen: error: no Pango\n    install it:\n        apt install pango\n1 error\n"


def test_a_full_disk_changes_nothing_and_leaves_nothing_behind(run, built, monkeypatch):
    written = []

    def chmod(path, mode):
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", chmod)
    before = contents(built)

    code, out, err = run("build", *TEXT, "--force")

    assert (code, out) == (1, "")
    assert "output can't be written: no space left on device" in err
    assert contents(built) == before
    assert len(written) == 3


def test_a_folder_in_the_place_of_a_file_changes_nothing(run, built):
    (built / "output/bio.html").unlink()
    (built / "output/bio.html").mkdir()
    (built / "profile.yaml").write_text("name: Someone Else", "utf-8")
    before = contents(built)

    code, out, err = run("build", *TEXT)

    assert (code, out) == (1, "")
    assert "bio.html is a folder" in err
    assert contents(built) == before


@pytest.mark.parametrize("output", ["taken", "taken/below", "x" * 300, "dangling"])
def test_output_folder_that_cannot_be(run, home, output):
    (home / "taken").write_text("a file", "utf-8")
    (home / "dangling").symlink_to(home / "nowhere" / "at all")
    before = contents(home)

    code, out, err = run("build", "--to", "txt", "-o", output)

    assert (code, out) == (1, "")
    assert "can't be written" in err
    assert "choose another folder with -o" in err
    assert contents(home) == before


# In a process of its own: where there are threads, a signal finds another one.
INTERRUPTED = """
import os, signal
from pathlib import Path
from cvgen import files

replace = Path.replace
Path.replace = lambda path, target: os.kill(os.getpid(), signal.SIGINT) or replace(path, target)
try:
    files.write(Path(), {"cv.txt": b"new", "bio.txt": b"new"})
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals of Unix")
@pytest.mark.long
def test_ctrl_c_while_files_are_put_into_place_waits_for_the_last(home):
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], cwd=home, capture_output=True, text=True, timeout=60)

    assert (done.stdout, done.stderr) == ("interrupted\n", "")
    assert contents(home) == {"bio.txt": b"new", "cv.txt": b"new", "profile.yaml": SMALL.encode()}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_output_folder_without_permission(run, built):
    before = contents(built)
    (built / "output").chmod(0o500)
    try:
        code, _, err = run("build", *TEXT)
    finally:
        (built / "output").chmod(0o700)

    assert code == 1
    assert "permission denied" in err
    assert contents(built) == before


def test_progress_is_for_terminals_only(run, home, monkeypatch):
    assert "\r" not in run("build", "--to", "txt")[2]

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    err = run("build", "--to", "txt", "--force")[2]
    assert "building cv.txt ..." in err
    assert err.endswith("\r\033[K")


# new


NAMES = [
    "Ada Lovelace", "José Ñandú", "O'Neil: Jr. #1", "null", "戈登", '"quoted"', "{braces} {{ 7 * 7 }} {0}", "%s", "- x",
    "# x", "@x", "*Star*", "&co", "!x", "a: b", "[x]", "yes", "1843", "~", "Ada Lovelace\n  Byron", "  Ada  ", "Ada!",
    "A. A. L.", "Jean-Luc O’Hara", "<b>x</b>", "_x_ `y` \\z", "''", "X", "ʻOkina", "x" * 300, "|", ">", "? x", "עדה",
    "---", "...", "\ufeffAda", "[a](javascript:x)", "[a](https://b.org)", "[a](<javascript:x>)*", "\u202eAda\u200b Poe",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_new_is_clean_and_builds(run, home, name):
    (home / "profile.yaml").unlink()
    written = folded(re.sub("[\ufeff\u202e\u200b]", "", name))

    assert run("new", "--", name)[0] == 0
    assert run("check") == (0, "profile.yaml: no problems\n", "")
    assert run("build", *TEXT)[0] == 0
    cv, bio, page = ((home / "output" / file).read_text("utf-8") for file in ("cv.txt", "bio.txt", "cv.html"))
    assert cv.startswith(written + "\n")
    assert f"{written} is Assistant Professor of Computer Science" in folded(bio)
    assert html.unescape(re.sub("<.*?>", "", re.search("<h1>(.*)</h1>", page)[1])) == written


@pytest.mark.parametrize("name", ["\x1b[31mAda", "A\0", "\ud800", "A\uffff"])
def test_new_refuses_what_no_page_can_show(run, home, name):
    (home / "profile.yaml").unlink()

    code, out, err = run("new", name)

    assert (code, out) == (1, "")
    assert "can't be printed" in err
    assert contents(home) == {}


@pytest.mark.parametrize("name", ["", "   "])
def test_new_without_a_name_has_a_placeholder(run, home, name):
    (home / "profile.yaml").unlink()

    assert run("new", name)[0] == 0
    assert "name: Your Name\n" in (home / "profile.yaml").read_text("utf-8")


def test_new_never_overwrites(run, home):
    code, out, err = run("new", "Someone Else")

    assert (code, out) == (1, "")
    assert "the file already exists" in err
    assert contents(home) == {"profile.yaml": SMALL.encode()}


def test_new_never_writes_through_a_link(run, home):
    (home / "link.yaml").symlink_to(home / "elsewhere.yaml")

    assert run("new", "Ada", "-o", "link.yaml")[0] == 1
    assert not (home / "elsewhere.yaml").exists()


def test_new_with_a_name_for_the_file(run, home):
    assert run("new", "Ada", "-o", "ada lovelace.yaml")[1].startswith("ada lovelace.yaml written.")
    assert run("check", "ada lovelace.yaml")[0] == 0


@pytest.mark.parametrize("path", ["nowhere/profile.yaml", "profile.yaml/x", "x" * 300, "."])
def test_new_where_nothing_can_be(run, home, path):
    code, out, err = run("new", "Ada", "-o", path)

    assert (code, out) == (1, "")
    assert "error: " in err


# schema


def test_schema_is_json_and_the_one_that_is_checked_in(run):
    code, out, err = run("schema")
    checked_in = ROOT / "profile.schema.json"

    assert (code, err) == (0, "")
    assert json.loads(out)["properties"]["name"]
    if checked_in.exists():
        assert json.loads(checked_in.read_text("utf-8")) == json.loads(out), "make it anew with  make schema"


# Texts come out as they were typed.

SIGNS = (
    '<script>alert(1)</script> &amp; <b>bold</b> {{ 7 * 7 }} {% if x %} {# y #} ${z} %s </style> <!-- c --> \\def "q"'
)
TYPED = f"""
name: {json.dumps("Ada " + SIGNS)}
headline: {json.dumps("Headline " + SIGNS)}
links: {{{json.dumps("Label " + SIGNS)}: "https://example.org/?a=<b>&c='{{{{7*7}}}}'"}}
interests: [{json.dumps("Interest " + SIGNS)}]
bio: {json.dumps("Bio " + SIGNS)}
positions: [{{title: {json.dumps("Position " + SIGNS)}, highlights: [{json.dumps("Highlight " + SIGNS)}]}}]
publications:
  - title: {json.dumps("Title " + SIGNS)}
    authors: [{json.dumps("Author " + SIGNS)}]
    venue: {json.dumps("Venue " + SIGNS)}
    honors: [{json.dumps("Honor " + SIGNS)}]
    note: {json.dumps("Note " + SIGNS)}
    selected: true
sections:
  - {{title: {json.dumps("Section " + SIGNS)}, entries: [{json.dumps("Entry " + SIGNS)}]}}
"""
WHERE = ("Ada", "Headline", "Label", "Interest", "Position", "Highlight", "Title", "Author", "Venue", "Honor", "Note",
         "Section", "Entry")  # fmt: skip


def folded(text):
    return " ".join(text.split())


def bare(text):
    """Text without spaces: those of a PDF are the reader's guess."""
    return "".join(text.split())


def test_html_and_jinja_come_out_as_typed_in_text_and_html(run, home):
    (home / "profile.yaml").write_text(TYPED, "utf-8")

    code, _, err = run("build", *TEXT)

    assert code == 0, err  # the owner is not among the authors, and example.org is a placeholder
    text, page = (folded((home / f"output/cv.{form}").read_text("utf-8")) for form in ("txt", "html"))
    body = page[page.index("<body>") :]
    assert [word for word in WHERE if f"{word} {SIGNS}" not in text] == []
    assert [word for word in WHERE if f"{word} {SIGNS}" not in html.unescape(body)] == []
    assert page.count("<script") == page.count('<script type="application/ld+json">') == page.count("</script") == 1
    assert "<b>bold" not in page
    assert page.count("</style>") == 1
    assert " 49 " not in text + page
    bio = folded((home / "output/bio.txt").read_text("utf-8"))
    assert [word for word in ("Ada", "Bio", "Title") if f"{word} {SIGNS}" not in bio] == []


@pytest.mark.pdf
def test_html_and_jinja_come_out_as_typed_in_pdf(run, home):
    import pypdfium2

    (home / "profile.yaml").write_text(TYPED, "utf-8")

    assert run("build")[0] == 0
    for name in ("cv", "bio"):
        document = pypdfium2.PdfDocument(home / f"output/{name}.pdf")
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        assert [word for word in ("Ada", "Title") if bare(word + SIGNS) not in bare(text)] == [], text
        document.close()


# Terminals, pipes and languages.


@pytest.mark.long
def test_output_that_nobody_reads_is_no_error(home):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "cvgen", "schema"], cwd=home, stdout=write, stderr=subprocess.PIPE, timeout=60
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
@pytest.mark.long
def test_closed_streams(home, closed):
    (home / "profile.yaml").write_text("name: Ada 𓀀", "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m cvgen build --to txt {closed}'], cwd=home, capture_output=True, timeout=60
    )

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert (home / "output/cv.txt").is_file()


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("words", [("build", "戈登.yaml", "--to", "txt", "-o", "ä"), ("schema",)], ids=" ".join)
@pytest.mark.long
def test_a_terminal_that_knows_ascii_only(home, words):
    (home / "戈登.yaml").write_text("name: José 戈登\nheadline: 𓀀\n", "utf-8")
    code, _, _ = shell(*words, cwd=home, **ASCII)

    assert code == 0


@pytest.mark.long
def test_paths_that_the_output_cannot_encode(home):
    (home / "戈登.yaml").write_text("name: Ada", "utf-8")

    assert shell("check", "戈登.yaml", cwd=home, PYTHONIOENCODING="cp1252")[0] == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.long
def test_a_full_disk_under_stdout(home):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cvgen", "schema"], cwd=home, stdout=full, stderr=subprocess.PIPE, timeout=60
        )

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.long
def test_errors_on_a_terminal_that_knows_ascii_only(home):
    (home / "戈登.yaml").write_text("name: 戈登\nnmae: 戈登\n", "utf-8")

    code, _, err = shell("check", "戈登.yaml", cwd=home, **ASCII)

    assert code == 1
    assert b"did you mean 'name'?" in err


@pytest.mark.long
def test_the_installed_command(home):
    done = subprocess.run([Path(sys.executable).parent / "cvgen", "check"], cwd=home, capture_output=True, timeout=60)

    assert (done.returncode, done.stdout) == (0, b"profile.yaml: no problems\n")


def test_an_unwritable_place_is_explained_in_words():
    error = files.explain(PermissionError(13, "Permission denied"), "output")

    assert error.problems[0].message == "output can't be written: permission denied"
