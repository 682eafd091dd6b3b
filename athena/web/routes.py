"""The routes beside the pages."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from athena.web import account, account_links, invite, oidc
from athena.web.form_pages import FormPage

_FORMS: dict[str, FormPage] = {
    account.SIGN_IN: account.sign_in,
    "/account/sign-out": account.sign_out,
    account.PASSWORD: account.password,
    "/account/set-up": account_links.set_up,
    "/account/register": account_links.register,
    "/account/reset": account_links.reset,
}


def routes(voices: Callable[[], int]) -> list[Route]:
    """Return all routes; ``voices`` counts the connections that carry sound now."""

    async def health(_request: Request) -> JSONResponse:
        """Say that the process answers, and how much it carries."""
        return JSONResponse({"status": "ok", "voices": voices()})

    forms = [Route(path, form.endpoint, methods=["GET", "POST"]) for path, form in _FORMS.items()]
    return [Route("/health", health), *forms, *oidc.routes, *invite.routes]
