"""Compile the elements of a layout: what each renders for an item."""

from collections.abc import Mapping

from cvgen.citations.conditions import Test, condition, needs_type_alone
from cvgen.citations.context import Collect, Context, Render
from cvgen.citations.dates import compile_date
from cvgen.citations.decorate import decorated
from cvgen.citations.label import label_words
from cvgen.citations.locale import Locale
from cvgen.citations.names import Names, Options, compile_names
from cvgen.citations.numbers import PARTS, dashed, is_numeric, is_plural, page_range, roman
from cvgen.citations.rich_text import parse
from cvgen.citations.tokens import Text, Tokens, joined
from cvgen.problems import InputError, Problem
from cvgen.xml import Element

MOST_NESTED = 120  # elements inside elements, those of macros too
MOST_STEPS = 100_000  # elements that one reference may pass through
NUMBERS = frozenset((
    "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue",
    "locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number",
    "printing-number", "section", "supplement-number", "version", "volume",
))  # fmt: skip
RANGES = ("page", "locator")
LITERAL = ("URL", "DOI", "PMID", "PMCID")  # whose signs stay as they are
FORMS = ("ordinal", "long-ordinal", "roman")
SHORT = {"title": "title-short", "container-title": "container-title-short"}


class Compiler:
    """Compiles the elements of one style; each macro once."""

    def __init__(self, macros: Mapping[str, Element], areas: Mapping[str, Options], page_format: str) -> None:
        self.macros = macros
        self.areas = areas
        self.page_format = page_format
        self.done: dict[str, Render] = {}
        self.nested: list[str] = []
        self.depth = self.steps = 0
        self.costs: dict[str, int] = {}  # macro -> the elements that it passes through
        self.replaced: Names | None = None  # inside a substitution, the names that are missing
        self.has_disambiguation = False
        self.has_letters = False  # it says itself where the letters go that tell references of a year apart

    def compiled(self, element: Element) -> Render:
        """Return what renders an element."""
        if element.name not in KNOWN:
            raise _error(f"<{element.name}> is not an element that CSL has here", element, "delete it")
        self.steps += 1
        if self.depth >= MOST_NESTED or self.steps > MOST_STEPS:
            raise _error("the macros of this style are nested too deeply", element, "download the style again")
        self.depth += 1
        render: Render = getattr(self, f"_{element.name}")(element)
        self.depth -= 1
        return render

    def all(self, element: Element) -> list[Collect]:
        """Return what collects the parts that the children of an element render.

        The children of a `choose` count as children of what the `choose` is in: its delimiter comes between them.
        """
        return [
            self._branches(child) if child.name == "choose" else _single(self.compiled(child))
            for child in element.children()
        ]

    def _group(self, element: Element) -> Render:
        return decorated(_grouped(self.all(element), element.attributes.get("delimiter", "")), element)

    def _choose(self, element: Element) -> Render:
        collect = self._branches(element)

        def render(ctx: Context) -> Tokens:
            parts: list[Tokens] = []
            collect(ctx, parts)
            return joined(parts, "")

        return render

    def _branches(self, element: Element) -> Collect:
        branches: list[tuple[Test, list[Collect]]] = []
        before = longest = self.steps
        for child in element.children():
            self.has_disambiguation = self.has_disambiguation or "disambiguate" in child.attributes
            test = condition(child) if child.name != "else" else _always
            self.steps = before
            branches.append((test, self.all(child)))
            longest = max(longest, self.steps)
        self.steps = longest  # one branch is passed through

        if all(needs_type_alone(child) for child in element.children()):
            return _by_type(branches)

        def collect(ctx: Context, parts: list[Tokens]) -> None:
            for test, children in branches:
                if test(ctx):
                    for child in children:
                        child(ctx, parts)
                    return

        return collect

    def _text(self, element: Element) -> Render:
        given = element.attributes
        if "macro" in given:
            return decorated(self.macro(given["macro"], element), element)
        if "variable" in given:
            return decorated(self._variable(given["variable"], given.get("form", "long")), element)
        if "term" in given:
            return decorated(_term(given), element)
        words = given.get("value", "")
        return decorated(lambda ctx: list(parse(words, "")) if words else [], element)

    def macro(self, name: str, element: Element) -> Render:
        """Return what renders a macro; raise InputError if the style lacks it, or if it contains itself."""
        if name in self.done:
            self.steps += self.costs[name]
            return self.done[name]
        if name not in self.macros:
            raise _error(f"the style has no macro '{name}'", element, "add it, or correct its name")
        if name in self.nested:
            raise _error(f"the macro '{name}' contains itself", element, "delete this line")
        self.nested.append(name)
        before = self.steps
        outer, self.replaced = self.replaced, None
        self.done[name] = render = _grouped(self.all(self.macros[name]), "")
        self.replaced = outer
        self.costs[name] = self.steps - before
        self.nested.pop()
        return render

    def _variable(self, name: str, form: str) -> Render:
        self.has_letters = self.has_letters or name in ("year-suffix", "citation-label")
        if name == "year-suffix":  # the letters are of the reference, not of what is cited
            return lambda ctx: [Text(ctx.year_suffix, name)] if ctx.year_suffix else []
        if name in RANGES:
            return _pages(name, self.page_format)
        short = SHORT.get(name, f"{name}-short") if form == "short" else ""
        is_number, is_literal = name in NUMBERS, name in LITERAL

        def render(ctx: Context) -> Tokens:
            value = _asked(ctx, name, short)
            if not value:
                return []
            if is_literal:
                return [Text(value, name)]
            return [Text(dashed(value), name)] if is_number and is_numeric(value) else list(parse(value, name))

        return render

    def _number(self, element: Element) -> Render:
        name, form = element.attributes.get("variable", ""), element.attributes.get("form", "numeric")
        if name in RANGES and form == "numeric":
            return decorated(_pages(name, self.page_format), element)

        def render(ctx: Context) -> Tokens:
            value = _asked(ctx, name)
            return [Text(_number_words(value, form, name, ctx.locale), name)] if value else []

        return decorated(render, element)

    def _label(self, element: Element) -> Render:
        given = element.attributes
        name = given.get("variable", "")

        def render(ctx: Context) -> Tokens:
            value = ctx.given(name)
            if not value:
                return []
            term = name
            if name == "locator":
                term = str(ctx.item.get("label") or "page")
            several = _is_several(name, value)
            words = label_words(given, term, several, ctx.locale)
            return [Text(words)] if words else []

        return decorated(render, element)

    def _date(self, element: Element) -> Render:
        return compile_date(element)

    def _names(self, element: Element) -> Render:
        return compile_names(element, self.areas, self._substitute, self.replaced)

    def _substitute(self, element: Element, names: Names | None) -> Render:
        """Return what renders a substitute for names; of the children of a `choose`, the first that is not empty."""
        if element.name == "choose":
            return self._first_of(element, names)
        outer, self.replaced = self.replaced, names
        render = self.compiled(element)
        self.replaced = outer
        return render

    def _first_of(self, element: Element, names: Names | None) -> Render:
        branches: list[tuple[Test, list[Render]]] = []
        for child in element.children():
            test = condition(child) if child.name != "else" else _always
            branches.append((test, [self._substitute(one, names) for one in child.children()]))

        def render(ctx: Context) -> Tokens:
            children = next((children for test, children in branches if test(ctx)), [])
            return next((out for child in children if (out := child(ctx))), [])

        return render


KNOWN = ("group", "choose", "text", "number", "label", "date", "names")


def _by_type(branches: list[tuple[Test, list[Collect]]]) -> Collect:
    """Return what collects the first branch for the type of an item; each type is looked up once."""
    known: dict[str, list[Collect]] = {}

    def collect(ctx: Context, parts: list[Tokens]) -> None:
        children = known.get(ctx.type)
        if children is None:
            children = known[ctx.type] = next((children for test, children in branches if test(ctx)), [])
        for child in children:
            child(ctx, parts)

    return collect


def _single(render: Render) -> Collect:
    """Return what collects the one part that an element renders."""

    def collect(ctx: Context, parts: list[Tokens]) -> None:
        out = render(ctx)
        if out:
            parts.append(out)

    return collect


def _always(_: Context) -> bool:
    return True


def _grouped(children: list[Collect], delimiter: str) -> Render:
    """Return what renders children in a row, or nothing if all variables that they ask for are empty."""

    def render(ctx: Context) -> Tokens:
        called, filled = ctx.called, ctx.filled
        ctx.called = ctx.filled = False
        parts: list[Tokens] = []
        for child in children:
            child(ctx, parts)
        is_shown = bool(parts) and (ctx.filled or not ctx.called)
        ctx.called = called or ctx.called
        ctx.filled = filled or is_shown
        if not is_shown:
            return []
        return parts[0] if len(parts) == 1 else joined(parts, delimiter)

    return render


def _term(given: Mapping[str, str]) -> Render:
    name, form, is_plural = given["term"], given.get("form", "long"), given.get("plural") == "true"

    def render(ctx: Context) -> Tokens:
        found = ctx.locale.find(name, form)
        if found is None:
            return []
        ctx.was_term = True
        words = found.multiple if is_plural else found.single
        return [Text(words)] if words else []

    return render


def _asked(ctx: Context, name: str, short: str = "") -> str:
    """Return the text of a variable, or of its short form, and note that it was asked for and printed."""
    ctx.called = True
    value = (short and ctx.value(short)) or ctx.value(name)
    if value:
        ctx.filled = True
        ctx.rendered(name)
    return value


def _pages(name: str, form: str) -> Render:
    """Return what renders pages, each range in a form of CSL."""

    def render(ctx: Context) -> Tokens:
        value = _asked(ctx, name)
        return [Text(page_range(value, form, ctx.locale.page_dash), name)] if value else []

    return render


def _is_several(name: str, value: str) -> bool:
    if name.startswith("number-of-"):
        return value.strip().lstrip("0") not in ("", "1") and value.strip().isdecimal()
    return is_plural(value)


def _number_words(value: str, form: str, name: str, locale: Locale) -> str:
    if not is_numeric(value):
        return value
    return _each_number(value, form, name, locale) if form in FORMS else dashed(value)


def _each_number(value: str, form: str, name: str, locale: Locale) -> str:
    def change(digits: str) -> str:
        number = int(digits)
        if form == "roman":
            return roman(number)
        long = locale.term(f"long-ordinal-{number:02}") if form == "long-ordinal" and number <= 10 else ""
        return long or locale.ordinal(number, locale.gender(name))

    out = []
    for piece in PARTS.split(dashed(value)):
        ends = piece.split("–")
        out.append("–".join(change(end) if end.isdecimal() and len(end) < 10 else end for end in ends))
    return "".join(out)


def _error(message: str, element: Element, hint: str) -> InputError:
    return InputError([Problem(message, element.place, hint)])
