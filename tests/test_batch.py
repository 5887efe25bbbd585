"""Many profiles: each in a folder of its own, none stopped by another, and only what is needed made again."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from cvgen.batch.plan import RESERVED, requests_for
from cvgen.build import manifest
from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from tests.conftest import ROOT
from tests.test_manifest import times

pytestmark = pytest.mark.long
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
BROKEN = "people/p5.yaml"


def profile(name):
    return f"name: {name}\nheadline: Analyst\n"


@pytest.fixture
def people(tmp_path, monkeypatch):
    """Ten profiles in a folder, one of them broken, and the folder above it as the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people").mkdir()
    for at in range(10):
        (tmp_path / f"people/p{at}.yaml").write_text(profile(f"Person {at}"), "utf-8")
    (tmp_path / BROKEN).write_text("nmae: Person 5\n", "utf-8")
    return tmp_path


def run(*words):
    """`cvgen batch` with such words -> exit code, stdout, stderr."""
    command = [sys.executable, "-m", "cvgen", "batch", *map(str, words), "--date", "2026-11"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def loaded(*words):
    """A command line -> which of the heavy libraries it loads."""
    code = (
        "import sys; from cvgen.cli import main; assert main(sys.argv[1:]) == 0\n"
        "print(sorted({'weasyprint', 'reportlab', 'pikepdf'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT, timeout=60)
    return done.stdout.splitlines()[-1]


def summary(folder):
    return json.loads((folder / "summary.json").read_text("utf-8"))


@pytest.mark.pdf
def test_ten_profiles_one_of_them_broken_and_again_when_it_is_mended(people):
    code, out, err = run("people", "-o", "out")

    assert (code, out.splitlines()[-1]) == (1, "10 profiles, 1 failed; see out/summary.json")
    assert len(out.splitlines()) == 11
    assert f"{BROKEN:32} failed: line 1: unknown key 'nmae'" in out
    told = {one["file"]: one for one in summary(people / "out")["files"]}
    assert list(told) == [f"people/p{at}.yaml" for at in range(10)]
    good = told.pop("people/p0.yaml")
    assert [(one["name"], one["pages"], one["new"]) for one in good["documents"]] == [
        ("cv.pdf", 1, True), ("bio.pdf", 1, True),
    ]  # fmt: skip
    assert good["pages"] == 2
    assert good["bytes"] == sum((people / "out/p0" / name).stat().st_size for name in ("cv.pdf", "bio.pdf"))
    assert good["seconds"] > 0
    assert good["problems"] == []
    assert told[BROKEN]["documents"] == []
    assert [(one["severity"], one["line"]) for one in told[BROKEN]["problems"]] == [("error", 1)]

    (people / BROKEN).write_text(profile("Person 5"), "utf-8")
    (people / "people/p1.yaml").write_text(profile("Somebody Else"), "utf-8")
    (people / "out/p2/cv.pdf").unlink()
    before = {path.name: times(path) for path in (people / "out").iterdir() if path.is_dir()}
    code, out, err = run("people", "-o", "out")

    assert (code, err) == (0, "")
    after = {path.name: times(path) for path in (people / "out").iterdir() if path.is_dir()}
    assert {name for name in after if after[name] != before.get(name)} == {"p5", "p1", "p2"}
    assert after["p2"]["bio.pdf"] == before["p2"]["bio.pdf"]
    assert sum("up to date" in line for line in out.splitlines()) == 7
    assert loaded("batch", "people", "-o", "out", "--date", "2026-11") == "[]"


def test_the_same_bytes_as_one_by_one(people):
    run("people/p0.yaml", "people/p1.yaml", "-o", "out", "--to", "html")
    assert main(["build", "people/p0.yaml", "--to", "html", "--date", "2026-11"]) == 0

    for name in ("cv.html", "bio.html"):
        assert (people / "out/p0" / name).read_bytes() == (people / "output" / name).read_bytes()


def test_options_and_force(people):
    assert run("people/p0.yaml", "-o", "out", "--to", "md", "--jobs", "1")[0] == 0
    assert "November 2026" in (people / "out/p0/cv.md").read_text("utf-8")
    before = times(people / "out/p0")
    assert {"cv.md", "bio.md"} <= before.keys()

    run("people/p0.yaml", "-o", "out", "--to", "md", "--force")
    assert all(before[name] != time for name, time in times(people / "out/p0").items() if name != manifest.NAME)


def test_wrong_usage(people):
    assert run("-o", "out")[0] == 2
    assert run("people", "--jobs", "0")[0] == 2
    (people / "taken").write_text("a file", "utf-8")
    code, _, err = run("people/p0.yaml", "-o", "taken", "--to", "txt")
    assert code == 1
    assert "can't be written" in err


# Which profiles, and where to.


def folders(*words):
    wish = BuildRequest(Path(), Date(2026), Path("out"))
    return {str(one.profile): one.folder.relative_to("out").as_posix() for one in requests_for(words, wish)}


def put(*names):
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("name: Ada\n", "utf-8")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_means_all_profiles_in_it_and_below(empty):
    put("us/ada.yaml", "us/bob/profile.yaml", "us/cy/cy.yml", "us/.hidden.yaml", "us/.git/x.yaml", "us/notes.txt")

    assert folders("us") == {"us/ada.yaml": "ada", "us/bob/profile.yaml": "bob", "us/cy/cy.yml": "cy/cy"}


def test_a_language_that_a_profile_names_is_no_profile(empty):
    put("us/ada.yaml", "us/mine.yaml")
    Path("us/ada.yaml").write_text("name: Ada\nlanguage: mine.yaml\n", "utf-8")

    assert folders("us") == {"us/ada.yaml": "ada"}


def test_a_pattern_and_files(empty):
    put("us/ada.yaml", "us/bob.yaml", "us/photo.jpg", "them/ada.yaml", "profile.yaml")

    assert folders("us/*") == {"us/ada.yaml": "ada", "us/bob.yaml": "bob"}
    assert folders("*/ada.yaml") == {"them/ada.yaml": "them/ada", "us/ada.yaml": "us/ada"}
    assert folders("us/ada.yaml", "them/ada.yaml") == {"us/ada.yaml": "us/ada", "them/ada.yaml": "them/ada"}
    assert folders("us/ada.yaml", "us/ada.yaml", "us") == {"us/ada.yaml": "ada", "us/bob.yaml": "bob"}
    assert folders("profile.yaml") == {"profile.yaml": "profile"}
    assert folders("us", "them") == {"us/ada.yaml": "us/ada", "us/bob.yaml": "us/bob", "them/ada.yaml": "them/ada"}


@pytest.mark.parametrize(
    "names",
    [
        ("us/ada.yaml", "us/ada.yml"), ("us/ada.yaml", "us/ada/profile.yaml"), ("us/Ada.yaml", "us/ada/profile.yaml"),
        ("us/a.yaml", "us/a.yml", "us/a.yaml.yaml"), ("us/summary.json.yaml", "us/b.yaml"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_two_share_a_folder(empty, names):
    put(*names)
    found = [name.casefold() for name in folders("us").values()]

    assert len(set(found)) == len(names)
    assert not set(RESERVED) & set(found)


def test_no_profile_at_all(empty):
    (empty / "us").mkdir()
    for words in (["us"], ["*.yaml"]):
        with pytest.raises(InputError, match="no profile found"):
            folders(*words)


# Workers, in a process of its own, because they are forks of the one that runs them.

WORK = """
import gc, os, sys, time, weakref
from cvgen.build import pool

class Cycle:
    def __init__(self):
        self.itself = self

left = []

def work(task):
    if task == "hang":
        time.sleep(600)
    assert not any(cycle() for cycle in left)  # else a worker would grow
    left.append(weakref.ref(Cycle()))
    if task == "die":
        os._exit(3)
    if task == "slow":
        time.sleep(60)
    return task * 2, os.getpid()

def learn():
    print("learned", flush=True)

if __name__ == "__main__":
    gc.disable()
    pool.FORKS = "spawn" not in sys.argv
    pool.MOST_TASKS = 3
    taken = []
    tasks = (taken.append(task) or task for task in [1, 2, "die", 3, 4, 5, "hang", 6, 7, "die", 8])
    found = []
    for one in pool.imap_unordered(pool.Task(work, learn, seconds=5), tasks, 2):
        found.append(one)
        assert len(taken) <= len(found) + 2, "tasks are taken when a worker is free"
    results = {task: result for task, result in found if not isinstance(result, pool.Lost)}
    assert sorted(results) == [1, 2, 3, 4, 5, 6, 7, 8], found
    lost = sorted((task, result.value) for task, result in found if task not in results)
    assert lost == [("die", "crashed"), ("die", "crashed"), ("hang", "took too long")], lost
    assert all(result[0] == 2 * task for task, result in results.items())
    pids = [result[1] for result in results.values()]
    assert all(pids.count(pid) <= 3 for pid in pids) and os.getpid() not in pids
    assert list(pool.imap_unordered(pool.Task(work), [], 2)) == []
    print("done")
"""


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_workers_are_replaced_when_they_die_or_have_done_enough(tmp_path, how):
    if how == "fork" and sys.platform != "linux":
        pytest.skip("no forks here")
    (tmp_path / "work.py").write_text(textwrap.dedent(WORK), "utf-8")
    command = [sys.executable, "work.py", how]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "done"
    learned = done.stdout.count("learned")
    assert learned == 1 if how == "fork" else learned >= 4  # once before the forks, or by each


def ends(group):
    """Whether every process of a group ends within five seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_ctrl_c_leaves_what_is_done_and_nothing_half(people):
    for at in range(10, 100):
        (people / f"people/p{at}.yaml").write_text(profile(f"Person {at}"), "utf-8")
    command = [sys.executable, "-m", "cvgen", "batch", "people", "-o", "out", "--to", "html", "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                               env=ENVIRONMENT)  # fmt: skip
    for _ in range(3):
        running.stdout.readline()
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)

    assert running.returncode == 130, err
    assert time.monotonic() - began < 2
    assert b"stopped; run the command again for the other " in err
    assert b" of 100 profiles, " in out
    states = [one["state"] for one in summary(people / "out")["files"]]
    assert len(states) == 100
    assert {"built", "not built"} <= set(states)
    assert b"Traceback" not in err
    assert ends(running.pid)
    assert not [path for path in (people / "out").rglob(".cvgen-*") if path.name != manifest.NAME]
    assert run("people/p0.yaml", "people/p1.yaml", "-o", "out", "--to", "html")[0] == 0
