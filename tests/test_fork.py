"""Work beside our own: the same result, the same errors, and no child left behind."""

import os
import subprocess
import sys

import pytest

from cvgen.build import fork
from cvgen.cli import main
from tests.conftest import CASES, ROOT

pytestmark = [pytest.mark.long, pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

# In a process of its own: that of the tests may have threads, and then nothing is fork.
BESIDE = """
import os, signal
from cvgen.build import fork
from cvgen.problems import Problem, InputError
from cvgen.writers import EngineMissingError

fork.cores = lambda: 2
ours = os.getpid()

def no_children():
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True

with fork.run_in_child(os.getpid) as result:
    assert not no_children()
    assert result() != ours
assert no_children()

large = b"x" * 1_000_000
with fork.run_in_child(lambda: large) as result:
    assert result() == large

def fail():
    raise InputError([Problem("wrong", hint="mend it")], "source", "name")

try:
    with fork.run_in_child(fail) as result:
        result()
except InputError as error:
    assert (error.problems, error.source, error.name) == ([Problem("wrong", hint="mend it")], "source", "name")
else:
    raise AssertionError

def die():
    if os.getpid() != ours:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done after all"

with fork.run_in_child(die) as result:
    assert result() == "done after all"

try:
    with fork.run_in_child(lambda: __import__("time").sleep(60)) as result:
        raise EngineMissingError("no Pango", "install it")
except EngineMissingError:
    assert no_children()

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with fork.run_in_child(os.getpid) as result:
    assert result() != ours
signal.signal(signal.SIGCHLD, signal.SIG_DFL)

with fork.run_in_child(os.getpid, wanted=False) as result:
    assert result() == ours
fork.cores = lambda: 1
with fork.run_in_child(os.getpid) as result:
    assert result() == ours
print("done")
"""


def test_work_beside_our_own():
    done = subprocess.run([sys.executable, "-c", BESIDE], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    assert (done.stdout, done.stderr) == ("done\n", "")


# The same with documents: engines that make nothing, but in which process.
JOBS = """
import os, sys
from cvgen.build import engines, fork, target
from cvgen.build.targets import build_targets, plan_targets
from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.profile.dates import Date
from cvgen.writers.style import StyleError
from cvgen.writers import Rendered
from pathlib import Path

class Layout:
    shown, pages, last_page = (), 1, 1.0

    def __init__(self, name):
        self.name = name

    def render(self, source=b""):
        return Rendered(f"{self.name} in {os.getpid() == ours}".encode(), 1, (f"note of {self.name}",))

def layout_engine(name):
    def lay_out(document, style):
        if name == "onepage" and style.name == "modern":
            raise StyleError("no font for the bio")
        return Layout(name)
    return lay_out

def writer(name):
    return lambda document, style: Layout(name).render()

ours = os.getpid()
engines.layout_engine = layout_engine
target.writer = writer
loaded = load_profile(Path(sys.argv[1]))

def made(names, formats, style="classic"):
    request = BuildRequest(loaded.path, Date(2026, 11), names=tuple(names), formats=tuple(formats), style=style)
    found = build_targets(plan_targets(loaded, request), lambda name: None)
    return [(name, one.data.decode(), one.notes) for name, one in found.items()]

cv, bio = ("cv.pdf", "pdf in True", ("note of pdf",)), ("bio.pdf", "onepage in True", ("note of onepage",))
aside = ("bio.pdf", "onepage in False", ("note of onepage",))
fork.cores = lambda: 2
assert made(["cv", "bio"], ["pdf"]) == [cv, aside], made(["cv", "bio"], ["pdf"])
assert made(["bio", "cv"], ["pdf"]) == [aside, cv]
assert made(["bio"], ["pdf"]) == [bio]
assert {one[1] for one in made(["cv", "bio"], ["txt", "md"])} == {"txt in True", "md in True"}
try:
    made(["cv", "bio"], ["pdf"], "modern")
except StyleError as error:
    assert str(error) == "no font for the bio"
else:
    raise AssertionError
fork.cores = lambda: 1
assert made(["cv", "bio"], ["pdf"]) == [cv, bio]
print("done")
"""


def test_the_bio_is_made_beside_the_cv(tmp_path):
    command = [sys.executable, "-c", JOBS, str(CASES["small"])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    assert (done.stdout, done.stderr) == ("done\n", "")


@pytest.mark.pdf
def test_side_by_side_gives_the_same_bytes_and_notes(tmp_path, monkeypatch, capsys):
    words = ["build", str(CASES["small"]), "--date", "2026-11", "-o"]
    load = "import sys; from cvgen import cli; from cvgen.build import fork; "
    code = f"{load}fork.cores = lambda: 2; sys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, *words, str(tmp_path / "2")]
    together = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=ENVIRONMENT)
    monkeypatch.setattr(fork, "cores", lambda: 1)
    assert main([*words, str(tmp_path / "1")]) == 0

    alone = capsys.readouterr().out
    assert together.stdout.replace(str(tmp_path / "2"), "") == alone.replace(str(tmp_path / "1"), "")
    for name in ("cv.pdf", "bio.pdf"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
