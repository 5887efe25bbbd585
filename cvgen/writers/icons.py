"""Small drawings before the contacts of a header: an envelope before an address, a globe before a website."""

from urllib.parse import quote, urlsplit

from cvgen.document.tree import Spans, plain
from cvgen.writers.style import Style

CIRCLE = (
    "M14.5 8C14.5 11.59 11.59 14.5 8 14.5C4.41 14.5 1.5 11.59 1.5 8C1.5 4.41 4.41 1.5 8 1.5C11.59 1.5 14.5 4.41 14.5 8Z"
)
# Each is drawn with a pen of WIDTH on a square of SIZE, in the path commands of SVG.
SIZE, WIDTH = 16, 1.5
DRAWINGS = {
    "email": "M1.5 3.5L14.5 3.5L14.5 12.5L1.5 12.5ZM1.5 4L8 9L14.5 4",
    "phone": "M4.5 1.5L11.5 1.5L11.5 14.5L4.5 14.5ZM7 12.3L9 12.3",
    "website": f"{CIRCLE}M1.5 8L14.5 8"
    "M10.8 8C10.8 11.59 9.55 14.5 8 14.5C6.45 14.5 5.2 11.59 5.2 8C5.2 4.41 6.45 1.5 8 1.5C9.55 1.5 10.8 4.41 10.8 8Z",
    "code": "M5 4L1 8L5 12M11 4L15 8L11 12M9.2 2.5L6.8 13.5",
    "linkedin": "M1.5 1.5L14.5 1.5L14.5 14.5L1.5 14.5ZM4.8 7L4.8 11.5M4.8 4.4L4.8 4.9M7.7 7L7.7 11.5"
    "M7.7 9C7.7 7.2 11 6.6 11 9L11 11.5",
    "orcid": f"{CIRCLE}M5.6 6.8L5.6 11M5.6 4.7L5.6 5.2M8 5.2L8 11L9.2 11C12.6 11 12.6 5.2 9.2 5.2Z",
    "scholar": "M8 3L15 6.5L8 10L1 6.5ZM4 8.2L4 11.5C6 13.6 10 13.6 12 11.5L12 8.2",
    "link": "M6 3.5L1.5 3.5L1.5 14.5L12.5 14.5L12.5 10M8.5 1.5L14.5 1.5L14.5 7.5M14.5 1.5L7 9",
}
HOSTS = {"github.com": "code", "gitlab.com": "code", "codeberg.org": "code", "linkedin.com": "linkedin",
         "orcid.org": "orcid", "scholar.google.com": "scholar"}  # fmt: skip


def icon(contact: Spans) -> str:
    """Return the name of the drawing for a contact, from its address: "email" for a link that starts with mailto."""
    url = next((span.url for span in contact if span.url), "")
    if not url:
        return "phone"
    parts = urlsplit(url)
    if parts.scheme == "mailto":
        return "email"
    host = (parts.hostname or "").removeprefix("www.")
    return HOSTS.get(host, "website" if plain(contact) in url else "link")


def contact_color(style: Style) -> str:
    """Return the color of the drawings in a style: white on a band."""
    return "#ffffff" if style.tokens["header"] == "band" else style.tokens["accent-color"]


def svg(name: str, color: str) -> str:
    """Return a drawing as SVG in a color such as #1c4b77."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><path d="{DRAWINGS[name]}" fill="none" '
        f'stroke="{color}" stroke-width="{WIDTH}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def data_url(name: str, color: str) -> str:
    """Return a drawing as an address that holds it, for style sheets."""
    return f"data:image/svg+xml,{quote(svg(name, color))}"
