"""Mutated samples against every importer, for so many seconds each: python tools/fuzz.py SECONDS [IMPORTER ...]

It reports any traceback, any read that takes longer than two seconds, and memory that grows. A case that fails is
written to output/fuzz/, so that it can become a test.
"""

import gc
import io
import json
import random
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cvgen import checks  # noqa: E402
from cvgen.importers import IMPORTERS, Imported, detect, importer, is_binary  # noqa: E402
from cvgen.importers.completion import complete  # noqa: E402
from cvgen.problems import InputError, render  # noqa: E402
from cvgen.profile import yaml as profile_yaml  # noqa: E402

SLOW, HANGS = 2.0, 20  # seconds
GROWTH = 40_000  # kB that reading again and again may add, beyond what the largest case takes
PIECES = [
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "\\",
    "@",
    "#",
    "=",
    ",",
    ":",
    "<",
    ">",
    "&",
    ";",
    "%",
    "$",
    "*",
    "`",
    "|",
    "-",
    "--",
    "---\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\0",
    "\x1b",
    "\ufeff",
    "\u2028",
    "\ufdd0",
    "\ue0e0",
    "\ud800",
    "é",
    "李",
    "𝔘",
    "null",
    "[]",
    "{}",
    "true",
    "-1",
    "1e999",
    "NaN",
    "9" * 5000,
    "0001",
    "2019",
    " and ",
    "](javascript:x)",
    "<!ENTITY x 'y'>",
    "&x;",
    "&#9;",
    "&#1114112;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "@article{",
    "TY  - ",
    "ER  - \n",
    "\\emph{",
    "\\href{",
    "$^",
    "{\\'e}",
    "crossref = {a}",
    "https://",
    "10.1000/",
    "arXiv:",
    "!!python/object:x ",
    "&a *a",
    "- ",
]

UNWRITABLE = dict.fromkeys([*range(9), *range(11, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])  # in XML


class Hang(BaseException):
    """A read that had to be stopped."""


def main() -> int:
    """Seconds and names of importers, all of them unless told -> how many of them failed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    names = sys.argv[2:] or sorted(set(IMPORTERS) - {"pdf"})  # whose words are read as a text
    if len(names) == 1:
        return int(not passes(names[0], seconds))
    runs = [subprocess.run([sys.executable, __file__, str(seconds), name], check=False) for name in names]
    return sum(run.returncode != 0 for run in runs)


def passes(name: str, seconds: float) -> bool:
    """Read mutations of the samples of an importer until the time is over -> whether nothing went wrong."""
    rng = random.Random(f"{name} {seconds}")
    samples = list(sources(name))
    failures: dict[str, str] = {}
    begin, count, slowest, memory = time.monotonic(), 0, 0.0, []
    while time.monotonic() - begin < seconds:
        case = mutated(rng, samples)
        failure, taken = attempt(name, case)
        count, slowest = count + 1, max(slowest, taken)
        if failure and failure.partition(": ")[0] not in failures:
            failures[failure.partition(": ")[0]] = f"{failure.partition(': ')[2]} {save(name, len(failures), case)}"
        if count % 50 == 0:
            gc.collect()
            memory.append(resident())
    grown = growth(memory)
    if grown > GROWTH:
        failures[f"memory grew by {grown // 1000} MB"] = ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(f"{name}: {count} reads, the slowest {slowest:.2f} s, memory +{grown // 1000} MB, peak {peak} MB", flush=True)
    for failure, path in failures.items():
        print(f"  {failure}\n    {path}", flush=True)
    return not failures


def sources(name: str) -> list[str | bytes]:
    """The samples of an importer: texts, or the files of archives."""
    folder = ROOT / "tests/imports" / name
    if is_binary(name):
        return [archive(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    return [path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.name.count(".") == 1]


def archive(folder: Path) -> bytes:
    """The files of a folder as an archive, such as a Word file."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return zipped({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def mutated(rng: random.Random, samples: list[str | bytes]) -> str | bytes:
    """A sample with some damage; of an archive, damage to its files or to itself."""
    sample = rng.choice(samples)
    if isinstance(sample, str):
        whole = {"<": inside_xml, "{": inside_json, "[": inside_json}.get(sample.lstrip()[:1])
        if whole and rng.random() < 0.7:
            return whole(rng, sample)
        return damaged(rng, sample, [text for text in samples if isinstance(text, str)])
    if rng.random() < 0.3:
        data = bytearray(sample)
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data[: rng.randint(4, len(data))] if rng.random() < 0.3 else data)
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    for name in rng.sample(sorted(files), min(3, len(files))):
        files[name] = damaged(rng, files[name], list(files.values()))
    return zipped({name: text.encode("utf-8", "surrogatepass") for name, text in files.items()})


def inside_xml(rng: random.Random, text: str) -> str:
    """XML with other words in some elements, and some elements gone or doubled: still well formed, mostly."""

    def change(found: re.Match[str]) -> str:
        if rng.random() > 0.1:
            return found[0]
        words = escape(piece(rng).translate(UNWRITABLE))
        return rng.choice(
            ["", found[0] * 2, f"<{found[1]}>{words}</{found[1]}>", f"<{found[1]}><i>{words}</i></{found[1]}>"]
        )

    return re.sub(r"<(\w+)[^<>]*>[^<>]*</\1>", change, text)


def inside_json(rng: random.Random, text: str) -> str:
    """JSON with other values in some places: still valid."""
    try:
        return json.dumps(other(rng, json.loads(text)), ensure_ascii=rng.random() < 0.5)
    except ValueError:  # of a sample that is cut off
        return text[: rng.randint(0, len(text))]


def other(rng: random.Random, value: object) -> object:
    """A value of JSON -> the same, or here and there something else."""
    if rng.random() < 0.02:
        return rng.choice(
            [None, True, -1, 1e30, "", [], {}, [[]], [None], {"a": {}}, piece(rng), [piece(rng)], {piece(rng): 1}]
        )
    if isinstance(value, dict):
        return {key: other(rng, item) for key, item in value.items() if rng.random() > 0.01}
    if isinstance(value, list):
        items = [other(rng, item) for item in value]
        return items * 20 if len(items) < 50 and rng.random() < 0.003 else items
    return value + piece(rng) if isinstance(value, str) and rng.random() < 0.05 else value


def piece(rng: random.Random) -> str:
    """One to five hostile pieces, or one of them very often."""
    if rng.random() < 0.03:
        return (rng.choice(PIECES) * 20_000)[:200_000]
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 5)))


def damaged(rng: random.Random, text: str, others: list[str]) -> str:
    """A text with pieces cut out, put in, repeated, or taken from another text."""
    for _ in range(rng.choice([1, 1, 2, 3, 5, 10, 30])):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.choice([0, 0, 1, 3, 20, 200]))
        kind = rng.random()
        if kind < 0.45:
            new = rng.choice(PIECES)
        elif kind < 0.6:
            new = text[start : start + rng.randint(1, 300)] * rng.randint(1, 4)
        elif kind < 0.7:
            other = rng.choice(others)
            at = rng.randint(0, len(other))
            new = other[at : at + rng.randint(1, 400)]
        elif kind < 0.74:
            new = (rng.choice(PIECES) * rng.choice([10, 100, 1000, 20_000]))[:300_000]
        elif kind < 0.76:
            new = text[start : start + 200] * rng.choice([50, 500])
        elif kind < 0.78:
            return text[:start]
        else:
            new = ""
        text = (text[:start] + new + text[end:])[:3_000_000]
    return text


def attempt(name: str, case: str | bytes) -> tuple[str, float]:
    """Detect, read, dump and show one case -> what went wrong, "" if nothing; how many seconds the processor took."""
    start, failure = time.process_time(), ""  # the clock runs on while other programs have the processor
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS)
    try:
        detect("file", case)
        check(importer(name)(case), case)
    except InputError as error:
        failure = "" if error.problems else "a InputError without a problem"
    except Hang:
        failure = f"a read that takes longer than {HANGS} s"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {str(error)[:100]!r}"
    finally:
        signal.alarm(0)
    taken = time.process_time() - start
    return failure or (f"a read that takes longer than {SLOW} s" if taken > SLOW else ""), taken


def check(imported: Imported, case: str | bytes) -> None:
    """What was read passes cvgen check without an error, and reads back the same; what was noted can be shown."""
    profile = complete(imported).profile
    if len(profile.publications) < 200:
        loaded = profile_yaml.load(profile_yaml.dump(profile))
        assert loaded.profile == profile, "it does not read back the same"
        errors = [problem.message for problem in checks.check(profile, {}) if problem.severity == "error"]
        assert not errors, f"cvgen check: {errors[0]}"
    render(imported.problems, "file", case if isinstance(case, str) else "")


def stop(*_: object) -> None:
    raise Hang


def resident() -> int:
    """The memory that this process holds, in kB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1000


def growth(memory: list[int]) -> int:
    """Memory over time -> by how much its floor rose in the second half, as caches do not make it."""
    half = len(memory) // 2
    return max(0, min(memory[-max(1, half // 2) :]) - min(memory[half // 2 : half + 1])) if half > 3 else 0


def save(name: str, number: int, case: str | bytes) -> str:
    folder = ROOT / "output" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{number}"
    path.write_bytes(case if isinstance(case, bytes) else case.encode("utf-8", "surrogatepass"))
    return str(path)


if __name__ == "__main__":
    sys.exit(main())
