"""Send requests to public services: rate-limited, retried if a service is busy, with errors worded for the user."""

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
from cvgen.online import bounds, pages
from cvgen.online.services import FIRST_PAGE, SERVICES, Service, address, is_empty, is_whole
from cvgen.problems import InputError, Problem

if TYPE_CHECKING:
    import httpx

BUSY = (429, 500, 502, 503, 504)
UNKNOWN = (400, 404, 410)  # arXiv answers 400 for an impossible identifier
MAIL = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")


@dataclass(frozen=True)
class Limits:
    """Limits for a request, in seconds and bytes."""

    connect: float = 10
    read: float = 30  # for the next part of a response
    total: float = 120  # for the whole request, from the name of the host to the last byte
    size: int = 20_000_000  # of the body, as it comes and unpacked
    retries: int = 3
    redirects: int = 5
    max_wait: float = 60  # the longest pause that a service may request


class NotFoundError(InputError):
    """The service has no record of the identifier."""


class UnreachableError(InputError):
    """The service did not answer; it may do so later."""


class _BusyError(Exception):
    """The service is busy: the reason, the seconds to wait (0 if unknown), and whether other requests would fail."""

    def __init__(self, reason: str, wait: float = 0, is_general: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.is_general = wait, is_general


class Client:
    """An HTTP client that reuses its connections; close() closes them."""

    def __init__(
        self,
        bases: Mapping[str, str],
        mail: str = "",
        limits: Limits = Limits(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        api_key: str = "",
    ) -> None:
        if mail and not MAIL.fullmatch(mail):
            raise InputError([Problem(f"'{mail}' is not an e-mail address", hint="write it like name@university.edu")])
        self._bases, self._mail, self._limits, self._sleep, self._clock = bases, mail, limits, sleep, clock
        self._api_key = api_key  # of the user at OpenAlex
        self._http: httpx.Client | None = None
        self._last_request: dict[str, float] = {}
        self._down: dict[str, UnreachableError] = {}

    def close(self) -> None:
        """Close the connections."""
        if self._http:
            self._http.close()

    def ask(self, key: str, number: str) -> bytes:
        """Return the response of a service about an identifier; `key` is a key of SERVICES.

        A list that comes in pages is one response. Raise NotFoundError or UnreachableError, or InputError for an
        unexpected response.
        """
        if not (where := SERVICES[key].pages):
            return self._ask(key, number)
        try:
            return pages.joined(lambda cursor: self._ask(key, number, cursor), where)
        except pages.ShapeError as error:
            raise _unusable(SERVICES[key], str(error), error.hint) from None

    def _ask(self, key: str, number: str, cursor: str = FIRST_PAGE) -> bytes:
        """Return one response, of a list one page; a busy service is asked again."""
        if key in self._down:
            raise self._down[key]
        service, url = SERVICES[key], address(key, number, self._bases, self._mail, cursor, self._api_key)
        for attempt in range(self._limits.retries + 1):
            self._pace(key)
            try:
                return self._fetch(service, url, number)
            except _BusyError as error:
                busy = error
            if attempt < self._limits.retries:
                backoff = 2**attempt * random.uniform(1, 1.5)  # random, so that clients do not retry at the same time
                self._sleep(min(busy.wait or backoff, self._limits.max_wait))
        raise self._give_up(key, busy)

    def _give_up(self, key: str, busy: _BusyError) -> UnreachableError:
        """Return the error to raise after the last attempt."""
        hint = "try again later" if not busy.wait else f"wait for {_duration(busy.wait)}, then try again"
        error = UnreachableError([Problem(f"{SERVICES[key].name} {busy}", hint=hint)])
        if busy.is_general:
            self._down[key] = error
        return error

    def _pace(self, key: str) -> None:
        """Wait until the service allows the next request."""
        pause = SERVICES[key].pause
        if key in self._last_request and (wait := self._last_request[key] + pause - self._clock()) > 0:
            self._sleep(min(wait, pause))
        self._last_request[key] = self._clock()

    def _fetch(self, service: Service, url: str, number: str) -> bytes:
        """Return the body of the response at a URL; raise UnreachableError if it takes too long."""
        http = self._open()
        try:
            return bounds.within(self._limits.total, lambda: self._follow(http, service, url, number))
        except TimeoutError:
            raise UnreachableError([Problem(f"{service.name} is too slow", hint="try again later")]) from None

    def _follow(self, http: "httpx.Client", service: Service, url: str, number: str) -> bytes:
        """Return the body of the response at a URL, after following redirects."""
        for _ in range(self._limits.redirects + 1):
            with _translated_errors(service), http.stream("GET", url, headers=self._headers(service, url)) as response:
                if not response.has_redirect_location:
                    self._check(service, response, number)
                    return self._read(service, response, number)
                url = self._redirect_target(service, response)
        raise _unusable(service, f"redirects more than {self._limits.redirects} times")

    def _open(self) -> "httpx.Client":
        """Return the HTTP client, created at the first request."""
        if self._http is None:
            self._http = _http_client(self._limits)
        return self._http

    def _headers(self, service: Service, url: str) -> dict[str, str]:
        """Return the headers of a request; the e-mail address is sent to the services only, not to redirect targets."""
        mail = f"; mailto:{self._mail}" if self._mail and _host(url) in map(_host, self._bases.values()) else ""
        agent = f"cvgen/{__version__} (academic CV generator{mail})"
        return {"User-Agent": agent, "Accept": service.accept, "Accept-Encoding": bounds.ENCODING}

    def _redirect_target(self, service: Service, response: "httpx.Response") -> str:
        """Return the target of a redirect; raise InputError if it is less safe than the service itself."""
        url = urljoin(str(response.url), response.headers["location"])
        if _host(url) in map(_host, self._bases.values()):
            return url
        if urlsplit(url).scheme != "https":
            raise _unusable(service, f"redirects to {url}, which is not a secure address")
        if bounds.is_private(urlsplit(url).hostname or ""):
            raise _unusable(service, f"redirects to {url}, which is an address in a private network")
        return url

    def _check(self, service: Service, response: "httpx.Response", number: str) -> None:
        """Raise an error unless the response has the right status and media type."""
        status, media = response.status_code, response.headers.get("content-type", "").partition(";")[0]
        if status in BUSY:
            wait = _retry_after(response.headers.get("retry-after", ""), self._clock())
            reason = "has received too many requests" if status == 429 else f"is not available (status {status})"
            raise _BusyError(reason, wait, is_general=status == 429)
        if status in UNKNOWN:
            raise _not_found(service, number)
        if status != 200:
            raise _unusable(service, f"refuses to answer (status {status})")
        if media and service.format not in media:
            hint = "open any page in a browser: your network may require a login"
            raise _unusable(service, f"answers with {media} instead of data", hint)

    def _read(self, service: Service, response: "httpx.Response", number: str) -> bytes:
        """Return the whole body of a response; raise an error if it is incomplete or has no record."""
        data = self._body(service, response)
        if not is_whole(service, data):
            raise _unusable(service, "gave an incomplete answer", "try again later")
        if is_empty(service, data):
            raise _not_found(service, number)
        return data

    def _body(self, service: Service, response: "httpx.Response") -> bytes:
        """Return the body of a response, unpacked; raise an error if it is too long, or packed unlike requested."""
        encoding = response.headers.get("content-encoding", "")
        try:
            return b"".join(bounds.unpacked(response.iter_raw(), encoding, self._limits.size))
        except bounds.TooLargeError:
            raise _unusable(service, f"sent more than {self._limits.size / 1e6:g} MB") from None
        except bounds.UnknownEncodingError as error:
            raise _unusable(service, f"packed its answer as '{error}', which was not requested") from None
        except bounds.IncompleteError:
            return b""  # which no service sends


def _http_client(limits: Limits) -> "httpx.Client":
    """Return an HTTP client that verifies certificates and takes the proxy from the environment."""
    try:
        import httpx  # here, because no other command needs it
    except ImportError:
        hint = "install it with  pip install httpx"
        raise InputError([Problem("fetching needs httpx, which is not installed", hint=hint)]) from None
    try:
        return httpx.Client(timeout=httpx.Timeout(limits.read, connect=limits.connect))
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:  # such as a proxy of an unknown kind
        hint = "check the environment variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE"
        raise InputError([Problem(f"the network settings can't be used: {error}", hint=hint)]) from None


@contextmanager
def _translated_errors(service: Service) -> Iterator[None]:
    """Translate connection errors into ours; _BusyError means that a retry may help."""
    import httpx

    try:
        yield
    except httpx.TimeoutException:
        raise _BusyError("does not answer in time", is_general=True) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            hint = "your network may intercept connections; use another one, or set SSL_CERT_FILE to its certificate"
            raise _unusable(service, "has no valid certificate", hint) from None
        raise _BusyError("can't be reached", is_general=isinstance(error, httpx.ConnectError)) from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # ValueError: an invalid redirect
        raise _unusable(service, f"can't be queried: {error}") from None


def _retry_after(header: str, now: float) -> float:
    """Return the seconds to wait: "120" -> 120, "Sat, 21 Nov 2026 10:00:00 GMT" -> until then; 0 if invalid.

    The forms are those of the header Retry-After (RFC 9110, section 10.2.3).
    """
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _duration(seconds: float) -> str:
    """Return seconds as words: "90 seconds", "5 minutes"."""
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _host(url: str) -> tuple[str, str]:
    """Return the scheme and the host of a URL."""
    return urlsplit(url).scheme, urlsplit(url).netloc


def _not_found(service: Service, number: str) -> NotFoundError:
    """Return the error for an identifier that a service does not know."""
    return NotFoundError([Problem(f"{service.name} does not know {number}", hint="check it for typing errors")])


def _unusable(service: Service, what: str, hint: str = "try again later, or look it up in a browser") -> InputError:
    """Return the error for a response that cannot be used."""
    return InputError([Problem(f"{service.name} {what}", hint=hint)])
