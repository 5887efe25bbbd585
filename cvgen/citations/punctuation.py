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
    last = -1  # the place of the last text in `out`
    for token in tokens:
        if not isinstance(token, Text):
            if token.frame.kind == "display":
                last = -1
            out.append(token)
            continue
        text = token.text
        if last >= 0 and text and text[0] in SIGNS:
            text, last = _met(out, last, text, is_in_quotes)
        if text:
            last = len(out)
            out.append(token if text is token.text else Text(text, token.source))
    return out


def _met(out: Tokens, last: int, text: str, is_in_quotes: bool) -> tuple[str, int]:
    """Return the rest of a text after its first sign has met the last text of `out`, which may change; and the place
    of the last text then."""
    before = out[last]
    assert isinstance(before, Text)
    left = before.text
    while text and left and (kept := MEETING.get(left[-1] + text[0])):
        if kept == left[-1]:
            text = text[1:]
        else:
            left = left[:-1]
    if left is not before.text:
        out[last] = Text(left, before.source)
    if is_in_quotes and text and text[0] in MOVED and (end := _end_of_quote(out, last)):
        if left[-1:] not in ENDS:
            out.insert(end, Text(text[0]))
            last = end
        text = text[1:]
    return text, last


def _end_of_quote(out: list[Token], last: int) -> int:
    """Return where a quotation that ends behind the last text closes, else 0."""
    places = range(last + 1, len(out))
    return next((n for n in places if isinstance(token := out[n], Close) and token.frame.kind == "quotes"), 0)
