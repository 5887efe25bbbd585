"""Fetch the raw response of a public service about a paper or a person, for the importers.

Nothing else accesses the network. Responses are cached for a month; `offline` uses the cache only. httpx is loaded at
the first request.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from cvgen.online import cache
from cvgen.online.cache import CachedResponse
from cvgen.online.client import Client, Limits, NotFoundError, UnreachableError
from cvgen.online.identifiers import Identifier, parse_identifier
from cvgen.online.services import BASES, ROUTES, SERVICES
from cvgen.problems import InputError, Problem

MAX_AGE = 30 * 24 * 3600.0  # seconds; an older cached response is fetched again
LIMITS = Limits()
NOTES = {
    "orcid": "ORCID does not list the authors of works: import a .bib file of them as well, or run cvgen enrich",
    "doi": "Crossref does not know this DOI; the record is from doi.org",
}


@dataclass(frozen=True)
class Fetched:
    """A raw response: a name for its file, its bytes, the importer that reads it, and notes for the user.

    `before` is the response that the cache had, which a file of an earlier run may have; None if it had none.
    """

    name: str
    data: bytes
    kind: str
    from_cache: bool = False
    notes: tuple[str, ...] = ()
    before: bytes | None = None


class Fetcher:
    """Fetch identifiers over shared connections, with the pauses that each service demands."""

    def __init__(
        self,
        cache: Path,
        offline: bool = False,
        mail: str = "",
        bases: Mapping[str, str] = BASES,
        *,
        max_age: float = MAX_AGE,
        limits: Limits = LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        api_key: str = "",
    ) -> None:
        self._cache, self._offline, self._max_age, self._clock = cache, offline, max_age, clock
        self._client = Client(bases, mail, limits, sleep, clock, api_key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, text: str) -> Fetched:
        """Return the response about an identifier, from the cache if it is fresh; raise InputError on failure.

        If the service is unreachable, an old response is returned with a note.
        """
        identifier = parse_identifier(text)
        cached = cache.find(self._cache, identifier)
        if cached and (self._offline or abs(self._clock() - cached.received) < self._max_age):
            return _fetched(identifier, cached, f"used the cached answer of {cached.day}")
        if self._offline:
            hint = "run the command once without --offline"
            raise InputError([Problem(f"no answer about {identifier} is stored in {self._cache}", hint=hint)])
        try:
            key, data = self._ask(identifier)
        except UnreachableError as error:
            if not cached:
                raise
            return _fetched(identifier, cached, f"{error}; used the cached answer of {cached.day}")
        note = cache.store(self._cache, identifier, key, data, self._clock())
        found = _fetched(identifier, CachedResponse(key, data, self._clock()), note, from_cache=False)
        return replace(found, before=cached.data if cached else None)

    def _ask(self, identifier: Identifier) -> tuple[str, bytes]:
        """Ask the services for an identifier in turn; return the first one that knows it, and its response."""
        *others, last = ROUTES[identifier.scheme]
        for key in others:
            try:
                return key, self._client.ask(key, identifier.number)
            except NotFoundError:
                continue
        return last, self._client.ask(last, identifier.number)


def _fetched(identifier: Identifier, answer: CachedResponse, note: str, from_cache: bool = True) -> Fetched:
    """Return a response with its notes."""
    service = SERVICES[answer.key]
    newest = f"this is the newest version, not {identifier.version}" if identifier.version else ""
    notes = tuple(filter(None, (NOTES.get(answer.key, ""), newest, note)))
    return Fetched(f"{identifier.stem}.{service.format}", answer.data, service.kind, from_cache, notes)
