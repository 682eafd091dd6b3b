"""A real OpenID Connect provider (oidc-provider-mock) on a port of this machine."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import authlib.deprecate
import flask
import httpx2
import werkzeug.serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore", authlib.deprecate.AuthlibDeprecationWarning)
    import oidc_provider_mock


@dataclass
class RealProvider:
    """Its address, the client it knows, and every form that reached its token endpoint."""

    issuer: str
    client_id: str = ""
    client_secret: str = ""
    forms: list[dict[str, str]] = field(default_factory=list)

    def knows(self, subject: str, **claims: object) -> None:
        """Have an account for somebody, in place of an earlier one."""
        httpx2.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()

    def agree(self, where: str, subject: str) -> str:
        """Sign in as ``subject`` where the browser was sent to; return the address it is sent back to."""
        return self._answer(where, {"sub": subject})

    def deny(self, where: str) -> str:
        """Refuse consent; return the address the browser is sent back to."""
        return self._answer(where, {"action": "deny"})

    def _answer(self, where: str, form: dict[str, str]) -> str:
        answer = httpx2.post(where, data=form)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])


def query_of(address: str) -> Mapping[str, str]:
    """Return the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def running(redirect: str) -> Iterator[RealProvider]:
    """Run a provider that knows one client, which is sent back to ``redirect`` alone."""
    app = oidc_provider_mock.app(require_client_registration=True, require_nonce=True)
    server = werkzeug.serving.make_server("localhost", 0, app, threaded=True)
    provider = RealProvider(f"http://localhost:{server.server_port}")

    def remember() -> None:
        if flask.request.path == "/oauth2/token":
            provider.forms.append(flask.request.form.to_dict())

    app.before_request(remember)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        made: dict[str, Any] = httpx2.post(
            f"{provider.issuer}/oauth2/clients", json={"redirect_uris": [redirect]}
        ).json()
        provider.client_id, provider.client_secret = made["client_id"], made["client_secret"]
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
