"""What is to be made of a profile, and how: the words of the command line."""

from collections.abc import Collection
from dataclasses import dataclass

from cvgen.profile.dates import Date
from cvgen.writers.style import Paper


@dataclass(frozen=True)
class Order:
    """What is to be made of a profile, and what the command line says of it: None leaves it to the document."""

    names: Collection[str]
    formats: Collection[str]
    date: Date
    style: str | None = None
    paper: Paper | None = None
    chart: bool = False
    source: bool = True
    language: str | None = None
