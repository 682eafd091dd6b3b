"""Who gets in: nobody sees a page, a file of somebody or a connection without having signed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from athena.domain.access import COOKIE, PAGES, Viewer
from athena.web.answers import refusal, refuse_socket
from athena.web.paths import Kind, kind_of, page_of

Visitor = Callable[[HTTPConnection], Viewer | None]
"""Finds whose live sign-in a request carries; may block."""
SIGN_IN: Final = "/account/sign-in"


class Gate:
    """Lets in whom the table of pages allows; ``visitor`` is None where nobody needs an account.

    Whatever path is not known here does not exist, for Streamlit answers every unknown one with its page. A
    connection of somebody whose sign-in has ended is let in, so that its page can say so: what it shows is
    decided by the page, which asks again in every rerun.
    """

    def __init__(self, app: ASGIApp, visitor: Visitor | None) -> None:
        self._app, self._visitor = app, visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and (no := await self._objection(scope)) is not None:
            await no(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = kind_of(scope["path"]) is Kind.STREAM
        if wanted and (self._visitor is None or HTTPConnection(scope).cookies.get(COOKIE)):
            await self._app(scope, receive, send)
        else:
            await refuse_socket(receive, send)

    async def _objection(self, scope: Scope) -> Response | None:
        """Return the answer to somebody who does not get in."""
        kind = kind_of(scope["path"])
        if kind in (Kind.ABSENT, Kind.STREAM):
            return refusal(scope, 404, *_ABSENT)
        if self._visitor is None or kind in (Kind.OPEN, Kind.METRICS):
            return None
        viewer = await asyncio.to_thread(self._visitor, HTTPConnection(scope))
        if viewer is None:
            return _to_sign_in(scope) if kind is Kind.PAGE else refusal(scope, 401, *_NOBODY)
        return _forbidden(scope, viewer) if kind is Kind.PAGE else None


def _to_sign_in(scope: Scope) -> Response:
    if scope["method"] not in ("GET", "HEAD"):
        return refusal(scope, 401, *_NOBODY)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
    back = "" if wanted == "%2F" else f"?next={wanted}"
    return RedirectResponse(SIGN_IN + back, 303, {"Cache-Control": "no-store"})


def _forbidden(scope: Scope, viewer: Viewer) -> Response | None:
    permission = PAGES[page_of(scope["path"]) or ""]
    if viewer.may(permission):
        return None
    message = f"Your account may not {permission.value}. Ask an administrator if it should."
    return refusal(scope, 403, "This page is not for you", message)


_ABSENT: Final = (
    "There is nothing here",
    "No page has this address. Check it, or go on from the first page.",
)
_NOBODY: Final = ("Please sign in", "Open Athena's first page, sign in and try again.")
