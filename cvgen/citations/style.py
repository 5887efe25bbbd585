"""Read a citation style of CSL 1.0.2 once, and render references with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from cvgen.citations.context import Collect, Context
from cvgen.citations.decorate import Look
from cvgen.citations.elements import Compiler
from cvgen.citations.locale import Locale, locale
from cvgen.citations.names import INHERITED, RENAMED, Options
from cvgen.citations.punctuation import merged
from cvgen.citations.rich_text import parse
from cvgen.citations.sorting import Key, compile_keys, counts_down, in_order
from cvgen.citations.tokens import Tokens, joined
from cvgen.problems import InputError, Problem
from cvgen.xml import Element, read

LONGEST = 2_000_000  # characters; the largest style of the CSL repository has 250,000
AREAS = ("citation", "bibliography")
Item = Mapping[str, Any]


class Style:
    """A compiled style.

    `title` is its name, `locale` the language that it is in, `settings` what it says about lists of references.
    """

    def __init__(self, root: Element, language: str = "") -> None:
        given = root.attributes
        self.root = root
        self.title = root.first("info").first("title").text
        self.locale: Locale = locale(given.get("default-locale") or language or "en-US", root.all("locale"))
        self.options = {area: _options(given, root.first(area).attributes) for area in AREAS}
        macros = {macro.attributes.get("name", ""): macro for macro in root.all("macro")}
        compiler = Compiler(macros, self.options, given.get("page-range-format", ""))
        self.has_bibliography = bool(root.all("bibliography"))
        self.layouts = {area: self._layout(root.first(area), compiler) for area in AREAS}
        self.keys: dict[str, list[Key]] = {area: compile_keys(root.first(area), compiler) for area in AREAS}
        self.has_letters = compiler.has_letters
        self.has_disambiguation = compiler.has_disambiguation
        self.counts_down = counts_down(root.first("bibliography"), macros)
        self.settings = root.first("bibliography").attributes

    def _layout(self, area: Element, compiler: Compiler) -> tuple[list[Collect], Look, str]:
        layout = area.first("layout")
        return compiler.all(layout), Look(layout.attributes), layout.attributes.get("delimiter", "")

    def sort(self, items: Iterable[Item], area: str = "bibliography") -> list[Item]:
        """Return items in the order of the style."""
        return in_order(list(items), self.keys[area], lambda item, n: Context(item, self.locale, area, n))

    @property
    def area(self) -> str:
        """Return which layout references have: that of citations if the style has no other."""
        return "bibliography" if self.has_bibliography else "citation"

    def parts(self, ctx: Context, area: str) -> list[Tokens]:
        """Return the parts of a reference or citation: what each child of a layout renders, if it is not empty."""
        parts: list[Tokens] = []
        for child in self.layouts[area][0]:
            child(ctx, parts)
        return parts

    def finished(self, tokens: Tokens, area: str, ctx: Context) -> Tokens:
        """Return a whole reference with the affixes and looks of its layout, its punctuation merged."""
        look = self.layouts[area][1]
        tokens = look.apply(tokens, ctx.is_english, affixes_inside=True) if tokens else tokens
        return merged(tokens, self.locale.is_in_quotes)

    def citation(self, items: Iterable[Item], position: str = "first") -> Tokens:
        """Return a citation of some items."""
        delimiter = self.layouts["citation"][2]
        parts = []
        ctx = None
        for number, item in enumerate(items, 1):
            ctx = Context(item, self.locale, "citation", item.get("citation-number", number))
            ctx.position = position
            if item.get("suppress-author"):
                ctx.hidden.add("author")
            tokens = joined(self.parts(ctx, "citation"), "")
            if tokens:
                parts.append(_surrounded(tokens, item))
        return self.finished(joined(parts, delimiter), "citation", ctx) if ctx and parts else []


def _surrounded(tokens: Tokens, item: Item) -> Tokens:
    """Return what cites an item, with the words that a writer has put around it."""
    before, after = str(item.get("prefix") or ""), str(item.get("suffix") or "")
    if before:
        space = " " if before[-1].isalnum() or before[-1] in ".,:;" else ""
        tokens = [*parse(before + space, ""), *tokens]
    if after:
        tokens = [*tokens, *parse(f" {after}" if after[0].isalnum() else after, "")]
    return tokens


def _options(style: Mapping[str, str], area: Mapping[str, str]) -> Options:
    """Return what all names inherit, from the attributes of a style and of its citations or bibliography."""
    attributes: dict[str, str] = {}
    for given in (style, area):
        attributes |= {name: given[name] for name in INHERITED if name in given}
        attributes |= {RENAMED[name]: given[name] for name in RENAMED if name in given}
    delimiter = area.get("names-delimiter", style.get("names-delimiter", ""))
    is_hyphened = style.get("initialize-with-hyphen", "true") != "false"
    return Options(attributes, delimiter, is_hyphened, style.get("demote-non-dropping-particle", "display-and-sort"))


def read_style(text: str, language: str = "") -> Style:
    """Return the style that a `.csl` file holds; `language` is used where it names none.

    Raise InputError, with line and column, if the text is not a style, is invalid, or depends on another style.
    """
    if len(text) > LONGEST:
        hint = "check that it is the right file"
        raise InputError([Problem(f"a citation style of {len(text) / 1e6:.0f} MB is too large", None, hint)])
    root = read(text)
    _check(root)
    return Style(root, language)


def _check(root: Element) -> None:
    """Raise InputError unless the element is an independent style."""
    if root.name != "style":
        hint = "a citation style begins with <style>: see https://www.zotero.org/styles"
        raise InputError([Problem(f"this is not a citation style: it begins with <{root.name}>", root.place, hint)])
    for link in root.first("info").all("link"):
        if link.attributes.get("rel") == "independent-parent":
            parent = link.attributes.get("href", "").rpartition("/")[2]
            message = f"this style only points to another one, '{parent}'"
            raise InputError([Problem(message, link.place, f"download {parent}.csl, and use that")])
    version = root.attributes.get("version", "0.8")
    if not version.startswith("1."):
        message, hint = f"this style is written in CSL {version}, which is not supported", "look for its newer version"
        raise InputError([Problem(message, root.place, hint)])
    if not root.all("citation") and not root.all("bibliography"):
        raise InputError([Problem("this style has no layout", root.place, "download it again")])
