"""Name the links of an entry by the fields that hold them: `codeurl` -> Code, `adsurl` -> ADS."""

import re

from cvgen.importers.bibtex import texts
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import find_doi

# What people call the field for a link, without "url", "link" and "page" at its end -> the label.
LABELS = {
    "": "Paper", "eprint": "Paper", "html": "Paper", "paper": "Paper", "article": "Paper", "publisher": "Paper",
    "ee": "Paper",
    "pdf": "PDF", "preprint": "Preprint", "postprint": "PDF", "fulltext": "PDF", "arxiv": "arXiv", "doi": "DOI",
    "code": "Code", "github": "Code", "gitlab": "Code", "git": "Code", "software": "Code", "source": "Code",
    "repo": "Code", "repository": "Code", "implementation": "Code", "slides": "Slides", "slide": "Slides",
    "presentation": "Slides", "poster": "Poster", "video": "Video", "youtube": "Video", "talk": "Talk",
    "recording": "Video", "website": "Website", "web": "Website", "project": "Website", "projectweb": "Website",
    "home": "Website", "site": "Website", "supp": "Supplement", "suppl": "Supplement", "supplement": "Supplement",
    "supplementary": "Supplement", "supplemental": "Supplement", "appendix": "Appendix", "blog": "Blog",
    "blogpost": "Blog", "demo": "Demo", "data": "Data", "dataset": "Data", "datasets": "Data", "ads": "ADS",
    "openreview": "OpenReview", "hal": "HAL", "ssrn": "SSRN", "pubmed": "PubMed", "pmc": "PMC", "acm": "ACM",
    "ieee": "IEEE", "dblp": "DBLP", "biorxiv": "bioRxiv", "medrxiv": "medRxiv", "hf": "Hugging Face",
    "huggingface": "Hugging Face", "colab": "Colab", "zenodo": "Zenodo", "osf": "OSF", "press": "Press",
    "inspire": "INSPIRE", "jstor": "JSTOR", "hdl": "Handle", "googlebooks": "Google Books", "iacr": "ePrint",
    "twitter": "Twitter", "media": "Press",
}  # fmt: skip
NAMES = ("url", "html", "link", "pdf", "code", "slides", "poster", "video", "website", "project", "supp", "blog",
         "demo", "data", "dataset")  # fields that hold nothing but a link  # fmt: skip
AFFIX = re.compile(r"^(?:url|link)[_-](?=[a-z])|^bdsk-url-\d+$|[_-]?(?:url|link|page|href)s?$")
WEB_ADDRESS = re.compile(r"\s*(?:\\url\s*\{)?(?:https?://|www\.)\S+\s*$")
ADDRESS = re.compile(r"https?://[^\s{}]+")


def label(field: str) -> str:
    """Return the label of the link in a field: "slidesurl", "lay_summary" -> "Lay Summary"."""
    bare = AFFIX.sub("", field.lower())
    known = LABELS.get(re.sub(r"[_-]", "", bare))
    return known or re.sub(r"[_-]+", " ", bare).strip().title() or "Link"


def links(fields: dict[str, SourceText], doi: str, notes: Diagnostics) -> dict[str, SourceText]:
    """Return the addresses of an entry with that DOI by label; an unknown field with an address is also a link."""
    found: dict[str, SourceText] = {}
    for name, source in fields.items():
        if name == "howpublished" and (address := ADDRESS.search(source.text)):
            _add(found, "Paper", name, SourceText(texts.url(address[0]), source), notes)
        elif WEB_ADDRESS.match(source.text) and not _is_doi_again(name, source.text, doi):
            _add(found, label(name), name, SourceText(texts.url(source.text), source), notes)
        elif name in NAMES and source.text.strip():
            notes.warn(f"'{name}' is left out: it is not a web address", source)
    return found


def _is_doi_again(name: str, address: str, doi: str) -> bool:
    """Return whether a link that BibDesk added leads to the DOI of the entry."""
    return name.startswith("bdsk-") and doi != "" and find_doi(texts.url(address)).lower() == doi.lower()


def _add(found: dict[str, SourceText], label: str, field: str, url: SourceText, notes: Diagnostics) -> None:
    """Add a link under its label, or under the name of its field if another address has that label."""
    if label in found and url.text in [known.text for known in found.values()]:
        return
    other = "HTML" if field == "html" else "Link"
    free = next((name for name in (label, other, f"{other} 2", f"{other} 3") if name not in found), "")
    if free:
        found[free] = url
    else:
        notes.unused(field, url, "the entry has other links of that name")
