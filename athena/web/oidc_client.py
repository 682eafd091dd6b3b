"""The conversation with a provider of identities: authorization code with PKCE, state and nonce, by Authlib.

Nothing is asked of the network before somebody signs in; what the provider says of itself is fetched then.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from athena.config import Settings
from athena.domain.oidc import Claims
from athena.errors import AccessError, InputError, ProviderError

SECONDS: Final = 10
_ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
_CHOOSER: Final = {"accounts.google.com": "select_account", "login.microsoftonline.com": "select_account"}
_SCOPES: Final = frozenset({"openid", "email", "profile"})
_DISCOVERY: Final = "/.well-known/openid-configuration"

log = logging.getLogger(__name__)


class OidcClient:
    """Sends people to the provider and hears who came back. One per app; used on the server's event loop."""

    def __init__(self, settings: Settings) -> None:
        """Wire the client of ``settings``; it must name an issuer."""
        self._issuer, self._label = str(settings.oidc_issuer), settings.oidc_label
        self._claim = settings.oidc_role_claim if settings.oidc_roles else ""
        secret = settings.oidc_client_secret
        self._app = OAuth().register(
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=self._issuer.rstrip("/") + _DISCOVERY,
            client_kwargs={
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
                "timeout": SECONDS,
            },
        )

    async def send(self, request: Request, back: str) -> Response:
        """Return the way to the provider, which leads to the address ``back``; the session keeps the state.

        Raises ProviderError where the provider cannot be reached.
        """
        with _explained(self._label):
            metadata = await self._introduced()
            scopes = _SCOPES | ({self._claim} & _offered(metadata))
            chooser = _CHOOSER.get(urlsplit(self._issuer).hostname or "")
            more = {"prompt": chooser} if chooser else {}
            found: Response = await self._app.authorize_redirect(
                request, back, scope=" ".join(sorted(scopes)), **more
            )
            return found

    async def hear(self, request: Request) -> Claims:
        """Return what the provider says about who came back.

        Raises ProviderError where it cannot be reached, InputError where this browser asked no such question,
        AccessError where the person did not agree.
        """
        with _explained(self._label):
            issuer = (await self._introduced())["issuer"]
            meant = {"iss": _exactly(issuer), "aud": _exactly(self._app.client_id)}
            token = await self._app.authorize_access_token(request, claims_options=meant)
            claims: Mapping[str, object] = token.get("userinfo") or {}
            if "email" not in claims:
                more = await self._app.userinfo(token=token)
                claims = {**(more if more.get("sub") == claims.get("sub") else {}), **claims}
            return claims

    async def _introduced(self) -> Mapping[str, Any]:
        """Return what the provider says of itself, once it says that it is the one that is meant."""
        metadata: dict[str, Any] = await self._app.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self._issuer.rstrip("/"):
            metadata.clear()
            raise ProviderError(
                f"{self._label} calls itself by another name than OIDC_ISSUER. Ask an administrator to look."
            )
        offered = metadata.get("id_token_signing_alg_values_supported") or ()
        metadata["id_token_signing_alg_values_supported"] = [
            one for one in offered if one in _ALGORITHMS
        ] or list(_ALGORITHMS[:1])
        return metadata


def _exactly(value: str) -> dict[str, object]:
    return {"essential": True, "value": value}


def _offered(metadata: Mapping[str, Any]) -> frozenset[str]:
    named = metadata.get("scopes_supported")
    return frozenset(map(str, named)) if isinstance(named, list) else frozenset()


@contextmanager
def _explained(label: str) -> Iterator[None]:
    """Turn what the libraries raise into errors people can act on."""
    again = "Please sign in again"
    try:
        yield
    except MismatchingStateError as error:
        raise InputError(
            "This sign-in was begun in another browser, was used before, or took too long. Begin again.",
            again,
        ) from error
    except (AuthlibBaseError, JoseError) as error:
        if error.error == "access_denied":
            raise AccessError(
                f"You did not agree at {label}. Begin again if you want to.", "Nobody was signed in"
            ) from error
        log.warning("what the provider of identities answered was refused: %.200r", str(error))
        raise InputError(
            f"The answer of {label} was not accepted. If it happens again, tell an administrator.",
            again,
        ) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RuntimeError, LookupError, TypeError) as error:
        log.warning("the provider of identities gave no usable answer: %.200r", str(error))
        raise ProviderError(
            f"{label} cannot be reached now. Wait a minute and try again, or sign in with a password."
        ) from error
