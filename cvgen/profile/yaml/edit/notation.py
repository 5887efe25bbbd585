"""Write values as YAML: on one line, as lines of a key, or as lines of a list item."""

import textwrap
from typing import Any

import yaml

from cvgen.profile.yaml.dump import Dumper, plain

WIDTH = 100  # columns of new lines
LONG = 70  # characters; longer texts are folded on separate lines


def inline(value: Any) -> str:
    """Return a value as YAML on one line; its commas and brackets are safe inside a flow list."""
    listed = yaml.dump(
        [plain(value)], Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**9
    )
    return str(listed).strip().removeprefix("[").removesuffix("]")


def behind_key(value: Any) -> str:
    """Return a value as YAML on one line, to be written behind a key outside brackets, where commas need no quotes."""
    written = plain(value)
    if not isinstance(written, str):
        return inline(written)
    listed = yaml.dump([written], Dumper=Dumper, allow_unicode=True, default_flow_style=False, width=10**9)
    text = str(listed).strip().removeprefix("- ")
    return inline(written) if "\n" in text else text


def item(entry: Any) -> list[str]:
    """Return an entry as the lines of a list item."""
    written = plain(entry)
    if not isinstance(written, dict):
        return [f"- {behind_key(written)}"]
    first, *rest = [line for key, value in written.items() for line in lines(key, value)]
    return [f"- {first}", *(f"  {line}".rstrip() for line in rest)]


def lines(key: str, value: Any) -> list[str]:
    """Return a key and its value as lines of YAML; long texts are folded."""
    value = plain(value)
    if folded := folded_text(value):
        first, *rest = folded
        return [f"{inline(key)}: {first}", *(f"  {line}".rstrip() for line in rest)]
    line = f"{inline(key)}: {behind_key(value)}"
    if len(line) <= WIDTH:
        return [line]
    if isinstance(value, dict):
        return [f"{inline(key)}:", *(f"  {line}" for name, one in value.items() for line in lines(name, one))]
    written = yaml.dump({key: value}, Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False)
    return str(written).splitlines()


def folded_text(value: Any) -> list[str]:
    """Return a long text as the lines of a block scalar, the first with its sign; [] for anything else.

    Paragraphs keep their blank lines behind the sign |, which the reader joins again within each of them.
    """
    paragraphs = value.split("\n\n") if isinstance(value, str) and len(value) > LONG else []
    if not paragraphs or not all(map(_folds, paragraphs)):
        return []
    wrapped = ["\n".join(textwrap.wrap(one, WIDTH - 2, break_long_words=False, break_on_hyphens=False))
               for one in paragraphs]  # fmt: skip
    return ["|-" if len(paragraphs) > 1 else ">-", *"\n\n".join(wrapped).split("\n")]


def _folds(text: str) -> bool:
    """Return whether folding a text preserves it: single spaces only, and none at either end."""
    return bool(text) and text == text.strip() and "  " not in text and text.isprintable() and not text.startswith("#")
