"""Convert sections with custom headings to the lists of a profile, by the heading and the keys of the entries."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from cvgen.importers.mapping import dates, identifiers, people
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, HasLocation, SourceText
from cvgen.profile.dates import Date
from cvgen.profile.identifiers import bare_doi
from cvgen.profile.model import (
    Author,
    Award,
    Education,
    Grant,
    Membership,
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
from cvgen.profile.status import server_name, split_status, type_at

# A key of the profile -> its class, the words of a heading that mean it, and which keys take title and organization.
LISTS: dict[str, tuple[type, str, str, str]] = {
    "education": (Education, r"education|academic background|formation|ausbildung", "degree", "institution"),
    "awards": (Award, r"awards?|honou?rs?|prizes?|scholarships?|fellowships?|distinctions?", "title", "organization"),
    "grants": (Grant, r"grants?|funding", "title", "organization"),
    "talks": (Talk, r"talks?|presentations?|lectures|keynotes?|seminars?", "title", "event"),
    "teaching": (Teaching, r"teaching|courses taught", "course", "institution"),
    "service": (Service, r"service|reviewing|editorial|volunteer\w*|committees?|outreach", "role", "organizations"),
    "memberships": (Membership, r"memberships?|societies|affiliations", "role", "organization"),
    "positions": (Position, r"experience|positions?|employment|work(?! in)|appointments?|career|internships?", "title",
                  "organization"),
    "publications": (Publication, r"publications?|papers|articles|preprints?|manuscripts?", "title", "venue"),
    "skills": (Skill, r"skills?|languages?|technologies", "name", "items"),
    "references": (Reference, r"references?|referees", "name", "organization"),
    "interests": (str, r"(?:research |academic )?interests?", "", ""),
    "bio": (str, r"summary|about(?: me)?|profile|biography|bio", "", ""),
}  # fmt: skip
KEYS = {cls: key for key, (cls, *_) in LISTS.items()}
NAMELESS = ("__HIDDEN__", "")
LANGUAGES = re.compile(r"languages?", re.IGNORECASE)
COUNT = re.compile(r"\(?[*_]*n?[*_]*\s*=?\s*\d+\)?")  # (*n* = 2)
SHARED = ("start", "end", "date", "location", "url")

TITLES = ("title", "name", "position", "degree", "label", "bullet", "number", "reversed_number", "language",
          "studyType")  # fmt: skip
PLACES = ("company", "institution", "organization", "awarder", "issuer", "publisher", "journal", "entity")
WORDS = ("summary", "details", "description", "fluency", "reference", "score", "level", "note")


def key_of(heading: str) -> str:
    """Return the list of a profile that a heading means: "Honors and Awards" -> "awards"; "" if none."""
    words = heading.replace("_", " ").strip().lower()[:100]
    for key, (_, pattern, _, _) in LISTS.items():
        if re.fullmatch(rf"(?:[\w'-]+ ){{0,3}}?(?:{pattern})(?:(?:\s*(?:&|and|,|/)\s*|\s)[\w&',/ -]{{0,40}})?", words):
            return key
    return ""


def split_list(text: str) -> list[str]:
    """Return the items of a list: "Greek (native, fluent), English" -> two items; a sentence stays whole."""
    parts = [part.strip() for part in re.split(r"[,;](?![^(]{0,80}\))", text) if part.strip()]
    is_list = all(len(part) <= 40 and not part.startswith("and ") for part in parts)
    return parts if is_list else [text.strip()]


def join_texts(parts: Iterable[str]) -> str:
    """Return several short texts as one note: "Nights; Forty calls"."""
    *before, last = [part.strip() for part in parts if part and part.strip()] or [""]
    return "; ".join([*(part.rstrip(".") for part in before), last])


def other(heading: str, entries: Sequence[OtherEntry], notes: Diagnostics, at: HasLocation) -> tuple[OtherSection, ...]:
    """Return entries that fit no list of a profile as a custom section."""
    title = "Other" if heading in NAMELESS else heading.replace("_", " ")
    title = title if title != title.lower() else title.capitalize()
    found = make(OtherSection, {"title": title, "entries": tuple(entries)}, notes, at) if entries else None
    return compact([found])


def read(sections: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the lists of a profile from headings with their entries."""
    found: dict[str, list[Any]] = {}
    for heading, section in sections.pairs():
        sections.skip(heading)
        key = key_of(heading)
        if not isinstance(section.data, list):
            notes.warn(f"the section '{heading}' is not a list of entries, and is left out", section)
        elif key in ("interests", "bio"):
            found.setdefault(key, []).extend(_line(_entry(item)) for item in section.items())
        else:
            _add(found, heading, section, notes)
    about = {"bio": "\n\n".join(found.pop("bio"))} if "bio" in found else {}
    return {key: values for key, values in found.items() if values} | about


def _add(found: dict[str, list[Any]], heading: str, section: Value, notes: Diagnostics) -> None:
    """Add the entries of a section to the lists where they belong, the others to a custom section."""
    entries = [(item, _entry(item)) for item in section.items()]
    if LANGUAGES.fullmatch(heading) and all(isinstance(item.data, dict) for item, _ in entries):
        entries = [(section, _languages(entries))]
    left = []
    for item, entry in entries:
        one = _build(key_of(heading), item, entry, notes)
        if isinstance(one, OtherEntry):
            left.append(one)
        elif one is not None:
            found.setdefault(KEYS[type(one)], []).append(one)
    found.setdefault("sections", []).extend(other(heading, left, notes, section))


def _entry(item: Value) -> dict[str, Any]:
    """Return the facts of an entry, whatever keys it has."""
    if isinstance(item.data, str):
        return {"title": item, "where": None, "words": "", "points": [], "area": "", "items": []}
    titles, places = ([item[key] for key in keys if item[key]] for keys in (TITLES, PLACES))
    start, end = span(item.first("date", "year", "releaseDate"))
    return {
        "title": next(iter(titles), None),
        "where": next(iter(places), None),
        "words": join_texts(_words(item, [*titles[1:], *places[1:]])),
        "points": [point.text for point in item["highlights"].items()],
        "start": item.first("start_date", "startDate") or start,
        "end": item.first("end_date", "endDate") or end,
        "date": item.first("date", "year", "releaseDate"),
        "location": item["location"],
        "url": item.first("url", "website"),
        "area": item["area"].text,
        "items": item.first("keywords", "items").items(),
    }


def span(source: Value) -> tuple[Date | None, Date | None]:
    """Return start and end; words of the date that say more are noted: "Summer 2014"."""
    start, end = dates.span(source.text)
    if (start or end) and (words := dates.words_left_of_span(source.text)):
        source.tree.notes.warn(f"'{words}' of the date '{source.text}' is left out", source)
    return start, end


def _words(item: Value, left: Sequence[Value]) -> list[str]:
    """Return the texts of an entry; `left` are its further titles and places."""
    further = [value.text for value in left if value.path[-1] not in ("degree", "studyType")]
    courses = ", ".join(course.text for course in item["courses"].items())
    return [*further, *(item[key].text for key in WORDS), f"Courses: {courses}" if courses else ""]


def _build(key: str, item: Value, entry: dict[str, Any], notes: Diagnostics) -> Any:
    """Return an entry below a heading that means `key`, of that list or of a custom section; None for a subheading."""
    if _is_heading(key, item):
        title = next(value.text for name, value in item.pairs() if name in TITLES)
        notes.warn(f"'{title}' is left out: it is a heading, not an entry", item)
        item.skip("authors")
        return None
    is_work = isinstance(item.data, dict) and (key == "publications" or (not key and "authors" in item.data))
    if is_work and (item["title"] or item["authors"]):
        return make(Publication, _publication(item, notes), notes, item)
    key = _key_by_keys(item) or key
    if key == "skills":
        return make(Skill, _skill(entry), notes, item)
    if key not in LISTS or key == "publications":
        return make(OtherEntry, _other(entry), notes, item)
    cls, _, title, where = LISTS[key]
    found = {name: entry.get(name) for name in SHARED} | {title: entry["title"], where: entry["where"]}
    if entry.get("date") and key in ("awards", "teaching", "service"):
        several = dates.years(entry["date"].text) if not dates.date(entry["date"].text) else ()
        found |= {"years": several or [entry["date"]], "start": None, "end": None}
    found |= _details(key, entry)
    if entry.get("location") and not hasattr(cls, "location") and "note" in found:
        found["note"] = join_texts((str(found["note"]), entry["location"].text))
    if (
        entry.get("date")
        and not any(found.get(name) for name in ("start", "end", "years"))
        and not hasattr(cls, "date")
    ):
        found["end"] = entry["date"]  # make() reports that it is not a date
    return make(cls, found, notes, item)


def _is_heading(key: str, item: Value) -> bool:
    """Return whether an entry only names a kind of entries: {name: Invited talks}, {title: Papers, authors: [(n = 2)]}.

    RenderCV has no headings inside a section, so people write them as entries.
    """
    facts = [name for name, value in item.pairs() if value and not (name == "authors" and _is_count(value))]
    return key not in ("", "skills") and len(facts) == 1 and facts[0] in TITLES and key_of(item[facts[0]].text) == key


def _is_count(value: Value) -> bool:
    """Return whether a list of authors is a number of entries: ["(*n* = 2)"]."""
    return all(COUNT.fullmatch(item.text) for item in value.items())


def _key_by_keys(item: Value) -> str:
    """Return the list to which an entry belongs by its keys alone, "" if unclear."""
    keys = set(item.data) if isinstance(item.data, dict) else set()
    if "institution" in keys and keys & {"degree", "studyType"}:
        return "education"
    return "positions" if "company" in keys else ""


def _details(key: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return the texts and points of an entry under the keys of its list."""
    note = join_texts((entry["words"], *entry["points"]))
    if key == "positions":
        found = {"summary": entry["words"], "highlights": entry["points"]}
        return found if entry["title"] else found | {"title": entry["where"], "organization": None}
    if key == "education":
        parts = [entry["title"].text if entry["title"] else "", entry["area"]]
        return {"degree": " in ".join(part for part in parts if part), "note": note}
    if key == "memberships" and not entry["where"]:
        return {"organization": entry["title"], "role": None, "note": note}
    return {"note": note}


def _publication(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a publication."""
    source = item["journal"] if item["journal"] else item.first("publisher", "venue")
    venue, status = split_status(source.text)
    date = dates.date(item.first("date", "year", "releaseDate").text)
    found: dict[str, Any] = {
        "title": item["title"],
        "authors": _authors(item["authors"], notes),
        "doi": item["doi"].map(bare_doi) if item["doi"] else None,
    }
    found |= {"venue": SourceText(server_name(venue), source), "status": status, "abstract": item["summary"]}
    found |= {"date": date} if date and date.month else {"year": item.first("date", "year", "releaseDate")}
    if item["url"]:
        found["links"] = {"Paper": item["url"]}
        found = identifiers.in_link(item["url"].text) | {key: value for key, value in found.items() if value}
    return found | {"type": type_at(None, venue)}


def _authors(value: Value, notes: Diagnostics) -> list[Author]:
    """Return the authors; RenderCV sets the owner in bold, so those stars are not marks."""
    if isinstance(value.data, str):
        return people.listed(value.text)
    return people.authors((item.map(_unset) for item in value.items()), notes)


def _unset(name: str) -> str:
    """Return a name without bold or italic: "***John Doe***" -> "John Doe"; "... et al." says "et al." alone."""
    name = re.sub(r"^(?:\.{3}|…)\s*(?=et al)", "", name)
    return re.sub(r"^([*_]{1,3})(.*?)\1$", r"\2", name)


def _skill(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a skill."""
    items, title, words = entry["items"], entry["title"], entry["words"]
    name = SourceText(f"{title.text} ({words})", title) if items and words and title else title
    return {"name": name, "items": items or [*split_list(words), *entry["points"]]}


def _languages(entries: Sequence[tuple[Value, dict[str, Any]]]) -> dict[str, Any]:
    """Return languages and levels as one entry."""
    if len(entries) == 1 and entries[0][1]["title"] and LANGUAGES.fullmatch(entries[0][1]["title"].text):
        return entries[0][1]
    pairs = [(entry["title"].text, entry["words"]) for _, entry in entries if entry["title"]]
    items = [f"{name} ({words})" if words else name for name, words in pairs]
    return {"title": SourceText("Languages"), "where": None, "words": "", "points": items, "area": "", "items": []}


def _other(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the values of an entry of a custom section."""
    note = join_texts((entry["words"], *entry["points"]))
    found = {"title": entry["title"], "organization": entry["where"], "note": note, "url": entry.get("url")}
    found["location"] = entry.get("location")
    start, end = entry.get("start"), entry.get("end")
    return found | ({"start": start, "end": end} if start else {"date": end or entry.get("date")})


def _line(entry: dict[str, Any]) -> str:
    """Return an interest with its keywords on one line."""
    items = ", ".join(item.text for item in entry.get("items", ()))
    words = ", ".join(part for part in (entry["words"], items, *entry["points"]) if part)
    title = entry["title"].text if entry["title"] else ""
    return f"{title}: {words}" if title and words else title or words
