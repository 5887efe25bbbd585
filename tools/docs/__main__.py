"""Build the documentation site into output/site/: python -m tools.docs [--some] [-o DIR]

--some builds a part of the gallery. Every warning is an error: a link that leads nowhere, a page in no section.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from tools.docs import gallery, pages

ROOT = Path(__file__).parent.parent.parent


def build(site: Path, some: bool) -> int:
    """Write the site to a folder, which is replaced. Return the exit code of Sphinx."""
    with tempfile.TemporaryDirectory() as temporary:
        source, extra, made = Path(temporary, "pages"), Path(temporary, "extra"), Path(temporary, "site")
        pages.stage(source, gallery.build(extra / gallery.FOLDER, some))
        strict = ["-q", "--fail-on-warning", "--keep-going"]
        code = sphinx([*strict, "-D", f"html_extra_path={extra}", "-d", f"{temporary}/read", str(source), str(made)])
        if not code:
            shutil.rmtree(site, ignore_errors=True)
            shutil.move(made, site)
        return code


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--some", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "output" / "site")
    wanted = parser.parse_args()
    if code := build(wanted.output, wanted.some):
        sys.exit(code)
    print(f"{wanted.output / 'index.html'}: the documentation")
