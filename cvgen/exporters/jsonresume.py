"""Export a Profile as JSON Resume 1.0.

Texts keep their Markdown. A few keys are not in the schema, which allows additional keys.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cvgen.profile.dates import PRESENT, Date, date_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Award, Education, Grant, Position, Profile, Publication, Service, Talk, Teaching

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

Item = dict[str, Any]


def write(profile: Profile) -> bytes:
    """Return a profile as resume.json, without hidden entries."""
    resume = {
        "$schema": SCHEMA,
        "basics": _basics(profile),
        "work": [_position(one) for one in profile.positions if not one.hidden],
        "volunteer": [_service(one) for one in profile.service if not one.hidden],
        "education": [_education(one) for one in profile.education if not one.hidden],
        "awards": [award for one in profile.awards if not one.hidden for award in _award(one)],
        "publications": [_publication(one) for one in profile.publications if not one.hidden],
        "skills": [{"name": one.name, "keywords": list(one.items)} for one in profile.skills if not one.hidden],
        "interests": [{"name": interest} for interest in profile.interests],
        "references": [{"name": one.name, "reference": one.note} for one in profile.references if not one.hidden],
        "projects": list(_projects(profile)),
    }
    return (json.dumps(_filled(resume), ensure_ascii=False, indent=2) + "\n").encode()


def _filled(value: Any) -> Any:
    """Return the same value without keys that have no value."""
    if isinstance(value, dict):
        filled = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in filled.items() if item not in (None, "", [], {}, False)}
    return [_filled(item) for item in value] if isinstance(value, list) else value


def _basics(profile: Profile) -> Item:
    """Return who the person is and where to find them."""
    bio = profile.bio.longest_first() if profile.bio else ()
    return {
        "name": profile.name,
        "label": profile.headline,
        "image": profile.photo,
        "email": profile.email,
        "phone": profile.phone,
        "url": profile.website,
        "summary": bio[0] if bio else None,
        "location": {"city": profile.location},
        "profiles": [{"network": label, "url": url} for label, url in profile.pages.items()],
    }


def _dates(start: Date | None, end: Date | None) -> Item:
    """Return start and end date; JSON Resume omits the end of what is ongoing, so a lone start is also the end."""
    begin = start if start != PRESENT else None
    known = (end or begin) if end != PRESENT else None
    return {"startDate": str(begin) if begin else None, "endDate": str(known) if known else None}


def _position(one: Position) -> Item:
    """Return an item of `work`."""
    about = {"name": one.organization, "position": one.title, "location": one.location, "url": one.url}
    points = [point.text for point in one.highlights]
    return about | _dates(one.start, one.end) | {"summary": one.summary, "highlights": points}


def _education(one: Education) -> Item:
    """Return an item of `education`."""
    about = {"institution": one.institution, "studyType": one.degree, "url": one.url}
    return about | _dates(one.start, one.end) | {"score": one.grade, "note": one.note}


def _service(one: Service) -> Item:
    """Return an item of `volunteer`; separate years become the time from the first to the last of them."""
    start = one.start or (Date(min(one.years)) if one.years else None)
    end = one.end or (Date(max(one.years)) if one.years else None)
    about = {"organization": ", ".join(one.organizations), "position": one.role, "url": one.url}
    return about | _dates(start, end) | {"summary": one.note}


def _award(one: Award) -> Iterator[Item]:
    """Yield an award once for each of its years."""
    for year in one.years or (None,):
        about = {"title": one.title, "date": str(year) if year else None, "awarder": one.organization}
        yield about | {"summary": one.note, "url": one.url}


def _publication(one: Publication) -> Item:
    """Return an item of `publications`."""
    date = date_of(one)
    doi = bare_doi(one.doi or "")
    address = next(iter(one.links.values()), None) or (f"https://doi.org/{doi}" if doi.startswith("10.") else None)
    return {
        "name": one.title,
        "publisher": one.venue,
        "releaseDate": str(date) if date else None,
        "url": address,
        "summary": one.abstract,
        "authors": [author.name + author.marks for author in one.authors],
        "links": one.links,
        "type": one.type,
        "status": one.status if one.status != "published" else None,
        "selected": one.selected,
        "doi": doi,
        "arxiv": bare_arxiv(one.arxiv or ""),
    }


def _projects(profile: Profile) -> Iterator[Item]:
    """Yield talks, grants, courses and entries of custom sections; `type` or `section` identifies them."""
    entries: Iterable[tuple[Item, Any]] = [
        *((_talk(one), one) for one in profile.talks),
        *((_grant(one), one) for one in profile.grants),
        *((_course(one), one) for one in profile.teaching),
    ]
    for item, one in entries:
        if not one.hidden:
            yield item | {"description": one.note, "url": one.url}
    for section in profile.sections:
        for entry in section.entries if not section.hidden else ():
            if not entry.hidden:
                about = {"name": entry.title, "entity": entry.organization, "section": section.title, "url": entry.url}
                yield about | _dates(entry.date or entry.start, entry.date or entry.end) | {"description": entry.note}


def _talk(one: Talk) -> Item:
    """Return a talk as an item of `projects`."""
    return {"type": "talk", "name": one.title, "entity": one.event, "roles": [one.kind] if one.kind else []} | _dates(
        one.date, one.date
    )


def _grant(one: Grant) -> Item:
    """Return a grant as an item of `projects`."""
    about = {"type": "grant", "name": one.title, "entity": one.organization, "roles": [one.role] if one.role else []}
    return about | _dates(one.start, one.end)


def _course(one: Teaching) -> Item:
    """Return a course as an item of `projects`."""
    start = one.start or (Date(min(one.years)) if one.years else None)
    end = one.end or (Date(max(one.years)) if one.years else None)
    about = {"type": "teaching", "name": one.course, "entity": one.institution, "roles": [one.role] if one.role else []}
    return about | _dates(start, end)
