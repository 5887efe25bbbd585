"""Write a document as a PDF with any number of pages: data for a fixed template, set by Typst in this process.

Nothing outside is read: the data are in memory, the root is a folder that holds the template alone, and the fonts are
the bundled ones. No package of Typst is imported, so that nothing is fetched.
"""

import json
import re
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any

from cvgen.document.tree import Document, every_item, every_text
from cvgen.pdf.xmp import SOURCE_DESCRIPTION, SOURCE_NAME
from cvgen.shipped import STYLES
from cvgen.writers import EngineMissingError, Rendered
from cvgen.writers.style import Style
from cvgen.writers.typst.content import content
from cvgen.writers.typst.finish import finish, keywords
from cvgen.writers.typst.look import look
from cvgen.writers.typst.template import TEMPLATE

STANDARDS = ["ua-1", "a-3a"]
NO_DATE = 946_684_800  # 1 January 2000: an attached file must have a date, and today's would change every build
MAIN = b"""#import "template.typ": page-of
#let value(name) = json(read(name, encoding: none).slice(2))
#let given = value("content.typ")
#page-of(given.content, given.look)
"""
ATTACH = f"""#pdf.attach("{SOURCE_NAME}", bytes(value("source.typ")), relationship: "source", \
mime-type: "application/yaml", description: "{SOURCE_DESCRIPTION}")
""".encode()
# The keywords of the PDF say where the text ends, which needs no second layout; finishing the PDF removes them.
END = b"""#context {
  let (page, y) = query(<end>).first().value
  set document(keywords: (str(page), repr(y)))
}
"""
NO_SIDEBAR = "without a sidebar, which Typst can't set: its sections are in the text"
INSTALL = """install it and run the command again, in the folder of cvgen:  pip install '.[typst]'
    Without it, leave out  --engine typst"""
# Letters that join, stack or run from right to left: Typst prints them well, but whoever copies them gets others.
NOT_COPIED = re.compile("[\u0590-\u0e7f\ufb1d-\ufdff\ufe70-\ufefc]")


def can_copy(document: Document) -> bool:
    """Tell whether all letters of a document could be copied out of Typst's PDF as they are."""
    old = (item.old_aside for item in every_item(document.sections))
    return NOT_COPIED.search("".join([*every_text(document), document.label, document.date, *old])) is None


def is_installed() -> bool:
    """Tell whether Typst can be loaded."""
    return find_spec("typst") is not None


class Pages:
    """A document that Typst lays out when its pages are counted or written.

    With a `source` it is written at once, as whoever gives one will ask for the file with this profile inside.
    """

    def __init__(self, document: Document, style: Style, source: bytes | None = None) -> None:
        self.document, self.style, self.source = document, style, source
        self.shown = tuple(every_item(document.sections))
        self._has_sidebar = style.tokens["sidebar"] == "start"

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return int(self._end["page"])

    @property
    def last_page(self) -> float:
        """Return the share of the last page that is filled; 1 where margins leave nothing to fill."""
        top, height = self.style.points("margin-top"), self.style.size[1]
        room = height - top - self.style.points("margin-bottom")
        return (float(self._end["y"].removesuffix("pt")) - top) / room if room > 0 else 1.0

    @cached_property
    def _end(self) -> dict[str, Any]:
        """Where the text ends: {"page": 3, "y": "308.31pt", …}."""
        if self.source is not None:
            return dict(zip(("page", "y"), keywords(self._written), strict=True))
        end: dict[str, Any] = query(self._sources(), "<end>")
        return end

    @cached_property
    def _written(self) -> bytes:
        """The PDF with the expected profile inside, as Typst writes it."""
        return self._compiled(self.source or b"")

    def render(self, source: bytes = b"") -> Rendered:
        """Write a PDF/A-3a and PDF/UA-1 file."""
        written = self._written if source == self.source else self._compiled(source)
        data, pages = finish(written, self.document, source)
        notes = (NO_SIDEBAR,) if self._has_sidebar else ()
        return Rendered(data, pages, notes, self.shown)

    def _sources(self, more: bytes = b"") -> dict[str, bytes]:
        """Return the files in memory, beside the template; `more` are lines at the end of the first."""
        return {"main.typ": MAIN + more, "content.typ": self._content}

    @cached_property
    def _content(self) -> bytes:
        """The data of the template, as a file."""
        return _comment(self._data())

    def _data(self) -> dict[str, Any]:
        """Return what the template is given: the content of the document, and its look."""
        return {"content": content(self.document), "look": look(self.style)}

    def _compiled(self, source: bytes) -> bytes:
        """Return the PDF as Typst writes it; in one process, what has not changed is not set again."""
        files = self._sources(END)
        if source:
            files = self._sources(ATTACH + END) | {"source.typ": _comment(source.decode())}
        made: bytes = compiler().compile(files, format="pdf", pdf_standards=STANDARDS, timestamp=NO_DATE)
        return made


def lay_out(document: Document, style: Style, source: bytes | None = None) -> Pages:
    """Lay a document out on as many pages as it takes; raise EngineMissingError without Typst.

    `source` is what `render` will be given, None where that is not known: without it, pages are counted without a file.
    """
    return Pages(document, style, source)


def write(document: Document, style: Style) -> Rendered:
    """Write a document as a PDF without a profile inside."""
    return lay_out(document, style).render()


def query(files: dict[str, bytes], label: str) -> Any:
    """Return the value of the one element of a document that has a label, such as "<end>"; no file is written."""
    return json.loads(_compiler_of(files).query(label, field="value", one=True))


def _comment(value: Any) -> bytes:
    """Return a file with a value as JSON in a comment, as Typst parses each file that it is given: this in no time."""
    return b"//" + json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


@cache
def compiler() -> Any:
    """Return the compiler with our fonts, one for the whole process."""
    return _compiler_of(None)


def _compiler_of(files: dict[str, bytes] | None) -> Any:
    """Return a compiler with our fonts for some files, or for those that it is given later."""
    return _typst().Compiler(files, root=str(TEMPLATE.parent), font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> Any:
    folder = str(STYLES / "fonts")
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise EngineMissingError("Typst is not installed", INSTALL) from None
    return typst
