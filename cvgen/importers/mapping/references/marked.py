"""Split a reference in Markdown into its words, and the places of bold, italic, code, and links."""

import re
import unicodedata
from dataclasses import dataclass

from cvgen.importers.syntax.inline import BREAK, Link, links, sentence, starred, undecorated, unslashed
from cvgen.profile.identifiers import DOI_HOST, DOI_REGISTRANT

EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])|`+")
# Around the label of a link, until its place in the words is known: private characters that no text contains.
OPEN, CLOSE = "\ue000", "\ue001"
LABEL = re.compile(
    r"(?:(?:the|full|published|official|extended|free|online|open|arxiv|journal|conference|project|source"
    r"|author'?s?)\s)*"
    r"(?:pdf|paper|papers|code|codes|link|links|url|doi|arxiv|html|web|website|webpage|homepage|page|project"
    r"|slides?|video"
    r"|videos|poster|posters|bib|bibtex|cite|citation|data|dataset|datasets|demo|supp|suppl\w*|supplement\w*|appendix"
    r"|abstract|abs|preprint|pmc|pubmed|openreview|github|talk|media|press|blog|news|here|text|version"
    r"|access|acl|acm|ieee"
    r"|ieee ?xplore|elsevier|springer|nature|jstor|ssrn|hal|nber|tweet|thread|software|tool|model|models"
    r"|weights|artifact"
    r"|recording|presentation|replication|download|read|view|publisher|online|draft|manuscript|review|reviews|pre-print"
    r"|summary|poster|package|repo|repository|files?|details|more|proceedings|draft|lecture|notes|site|report)"
    r"(?:\s(?:page|version|link|file|website|files|materials?|package|here|only|code|data|pdf|access|text|paper))*"
    r"\s*(?:\(.{1,20}\))?[.,:]?",
    re.IGNORECASE,
)
URL = re.compile(rf"(?:https?://|www\.|{DOI_HOST}|{DOI_REGISTRANT}/)\S+")
EMPTY = re.compile(r"[\[(][\s,;|/·•&-]*[\])]")  # brackets from which links were removed
DEBRIS = re.compile(r"(?:\s*[|/·•\\]\s*)+(?=\n|$)|(?:(?<=\s)[|/·•]\s+)+(?=[|/·•])")
BAR = re.compile(r"\s\\?\|\s")  # between the fields of an entry


@dataclass(frozen=True)
class Span:
    """A stretch of the words with one look: "bold", "italic", "code", or "link" with its address."""

    kind: str
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True)
class Marked:
    """The words of a reference, one line for each line of the source, and everything that markup adds to them."""

    text: str
    spans: tuple[Span, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # label and address of the links that are not around words of the reference

    def span_at(self, start: int, kinds: tuple[str, ...]) -> Span | None:
        """Return the longest span of these kinds that begins at a position."""
        found = [span for span in self.spans if span.start == start and span.kind in kinds]
        return max(found, key=lambda span: span.end, default=None)

    def has_look(self, start: int, end: int, kind: str) -> bool:
        """Return whether a span of this kind covers a stretch."""
        return any(span.kind == kind and span.start <= start and end <= span.end for span in self.spans)


def read(source: str) -> Marked:
    """Return the words and the spans of a reference in Markdown with HTML."""
    lines = [
        sentence(starred(line)) for part in BREAK.split(undecorated(_visible(source))) for line in part.split("\n")
    ]
    text = unicodedata.normalize("NFC", "\n".join(line for line in lines if line))
    text = text.replace(OPEN, "").replace(CLOSE, "")
    apart: list[tuple[str, str]] = []
    around: list[str] = []
    pieces, at = [], 0
    for link in links(text):
        pieces += [text[at : link.start], _label(link, text, apart, around)]
        at = link.end
    text = _tidy("".join([*pieces, text[at:]]))
    return _without_signs(text, around, tuple(apart))


def _visible(source: str) -> str:
    """Return a text without comments; the sign of one that never closes is removed."""
    first, *parts = source.split("<!--")
    return first + "".join(part.partition("-->")[2] if "-->" in part else part for part in parts)


def _label(link: Link, text: str, apart: list[tuple[str, str]], around: list[str]) -> str:
    """Return what stays of a link in the text: nothing if it only names a file, else its label between signs."""
    label = re.sub(r"[*_`]", "", unslashed(link.label)).strip("[]() \n")
    is_in_brackets = text[: link.start].endswith("[") and text[link.end :].startswith("]")
    is_bracketed = link.label.lstrip("\\").startswith("[")
    if not label or is_in_brackets or is_bracketed or LABEL.fullmatch(label) or URL.match(label):
        apart.append(("" if URL.match(label) else label, link.url))
        return " "
    around.append(link.url)
    return f"{OPEN}{link.label}{CLOSE}"


def _tidy(text: str) -> str:
    """Return a text without the brackets and bars that links leave behind."""
    text = BAR.sub("\n", DEBRIS.sub("", EMPTY.sub(" ", text)))
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _without_signs(text: str, urls: list[str], apart: tuple[tuple[str, str], ...]) -> Marked:
    """Return the words without signs of emphasis and links, and the spans that these signs enclose."""
    pairs = _pairs(text)
    gone = {
        at for _, first, second, size in pairs for at in (*range(first - size, first), *range(second, second + size))
    }
    places: list[int] = []
    kept: list[str] = []
    for at, char in enumerate(text):
        places.append(len(kept))
        if char == "\\" and text[at + 1 : at + 2] in SIGNS:
            continue
        if at not in gone and char not in (OPEN, CLOSE):
            kept.append(char)
    places.append(len(kept))
    spans = [Span(kind, places[first], places[second]) for kind, first, second, _ in pairs]
    spans += _link_spans(text, places, urls)
    return Marked("".join(kept), tuple(sorted(spans, key=lambda span: (span.start, -span.end))), apart)


SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~")


def _link_spans(text: str, places: list[int], urls: list[str]) -> list[Span]:
    starts = [at for at, char in enumerate(text) if char == OPEN]
    ends = [at for at, char in enumerate(text) if char == CLOSE]
    return [Span("link", places[start], places[end], url) for start, end, url in zip(starts, ends, urls, strict=False)]


def _pairs(text: str) -> list[tuple[str, int, int, int]]:
    """Return the pairs of signs of emphasis: look, start and end of what they enclose, number of signs."""
    found: list[tuple[str, int, int, int]] = []
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "`": []}
    for run in EMPHASIS.finditer(text):
        sign, size = run[0][0], len(run[0])
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        stack, start = opened[sign], run.start()
        while stack and size and before.strip() and (pair := _match(stack, size)):
            first, number = pair
            found += [(look, first, start, number) for look in _looks(sign, number)]
            start, size = start + number, size - number
        if size and after.strip(f" \n{CLOSE}") and not (before.isalnum() and not after.isalnum()):
            stack.append((run.end(), size))
    return found


def _match(stack: list[tuple[int, int]], size: int) -> tuple[int, int] | None:
    """Take the opening signs that closing signs of this number fit; a single star in bold words is a mark."""
    first, number = stack[-1]
    if number == 2 and size == 1:
        return None
    stack.pop()
    used = min(number, size)
    if number > used:
        stack.append((first - used, number - used))
    return first, used


def _looks(sign: str, number: int) -> tuple[str, ...]:
    if sign == "`":
        return ("code",)
    return {1: ("italic",), 2: ("bold",)}.get(number, ("bold", "italic"))
