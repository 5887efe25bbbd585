"""Parse what a person types or pastes into an identifier of a registry, in one spelling."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from cvgen.problems import InputError, Problem
from cvgen.profile.identifiers import (
    ARXIV_DOI,
    ARXIV_NUMBER,
    ARXIV_URL,
    DOI_REGISTRANT,
    DOI_URL,
    ORCID_NUMBER,
    arxiv_date,
    arxiv_id,
    is_orcid,
)

PATTERNS = {
    "orcid": re.compile(rf"(?:orcid:\s*)?(?:https?://(?:www\.)?orcid\.org/)?(?P<number>{ORCID_NUMBER})/?", re.I),
    "arxiv": re.compile(
        rf"(?:arxiv:\s*)?(?:{ARXIV_URL}|(?:doi:\s*)?(?:{DOI_URL})?{ARXIV_DOI})?"
        rf"(?P<number>{ARXIV_NUMBER})(?P<version>v\d+)?(?:\.pdf)?/?",
        re.I,
    ),
    "doi": re.compile(rf"(?:doi:\s*)?(?P<url>{DOI_URL})?(?P<number>{DOI_REGISTRANT}(?:/|%2F)\S+)", re.I),
    "openalex": re.compile(
        r"(?:openalex:\s*)?(?:https?://(?:api\.)?openalex\.org/(?:authors/)?)?(?P<number>A\d{1,19})", re.I | re.ASCII
    ),
    "crossref": re.compile(rf"crossref:\s*(?:https?://orcid\.org/)?(?P<number>{ORCID_NUMBER})", re.I),
    "arxiv-author": re.compile(
        r"(?:arxiv-author:\s*(?:https?://arxiv\.org/a/)?|https?://arxiv\.org/a/)"
        rf"(?P<number>[a-z-]+_[a-z]+_\d+|{ORCID_NUMBER})",
        re.I | re.ASCII,
    ),
    "dblp": re.compile(
        r"(?=dblp:|https?:)(?:dblp:\s*)?(?:https?://dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/)?"
        r"(?:pid/|homepages/)?(?P<number>\w+/[\w-]+)(?:\.(?:html|xml))?",
        re.I | re.ASCII,
    ),
}
ANY = "write doi:10.1145/3394171.3413621, arxiv:2402.02377, orcid:0000-0002-1825-0097 or dblp:65/9612"
FORMS = {
    "doi": ("DOI", "write a DOI that starts with 10. and has a slash, such as doi:10.1145/3394171.3413621"),
    "arxiv": ("arXiv number", "write it like arxiv:2402.02377, or arxiv:math/0211159 if it is from before April 2007"),
    "orcid": ("ORCID", "write sixteen digits, such as orcid:0000-0002-1825-0097"),
    "dblp": (
        "DBLP person",
        "take it from the address of the person's page: dblp:65/9612 for dblp.org/pid/65/9612.html",
    ),
    "openalex": (
        "OpenAlex author",
        "write the letter A and the digits of the person's page, such as openalex:A5023888391",
    ),
    "crossref": ("ORCID for Crossref", "write sixteen digits, such as crossref:0000-0002-1825-0097"),
    "arxiv-author": ("arXiv author", "take it from the page of the person's articles: arxiv-author:lovelace_a_1"),
}
MAX_LENGTH = 300  # characters of the input
MAX_STEM = 80  # characters of a file name


@dataclass(frozen=True)
class Identifier:
    """An identifier of a registry; `version` is the version that was typed, which is not requested."""

    scheme: str
    number: str
    version: str = ""

    def __str__(self) -> str:
        """Return "arxiv:2402.02377"."""
        return f"{self.scheme}:{self.number}"

    @property
    def stem(self) -> str:
        """Return a name for a file with the record, without an extension."""
        return f"{self.scheme}-{re.sub(r'[^A-Za-z0-9.]+', '-', self.number).strip('-.')}"[:MAX_STEM]


def parse_identifier(text: str) -> Identifier:
    """Return the identifier in a text: "https://arxiv.org/abs/2402.02377v2" -> arxiv, 2402.02377, v2.

    Raise InputError for any other text.
    """
    text = text.strip()
    for scheme, pattern in PATTERNS.items():
        found = pattern.fullmatch(text) if len(text) <= MAX_LENGTH and text.isprintable() else None
        if found and (scheme != "arxiv" or arxiv_date(found["number"])):
            return _identifier(scheme, found)
    raise InputError([_misfit(text)])


def _identifier(scheme: str, found: re.Match[str]) -> Identifier:
    """Return the identifier that a pattern matched, in one spelling."""
    number = found["number"]
    if scheme == "arxiv":
        return Identifier(scheme, arxiv_id(number), found["version"] or "")
    if scheme == "doi":
        number = unquote(re.split(r"[?#]", number)[0]) if found["url"] else number
        return Identifier(scheme, number.rstrip(".,;").lower())  # DOIs are case-insensitive
    if scheme in ("orcid", "crossref") or (scheme == "arxiv-author" and "_" not in number):
        return Identifier(scheme, _checked(number.upper().replace("-", "")))
    if scheme == "openalex":
        return Identifier(scheme, number.upper())
    return Identifier(scheme, number)


def _checked(digits: str) -> str:
    """Return the sixteen digits of an ORCID in groups of four; raise InputError if the check digit is wrong."""
    if not is_orcid(digits):
        hint = "a digit is mistyped, because the check digit does not match; copy it from your page at orcid.org"
        raise InputError([Problem(f"'{digits}' is not an ORCID", hint=hint)])
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def _misfit(text: str) -> Problem:
    """Return the problem with a text that is not an identifier, with a hint about the form that was probably meant."""
    name, hint = FORMS.get(text.partition(":")[0].strip().lower(), ("identifier of a paper or a person", ANY))
    article = "an" if name[0] in "aiO" else "a"
    return Problem(f"'{text}' is not {article} {name}", hint=hint)
