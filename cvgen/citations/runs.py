"""Turn a rendered reference into runs: words in one look, with what they are from and where they lead."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cvgen.citations.tokens import Frame, NameKey, Text, Tokens

Look = Literal["bold", "italic", "small-caps", "raised", "lowered", "underlined"]
LOOKS: dict[tuple[str, str], Look] = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-weight", "bold"): "bold",
    ("font-variant", "small-caps"): "small-caps",
    ("vertical-align", "sup"): "raised",
    ("vertical-align", "sub"): "lowered",
    ("text-decoration", "underline"): "underlined",
}
SITES = {"DOI": "https://doi.org/", "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
         "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/"}  # fmt: skip
# What styles print before an identifier: the link covers it too.
LEADS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/")


class Run(NamedTuple):
    """Words in one look.

    `source` is the variable that they are from, or the part of a name or date; "" for words of the style. `name` says
    which name they belong to, `block` in which block they are: "left-margin", "right-inline", "block",
    "indent" or "".
    """

    text: str
    looks: frozenset[Look] = frozenset()
    url: str = ""
    source: str = ""
    name: NameKey | None = None
    block: str = ""


def runs(tokens: Tokens, quotes: Sequence[str]) -> list[Run]:
    """Return a reference as runs; `quotes` are the outer and inner quotation marks of its language."""
    out: list[Run] = []
    frames: list[Frame] = []
    state = Run("")
    depth = 0
    for token in tokens:
        if isinstance(token, Text):
            _add(out, state._replace(text=token.text, source=token.source, url=_url(token)))
            continue
        frame = token.frame
        is_open = token is frame.open
        if frame.kind == "quotes":
            depth += is_open
            mark = quotes[2 * ((depth - 1) % 2) + (not is_open)]
            depth -= not is_open
            _add(out, state._replace(text=mark))
            continue
        if is_open:
            frames.append(frame)
        else:
            frames.remove(frame)
        state = _state(frames)
    return [run for run in out if run.text]


def _state(frames: list[Frame]) -> Run:
    """Return the look, the name and the block that open frames give to words."""
    looks: dict[str, Look] = {}
    name, block = None, ""
    for frame in frames:
        if isinstance(frame.value, NameKey):
            name = frame.value
        elif frame.kind == "display":
            block = str(frame.value)
        elif frame.kind == "nodecor":
            looks = {}
        elif look := LOOKS.get((frame.kind, str(frame.value))):
            if frame.is_markup and looks.get(frame.kind) == look:  # italics inside italics are upright
                del looks[frame.kind]
            else:
                looks[frame.kind] = look
        else:
            looks.pop(frame.kind, None)  # "normal"
    return Run("", frozenset(looks.values()), name=name, block=block)


def _url(token: Text) -> str:
    """Return where an identifier or an address leads."""
    text = token.text
    if token.source in SITES:
        return text if text.startswith(("https://", "http://")) else SITES[token.source] + text
    return text if token.source == "URL" and text.startswith(("https://", "http://")) else ""


def _add(out: list[Run], run: Run) -> None:
    """Add a run; words like those before join them, and what leads to an identifier joins its link."""
    last = out[-1] if out else None
    if last is not None and run.url and not last.url and (lead := next(filter(last.text.endswith, LEADS), "")):
        out[-1] = last._replace(text=last.text.removesuffix(lead))
        run = run._replace(text=lead + run.text)
    elif last is not None and last[1:] == run[1:]:
        out[-1] = last._replace(text=last.text + run.text)
        return
    out.append(run)
