"""Compile `cs:date`: the parts of a date in the order of a style or of a locale, and ranges."""

from collections.abc import Callable
from typing import NamedTuple

from cvgen.citations.context import Context, Render
from cvgen.citations.date_values import DateValue, Day
from cvgen.citations.decorate import Look, decorated, look_of
from cvgen.citations.locale import Locale
from cvgen.citations.tokens import Text, Token, Tokens
from cvgen.xml import Element

DEFAULT_DELIMITER = "–"
SHOWN = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": ("year", "month", "day")}
RANK = ("year", "month", "day")


class Part(NamedTuple):
    """A date-part: which, in what form, how it looks, and what is between two of it."""

    name: str
    form: str
    look: Look
    delimiter: str


def compile_date(element: Element) -> Render:
    """Return what renders a `cs:date`."""
    given = element.attributes
    variable = given.get("variable", "")
    children = element.all("date-part")
    form = given.get("form", "")
    shown = SHOWN.get(given.get("date-parts", ""), RANK)
    if form:
        parts_of = _localized(form, shown, children)
    else:
        fixed = [_part(child.attributes) for child in children], given.get("delimiter", "")

        def parts_of(locale: Locale) -> tuple[list[Part], str]:
            return fixed

    def render(ctx: Context) -> Tokens:
        ctx.called = True
        value = ctx.date(variable)
        if not value:
            return []
        if ctx.is_sorting:
            ctx.filled = True
            return _sort_key(value, shown if form else RANK, {p.name for p in parts_of(ctx.locale)[0]})
        parts, delimiter = parts_of(ctx.locale)
        out = _rendered(value, parts, delimiter, ctx.locale, variable)
        if variable == "issued" and ctx.year_suffix and not ctx.has_letters and out:
            _append_suffix(out, ctx, parts)
        if out:
            ctx.filled = True
            ctx.rendered(variable)
        return out

    return decorated(render, element)


def _append_suffix(out: Tokens, ctx: Context, parts: list[Part]) -> None:
    """Put the letter that tells two references of a year apart behind the first year."""
    for n, token in enumerate(out):
        if isinstance(token, Text) and token.source == "year":
            out[n] = Text(token.text, "issued")
            out.insert(n + 1, Text(ctx.year_suffix, "year-suffix"))
            ctx.year_suffix = ""
            return


def _localized(
    form: str, shown: tuple[str, ...], overriding: list[Element]
) -> Callable[[Locale], tuple[list[Part], str]]:
    """Return what gives the parts of a date in the form of a locale, and the delimiter.

    The style may change how a part looks, not what is around it.
    """
    changes = {child.attributes.get("name", ""): child.attributes for child in overriding}
    known: dict[int, tuple[list[Part], str]] = {}

    def parts_of(locale: Locale) -> tuple[list[Part], str]:
        found = known.get(id(locale))
        if found is None:
            date = locale.dates.get(form)
            parts = []
            for child in date.all("date-part") if date else []:
                name = child.attributes.get("name", "")
                if name in shown:
                    change = {k: v for k, v in changes.get(name, {}).items() if k not in ("prefix", "suffix")}
                    parts.append(_part({**child.attributes, **change}))
            found = known[id(locale)] = parts, date.attributes.get("delimiter", "") if date else ""
        return found

    return parts_of


def _part(given: dict[str, str]) -> Part:
    return Part(
        given.get("name", ""), given.get("form", ""), look_of(given), given.get("range-delimiter", DEFAULT_DELIMITER)
    )


def _rendered(value: DateValue, parts: list[Part], delimiter: str, locale: Locale, variable: str) -> Tokens:
    if value.literal:
        return [Text(value.literal, variable)]
    begin, end = value.begin, value.end
    if end is None or begin == end:
        return _day([(part, begin) for part in parts], delimiter, locale)
    names = [part.name for part in parts]
    if end == Day():
        return _open(value, parts, delimiter, locale)
    differing = [name for name in RANK if name in names and getattr(end, name) not in (0, getattr(begin, name))]
    if not differing:
        return _day([(part, begin) for part in parts], delimiter, locale)
    return _range(value, parts, delimiter, locale, differing[0])


def _open(value: DateValue, parts: list[Part], delimiter: str, locale: Locale) -> Tokens:
    parts = [part for part in parts if _words(part, value.begin, locale)]
    parts = [*parts[:-1], parts[-1]._replace(look=_open_ended(parts[-1].look))] if parts else []
    out = _day([(part, value.begin) for part in parts], delimiter, locale)
    return [*out, Text(DEFAULT_DELIMITER)] if out else out


def _range(value: DateValue, parts: list[Part], delimiter: str, locale: Locale, differing: str) -> Tokens:
    """Return a range in which the parts larger than those that differ are printed once."""
    assert value.end is not None
    end = value.end
    within = RANK[RANK.index(differing) :]
    places = [n for n, part in enumerate(parts) if part.name in within]
    first, last = places[0], places[-1] + 1
    before, inside, after = parts[:first], parts[first:last], parts[last:]
    begins = [part for part in inside if _words(part, value.begin, locale)]
    ends = [part for part in inside if _words(part, end, locale)]
    between = next(part.delimiter for part in parts if part.name == differing)
    if begins:
        begins[-1] = begins[-1]._replace(look=_open_ended(begins[-1].look))
    if ends:
        ends[0] = ends[0]._replace(look=ends[0].look.without(prefix=True))
    left = _day([(part, value.begin) for part in (*before, *begins)], delimiter, locale)
    right = _day([(part, end) for part in (*ends, *after)], delimiter, locale)
    return [*left, Text(between), *right]


def _open_ended(look: Look) -> Look:
    """Return a look whose suffix has no signs and spaces before the dash of a range, but letters: "3月–5月"."""
    kept = next((look.suffix[:n] for n, char in enumerate(look.suffix) if not char.isalpha()), look.suffix)
    other = look.without(suffix=True)
    other.suffix = kept
    return other


def _day(parts: list[tuple[Part, Day]], delimiter: str, locale: Locale) -> Tokens:
    out: Tokens = []
    for part, day in parts:
        words = _words(part, day, locale)
        if words:
            if out and delimiter:
                out.append(Text(delimiter))
            tokens: list[Token] = [Text(words, part.name)]
            out += part.look.apply(tokens, locale.is_english)
    if out and isinstance(last := out[-1], Text) and last.text.isspace():  # before a part that is unknown
        out.pop()
    return out


def _words(part: Part, day: Day, locale: Locale) -> str:
    """Return the words of a part of a day, "" if it is unknown."""
    if part.name == "year":
        return _year(day.year, part.form, locale)
    if part.name == "month":
        return _month(day, part.form, locale) if day.month else ""
    if not day.day or not day.month:
        return ""
    if part.form == "numeric-leading-zeros":
        return f"{day.day:02}"
    if part.form == "ordinal" and (day.day == 1 or not locale.options.get("limit-day-ordinals-to-day-1")):
        return locale.ordinal(day.day, locale.gender(f"month-{day.month:02}"))
    return str(day.day)


def _month(day: Day, form: str, locale: Locale) -> str:
    if day.month > 12:
        return locale.term(f"season-{day.month - 20:02}", form if form == "short" else "long")
    if form == "numeric":
        return str(day.month)
    if form == "numeric-leading-zeros":
        return f"{day.month:02}"
    return locale.term(f"month-{day.month:02}", form or "long")


def _year(year: int, form: str, locale: Locale) -> str:
    if not year:
        return ""
    if form == "short":
        return f"{abs(year) % 100:02}"
    if year < 0:
        return f"{-year}{locale.term('bc')}"
    return f"{year}{locale.term('ad')}" if year < 1000 else str(year)


def _sort_key(value: DateValue, shown: tuple[str, ...], present: set[str]) -> Tokens:
    """Return a date for sorting: its parts that are printed, as digits of equal length."""
    if value.literal:
        return [Text(value.literal)]
    return [Text(sort_digits(value, [name for name in RANK if name in shown and name in present]))]


def sort_digits(value: DateValue, names: list[str] | tuple[str, ...] = RANK) -> str:
    """Return the parts of a date, and of its end, as digits that sort by time; years before Christ come first."""
    out = ""
    for day in (value.begin, value.end or Day()):
        year = day.year if "year" in names else 0
        out += f"{'A' if year < 0 else 'B'}{year % 100000:05}"
        out += f"{day.month if 'month' in names else 0:02}{day.day if 'day' in names else 0:02}"
    return out
