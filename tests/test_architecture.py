"""The shape of the code: who may import whom, who owns which library, what a cheap command loads."""

import ast
import subprocess
import sys
from functools import cache

import pytest

from tests.conftest import ROOT

CVGEN = ROOT / "cvgen"

# Part -> the parts it may import. A part is a package or a module directly below cvgen; the lowest come first.
MAY_IMPORT = {
    "problems": set(),
    "limits": {"problems"},
    "shipped": set(),
    "colors": {"problems"},
    "xml": {"problems"},
    "office": {"problems"},
    "sheets": {"office", "problems", "xml"},
    "document": set(),
    "files": {"problems"},
    "profile": {"colors", "problems"},
    "pdf": {"document", "limits", "problems"},
    "word": {"office", "pdf", "problems"},
    "diff": {"profile"},
    "writers": {"colors", "document", "limits", "pdf", "problems", "shipped", "word"},
    "citations": {"problems", "profile", "xml"},
    "exporters": {"document", "problems", "profile", "sheets", "xml"},
    "composers": {"citations", "diff", "document", "exporters", "problems", "profile"},
    "checks": {"diff", "problems", "profile", "writers"},
    "forms": {"composers", "document", "exporters", "problems", "profile", "writers"},
    # A template sees what a writer sees and the profile beside it, so it is no writer; it calls theirs for its filters.
    "templates": {"composers", "document", "exporters", "files", "problems", "profile", "writers"},
    "online": {"diff", "files", "problems", "profile"},
    "importers": {"diff", "files", "office", "pdf", "problems", "profile", "word", "xml"},
    # The pages of a site are read by importers, and written with what these would not read by themselves.
    "site": {"composers", "document", "exporters", "files", "importers", "problems", "profile", "templates",
             "writers"},
    "build": {"checks", "citations", "colors", "composers", "document", "exporters", "files", "forms", "limits",
              "pdf", "problems", "profile", "shipped", "templates", "writers"},
    "batch": {"build", "files", "limits", "problems"},
    "versions": {"build", "citations", "composers", "diff", "document", "exporters", "files", "importers", "limits",
                 "pdf", "problems", "profile", "word", "writers"},
    "preview": {"build", "citations", "colors", "composers", "document", "files", "limits", "pdf", "problems",
                "profile", "versions", "writers"},
    "cli": {"batch", "build", "checks", "citations", "colors", "composers", "diff", "exporters", "files", "forms",
            "importers", "limits", "online", "pdf", "preview", "problems", "profile", "site", "templates", "versions",
            "word", "writers"},
}  # fmt: skip

# Of a part that is allowed, a module may need one module alone: the others are closed to it.
ONLY_FROM = {("checks", "writers"): "writers.font_coverage", ("citations", "profile"): "profile.text"}

# An importer of a format gets text and gives a profile: it sees no files, no network and no other profile.
FORMATS_MAY_IMPORT = {"importers", "pdf", "problems", "profile", "word", "xml"}

# A third-party library -> the only module, or package, or several, that may import it.
ONLY_IN = {
    "yaml": "profile.yaml",
    "weasyprint": "writers.pdf",
    "typst": "writers.typst",
    "reportlab": "writers.onepage",
    "uharfbuzz": "writers.onepage.shaping",
    "bidi": "writers.onepage.bidi",
    "pydyf": "writers.pdf",
    "fontTools": "writers.pdf.spelling",
    "markdown_it": "document.markdown",
    "tinycss2": ("writers.tokens", "writers.pdf.fast_import"),
    "PIL": ("build.photo", "pdf.pictures", "writers.docx.pictures"),
    "openpyxl": "exporters.coauthors",
    "rapidfuzz": "diff.match",
    "difflib": ("checks.authors", "diff", "document.redline", "problems"),  # titles are compared in diff.match alone
    "babel": "composers.languages.phrases",
    "pypdfium2": ("pdf.pdfium", "pdf.pictures"),
    "pikepdf": ("pdf.attachment", "pdf.pages", "writers.onepage.archive"),
    "cffi": "writers.pdf.fast_import",
    "httpx": "online",
    "bibtexparser": "importers.bibtex",
    "mammoth": "importers.docx",
    "docx": "writers.docx",
    "jinja2": ("templates.sandbox", "templates.errors", "preview.page"),  # theirs runs in another process
    "starlette": "preview",
    "uvicorn": "preview.serve",
    "platformdirs": "preview.editors",
    "socket": ("online.bounds", "preview.serve"),
    "asyncio": "preview",
    "markupsafe": "templates.sandbox",
    "subprocess": ("pdf.text", "preview.editors", "templates.render", "versions.git"),
    "multiprocessing": "build.pool",
    "dask": "batch.cluster",
    "distributed": "batch.cluster",
    "watchfiles": "build.watch",
    "argparse": "cli",
    "shtab": "cli.completion",
}

# Composers, writers, importers and exporters never import a sibling of their registry, unless it is a stage of it.
SIBLINGS = {
    "composers": {"cv", "bio", "slide"},
    "writers": {"pdf", "typst", "typ", "onepage", "docx", "html", "txt", "md", "term"},
    "importers": {"homepage", "arrow", "orcid", "openalex", "inspire", "crossref", "csl_json", "csl_yaml", "jsonresume",
                  "rendercv", "alfolio", "dblp", "arxiv", "zotero_rdf", "endnote", "nbib", "ris", "scholar_csv",
                  "linkedin", "bibtex", "text", "docx", "pdf"},
    "exporters": {"bibtex", "csl_json", "jsonresume", "sciencv", "vcard"},
}  # fmt: skip
# The PDF is the HTML page, laid out; a file for Typst has the data and the template of its PDF.
STAGES = {("writers.pdf", "writers.html"), ("writers.typ", "writers.typst")}

MODULES = sorted(path for path in CVGEN.rglob("*.py") if path.parent != CVGEN or not path.name.startswith("__"))


def name(path):
    return ".".join(path.relative_to(CVGEN).with_suffix("").parts).removesuffix(".__init__")


@cache
def nodes(source):
    return list(ast.walk(ast.parse(source)))


@cache
def imports(source):
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "absolute imports only"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def inside(module, owner):
    return module == owner or module.startswith(f"{owner}.")


def sibling(module):
    part, _, rest = module.partition(".")
    first = rest.partition(".")[0]
    return f"{part}.{first}" if first in SIBLINGS.get(part, ()) else ""


def allowed(module):
    part = module.partition(".")[0]
    return FORMATS_MAY_IMPORT if sibling(module).startswith("importers.") else MAY_IMPORT[part] | {part}


def violations(module, source):
    part = module.partition(".")[0]
    found = []
    for target in sorted(imports(source)):
        root, _, rest = target.partition(".")
        used = rest.partition(".")[0]
        if used and root == "cvgen" and used not in allowed(module) | {"__version__"}:
            found.append(f"{module} must not import {target}")
        if root == "cvgen" and (part, used) in ONLY_FROM and not inside(rest, ONLY_FROM[part, used]):
            found.append(f"{module} must not import {target}")
        pair = (sibling(module), sibling(rest))
        if root == "cvgen" and all(pair) and pair[0] != pair[1] and pair not in STAGES:
            found.append(f"{module} must not import its sibling {target}")
        if root in ONLY_IN and not any(inside(module, part) for part in parts(ONLY_IN[root])):
            found.append(f"only {ONLY_IN[root]} may import {root}, not {module}")
    if not inside(module, "cli") and "print" in {getattr(node.func, "id", "") for node in calls(source)}:
        found.append(f"only cli may print, not {module}")
    return found


def parts(owners):
    return (owners,) if isinstance(owners, str) else owners


def calls(source):
    return [node for node in nodes(source) if isinstance(node, ast.Call)]


def test_every_part_has_a_rule_and_every_rule_a_part():
    assert {name(path).partition(".")[0] for path in MODULES} == set(MAY_IMPORT)


def test_no_part_imports_one_that_imports_it():
    lowest_first = list(MAY_IMPORT)
    upward = [(part, one) for part in MAY_IMPORT for one in MAY_IMPORT[part]
              if lowest_first.index(one) >= lowest_first.index(part)]  # fmt: skip

    assert upward == []


def test_every_permission_is_used():
    used = {part: set() for part in MAY_IMPORT}
    for path in MODULES:
        part = name(path).partition(".")[0]
        used[part] |= {target.split(".")[1] for target in imports(path.read_text("utf-8")) if target[:6] == "cvgen."}

    assert {part: MAY_IMPORT[part] - used[part] for part in MAY_IMPORT if MAY_IMPORT[part] - used[part]} == {}


def test_every_sibling_is_in_its_registry():
    from cvgen.composers import COMPOSERS
    from cvgen.exporters import EXPORTERS
    from cvgen.importers import IMPORTERS
    from cvgen.writers import WRITERS

    composers = {path.split(".")[-2] for path in COMPOSERS.values()}
    others = {"writers": WRITERS, "importers": IMPORTERS, "exporters": EXPORTERS}
    modules = {part: {path.rpartition(".")[2] for path in found.values()} for part, found in others.items()}
    assert modules | {"composers": composers} == SIBLINGS


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_one_way(path):
    assert violations(name(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("profile.model", "from cvgen.writers.style import load"),
        ("profile.dates", "import cvgen.document.tree"),
        ("composers.cv", "from cvgen.writers import html"),
        ("composers.cv", "from cvgen.composers import bio"),
        ("composers.cv", "from cvgen.composers.bio import compose"),
        ("writers.html", "from cvgen.profile.model import Profile"),
        ("writers.onepage.fit", "from cvgen.writers.html import page"),
        ("writers.html", "from cvgen.writers import pdf"),
        ("writers.txt", "from cvgen.build.targets import compose"),
        ("importers.homepage.papers", "from cvgen.importers.arrow import read"),
        ("importers.homepage", "from cvgen.document import markdown"),
        ("importers.ris", "from cvgen import files"),
        ("importers.plan", "import httpx"),
        ("checks.venues", "from cvgen.writers import style"),
        ("checks", "import yaml"),
        ("composers.cv", "import markdown_it"),
        ("composers.cv", "import pikepdf"),
        ("cli", "from weasyprint import HTML"),
        ("build.templated", "import jinja2"),
        ("writers.html", "from cvgen.templates import context"),
        ("cli.batch_commands", "import watchfiles"),
        ("build.manifest", "from cvgen.versions import git"),
        ("writers.html", "import reportlab.pdfgen"),
        ("profile.dates", "def f():\n    import argparse"),
        ("profile.dates", "print('x')"),
    ],
)
def test_the_rule_bites(module, source):
    assert violations(module, source)


DIFF = ["diff", "profile.yaml", "profile.yaml"]


CHEAP = [["--help"], ["build", "--help"], ["check"], ["bio"], ["build", "--to", "txt"], ["schema"], DIFF]
LOADED = """
import contextlib, io, sys
from cvgen.cli import main
for words in {commands}:
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as out:
        main(words)
    loaded = {{"weasyprint", "reportlab", "typst", "fontTools", "httpx", "jinja2"}} & set(sys.modules)
    print(words[0], bool(out.getvalue()), sorted(loaded))
"""


@pytest.mark.long
def test_cheap_commands_load_no_pdf_engine(tmp_path):
    commands = [[*words, "-o", str(tmp_path)] if "txt" in words else words for words in CHEAP]
    command = [sys.executable, "-c", LOADED.format(commands=commands)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.splitlines() == [f"{words[0]} True []" for words in CHEAP], done.stderr


# What the commands that people run again and again do without: each costs as much as a hundredth of their time.
UNUSED = {
    ("check", "profile.yaml"): {"threading", "rapidfuzz", "cvgen.composers", "cvgen.document", "cvgen.writers.style"},
    ("build", "profile.yaml", "--to", "txt"): {
        "threading", "yaml", "cvgen.checks", "cvgen.composers", "cvgen.document", "cvgen.writers",
        "cvgen.profile.document_options", "cvgen.profile.model",
    },
}  # fmt: skip
NEEDED = """
import sys
from cvgen.cli import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules))
"""


@pytest.mark.parametrize("words", UNUSED, ids=lambda words: words[0])
def test_what_is_run_often_loads_little(tmp_path, words):
    def run():
        output = ["-o", str(tmp_path)] if words[0] == "build" else []
        command = [sys.executable, "-c", NEEDED, *words, *output]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1]

    run()  # so that a build is up to date
    code, *loaded = run().split()
    assert code == "0"
    assert "cvgen.cli" in loaded
    assert UNUSED[words] & set(loaded) == set()


@pytest.mark.long
def test_what_is_the_same_is_found_without_the_library():
    code = (
        "import sys; from cvgen.profile import yaml as profile_yaml; from cvgen.diff.compare import diff\n"
        "profile = profile_yaml.load(open('profile.yaml').read()).profile\n"
        "assert not diff(profile, profile).events\n"
        "sys.exit('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


COMPILED = """
from re import _compiler
compiled = []
compile = _compiler.compile
_compiler.compile = lambda pattern, flags=0: compiled.append(pattern) or compile(pattern, flags)
from cvgen.cli import main
main(["check", "profile.yaml"])
print(sum(map(len, compiled)))
"""
MOST_PATTERNS = 7000  # characters, of which a third belong to Python and PyYAML


def test_a_check_compiles_few_patterns():
    """A pattern that few profiles need is a text, which `re` compiles when it is used."""
    command = [sys.executable, "-c", COMPILED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 1000 < int(done.stdout.splitlines()[-1]) < MOST_PATTERNS


def test_modules_stay_small():
    written = [path for path in MODULES if path.name != "declarations.py"]  # which is generated
    assert {name(path): lines for path in written if (lines := len(path.read_text("utf-8").splitlines())) > 370} == {}
