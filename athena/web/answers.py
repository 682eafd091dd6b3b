"""What the server says when it does not let a request through: a title and what to do, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from athena.web.rendering import written


def refusal(
    scope: Scope, status: int, title: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a page for a browser, one line of text for a program; nobody keeps a copy of it."""
    own = {"Cache-Control": "no-store", **(headers or {})}
    if _wants_page(scope):
        return HTMLResponse(written("note.html", title=title, message=message), status, own)
    return PlainTextResponse(f"{title}. {message}\n", status, own)


def header(scope: Scope, name: bytes) -> str | None:
    """Return the first header of that (lower case) name."""
    found = next((value for key, value in scope["headers"] if key == name), None)
    return None if found is None else found.decode("latin-1")


def _wants_page(scope: Scope) -> bool:
    return "text/html" in (header(scope, b"accept") or "")


async def refuse_socket(receive: Receive, send: Send) -> None:
    """Turn a WebSocket away before it is accepted; its client is answered 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": ""})
