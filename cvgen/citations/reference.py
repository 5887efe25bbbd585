"""Render one reference of a list that its document numbers, groups and sorts."""

from cvgen.citations.context import Context
from cvgen.citations.runs import Run, runs
from cvgen.citations.style import Item, Style

ALL = 100_000  # names: more than any reference has


def reference(style: Style, item: Item, names: int | None = None) -> list[Run]:
    """Return a reference without its number; [] where the style prints nothing of the item, which is CSL-JSON.

    It has as many names as the style wants, or the first `names` and "et al."; ALL for every name.
    """
    ctx = Context(item, style.locale, style.area)
    if names is not None:
        ctx.limits = {"et-al-min": str(names + 1), "et-al-use-first": str(names), "et-al-use-last": "false"}
    ctx.hidden.add("citation-number")
    tokens = [token for part in style.parts(ctx, style.area) for token in part]
    return runs(style.finished(tokens, style.area, ctx), style.locale.quotes) if tokens else []
