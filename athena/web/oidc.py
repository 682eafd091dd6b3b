"""Signing in with a provider of identities: out to it, and back from it.

These are our own routes and not ``st.login``, because Streamlit's own identity cookie cannot be revoked (a
copied one works after signing out); they end in a sign-in that the server keeps. Between the two a signed
cookie holds state, nonce and PKCE verifier: this browser's alone, ten minutes long, sent nowhere but here.
"""

from __future__ import annotations

import asyncio
import secrets
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from athena import bootstrap
from athena.config import Settings
from athena.errors import AccessError, AthenaError, InputError, ProviderError
from athena.services.oidc import OidcSignIns
from athena.web.account import signed_in
from athena.web.forms import own_path
from athena.web.rendering import PRIVATE, note
from athena.web.visitors import address_of, is_secure

if TYPE_CHECKING:
    from athena.web.oidc_client import OidcClient

START: Final = "/account/oidc/start"
BACK: Final = "/account/oidc/back"
ERRAND: Final = "athena_oidc"
"""The cookie that is there between the two."""
_PATH: Final = "/account/oidc"
_SECONDS: Final = 600
_STATUS: Final = {InputError: 400, AccessError: 403, ProviderError: 502}
_OWN_KEY: Final = secrets.token_urlsafe(32)


async def start(request: Request) -> Response:
    """Send the browser to the provider; ``next`` is the page that was wanted."""
    app = bootstrap.current()
    if app.desk.oidc is None or not app.settings.with_accounts:
        return _absent(request)
    client = await asyncio.to_thread(_client, app.settings)
    errand: dict[str, Any] = {"next": own_path(request.query_params.get("next", "/"))}
    try:
        answer = await client.send(_with_session(request, errand), _back_address(request, app.settings))
    except AthenaError as error:
        return _refused(request, error)
    answer.headers.update(PRIVATE)
    answer.set_cookie(
        ERRAND,
        _signer(app.settings).dumps(errand),
        max_age=_SECONDS,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return answer


async def back(request: Request) -> Response:
    """Sign in whom the provider sends back, or say why not; the errand is over either way."""
    app = bootstrap.current()
    if app.desk.oidc is None or not app.settings.with_accounts:
        return _absent(request)
    try:
        answer = await _sign_in(request, app.settings, app.desk.oidc)
    except AthenaError as error:
        answer = _refused(request, error)
    answer.delete_cookie(ERRAND, path=_PATH, httponly=True, samesite="lax", secure=is_secure(request))
    return answer


routes = [Route(START, start), Route(BACK, back)]


async def _sign_in(request: Request, settings: Settings, oidc: OidcSignIns) -> Response:
    """Return the way to the page that was wanted, with a sign-in. Raises AthenaError."""
    errand, address = _errand(request, settings), address_of(request)
    client = await asyncio.to_thread(_client, settings)
    try:
        claims = await client.hear(_with_session(request, errand))
    except (InputError, AccessError) as error:
        await asyncio.to_thread(oidc.refuse, error.message, "", address)
        raise
    account = await asyncio.to_thread(oidc.admit, claims, address)
    onward, how = str(errand.get("next", "/")), oidc.provider.label
    return await asyncio.to_thread(signed_in, request, account.employee_id, how=how, onward=onward)


@lru_cache(maxsize=1)
def _client(settings: Settings) -> OidcClient:
    """Return the client of these settings; the libraries are loaded when somebody first signs in this way."""
    from athena.web.oidc_client import OidcClient

    return OidcClient(settings)


def _with_session(request: Request, errand: dict[str, Any]) -> Request:
    """Return the request with the errand in the place where Authlib keeps the state."""
    return Request({**request.scope, "session": errand}, request.receive)


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    secret = settings.session_secret_key
    key = secret.get_secret_value() if secret else _OWN_KEY
    return URLSafeTimedSerializer(key, salt="athena.oidc", signer_kwargs={"digest_method": sha256})


def _errand(request: Request, settings: Settings) -> dict[str, Any]:
    try:
        found = _signer(settings).loads(request.cookies.get(ERRAND, ""), max_age=_SECONDS)
    except BadData:
        return {}
    return dict(found)


def _back_address(request: Request, settings: Settings) -> str:
    scheme = "https" if is_secure(request) else "http"
    base = settings.public_url or str(request.base_url.replace(scheme=scheme))
    return base.rstrip("/") + BACK


def _refused(request: Request, error: AthenaError) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 503)
    return note(request, error.title, error.message, status=status)


def _absent(request: Request) -> Response:
    return note(request, "There is nothing here", "Nobody signs in this way at this Athena.", status=404)
