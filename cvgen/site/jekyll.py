"""What both sites of Jekyll have in common: how their themes show a value of the front matter."""

import re

# Themes print a value as HTML, or as Markdown of kramdown, in which braces hold attributes.
SIGNS = re.compile(r"<|&(?=#?\w+;)|\[|\{|`")


def safe(text: str) -> str:
    """Return a text with entities for the signs that begin a tag, a link, code or an attribute."""
    return SIGNS.sub(lambda found: f"&#{ord(found[0])};", text)
