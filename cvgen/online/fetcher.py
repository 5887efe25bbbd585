"""An identifier -> the raw answer of Crossref, arXiv, ORCID or DBLP, for the importer. Nothing else asks the network.

An answer is kept for a month; `offline` does with what is kept. httpx is loaded when something is asked.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cvgen.online import cache
from cvgen.online.cache import CachedResponse
from cvgen.online.client import Client, Limits, NotFoundError, UnreachableError
from cvgen.online.identifiers import Identifier, parse_identifier
from cvgen.online.services import BASES, ROUTES, SERVICES
from cvgen.problems import Problem, ProfileError

FRESH = 30 * 24 * 3600.0  # seconds for which an answer that is kept is as good as a new one
LIMITS = Limits()
NOTES = {
    "orcid": "ORCID's list of works names no authors: import a .bib file of them as well, or run cvgen enrich",
    "doi": "Crossref does not know this DOI; what its own registry says came through doi.org",
}


@dataclass(frozen=True)
class Fetched:
    """A raw answer: what to call its file, its bytes, which importer reads it, and what the user should be told."""

    name: str
    data: bytes
    kind: str
    from_cache: bool = False
    notes: tuple[str, ...] = ()


class Fetcher:
    """Fetches one identifier after another over one connection, with the pauses that each service asks for."""

    def __init__(
        self,
        cache: Path,
        offline: bool = False,
        mail: str = "",
        bases: Mapping[str, str] = BASES,
        *,
        fresh: float = FRESH,
        limits: Limits = LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._cache, self._offline, self._fresh, self._clock = cache, offline, fresh, clock
        self._asker = Client(bases, mail, limits, sleep, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._asker.close()

    def fetch(self, what: str) -> Fetched:
        """An identifier -> the answer, from the cache where it is fresh; ProfileError says what went wrong."""
        asked = parse_identifier(what)
        before = cache.find(self._cache, asked)
        if before and (self._offline or abs(self._clock() - before.since) < self._fresh):
            return _fetched(asked, before, f"this is the answer of {before.day}, which was kept")
        if self._offline:
            hint = "fetch it once with the network, or leave out --offline"
            raise ProfileError([Problem(f"no answer about {asked} is kept in {self._cache}", hint=hint)])
        try:
            key, data = self._ask(asked)
        except UnreachableError as error:
            if not before:
                raise
            return _fetched(asked, before, f"{error}; this is the answer of {before.day}, which was kept")
        note = cache.keep(self._cache, asked, key, data, self._clock())
        return _fetched(asked, CachedResponse(key, data, self._clock()), note, from_cache=False)

    def _ask(self, asked: Identifier) -> tuple[str, bytes]:
        """Ask one service after the other -> the first that knows it, and its answer."""
        *others, last = ROUTES[asked.scheme]
        for key in others:
            try:
                return key, self._asker.ask(key, asked.number)
            except NotFoundError:
                continue
        return last, self._asker.ask(last, asked.number)


def _fetched(asked: Identifier, answer: CachedResponse, note: str, from_cache: bool = True) -> Fetched:
    service = SERVICES[answer.key]
    newest = f"the newest version was asked for, not {asked.version}" if asked.version else ""
    notes = tuple(filter(None, (NOTES.get(answer.key, ""), newest, note)))
    return Fetched(f"{asked.stem}.{service.format}", answer.data, service.kind, from_cache, notes)
