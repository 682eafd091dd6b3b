"""Our own pages beside Streamlit's: templates that escape everything, kept by no cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from athena.errors import (
    AccessError,
    AthenaError,
    CredentialsError,
    InputError,
    NotFoundError,
    TooManyTriesError,
)
from athena.web.cookies import keep_form
from athena.web.forms import FIELD, form_token

TEMPLATES = Path(__file__).with_name("templates")
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}
"""What every page says that is for one person. A stricter referrer policy would send forms without Origin."""
_STATUS: tuple[tuple[type[AthenaError], int], ...] = (
    (TooManyTriesError, 429),
    (CredentialsError, 401),
    (AccessError, 403),
    (NotFoundError, 404),
    (InputError, 422),
)


def page(
    request: Request,
    template: str,
    *,
    error: AthenaError | None = None,
    status: int | None = None,
    **values: object,
) -> Response:
    """Return a page made of a template, which gets ``error`` and ``values``; an error has its status."""
    token = form_token(request)
    text = written(template, error=error, form_token=token, field=FIELD, **values)
    response = HTMLResponse(text, status or (status_of(error) if error else 200), PRIVATE)
    if isinstance(error, TooManyTriesError):
        response.headers["Retry-After"] = str(error.wait_s)
    keep_form(request, response, token)
    return response


def written(template: str, **values: object) -> str:
    """Return a template filled in; every value is escaped."""
    return _environment().get_template(template).render(**values)


def note(request: Request, title: str, message: str, *, status: int = 200) -> Response:
    """Return a page that only says something."""
    return page(request, "note.html", status=status, title=title, message=message)


def refused(request: Request, error: AthenaError) -> Response:
    """Return a page that says why there is no form, and what to do."""
    return note(request, error.title, error.message, status=status_of(error))


def go_to(path: str) -> Response:
    """Return an answer that leads the browser to a path of this server with GET."""
    return RedirectResponse(path, 303, PRIVATE)


def status_of(error: AthenaError) -> int:
    """Return the HTTP status that tells a program what the error tells a person."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
