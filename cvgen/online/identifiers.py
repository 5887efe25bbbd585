"""Parse what a person types or pastes into an identifier of a registry, in one spelling."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from cvgen.problems import Problem, ProfileError
from cvgen.profile.identifiers import ARXIV_DOI, ARXIV_NUMBER, ARXIV_URL, DOI_REGISTRANT, DOI_URL, arxiv_date, arxiv_id

PATTERNS = {
    "orcid": re.compile(
        r"(?:orcid:\s*)?(?:https?://(?:www\.)?orcid\.org/)?(?P<number>\d{4}-?\d{4}-?\d{4}-?\d{3}[\dX])/?", re.I
    ),
    "arxiv": re.compile(
        rf"(?:arxiv:\s*)?(?:{ARXIV_URL}|(?:doi:\s*)?(?:{DOI_URL})?{ARXIV_DOI})?"
        rf"(?P<number>{ARXIV_NUMBER})(?P<version>v\d+)?(?:\.pdf)?/?",
        re.I,
    ),
    "doi": re.compile(rf"(?:doi:\s*)?(?P<url>{DOI_URL})?(?P<number>{DOI_REGISTRANT}(?:/|%2F)\S+)", re.I),
    "dblp": re.compile(
        r"(?=dblp:|https?:)(?:dblp:\s*)?(?:https?://dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/)?"
        r"(?:pid/|homepages/)?(?P<number>\w+/[\w-]+)(?:\.(?:html|xml))?",
        re.I | re.ASCII,
    ),
}
ANY = "write doi:10.1145/3394171.3413621, arxiv:2402.02377, orcid:0000-0002-1825-0097 or dblp:65/9612"
FORMS = {
    "doi": ("a DOI", "a DOI begins with 10. and has a slash in it, such as doi:10.1145/3394171.3413621"),
    "arxiv": ("an arXiv number", "it looks like arxiv:2402.02377, and an old one like arxiv:math/0211159"),
    "orcid": ("an ORCID", "it has sixteen digits, such as orcid:0000-0002-1825-0097"),
    "dblp": ("a DBLP person", "it is in the address of the person's page: dblp:65/9612 for dblp.org/pid/65/9612.html"),
}
LONGEST = 300  # characters of an identifier
LONGEST_NAME = 80  # of a file


@dataclass(frozen=True)
class Identifier:
    """An identifier of a registry; `version` is a version that was typed and is not queried."""

    scheme: str
    number: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.number}"

    @property
    def stem(self) -> str:
        """The name of a file with its answer."""
        return f"{self.scheme}-{re.sub(r'[^A-Za-z0-9.]+', '-', self.number).strip('-.')}"[:LONGEST_NAME]


def parse_identifier(text: str) -> Identifier:
    """Parse an identifier: "https://arxiv.org/abs/2402.02377v2" -> arxiv, 2402.02377; ProfileError for other text."""
    text = text.strip()
    for scheme, pattern in PATTERNS.items():
        found = pattern.fullmatch(text) if len(text) <= LONGEST and text.isprintable() else None
        if found and (scheme != "arxiv" or arxiv_date(found["number"])):
            return _identifier(scheme, found)
    raise ProfileError([_misfit(text)])


def _identifier(scheme: str, found: re.Match[str]) -> Identifier:
    """Return the identifier of a match, in the spelling of its registry."""
    number = found["number"]
    if scheme == "arxiv":
        return Identifier(scheme, arxiv_id(number), found["version"] or "")
    if scheme == "doi":
        number = unquote(re.split(r"[?#]", number)[0]) if found["url"] else number
        return Identifier(scheme, number.rstrip(".,;").lower())  # capitals make no difference in a DOI
    if scheme == "orcid":
        return Identifier(scheme, _checked(number.upper().replace("-", "")))
    return Identifier(scheme, number)


def _checked(figures: str) -> str:
    """Return the sixteen digits of an ORCID in groups of four; ProfileError if the check digit is wrong."""
    if figures[-1] != check_digit(figures[:-1]):
        hint = "a digit is wrong, as the check digit shows: copy it from your page at orcid.org"
        raise ProfileError([Problem(f"'{figures}' is not an ORCID", hint=hint)])
    return "-".join(figures[at : at + 4] for at in range(0, 16, 4))


def check_digit(figures: str) -> str:
    """Figures -> the one that ISO 7064 MOD 11-2 puts behind them."""
    total = 0
    for figure in figures:
        total = (total + int(figure)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def _misfit(text: str) -> Problem:
    """Return the error for a text that is not an identifier, with a hint what to write."""
    name, hint = FORMS.get(text.partition(":")[0].strip().lower(), ("an identifier of a paper or a person", ANY))
    return Problem(f"'{text}' is not {name}", hint=hint)
