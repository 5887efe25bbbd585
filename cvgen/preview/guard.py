"""Let only the page that `cvgen preview` opened reach the server, and limit what that page may do.

Any web site can send requests to 127.0.0.1, and let its host name lead there (DNS rebinding). So the address has a
secret part, the names of the host and of the origin are checked, and the page may load only what this server has. On
Linux, where other users can see the address that a browser is started with, the user is checked too.
"""

import secrets
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cvgen.preview.peer import may_connect

MOST_BYTES = 12_000_000  # of a request: a profile has at most 10 MB
SAFE = ("GET", "HEAD")
# The page itself has another policy, with a secret for its own scripts.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def page_policy(nonce: str) -> str:
    """Return the Content-Security-Policy of the page: scripts and styles of this server, and those with the secret."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class Guard:
    """An application that answers only requests to `hosts`, such as 127.0.0.1:8000, below the path of the token."""

    def __init__(self, app: ASGIApp, token: str, hosts: Collection[str]) -> None:
        self.app, self.token, self.hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on, with the token taken out of its path."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self._refusal(scope):
            await refusal(scope, receive, send)
            return
        prefix = f"/{self.token}"
        inner = {**scope, "root_path": scope.get("root_path", "") + prefix}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, "content-security-policy": POLICY, "cache-control": "no-store"}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(inner, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Return the answer to a request that is refused; None if it may pass."""
        headers = Headers(scope=scope)
        if not may_connect(scope["client"], scope["server"]):
            return PlainTextResponse("Only the user who has started cvgen preview may open it.", 403)
        if headers.get("host", "") not in self.hosts:
            return PlainTextResponse("This address is not the one that cvgen preview printed.", 403)
        _, _, rest = scope["path"].partition("/")
        token, slash, _ = rest.partition("/")
        if not secrets.compare_digest(token.encode(), self.token.encode()) or not slash:
            return PlainTextResponse("Open the whole address that cvgen preview printed.", 404)
        if not self._is_ours(scope["method"], headers):
            return PlainTextResponse("Only the page of cvgen preview may do this.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES or "transfer-encoding" in headers:
            return PlainTextResponse("This is too large.", 413)
        return None

    def _is_ours(self, method: str, headers: Headers) -> bool:
        """Tell whether a request comes from our page, or is one that a user makes by opening the address."""
        origins = {f"http://{host}" for host in self.hosts}
        origin = headers.get("origin")
        if method not in SAFE:
            return origin in origins
        site = headers.get("sec-fetch-site", "none")
        return (origin is None or origin in origins) and (site in ("none", "same-origin") or _opens_page(headers))


def _opens_page(headers: Headers) -> bool:
    """Tell whether a browser opens the page in a tab: a link to it may be in a terminal or an editor on the web."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
