"""Change in the pages of Sphinx and its theme what keeps some readers out; axe-core finds it in the tests."""

from pathlib import Path

CHANGES = {
    '<aside class="sidebar-drawer"': '<aside class="sidebar-drawer" aria-label="Pages of this site"',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    'class="caption" role="heading"': 'class="caption" role="heading" aria-level="2"',
    # A reader without a mouse scrolls what is wider than the screen with the arrow keys, once it has the focus.
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    '<div id="search-results"': '<h1>Search</h1>\n<div id="search-results"',
}


def improve_pages(app, error) -> None:
    """Improve every page of a site that is complete; called by Sphinx with the build and the error that ended it."""
    if error is None:
        for path in Path(app.outdir).glob("*.html"):
            path.write_text(improved(path.read_text("utf-8")), "utf-8")


def improved(page: str) -> str:
    """Return a page with all changes."""
    for old, new in CHANGES.items():
        page = page.replace(old, new)
    return page
