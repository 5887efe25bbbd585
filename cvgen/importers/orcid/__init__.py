"""Import an ORCID record, public API v3.0 or v2 as JSON: career, grants, reviews and works."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import identifiers, people, records, works
from cvgen.importers.orcid import activities, papers
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics

RECORD = re.compile(r"\"(?:orcid-identifier|activities-summary|work-summary|affiliation-group)\"\s*:")
BOOKKEEPING = (
    "put-code", "created-date", "last-modified-date", "source", "visibility", "path", "display-index", "preferences",
    "history", "host", "translated-title", "external-id-normalized", "external-id-normalized-error", "external-ids",
    "disambiguated-organization", "country", "region", "language-code", "verified", "current", "primary", "city",
    "organization-defined-type", "external-id-relationship", "external-id-url", "review-url", "media-type", "code",
    "contributor-orcid", "contributor-email", "contributor-attributes", "sequence", "citation", "uri", "domain",
    "short-description", "verification-date", "email-domain", "submission-date",
)  # fmt: skip
HOMEPAGE = re.compile(r"\b(?:home ?page|web ?site|personal|my page)\b", re.IGNORECASE)


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON with the keys of an ORCID record."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and bool(RECORD.search(text))


def read(text: str) -> Imported:
    """Return the profile of a record, or of its works alone."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    done = root["activities-summary"]
    found = _person(root) | activities.career(done, notes)
    for key, entries in papers.all_of((done["works"] if done else root)["group"].items(), notes).items():
        found[key] = (*found.get(key, ()), *entries)
    found["publications"] = works.joined(found["publications"])
    if found["publications"] and not any(work.authors for work in found["publications"]):
        hint = "import a .bib file of the same works as well, such as one from DBLP or Google Scholar"
        notes.warn("the ORCID record does not list the authors of the works", done["works"] or root, hint)
    profile = records.profile(found, notes, root)
    root.tree.unused(*BOOKKEEPING)
    return Imported(profile, notes.problems())


def _person(root: Value) -> dict[str, Any]:
    """Return name, other names, biography, keywords and web addresses."""
    person = root["person"]
    name = person["name"]
    parts = [html.words(name[key]["value"].text) for key in ("given-names", "family-name")]
    own = html.words(name["credit-name"]["value"].text) or people.of_parts(*parts)
    others = [other["content"].map(html.words) for other in person["other-names"]["other-name"].items()]
    found: dict[str, Any] = {"name": own, "aliases": [other for other in others if other.text != own]}
    found["bio"] = person["biography"]["content"].map(html.markdown) if person["biography"]["content"] else None
    keywords = [word["content"].text for word in person["keywords"]["keyword"].items()]
    found["interests"] = [html.markdown(part) for word in keywords for part in re.split(r"\s*[,;]\s*", word) if part]
    emails = [email["email"] for email in person["emails"]["email"].items()]
    found["email"] = next(iter(emails), None)
    return found | _links(root, person)


def _links(root: Value, person: Value) -> dict[str, Any]:
    """Return ORCID's own address, those that the person lists, and those of other databases."""
    links: dict[str, Any] = {}
    if number := root["orcid-identifier"].first("path", "uri").text:
        links["ORCID"] = f"https://orcid.org/{number.rpartition('/')[2]}"
    website = None
    for address in person["researcher-urls"]["researcher-url"].items():
        label, url = address["url-name"].text, address["url"]["value"]
        if HOMEPAGE.search(label) and website is None:
            website = url
        elif url:
            links.setdefault(label or identifiers.host(url.text), url)
    for other in person["external-identifiers"]["external-identifier"].items():
        if other["external-id-url"]["value"]:
            links.setdefault(other["external-id-type"].text, other["external-id-url"]["value"])
        other.skip("external-id-value")
    return {"links": {label: url for label, url in links.items() if label}, "website": website}
