"""Compile `cs:names`: lists of names with their roles, "and", "et al." and the words printed for missing ones."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cvgen.citations.context import Context, Render
from cvgen.citations.decorate import Look, look_of
from cvgen.citations.label import label_words
from cvgen.citations.name_form import NameStyle, name_style, render_name
from cvgen.citations.people import person
from cvgen.citations.tokens import Frame, NameKey, Text, Tokens, framed, joined
from cvgen.xml import Element

# Attributes of `cs:name` that styles, citations and bibliographies may set for all names below them.
INHERITED = ("and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first",
             "et-al-use-last", "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize", "initialize-with",
             "name-as-sort-order", "sort-separator")  # fmt: skip
RENAMED = {"name-form": "form", "name-delimiter": "delimiter"}
LONGEST_NUMBER = 9  # digits
OTHERS = "others"  # the last name of a shortened list, as in BibTeX
COLLAPSED = ("editor", "translator")
Compile = Callable[[Element, "Names | None"], Render]


class Options(NamedTuple):
    """What holds for the names of a style in one area, its bibliography or its citations."""

    attributes: Mapping[str, str]
    names_delimiter: str
    is_hyphened: bool
    demote: str


class ListStyle(NamedTuple):
    """How a list of names is written in one area."""

    one: NameStyle
    delimiter: str
    sign: str  # between the last two: "", "text" or "symbol"
    before_last: str
    before_et_al: str
    least: int
    first: int
    has_last: bool
    order: str
    is_count: bool
    look: Look  # of each name
    names_delimiter: str


class Names:
    """The children of `cs:names`; in a substitution, one without children has those of what it replaces."""

    def __init__(self, element: Element, parent: "Names | None" = None) -> None:
        parent = None if any(element.children()) else parent
        children = {child.name: child for child in element.children()}
        order = [child.name for child in element.children()]
        self.name: Element | None = children.get("name") or (parent.name if parent else None)
        self.et_al: Element | None = children.get("et-al") or (parent.et_al if parent else None)
        own = children.get("label")
        self.label: Element | None = own or (parent.label if parent else None)
        if own is not None:
            self.is_label_first = "name" in order and order.index("label") < order.index("name")
        else:
            self.is_label_first = bool(parent and parent.is_label_first)
        self.delimiter: str | None = element.attributes.get("delimiter", parent.delimiter if parent else None)
        self.variables = element.attributes.get("variable", "").split()
        self.et_al_term = self.et_al.attributes.get("term", "et-al") if self.et_al else "et-al"
        self.et_al_look = look_of(self.et_al.attributes if self.et_al else {})
        self.label_look = look_of(self.label.attributes if self.label else {})
        given = self.name.attributes if self.name else {}
        self.attributes = given
        self.parts = {
            part.attributes.get("name", ""): look_of(part.attributes)
            for part in (self.name.all("name-part") if self.name else [])
        }
        self.lists: dict[str, ListStyle] = {}

    def list_of(self, ctx: Context, options: Options) -> ListStyle:
        """Return how names are written in the area of a context."""
        key = f"{ctx.area} {ctx.limits}" if ctx.limits else ctx.area
        found = self.lists.get(key)
        if found is None:
            given = {**options.attributes, **self.attributes}
            for name, value in ctx.limits.items():
                given[name] = value
            found = self.lists[key] = self._list(given, options)
        return found

    def _list(self, given: Mapping[str, str], options: Options) -> ListStyle:
        delimiter = given.get("delimiter", ", ")
        least = _number(given.get("et-al-min"))
        return ListStyle(
            name_style(given, self.parts, options.is_hyphened, options.demote),
            delimiter,
            given.get("and", ""),
            given.get("delimiter-precedes-last", "contextual"),
            given.get("delimiter-precedes-et-al", "contextual"),
            least,
            _number(given.get("et-al-use-first")),
            given.get("et-al-use-last") == "true",
            given.get("name-as-sort-order", ""),
            given.get("form") == "count",
            look_of(self.attributes),
            self.delimiter if self.delimiter is not None else options.names_delimiter,
        )


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < LONGEST_NUMBER else 0


def compile_names(
    element: Element, areas: Mapping[str, Options], compiled: Compile, parent: Names | None = None
) -> Render:
    """Return what renders a `cs:names`.

    `areas` are the options of each area; `compiled` compiles a substitute, inside which `names` may inherit.
    """
    names = Names(element, parent)
    look = look_of(element.attributes)
    substitutes = [compiled(child, names) for group in element.all("substitute") for child in group.children()]

    def render(ctx: Context) -> Tokens:
        ctx.called = True
        options = areas[ctx.area]
        out = _lists(names, ctx, options)
        if out:
            ctx.filled = True
            out = look.apply(out, ctx.is_english)
        elif substitutes:
            out = _substituted(substitutes, ctx)
        if ctx.seen is None and out and not ctx.is_sorting:
            ctx.seen = out
        return out

    return render


def _substituted(substitutes: list[Render], ctx: Context) -> Tokens:
    """Return the first substitute that has something to say; what it prints is not printed again."""
    outer, ctx.is_substituting = ctx.is_substituting, True
    out: Tokens = []
    for substitute in substitutes:
        ctx.was_term = False
        out = substitute(ctx)
        if out or ctx.was_term:
            break
    ctx.is_substituting = outer
    ctx.filled = ctx.filled or bool(out)
    return out


def _lists(names: Names, ctx: Context, options: Options) -> Tokens:
    """Return the lists of all variables that have names."""
    found = [(variable, people) for variable in names.variables if (people := ctx.names(variable))]
    if not found:
        return []
    style = names.list_of(ctx, options)
    if style.is_count:
        count = sum(_shown(style, len(people)) for _, people in found)
        for variable, _ in found:
            ctx.rendered(variable)
        return [Text(str(count))]
    parts = []
    for variable, people in _collapsed(names, found, ctx):
        parts.append(_one_list(names, style, variable, people, ctx))
    for variable, _ in found:
        ctx.rendered(variable)
    return joined([part for part in parts if part], style.names_delimiter)


def _shown(style: ListStyle, count: int) -> int:
    return min(count, style.first) if style.least and style.first and count >= style.least else count


def _collapsed(names: Names, found: list[tuple[str, Any]], ctx: Context) -> list[tuple[str, Any]]:
    """Return lists of which editors and translators who are the same people are one."""
    lists = dict(found)
    if not all(role in lists for role in COLLAPSED) or lists["editor"] != lists["translator"]:
        return found
    if names.label is not None and not ctx.locale.term("editortranslator", names.label.attributes.get("form", "long")):
        return found
    out = []
    for variable, people in found:
        if variable not in COLLAPSED:
            out.append((variable, people))
        elif not any(one == "editortranslator" for one, _ in out):
            out.append(("editortranslator", people))
    return out


def _one_list(names: Names, style: ListStyle, variable: str, people: list[Mapping[str, Any]], ctx: Context) -> Tokens:
    people_tokens = _people(names, style, variable, people, ctx)
    if ctx.seen is None:
        ctx.seen = people_tokens
    out = people_tokens
    if names.label is None or ctx.is_sorting or not out:
        return out
    words = label_words(names.label.attributes, variable, len(people) > 1, ctx.locale)
    if not words:
        return out
    label = names.label_look.apply([Text(words)], ctx.locale.is_english)
    return [*label, *out] if names.is_label_first else [*out, *label]


def _people(names: Names, style: ListStyle, variable: str, people: list[Mapping[str, Any]], ctx: Context) -> Tokens:
    """Return the names of a list, those that are left out replaced by "et al."."""
    has_others = len(people) > 1 and people[-1].get("literal") == OTHERS
    if has_others:
        people = people[:-1]
    count = len(people)
    shown = _shown(style, count)
    rendered: list[Tokens] = []
    key = "editor" if variable == "editortranslator" else variable
    for index, value in enumerate(people[:shown]):
        rendered.append(_one(style, value, index, key, ctx))
    if has_others:
        return _with_et_al(names, style, rendered, ctx)
    if shown == count:
        return _list(rendered, style, count, ctx)
    if style.has_last and count > shown + 1:
        last = _one(style, people[-1], count - 1, key, ctx)
        return [*joined(rendered, style.delimiter), Text(f"{style.delimiter}… "), *last]
    return _with_et_al(names, style, rendered, ctx)


def _one(style: ListStyle, value: Mapping[str, Any], index: int, variable: str, ctx: Context) -> Tokens:
    is_inverted = ctx.is_sorting or style.order == "all" or (style.order == "first" and index == 0)
    tokens = style.look.apply(render_name(person(value), style.one, is_inverted, ctx.is_sorting), False)
    return framed(tokens, Frame("name", NameKey(variable, index))) if tokens else tokens


def _list(rendered: list[Tokens], style: ListStyle, count: int, ctx: Context) -> Tokens:
    """Return all names of a list, with the word or sign before the last that the style asks for."""
    if count < 2 or not style.sign or ctx.is_sorting:
        return joined(rendered, style.delimiter)
    word = "&" if style.sign == "symbol" else ctx.locale.term("and")
    is_inverted = _is_inverted(style, rendered[-2], count - 2)
    before = _before(style.before_last, count > 2, is_inverted)
    between = style.delimiter if before else " "
    return [*joined(rendered[:-1], style.delimiter), Text(_glued(between, word)), *rendered[-1]]


def _glued(between: str, word: str) -> str:
    """Return a delimiter and the word behind it with a space on both sides: ", and "."""
    space = "" if between[-1:].isspace() or not between else " "
    return f"{between}{space}{word} "


def _is_inverted(style: ListStyle, name: Tokens, index: int) -> bool:
    """Return whether a name is printed with its family name first; that of an institution never is."""
    has_given = any(isinstance(token, Text) and token.source == "given" for token in name)
    return has_given and (style.order == "all" or (style.order == "first" and index == 0))


def _before(setting: str, is_long: bool, is_inverted: bool) -> bool:
    """Return whether a delimiter comes before the last name or "et al."."""
    if setting == "after-inverted-name":
        return is_inverted
    return setting == "always" or (setting == "contextual" and is_long)


def _with_et_al(names: Names, style: ListStyle, rendered: list[Tokens], ctx: Context) -> Tokens:
    words = ctx.locale.term(names.et_al_term)
    if not words or ctx.is_sorting:
        return joined(rendered, style.delimiter)
    is_inverted = _is_inverted(style, rendered[-1], len(rendered) - 1)
    between = style.delimiter if _before(style.before_et_al, len(rendered) > 1, is_inverted) else " "
    return [*joined(rendered, style.delimiter), Text(between), *names.et_al_look.apply([Text(words)], False)]
