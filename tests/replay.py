"""A server on this machine that replays answers, also bad ones, and a clock that nobody has to wait for."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """An answer: what it says, and what goes wrong with it."""

    body: bytes = b""
    status: int = 200
    media: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False  # never says a word
    hangs_up: bool = False  # closes the door instead of answering
    missing: int = 0  # bytes that were promised and never come


class Time:
    """A clock that only sleep moves, and what was slept."""

    def __init__(self, now=1_800_000_000.0):
        self.now, self.slept = now, []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


class Server:
    """Replies by path, one after the other, the last of them for ever; `asked` is what was asked for, with headers."""

    def __init__(self, context=None):
        self.replies, self.asked, self.over = {}, [], threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.http.handle_error = lambda *_: None  # a client that has hung up is what some tests want
        if context:
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.base = f"http{'s' * bool(context)}://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def reset(self):
        self.over.set()
        self.replies, self.asked, self.over = {}, [], threading.Event()

    def close(self):
        self.over.set()
        self.http.shutdown()
        self.http.server_close()

    @property
    def paths(self):
        return [path for path, _ in self.asked]

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # headers and body in one packet

            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                waiting = server.replies.get(self.path) or [Reply(b"{}", 404)]
                reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                if reply.silent:
                    server.over.wait(5)
                if reply.silent or reply.hangs_up:
                    self.close_connection = True
                    return
                with contextlib.suppress(ConnectionError):
                    self._send(reply)

            def _send(self, reply):
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
                for name, value in {"Content-Type": reply.media, **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
                self.wfile.flush()
                self.close_connection = bool(reply.missing)

            def log_message(self, *_):
                pass

        return Handler


@contextlib.contextmanager
def dripping(start):
    """A server that begins an answer, then sends a byte at a time for ever -> its base."""
    listening, over = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve():
        with contextlib.suppress(OSError), listening.accept()[0] as connection:
            connection.sendall(start)
            while not over.wait(0.02):
                connection.sendall(b"x")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    over.set()
    thread.join()
    listening.close()
