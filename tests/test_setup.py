"""The set-up: what is locked, what tools/setup.sh says about missing libraries, and what `make clean` leaves."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cvgen.build import manifest
from cvgen.cli import main
from tests.conftest import CASES, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN, DEV = ((ROOT / name).read_text("ascii") for name in ("requirements.lock", "requirements-dev.lock"))
BUILD = PROJECT["build-system"]["requires"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
WANTED = [*PROJECT["project"]["dependencies"], *EXTRAS["fetch"], *EXTRAS["typst"], *BUILD]
unix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script and a Makefile")


def locked(text):
    """The text of a lock -> its version of each package."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


@pytest.mark.parametrize(("lock", "wanted"), [(RUN, WANTED), (DEV, [*WANTED, *EXTRAS["dev"]])], ids=["run", "dev"])
def test_the_lock_has_all_that_pyproject_asks_for(lock, wanted):
    versions = locked(lock)
    stale = [one for one in map(Requirement, wanted) if versions.get(canonicalize_name(one.name)) not in one.specifier]

    assert len(wanted) > 10
    assert stale == [], "run  make lock"


def test_both_locks_have_the_same_versions():
    run, dev = locked(RUN), locked(DEV)

    assert {name: dev.get(name) for name in run} == run


def test_the_lock_has_the_build_backend():
    assert PROJECT["dependency-groups"]["build"] == BUILD


@pytest.mark.parametrize("lock", [RUN, DEV], ids=["run", "dev"])
def test_every_package_is_locked_by_hashes_and_no_index_is_named(lock):
    entries = re.split(r"^(?=[^\s#])", lock, flags=re.MULTILINE)[1:]

    assert len(entries) == len(locked(lock)) > 20
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ (; [^\\]+ )?\\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+(    # .*\n)*$", entry)
    assert not re.search(r"://|--(?!hash=)|@", lock)


@pytest.fixture
def machine(tmp_path):
    """A machine with stand-ins for Python, apt-get and id: what they are asked goes to a log -> run tools/setup.sh."""
    tools, venv = tmp_path / "bin", tmp_path / "venv" / "bin"
    tools.mkdir()
    venv.mkdir(parents=True)

    def script(path, text):
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(*mode, engine=0, after_apt=None, user=0, apt=0, pip=0, python="exit 0"):
        (tmp_path / "engine").write_text(str(engine))
        installed = f"echo {engine if after_apt is None else after_apt} > {tmp_path}/engine"
        asked = f'echo "apt-get $*" >> {tmp_path}/log; case "$*" in *install*) {installed};; esac'
        script(tools / "apt-get", f"{asked}\necho 'debconf: delaying' >&2; exit {apt}")
        script(tools / "id", f"echo {user}")
        script(tools / "python3", python)
        script(tools / "pdftotext", "exit 0")
        script(tools / "chromium", "exit 0")
        if venv.is_dir():
            engine_asked = f"*weasyprint*) echo banner; echo banner >&2; exit $(cat {tmp_path}/engine);;"
            pip_asked = f'*" pip "*) echo "pip $*" >> {tmp_path}/log; exit {pip};;'
            script(venv / "python", f'case "$*" in {engine_asked} {pip_asked} esac')
        for name in ("sh", "cat", "rm"):
            if not (tools / name).exists():
                (tools / name).symlink_to(shutil.which(name))
        command = [tools / "sh", ROOT / "tools/setup.sh", venv.parent, *mode]
        environment = {"PATH": str(tools)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        log = tmp_path / "log"
        return done, log.read_text() if log.exists() else ""

    return run


@unix
@pytest.mark.parametrize("mode", [(), ("dev",)])
def test_setup_installs_what_is_locked(machine, mode):
    done, log = machine(*mode)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["Installing Python packages, which takes about a minute ..."]
    lock = "requirements-dev.lock" if mode else "requirements.lock"
    assert [line.partition(" install ")[2] for line in log.splitlines()] == [
        f"--require-hashes -r {lock}",
        "--no-deps --no-build-isolation --editable .",
    ]


@unix
def test_setup_of_the_newest_ignores_the_lock(machine):
    done, log = machine("newest")

    assert done.returncode == 0
    assert log.rstrip().endswith("install --upgrade --upgrade-strategy eager --editable .[dev]")


@unix
@pytest.mark.parametrize("engine", [1, 3])
def test_setup_installs_pango_and_the_subsetter(machine, engine):
    """With Pango alone (3) as without (1): WeasyPrint warns where the subsetter is missing."""
    done, log = machine(engine=engine, after_apt=0)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Installing Pango and HarfBuzz" in done.stdout
    assert len(done.stdout.splitlines()) == 2
    assert "libpango-1.0-0 libpangoft2-1.0-0\n" in log
    assert log.rstrip().endswith(" libharfbuzz-subset0")


@unix
def test_setup_shows_what_apt_says_if_it_fails(machine):
    done, _ = machine(engine=1, apt=100)

    assert done.returncode == 0
    assert "debconf: delaying" in done.stderr
    assert "Pango is not installed" in done.stdout


@unix
@pytest.mark.parametrize("user", [0, 1000])
def test_setup_says_once_that_the_subsetter_is_missing(machine, user):
    done, log = machine(engine=3, user=user)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("sudo apt install libharfbuzz-subset0") == 1
    assert ("apt-get" in log) == (user == 0)


@unix
def test_setup_goes_on_without_pango_and_says_how_to_install_it(machine):
    done, _ = machine(engine=1, user=1000)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Typst sets the pages of CVs without it" in done.stdout
    assert "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout


@unix
def test_setup_for_the_tests_ends_where_pango_is_missing(machine):
    done, _ = machine("dev", engine=1, user=1000)

    assert done.returncode == 1
    assert "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stderr


@unix
def test_setup_ends_where_python_has_no_venv(machine, tmp_path):
    shutil.rmtree(tmp_path / "venv")
    done, log = machine(python='case "$*" in *ensurepip*) echo Traceback >&2; exit 1;; esac')

    assert (done.returncode, done.stdout, log) == (1, "", "")
    assert "sudo apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


@unix
def test_setup_ends_where_pip_fails(machine):
    done, log = machine(pip=1)

    assert done.returncode == 1
    assert "Check the network connection" in done.stderr
    assert len(log.splitlines()) == 1


def tracked(folder, *names):
    """The names that git would take into the repository."""
    found = subprocess.run(["git", "check-ignore", *names], cwd=folder, capture_output=True, text=True)
    return set(names) - set(found.stdout.split())


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="needs git, and a clone")
def test_git_ignores_all_of_output_but_its_readme():
    names = ("output/README.md", "output/cv.pdf", f"output/{manifest.NAME}", "output/bench/speed.md", ".venv/x")

    assert tracked(ROOT, *names) == {"output/README.md"}


@unix
def test_make_clean_leaves_the_readme_of_output(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "output" / "bench").mkdir(parents=True)
    for name in ("README.md", "cv.pdf", manifest.NAME, "bench/README.md"):
        (tmp_path / "output" / name).touch()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    subprocess.run(["make", "clean"], cwd=tmp_path, env=environment, check=True, capture_output=True)

    assert [path.name for path in (tmp_path / "output").iterdir()] == ["README.md"]


def test_a_build_leaves_the_readme_of_output(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    shutil.copy(ROOT / "output" / "README.md", tmp_path / "output")
    for more in ((), ("--force",)):
        assert main(["build", str(CASES["small"]), "--to", "txt", "--to", "md", *more]) == 0

    assert (tmp_path / "output/README.md").read_bytes() == (ROOT / "output/README.md").read_bytes()
    assert (tmp_path / "output/cv.md").is_file()
    assert (tmp_path / "output" / manifest.NAME).is_file()
    assert f"`{manifest.NAME}`" in (ROOT / "output/README.md").read_text("utf-8")
