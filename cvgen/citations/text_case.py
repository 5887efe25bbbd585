"""Change the case of words: the values of `text-case`, on texts whose looks and protected parts stay."""

import re
from collections.abc import Callable
from functools import lru_cache

from cvgen.citations.tokens import Frame, Text, Tokens, plain

# The words that stay small inside a title: those of CSL 1.0.2, other prepositions, and some of names and of law.
SMALL = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto",
    "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet", "about", "above", "across", "afore",
    "after", "against", "along", "alongside", "amid", "among", "amongst", "apropos", "apud", "around", "aside",
    "astride", "atop", "barring", "before", "behind", "below", "beneath", "beside", "besides", "between",
    "beyond", "circa", "despite", "during", "except", "inside", "modulo", "notwithstanding", "per", "qua",
    "sans", "since", "than", "through", "throughout", "thru", "toward", "towards", "under", "underneath",
    "until", "unto", "upon", "versus", "vis-à-vis", "within", "without", "al", "c", "ca", "de", "d'", "d’",
    "et", "v", "v.", "van", "von", "vs", "vs.",
))  # fmt: skip
ELIDED = re.compile("[dl]['’]")  # "d’Aubignac"
WORD = re.compile(r"[^\s–—/:]+|[\s–—/:]+")
ENDS_A_SENTENCE = re.compile(r"[.:?!]\s*[\"'“‘(\[]*\s*$|^[\"'“‘(\[\s]*$")
LETTER = re.compile(r"[^\W\d_]")
GREEK = re.compile("[\u0370-\u03ff]")
PROTECTED = ("nocase", "nodecor", "font-variant", "vertical-align")
SEPARATORS = frozenset(" \t\n–—/:\xa0")


def changed(tokens: Tokens, case: str, is_english: bool) -> Tokens:
    """Return tokens in another case; words inside a `nocase` frame stay. Only English has title case."""
    if case == "title":
        return _title(tokens) if is_english else tokens
    if case == "sentence":
        return _sentence(tokens)
    change = CHANGES.get(case)
    return tokens if change is None else _each(tokens, change, case == "capitalize-first")


def _each(tokens: Tokens, change: Callable[[str], str], is_first_only: bool) -> Tokens:
    out: Tokens = []
    depth = 0
    is_done = False
    for token in tokens:
        if isinstance(token, Text):
            if not (is_first_only and is_done) and depth == 0 and LETTER.search(token.text):
                token = Text(change(token.text), token.source)
            is_done = is_done or bool(token.text.strip())
        elif _is_protected(token.frame):
            depth += 1 if token is token.frame.open else -1
        out.append(token)
    return out


def _is_protected(frame: Frame) -> bool:
    """Return whether words keep their case: raised, lowered and small capitals in a field do, and what it marks."""
    return frame.is_markup and frame.kind in PROTECTED


def capitalize_first(text: str) -> str:
    """Return a text whose first word begins with a capital, if it is in small letters: "in press" -> "In press"."""
    found = LETTER.search(text)
    if not found or text[: found.start()].strip(" \"'“‘([¿¡<"):
        return text
    at = found.start()
    word = text[at:].split(maxsplit=1)[0]
    if word != word.lower():  # "arXiv"
        return text
    letter = text[at].upper()
    return text[:at] + letter + text[at + 1 :] if len(letter) == 1 else text  # "ß" has two


def capitalize_all(text: str) -> str:
    """Return a text in which each word of small letters begins with a capital."""
    return re.sub(r"(?<!\S)[^\W\d_]\S*", lambda found: capitalize_first(found[0]), text)


def _sentence(tokens: Tokens) -> Tokens:
    """Return a text in small letters with a capital at its start; words such as "DNA" stay unless all is so."""
    whole = plain(tokens)
    lowered = _each(tokens, str.lower if whole.upper() == whole else _uncapitalized, False)
    return _each(lowered, capitalize_first, True)


def _uncapitalized(text: str) -> str:
    """Return a text in which words that only begin with a capital are small."""
    return re.sub(
        r"[^\W\d_][\w'’]*", lambda found: found[0].lower() if found[0][1:] == found[0][1:].lower() else found[0], text
    )


def _title(tokens: Tokens) -> Tokens:
    """Return a text in which each word of small letters begins with a capital, but for articles and the like."""
    return _poured(tokens, _title_text(plain(tokens)))


def _poured(tokens: Tokens, cased: str) -> Tokens:
    """Return tokens with other words of the same length, where they are not protected."""
    out: Tokens = []
    at = depth = 0
    for token in tokens:
        if isinstance(token, Text):
            end = at + len(token.text)
            out.append(token if depth else Text(cased[at:end], token.source))
            at = end
            continue
        if _is_protected(token.frame):
            depth += 1 if token is token.frame.open else -1
        out.append(token)
    return out


@lru_cache(4096)
def _title_text(text: str) -> str:
    """Return a text in title case, of the same length."""
    pieces = WORD.findall(text)
    words = [n for n, piece in enumerate(pieces) if LETTER.search(piece)]
    if not words:
        return text
    out = []
    so_far = ""
    for n, piece in enumerate(pieces):
        if piece[0] not in SEPARATORS:
            begins = bool(ENDS_A_SENTENCE.search(so_far))
            piece = _title_word(piece, begins, n == words[-1])
        out.append(piece)
        so_far = so_far[-8:] + piece
    return "".join(out)


def _title_word(word: str, begins: bool, is_last: bool) -> str:
    """Return a word of a title, its parts between hyphens each; `begins` says that a sentence starts with it."""
    parts = word.split("-")
    last = len(parts) - 1
    done = [_title_part(part, n == 0 and (begins or last > 0), is_last and n == last) for n, part in enumerate(parts)]
    return "-".join(done)


def _title_part(word: str, begins: bool, is_last: bool) -> str:
    core = word.strip("\"'“”‘’()[],;.!?")
    if core and core != core.lower():
        if core.lower() in SMALL and not begins and not is_last and core[1:] == core[1:].lower() and len(core) > 1:
            return word.lower()
        return word
    if ELIDED.match(core) and not begins:
        return word
    if core in SMALL or word in SMALL:
        if not begins and not is_last:
            return word
        if is_last and word.endswith(".") and word in SMALL:
            return word
    found = LETTER.search(word)
    if not found or any(char.isdecimal() for char in word[: found.start()]):
        return word
    if len(core) == 1 and (not begins or GREEK.match(core)):  # "x", "β"
        return word
    at = found.start()
    letter = word[at].upper()
    return word[:at] + letter + word[at + 1 :] if len(letter) == 1 else word


CHANGES = {
    "lowercase": str.lower,
    "uppercase": str.upper,
    "capitalize-first": capitalize_first,
    "capitalize-all": capitalize_all,
}
