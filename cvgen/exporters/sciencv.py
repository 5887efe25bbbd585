"""Export grants as current and pending support for SciENcv, which NIH, NSF and DOE ask for, in the XML that it reads.

The elements, their order and their limits are those of the simple template for uploads, as docs/sciencv.md says.
"""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cvgen.document.markdown import plain_text
from cvgen.exporters.people import family_name, given_name
from cvgen.exporters.remarks import Remark
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Grant, Position, Profile
from cvgen.profile.money import DOLLARS, parse_amount
from cvgen.profile.status import grant_status
from cvgen.xml import clean

HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'
MONTHS = 12  # of work in a year
LIMITS = {  # characters that SciENcv takes
    "title": 300, "number": 50, "organization": 60, "place": 60, "in_kind": 500, "objectives": 1500, "overlap": 5000,
}  # fmt: skip
MOST_DIGITS = 13  # of an amount
LONGEST_NAME = 60  # characters of a title in a remark
STATES = (  # of the United States, in a place such as "Galveston, TX"
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)


@dataclass(frozen=True)
class Support:
    """A grant as SciENcv lists it: the money, or the gift in place of it."""

    path: EntryPath
    grant: Grant
    status: str
    is_in_kind: bool
    this_year: int = 0  # before it, nobody asks for effort that is unknown

    @property
    def name(self) -> str:
        """The title as remarks quote it."""
        title = plain_text(self.grant.title)
        return f"'{title if len(title) <= LONGEST_NAME else f'{title[:LONGEST_NAME].strip()}...'}'"

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts by their keys, in one line each; what is in kind has no title and no place."""
        found = {key: " ".join(plain_text(getattr(self.grant, key) or "").split()) for key in LIMITS}
        return found | ({"title": "", "place": ""} if self.is_in_kind else {"in_kind": ""})

    @cached_property
    def amount(self) -> int | None:
        """The amount in US dollars, None if it is unclear or in another currency."""
        number, currency = parse_amount(self.grant.amount or "", self.grant.currency or "")
        is_taken = number is not None and len(str(number)) <= MOST_DIGITS and currency in ("", *DOLLARS)
        return number if is_taken and not self.is_beside else None

    @property
    def is_beside(self) -> bool:
        """Whether this is given besides money, which has an entry with the effort and the amount."""
        return self.is_in_kind and bool(self.grant.amount)

    @cached_property
    def effort(self) -> dict[str, float | None]:
        """The months of work by year, None where they are unknown; the years of the grant, and those with effort."""
        if self.is_beside:
            return {}
        start, end = self.grant.start, self.grant.end
        years = range(0)
        if start and end and end != PRESENT:
            years = range(max(start.year, self.this_year), end.year + 1)
        return dict(sorted({**{str(year): None for year in years}, **self.grant.effort}.items()))


def write(profile: Profile, today: Date | None = None) -> bytes:
    """Return the owner's current and pending support; without `today`, no grant is over by its dates alone."""
    root = ET.Element("profile")
    _identify(ET.SubElement(root, "identification"), profile)
    _employ(ET.SubElement(root, "employment"), profile)
    funding = ET.SubElement(root, "funding")
    for one in supports(profile, today):
        _support(ET.SubElement(funding, "support"), one)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return HEAD + f"{text}\n".encode("utf-8", "replace")


def supports(profile: Profile, today: Date | None) -> list[Support]:
    """Return the support that goes on or is asked for: money first, current before pending, in the profile's order."""
    found, year = [], today.year if today else 0
    for at, grant in enumerate(profile.grants):
        status = grant_status(grant, today)
        if grant.hidden or status == "completed":
            continue
        if grant.amount or not grant.in_kind:
            found.append(Support(("grants", at), grant, status, False, year))
        if grant.in_kind:
            found.append(Support(("grants", at), grant, status, True, year))
    return sorted(found, key=lambda one: (one.is_in_kind, one.status))


def remarks(profile: Profile, today: Date | None) -> Iterator[Remark]:
    """Yield what SciENcv asks for and the profile lacks, and what SciENcv does not take."""
    if not given_name(profile.name):
        yield Remark(("name",), "SciENcv asks for given and family names apart; yours is all in the family name")
    if _post(profile) is None:
        yield Remark((), "SciENcv asks for your position, and  positions  has none")
    found = supports(profile, today)
    if not found:
        yield Remark(("grants",), "no grant is current or pending")
    for one in found:
        yield from _of_support(one)
    yield from _of_years(found)


def _identify(inside: ET.Element, profile: Profile) -> None:
    """Add the owner's ORCID iD and name."""
    if profile.orcid_number:
        ET.SubElement(inside, "id", idtype="orcid").text = profile.orcid_number
    first, _, middle = given_name(profile.name).partition(" ")
    family = family_name(profile.name)
    _add(ET.SubElement(inside, "name"), {"firstname": first, "middlename": middle, "lastname": family})


def _employ(inside: ET.Element, profile: Profile) -> None:
    """Add the owner's present position."""
    post = _post(profile)
    if post is None:
        return
    position = ET.SubElement(inside, "position")
    _add(position, {"positiontitle": plain_text(post.title)})
    place = _place(plain_text(post.location or profile.location or ""))
    _add(ET.SubElement(position, "organization"), {"orgname": plain_text(post.organization or ""), **place})
    if post.start:
        _add(ET.SubElement(position, "startdate"), {"year": str(post.start.year)})


def _post(profile: Profile) -> Position | None:
    """Return the first position that goes on, else the first one."""
    posts = [one for one in profile.positions if not one.hidden]
    return next((one for one in posts if one.end == PRESENT), posts[0] if posts else None)


def _place(text: str) -> dict[str, str]:
    """Return the parts of a place: "Ann Arbor, MI, USA", "Galveston, TX", "Carrow, United Kingdom"."""
    words = [part for one in text.split(",") if (part := one.strip())]
    city, state, country = words[:1], words[1:-1], words[2:] and words[-1:]
    if len(words) == 2:
        state, country = (words[1:], []) if re.fullmatch(STATES, words[1]) else ([], words[1:])
    return {"city": "".join(city), "stateorprovince": ", ".join(state), "country": "".join(country)}


def _support(inside: ET.Element, one: Support) -> None:
    """Add a grant; SciENcv takes its elements in this order alone."""
    texts, grant = one.texts, one.grant
    end = {} if one.is_in_kind else {"enddate": _day(grant.end)}
    _add(inside, {
        "projecttitle": texts["title"], "awardnumber": texts["number"], "supportsource": texts["organization"],
        "location": texts["place"], "contributiontype": "inkind" if one.is_in_kind else "award",
        "awardamount": "" if one.amount is None else str(one.amount), "inkinddescription": texts["in_kind"],
        "overallobjectives": texts["objectives"], "potentialoverlap": texts["overlap"],
        "startdate": _day(grant.start), **end, "supporttype": one.status,
    })  # fmt: skip
    commitment = ET.SubElement(inside, "commitment")
    for year, months in one.effort.items():
        ET.SubElement(commitment, "personmonth", year=year).text = "" if months is None else f"{round(months, 2):g}"


def _add(inside: ET.Element, values: Mapping[str, str]) -> None:
    for name, text in values.items():
        ET.SubElement(inside, name).text = clean(text)


def _day(date: Date | None) -> str:
    """Return a date as SciENcv takes it, the first day of a month; "" for a year alone, as no month is invented."""
    if date is None or date == PRESENT or not date.month:
        return ""
    return f"{date.year:04}-{date.month:02}-{date.day or 1:02}"


def _of_support(one: Support) -> Iterator[Remark]:
    """Yield what one grant lacks, and what is too long or unclear in it."""
    texts, grant = one.texts, one.grant
    asked = ("organization", "objectives", "overlap") if one.is_in_kind else (
        "number", "organization", "place", "objectives", "overlap")  # fmt: skip
    lacking = [key for key in asked if not texts[key] and not (key == "number" and one.status == "pending")]
    lacking += [
        key for key in ("start", "end") if getattr(grant, key) is None and not (one.is_in_kind and key == "end")
    ]
    lacking += ["effort"] if not grant.effort else []
    if lacking and not one.is_beside:
        yield Remark(one.path, f"{one.name} lacks what SciENcv asks for: {', '.join(lacking)}")
    for key, most in LIMITS.items():
        if len(texts[key]) > most and (key == "in_kind" or not one.is_beside):
            message = f"the {key} of {one.name} has {len(texts[key]):,} characters, SciENcv takes {most:,}"
            yield Remark((*one.path, key), message)
    yield from _of_dates(one)
    yield from _of_amount(one)
    yield from _of_effort(one)


def _of_dates(one: Support) -> Iterator[Remark]:
    for key in ("start",) if one.is_in_kind else ("start", "end"):
        date: Date | None = getattr(one.grant, key)
        if date and not _day(date) and not one.is_beside:
            message = f"SciENcv asks for the year and month of the {key} of {one.name}; it stays empty"
            yield Remark((*one.path, key), message)


def _of_amount(one: Support) -> Iterator[Remark]:
    number, currency = parse_amount(one.grant.amount or "", one.grant.currency or "")
    path = (*one.path, "amount")
    if one.is_in_kind:
        if one.amount is None:
            yield Remark(
                (*one.path, "in_kind"), f"SciENcv asks for the worth in dollars of what {one.name} gives in kind"
            )
    elif not one.grant.amount:
        yield Remark(one.path, f"{one.name} has no amount; SciENcv asks for the total in US dollars")
    elif number is None or len(str(number)) > MOST_DIGITS:
        yield Remark(path, f"the amount of {one.name} is not a whole number, so it stays empty: write 250,000")
    elif not currency:
        yield Remark(path, f"the amount of {one.name} has no currency; SciENcv takes it as US dollars")
    elif currency not in DOLLARS:
        message = f"the amount of {one.name} is in {currency}, so it stays empty; SciENcv asks for whole US dollars"
        yield Remark(path, message)


def _of_effort(one: Support) -> Iterator[Remark]:
    start, end = one.grant.start, one.grant.end
    missing = [year for year, months in one.effort.items() if months is None]
    if missing and one.grant.effort:
        yield Remark((*one.path, "effort"), f"the effort of {one.name} lacks {', '.join(missing)}")
    for year in () if one.is_beside else one.grant.effort:
        if (start and year < f"{start.year:04}") or (end and year > f"{end.year:04}"):
            yield Remark((*one.path, "effort", year), f"{one.name} has effort in {year}, when it does not run")


def _of_years(found: list[Support]) -> Iterator[Remark]:
    """Yield the years for which all grants together ask for more months than a year has."""
    totals: defaultdict[str, float] = defaultdict(float)
    for one in found:
        for year, months in one.effort.items():
            totals[year] += months or 0
    for year, months in sorted(totals.items()):
        if months > MONTHS:
            yield Remark(
                ("grants",), f"your effort in {year} is {months:g} months over all grants; a year has {MONTHS}"
            )
