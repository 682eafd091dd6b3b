"""What visitors send: never more than fits, and never slower than anybody types or uploads."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from athena.web.answers import header, refusal

BODY_BYTES: Final = 64 * 1024
"""Forms and the answers of an identity provider are far smaller."""
_FRAME_BYTES: Final = 64 * 1024
_UPLOADS: Final = "/_stcore/upload_file/"


class _TooLargeError(Exception):
    pass


class Bodies:
    """Reads every body before it is handled: 413 when it is too large, 408 when it takes too long.

    ``upload_bytes`` is what an uploaded file may have, ``seconds`` the time for a whole body. The handlers
    inside see only complete bodies, so none of them can be kept waiting or half done.
    """

    def __init__(self, app: ASGIApp, upload_bytes: int, seconds: float) -> None:
        self._app, self._upload_bytes, self._seconds = app, upload_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(receive, self._limit_of(scope), _announced(scope))
        except _TooLargeError:
            await _refuse(scope, receive, send, 413, *_TOO_LARGE)
        except TimeoutError:
            await _refuse(scope, receive, send, 408, *_TOO_SLOW)
        else:
            if body is not None:
                await self._app(scope, _replaying(body, receive), send)

    def _limit_of(self, scope: Scope) -> int:
        return self._upload_bytes + _FRAME_BYTES if scope["path"].startswith(_UPLOADS) else BODY_BYTES

    async def _read(self, receive: Receive, limit: int, announced: int) -> bytes | None:
        """Return the whole body, None when the visitor has gone. Raises TimeoutError and _TooLargeError."""
        body, more = bytearray(), True
        async with asyncio.timeout(self._seconds):
            while more and max(len(body), announced) <= limit:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                body += message.get("body", b"")
                more = message.get("more_body", False)
        if max(len(body), announced) > limit:
            raise _TooLargeError
        return bytes(body)


def _has_body(scope: Scope) -> bool:
    return header(scope, b"transfer-encoding") is not None or _announced(scope) > 0


def _announced(scope: Scope) -> int:
    length = header(scope, b"content-length") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _replaying(body: bytes, receive: Receive) -> Receive:
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return whole.pop() if whole else await receive()

    return again


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, title: str, message: str) -> None:
    closing = {"Connection": "close"}  # what is still on its way is not read
    await refusal(scope, status, title, message, closing)(scope, receive, send)


_TOO_LARGE: Final = (
    "This is too large",
    "What was sent is larger than this server takes. Send a smaller file, or parts of it.",
)
_TOO_SLOW: Final = (
    "This took too long",
    "What was sent did not arrive in time. Check the connection and try again.",
)
