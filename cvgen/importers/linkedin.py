"""Import LinkedIn's "copy of your data", a ZIP of CSV files; only the files that are needed are unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import networks, people, records
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import csv, html
from cvgen.importers.syntax.csv import Row
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.problems import InputError, Problem
from cvgen.profile.dates import PRESENT
from cvgen.profile.model import (
    Award,
    Education,
    OtherEntry,
    OtherSection,
    Patent,
    Position,
    Publication,
    Service,
    Skill,
    Teaching,
)

BINARY = True  # `detects` and `read` get the bytes of the file
MAX_FILES, MAX_BYTES, MAX_FILE_BYTES = 2_000, 20_000_000, 2_000_000
# What zipfile raises for a damaged archive; a RuntimeError for one with a password or an unknown compression.
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError)
KNOWN = [
    f"{name}.csv" for name in ("Profile", "Positions", "Education", "Skills", "Publications", "Honors", "Languages")
]
FIRST = {"Profile": "First Name", "Positions": "Company Name", "Education": "School Name", "Honors": "Title",
         "Patents": "Title", "Volunteering": "Company Name", "Email Addresses": "Email Address",
         "Profile Summary": "Profile Summary"}  # fmt: skip
BULLET = re.compile(r"^\s*[•·▪◦*–-]\s+")

Found = dict[str, Any]


def detects(name: str, data: bytes) -> bool:
    """Return whether the bytes are a ZIP with at least two of the files that LinkedIn exports."""
    if not data.startswith(b"PK\3\4") or len(data) > MAX_BYTES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.rpartition("/")[2] for name in archive.namelist()[:MAX_FILES]}
    except DAMAGED:
        return sum(name.encode() in data for name in KNOWN) > 1  # damaged, as read() will report
    return sum(name in names for name in KNOWN) > 1


def read(data: bytes) -> Imported:
    """Return the profile in the bytes of the archive; raise InputError if it is damaged or harmful."""
    notes = Diagnostics()
    files = _Files(data, notes)
    found = _person(files)
    for key, name, cls, read_row in (
        ("positions", "Positions", Position, _position),
        ("education", "Education", Education, _education),
        ("publications", "Publications", Publication, _publication),
        ("awards", "Honors", Award, _award),
        ("patents", "Patents", Patent, _patent),
        ("service", "Volunteering", Service, _service),
        ("teaching", "Courses", Teaching, _course),
    ):
        found[key] = compact(make(cls, read_row(row), notes.of(f"{name}.csv"), _at(row)) for row in files.rows(name))
    found["skills"] = _skills(files, notes)
    found["sections"] = compact([*_sections(files, notes)])
    files.unread()
    return Imported(records.profile(found, notes), notes.problems())


class _Files:
    """The CSV files of the archive by name, unpacked on demand and up to a limit of size."""

    def __init__(self, data: bytes, notes: Diagnostics) -> None:
        self._notes = notes
        self._read: dict[str, list[Row]] = {}
        if len(data) > MAX_BYTES:
            raise _error("the archive is too large", "request your data again, without pictures and videos")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED:
            raise _error("the archive is damaged", "download it again") from None
        entries = self._archive.infolist()
        if len(entries) > MAX_FILES:
            raise _error("the archive has too many files", "check that it is the right file")
        found = [
            entry for entry in entries if entry.filename and not entry.is_dir()
        ]  # an entry without a name is not a file
        self._entries = {entry.filename.rpartition("/")[2]: entry for entry in found}

    def rows(self, name: str) -> list[Row]:
        """Return the rows of NAME.csv, [] if the file does not exist."""
        entry = self._entries.get(f"{name}.csv")
        if f"{name}.csv" in self._read:
            return self._read[f"{name}.csv"]
        rows = self._read[f"{name}.csv"] = self._rows(entry, name) if entry else []
        return rows

    def _rows(self, entry: zipfile.ZipInfo, name: str) -> list[Row]:
        """Return the rows of a file of the archive; a header in another language is noted."""
        text, notes = self._text(entry), self._notes.of(f"{name}.csv")
        start = re.search(rf"^(?=[^\n]{{0,200}}\b{FIRST.get(name, 'Name')}\b)", text, re.MULTILINE)
        if not start:
            hint = "set LinkedIn to English, and request your data again"
            notes.warn("its columns are unknown; the export may be in another language", SourceText(""), hint)
            return []
        return list(csv.read(text[start.start() :], notes, 1 + text.count("\n", 0, start.start())))

    def unread(self) -> None:
        """Note the files with facts for a CV that were not read, and the columns of the others."""
        for file, rows in self._read.items():
            for row in rows if file != "Email Addresses.csv" else ():
                row.unused(self._notes.of(file))
        about = re.compile(r"(?:Certifications|Projects|Organizations|Test ?Scores|Recommendations_Received)\.csv")
        for name in sorted(set(self._entries) - set(self._read)):
            if about.fullmatch(name):
                self._notes.unused(name, SourceText(""))

    def _text(self, entry: zipfile.ZipInfo) -> str:
        """Return the text of a file of the archive; raise InputError if it unpacks to more than the limit."""
        try:
            with self._archive.open(entry) as file:
                data = file.read(MAX_FILE_BYTES + 1)
        except DAMAGED:
            raise _error(f"{entry.filename} in the archive is damaged", "download it again") from None
        if len(data) > MAX_FILE_BYTES:
            raise _error(f"{entry.filename} in the archive is too large", "check that it is the right file")
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _person(files: _Files) -> Found:
    """Return who the person is and where to find them."""
    row: Row = next(iter(files.rows("Profile")), Row())
    name = people.of_parts(_text(row, "First Name"), _text(row, "Last Name"))
    maiden = _text(row, "Maiden Name")
    found: Found = {"name": name, "headline": _literal(row, "Headline"), "location": _literal(row, "Geo Location")}
    found["aliases"] = [f"{_text(row, 'First Name')} {maiden}"] if maiden else []
    summary = _text(next(iter(files.rows("Profile Summary")), Row()), "Profile Summary") or _text(row, "Summary")
    found["bio"] = "\n\n".join(html.literal(part) for part in re.split(r"\n\s*\n", summary)) or None
    found["links"] = {label.title() or "Website": url for label, url in _websites(_text(row, "Websites"))}
    if handle := _text(row, "Twitter Handles"):
        found["links"]["X"] = networks.page("X", handle.split(",")[0]) or None
    emails = files.rows("Email Addresses")
    primary = next((mail for mail in emails if _text(mail, "Primary").lower() == "yes"), next(iter(emails), Row()))
    return found | {"email": primary.get("Email Address")}


def _websites(text: str) -> list[tuple[str, str]]:
    """Return labels with addresses from "[PORTFOLIO:https://x.org],[BLOG:https://y.org]"."""
    return re.findall(r"\[?([A-Za-z ]*):(https?://[^\s,\]]+)\]?", text[:2000])


def _position(row: Row) -> Found:
    """Return the values of a position; lines of its description that start with a bullet are highlights."""
    lines = [line.strip() for line in _text(row, "Description").split("\n") if line.strip()]
    points = [html.literal(BULLET.sub("", line)) for line in lines if BULLET.match(line)]
    summary = " ".join(html.literal(line) for line in lines if not BULLET.match(line))
    found: Found = {"title": _literal(row, "Title"), "organization": _literal(row, "Company Name"), "summary": summary}
    found |= {"location": _literal(row, "Location"), "highlights": points}
    return found | _dates(row, "Started On", "Finished On")


def _education(row: Row) -> Found:
    """Return the values of a degree."""
    notes = [_text(row, name) for name in ("Notes", "Activities")]
    found: Found = {"degree": _literal(row, "Degree Name") or "Studies", "institution": _literal(row, "School Name")}
    found |= {"note": html.literal("; ".join(note for note in notes if note)), "start": row.get("Start Date")}
    return found | {"end": row.get("End Date")}


def _publication(row: Row) -> Found:
    """Return the values of a publication."""
    found: Found = {"title": _literal(row, "Name"), "venue": _literal(row, "Publisher")}
    found |= {"date": row.get("Published On"), "abstract": _literal(row, "Description")}
    return found | {"links": {"Paper": row["Url"]} if "Url" in row else {}}


def _award(row: Row) -> Found:
    """Return the values of an award."""
    return {"title": _literal(row, "Title"), "note": _literal(row, "Description"), "years": row.get("Issued On")}


def _patent(row: Row) -> Found:
    """Return the values of a patent."""
    found: Found = {
        "title": _literal(row, "Title"),
        "number": row.get("Patent Number") or row.get("Application Number"),
    }
    found |= {"date": row.get("Issued On") or row.get("Filed On"), "url": row.get("Url")}
    return found | {"note": _literal(row, "Description"), "status": row.get("Status")}


def _service(row: Row) -> Found:
    """Return the values of a service."""
    found: Found = {"role": _literal(row, "Role"), "organizations": _literal(row, "Company Name")}
    return found | {"note": _literal(row, "Description")} | _dates(row, "Started On", "Finished On")


def _course(row: Row) -> Found:
    """Return the values of a course."""
    return {"course": _literal(row, "Name"), "note": row.get("Number")}


def _skills(files: _Files, notes: Diagnostics) -> tuple[Skill, ...]:
    """Return all skills as one entry, and the languages with their proficiency as another."""
    skills = [html.literal(_text(row, "Name")) for row in files.rows("Skills")]
    languages = files.rows("Languages")
    spoken = [
        f"{_text(row, 'Name')} ({_text(row, 'Proficiency').lower()})" if "Proficiency" in row else _text(row, "Name")
        for row in languages
    ]
    lists = {"Skills": skills, "Languages": spoken}
    return compact(
        make(Skill, {"name": name, "items": items}, notes, SourceText("")) for name, items in lists.items() if items
    )


def _sections(files: _Files, notes: Diagnostics) -> list[OtherSection | None]:
    """Return certificates, projects and organizations as custom sections."""
    columns: tuple[tuple[str, str, str, Callable[[Row], Found]], ...] = (
        ("Certificates", "Certifications", "Authority", lambda row: {"start": row.get("Started On")}),
        ("Projects", "Projects", "", lambda row: _dates(row, "Started On", "Finished On")),
        ("Organizations", "Organizations", "", lambda row: _dates(row, "Started On", "Finished On")),
    )
    found = []
    for title, name, organization, dates in columns:
        entries = []
        for row in files.rows(name):
            about: Found = {"title": _literal(row, "Name"), "organization": _literal(row, organization)} | dates(row)
            about |= {"note": _literal(row, "Description"), "url": row.get("Url")}
            entries.append(make(OtherEntry, about, notes.of(f"{name}.csv"), _at(row)))
        if entries:
            found.append(make(OtherSection, {"title": title, "entries": compact(entries)}, notes, SourceText("")))
    return found


def _dates(row: Row, start: str, end: str) -> Found:
    """Return start and end; a start without an end is ongoing."""
    return {"start": row.get(start), "end": row.get(end) or (PRESENT if start in row else None)}


def _literal(row: Row, name: str) -> SourceText | None:
    """Return a cell as Text, None if it is empty."""
    return SourceText(html.literal(row[name].text), row[name]) if name in row else None


def _text(row: Row, name: str) -> str:
    """Return a cell as plain text, "" if it is empty."""
    return row[name].text if name in row else ""


def _at(row: Row) -> SourceText:
    """Return a value of a row, which knows the location of the row."""
    return next(iter(row.values()), SourceText(""))


def _error(message: str, hint: str) -> InputError:
    return InputError([Problem(message, hint=hint)])
