"""Prepare a page that a template of the user's has made, so that its PDF conforms like one of ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from cvgen import limits
from cvgen.document.tree import Document, Item
from cvgen.pdf.xmp import subject
from cvgen.problems import InputError, Problem, SetupError, origin
from cvgen.writers.elements import SVG
from cvgen.writers.style import Style

HEADING = re.compile("h[1-6]")
# Of the processor, and of memory; a page of ours takes a tenth.
SECONDS, CHARACTERS_PER_SECOND = 10.0, 50_000
MEGABYTES, CHARACTERS_PER_MEGABYTE = 400, 1000
TOO_MUCH = "this page takes too {} to set"
HINT = "look at its CSS: sizes of pages and texts, margins, columns and positions"

Result = TypeVar("Result")


@dataclass(frozen=True)
class OwnPage:
    """A page that the template `name` has made, and the items of the document that it shows."""

    name: str
    text: str
    shown: tuple[Item, ...]

    def style(self, style: Style) -> Style:
        """Return the style to which notes on the CSS of the page refer: every line of it is the user's."""
        return replace(style, name=self.name, own_lines=range(1, self.text.count("\n") + 2))

    def bounded(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns; raise InputError where it takes too much, or WeasyPrint fails on the page."""
        seconds = SECONDS + len(self.text) / CHARACTERS_PER_SECOND
        megabytes = MEGABYTES + len(self.text) // CHARACTERS_PER_MEGABYTE
        with (
            origin(self.name),
            limits.memory(megabytes, TOO_MUCH.format("much memory"), HINT),
            limits.effort(seconds, TOO_MUCH.format("long"), HINT),
        ):
            try:
                return work()
            except (InputError, SetupError, MemoryError):
                raise
            except Exception as error:
                hint = f"remove parts of the page until it works; WeasyPrint says: {error or type(error).__name__}"
                raise InputError([Problem("WeasyPrint can't set this page", hint=hint)]) from error

    def parsed(self, weasyprint: Any, fetcher: Any, document: Document) -> Any:
        """Return the page as weasyprint.HTML; raise InputError where its PDF would not conform."""
        found = weasyprint.HTML(string=self.text, url_fetcher=fetcher)
        _prepare(found.etree_element, document)
        return found


def _prepare(root: Element, document: Document) -> None:
    """Give a page the title, language and author of a document, in place.

    Raise InputError where the page has what PDF/UA-1 forbids: a picture that is not described in words, or headings
    that skip a level (ISO 14289-1, 7.3 and 7.4).
    """
    problems = [*_undescribed(root), *_skipped(root)]
    if problems:
        raise InputError(problems)
    root.set("lang", root.get("lang") or document.language)
    head = root.find("head")
    assert head is not None  # the parser adds one
    for element in [one for one in head if one.tag in ("title", "meta")]:
        head.remove(element)
    for link in root.iter("a"):
        link.attrib.pop("rel", None)  # WeasyPrint would attach the file to which some lead
    title = Element("title")
    title.text = document.title
    head.append(title)
    head.append(Element("meta", name="author", content=document.author))
    head.append(Element("meta", name="description", content=subject(document)))
    head.append(Element("meta", name="generator", content="cvgen"))


def _undescribed(root: Element) -> list[Problem]:
    """Return what is wrong with the first picture of each kind that is not described in words."""
    problems = []
    if any(not image.get("alt", "").strip() for image in root.iter("img")):
        problems.append(Problem("an <img> is not described in words", hint='add  alt="..."  with what it shows'))
    if any(image.find(f"{SVG}title") is None for image in root.iter(f"{SVG}svg")):
        problems.append(Problem("an <svg> is not described in words", hint="begin it with  <title>...</title>"))
    return problems


def _skipped(root: Element) -> list[Problem]:
    """Return what is wrong with the first heading that is lower by more than one level than the one before it."""
    level = 0
    for element in root.iter():
        if isinstance(element.tag, str) and HEADING.fullmatch(element.tag):
            own = int(element.tag[1])
            if own > level + 1:
                message = f"<h{own}> follows <h{level}>" if level else f"<h{own}> is the first heading"
                return [Problem(f"{message}: a level is missing", hint=f"make it <h{level + 1}>")]
            level = own
    return []
