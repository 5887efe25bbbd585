"""al-folio's _data/cv.yml -> a profile: the old list of time tables, and the newer one that is close to RenderCV."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, networks, records, sections, works
from cvgen.importers.mapping.records import every, make
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Award, Education, OtherEntry, Position, Skill

OLD = re.compile(r"^[ \t]*(?:-[ \t]+)?type:[ \t]*[\"']?(?:time_table|map|nested_list|list|list_groups)\b", re.MULTILINE)
CONTENTS = re.compile(r"^[ \t]+(?:-[ \t]+)?contents:", re.MULTILINE)
NEW = re.compile(r"^[ \t]+(?:-[ \t]+)?(?:studyType|awarder|releaseDate|fluency|courses|issuer|icon|keywords):", re.M)
ROOT = re.compile(r"^cv:[ \t]*(?:#.*)?$", re.MULTILINE)
DEMO = ("Albert Einstein", "Nobel Prize in Physics")
PERSON = {
    "name": r"(?:full )?name", "email": r"e-?mail", "phone": r"(?:tele)?phone|mobile", "pronouns": r"pronouns",
    "website": r"(?:web)?site|homepage|url", "location": r"address|location|city", "affiliation": r"affiliation",
    "headline": r"position|title|occupation",
}  # fmt: skip
WORDS = ("name", "email", "phone", "website")


def claims(name: str, text: str) -> bool:
    """Whether it is YAML with time tables, or a cv of sections with keys that RenderCV does not have."""
    return bool((OLD.search(text) and CONTENTS.search(text)) or (ROOT.search(text) and NEW.search(text)))


def read(text: str) -> Imported:
    """The text of the file -> the profile."""
    notes = Diagnostics()
    root = json_yaml.from_yaml(text, notes)
    found = _new(root["cv"], notes) if isinstance(root.data, dict) and root["cv"] else _old(root, notes)
    if all(words in text for words in DEMO):
        notes.warn("this looks like the demo that al-folio comes with", root, "is it the right file?")
    found["publications"] = works.joined(found.get("publications", ()))
    profile = records.profile(found, notes, root)
    root.tree.unused("icon")
    return Imported(profile, notes.problems())


def _new(cv: Value, notes: Diagnostics) -> dict[str, Any]:
    found: dict[str, Any] = {key: cv[key] for key in ("name", "email", "phone", "location")}
    found |= {"headline": cv.first("label", "headline"), "website": cv.first("website", "url"), "bio": cv["summary"]}
    found["links"] = {}
    for item in cv.first("social_networks", "profiles").items():
        network, url = item["network"].text, item["url"]
        if address := url if url else networks.page(network, item["username"].text):
            found["links"][network] = address
        else:
            notes.warn(f"the page at '{network}' is not known", item, "write its address under links")
    return found | {key: value for key, value in sections.read(cv["sections"], notes).items() if value}


def _old(root: Value, notes: Diagnostics) -> dict[str, Any]:
    """Sections with a title, a type and contents -> the lists of a profile."""
    found: dict[str, Any] = {"sections": [], "skills": [], "interests": []}
    parts = root["contents"].items() if isinstance(root.data, dict) else root.items()
    for section in parts:
        heading, kind = html.words(section["title"].text), section["type"].text
        entries = section["contents"].items()
        if not isinstance(section.data, dict):
            notes.warn("this is no section, and is left out", section)
        elif kind == "map":
            _map(entries, found, notes)
        elif sections.key_of(heading) == "interests":
            found["interests"] += [_line(entry) for entry in entries]
        elif sections.key_of(heading) == "awards":
            found.setdefault("awards", []).extend(award for entry in entries for award in _awards(entry, notes))
        else:
            _time_table(heading, entries, found, notes, section)
    return found


def _map(entries: list[Value], found: dict[str, Any], notes: Diagnostics) -> None:
    """Names with values: what a profile has a key for, and the languages."""
    for entry in entries:
        name, value = entry["name"].text, entry["value"]
        key = next((key for key, words in PERSON.items() if re.fullmatch(words, name.strip().lower())), "")
        if re.match(r"languages?", name, re.IGNORECASE):
            items = sections.parted(html.markdown(value.text))
            found["skills"] += every([make(Skill, {"name": "Languages", "items": items}, notes, entry)])
        elif key and key not in found:
            found[key] = value.said(html.words if key in WORDS else html.markdown)
        elif value:
            notes.unused(name, entry)


def _time_table(heading: str, entries: list[Value], found: dict[str, Any], notes: Diagnostics, at: Value) -> None:
    """Entries of a table or a list -> positions, education, or a section under the same heading."""
    key = sections.key_of(heading)
    lines: list[OtherEntry] = []
    for entry in entries:
        if key == "education" and isinstance(entry.data, dict):
            found.setdefault(key, []).extend(every([make(Education, _education(entry), notes, entry)]))
        elif key == "positions" and isinstance(entry.data, dict):
            found.setdefault(key, []).extend(every([make(Position, _position(entry), notes, entry)]))
        else:
            lines += every(make(OtherEntry, other, notes, entry) for other in _others(entry))
    found["sections"] += sections.other(heading, lines, notes, at)


def _when(entry: Value) -> dict[str, Any]:
    said = entry.first("year", "date")
    start, end = dates.span(said.text)
    return {"start": start, "end": end or (said if said and not start else None)}  # make() tells what is no date


def _position(entry: Value) -> dict[str, Any]:
    where = [html.markdown(entry[key].text) for key in ("department", "institution")]
    found = _when(entry) | {"title": entry["title"].said(html.markdown), "highlights": _points(entry)}
    found |= {"organization": ", ".join(part for part in where if part), "location": entry["location"]}
    return found if entry["title"] else found | {"title": found["organization"], "organization": None}


def _education(entry: Value) -> dict[str, Any]:
    """A degree; the thesis and the advisor stand among the descriptions."""
    where = [html.markdown(entry[key].text) for key in ("department", "institution")]
    found = _when(entry) | {"degree": entry["title"].said(html.markdown), "location": entry["location"]}
    found["institution"] = ", ".join(part for part in where if part)
    notes = []
    for point in _points(entry):
        label, colon, words = point.partition(": ")
        if colon and re.fullmatch(r"(?:(?:ph\.?d\.?|master'?s?|bachelor'?s?) )?(?:thesis|dissertation)", label.lower()):
            found["thesis"] = words
        elif colon and re.fullmatch(r"(?:advisor|adviser|supervisor)s?", label.lower()):
            found["advisor"] = words
        else:
            notes.append(point)
    return found | {"note": sections.together(notes)}


def _points(entry: Value) -> list[str]:
    """Descriptions, which may have descriptions of their own -> one line each."""
    return [line for item in entry["description"].items() if (line := _line(item))]


def _line(entry: Value) -> str:
    """ "text", or a title with items below it -> "title: item; item"."""
    if not isinstance(entry.data, dict):
        return html.markdown(entry.text)
    title = html.markdown(entry["title"].text)
    inner = [line for key in ("contents", "items") for item in entry[key].items() if (line := _line(item))]
    return f"{title.rstrip(':')}: {'; '.join(inner)}" if title and inner else title or "; ".join(inner)


def _awards(entry: Value, notes: Diagnostics) -> list[Award]:
    """{year, items} -> an award for each item."""
    if not isinstance(entry.data, dict):
        return list(every([make(Award, {"title": _line(entry)}, notes, entry)]))
    said = entry.first("year", "date")
    years = dates.years(said.text) or [said]
    own = [entry["title"].said(html.markdown)] if entry["title"] else []
    titles = own or [SourceText(_line(item), item) for item in entry["items"].items()] or [SourceText("")]
    about = {"organization": entry["institution"].said(html.markdown), "note": sections.together(_points(entry))}
    return list(every(make(Award, {**about, "years": years, "title": title}, notes, entry) for title in titles))


def _others(entry: Value) -> list[dict[str, Any]]:
    """An entry of a section of its own; a year with items is an entry for each."""
    if not isinstance(entry.data, dict):
        return [{"title": _line(entry)}]
    about: dict[str, Any] = _when(entry) | {"organization": entry["institution"].said(html.markdown)}
    if not about["start"]:
        about |= {"date": about.pop("end")}
    if entry["title"]:
        items = [_line(item) for key in ("items", "contents") for item in entry[key].items()]
        about["note"] = sections.together([*_points(entry), *items])
        return [about | {"title": entry["title"].said(html.markdown)}]
    return [about | {"title": _line(item)} for item in entry["items"].items()] or [about]
