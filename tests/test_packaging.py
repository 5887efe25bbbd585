"""The wheel and the sdist: the same bytes each time, all that cvgen needs, and nothing else; completion and manual."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import pytest
import yaml

import cvgen
from cvgen.cli import main, parser
from tests.conftest import ROOT
from tools.manual import MANUAL, manual, roff

BUILD = "import sys; from hatchling import build; print(build.build_{}(sys.argv[1]))"
EPOCH = "1764000000"  # any fixed time
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def git_files():
    """Return the files of the repository, with those that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def build(kind, source, to):
    """Build a distribution from a folder in a new process -> its path."""
    to.mkdir(exist_ok=True)
    command = [sys.executable, "-c", BUILD.format(kind), str(to)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return to / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of what the repository has, without anything that was built or installed here."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs git")
    folder = tmp_path_factory.mktemp("clone")
    for name in git_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(clone, tmp_path_factory):
    return build("wheel", clone, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(clone, tmp_path_factory):
    return build("sdist", clone, tmp_path_factory.mktemp("sdist"))


def shipped():
    """Return the files that cvgen needs when it runs."""
    return {name for name in git_files() if name.startswith(("cvgen/", "styles/"))}


def test_the_wheel_is_complete_and_has_nothing_else(wheel):
    info = f"academic_cvgen-{cvgen.__version__}.dist-info/"
    data = f"academic_cvgen-{cvgen.__version__}.data/"
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"cvgen/{name}" if name.startswith("styles/") else name for name in shipped()}

    assert {name for name in names if not name.startswith((info, data))} == expected
    assert {name for name in names if name.startswith(data)} == {f"{data}data/share/man/man1/cvgen.1"}
    assert {name for name in names if name.startswith(info) and "/licenses/" not in name} == {
        info + name for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")
    }
    assert f"{info}licenses/LICENSE" in names
    assert "cvgen/py.typed" in names  # as "Typing :: Typed" promises


def test_the_sdist_is_complete_and_has_nothing_else(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    others = {"PKG-INFO", "pyproject.toml", ".gitignore", "LICENSE", "README.md", "CHANGELOG.md", "CITATION.cff",
              "SECURITY.md", "docs/cvgen.1"}  # fmt: skip

    assert names == shipped() | others


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_the_same_source_gives_the_same_bytes(kind, wheel, sdist, clone, tmp_path):
    again = tmp_path / "elsewhere"
    shutil.copytree(clone, again, copy_function=shutil.copyfile)  # with new times of all files
    first = {"wheel": wheel, "sdist": sdist}[kind]

    assert build(kind, again, tmp_path / "dist").read_bytes() == first.read_bytes()


def test_the_sdist_makes_the_same_wheel(wheel, sdist, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()

    assert build("wheel", folder, tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_the_wheel_runs_by_itself(wheel, tmp_path):
    """Not from the repository: from the unpacked wheel alone, in a folder of somebody else."""
    site, home = tmp_path / "site", tmp_path / "home"
    home.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    code = f"import sys; sys.path.insert(0, {str(site)!r}); import cvgen.cli; sys.exit(cvgen.cli.main())"
    for words in (["new", "Ada Lovelace"], ["build", "--engine", "typst", "--to", "pdf,txt"], ["completion", "bash"]):
        done = subprocess.run([sys.executable, "-P", "-c", code, *words], cwd=home, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    assert [(home / f"output/{name}.pdf").read_bytes()[:5] for name in ("cv", "bio")] == [b"%PDF-", b"%PDF-"]
    assert "Ada Lovelace" in (home / "output/cv.txt").read_text("utf-8")


def test_the_citation_agrees_with_the_package():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert cited["version"] == cvgen.__version__
    assert cited["license"] == PROJECT["license"]
    assert cited["keywords"] == PROJECT["keywords"]
    assert cited["authors"] == PROJECT["authors"]
    assert f"Copyright (c) 2026 {cited['authors'][0]['name']}" in (ROOT / "LICENSE").read_text("utf-8")


# The shell and the manual


def script(shell, capsys):
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def test_the_parser_knows_the_shells():
    import shtab

    assert set(parser.SHELLS) == set(shtab.SUPPORTED_SHELLS)


@pytest.mark.parametrize("shell", parser.SHELLS)
def test_every_shell_gets_the_commands(shell, capsys):
    assert all(word in script(shell, capsys) for word in ("enrich", "git-setup"))


COMPLETE = """
source {script}
COMP_WORDS=(cvgen {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_shtab_cvgen
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("che", {"check"}),
        ("check --fo", {"--form", "--format"}),
        ("check --format s", {"sarif"}),
        ("completion b", {"bash"}),
        ("check pro", {"profile.yaml", "profiles"}),
        ("build -o pro", {"profiles"}),
    ],
)
def test_bash_completes(words, expected, capsys, tmp_path):
    (tmp_path / "complete.sh").write_text(script("bash", capsys))
    (tmp_path / "profile.yaml").touch()
    (tmp_path / "profiles").mkdir()
    code = COMPLETE.format(script=tmp_path / "complete.sh", words=words)
    done = subprocess.run(["bash", "-c", code], cwd=tmp_path, capture_output=True, text=True)

    assert set(done.stdout.split()) == expected, done.stderr


def test_the_manual_is_the_one_of_the_parser():
    assert MANUAL.read_text("utf-8") == manual(), "run: make generated"


def test_nothing_in_the_manual_is_a_request():
    assert roff(r".\-x") == r"\&.\e\-x"
    allowed = {".TH", ".SH", ".SS", ".B", ".TP", ".PP", ".nf", ".fi"}
    assert {line.split()[0] for line in manual().splitlines() if line[:1] in (".", "'")} == allowed


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_man_shows_the_manual():
    done = subprocess.run(["groff", "-ww", "-man", "-Tutf8", MANUAL], capture_output=True, text=True, check=True)

    assert done.stderr == ""
    assert "cvgen diff --since Stanford --to txt   what is new, for an e-mail" in re.sub(
        "\x1b\\[[0-9;]*m", "", done.stdout
    )
