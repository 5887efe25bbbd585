"""The parts of cvgen that read what others have written: for each, cases without end."""

import io
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

import pikepdf
import yaml

from cvgen.build.runner import preload_engines
from cvgen.cli import main
from cvgen.importers import importer, is_binary
from cvgen.profile.translation_list import write_list
from cvgen.profile.yaml.read import load
from tools.fuzz import importers, styles
from tools.fuzz.mutations import damaged, damaged_bytes, gross, inside_xml, mutated, other, rewritten

ROOT = importers.ROOT
# What commands load when they need it, loaded once and not in each child.
LOADED = ("checks", "build.loader", "versions.compare", "versions.identify", "versions.git_driver", "diff.match.titles",
          "composers.changes", "pdf.attachment", "pdf.text", "pdf.pages")  # fmt: skip
PROFILES = [ROOT / "profile.yaml", *sorted(ROOT.glob("tests/cases/*/profile.yaml"))]
SMALL, SENIOR = (ROOT / f"tests/cases/{name}/profile.yaml" for name in ("small", "senior"))
BUILT = (SMALL, SENIOR, ROOT / "tests/cases/names/profile.yaml")
PAIRS = sorted(path.parent for path in ROOT.glob("tests/diffs/*/new.yaml"))
LOOKS = [
    ("--only", "cv"), ("--only", "bio"), ("--only", "cv", "--engine", "typst"), ("--only", "cv", "--to", "html"),
    ("--only", "cv", "--to", "typ"),
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Files, a command that reads them, what runs it, and the exit codes that it may have."""

    files: dict[str, bytes]
    words: tuple[str, ...]
    work: Callable[[], int]
    codes: tuple[int, ...] = (0, 1)


def preload() -> None:
    """Load what the commands would load one by one."""
    for name in LOADED:
        import_module(f"cvgen.{name}")
    for name in importers.NAMES:
        importer(name)
    import_module("rapidfuzz.process")


def command(files: dict[str, bytes], *words: str, codes: tuple[int, ...] = (0, 1)) -> Case:
    """Files and the words of a command that reads them -> the case."""
    return Case(files, words, partial(main, ["--debug", *words]), codes)


def of_importers(rng: random.Random, names: list[str]) -> Iterator[Case]:
    """Samples of importers, damaged: what is read is checked."""
    samples = {name: importers.sources(name) for name in names}
    while True:
        name = rng.choice(names)
        case = mutated(rng, samples[name])
        file = "case.zip" if is_binary(name) else "case.txt"
        yield Case({file: encoded(case)}, ("import", file, "--from", name), partial(read, name, case))


def read(name: str, case: str | bytes) -> int:
    """Read a case with an importer, print what went wrong -> 3 if something did, else 0."""
    failure, _ = importers.attempt(name, case)
    print(failure)
    return 3 if failure else 0


def of_profiles(rng: random.Random) -> Iterator[Case]:
    """Profiles and other YAML for `cvgen check`."""
    texts = [path.read_text("utf-8") for path in [*PROFILES, *ROOT.glob("tests/errors/*.yaml")]]
    texts += [path.read_text("utf-8") for folder in PAIRS for path in folder.glob("*.yaml")]
    for text in of_yaml(rng, [text for text in texts if len(text) < 100_000]):
        yield command({"profile.yaml": encoded(text)}, "check", "profile.yaml")


def of_forms(rng: random.Random) -> Iterator[Case]:
    """Forms of funders for `cvgen check` and `cvgen build`."""
    forms = [
        path.read_text("utf-8") for path in [*ROOT.glob("cvgen/forms/*.yaml"), *ROOT.glob("tests/form_errors/*.yaml")]
    ]
    for text in of_yaml(rng, forms):
        profile = rng.choice([SMALL, SENIOR])
        files = {"mine.yaml": encoded(text), "profile.yaml": profile.read_bytes()}
        files |= {path.name: path.read_bytes() for path in profile.parent.glob("*.jpg")}
        made = ["--to", rng.choice(["md", "txt", "html"]), "--draft", "-o", "made"]
        words = ["check", "profile.yaml"] if rng.random() < 0.3 else ["build", "profile.yaml", *made]
        yield command(files, *words, "--form", "mine.yaml")


def of_yaml(rng: random.Random, texts: list[str]) -> Iterator[str]:
    """Texts of YAML, damaged, or well formed with other values and keys."""
    trees = [tree for text in texts if isinstance(tree := tree_of(text), dict)]
    while True:
        kind = rng.random()
        if kind < 0.5:
            text = damaged(rng, rng.choice(texts), texts)
        elif kind < 0.6:
            text = gross(rng, rng.choice(texts))
        elif kind < 0.8:
            text = dumped(rng, other(rng, rng.choice(trees)))
        else:
            text = dumped(rng, rewritten(rng, rng.choice(trees), rng.choice([0.02, 0.2])))
        yield text


def of_pdfs(rng: random.Random) -> Iterator[Case]:
    """PDFs that cvgen made, damaged packed and unpacked, for the commands that look for a profile inside."""
    samples = [data for profile in BUILT for data in pdfs(profile)]
    samples += [unpacked(data) for data in samples]
    while True:
        data = damaged_bytes(rng, rng.choice(samples), samples)
        name = rng.choice(["extract", "extract", "identify", "textconv"])
        files = {"case.pdf": data, "profile.yaml": SMALL.read_bytes()}
        yield command(files, name, "case.pdf", *(("profile.yaml",) if name == "identify" else ()))


def of_pairs(rng: random.Random) -> Iterator[Case]:
    """Two versions of a profile, or two PDFs, for `cvgen diff`."""
    trees = [tree_of((folder / "new.yaml").read_text("utf-8")) for folder in PAIRS]
    trees += [tree_of(path.read_text("utf-8")) for path in PROFILES]
    trees = [tree for tree in trees if isinstance(tree, dict) and len(str(tree)) < 100_000]
    people = [pdfs(profile) for profile in BUILT]
    documents = [data for documents in people for data in documents]
    while True:
        form = rng.choice([(), ("--all",), ("--to", "md"), ("--to", "html"), ("--to", "json")])
        tree = rng.choice(trees)
        new = rewritten(rng, rng.choice([tree, tree, tree, rng.choice(trees)]), rng.choice([0.01, 0.05, 0.3]))
        if "name" in tree and rng.random() < 0.9:
            new["name"] = tree["name"]  # versions of two people are not compared
        text = dumped(rng, new)
        if rng.random() < 0.1:
            text = gross(rng, text)
        files = {"old.yaml": encoded(dumped(rng, {**rewritten(rng, tree), "name": tree["name"]}))}
        if rng.random() < 0.3:
            one, two = rng.sample(rng.choice(people), 2)
            files = {"old.pdf": damaged_bytes(rng, one, documents) if rng.random() < 0.5 else one}
            if rng.random() < 0.7:
                yield command({**files, "new.pdf": two}, "diff", "old.pdf", "new.pdf", *form, codes=(0, 1, 2))
                continue
        files["new.yaml"] = encoded(text)
        yield command(files, "diff", *files, *form, codes=(0, 1, 2))


def of_styles(rng: random.Random) -> Iterator[Case]:
    """Styles for the CV by both engines, the bio and HTML."""
    from weasyprint.css.validation.expanders import EXPANDERS
    from weasyprint.css.validation.properties import PROPERTIES

    preload_engines()  # once, and not in each child
    texts, properties = styles.samples(), sorted(name.replace("_", "-") for name in {*PROPERTIES, *EXPANDERS})
    while True:
        css = styles.mutated(rng, texts, properties)
        profile = SMALL if rng.random() < 0.9 else SENIOR
        files = {"mine.css": encoded(css), "profile.yaml": profile.read_bytes()}
        files |= {path.name: path.read_bytes() for path in profile.parent.glob("*.jpg")}
        yield command(files, "build", "profile.yaml", "--style", "mine.css", "-o", "out", *rng.choice(LOOKS))


def of_sheets(rng: random.Random) -> Iterator[Case]:
    """Spreadsheets of NSF and DOE, damaged, for `cvgen coauthors --into`."""
    from tests.official_sheets import doe, nsf, packed
    from tests.official_sheets import parts as parts_of

    samples: list[str | bytes] = [nsf(), nsf(tables=False), nsf(sheets=True), doe(), doe(rows=2)]
    while True:
        data = mutated(rng, samples)
        if rng.random() < 0.5:  # well formed, but with other words and elements
            files = parts_of(rng.choice(samples))
            for name in rng.sample(sorted(files), 3):
                files[name] = encoded(inside_xml(rng, files[name].decode()))
            data = packed(files)
        profile = rng.choice([SMALL, SENIOR, ROOT / "profile.yaml"])
        files = {"coa.xlsx": encoded(data), "profile.yaml": profile.read_bytes()}
        files |= {path.name: path.read_bytes() for path in profile.parent.glob("*.jpg")}
        yield command(files, "coauthors", "profile.yaml", "--into", "coa.xlsx", "-o", "new.xlsx")


def of_lists(rng: random.Random) -> Iterator[Case]:
    """Lists of a translator for `cvgen translate --apply`, with damage and with texts of other files."""
    profiles = [path.read_text("utf-8") for path in (SMALL, SENIOR, ROOT / "tests/translations/profile.yaml")]
    others = [path.read_text("utf-8") for path in ROOT.glob("tests/errors/*.yaml")]
    while True:
        profile = rng.choice(profiles)
        text = write_list(load(profile).profile, rng.choice(["fr", "pt-BR", "zh"]))
        for _ in range(rng.choice([1, 5, 50])):
            text = text.replace("|\n    \n", f"|\n    {rng.choice(rng.choice(others).splitlines() or [''])}\n", 1)
        if rng.random() < 0.7:
            text = damaged(rng, text, [*others, profile])
        files = {"profile.yaml": profile.encode(), "todo.yaml": encoded(text)}
        yield command(files, "translate", "--apply", "todo.yaml")


def pdfs(profile: Path) -> list[bytes]:
    """The CV and the bio of a profile, which is inside; another process makes them: engines start threads."""
    folder = ROOT / "output/fuzz/pdfs" / profile.parent.name
    program = "import sys; from cvgen.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["build", profile, "-o", folder, "--quiet", "--only", "cv", "--only", "bio"]
    subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, check=True)
    return [(folder / name).read_bytes() for name in ("cv.pdf", "bio.pdf")]


def unpacked(data: bytes) -> bytes:
    """A PDF with its streams unpacked, so that damage reaches what they say."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out, qdf=True)
    except pikepdf.PdfError:
        return data
    return out.getvalue()


def tree_of(text: str) -> object:
    try:
        return yaml.load(text, yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError):
        return None


def dumped(rng: random.Random, tree: object) -> str:
    """A tree as YAML, or as JSON, which is YAML, too."""
    if rng.random() < 0.5:
        return json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    try:
        return str(
            yaml.dump(json.loads(json.dumps(tree)), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        )
    except (yaml.YAMLError, UnicodeError):
        return json.dumps(tree)


def encoded(case: str | bytes) -> bytes:
    return case if isinstance(case, bytes) else case.encode("utf-8", "surrogatepass")


PARTS: dict[str, Callable[[random.Random], Iterator[Case]]] = {
    "importers": partial(of_importers, names=importers.NAMES),
    "profile": of_profiles,
    "extract": of_pdfs,
    "diff": of_pairs,
    "styles": of_styles,
    "sheets": of_sheets,
    "lists": of_lists,
    "forms": of_forms,
} | {name: partial(of_importers, names=[name]) for name in importers.NAMES}
ALL = ("importers", "profile", "extract", "diff", "styles", "sheets", "lists", "forms")
