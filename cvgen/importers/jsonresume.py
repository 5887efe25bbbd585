"""Import JSON Resume, any version of its schema; texts are read as Markdown, as most people write them."""

import re
from collections.abc import Sequence
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, networks, people, records, sections, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.dates import PRESENT
from cvgen.profile.fields import PublicationType
from cvgen.profile.model import (
    Author,
    Award,
    Education,
    Grant,
    Language,
    OtherEntry,
    OtherSection,
    Position,
    Publication,
    Reference,
    Service,
    Skill,
    Talk,
    Teaching,
)
from cvgen.profile.status import type_at

ROOT = re.compile(r"\"(?:basics|bio)\"\s*:\s*\{|\"\$schema\"\s*:\s*\"[^\"]*jsonresume")
SECTIONS = re.compile(
    r"\"(?:work|education|skills|volunteer|publications|awards|profiles|studyType|projects|label)\"\s*:"
)
DATED = ("startDate", "endDate")
# The type of a project that cvgen exports -> its class, and the keys of its name, its organization and the roles.
PROJECTS: dict[str, tuple[type, tuple[str, str, str]]] = {
    "talk": (Talk, ("title", "event", "kind")),
    "presentation": (Talk, ("title", "event", "kind")),
    "grant": (Grant, ("title", "organization", "role")),
    "teaching": (Teaching, ("course", "institution", "role")),
}
PROJECT = (OtherEntry, ("title", "organization", "role"))  # of any other type; a section has no roles


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON with the basics of a person and a section that only JSON Resume has."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and bool(ROOT.search(text)) and bool(SECTIONS.search(text))


def read(text: str) -> Imported:
    """Return the profile in the text of a resume.json."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    root.skip("$schema", "meta")
    profile = records.profile(_everything(root, notes), notes, root)
    root.tree.unused("icon")
    return Imported(profile, notes.problems())


def _everything(root: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the lists of a profile from the sections of the file."""
    found = _basics(root.first("basics", "bio"), notes) | _projects(root["projects"], notes)
    for key, section, cls, read_one in (
        ("positions", "work", Position, _position),
        ("education", "education", Education, _education),
        ("service", "volunteer", Service, _service),
        ("references", "references", Reference, _reference),
    ):
        found[key] = compact(make(cls, read_one(item), notes, item) for item in root[section].items())
    papers = root["publications"].items()
    found["publications"] = works.joined(
        compact(make(Publication, _publication(item, notes), notes, item) for item in papers)
    )
    found["awards"] = _awards(root["awards"], notes)
    found["skills"] = _skills(root, notes)
    found["languages"] = _languages(root["languages"], notes)
    found["interests"] = [_interest(item) for item in root.first("interests", "hobbies").items()]
    found["sections"] = (*found.get("sections", ()), *_certificates(root["certificates"], notes))
    return found


def _basics(basics: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return who the person is and where to find them."""
    place = basics["location"]
    keys = ("address", "city", "region", "state", "countryCode") if isinstance(place.data, dict) else ()
    parts = [place[key].text for key in keys]
    found: dict[str, Any] = {"name": basics["name"], "headline": basics["label"], "email": basics["email"]}
    found |= {"phone": basics["phone"], "website": basics.first("url", "website"), "bio": basics["summary"]}
    found["location"] = ", ".join(part for part in parts if part) or (place if isinstance(place.data, str) else None)
    picture = basics.first("image", "picture")
    if re.match(r"[a-z]+:|/", picture.text, re.IGNORECASE):
        hint = "save it beside the profile, and write photo: FILE"
        notes.warn("the picture is left out: it must be a file beside the profile", picture, hint)
    elif picture:
        found["photo"] = picture
    found["links"] = _links(basics["profiles"], notes)
    return found


def _links(profiles: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the pages of a person at other sites; a page without a known address is noted."""
    links: dict[str, Any] = {}
    for item in profiles.items():
        network, member, url = item["network"].text, item["username"].text, item["url"]
        if address := url if url else networks.page(network, member):
            links.setdefault(network or "Website", address)
        elif network or member:
            notes.warn(f"unknown address of '{member}' at '{network}'", item, "add the address under links")
    return links


def _dates(item: Value) -> dict[str, Any]:
    """Return start and end; a start without an end is ongoing."""
    start, end = (item[key] for key in DATED)
    return {"start": start, "end": end or (PRESENT if start else None)}


def _position(item: Value) -> dict[str, Any]:
    """Return the values of a position."""
    found = _dates(item) | {"title": item["position"], "organization": item.first("name", "company")}
    found |= {"url": item.first("url", "website"), "highlights": item["highlights"].items()}
    summary = [item[key].text for key in ("description", "summary")]
    found |= {"location": item["location"], "summary": ". ".join(part.rstrip(".") for part in summary if part)}
    found["summary"] = item["summary"] if not summary[0] else found["summary"]
    return found if found["title"] else found | {"title": found["organization"], "organization": None}


def _education(item: Value) -> dict[str, Any]:
    """Return the values of a degree: type of study and area; the courses go into the note."""
    kind, area = item["studyType"].text, item["area"].text
    courses = [course.text for course in item["courses"].items()]
    note = sections.join_texts([item["note"].text, f"Courses: {', '.join(courses)}" if courses else ""])
    degree = f"{kind} in {area}" if kind and area else kind or area
    found = _dates(item) | {"degree": degree, "institution": item["institution"], "url": item["url"]}
    return found | {"location": item["location"], "note": note, "grade": item.first("score", "gpa")}


def _service(item: Value) -> dict[str, Any]:
    """Return the values of a service."""
    parts = [item["summary"].text, *(point.text for point in item["highlights"].items())]
    organization = item["organization"]
    found = _dates(item) | {"role": item["position"] or "Volunteer", "note": sections.join_texts(parts)}
    return found | {"organizations": [organization], "url": item.first("url", "website")}


def _publication(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a publication; the schema allows authors and our other keys, but does not define them."""
    date = item["releaseDate"]
    known = dates.date(date.text)
    found: dict[str, Any] = {"title": item["name"], "venue": item["publisher"], "abstract": item["summary"]}
    found |= {"date": date} if date and (not known or known.month) else {"year": date}
    link = item.first("url", "website")
    if found_in_link := identifiers.in_link(link.text):
        found |= found_in_link
    if link and (not found_in_link or item["links"]):
        found["links"] = {"Paper": link}
    if item["links"]:
        found["links"] = dict(item["links"].pairs())
    for key in ("doi", "arxiv"):
        found[key] = item[key] or found.get(key)
    kind: PublicationType | None = type_at(None, item["publisher"].text)
    found |= {"type": item["type"] or kind, "status": item["status"], "selected": item["selected"].data is True}
    return found | {"authors": _authors(item.first("authors", "author"), notes)}


def _authors(names: Value, notes: Diagnostics) -> list[Author]:
    """Return the authors from a list of names, from objects with a name, or from one text."""
    if isinstance(names.data, str):
        return people.listed(names.text)
    each = (name["name"] if isinstance(name.data, dict) else name for name in names.items())
    return people.authors((SourceText(name.text, name) for name in each), notes)


def _awards(section: Value, notes: Diagnostics) -> tuple[Award, ...]:
    """Return the awards; one that is listed for several years was won several times."""
    found: dict[tuple[str, ...], tuple[dict[str, Any], Value]] = {}
    for item in section.items():
        date = item.first("date", "awardDate")
        keys = tuple(item[key].text for key in ("title", "awarder", "summary"))
        entry: dict[str, Any] = {"title": item["title"], "organization": item["awarder"], "note": item["summary"]}
        entry |= {"url": item["url"], "years": []}
        several = dates.years(date.text) if not dates.date(date.text) else ()  # "2018, 2019"
        found.setdefault((*keys, item["url"].text), (entry, item))[0]["years"].extend(several or [date])
    return compact(make(Award, entry, notes, item) for entry, item in found.values())


def _languages(section: Value, notes: Diagnostics) -> tuple[Language, ...]:
    """Return the languages with their levels."""
    return compact(
        make(Language, {"name": item.first("language", "name"), "level": item["fluency"]}, notes, item)
        for item in section.items()
    )


def _skills(root: Value, notes: Diagnostics) -> tuple[Skill, ...]:
    """Return the skills with their keywords."""
    found = []
    for item in root["skills"].items():
        level, name = item["level"].text, item["name"].text
        words = item["keywords"].items()
        found.append(make(Skill, {"name": f"{name} ({level})" if level else name, "items": words}, notes, item))
    return compact(found)


def _interest(item: Value) -> SourceText:
    """Return an interest with its keywords."""
    words = _joined(item["keywords"])
    name = item["name"].text if isinstance(item.data, dict) else item.text
    return SourceText(f"{name}: {words}" if words and name else name or words, item)


def _reference(item: Value) -> dict[str, Any]:
    """Return the values of a referee."""
    return {"name": item["name"], "note": item["reference"]}


def _certificates(section: Value, notes: Diagnostics) -> tuple[OtherSection, ...]:
    """Return the certificates as a custom section."""
    entries = [
        {"title": item["name"], "organization": item["issuer"], "date": item["date"], "url": item["url"]}
        for item in section.items()
    ]
    return _section("Certificates", list(zip(entries, section.items(), strict=True)), notes)


def _section(
    title: str, entries: Sequence[tuple[dict[str, Any], Value]], notes: Diagnostics
) -> tuple[OtherSection, ...]:
    """Return a custom section, () if it has no entries."""
    built = compact(make(OtherEntry, entry, notes, item) for entry, item in entries)
    return compact([make(OtherSection, {"title": title, "entries": built}, notes, entries[0][1])]) if built else ()


def _projects(section: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return talks, grants and courses by the type of the project; others go into sections by exported title."""
    of_class: dict[type, list[Any]] = {Talk: [], Grant: [], Teaching: []}
    others: dict[str, list[tuple[dict[str, Any], Value]]] = {}
    for item in section.items():
        cls, keys = PROJECTS.get(item["type"].text.lower(), PROJECT)
        values: tuple[Any, ...] = (item["name"], item["entity"], _joined(item["roles"]))
        found = dict(zip(keys, values, strict=True)) | {"note": _note(item), "url": item["url"]}
        found |= _project_dates(item, cls)
        if cls is OtherEntry:
            found["note"] = sections.join_texts([values[2], found["note"]])
            if item["type"]:
                notes.unused("projects.type", item["type"])
        if cls is OtherEntry:
            others.setdefault(item["section"].text or "Projects", []).append((found, item))
        else:
            of_class[cls].append(make(cls, found, notes, item))
    sections_of = [one for title, entries in others.items() for one in _section(title, entries, notes)]
    lists = {key: compact(of_class[cls]) for key, cls in (("talks", Talk), ("grants", Grant), ("teaching", Teaching))}
    return lists | {"sections": sections_of}


def _note(item: Value) -> str:
    """Return description, summary, highlights and keywords of a project as one text."""
    points = [point.text for point in item["highlights"].items()]
    return sections.join_texts([item["description"].text, item["summary"].text, *points, _joined(item["keywords"])])


def _joined(value: Value) -> str:
    """Return the items of a list as one text."""
    return ", ".join(item.text for item in value.items())


def _project_dates(item: Value, cls: type) -> dict[str, Any]:
    """Return the dates of a project: a single day if start and end are equal; a missing end is not the present."""
    start, end = (item[key] for key in DATED)
    if cls is Talk or (cls is OtherEntry and start.text == end.text):
        return {"date": start if start else end}
    return {"start": start, "end": end}
