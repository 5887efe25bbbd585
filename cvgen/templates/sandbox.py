"""Jinja2's sandbox for one format: what it prints is escaped, what is unknown is an error, nothing can be changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Undefined, pass_context, runtime
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from cvgen.document.tree import Span
from cvgen.problems import closest_match
from cvgen.templates.formats import FILTERS, FORMATS
from cvgen.templates.values import Day, kind_of, names_in, spans_of

MOST_OUTPUT = 20_000_000  # characters
# Filters of Jinja2 that differ from run to run, write HTML in every format, or show how Python writes a value.
CLOSED = ("random", "pprint", "tojson", "urlize", "xmlattr", "forceescape", "striptags")
CLOSED_GLOBALS = ("lipsum",)


class TooMuchOutputError(Exception):
    """A template writes more than any document has."""


class NotPrintableError(Exception):
    """A template prints a value that has fields."""


class Message(str):
    """A message of an error, with the word of the template that it is about, and a hint."""

    word: str
    hint: str

    def __new__(cls, text: str, word: str = "", hint: str = "") -> "Message":
        """Return a message; a str can get more than its text only here."""
        found = super().__new__(cls, text)
        found.word, found.hint = word, hint
        return found


def sandbox(texts: Mapping[str, str], form: str, language: str) -> "Sandbox":
    """Return the environment that fills in the templates `texts`, by name, for a form such as "html"."""
    safe = FORMATS_SAFE[form]
    # This process fills in one template in one format: macros, blocks and ~ escape as that format needs it.
    runtime.Markup = safe  # type: ignore[attr-defined]
    return Sandbox(texts, form, language)


class Safe(Markup):
    """A text that is already escaped in the format of the template."""

    __slots__ = ()
    form = "txt"

    @classmethod
    def escape(cls, value: Any) -> "Safe":
        """Return a value as a text that is escaped, once."""
        if isinstance(value, Safe):
            return value
        return cls(value) if hasattr(value, "__html__") else cls(FORMATS[cls.form].escape(str(value)))


def _safe(form: str) -> type[Safe]:
    return type("Safe", (Safe,), {"__slots__": (), "form": form})


FORMATS_SAFE = {form: _safe(form) for form in FORMATS}


class Unknown(StrictUndefined):
    """A name that does not exist: any use of it is an error, with the closest name that does as a hint."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_exception is SecurityError:
            hint = "names that begin with _, and what would change a value, are closed to templates"
            return Message(f"a template can't use '{name}'", str(name), hint)
        if self._undefined_hint:
            return Message(self._undefined_hint)
        known = names_in(owner) if owner is not missing else GLOBAL_NAMES
        where = "" if owner is missing else f" in this {kind_of(owner)}"
        near = closest_match(str(name), known)
        listed = f"it has: {', '.join(known)}" if owner is not missing else f"known are: {', '.join(known)}"
        hint = f"did you mean '{near}'?" if near else listed if known else "see the list in docs/templates.md"
        return Message(f"unknown name '{name}'{where}", str(name), hint)


GLOBAL_NAMES = ("document", "profile", "photo", "style", "phrases", "version")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of the templates of one document."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, texts: Mapping[str, str], form: str, language: str) -> None:
        super().__init__(
            loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
            undefined=Unknown, autoescape=True, finalize=_printed,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, cache_size=-1,
        )  # fmt: skip
        self.form, self.language = form, language
        self.safe = FORMATS_SAFE[form]
        for name in CLOSED:
            del self.filters[name]
        for name in CLOSED_GLOBALS:
            del self.globals[name]
        self.filters |= {name: self._filter(target) for name, target in FILTERS.items()}
        self.filters |= {"e": self.printed, "escape": self.printed, "safe": self.safe, "join": self.join, "date": _date}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, unless the result is a text or list that no document has, or a number of thousands of digits."""
        sizes = [len(one) for one in (left, right) if hasattr(one, "__len__")]
        times = [abs(one) for one in (left, right) if isinstance(one, (int, float))]
        is_huge = operator == "**" and (max(times, default=0) > 1000)
        if is_huge or (sizes and times and sizes[0] * times[0] > MOST_OUTPUT):
            raise TooMuchOutputError
        return super().call_binop(context, operator, left, right)

    def printed(self, value: Any) -> Markup:
        """Return a value as the format of the template writes it: a text escaped, spans with looks and links."""
        if isinstance(value, Markup):
            return value
        if value is None or type(value) is Undefined:  # that of an  if  without an  else
            return self.safe("")
        spans = spans_of(value)
        if spans is not None:
            return self.safe(FORMATS[self.form].line(spans, self.language))
        if isinstance(value, (str, int, float, Day, Unknown)):
            return self.safe.escape(value)
        raise NotPrintableError(value)

    def join(self, values: Iterable[Any], between: Any = "", attribute: str | None = None) -> Markup:
        """Return values, or an attribute of each, as the template prints them, with a separator between two."""
        parts = (self.getattr(one, attribute) if attribute else one for one in values)
        return self.safe(str(self.printed(between)).join(str(self.printed(part)) for part in parts))

    def _filter(self, target: str) -> Any:
        """Return the filter that writes a value in a format; its result is escaped again in any other format."""

        def written(value: Any) -> str:
            spans = spans_of(value)
            spans = (Span("" if value is None else str(value)),) if spans is None else spans
            text = FORMATS[target].line(spans, self.language)
            return self.safe(text) if target == self.form else text

        return written


def fill_in(environment: Sandbox, name: str, values: Mapping[str, Any]) -> str:
    """Return the text that a template makes; raise what Jinja2 raises, or TooMuchOutputError."""
    return "".join(_limited(environment.get_template(name).generate(values)))


def _limited(pieces: Iterator[str]) -> Iterator[str]:
    room = MOST_OUTPUT
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise TooMuchOutputError
        yield piece


@pass_context
def _printed(context: Context, value: Any) -> Markup:
    """Escape what a template prints; with the context, so that Jinja2 does not escape constants before, as HTML."""
    environment = context.environment
    assert isinstance(environment, Sandbox)
    return environment.printed(value)


def _date(value: Any) -> Any:
    """Return a date, or a number of a year, in words; "" for no date."""
    return "" if value is None else str(value)
