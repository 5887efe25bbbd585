"""How long the commands take, beside what a bare Python and other tools take: medians of paired ratios in one run.

python -m bench.speed [--pairs 9] [--only small,cold,growth,large,watch,preview,batch] [--saves 200] [--profiles 100]

Every cold run is a new process in a new folder, so that there is nothing which it could leave as it is. The memory is
that of the largest process: a build of the CV and the bio has two. All tables go to output/bench/speed.md too.
"""

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from random import Random

import cvgen
from bench.contents import COUNT, ROOT, example, people, written
from bench.edits import edited
from bench.peers import known, peers
from bench.plot import Points, bars, svg
from bench.previewing import preview as previewed
from bench.timing import CVGEN, PYTHON, Run, heading, markdown, measured, paired, table, told
from bench.watching import grown, saved_and_cold
from cvgen.profile.yaml import dump
from cvgen.writers.pdf import fast_import

OUT = ROOT / "output" / "bench"
SCALES, ROUNDS, LONG = (1, 2, 5, 10, 50), 3, 10  # times the publications; how often each is run; once beyond that
LARGE, LARGE_PAIRS = 300, 3
EDITS = 5  # between the two versions that are compared
BY_TYPST = ["--engine", "typst"]
NO_CACHE = ["sh", "-c", 'XDG_CACHE_HOME="$PWD" exec "$@"', "sh"]
STOCK = {"CVGEN_STOCK_IMPORT": "1"}
HELP, LOOK, ALONE, BOTH, MEMORY, TENFOLD, THROUGHPUT = 5.0, 12.0, 0.60, 0.75, 0.7, 4.5, 2.5  # what is aimed at
STOCK_ALONE, STOCK_BOTH = 0.75, 0.90
TYPST, TYPST_LARGE, TYPST_BATCH = 0.25, 0.30, 8.0  # the same for --engine typst


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    pairs: int
    saves: int
    profiles: int


def small(folder: Path, size: Size) -> Iterator[str]:
    """The commands that make nothing, beside a Python that does nothing."""
    profile, other = written(folder, COUNT), folder / "other.yaml"
    other.write_text(dump(edited(example(), EDITS, Random(1))[0]), "utf-8")
    made = Run("an unchanged build", [*CVGEN, "build", str(profile)], makes="output/cv.pdf", folder=folder, goal=LOOK)
    made.once()
    before = (folder / made.makes).stat().st_mtime_ns
    bare = Run("python -c pass", PYTHON)
    runs = [
        bare,
        Run("cvgen --help", [*CVGEN, "--help"], goal=HELP),
        Run("cvgen check", [*CVGEN, "check", profile.name], (profile,), goal=LOOK),
        Run("cvgen diff", [*CVGEN, "diff", profile.name, other.name], (profile, other), code=1, goal=LOOK),
        made,
    ]
    yield table(measured(runs, size.pairs), bare)
    if (folder / made.makes).stat().st_mtime_ns != before:
        raise SystemExit("a build that should have left everything as it is made it anew")


def builds(profile: Path) -> list[Run]:
    """A profile -> its CV alone, and with the bio, each with and without the quick start of WeasyPrint.

    One is as if cvgen had never run on this machine: the fonts are looked through, which is done once for each user.
    """
    both = [*CVGEN, "build", profile.name, "-o", "out"]
    alone = [*both, "--only", "cv"]
    return [
        Run(name, command, (profile,), "out/cv.pdf", environment, goal=goal)
        for name, command, environment, goal in (
            ("cv", alone, {}, ALONE),
            ("cv by Typst", [*alone, *BY_TYPST], {}, TYPST),
            ("cv and bio", both, {}, BOTH),
            ("cv, without its cache of fonts", [*NO_CACHE, *alone], {}, None),
            ("cv, stock import", alone, STOCK, STOCK_ALONE),
            ("cv and bio, stock import", both, STOCK, STOCK_BOTH),
        )
    ]


def cold(folder: Path, size: Size) -> Iterator[str]:
    """Builds with nothing made before, beside the other tools; RenderCV's PDF is what they are held against."""
    yield _beside(builds(written(folder, COUNT)), peers(folder, COUNT), size.pairs)


def _beside(ours: list[Run], theirs: list[Run], pairs: int) -> str:
    """Our runs and those of others, in turn -> a table against RenderCV, or against our first where that is missing."""
    base = next((one for one in theirs if one.name == "RenderCV"), None)
    if base is None:
        for one in ours:
            one.goal = None
    return table(measured([*ours, *theirs], pairs), base or ours[0], MEMORY)


def growth(folder: Path, size: Size) -> Iterator[str]:
    """The seconds and pages for 1, 2, ... times the publications, as a table, as bars and as a plot."""
    both = {times: builds(written(folder, COUNT * times))[:2] for times in SCALES}
    ours, typst = ({times: runs[at] for times, runs in both.items()} for at in (0, 1))
    others = [(times, one) for times in SCALES for one in peers(folder, COUNT * times)]
    theirs = {times: one for times, one in others if one.name == "RenderCV"}
    for round_ in range(ROUNDS):
        for times in SCALES:
            if times <= LONG or not round_:
                for runs in filter(None, (ours.get(times), typst.get(times), theirs.get(times))):
                    runs.once()
    ours_head = ("publications", "seconds", "of one time", "pages", "seconds a page", "CPU seconds a page")
    head = (*ours_head, "by Typst", "of its one time", "pages", "RenderCV", "of its one time", "pages")
    others_of = ((at, (*_grown(typst, at, brief=True), *_grown(theirs, at, brief=True))) for at in SCALES)
    yield markdown(head, [(str(COUNT * at), *_grown(ours, at), *cells) for at, cells in others_of])
    curves: dict[str, Points] = {
        name: [(COUNT * at, statistics.median(one.seconds)) for at, one in found.items()]
        for name, found in (("cvgen", ours), ("cvgen by Typst", typst), ("RenderCV", theirs))
        if found
    }
    (OUT / "growth.svg").write_text(svg(curves, "publications", "seconds, cold, the CV alone"), "utf-8")
    yield bars(curves)


def _grown(runs: dict[int, Run], times: int, brief: bool = False) -> list[str]:
    """Runs by scale, and one of the scales -> its cells: seconds, of one time, pages, and seconds a page."""
    if times not in runs:
        return ["", "", ""]
    one, first = runs[times], runs[1]
    took = statistics.median(one.seconds)
    ratio = paired(one.seconds, first.seconds[: len(one.seconds)])
    cells = [f"{took:.2f}", told(ratio, TENFOLD if times == 10 and not brief else None), str(one.pages)]
    a_page = (took / one.pages, statistics.median(one.work) / one.pages)
    return cells if brief else [*cells, *(f"{each:.3f}" for each in a_page)]


def large(folder: Path, size: Size) -> Iterator[str]:
    """A CV of 300 publications beside the other tools, and where our time goes."""
    profile = written(folder, LARGE)
    ours, typst = builds(profile)[:2]
    ours.goal, typst.goal = None, TYPST_LARGE
    yield _beside([ours, typst], peers(folder, LARGE), min(size.pairs, LARGE_PAIRS))
    command = [sys.executable, "-m", "bench.stages", str(profile)]
    yield subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def watch(folder: Path, size: Size) -> Iterator[str]:
    """From a save to the new cv.pdf beside a cold build of the same, and the memory of many saves."""
    yield saved_and_cold(folder / "alone", size.pairs, ["--only", "cv"])
    yield saved_and_cold(folder / "typst", size.pairs, ["--only", "cv", *BY_TYPST])
    yield saved_and_cold(folder / "both", size.pairs, [])
    yield grown(folder / "many", size.saves)


def preview(folder: Path, size: Size) -> Iterator[str]:
    """From a save to the new page in the browser, and the memory of many saves."""
    yield from previewed(folder, size.saves)


def batch(folder: Path, size: Size) -> Iterator[str]:
    """Many profiles at once beside as many cold builds, one after the other."""
    people(folder, size.profiles)
    together = Run("cvgen batch --jobs 2", [*CVGEN, "batch", "people", "-o", "out", "--jobs", "2"], folder=folder)
    together.once()
    summary = json.loads((folder / "out" / "summary.json").read_text("utf-8"))
    if summary["failed"] or len(list(folder.glob("out/*/cv.pdf"))) != size.profiles:
        raise SystemExit("the batch did not make everything")
    alone = [_named("cv and bio", builds(profile)) for profile in sorted((folder / "people").iterdir())]
    apart = sum(one.once() for one in alone)
    gain = apart / together.seconds[0]
    rows = [
        (name, f"{took:.1f}", f"{size.profiles / took:.2f}", ratio)
        for name, took, ratio in (
            (f"{size.profiles} cold builds", apart, "1.00"),
            (together.name, together.seconds[0], f"{gain:.2f} (at least {THROUGHPUT:.2f})"),
        )
    ]
    yield markdown(("cv and bio of each", "seconds", "profiles a second", "throughput"), rows)
    usual, typst = (_cvs(folder, name, words) for name, words in (("weasyprint", []), ("typst", BY_TYPST)))
    rows = [
        (name, f"{seconds:.1f}", f"{size.profiles / seconds * 60:.0f}", f"{usual / seconds:.2f}{goal}")
        for name, seconds, goal in (("WeasyPrint", usual, ""), ("Typst", typst, f" (at least {TYPST_BATCH:.2f})"))
    ]
    yield markdown(("cvgen batch --jobs 2 --only cv", "seconds", "profiles a minute", "throughput"), rows)


def _cvs(folder: Path, name: str, words: list[str]) -> float:
    """A folder with profiles in people/ -> the seconds of a batch of their CVs, with more options."""
    command = [*CVGEN, "batch", "people", "-o", name, "--only", "cv", "--jobs", "2", *words]
    return Run(name, command, folder=folder).once()


def _named(name: str, runs: list[Run]) -> Run:
    return next(one for one in runs if one.name == name)


PARTS: dict[str, Callable[[Path, Size], Iterator[str]]] = {
    one.__name__: one for one in (small, cold, growth, large, watch, preview, batch)
}


def require_fast_import() -> None:
    """Exit where WeasyPrint would be imported the slow way on Linux: all figures would be those of something else."""
    if sys.platform != "linux" or fast_import.is_known():
        return
    if os.environ.get(fast_import.SWITCH):
        raise SystemExit(f"the fast import of WeasyPrint is off: {fast_import.SWITCH} is set; unset it and run again")
    raise SystemExit(
        f"the fast import of WeasyPrint is off: it is not made for WeasyPrint {version('weasyprint')}, which is"
        " installed; run  python tools/declarations.py  and  make test,  then run again"
    )


def main(names: list[str], size: Size) -> None:
    """Measure the parts of these names: each table is printed when it is there, and all go to a file."""
    require_fast_import()
    compileall.compile_dir(cvgen.__path__[0], quiet=1)  # as it is once installed, or after it ran for the first time
    OUT.mkdir(parents=True, exist_ok=True)
    done: list[str] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            done.append(heading(f"{name}: {(PARTS[name].__doc__ or '').strip()}", known()))
            print(done[-1], flush=True)
            for found in PARTS[name](Path(folder), size):
                done.append(found)
                print(f"\n{found}", flush=True)
                (OUT / "speed.md").write_text("\n\n".join(done) + "\n", "utf-8")
        print()


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(PARTS):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return names


if __name__ == "__main__":
    words = argparse.ArgumentParser("python -m bench.speed", description="How long the commands take.")
    words.add_argument("--only", type=_names, default=list(PARTS), metavar="PART,PART", help=", ".join(PARTS))
    words.add_argument("--pairs", type=int, default=9, help="rounds of each comparison; default: 9")
    words.add_argument(
        "--saves", type=int, default=200, help="in a row, for the memory of watch and preview; default: 200"
    )
    words.add_argument("--profiles", type=int, default=100, help="of the batch; default: 100")
    options = words.parse_args()
    main(options.only, Size(options.pairs, options.saves, options.profiles))
