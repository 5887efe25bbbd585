"""What other tools take for the same content, where they are installed; and how to install them.

python -m bench.peers FOLDER     makes an environment with RenderCV and Typst there, and says what is missing
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.timing import Run
from cvgen.exporters import tex

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".venv-bench"
RENDERCV = "rendercv[full]==2.8"
PYTHONS = (os.environ.get("PYTHON"), sys.executable, "python3.14", "python3.13", "python3.12", "python3")
FONTAWESOME = "RenderCV's pages need @preview/fontawesome, which it downloads when it runs for the first time"
BY_HAND = """Without a network, unpack https://packages.typst.org/preview/fontawesome-VERSION.tar.gz into
    ${XDG_CACHE_HOME:-~/.cache}/typst/packages/preview/fontawesome/VERSION"""
TYPST = """
import typst
typst.compile("content.typ", output="cv.pdf", pdf_standards=["a-3a", "ua-1"], ignore_system_fonts=True,
              font_paths=[{fonts!r}], timestamp=0)
"""
LATEX = r"""\documentclass[10pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{times}
\usepackage[margin=20mm]{geometry}
\usepackage{hyperref}
"""


def rendercv() -> str | None:
    """The command `rendercv`: the one that is named in the environment, ours, or one on the path."""
    ours = FOLDER / "bin" / "rendercv"
    return os.environ.get("RENDERCV") or (str(ours) if ours.exists() else shutil.which("rendercv"))


def known() -> str:
    """RenderCV and its version, as it says it; "no RenderCV" where it is not installed."""
    command = rendercv()
    return subprocess.check_output([command, "--version"], text=True).strip() if command else "no RenderCV"


def peers(folder: Path, count: int) -> list[Run]:
    """The folder with what `written` wrote, and for how many publications -> the tools that are here."""
    found = []
    if command := rendercv():
        found.append(_rendercv(command, folder / f"rendercv-{count}.yaml"))
    if (python := Path(command or "").parent / "python").exists() and _has_typst(python):
        found.append(_typst(python, folder, count))
    if command := shutil.which("pdflatex"):
        found.append(_pdflatex(command, folder, count))
    return found


def _rendercv(command: str, content: Path) -> Run:
    """Only the PDF of what it can make: neither Markdown nor HTML nor pictures."""
    words = [command, "render", content.name, "-nomd", "-nohtml", "-nopng", "-pdf", "cv.pdf"]
    return Run("RenderCV", words, (content,), "cv.pdf")


def _has_typst(python: Path) -> bool:
    """RenderCV brings the wheel along."""
    return not subprocess.run([python, "-c", "import typst"], capture_output=True).returncode


def _typst(python: Path, folder: Path, count: int) -> Run:
    """A plain template, and as much as Typst can do of what we do: tags, PDF/A-3a, PDF/UA-1, the source inside."""
    inputs = folder / f"typst-{count}"
    inputs.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("content.typ"), inputs)
    shutil.copy(folder / f"content-{count}.json", inputs / "content.json")
    shutil.copy(folder / f"profile-{count}.yaml", inputs / "profile.yaml")
    words = [str(python), "-c", TYPST.format(fonts=str(ROOT / "styles" / "fonts"))]
    return Run("Typst, plain template", words, tuple(sorted(inputs.iterdir())), "cv.pdf")


def _pdflatex(command: str, folder: Path, count: int) -> Run:
    """A plain article, passed twice for its links; without tags, which it can't make."""
    content = folder / f"article-{count}.tex"
    content.write_text(article(json.loads((folder / f"content-{count}.json").read_text("utf-8"))), "utf-8")
    once = f'"{command}" -interaction=batchmode -halt-on-error -jobname=cv {content.name}'
    return Run("pdflatex, plain article, two passes", ["sh", "-c", f"{once} && {once}"], (content,), "cv.pdf")


def article(cv: dict[str, Any]) -> str:
    """The content -> the source of a plain article."""
    lines = [LATEX, r"\begin{document}", rf"\section*{{{_tex(cv['name'])}}}", _tex(cv["headline"])]
    for title, entries in cv["sections"].items():
        lines += [rf"\section*{{{_tex(title.capitalize())}}}", r"\begin{enumerate}"]
        lines += [rf"\item {_entry(entry)}" for entry in entries]
        lines += [r"\end{enumerate}"]
    return "\n".join([*lines, r"\end{document}"])


def _entry(entry: Any) -> str:
    if isinstance(entry, str):
        return _tex(entry)
    parts = [value for key, value in entry.items() if key != "url"]
    words = [one for part in parts for one in (part if isinstance(part, list) else [part]) if one]
    link = [rf"\href{{{entry['url'].replace('%', '%25')}}}{{Paper}}".replace("#", r"\#")] if "url" in entry else []
    return ", ".join([*(_tex(str(one)) for one in words), *link])


def _tex(text: str) -> str:
    """Text -> TeX; what pdflatex has no letters for, such as Chinese, is left out."""
    return "".join(sign for sign in tex.text(text) if sign < "\u0250" or sign in "–—‘’“”…")


def set_up(folder: Path) -> None:
    """Make the environment, and say what is missing and how to get it."""
    if not (folder / "bin" / "python").exists():
        subprocess.run([_python(), "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", RENDERCV], check=True)
    print(f"{folder}: {RENDERCV}, with the typst wheel. {FONTAWESOME}.\n{BY_HAND}")
    if not shutil.which("pdflatex"):
        print("pdflatex is not installed, and will not be measured.")


def _python() -> str:
    """A Python that RenderCV can run on."""
    for one in filter(None, PYTHONS):
        asked = [one, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
        if shutil.which(one) and not subprocess.run(asked, capture_output=True).returncode:
            return one
    hint = "One in another place can be named:  make bench-peers PYTHON=/path/to/python3.13"
    raise SystemExit(f"RenderCV needs Python 3.12 or newer, and there is none here: nothing was installed.\n{hint}")


if __name__ == "__main__":
    set_up(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
