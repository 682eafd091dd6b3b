"""Signing in and out, and changing one's password."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from athena import bootstrap
from athena.domain.access import COOKIE
from athena.domain.passwords import SHORTEST
from athena.errors import AthenaError, InputError
from athena.services.records import utc_now
from athena.web.cookies import BROWSER, drop_session, keep_browser, keep_session
from athena.web.form_pages import FormPage
from athena.web.forms import Form, own_path
from athena.web.rendering import go_to, note, page
from athena.web.visitors import address_of, visitor

SIGN_IN = "/account/sign-in"
PASSWORD = "/account/password"  # noqa: S105 - an address
_MOMENT = timedelta(minutes=5)
_NO_PASSWORD = (
    "There is no password to change",
    "You sign in with a provider, which has your password. An administrator can make you a link to choose "
    "one here as well.",
)


def sign_in_path(wanted: str) -> str:
    """Return where to sign in and go on to the path ``wanted`` then."""
    onward = own_path(wanted)
    return SIGN_IN if onward == "/" else f"{SIGN_IN}?next={quote(onward, safe='')}"


def signed_in(request: Request, employee_id: str, *, how: str, onward: str = "/") -> Response:
    """Sign somebody in whose account was checked, in place of whoever was here before; go on ``onward``."""
    desk, address = bootstrap.current().desk, address_of(request)
    desk.sign_ins.close(request.cookies.get(COOKIE, ""), address)
    response = go_to(own_path(onward))
    keep_session(request, response, desk.sign_ins.open(employee_id, how=how, address=address))
    known = desk.attempts.know(employee_id, request.cookies.get(BROWSER, ""))
    keep_browser(request, response, known)
    return response


def same_twice(form: Form) -> str:
    """Return the password that was chosen, or raise InputError when the second one differs."""
    if form.get("password", "") != form.get("again", ""):
        raise InputError("The two passwords differ. Type the new one twice.", "Please check your input")
    return form.get("password", "")


def _show_sign_in(request: Request, form: Form, error: AthenaError | None) -> Response:
    onward = own_path(form.get("next", request.query_params.get("next", "/")))
    viewer = visitor(request)
    if viewer and viewer.role and error is None:
        return go_to(onward)
    settings = bootstrap.current().settings
    return page(
        request,
        "sign_in.html",
        error=error,
        onward=onward,
        employee_id=form.get("employee_id", ""),
        signed_out="out" in request.query_params,
        provider=settings.oidc_label if settings.oidc_issuer else "",
    )


def _sign_in(request: Request, form: Form) -> Response:
    account = bootstrap.current().desk.credentials.check(
        form.get("employee_id", ""),
        form.get("password", ""),
        address_of(request),
        request.cookies.get(BROWSER, ""),
    )
    return signed_in(request, account.employee_id, how="password", onward=form.get("next", "/"))


def _show_sign_out(request: Request, _form: Form, error: AthenaError | None) -> Response:
    viewer = visitor(request)
    if viewer is None:
        return go_to(SIGN_IN)
    return page(request, "sign_out.html", error=error, viewer=viewer)


def _sign_out(request: Request, form: Form) -> Response:
    desk, viewer = bootstrap.current().desk, visitor(request)
    if viewer and viewer.role and form.get("everywhere"):
        desk.accounts.sign_out_everywhere(viewer, viewer.employee_id, address_of(request))
    desk.sign_ins.close(request.cookies.get(COOKIE, ""), address_of(request))
    response = go_to(f"{SIGN_IN}?out")
    drop_session(request, response)
    return response


def _show_password(request: Request, _form: Form, error: AthenaError | None) -> Response:
    viewer = visitor(request)
    if viewer is None or viewer.role is None:
        return go_to(sign_in_path(PASSWORD))
    account = bootstrap.current().desk.accounts.of(viewer, viewer.employee_id)
    if not account.has_password:
        return note(request, *_NO_PASSWORD)
    done = error is None and "done" in request.query_params and _is_new(account.password_changed_at)
    return page(request, "password.html", error=error, viewer=viewer, done=done, shortest=SHORTEST)


def _is_new(changed_at: datetime | None) -> bool:
    return changed_at is not None and utc_now() - changed_at < _MOMENT


def _change_password(request: Request, form: Form) -> Response:
    desk, viewer = bootstrap.current().desk, visitor(request)
    if viewer is None or viewer.role is None:
        return go_to(sign_in_path(PASSWORD))
    token = desk.credentials.change(
        request.cookies.get(COOKIE, ""),
        form.get("current", ""),
        same_twice(form),
        address_of(request),
        request.cookies.get(BROWSER, ""),
    )
    response = go_to(f"{PASSWORD}?done")
    keep_session(request, response, token)
    keep_browser(request, response, desk.attempts.know(viewer.employee_id))
    return response


sign_in = FormPage(_show_sign_in, _sign_in)
sign_out = FormPage(_show_sign_out, _sign_out)
password = FormPage(_show_password, _change_password)
