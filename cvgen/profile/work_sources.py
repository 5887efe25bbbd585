"""Define where `cvgen refresh` looks for works, and which works it leaves out: the key `sources` of profile.yaml."""

import re
from dataclasses import dataclass
from typing import Self

from cvgen.profile.fields import FilePath, Identifier, Text, Year, key

NUMBERED = re.compile(r"(?i)(?P<scheme>doi|arxiv):\s*(?P<number>\S+)")


@dataclass(frozen=True)
class Rejected:
    """A work of somebody else, or one that you do not want; the short form is `doi:10.1145/1` or a title."""

    title: Text | None = key("as the source has it")
    authors: tuple[str, ...] = key("who wrote it", ())
    venue: Text | None = key("journal or conference")
    year: Year | None = key("of publication, four digits")
    doi: Identifier | None = key("its DOI")
    arxiv: Identifier | None = key('its arXiv number, always in quotes: "2402.02377"')

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what a text names: "doi:10.1145/1" -> Rejected(doi="10.1145/1"), any other text is a title."""
        found = NUMBERED.fullmatch(text.strip())
        if not found:
            return cls(title=Text(text))
        number = Identifier(found["number"])
        return cls(doi=number) if found["scheme"].lower() == "doi" else cls(arxiv=number)


@dataclass(frozen=True)
class Sources:
    """The places where `cvgen refresh` looks for your works: identifiers of one person, since people share names."""

    orcid: Identifier | None = key("your ORCID iD, if your record lists your works: 0000-0002-1825-0097")
    openalex: Identifier | None = key("your number at OpenAlex: A5023888391")
    dblp: Identifier | None = key("your number at DBLP, from the address of your page: 65/9612")
    arxiv: Identifier | None = key("your author identifier at arXiv, or the ORCID iD linked there: lovelace_a_1")
    crossref: Identifier | None = key("your ORCID iD, which publishers give to Crossref")
    bibs: tuple[FilePath, ...] = key("BibTeX files beside this file", (), one="bib")
    not_mine: tuple[Rejected, ...] = key('works that never come back: ["doi:10.1145/1", A title]', ())

    @property
    def people(self) -> dict[str, str]:
        """Return the services to ask, with the number of the owner at each; those that list authors come first."""
        services = ("dblp", "openalex", "crossref", "arxiv", "orcid")
        return {name: number for name in services if (number := getattr(self, name))}
