"""What the server says when it does not let a request through: a title and what to do, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Athena</title>
<link rel="icon" href="/app/static/icon.svg">
<link rel="stylesheet" href="/app/static/account.css">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{message}</p>
<p><a href="/">Go to the first page</a></p>
</main>
</body>
</html>
"""


def refusal(
    scope: Scope, status: int, title: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a page for a browser, one line of text for a program; nobody keeps a copy of it."""
    own = {"Cache-Control": "no-store", **(headers or {})}
    if _wants_page(scope):
        page = _PAGE.format(title=escape(title), message=escape(message))
        return HTMLResponse(page, status, own)
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
