"""Write a document as one Typst file, which a user can change and compile by hand: data, look and template."""

from typing import Any

from cvgen.document.tree import Document
from cvgen.writers import Rendered
from cvgen.writers.style import Style
from cvgen.writers.typst.content import content
from cvgen.writers.typst.look import look
from cvgen.writers.typst.template import TEMPLATE

HEAD = """// {title}, written by cvgen. To make a PDF of it:
//     typst compile --font-path FOLDER {name}.typ
// FOLDER is the folder styles/fonts of cvgen. Change what you like: first comes what the pages say, then how they look,
// then the functions that set them.
"""
WIDTH = 110  # characters of a line, where a value can be broken
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(document: Document, style: Style) -> Rendered:
    """Return a UTF-8 file of Typst that needs no other file; raise StyleError for a style that is more than tokens."""
    title, name = (" ".join(text.split()) for text in (document.title, document.name or "cv"))  # in a line each
    head = HEAD.format(title=title, name=name)
    parts = [
        head,
        f"#let content = {literal(content(document))}\n",
        f"#let look = {literal(look(style) | {'other-fonts': True})}\n",
        TEMPLATE.read_text("utf-8"),
        "#page-of(content, look)\n",
    ]
    return Rendered("\n".join(parts).encode("utf-8", "replace"))


def literal(value: Any, indent: str = "") -> str:
    """Return a value as Typst writes it: ["a", 1] -> ("a", 1), {"a": None} -> (a: none); long ones take more lines."""
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(char, char) for char in value) + '"'
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if not isinstance(value, (dict, list, tuple)):
        return str(value)
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{_key(key)}: {literal(one, inner)}" for key, one in value.items()]
    else:
        parts = [literal(one, inner) for one in value]
    line = ", ".join(parts)
    if len(parts) == 1 and not isinstance(value, dict):
        line += ","  # without it, parentheses make no list
    if len(indent) + len(line) < WIDTH and "\n" not in line:
        return f"({line or ':' * isinstance(value, dict)})"
    return "(\n" + "".join(f"{inner}{part},\n" for part in parts) + f"{indent})"


def _key(key: str) -> str:
    return key if key.replace("-", "").isalpha() else literal(key)
