"""The benchmark: a cold run finds nothing that it could leave as it is, ratios are paired, and the plot is a plot."""

import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.metadata import version

import pytest

from bench import peers, processes, simulation, speed
from bench.contents import COUNT, example, rendercv, told_apart, written
from bench.peers import article
from bench.plot import bars, svg, ticks
from bench.stages import Stages, shown
from bench.timing import PYTHON, Run, markdown, measured, paired, table
from cvgen.profile.yaml import load
from cvgen.writers.pdf import declarations, fast_import
from tests.conftest import ROOT

unix = pytest.mark.skipif(not hasattr(os, "wait4"), reason="only Unix tells what a process took")
CVGEN = [sys.executable, "-m", "cvgen"]
HERE = {"PYTHONPATH": str(ROOT)}


def test_ratios_are_those_of_the_same_round():
    assert paired([1, 2, 30], [2, 4, 60]) == 0.5
    assert paired([1.0, 9.0, 2.0], [1.0, 3.0, 1.0]) == 2.0
    with pytest.raises(ValueError, match="shorter"):
        paired([1, 2], [1])


def test_a_table_says_what_is_aimed_at():
    base = Run("bare", [], seconds=[1.0, 2.0], work=[1.0, 1.0], megabytes=[10.0, 10.0])
    mine = Run("mine", [], seconds=[2.0, 8.0], work=[2.0, 2.0], megabytes=[30.0, 20.0], goal=4.0, pages=6)

    assert table([base, mine], base, 0.7).splitlines()[2:] == [
        "| bare | 1.500 | 1.00 | 1.000 | 1.00 | 10 | 1.00 |  |",
        "| mine | 5.000 | 3.00 (at most 4.00) | 2.000 | 2.00 | 30 | 2.50 (at most 0.70) | 6 |",
    ]
    assert markdown(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"


@unix
def test_runs_alternate_and_the_first_does_not_count(tmp_path):
    log = tmp_path / "log"
    runs = [Run(name, ["sh", "-c", f"echo {name} >> {log}"]) for name in "ab"]

    measured(runs, 2)

    assert log.read_text().split() == list("ababab")
    assert [len(one.seconds) for one in runs] == [2, 2]


@unix
def test_a_small_process_is_small_whoever_starts_it():
    ballast = bytearray(120_000_000)
    bare = Run("bare", PYTHON)
    bare.once()
    assert 1 < bare.megabytes[0] < 100
    assert bare.work[0] > 0
    assert len(ballast)


@unix
def test_what_fails_ends_the_benchmark():
    with pytest.raises(SystemExit, match="ended with 3"):
        Run("bad", [sys.executable, "-c", "raise SystemExit(3)"]).once()
    with pytest.raises(SystemExit, match=r"cv\.pdf was not made"):
        Run("lazy", PYTHON, makes="cv.pdf").once()
    with pytest.raises(SystemExit, match="could not be started"):
        Run("missing", ["no-such-program"]).once()


@unix
@pytest.mark.pdf
def test_a_cold_build_is_made_each_time_and_an_unchanged_one_is_not(tmp_path):
    profile = tmp_path / "profile.yaml"
    profile.write_text("name: Ada Lovelace\nheadline: Analyst\n", "utf-8")
    words = [*CVGEN, "build", "profile.yaml", "-o", "out", "--only", "bio"]
    heard = ["sh", "-c", '"$@" > said; ! grep -q "up to date" said', "sh", *words]
    cold = Run("cold", heard, (profile,), "out/bio.pdf", HERE)
    cold.once()
    cold.once()
    assert cold.pages == 1
    assert sorted(os.listdir(tmp_path)) == ["profile.yaml"]

    same = replace(cold, folder=tmp_path)
    same.once()
    with pytest.raises(SystemExit, match="ended with 1"):
        same.once()


def test_every_build_that_is_measured_cold_has_no_folder_of_its_own(tmp_path):
    runs = speed.builds(written(tmp_path, 1))
    assert runs
    assert all(one.folder is None for one in runs)
    assert all(one.makes == "out/cv.pdf" and len(one.inputs) == 1 for one in runs)
    assert len({id(one.seconds) for one in runs}) == len(runs)


def test_contents_have_as_many_publications_as_asked_for():
    assert len(example().publications) == COUNT == len(example(COUNT).publications)
    longer = example(COUNT + 10).publications
    assert longer[:COUNT] == example().publications
    assert len({paper.title for paper in longer}) == COUNT + 10


def test_profiles_that_are_told_apart_differ_everywhere():
    one, other = told_apart(example(), 1), told_apart(example(), 2)
    assert one.headline != other.headline
    assert not {paper.title for paper in one.publications} & {paper.title for paper in other.publications}


def test_the_files_of_all_tools_say_the_same(tmp_path):
    ours = written(tmp_path, 50)
    assert load(ours.read_text("utf-8")).profile == example(50)
    papers = rendercv(example(50))["cv"]["sections"]["publications"]
    assert len(papers) == sum(not paper.hidden for paper in example(50).publications)


def test_an_article_is_escaped():
    talks = ["On $x$ 戈登", {"title": "T#", "url": "u#%"}]
    cv = {"name": "A_B", "headline": "50 % & more", "sections": {"talks": talks}}
    made = article(cv)
    assert r"\section*{A\_B}" in made
    assert r"50 \% \& more" in made
    assert "戈" not in made
    assert r"\item T\#, \href{u\#%25}{Paper}" in made


def test_without_a_python_for_it_nothing_is_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(peers, "PYTHONS", (None, "no-such-python"))
    with pytest.raises(SystemExit, match=r"needs Python 3\.12 or newer"):
        peers.set_up(tmp_path / "venv")
    assert not (tmp_path / "venv").exists()


def test_without_rendercv_our_first_is_what_others_are_held_against(monkeypatch):
    monkeypatch.setattr(speed, "measured", lambda runs, pairs: runs)
    ours, other = (Run(name, [], seconds=[2.0], work=[1.0], megabytes=[8.0], goal=0.5) for name in ("cv", "other"))
    assert "| of cv |" in speed._beside([ours], [other], 1)
    assert ours.goal is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no fast import")
def test_without_the_fast_import_nothing_is_measured(monkeypatch):
    monkeypatch.delenv(fast_import.SWITCH, raising=False)
    monkeypatch.setattr(fast_import, "is_known", lambda: False)
    monkeypatch.setattr(speed, "PARTS", {"small": pytest.fail})
    size = speed.Size(pairs=1, saves=1, profiles=1)
    with pytest.raises(SystemExit, match=r"it is not made for WeasyPrint [\d.]+, which is installed; run"):
        speed.main(["small"], size)

    monkeypatch.setenv(fast_import.SWITCH, "1")
    with pytest.raises(SystemExit, match="CVGEN_STOCK_IMPORT is set; unset it"):
        speed.main(["small"], size)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no fast import")
def test_the_fast_import_is_made_for_the_locked_weasyprint():
    locked = re.search(r"^weasyprint==(\S+)", (ROOT / "requirements.lock").read_text("ascii"), re.MULTILINE)[1]
    if version("weasyprint") != locked:
        pytest.skip(f"the lock has WeasyPrint {locked}")

    assert fast_import.digest() == declarations.SOURCE, "run  python tools/declarations.py"


@pytest.mark.parametrize(
    ("most", "expected"),
    [(3, [0, 1, 2, 3]), (45, [0, 10, 20, 30, 40]), (0.9, [0, 0.2, 0.4, 0.6, 0.8]), (2250, [0, 500, 1000, 1500, 2000])],
)
def test_ticks_are_round(most, expected):
    assert ticks(most) == expected


def test_the_plot_has_its_curves_in_the_picture():
    curves = {"cvgen": [(45.0, 1.0), (90.0, 2.0)], "R & C": [(45.0, 4.0)]}
    plot = ET.fromstring(svg(curves, "publications", "seconds"))

    lines = [one.get("points", "") for one in plot.iter("{http://www.w3.org/2000/svg}polyline")]
    spots = [[tuple(map(float, spot.split(","))) for spot in line.split()] for line in lines]
    assert [len(line) for line in spots] == [2, 1]
    assert all(0 <= x <= 640 and 0 <= y <= 400 for line in spots for x, y in line)
    (first, second), (high,) = spots
    assert first[0] < second[0]
    assert first[1] > second[1] > high[1]
    assert {"cvgen", "R & C", "publications", "seconds"} <= {one.text for one in plot.iter() if one.text}
    assert bars(curves).count("#") == 12 + 25 + 50


def test_stages_add_up_and_go_on():
    stages = Stages()
    for name in ("one", "two", "one", ""):
        stages.begin(name)
    assert list(stages.seconds) == ["one", "two"]
    assert "| together | 4.000 | 100% |" in shown({"one": 1.0, "two": 3.0})


@pytest.mark.pdf
def test_weasyprint_still_tells_its_steps(tmp_path):
    shutil.copy(ROOT / "tests/cases/names/profile.yaml", tmp_path)
    words = [sys.executable, "-m", "bench.stages", str(tmp_path / "profile.yaml")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    for stage in ("loading WeasyPrint", "style: cascade", "layout: lines and pages", "PDF: drawing", "together"):
        assert stage in done.stdout


def test_a_simulated_cluster_is_as_fast_as_its_cores_until_its_client_is_not():
    cost = simulation.Measured("typst", worker=0.1, client=0.004, scheduler=0.001, megabytes=200)
    one, ten, many = (simulation.simulate(cost, 2_000, cores) for cores in (1, 10, 1_000))

    assert one.seconds == pytest.approx(200, rel=0.05)
    assert ten.seconds == pytest.approx(20, rel=0.1)
    assert ten.workers > 0.9
    assert many.seconds >= 2_000 * cost.client
    assert many.client > 0.9
    table = simulation.table([cost])
    assert table.count("typst, ") == len(simulation.CORES)
    assert "| typst | 0.100 | 4.0 | 1.0 | 200 |" in table


@unix
def test_a_family_of_processes_is_measured_together():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(60_000_000); sum(range(10**7))'])"
    running = subprocess.Popen([sys.executable, "-c", f"{code}; import time; time.sleep(60)"])
    try:
        with processes.Watched(running.pid) as watched:
            end = time.monotonic() + 30
            while (
                watched.megabytes < 5 or processes.processor_seconds([running.pid]) < 0.1
            ) and time.monotonic() < end:
                time.sleep(0.1)
        assert processes.processor_seconds([running.pid]) >= 0.1
        assert watched.megabytes > 5
        assert processes.family([running.pid])[0].pid == running.pid
    finally:
        running.kill()
        running.wait()
    assert processes.processor_seconds([running.pid]) == 0
