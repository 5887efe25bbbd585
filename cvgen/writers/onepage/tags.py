"""Record the role of each thing as it is drawn; the structure tree of the PDF is built from these tags.

The terms are those of ISO 32000-1, 14.7 and 14.8: the page's content stream is divided into marked-content sequences,
each with a number (MCID), and an element of the structure tree holds the numbers of its sequences.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas


@dataclass(eq=False)
class Element:
    """An element of the structure tree: its type, such as P or Link, and its children in order."""

    type: str
    kids: list["Element | Sequence | Annotation"] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    spoken: str = ""  # its text, if the glyphs are in another order
    box: tuple[float, float, float, float] | None = None

    def add(self, type: str, alternative: str = "", language: str = "", spoken: str = "") -> "Element":
        """Add an element below this one and return it."""
        below = Element(type, alternative=alternative, language=language, spoken=spoken)
        self.kids.append(below)
        return below


@dataclass(frozen=True)
class Sequence:
    """A marked-content sequence by its number."""

    mcid: int


@dataclass(frozen=True)
class Annotation:
    """The clickable area of a link: its index among the page's annotations, and its URL."""

    index: int
    url: str


class Tags:
    """The structure tree of one page in a language, which grows as the page is drawn."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.root = Element("Document")
        self.owners: list[Element] = []  # of each marked-content sequence
        self.headings: list[tuple[str, str, float]] = []  # role, words, distance from the page's foot

    def element(self, role: str) -> Element:
        """Add an element of a role below the document and return it; consecutive items share a list."""
        if role != "LI":
            return self.root.add(role)
        last = self.root.kids[-1] if self.root.kids else None
        below = last if isinstance(last, Element) and last.type == "L" else self.root.add("L")
        return below.add("LI").add("LBody")

    @contextmanager
    def content(self, canvas: Canvas, element: Element) -> Iterator[None]:
        """Mark what is drawn in the block as content of an element."""
        element.kids.append(Sequence(len(self.owners)))
        canvas._code.append(f"/{element.type} <</MCID {len(self.owners)}>> BDC")
        self.owners.append(element)
        yield
        canvas._code.append("EMC")

    @contextmanager
    def artifact(self, canvas: Canvas) -> Iterator[None]:
        """Mark what is drawn meanwhile as decoration, which is not read aloud."""
        canvas._code.append("/Artifact BMC")
        yield
        canvas._code.append("EMC")

    def link(self, canvas: Canvas, element: Element, url: str, box: tuple[float, float, float, float]) -> None:
        """Link a box in the canvas's coordinates to a URL, for readers of this element."""
        element.kids.append(Annotation(len(canvas._annotationrefs), url))
        canvas.linkURL(url, box, relative=1)
