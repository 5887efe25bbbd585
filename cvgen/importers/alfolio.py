"""Import al-folio's _data/cv.yml, both the old list of time tables and the newer form, which is similar to RenderCV."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, networks, records, sections, works
from cvgen.importers.mapping.records import compact, make
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


def detects(name: str, text: str) -> bool:
    """Return whether a text is YAML with time tables, or a cv of sections with keys that RenderCV does not have."""
    return bool((OLD.search(text) and CONTENTS.search(text)) or (ROOT.search(text) and NEW.search(text)))


def read(text: str) -> Imported:
    """Return the profile in the text of a cv.yml."""
    notes = Diagnostics()
    root = json_yaml.from_yaml(text, notes)
    found = _new(root["cv"], notes) if isinstance(root.data, dict) and root["cv"] else _old(root, notes)
    if all(words in text for words in DEMO):
        notes.warn("this looks like the demo of al-folio", root, "check that it is the right file")
    found["publications"] = works.joined(found.get("publications", ()))
    profile = records.profile(found, notes, root)
    root.tree.unused("icon")
    return Imported(profile, notes.problems())


def _new(cv: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a profile from the newer form."""
    found: dict[str, Any] = {key: cv[key] for key in ("name", "email", "phone", "location")}
    found |= {"headline": cv.first("label", "headline"), "website": cv.first("website", "url"), "bio": cv["summary"]}
    found["links"] = {}
    for item in cv.first("social_networks", "profiles").items():
        network, url = item["network"].text, item["url"]
        if address := url if url else networks.page(network, item["username"].text):
            found["links"][network] = address
        else:
            notes.warn(f"unknown address of the page at '{network}'", item, "add the address under links")
    return found | {key: value for key, value in sections.read(cv["sections"], notes).items() if value}


def _old(root: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a profile from sections with a title, a type and contents."""
    found: dict[str, Any] = {"sections": [], "skills": [], "interests": []}
    parts = root["contents"].items() if isinstance(root.data, dict) else root.items()
    for section in parts:
        heading, kind = html.words(section["title"].text), section["type"].text
        entries = section["contents"].items()
        if not isinstance(section.data, dict):
            notes.warn("this is left out: it is not a section", section)
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
    """Add names with values: keys of a profile, and the languages."""
    for entry in entries:
        name, value = entry["name"].text, entry["value"]
        key = next((key for key, words in PERSON.items() if re.fullmatch(words, name.strip().lower())), "")
        if re.match(r"languages?", name, re.IGNORECASE):
            items = sections.split_list(html.markdown(value.text))
            found["skills"] += compact([make(Skill, {"name": "Languages", "items": items}, notes, entry)])
        elif key and key not in found:
            found[key] = value.map(html.words if key in WORDS else html.markdown)
        elif value:
            notes.unused(name, entry)


def _time_table(heading: str, entries: list[Value], found: dict[str, Any], notes: Diagnostics, at: Value) -> None:
    """Add the entries of a table or list: positions, education, or a custom section with the same heading."""
    key = sections.key_of(heading)
    lines: list[OtherEntry] = []
    for entry in entries:
        if key == "education" and isinstance(entry.data, dict):
            found.setdefault(key, []).extend(compact([make(Education, _education(entry), notes, entry)]))
        elif key == "positions" and isinstance(entry.data, dict):
            found.setdefault(key, []).extend(compact([make(Position, _position(entry), notes, entry)]))
        else:
            lines += compact(make(OtherEntry, other, notes, entry) for other in _others(entry))
    found["sections"] += sections.other(heading, lines, notes, at)


def _when(entry: Value) -> dict[str, Any]:
    """Return the start and end of an entry."""
    source = entry.first("year", "date")
    start, end = sections.span(source)
    return {"start": start, "end": end or (source if source and not start else None)}  # make() reports an invalid date


def _position(entry: Value) -> dict[str, Any]:
    """Return the values of a position."""
    where = [html.markdown(entry[key].text) for key in ("department", "institution")]
    found = _when(entry) | {"title": entry["title"].map(html.markdown), "highlights": _points(entry)}
    found |= {"organization": ", ".join(part for part in where if part), "location": entry["location"]}
    return found if entry["title"] else found | {"title": found["organization"], "organization": None}


def _education(entry: Value) -> dict[str, Any]:
    """Return the values of a degree; thesis and advisor are among the descriptions."""
    where = [html.markdown(entry[key].text) for key in ("department", "institution")]
    found = _when(entry) | {"degree": entry["title"].map(html.markdown), "location": entry["location"]}
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
    return found | {"note": sections.join_texts(notes)}


def _points(entry: Value) -> list[str]:
    """Return the descriptions of an entry, which may be nested, as one line each."""
    return [line for item in entry["description"].items() if (line := _line(item))]


def _line(entry: Value) -> str:
    """Return an entry on one line: "text", or "title: item; item" for a title with items."""
    if not isinstance(entry.data, dict):
        return html.markdown(entry.text)
    title = html.markdown(entry["title"].text)
    inner = [line for key in ("contents", "items") for item in entry[key].items() if (line := _line(item))]
    return f"{title.rstrip(':')}: {'; '.join(inner)}" if title and inner else title or "; ".join(inner)


def _awards(entry: Value, notes: Diagnostics) -> list[Award]:
    """Return the awards in {year, items}, one for each item."""
    if not isinstance(entry.data, dict):
        return list(compact([make(Award, {"title": _line(entry)}, notes, entry)]))
    source = entry.first("year", "date")
    years = dates.years(source.text) or [source]
    own = [entry["title"].map(html.markdown)] if entry["title"] else []
    titles = own or [SourceText(_line(item), item) for item in entry["items"].items()] or [SourceText("")]
    about = {"organization": entry["institution"].map(html.markdown), "note": sections.join_texts(_points(entry))}
    return list(compact(make(Award, {**about, "years": years, "title": title}, notes, entry) for title in titles))


def _others(entry: Value) -> list[dict[str, Any]]:
    """Return the values of an entry of a custom section; a year with items is one entry for each item."""
    if not isinstance(entry.data, dict):
        return [{"title": _line(entry)}]
    about: dict[str, Any] = _when(entry) | {"organization": entry["institution"].map(html.markdown)}
    if not about["start"]:
        about |= {"date": about.pop("end")}
    if entry["title"]:
        items = [_line(item) for key in ("items", "contents") for item in entry[key].items()]
        about["note"] = sections.join_texts([*_points(entry), *items])
        return [about | {"title": entry["title"].map(html.markdown)}]
    return [about | {"title": _line(item)} for item in entry["items"].items()] or [about]
