"""Join the texts of a reference: punctuation and spaces that meet are merged, and moved into quotation marks.

Which of two signs stays is that of the public test suite of CSL (punctuation_FullMontyField).
"""

from cvgen.citations.tokens import Close, Text, Token, Tokens

# Two signs that meet -> those that remain.
MEETING = {
    "!.": "!", "!:": "!", "?.": "?", "?:": "?", ":!": "!", ":?": "?", ":.": ":", ";!": "!", ";?": "?", ";:": ";",
    ";.": ";", "!!": "!", "??": "?", "..": ".", "::": ":", ";;": ";", ",,": ",", "  ": " ", " ,": ",", " .": ".",
    " \u00a0": "\u00a0", "\u00a0 ": "\u00a0",
}  # fmt: skip
SIGNS = frozenset("!?.:;, \u00a0")
MOVED = ".,"
ENDS = ("!", "?")  # behind which nothing is moved: “Why?” In


def merged(tokens: Tokens, is_in_quotes: bool) -> Tokens:
    """Return tokens whose neighboring texts are merged; with `is_in_quotes`, "”." and "”," are turned around.

    Texts are only changed where they meet. Nothing is merged across the border of a block.
    """
    out: Tokens = []
    texts: list[int] = []  # the places of the texts in `out` that the next one may meet
    for token in tokens:
        if not isinstance(token, Text):
            if token.frame.kind == "display":
                texts.clear()
            out.append(token)
            continue
        text = token.text
        if texts and text and text[0] in SIGNS:
            text = _met(out, texts, text, is_in_quotes)
        if text:
            texts.append(len(out))
            out.append(token if text is token.text else Text(text, token.source))
    return out


def _met(out: Tokens, texts: list[int], text: str, is_in_quotes: bool) -> str:
    """Return the rest of a text after its first sign has met the texts before it, which may change or vanish."""
    while texts and text and (kept := MEETING.get(_ending(out, texts) + text[0])):
        if kept == _ending(out, texts):
            text = text[1:]
        else:
            _shorten(out, texts)
    if is_in_quotes and texts and text and text[0] in MOVED and (end := _end_of_quote(out, texts[-1])):
        if _ending(out, texts) not in ENDS:
            out.insert(end, Text(text[0]))
            texts.append(end)
        text = text[1:]
    return text


def _ending(out: Tokens, texts: list[int]) -> str:
    last = out[texts[-1]]
    assert isinstance(last, Text)
    return last.text[-1:]


def _shorten(out: Tokens, texts: list[int]) -> None:
    """Take the last sign from the last text; if that was all, the text before it is the last."""
    last = out[texts[-1]]
    assert isinstance(last, Text)
    out[texts[-1]] = Text(last.text[:-1], last.source)
    if len(last.text) == 1:
        texts.pop()


def _end_of_quote(out: list[Token], last: int) -> int:
    """Return where a quotation that ends behind the last text closes, else 0."""
    places = range(last + 1, len(out))
    return next((n for n in places if isinstance(token := out[n], Close) and token.frame.kind == "quotes"), 0)
