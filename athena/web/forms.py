"""Forms that only our own pages can send: each repeats a token that the browser holds in a cookie."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from athena.errors import AccessError, InputError
from athena.services.tokens import new_token
from athena.web.cookies import FORM

Form = Mapping[str, str]
FIELD: Final = "form_token"
LARGEST: Final = 16 * 1024
"""Bytes of a form; the longest of ours has a few hundred."""
_MOST_FIELDS: Final = 20
_TOKEN: Final = re.compile(r"[\w-]{43}")
_URLENCODED: Final = "application/x-www-form-urlencoded"
_FOREIGN: Final = (
    "The page was open for too long, was sent from elsewhere, or this browser keeps no cookies. Please try "
    "again.",
    "This form could not be taken",
)


def form_token(request: Request) -> str:
    """Return the token that the browser's forms repeat, a new one when it has none."""
    kept = request.cookies.get(FORM, "")
    return kept if _TOKEN.fullmatch(kept) else new_token()


async def read_form(request: Request) -> Form:
    """Return the fields of a form that one of our own pages sent.

    Raises AccessError when another site may have sent it, InputError when it is no small form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _URLENCODED:
        raise InputError("What was sent is not a form of this page. Open the page and send its form.")
    body = await _read_body(request)
    try:
        form = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise InputError("What was sent cannot be read. Open the page and send its form.") from None
    _check_origin(request)
    _check_token(request, form)
    return form


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise InputError("What was sent is too large. Open the page and send its form.")
    return bytes(body)


def _check_origin(request: Request) -> None:
    """Refuse what a browser says another site sent; the token is checked all the same."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise AccessError(*_FOREIGN)
    said = request.headers.get("origin") or request.headers.get("referer")
    if said and urlsplit(said).netloc.lower() != request.headers.get("host", "").lower():
        raise AccessError(*_FOREIGN)


def _check_token(request: Request, form: Form) -> None:
    kept, sent = request.cookies.get(FORM, ""), form.get(FIELD, "")
    if not _TOKEN.fullmatch(kept) or not secrets.compare_digest(
        kept.encode(), sent.encode("utf-8", "replace")
    ):
        raise AccessError(*_FOREIGN)


def own_path(wanted: str) -> str:
    """Return where to go on after signing in: ``wanted`` when that is a path of this server, else the start.

    Browsers read ``//host``, ``/\\host`` and paths with control characters in them as other servers.
    """
    plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted and " " not in wanted
    inside = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if plain and inside and not wanted.startswith("/account/sign-") else "/"
