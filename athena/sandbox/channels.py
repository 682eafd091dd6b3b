"""Frames over a socket."""

from __future__ import annotations

import socket
import time

from athena.sandbox.wire import HEADER, frame


class ClosedError(Exception):
    """The other side is gone."""


class LateError(Exception):
    """The other side did not answer in time."""


class LargeError(Exception):
    """The other side announced more than it may send."""


class SocketChannel:
    """Frames in both directions over a stream socket."""

    def __init__(self, end: socket.socket, largest: int = 1 << 31) -> None:
        self._end, self._largest = end, largest

    def send(self, data: bytes) -> None:
        """Send one frame. Raises ClosedError."""
        try:
            self._end.sendall(frame(data))
        except TimeoutError:
            raise LateError from None
        except OSError as error:
            raise ClosedError from error

    def receive(self, seconds: float | None = None) -> bytes | None:
        """Return the next frame's content, None when the other side ended; LateError after ``seconds``."""
        deadline = None if seconds is None else time.monotonic() + seconds
        header = self._exactly(HEADER.size, deadline)
        if header is None:
            return None
        (size,) = HEADER.unpack(header)
        if size > self._largest:
            raise LargeError
        return self._exactly(size, deadline)

    def close(self) -> None:
        """Let go of the socket."""
        self._end.close()

    def _exactly(self, size: int, deadline: float | None) -> bytes | None:
        parts, left = bytearray(), size
        while left:
            part = self._part(min(left, 1 << 20), deadline)
            if not part:
                return None
            parts += part
            left -= len(part)
        return bytes(parts)

    def _part(self, size: int, deadline: float | None) -> bytes:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LateError
            self._end.settimeout(left)
        try:
            return self._end.recv(size)
        except TimeoutError:
            raise LateError from None
        except OSError:
            return b""
