"""The shape of the code: who may import whom, who owns which library, what a cheap command loads."""

import ast
import subprocess
import sys

import pytest

from tests.conftest import ROOT

CVGEN = ROOT / "cvgen"

# Part -> the parts it may import. A part is a module or a package directly below cvgen.
MAY_IMPORT = {
    "dates": set(),
    "names": set(),
    "document": set(),
    "problems": set(),
    "style": {"problems"},
    "glyphs": {"style"},
    "fields": set(),
    "options": {"fields", "dates"},
    "profile": {"fields", "options", "dates", "names"},
    "words": {"dates", "fields"},
    "languages": {"problems", "profile_yaml", "words"},
    "profile_yaml": {"fields", "profile", "dates", "problems"},
    "schema": {"fields", "profile", "dates"},
    "match": {"fields", "profile", "dates", "names"},
    "diff": {"fields", "profile", "dates", "names", "match"},
    "happened": {"profile", "dates", "diff"},
    "canonical": {"fields", "profile", "dates", "match"},
    "pdftext": {"problems"},
    "textdiff": {"match"},
    "history": {"dates", "problems"},
    "ids": {"match", "problems", "profile_yaml"},
    "gitdiff": {"canonical", "embedded", "history", "pdftext", "problems", "profile_yaml"},
    "sources": {"embedded", "files", "history", "importers", "pdftext", "problems", "profile", "profile_yaml"},
    "checks": {"claims", "fields", "profile", "dates", "names", "match", "problems", "glyphs"},
    "files": {"problems"},
    "photo": {"document", "problems"},
    "scripts": set(),
    "kit": {"bios", "build", "composers", "document", "opened", "order", "photo", "problems", "profile", "style",
            "writers"},
    "usage": set(),
    "coauthors": {"profile", "dates", "names"},
    "claims": {"profile", "dates", "names"},
    "bios": {"claims", "composers", "dates", "problems", "profile"},
    "variants": {"fields", "languages", "options", "profile", "problems"},
    "budget": {"document", "style"},
    "forked": set(),
    "workers": set(),
    "record": {"dates", "style"},
    "renewal": {"build", "document", "files", "opened", "order", "problems", "record", "style", "variants", "writers"},
    "batch": {"files", "forked", "problems", "record", "renewal", "workers"},
    "watch": {"record", "renewal", "workers"},
    "embedded": {"problems"},
    "composers": {"fields", "options", "profile", "dates", "names", "diff", "document", "happened", "words"},
    "redline": {"document"},
    "writers": {"document", "problems", "scripts", "style"},
    "merge": {"diff", "fields", "match", "profile"},
    "tex": set(),
    "importers": {"fields", "profile", "dates", "names", "problems", "tex", "profile_yaml"},
    "exporters": {"composers", "document", "fields", "match", "profile", "dates", "names"},
    "fetch": {"files", "problems"},
    "enrich": {"fields", "names", "problems", "profile"},
    "importing": {"composers", "diff", "enrich", "fields", "files", "importers", "merge", "problems", "profile",
                  "profile_yaml", "style", "words", "writers"},
    "opened": {"checks", "dates", "document", "files", "photo", "problems", "profile", "profile_yaml", "variants"},
    "order": {"dates", "style"},
    "build": {"bios", "budget", "composers", "dates", "document", "exporters", "fields", "files", "forked",
              "languages", "opened", "options", "order", "problems", "profile", "profile_yaml", "style", "variants",
              "words", "writers"},
    "report": {"build", "composers", "dates", "happened", "history", "opened", "order", "problems", "profile",
               "profile_yaml", "style", "writers"},
    "compare": {"composers", "diff", "document", "names", "order", "problems", "profile", "shown", "sources",
                "textdiff", "words"},
    "shown": {"build", "compare", "composers", "diff", "document", "opened", "options", "order", "pdftext",
              "problems", "profile", "redline", "sources", "style", "variants", "writers"},
    "identify": {"embedded", "history", "order", "problems", "profile", "profile_yaml", "shown"},
    "cli": {"batch", "bios", "coauthors", "compare", "dates", "diff", "embedded", "enrich", "fetch", "fields",
            "files", "gitdiff", "identify", "ids", "importers", "importing", "kit", "opened", "order", "problems",
            "profile", "profile_yaml", "record", "renewal", "report", "schema", "shown", "sources", "style", "usage",
            "variants", "watch", "writers"},
}  # fmt: skip

# A third-party library -> the only module, or package, or several, that may import it.
ONLY_IN = {
    "yaml": "profile_yaml",
    "weasyprint": "writers.pdf",
    "reportlab": "writers.onepage",
    "uharfbuzz": "writers.onepage.shaping",
    "bidi": "writers.onepage.scripts",
    "pydyf": "writers.pdf",
    "fontTools": "writers.pdf.spelling",
    "markdown_it": "composers.markup",
    "tinycss2": ("style", "writers.pdf.start"),
    "PIL": "photo",
    "openpyxl": "coauthors",
    "rapidfuzz": "match",
    "babel": "words",
    "pypdfium2": "pdftext",
    "cffi": "writers.pdf.start",
    "httpx": "fetch",
    "bibtexparser": "importers.bibtex",
    "subprocess": "history",
    "multiprocessing": "workers",
    "watchfiles": "watch",
    "argparse": "cli",
}

# Composers, writers, importers and exporters never import a sibling of their registry, unless it is a stage of it.
SIBLINGS = {
    "composers": {"cv", "bio"},
    "writers": {"pdf", "onepage", "html", "txt", "md", "term"},
    "importers": {"homepage", "arrow", "orcid", "openalex", "crossref", "csl_json", "jsonresume", "rendercv", "alfolio",
                  "dblp", "arxiv", "ris", "scholar_csv", "linkedin", "bibtex"},
    "exporters": {"bibtex", "csl_json", "jsonresume"},
}  # fmt: skip
STAGES = {("writers.pdf", "writers.html")}  # the PDF is the HTML page, laid out

MODULES = sorted(path for path in CVGEN.rglob("*.py") if path.parent != CVGEN or not path.name.startswith("__"))


def name(path):
    return ".".join(path.relative_to(CVGEN).with_suffix("").parts).removesuffix(".__init__")


def imports(source):
    found = set()
    for node in ast.walk(ast.parse(source)):
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


def violations(module, source):
    part = module.partition(".")[0]
    found = []
    for target in sorted(imports(source)):
        root, _, rest = target.partition(".")
        if rest and root == "cvgen" and rest.partition(".")[0] not in MAY_IMPORT[part] | {part, "__version__"}:
            found.append(f"{module} must not import {target}")
        pair = (sibling(module), sibling(rest))
        if root == "cvgen" and all(pair) and pair[0] != pair[1] and pair not in STAGES:
            found.append(f"{module} must not import its sibling {target}")
        if root in ONLY_IN and not any(inside(module, part) for part in parts(ONLY_IN[root])):
            found.append(f"only {ONLY_IN[root]} may import {root}, not {module}")
    if not inside(module, "cli") and "print" in {getattr(node.func, "id", "") for node in calls(source)}:
        found.append(f"only cli may print, not {module}")
    return found


def parts(allowed):
    return (allowed,) if isinstance(allowed, str) else allowed


def calls(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def test_every_part_has_a_rule_and_every_rule_a_part():
    assert {name(path).partition(".")[0] for path in MODULES} == set(MAY_IMPORT)


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
        ("profile", "from cvgen.style import load"),
        ("dates", "import cvgen.profile"),
        ("composers.cv", "from cvgen.writers import html"),
        ("composers.cv", "from cvgen import style"),
        ("composers.cv", "from cvgen.composers import bio"),
        ("composers.cv", "from cvgen.composers.bio import compose"),
        ("writers.html", "from cvgen.profile import Profile"),
        ("writers.onepage.fit", "from cvgen.writers.html import page"),
        ("writers.html", "from cvgen.writers import pdf"),
        ("importers.homepage.papers", "from cvgen.importers.arrow import read"),
        ("importers.homepage", "from cvgen.composers import markup"),
        ("checks", "import yaml"),
        ("composers.cv", "import markdown_it"),
        ("cli", "from weasyprint import HTML"),
        ("cli.many", "import watchfiles"),
        ("record", "from cvgen.build import compose"),
        ("writers.html", "import reportlab.pdfgen"),
        ("dates", "def f():\n    import argparse"),
        ("dates", "print('x')"),
    ],
)
def test_the_rule_bites(module, source):
    assert violations(module, source)


DIFF = ["diff", "profile.yaml", "profile.yaml"]


@pytest.mark.parametrize(
    "command",
    [["--help"], ["build", "--help"], ["check"], ["bio"], ["build", "--to", "txt"], ["schema"], DIFF],
    ids=" ".join,
)
def test_cheap_commands_load_no_pdf_engine(command, tmp_path):
    code = (
        "import sys; from cvgen.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "loaded = {'weasyprint', 'reportlab', 'fontTools', 'httpx'} & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    arguments = [*command, "-o", str(tmp_path)] if "txt" in command else command
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_modules_stay_small():
    written = [path for path in MODULES if path.name != "declarations.py"]  # which is generated
    assert {name(path): lines for path in written if (lines := len(path.read_text("utf-8").splitlines())) > 330} == {}
