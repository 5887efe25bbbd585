"""Run the server of the preview on this machine, until Ctrl-C."""

import asyncio
import secrets
import socket
from collections.abc import Callable

import uvicorn

from cvgen.build.request import BuildRequest
from cvgen.preview.app import application
from cvgen.preview.guard import Guard
from cvgen.preview.session import Session
from cvgen.problems import SetupError

HOST = "127.0.0.1"
GRACE = 1  # seconds for answers that are under way when the server ends


def serve(request: BuildRequest, port: int, opened: Callable[[str], None]) -> None:
    """Serve the preview of a profile until it is interrupted; `opened` gets the address once the server listens.

    With port 0, the system chooses a free one. Raise SetupError where the port can't be used.
    """
    listener = _listen(port)
    try:
        asyncio.run(_serve(request, listener, opened))
    except KeyboardInterrupt:  # which uvicorn passes on when it has ended
        return


async def _serve(request: BuildRequest, listener: socket.socket, opened: Callable[[str], None]) -> None:
    port, token, session = listener.getsockname()[1], secrets.token_urlsafe(24), Session(request)
    app = Guard(application(session), token, [f"{HOST}:{port}", f"localhost:{port}"])
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", ws="none", server_header=False, date_header=False,
        timeout_graceful_shutdown=GRACE,
    )  # fmt: skip
    server = _Server(config, session, lambda: opened(f"http://{HOST}:{port}/{token}/"))
    await server.serve(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        message = f"port {port} can't be used: {error.strerror or error}"
        raise SetupError(message, hint="leave out --port, and a free one is used") from None
    return listener


class _Server(uvicorn.Server):
    """A server that closes its session first: the streams of open pages would keep it running."""

    def __init__(self, config: uvicorn.Config, session: Session, started: Callable[[], None]) -> None:
        super().__init__(config)
        self.session, self.on_start = session, started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self.on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the session, then the connections."""
        await self.session.close()
        await super().shutdown(sockets)
