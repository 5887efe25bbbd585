"""The end of a reference while it is read: the fields found so far, and the text that is not yet understood."""

import re
from dataclasses import dataclass, field

from cvgen.importers.mapping.references.names import Name
from cvgen.profile.fields import PublicationType

USED = "\ue002"  # in place of text that has been understood


@dataclass
class Tail:
    """The fields of the end of a reference, each with a confidence, and the words that no field explains."""

    fields: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    editors: tuple[Name, ...] = ()
    type: PublicationType | None = None
    honors: list[tuple[int, str]] = field(default_factory=list)  # with their positions
    notes: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # words of unknown meaning
    in_container: bool = False
    has_day: bool = False
    has_edition: bool = False
    start: int = 0
    has_status_in: bool = False  # as in "to appear in", before the venue
    is_in_series: bool = False  # of proceedings, such as LNCS
    is_medical: bool = False  # its numbers are in the order of Vancouver style

    def put(self, name: str, value: str | None, confidence: float) -> None:
        """Set a field unless it has a value already."""
        value = (value or "").strip(" .,;:" if name not in ("venue", "publisher") else " ,;:")
        if value and name not in self.fields:
            self.fields[name] = value
            self.confidence[name] = confidence


class Text:
    """The end of a reference, in which understood stretches are crossed out one after another."""

    def __init__(self, text: str, start: int, hole: tuple[int, int]) -> None:
        self.start = start
        self.text = " " * start + text[start:]
        if hole[1] > start:
            self.use(*hole)

    def use(self, start: int, end: int) -> None:
        """Cross out a stretch."""
        self.text = self.text[:start] + USED * (end - start) + self.text[end:]

    def take(self, pattern: re.Pattern[str], start: int | None = None) -> re.Match[str] | None:
        """Find a pattern, cross it out, and return the match."""
        found = pattern.search(self.text, self.start if start is None else start)
        if found and found.end() > found.start():
            self.use(found.start(), found.end())
        return found
