"""Tags: what each thing on the page is, recorded as it is drawn, from which the structure tree is made afterwards.

The names are those of ISO 32000-1, 14.7 and 14.8: the page's content stream is divided into marked-content sequences,
each with a number (MCID), and an element of the structure tree holds the numbers of what belongs to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas


@dataclass(eq=False)
class Element:
    """An element of the structure tree: its type, such as P or Link, and in order what belongs to it."""

    type: str
    kids: list["Element | Sequence | Annotation"] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    spoken: str = ""  # its text, if the glyphs are in another order
    box: tuple[float, float, float, float] | None = None

    def add(self, type: str, alternative: str = "", language: str = "", spoken: str = "") -> "Element":
        """A new element below this one."""
        below = Element(type, alternative=alternative, language=language, spoken=spoken)
        self.kids.append(below)
        return below


@dataclass(frozen=True)
class Sequence:
    """A marked-content sequence by its number."""

    mcid: int


@dataclass(frozen=True)
class Annotation:
    """The clickable area of a link: which of the page's annotations it is, and where it leads."""

    index: int
    url: str


class Tags:
    """The structure tree of one page in a language, growing as the page is drawn."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.root = Element("Document")
        self.owners: list[Element] = []  # of each marked-content sequence
        self.headings: list[tuple[str, str, float]] = []  # role, words, distance from the page's foot

    def element(self, role: str) -> Element:
        """A new element of a role, below the document; items that follow each other share a list."""
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
        """What is drawn meanwhile is decoration, which no one reads out."""
        canvas._code.append("/Artifact BMC")
        yield
        canvas._code.append("EMC")

    def link(self, canvas: Canvas, element: Element, url: str, box: tuple[float, float, float, float]) -> None:
        """A box in the canvas's coordinates leads to a URL, for one who reads this element."""
        element.kids.append(Annotation(len(canvas._annotationrefs), url))
        canvas.linkURL(url, box, relative=1)
