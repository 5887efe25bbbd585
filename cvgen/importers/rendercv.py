"""Import RenderCV's YAML; sections have custom headings, and the keys of an entry show its type."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import networks, records, sections, works
from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics

ROOT = re.compile(r"^cv:[ \t]*(?:#.*)?$", re.MULTILINE)
HEADER = re.compile(r"^[ \t]+(?:name|sections):", re.MULTILINE)
AL_FOLIO = re.compile(
    r"^[ \t]+(?:-[ \t]+)?(?:studyType|awarder|releaseDate|fluency|courses|issuer|icon|keywords):", re.MULTILINE
)


def detects(name: str, text: str) -> bool:
    """Return whether a text is YAML with a cv of sections, without keys that only al-folio has."""
    return bool(ROOT.search(text)) and bool(HEADER.search(text)) and not AL_FOLIO.search(text)


def read(text: str) -> Imported:
    """Return the profile in the text of the file."""
    notes = Diagnostics()
    root = json_yaml.from_yaml(text, notes)
    root.skip("design", "locale", "locale_catalog", "rendercv_settings", "settings")
    cv = root["cv"]
    found = _header(cv, notes) | sections.read(cv["sections"], notes)
    found["publications"] = works.joined(found.get("publications", ()))
    profile = records.profile(found, notes, root)
    root.tree.unused("icon", "fontawesome_icon", "placeholder")
    return Imported(profile, notes.problems())


def _header(cv: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return who the person is and where to find them; the first of several addresses counts."""
    firsts = {key: cv[key].items() for key in ("email", "phone", "website")}
    found: dict[str, Any] = {key: values[0] for key, values in firsts.items() if values}
    for values in firsts.values():
        for value in values[1:]:
            notes.warn(f"'{value.text}' is left out: a profile has only one of these", value)
    found |= {"name": cv["name"], "headline": cv.first("headline", "label"), "location": cv["location"]}
    found["phone"] = found["phone"].map(lambda text: text.removeprefix("tel:")) if "phone" in found else None
    if re.match(r"[a-z]+:|/|\.\.", cv["photo"].text):
        notes.warn(
            "the photo is left out: it must be a file beside the profile",
            cv["photo"],
            "copy it there, and write photo: FILE",
        )
    else:
        found["photo"] = cv["photo"]
    return found | {"links": _links(cv["social_networks"], notes)}


def _links(members: Value, notes: Diagnostics) -> dict[str, str]:
    """Return the pages of a person at networks, from their usernames."""
    found: dict[str, str] = {}
    for item in members.items():
        network, member = item["network"].text, item["username"].text
        if not member:
            notes.warn("this is left out: it is not a network with a username", item)
        elif address := networks.page(network, member):
            found[network] = address
        else:
            notes.warn(f"unknown address of '{member}' at '{network}'", item, "add the address under links")
    return found
