"""Questions to one service after another: paced, asked again when it is busy, given up in words for a person."""

import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cvgen import __version__
from cvgen.online.services import SERVICES, Service, address, is_empty, is_whole
from cvgen.problems import Problem, ProfileError

if TYPE_CHECKING:
    import httpx

BUSY = (429, 500, 502, 503, 504)
UNKNOWN = (400, 404, 410)  # arXiv says 400 of a number that can't be
MAIL = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")


@dataclass(frozen=True)
class Limits:
    """How long and how much is waited for, in seconds and bytes."""

    connect: float = 10
    read: float = 30  # for the next part of an answer
    whole: float = 120  # for all of it
    size: int = 20_000_000
    retries: int = 3
    redirects: int = 5
    patience: float = 60  # the longest pause that a service may ask for


class NotFoundError(ProfileError):
    """The service has never heard of it."""


class UnreachableError(ProfileError):
    """The service gave no answer; it may do so later."""


class _BusyError(Exception):
    """Not now: why, how long to wait if that was said, and whether other questions would fare no better."""

    def __init__(self, reason: str, wait: float = 0, is_general: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.is_general = wait, is_general


class Client:
    """Asks over one connection; close() ends it."""

    def __init__(
        self,
        bases: Mapping[str, str],
        mail: str = "",
        limits: Limits = Limits(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if mail and not MAIL.fullmatch(mail):
            raise ProfileError([Problem(f"'{mail}' is no e-mail address", hint="write it like name@university.edu")])
        self._bases, self._mail, self._limits, self._sleep, self._clock = bases, mail, limits, sleep, clock
        self._client: httpx.Client | None = None
        self._asked: dict[str, float] = {}
        self._down: dict[str, UnreachableError] = {}

    def close(self) -> None:
        if self._client:
            self._client.close()

    def ask(self, key: str, number: str) -> bytes:
        """A service and a number -> the answer; NotFoundError, UnreachableError, or ProfileError for a strange one."""
        if key in self._down:
            raise self._down[key]
        service, url = SERVICES[key], address(key, number, self._bases, self._mail)
        for attempt in range(self._limits.retries + 1):
            self._pace(key)
            try:
                return self._answer(service, url, number)
            except _BusyError as error:
                busy = error
            if attempt < self._limits.retries:
                backoff = 2**attempt * random.uniform(1, 1.5)  # so that not everybody comes back at once
                self._sleep(min(busy.wait or backoff, self._limits.patience))
        raise self._gave_up(key, busy)

    def _gave_up(self, key: str, busy: _BusyError) -> UnreachableError:
        hint = "try again later" if not busy.wait else f"it asks to wait for {_duration(busy.wait)}"
        error = UnreachableError([Problem(f"{SERVICES[key].name} {busy}", hint=hint)])
        if busy.is_general:
            self._down[key] = error
        return error

    def _pace(self, key: str) -> None:
        """Wait as long as the service wants between two questions."""
        pause = SERVICES[key].pause
        if key in self._asked and (left := self._asked[key] + pause - self._clock()) > 0:
            self._sleep(min(left, pause))
        self._asked[key] = self._clock()

    def _answer(self, service: Service, url: str, number: str) -> bytes:
        client = self._open()
        for _ in range(self._limits.redirects + 1):
            with _in_words(service), client.stream("GET", url, headers=self._headers(service, url)) as response:
                if not response.has_redirect_location:
                    self._look(service, response, number)
                    return self._read(service, response, number)
                url = self._onward(service, response)
        raise _strange(service, f"sends us on more than {self._limits.redirects} times")

    def _open(self) -> "httpx.Client":
        if self._client is None:
            self._client = _client(self._limits)
        return self._client

    def _headers(self, service: Service, url: str) -> dict[str, str]:
        """Who asks, and for what; the e-mail address is for the services alone, not for whom they send us on to."""
        mail = f"; mailto:{self._mail}" if self._mail and _host(url) in map(_host, self._bases.values()) else ""
        return {"User-Agent": f"cvgen/{__version__} (academic CV generator{mail})", "Accept": service.accept}

    def _onward(self, service: Service, response: "httpx.Response") -> str:
        """Where a service sends us on to, if that is as safe as the service itself."""
        url = urljoin(str(response.url), response.headers["location"])
        if urlsplit(url).scheme != "https" and _host(url) not in map(_host, self._bases.values()):
            raise _strange(service, f"sends us on to {url}, which is not a safe address")
        return url

    def _look(self, service: Service, response: "httpx.Response", number: str) -> None:
        """Go on with an answer of the right kind only."""
        status, media = response.status_code, response.headers.get("content-type", "").partition(";")[0]
        if status in BUSY:
            wait = _retry_after(response.headers.get("retry-after", ""), self._clock())
            why = "is asked too often" if status == 429 else f"is out of order (it says {status})"
            raise _BusyError(why, wait, is_general=status == 429)
        if status in UNKNOWN:
            raise _unknown(service, number)
        if status != 200:
            raise _strange(service, f"refuses to answer (it says {status})")
        if media and service.format not in media:
            hint = "does a page open when you visit it in the browser? a network may want you to log in first"
            raise _strange(service, f"answers with {media} in place of data", hint)

    def _read(self, service: Service, response: "httpx.Response", number: str) -> bytes:
        """The whole of an answer, if it is one."""
        data = b"".join(self._parts(service, response))
        if not is_whole(service, data):
            raise _strange(service, "gives an answer that is not whole", "try again later")
        if is_empty(service, data):
            raise _unknown(service, number)
        return data

    def _parts(self, service: Service, response: "httpx.Response") -> Iterator[bytes]:
        """An answer, unpacked, part by part, until it is too long or has taken too long."""
        size, until = 0, self._clock() + self._limits.whole
        for part in response.iter_bytes():
            size += len(part)
            if size > self._limits.size:
                raise _strange(service, f"answers with more than {self._limits.size / 1e6:g} MB")
            if self._clock() > until:
                raise UnreachableError([Problem(f"{service.name} is too slow", hint="try again later")])
            yield part


def _client(limits: Limits) -> "httpx.Client":
    """A client that verifies certificates and takes the proxy from the environment."""
    try:
        import httpx  # here, because it is the one library that cvgen does without until something is fetched
    except ImportError:
        hint = "install it with  pip install httpx"
        raise ProfileError([Problem("fetching needs httpx, which is not installed", hint=hint)]) from None
    try:
        return httpx.Client(timeout=httpx.Timeout(limits.read, connect=limits.connect))
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:  # a proxy of an unknown kind, for one
        hint = "look at HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE in your environment"
        raise ProfileError([Problem(f"the network settings can't be used: {error}", hint=hint)]) from None


@contextmanager
def _in_words(service: Service) -> Iterator[None]:
    """What can happen to a connection -> in words, and whether it is worth asking again."""
    import httpx

    try:
        yield
    except httpx.TimeoutException:
        raise _BusyError("does not answer in time", is_general=True) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            hint = "your network may read along; try another one, or name its certificate in SSL_CERT_FILE"
            raise _strange(service, "can't prove who it is", hint) from None
        raise _BusyError("can't be reached", is_general=isinstance(error, httpx.ConnectError)) from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # ValueError: sent on to what is no address at all
        raise _strange(service, f"can't be asked: {error}") from None


def _retry_after(said: str, now: float) -> float:
    """ "120" or "Sat, 21 Nov 2026 10:00:00 GMT" -> the seconds to wait; 0 where nothing of use is said."""
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _host(url: str) -> tuple[str, str]:
    return urlsplit(url).scheme, urlsplit(url).netloc


def _unknown(service: Service, number: str) -> NotFoundError:
    return NotFoundError([Problem(f"{service.name} does not know {number}", hint="check that nothing is mistyped")])


def _strange(service: Service, what: str, hint: str = "try again later, or look it up in the browser") -> ProfileError:
    return ProfileError([Problem(f"{service.name} {what}", hint=hint)])
