"""Convert the activities of an ORCID record: positions, education, awards, memberships, service, grants."""

from collections.abc import Iterator
from typing import Any

from cvgen.importers.mapping import dates
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Award, Education, Grant, Membership, Position, Service


def career(done: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the entries of a profile, by key, from the activities of a record."""
    positions = [*_entries(done, "employment"), *_entries(done, "invited-position")]
    education = [*_entries(done, "education"), *_entries(done, "qualification")]
    grants, awards = _fundings(done, notes)
    return {
        "positions": compact(make(Position, _position(item), notes, item) for item in positions),
        "education": compact(make(Education, _education(item, notes), notes, item) for item in education),
        "awards": (*compact(make(Award, _award(item), notes, item) for item in _entries(done, "distinction")), *awards),
        "memberships": compact(make(Membership, _member(item), notes, item) for item in _entries(done, "membership")),
        "service": (
            *compact(make(Service, _service(item), notes, item) for item in _entries(done, "service")),
            *_reviews(done["peer-reviews"], notes),
        ),
        "grants": grants,
    }


def date(value: Value) -> Date | None:
    """Return a date: {"year": {"value": "2019"}, "month": {"value": "05"}, "day": null}; an invalid one is noted."""
    parts = [value[key]["value"].text for key in ("year", "month", "day")]
    words = "-".join(part for part in parts if part)
    found = dates.date(words)
    if words and not found:
        value.tree.notes.warn(f"'{words}' is not a date, and is left out", value)
    return found


def _entries(done: Value, kind: str) -> Iterator[Value]:
    """Yield the entries of a kind: v3 has them in groups, v2 in a list."""
    section = done[f"{kind}s"]
    for group in section["affiliation-group"].items():
        for summary in group["summaries"].items():
            yield summary[f"{kind}-summary"]
    yield from section[f"{kind}-summary"].items()


def _where(item: Value) -> dict[str, Any]:
    """Return organization with department, location, start and end; a missing end is the present."""
    organization, department = item["organization"], html.markdown(item["department-name"].text)
    address = organization["address"]
    place = [address[key].text for key in ("city", "region", "country")]
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
    """Return the values of a position."""
    found = _where(item)
    role = html.markdown(item["role-title"].text)
    return found | {"title": role} if role else found | {"title": found["organization"], "organization": None}


def _education(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a degree."""
    found = _where(item)
    if not item["role-title"]:
        notes.warn("this education entry has no degree", item, "add the degree")
    degree = html.markdown(item["role-title"].text) or "Studies"
    end = date(item["end-date"])
    return found | {"degree": degree, "institution": found["organization"], "end": end}


def _award(item: Value) -> dict[str, Any]:
    """Return the values of an award."""
    found = _where(item)
    year = found["start"] or date(item["end-date"])
    found["years"] = [SourceText(str(year), item["start-date"] or item["end-date"])] if year else []
    return found | {"title": html.markdown(item["role-title"].text)}


def _member(item: Value) -> dict[str, Any]:
    """Return the values of a membership."""
    return _where(item) | {"role": html.markdown(item["role-title"].text)}


def _service(item: Value) -> dict[str, Any]:
    """Return the values of a service."""
    found = _where(item)
    role = html.markdown(item["role-title"].text) or "Member"
    return found | {"role": role, "organizations": [found["organization"]] if found["organization"] else []}


def _fundings(done: Value, notes: Diagnostics) -> tuple[tuple[Grant, ...], tuple[Award, ...]]:
    """Return grants, and the fundings that are awards."""
    grants, awards = [], []
    for group in done["fundings"]["group"].items():
        item = next(iter(group["funding-summary"].items()), group)
        found = _where(item)
        found |= {"title": html.markdown(item["title"]["title"]["value"].text), "end": date(item["end-date"])}
        if item["type"].text.lower() == "award":
            found["years"] = [SourceText(str(found["start"]), item["start-date"])] if found["start"] else []
            awards.append(make(Award, found, notes, item))
        else:
            ids = item["external-ids"]["external-id"].items() or group["external-ids"]["external-id"].items()
            found["number"] = next((one["external-id-value"] for one in ids if _is_number(one)), None)
            grants.append(make(Grant, found, notes, item))
    return compact(grants), compact(awards)


def _is_number(identifier: Value) -> bool:
    """Return whether an external id is the number of a grant."""
    return identifier["external-id-type"].text.lower().replace("_", "-") in ("grant-number", "award-number")


def _reviews(section: Value, notes: Diagnostics) -> tuple[Service, ...]:
    """Return peer reviews as one service for each role and journal or publisher, with its years."""
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
            if day and day.month:
                notes.unused("completion-date: month and day", item["completion-date"], dates.ONLY_YEARS)
    return compact(
        make(Service, {"role": role, "organizations": [whom] if whom else [], "years": sorted(years)}, notes, item)
        for (role, whom), (item, years) in found.items()
    )
