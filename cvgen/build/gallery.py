"""Build the documents of a profile in every style, with a page of pictures to choose from."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from pathlib import Path

from cvgen import files
from cvgen.build.incremental import prepare, rebuild_stale
from cvgen.build.manifest import BuildResult
from cvgen.build.request import BuildRequest
from cvgen.pdf.pictures import first_pages
from cvgen.writers import style
from cvgen.writers.html import POLICY

INDEX = "index.html"
WIDTH = 420  # pixels of a picture, which is shown at half its size
PAGES = 2  # of each document
CSS = """body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #f3f3f1 }
section { margin: 0 0 2.5rem }
h2 { margin: 0; font-size: 1.2rem }
p { margin: 0.2rem 0 0.8rem }
code { background: #e5e5e1; padding: 0.1em 0.4em; border-radius: 3px }
div { display: flex; flex-wrap: wrap; gap: 1.2rem }
a { display: flex; flex-wrap: wrap; gap: 0.4rem }
img { width: 210px; border: 1px solid #ccc; background: white }
"""


def build_gallery(request: BuildRequest, begin: Callable[[str], None], force: bool = False) -> dict[str, BuildResult]:
    """Build a request in every style, each in a folder of its name, and `index.html` beside them.

    Return the result of each style. Raise what `rebuild_stale` raises.
    """
    prepared = prepare(request)
    found: dict[str, BuildResult] = {}
    for name in style.names():
        begin(f"{name}/")
        own = replace(prepared, request=replace(request, style=name, folder=request.folder / name))
        found[name] = rebuild_stale(own, lambda file: None, force)
    begin(INDEX)
    title = f"{prepared.loaded.profile.name} in {len(found)} styles"
    try:
        files.write(request.folder, {INDEX: _page(title, request.folder, found).encode()})
    except OSError as error:
        raise files.explain(error, request.folder / INDEX) from None
    return found


def _page(title: str, folder: Path, found: dict[str, BuildResult]) -> str:
    """Return the page of pictures."""
    sections = (_section(name, folder, result.outputs) for name, result in found.items())
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>\n{CSS}</style></head>\n'
        f"<body><h1>{escape(title)}</h1>\n{''.join(sections)}</body></html>\n"
    )


def _section(name: str, folder: Path, outputs: Iterable[str]) -> str:
    """Return the part of the page for one style: what it is, how to build it, and pictures that link to its files."""
    links = "".join(_link(f"{name}/{file}", folder) for file in outputs)
    about = f"<h2>{name}</h2><p>{escape(style.about(name))}. <code>cvgen build --style {name}</code></p>"
    return f"<section>{about}<div>{links}</div></section>\n"


def _link(file: str, folder: Path) -> str:
    """Return a link to a file; one to a PDF shows its first pages."""
    pictures = map(b64encode, first_pages(folder / file, PAGES, WIDTH)) if file.endswith(".pdf") else ()
    shown = "".join(
        f'<img src="data:image/png;base64,{data.decode()}" alt="{escape(file)}, page {at}">'
        for at, data in enumerate(pictures, 1)
    )
    return f'<a href="{escape(file)}">{shown or escape(file)}</a>'
