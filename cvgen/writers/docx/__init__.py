"""Write a document as a Word file: with Word's own styles, so that whoever gets it can change its look at once."""

from importlib.util import find_spec

from cvgen.document.tree import Document, every_item
from cvgen.word.attachment import Carried
from cvgen.writers import EngineMissingError, Rendered
from cvgen.writers.style import Style

NO_SIDEBAR = "without a sidebar: in a Word file its sections are in the text"
INSTALL = "install it and run the command again, in the folder of cvgen:  pip install '.[docx]'"


def write(document: Document, style: Style, source: bytes = b"") -> Rendered:
    """Return a Word file; `source` travels inside as profile.yaml unless it is empty.

    Raise EngineMissingError without python-docx.
    """
    if find_spec("docx") is None:
        raise EngineMissingError("a Word file needs the package python-docx", INSTALL)
    from cvgen.writers.docx.file import word_file  # here, because it loads that package

    data = word_file(document, style, Carried(source, document.name, document.language, document.options))
    notes = [NO_SIDEBAR] if style.tokens["sidebar"] == "start" else []
    if style.own_rules:
        notes.append(f"without the rules of {style.name} that are more than tokens: {', '.join(style.own_rules)}")
    return Rendered(data, notes=tuple(notes), shown=tuple(every_item(document.sections)))
