"""Join texts without quotes in { } and [ ], which YAML ends at a comma: {amount: £640,000} has a key `000`.

The joined texts are marked as cut, so that the reader can report them as a whole.
"""

import re
from collections.abc import Callable

from cvgen.profile.yaml.nodes import Mapping, Node, Scalar, Sequence

Pair = tuple[Scalar, Node]


def whole_pairs(node: Mapping, is_key: Callable[[str], bool]) -> list[Pair]:
    """Return the pairs of a mapping; a word that has no colon and is not a key is the rest of the text before it."""
    pairs: list[Pair] = []
    for key, value in node.pairs:
        text = _joined(pairs[-1][1], key) if pairs and _is_rest(pairs[-1][1], key, value) else None
        if text and not is_key(key.text):
            pairs[-1] = (pairs[-1][0], text)
        else:
            pairs.append((key, value))
    return pairs


def whole_items(node: Sequence) -> list[Node]:
    """Return the items of a list; only what looks like one number is joined: any other comma may part two items."""
    items: list[Node] = []
    for item in node.items:
        text = _joined(items[-1], item) if items else None
        if text and _is_one_number(items[-1], item):
            items[-1] = text
        else:
            items.append(item)
    return items


def _is_rest(before: Node, key: Scalar, value: Node) -> bool:
    """Return whether a key may be the rest of the value before it: it has no value and, by its place, no colon."""
    is_empty = isinstance(value, Scalar) and value.plain and not value.text
    return is_empty and (value.place.column == _end(key) or _is_one_number(before, key))


def _is_one_number(text: Node, rest: Node) -> bool:
    """Return whether two items are the halves of a number such as 640,000: no space, three digits at the end."""
    if not isinstance(text, Scalar) or not isinstance(rest, Scalar) or rest.place.column != _end(text) + 1:
        return False
    return bool(re.search(r"(?<![\w.])\d{1,3}$", text.text) and re.match(r"\d{3}(?!\w)", rest.text))


def _joined(text: Node, rest: Node) -> Scalar | None:
    """Return a text without quotes with what the comma cut off; None where it can't go on."""
    if not isinstance(text, Scalar) or not isinstance(rest, Scalar) or not text.text or not (text.plain and rest.plain):
        return None
    gap = rest.place.column - _end(text)  # the comma and the spaces behind it
    if text.place.line != rest.place.line or gap < 1:
        return None
    place = text.place._replace(length=text.place.length + gap + rest.place.length)
    return Scalar(f"{text.text}{',':<{gap}}{rest.text}", plain=True, place=place, cut=True)


def _end(node: Scalar) -> int:
    """Return the column after a single value on one line."""
    return node.place.column + node.place.length
