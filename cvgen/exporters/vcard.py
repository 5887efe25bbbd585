"""Export how to reach a person as a vCard 3.0 (RFC 2426), which address books of all systems read."""

from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.exporters.people import parts
from cvgen.profile.model import Profile

LONGEST = 75  # bytes of a line; the rest goes on in the next one, after a space


def write(profile: Profile) -> bytes:
    """Return the vCard of the owner of a profile."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_properties(profile), "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


def _properties(profile: Profile) -> Iterator[str]:
    """Yield the properties that have a value."""
    name = parts(profile.name)
    fields = (f"{name.particle} {name.family}".strip(), name.given, "", "", name.suffix) if name else (profile.name,)
    yield f"N:{';'.join(map(_escaped, (*fields, '', '', '', '')[:5]))}"
    yield f"FN:{_escaped(profile.name)}"
    unit = (profile.affiliation, profile.department)
    if any(unit):
        yield f"ORG:{';'.join(_escaped(plain_text(part or '')) for part in unit if part)}"
    simple = {
        "NICKNAME": profile.native_name, "TITLE": plain_text(profile.headline or ""),
        "EMAIL;TYPE=INTERNET": profile.email, "TEL;TYPE=WORK": profile.phone,
    }  # fmt: skip
    yield from (f"{key}:{_escaped(value)}" for key, value in simple.items() if value)
    if profile.location:
        yield f"ADR;TYPE=WORK:;;;{_escaped(plain_text(profile.location))};;;"
    yield from (f"URL:{_address(url)}" for url in (profile.website, *profile.pages.values()) if url)


def _escaped(text: str) -> str:
    """Return a text as a value: its signs can end neither the value nor the line."""
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(safe.split())


def _address(url: str) -> str:
    return "".join(url.split())


def _folded(line: str) -> bytes:
    """Return a line in UTF-8, folded between characters."""
    found, rest = b"", b""
    for char in line:
        data = char.encode("utf-8", "replace")
        if len(rest) + len(data) > LONGEST:
            found, rest = found + rest + b"\r\n", b" "
        rest += data
    return found + rest + b"\r\n"
