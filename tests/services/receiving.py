"""A real HTTP server that takes messages the way the tests tell it to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

SOON_S = 20.0
"""How long a test waits for what should come at once."""


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """``statuses`` are answered in turn, the last of them for ever; ``hangs`` keeps answers back.

    With ``drips`` as well a header comes a letter at a time, without an end.
    """

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [204])
    location: str = ""
    hangs: threading.Event | None = None
    drips: bool = False
    received: Queue[Received] = field(default_factory=Queue)

    def next(self) -> Received:
        """Return the next request, waiting for it."""
        return self.received.get(timeout=SOON_S)

    def status(self) -> int:
        """Return what to answer now."""
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run the server on a free port."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.received.put(Received(self.path, dict(self.headers), body))
            if receiver.hangs:
                self.keep_waiting(receiver.hangs)
                return
            self.send_response(receiver.status())
            if receiver.location:
                self.send_header("location", receiver.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def keep_waiting(self, until: threading.Event) -> None:
            if not receiver.drips:
                until.wait(SOON_S)
                return
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nx-drip: ")
                while not until.wait(0.01):
                    self.wfile.write(b"x")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        if receiver.hangs:
            receiver.hangs.set()
        server.shutdown()
        thread.join()
        server.server_close()
