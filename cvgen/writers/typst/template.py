"""Where the Typst template is: alone in its folder, which is all that Typst can read."""

from pathlib import Path

TEMPLATE = Path(__file__).parent / "page" / "template.typ"
