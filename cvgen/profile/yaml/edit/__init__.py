"""Apply edits to the bytes of a profile.yaml and change nothing else.

An edit replaces a range of the text. Comments, blank lines, order and quotes stay as they are. Which comments belong
to an entry or a key, and so move or go with it, is in `edit.source`.
"""

from collections.abc import Iterable

from cvgen.problems import InputError
from cvgen.profile.model import Profile
from cvgen.profile.yaml.edit.entries import AddEntries, MoveEntry, RemoveEntry, added, moved, removed
from cvgen.profile.yaml.edit.keys import RemoveKey, SetKey, key_removed, key_set
from cvgen.profile.yaml.edit.source import Source, Span, unwritable
from cvgen.profile.yaml.nodes import decode
from cvgen.profile.yaml.read import load

__all__ = ["AddEntries", "Edit", "MoveEntry", "RemoveEntry", "RemoveKey", "SetKey", "apply_edits", "edited"]

BOM = b"\xef\xbb\xbf"

Edit = SetKey | RemoveKey | AddEntries | RemoveEntry | MoveEntry


def apply_edits(data: bytes, edits: Iterable[Edit], wanted: Profile) -> bytes:
    """Return a file with edits in it; InputError if it does not read back as the wanted profile."""
    return verified(edited(data, edits), wanted)


def verified(after: bytes, wanted: Profile) -> bytes:
    """Return the bytes of an edited file; InputError if they do not read back as the wanted profile."""
    try:
        if load(decode(after)).profile == wanted:
            return after
    except InputError:
        pass  # an edit broke the file
    raise unwritable()


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of a file with the edits applied; the file must be a valid profile.

    Every path is one of the file before the edits, and no two edits may be about the same text.
    """
    mark = BOM if data.startswith(BOM) else b""
    source = Source(decode(data))
    spans = [_span(source, edit) for edit in edits]
    raw = data[len(mark) :].decode()  # has the same indices as the parsed text
    for start, end, replacement in sorted(spans, key=lambda span: span[:2], reverse=True):
        raw = raw[:start] + replacement + raw[end:]
    return mark + raw.encode()


def _span(source: Source, edit: Edit) -> Span:
    """Return the start and end index of the text that an edit replaces, and the replacement."""
    match edit:
        case SetKey():
            return key_set(source, edit)
        case RemoveKey():
            return key_removed(source, edit)
        case AddEntries():
            return added(source, edit)
        case RemoveEntry():
            return removed(source, edit)
        case MoveEntry():
            return moved(source, edit)
