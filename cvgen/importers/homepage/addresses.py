"""Convert the links below a title to links, honors with proof, and the identifiers in addresses."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cvgen.importers.mapping import identifiers
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.values import url as read_url
from cvgen.importers.mapping.venue_words import is_honor
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import Link, bare
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.fields import Identifier, Url
from cvgen.profile.identifiers import find_arxiv, find_pmid
from cvgen.profile.model import Honor

FRONT = re.compile(r"https?://[^()\s/]+/?")
LINK_TO_FRONT = re.compile(rf"\]\(({FRONT.pattern})\)")
MANY = 2  # links to one front page, which make it a placeholder
PERSONAL = (".github.io", ".gitlab.io", ".netlify.app", ".vercel.app")
DEEP = re.compile(r"paper|pdf|manuscript|preprint|arxiv|code|demo|data|slides|video|supp", re.IGNORECASE)
NOT_THE_PAPER = re.compile(r"code|data|demo|video|slides|poster|project|model|supp|bib", re.IGNORECASE)
DOI_TAIL = re.compile(r"/(?:full|abstract|pdf|epdf|meta|html)$|\.pdf$", re.IGNORECASE)
NAMES = {
    "github.com": "Code",
    "arxiv.org": "Paper",
    "youtube.com": "Video",
    "doi.org": "Paper",
    "openreview.net": "Paper",
}
LONG_LABEL = 4  # words; a longer label is not the name of a link but a remark


@dataclass
class Located:
    """Everything that the links of one entry provide."""

    links: dict[str, Url] = field(default_factory=dict)
    honors: list[Honor] = field(default_factory=list)
    doi: Identifier | None = None
    arxiv: Identifier | None = None
    pmid: str | None = None


@dataclass(frozen=True)
class Addresses:
    """The front pages that a page uses as placeholders for papers without a link."""

    fronts: frozenset[str]
    notes: Diagnostics

    def of(self, found: list[Link], at: HasLocation) -> Located:
        """Return what the links of an entry provide; links that lead nowhere are noted."""
        located = Located()
        for link in found:
            label = clean_line(bare(link.label)).strip("[] .")
            is_name = link.label.startswith(("[", "\\[")) or len(label.split()) <= LONG_LABEL
            if is_honor(label) and not link.label.startswith(("[", "\\[")):
                located.honors.append(Honor(clean(literal(label)), self.url(label, link.url, at)))
            elif is_name and (url := self.url(label, link.url, at)):
                _add_link(label or NAMES.get(_host(url), "Link"), url, located)
            elif not is_name:
                self.notes.warn(f"'{label}' is left out: it is neither a link nor an honor", at)
        return located

    def url(self, label: str, written: str, at: HasLocation) -> Url | None:
        """Return an address as a link; None, with a note, if it leads nowhere."""
        if self.is_placeholder(label, written):
            self.notes.warn(f"the link '{label}' is left out: it leads to the front page {written or '(none)'}", at)
            return None
        return read_url(written, f"the link '{label}'", at, self.notes)

    def is_placeholder(self, label: str, url: str) -> bool:
        """Return whether an address is only a placeholder."""
        if url.strip("#/") == "":
            return True
        is_front = FRONT.fullmatch(url) is not None
        return is_front and (url in self.fronts or (bool(DEEP.search(label)) and _host(url).endswith(PERSONAL)))


def fronts(text: str) -> list[str]:
    """Return the front pages to which a page links, the most frequent first."""
    return [url for url, _ in Counter(LINK_TO_FRONT.findall(text)).most_common()]


def repeated(text: str) -> frozenset[str]:
    """Return the front pages to which a page links repeatedly."""
    return frozenset(url for url, times in Counter(LINK_TO_FRONT.findall(text)).items() if times >= MANY)


def _host(url: str) -> str:
    """Return the host of a URL without "www.", "" if it is invalid."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _add_link(label: str, url: Url, located: Located) -> None:
    """Add a link under a unique label, and the identifiers in its address."""
    name, count = label, 1
    while name in located.links:
        count += 1
        name = f"{label} {count}"
    located.links[name] = url
    located.arxiv = located.arxiv or Identifier(find_arxiv(url)) or None
    located.pmid = located.pmid or find_pmid(url) or None
    if not located.doi and not NOT_THE_PAPER.search(label):
        doi = identifiers.paper_doi(re.split(r"[?#]", url, maxsplit=1)[0])
        located.doi = Identifier(DOI_TAIL.sub("", doi)) or None
