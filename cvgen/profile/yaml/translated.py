"""Tell a text in several languages, `{en: Prize, de: Preis}`, from keys with values."""

from functools import cache
from typing import Any, TypeGuard, get_type_hints

from cvgen.profile.fields import TRANSLATABLE
from cvgen.profile.languages import is_code, meant
from cvgen.profile.yaml.keys import keys_of, short_key, without_none
from cvgen.profile.yaml.nodes import Mapping, Node


def is_translation(node: Node) -> TypeGuard[Mapping]:
    """Return whether a node has keys that are, or are meant as, codes of languages."""
    if not isinstance(node, Mapping) or not node.pairs:
        return False
    words = [key.text for key, _ in node.pairs]
    return any(map(is_code, words)) or (len(words) > 1 and all(map(meant, words)))


def takes_translation(cls: Any, node: Mapping) -> bool:
    """Return whether keys with values are an entry that is one text in several languages: none is a key of it."""
    return has_short_text(cls) and not any(key.text in keys_of(cls) for key, _ in node.pairs)


def right_code(word: str) -> str:
    """Return how to write the language that a word is meant as."""
    code = meant(word)
    return f"write {code}" if code else "write the code of the language: en, de, fr, pt-BR, zh, ..."


@cache
def has_short_text(cls: Any) -> bool:
    """Return whether an entry of a class can be written as one text, which can be in several languages."""
    kinds = get_type_hints(cls)
    return hasattr(cls, "from_text") and without_none(kinds[short_key(cls)]) in TRANSLATABLE
