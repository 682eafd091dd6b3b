"""The headers that tell a browser what a page of ours may do, on every answer there is.

Why the content policy says what it says is written down in SECURITY.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MINE: Final = "'self'"
_NOTHING: Final = "'none'"
PAGE_POLICY: Final[dict[str, tuple[str, ...]]] = {
    "default-src": (_NOTHING,),
    "script-src": (_MINE, "blob:"),
    "style-src": (_MINE, "'unsafe-inline'"),
    "img-src": (_MINE, "data:"),
    "font-src": (_MINE, "data:"),
    "media-src": (_MINE,),
    "connect-src": (_MINE,),
    "worker-src": (_NOTHING,),
    "frame-src": (_MINE,),
    "form-action": (_MINE,),
    "base-uri": (_NOTHING,),
    "object-src": (_NOTHING,),
    "frame-ancestors": (_NOTHING,),
}
"""What Streamlit's page needs; the digests of its own inline script come to script-src."""
COMPONENT_POLICY: Final = PAGE_POLICY | {"script-src": (_MINE,), "frame-ancestors": (_MINE,)}
"""A component's frame inside a page of ours."""
FORM_POLICY: Final = PAGE_POLICY | {
    "script-src": (_NOTHING,),
    "style-src": (_MINE,),
    "img-src": (_MINE, "data:"),
    "font-src": (_MINE,),
    "media-src": (_NOTHING,),
    "connect-src": (_NOTHING,),
    "frame-src": (_NOTHING,),
}
"""The pages that sign people in: they need no script at all."""
_FORMS: Final = ("/account/", "/invite/")
_COMPONENTS: Final = "/component/"
_ALLOWED: Final = ("microphone=(self)", "autoplay=(self)", "clipboard-write=(self)", "fullscreen=(self)")
_DENIED: Final = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join((*_ALLOWED, *(f"{name}=()" for name in _DENIED))),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
_STRICT_TRANSPORT: Final = "max-age=31536000"
Secure = Callable[[HTTPConnection], bool]


def policy_text(policy: dict[str, tuple[str, ...]], digests: Iterable[str] = ()) -> str:
    """Return a content policy as its header's value; ``digests`` are those of allowed inline scripts."""
    scripts = (*policy["script-src"], *(f"'{digest}'" for digest in digests))
    return "; ".join(f"{name} {' '.join(of)}" for name, of in (policy | {"script-src": scripts}).items())


class Headers:
    """Sets them on whatever is answered inside; what was set there and differs is replaced.

    ``secure`` tells whether a visitor's browser speaks https, ``digests`` (``sha256-…``) which inline scripts
    Streamlit's page may run.
    """

    def __init__(self, app: ASGIApp, secure: Secure, digests: Sequence[str] = ()) -> None:
        self._app, self._secure = app, secure
        self._page = policy_text(PAGE_POLICY, digests)
        self._form, self._component = policy_text(FORM_POLICY), policy_text(COMPONENT_POLICY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set(MutableHeaders(scope=message), scope)
            await send(message)

        await self._app(scope, receive, sending)

    def _set(self, headers: MutableHeaders, scope: Scope) -> None:
        path = scope["path"]
        framed = path.startswith(_COMPONENTS)
        headers.update(_ALWAYS)
        headers["Content-Security-Policy"] = self._policy_of(path)
        headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
        if path.startswith(_FORMS):
            headers["Cache-Control"] = "no-store"
        if "access-control-allow-origin" in headers:
            del headers["access-control-allow-origin"]
        if self._secure(HTTPConnection(scope)):
            headers["Strict-Transport-Security"] = _STRICT_TRANSPORT
            _secure_cookies(headers)

    def _policy_of(self, path: str) -> str:
        if path.startswith(_FORMS):
            return self._form
        return self._component if path.startswith(_COMPONENTS) else self._page


def _secure_cookies(headers: MutableHeaders) -> None:
    """Keep every cookie off unencrypted connections, the ones Streamlit sets too."""
    cookies = headers.getlist("set-cookie")
    if not cookies:
        return
    del headers["set-cookie"]
    for cookie in cookies:
        secure = any(part.strip().lower() == "secure" for part in cookie.split(";"))
        headers.append("set-cookie", cookie if secure else f"{cookie}; Secure")
