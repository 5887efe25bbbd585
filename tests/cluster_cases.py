"""A batch on a real Dask cluster: the same files as here, whoever is killed meanwhile.

test_cluster.py runs these in processes of their own: Dask leaves threads and a hook of the garbage collector behind.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cvgen.batch import cluster as clusters
from cvgen.batch.cluster import Cluster
from cvgen.batch.plan import requests_for
from cvgen.batch.run import build_all
from cvgen.build import manifest
from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.problems import SetupError
from cvgen.profile.dates import Date
from tests.conftest import ROOT

pytestmark = pytest.mark.long
DAY = ["--date", "2026-11"]
LONGEST = 60  # seconds to wait for anything


def until(is_there, what):
    end = time.monotonic() + LONGEST
    while not (found := is_there()):
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.05)
    return found


class Machines:
    """A scheduler and workers on this machine, as Dask's own commands start them."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes = {}

    def start(self, name, *words):
        command = [sys.executable, "-m", f"distributed.cli.dask_{name.rstrip('0123456789')}", *map(str, words)]
        log = (self.folder / f"{name}.log").open("ab")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.processes[name] = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, env=environment)
        log.close()

    def start_scheduler(self):
        self.start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            0,
            "--dashboard-address",
            "127.0.0.1:0",
            "--scheduler-file",
            self.file,
        )
        until(self.file.exists, "the scheduler")

    def start_worker(self, number):
        options = ["--nthreads", 1, "--no-nanny", "--no-dashboard", "--local-directory", self.folder / f"w{number}"]
        self.start(f"worker{number}", "--scheduler-file", self.file, *options)
        log = self.folder / f"worker{number}.log"
        until(lambda: "Registered to" in log.read_text("utf-8"), log.name)

    def kill(self, name):
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def stop(self):
        for name in list(self.processes):
            self.kill(name)


def started(folder):
    machines = Machines(folder)
    machines.start_scheduler()
    for number in (1, 2):
        machines.start_worker(number)
    return machines


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    found = started(tmp_path_factory.mktemp("cluster"))
    yield found
    found.stop()


@pytest.fixture
def mortals(tmp_path_factory):
    """Machines that a test kills."""
    found = started(tmp_path_factory.mktemp("mortals"))
    yield found
    found.stop()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people").mkdir()
    return tmp_path


def put(name, **keys):
    Path(f"people/{name}.yaml").write_text(json.dumps({"name": f"Person {name}", "headline": "Analyst", **keys}))


def batch(machines, *words):
    return main(["batch", "people", "-o", "out", "--scheduler", str(machines.file), *DAY, *words])


def summary():
    return json.loads(Path("out/summary.json").read_text("utf-8"))


def states():
    return Counter(one["state"] for one in summary()["files"])


def many(count, **options):
    """Write profiles -> the requests for their CVs as text."""
    for at in range(count):
        put(f"p{at}", publications=[{"title": f"Paper {n}", "year": 2000 + n} for n in range(20)])
    return requests_for(["people"], BuildRequest(Path(), Date(2026, 11), Path("out"), ("cv",), ("txt",), **options))


@pytest.mark.pdf
def test_a_cluster_makes_the_same_files_and_needs_no_common_disk(machines, home, capsys):
    Image.new("RGB", (200, 240), "teal").save("people/my photo.png")
    Path("people/mine.css").write_text((ROOT / "styles" / "classic.css").read_text("utf-8"))
    Path("people/page.html.j2").write_text("<p>{{ profile.name }}</p>{% include 'foot.j2' ignore missing %}")
    Path("people/foot.j2").write_text("<p>the foot</p>")
    Path("asked.css").write_text(":root { --accent: #008080 }\n")
    put("ada", photo="my photo.png", documents={"cv": {"style": "mine.css"}})
    put("bob", documents={"cv": {"template": "page.html.j2"}})
    Path("people/cy.yaml").write_text('name: Cy\nphoto: "my\\x20photo\\u002epng"\n')  # found by nobody who only looks
    Path("people/dee.yaml").write_text("nmae: Dee\n")
    words = ["--to", "pdf,html", "--engine", "weasyprint"]
    assert main(["batch", "people", "-o", "here", *DAY, *words]) == 1
    here = capsys.readouterr().out.splitlines()[:-1]
    assert batch(machines, *words) == 1
    there = capsys.readouterr().out.splitlines()

    assert there[0].startswith("watch the cluster at http://127.0.0.1:")
    assert sorted(there[1:-1]) == sorted(here)
    made = {path.relative_to("here") for path in Path("here").rglob("*.*") if path.suffix in (".pdf", ".html")}
    assert len(made) == 12
    for path in made:
        assert ("out" / path).read_bytes() == ("here" / path).read_bytes(), path
    assert "the foot" in Path("out/bob/cv.html").read_text("utf-8")
    same = [{**one, "seconds": 0} for one in summary()["files"]]
    assert same == [{**one, "seconds": 0} for one in json.loads(Path("here/summary.json").read_text())["files"]]

    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.pdf")}
    assert batch(machines, *words) == 1
    assert states() == {"up to date": 3, "failed": 1}
    assert main(["batch", "people", "-o", "out", *DAY, *words]) == 1
    assert states() == {"up to date": 3, "failed": 1}, "this machine knows them as well"
    Path("people/foot.j2").write_text("<p>another foot</p>")
    assert batch(machines, *words) == 1
    assert {path.parent.name for path, then in before.items() if path.stat().st_mtime_ns != then} == {"bob"}

    assert batch(machines, "--to", "pdf", "--style", "asked.css") == 1
    main(["batch", "people", "-o", "here", *DAY, "--to", "pdf", "--style", "asked.css"])
    assert Path("out/ada/cv.pdf").read_bytes() == Path("here/ada/cv.pdf").read_bytes()


def test_an_error_names_files_as_they_are_called_here(machines, home, capsys):
    Path("people/mine.css").write_text("body { color: ; }\n")
    put("ada", documents={"cv": {"style": "mine.css", "sections": ["talkz"]}})
    put("bob", photo="gone.png")
    main(["batch", "people", "-o", "here", *DAY])
    here = capsys.readouterr()
    assert batch(machines) == 1
    there = capsys.readouterr()

    assert sorted(there.out.splitlines()[1:-1]) == sorted(here.out.splitlines()[:-1])
    assert there.err == here.err
    problems = [
        [one["problems"] for one in json.loads(Path(f, "summary.json").read_text())["files"]] for f in ("out", "here")
    ]
    assert problems[0] == problems[1] != [[], []]


def test_on_a_common_disk_nothing_is_sent(machines, home):
    put("ada")
    assert batch(machines, "--shared", "--to", "txt") == 0
    assert states() == {"built": 1}
    assert Path("out/ada/cv.txt").read_text("utf-8").startswith("Person ada")
    assert batch(machines, "--shared", "--to", "txt") == 0
    assert states() == {"up to date": 1}


def test_each_of_200_is_built_once_though_a_worker_is_killed(mortals, home):
    requests, found = many(200), []
    with Cluster(str(mortals.file), is_shared=False) as cluster:
        for report in build_all(requests, cluster.execute):
            found.append(str(report.request.profile))
            if len(found) == 20:
                mortals.kill("worker1")

    assert Counter(found) == {profile: 1 for profile, _ in requests.places}
    assert len(list(Path("out").glob("*/cv.txt"))) == 200
    assert all(manifest.cached_result(request) for request in requests)
    assert not [path for path in Path("out").rglob(".cvgen-*") if path.name != manifest.NAME]


def test_each_is_built_once_though_the_scheduler_starts_again(mortals, home):
    requests, found, said = many(100), [], []
    with Cluster(str(mortals.file), is_shared=False, tell=said.append) as cluster:
        for report in build_all(requests, cluster.execute):
            found.append(str(report.request.profile))
            if len(found) == 10:
                mortals.kill("scheduler")
                mortals.file.unlink()
                mortals.start_scheduler()
                for number in (3, 4):
                    mortals.start_worker(number)

    assert Counter(found) == {profile: 1 for profile, _ in requests.places}
    assert "the scheduler has gone; waiting for it" in said


def test_a_scheduler_that_stays_away(mortals, home, monkeypatch, capsys):
    many(100)
    put_in_place, placed = clusters.put_in_place, []

    def and_kill(*words):
        placed.append(words)
        if len(placed) == 10:
            monkeypatch.setattr(clusters, "PATIENCE", 0.5)
            monkeypatch.setattr(clusters, "TICK", 0.2)
            mortals.kill("scheduler")
            mortals.file.unlink()
        return put_in_place(*words)

    monkeypatch.setattr(clusters, "put_in_place", and_kill)
    assert batch(mortals, "--to", "txt", "--only", "cv") == 1
    said = capsys.readouterr()
    found = states()

    assert "there is no Dask scheduler at" in said.err
    assert "run the command again for the other" in said.err
    assert found["built"] >= 1
    assert found["built"] + found["not built"] == 100


def test_no_scheduler_at_all(home, monkeypatch, capsys):
    put("ada")
    assert main(["batch", "people", "-o", "out", "--scheduler", "tcp://127.0.0.1:1"]) == 1

    assert "there is no Dask scheduler at tcp://127.0.0.1:1" in capsys.readouterr().err
    assert not Path("out").exists()


def test_workers_with_another_installation_are_refused(machines, home, monkeypatch, capsys):
    put("ada")
    difference = clusters.difference_between
    changed = {"weasyprint": "1.0", "Python": "2.7"}
    monkeypatch.setattr(clusters, "difference_between", lambda ours, theirs: difference({**ours, **changed}, theirs))
    assert batch(machines) == 1
    err = capsys.readouterr().err

    assert "error: the worker tcp://127.0.0.1:" in err
    assert ", not 2.7, weasyprint " in err
    assert "install the same on every machine" in err
    assert not Path("out").exists()


def test_a_worker_with_another_installation_that_comes_later(machines, home, monkeypatch):
    from cvgen.batch import parcel

    ours = {**parcel.installation(), "weasyprint": "1.0"}
    monkeypatch.setattr(parcel, "installation", lambda: ours)
    with Cluster(str(machines.file), is_shared=False) as cluster, pytest.raises(SetupError, match="weasyprint 7"):
        list(build_all(many(1), cluster.execute))


def test_a_profile_that_takes_minutes_harms_no_other(machines, home):
    put("ada")
    put("bob", publications=[{"title": f"Paper {at}", "authors": ["A. Poe"] * 50, "year": 2000} for at in range(4000)])
    assert batch(machines, "--to", "pdf", "--only", "cv", "--engine", "weasyprint", "--timeout", "4") == 1

    ada, bob = summary()["files"]
    assert (ada["state"], bob["state"]) == ("built", "failed")
    assert bob["problems"][0]["message"] == "this takes longer than 4 seconds"
    assert bob["seconds"] < 20


def test_a_full_disk_is_reported_for_each(machines, home, monkeypatch):
    from cvgen import files

    requests = many(6)
    write = files.write

    def full(folder, data, **options):
        if folder.name in ("p2", "p3"):
            raise OSError(28, "No space left on device")
        write(folder, data, **options)

    monkeypatch.setattr(files, "write", full)
    with Cluster(str(machines.file), is_shared=False) as cluster:
        found = {one.request.folder.name: one for one in build_all(requests, cluster.execute)}

    failed = {name: one.problems[0].message for name, one in found.items() if one.result is None}
    assert failed == {name: f"out/{name} can't be written: no space left on device" for name in ("p2", "p3")}
    monkeypatch.setattr(files, "write", write)
    assert [request.folder.name for request in requests if not manifest.cached_result(request)] == ["p2", "p3"]


def test_parcels_are_made_as_there_is_room(machines, home):
    taken = []
    requests = many(60)
    with Cluster(str(machines.file), is_shared=False) as cluster:
        for at, _ in enumerate(cluster.execute(taken.append(one) or one for one in requests)):
            assert len(taken) <= at + 1 + 2 * clusters.AHEAD + clusters.SLACK


def test_ctrl_c_stops_at_once_and_the_rest_is_built_later(machines, home):
    many(90)
    kind = ["--only", "cv", "--engine", "weasyprint"]
    words = ["batch", "people", "-o", "out", *kind, "--scheduler", str(machines.file), *DAY]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "cvgen", *words]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
    for _ in range(5):
        running.stdout.readline()
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=LONGEST)

    assert time.monotonic() - began < 2
    assert running.returncode == 130
    assert err.strip().startswith("stopped; run the command again for the other ")
    missing = states()["not built"]
    assert 0 < missing < 90
    assert main(words) == 0
    assert states() == {"up to date": 90 - missing, "built": missing}


def test_it_stops_at_the_first_failure(machines, home, capsys):
    many(50)
    Path("people/a.yaml").write_text("nmae: A\n")
    assert batch(machines, "--to", "txt", "--only", "cv", "--fail-fast") == 1

    found = states()
    assert found["failed"] == 1
    assert found["not built"] > 30
    assert "people/a.yaml" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["distributed"])
def test_without_dask(home, monkeypatch, capsys, missing):
    put("ada")
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "cvgen.batch.cluster")
    assert main(["batch", "people", "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert 'pip install "academic-cvgen[dask]"' in capsys.readouterr().err


def test_requests_are_texts_until_they_are_needed(home):
    requests = many(3)
    assert requests.places == tuple((f"people/p{at}.yaml", f"p{at}") for at in range(3))
    assert requests[1] == replace(requests.common, profile=Path("people/p1.yaml"), folder=Path("out/p1"))
