"""The cookies that tell browsers apart: none of them is readable by scripts or sent by other sites' forms."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from athena.domain.access import COOKIE
from athena.services.attempts import KNOWN_FOR
from athena.web.visitors import is_secure

BROWSER = "athena_browser"
"""The device cookie of a browser somebody signed in with before; it lets nobody in."""
FORM = "athena_form"
"""The token that our own forms repeat, which other sites cannot know."""


def keep_session(request: HTTPConnection, response: Response, token: str, seconds: int | None = None) -> None:
    """Give the browser the token of a sign-in, for so many seconds or until it is closed."""
    _keep(request, response, COOKIE, token, seconds)


def drop_session(request: HTTPConnection, response: Response) -> None:
    """Take the token of a sign-in from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=is_secure(request), httponly=True, samesite="lax")


def keep_browser(request: HTTPConnection, response: Response, token: str) -> None:
    """Give the browser the token by which it is known later on."""
    _keep(request, response, BROWSER, token, int(KNOWN_FOR.total_seconds()))


def keep_form(request: HTTPConnection, response: Response, token: str) -> None:
    """Give the browser the token that its forms repeat."""
    _keep(request, response, FORM, token, None)


def _keep(request: HTTPConnection, response: Response, name: str, token: str, seconds: int | None) -> None:
    response.set_cookie(
        name, token, max_age=seconds, path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )
