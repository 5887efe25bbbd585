"""Lay out the pages of the site for Sphinx: those of docs/, those that are made now, and the files they link to."""

import re
import shutil
from pathlib import Path

from tools.docs import evidence, gallery, reference

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OTHERS = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
ICON = ROOT / "cvgen" / "preview" / "static" / "icon.svg"
NEXT = "\n## "
MOVED = {  # where the links in the repository lead -> where they lead in the site
    "../README.md#installation": "installation.md", "../README.md": "index.md", "../": "", "docs/": "",
}  # fmt: skip
LINK = re.compile(r"\]\(([^)\s:#]+)")


def stage(folder: Path, shots: list[gallery.Shot]) -> None:
    """Write all pages to a folder, with the settings of Sphinx and the files of the project that the pages link to."""
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.md", "__pycache__"))
    shutil.copy(ICON, folder)
    for path in (path for path in ROOT.glob("docs/*") if path.suffix != ".md"):
        shutil.copy(path, folder)
    sources = [*sorted(ROOT.glob("docs/*.md")), *(ROOT / name for name in OTHERS)]
    texts = {path.stem: flat(path.read_text("utf-8")) for path in sources}
    texts["evidence"] += f"\n{evidence.measured(shots)}\n"
    texts |= {"keys": reference.keys_page(), "command-line": reference.commands_page(), "gallery": gallery.page(shots)}
    texts |= {"installation": installation(), "index": home([*texts])}
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
        _copy_linked(text, folder)


def installation() -> str:
    """Return the section of the README about it as a page."""
    text = (ROOT / "README.md").read_text("utf-8").split("\n## Installation\n", 1)[1]
    return flat(f"# Installation\n{text.split(NEXT, 1)[0]}\n")


def flat(text: str) -> str:
    """Return a page whose links lead to other pages in the same folder, and to files below it."""
    for old, new in (
        ("../README.md#installation", "installation.md"),
        ("../README.md", "index.md"),
        ("../", ""),
        ("docs/", ""),
    ):
        text = text.replace(f"]({old}", f"]({new}")
    return text


def home(names: list[str]) -> str:
    """Return the first page; a page that it does not name is a guide, in the order in which the README names it."""
    text = (HERE / "home.md").read_text("utf-8")
    named = set(re.findall(r"(?m)^([\w-]+)$", text))
    linked = (ROOT / "README.md").read_text("utf-8")
    guides = sorted(set(names) - named, key=lambda name: linked.find(f"](docs/{name}.md"))
    return text.replace("{guides}", "\n".join(guides))


def _copy_linked(text: str, folder: Path) -> None:
    """Copy the files of the project that a page links to, such as profile.yaml."""
    for link in LINK.findall(text):
        if not (folder / link).exists() and (ROOT / link).is_file():
            (folder / link).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / link, folder / link)
