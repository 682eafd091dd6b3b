"""What a visitor is told when a handler fails; what happened goes to the log alone."""

from __future__ import annotations

import logging
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from athena.web.answers import refusal

log = logging.getLogger(__name__)


class Failures:
    """Answers 500 in plain words, inside of our headers: Starlette's own answer would have none of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            log.exception("A request for %s failed", scope["path"].split("/")[1:2])
            await refusal(scope, 500, *_FAILED)(scope, receive, send)


_FAILED: Final = (
    "Something went wrong here",
    "Nothing you did caused it. Try again; whoever runs Athena finds what happened in its log.",
)
