"""What an ORCID record lists beside works -> positions, education, awards, memberships, service, grants."""

from collections.abc import Iterator
from typing import Any

from cvgen.importers.mapping import dates
from cvgen.importers.mapping.records import every, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Award, Education, Grant, Membership, Position, Service


def career(done: Value, notes: Diagnostics) -> dict[str, Any]:
    """The activities of a record -> the entries of a profile, by key."""
    positions = [*_entries(done, "employment"), *_entries(done, "invited-position")]
    education = [*_entries(done, "education"), *_entries(done, "qualification")]
    grants, awards = _fundings(done, notes)
    return {
        "positions": every(make(Position, _position(item), notes, item) for item in positions),
        "education": every(make(Education, _education(item, notes), notes, item) for item in education),
        "awards": (*every(make(Award, _award(item), notes, item) for item in _entries(done, "distinction")), *awards),
        "memberships": every(make(Membership, _member(item), notes, item) for item in _entries(done, "membership")),
        "service": (
            *every(make(Service, _service(item), notes, item) for item in _entries(done, "service")),
            *_reviews(done["peer-reviews"], notes),
        ),
        "grants": grants,
    }


def date(value: Value) -> Date | None:
    """{"year": {"value": "2019"}, "month": {"value": "05"}, "day": null} -> the date; what is none is noted."""
    parts = [value[key]["value"].text for key in ("year", "month", "day")]
    words = "-".join(part for part in parts if part)
    found = dates.date(words)
    if words and not found:
        value.tree.notes.warn(f"'{words}' is not a date, and is left out", value)
    return found


def _entries(done: Value, kind: str) -> Iterator[Value]:
    """The entries of a kind: in groups in v3, in a list in v2."""
    section = done[f"{kind}s"]
    for group in section["affiliation-group"].items():
        for summary in group["summaries"].items():
            yield summary[f"{kind}-summary"]
    yield from section[f"{kind}-summary"].items()


def _where(item: Value) -> dict[str, Any]:
    """The organization with its department, its place, and from when to when; open ends are the present."""
    organization, department = item["organization"], html.markdown(item["department-name"].text)
    address = organization["address"]
    place = [address["city"].text, address["region"].text]
    start, end = date(item["start-date"]), date(item["end-date"])
    name = ", ".join(part for part in (department, html.markdown(organization["name"].text)) if part)
    return {
        "organization": name,
        "location": ", ".join(part for part in place if part),
        "start": start,
        "end": end or (PRESENT if start else None),
        "url": item["url"]["value"],
    }


def _position(item: Value) -> dict[str, Any]:
    found = _where(item)
    role = html.markdown(item["role-title"].text)
    return found | {"title": role} if role else found | {"title": found["organization"], "organization": None}


def _education(item: Value, notes: Diagnostics) -> dict[str, Any]:
    found = _where(item)
    if not item["role-title"]:
        notes.warn("this education has no degree", item, "write which one it is")
    degree = html.markdown(item["role-title"].text) or "Studies"
    end = date(item["end-date"])
    return found | {"degree": degree, "institution": found["organization"], "end": end}


def _award(item: Value) -> dict[str, Any]:
    found = _where(item)
    year = found["start"] or date(item["end-date"])
    found["years"] = [year.year] if year else []
    return found | {"title": html.markdown(item["role-title"].text)}


def _member(item: Value) -> dict[str, Any]:
    return _where(item) | {"role": html.markdown(item["role-title"].text)}


def _service(item: Value) -> dict[str, Any]:
    found = _where(item)
    role = html.markdown(item["role-title"].text) or "Member"
    return found | {"role": role, "organizations": [found["organization"]] if found["organization"] else []}


def _fundings(done: Value, notes: Diagnostics) -> tuple[tuple[Grant, ...], tuple[Award, ...]]:
    """Grants, and those fundings that are awards."""
    grants, awards = [], []
    for group in done["fundings"]["group"].items():
        item = next(iter(group["funding-summary"].items()), group)
        found = _where(item)
        found |= {"title": html.markdown(item["title"]["title"]["value"].text), "end": date(item["end-date"])}
        if item["type"].text.lower() == "award":
            found["years"] = [found["start"].year] if found["start"] else []
            awards.append(make(Award, found, notes, item))
        else:
            ids = item["external-ids"]["external-id"].items() or group["external-ids"]["external-id"].items()
            found["number"] = next((one["external-id-value"] for one in ids if _is_number(one)), None)
            grants.append(make(Grant, found, notes, item))
    return every(grants), every(awards)


def _is_number(identifier: Value) -> bool:
    return identifier["external-id-type"].text.lower().replace("_", "-") in ("grant-number", "award-number")


def _reviews(section: Value, notes: Diagnostics) -> tuple[Service, ...]:
    """Peer reviews -> one entry for each journal or publisher and role, with its years."""
    found: dict[tuple[str, str], tuple[Value, set[int]]] = {}
    for group in section["group"].items():
        summaries = [*group["peer-review-summary"].items()]
        for inner in group["peer-review-group"].items():
            summaries += inner["peer-review-summary"].items()
        for item in summaries:
            role = item["reviewer-role"].text.lower().replace("_", "-").title() or "Reviewer"
            whom = html.markdown(item["convening-organization"]["name"].text)
            item["convening-organization"].skip("address")
            item.skip("review-type", "review-group-id")
            day = date(item["completion-date"])
            years = found.setdefault((role, whom), (item, set()))[1]
            years |= {day.year} if day else set()
    return every(
        make(Service, {"role": role, "organizations": [whom] if whom else [], "years": sorted(years)}, notes, item)
        for (role, whom), (item, years) in found.items()
    )
