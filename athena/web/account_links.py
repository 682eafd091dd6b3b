"""The pages behind one-time links: set Athena up, register, choose another password.

Looking at a link uses nothing up: programs that preview links do so too. The token is repeated in the form.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from athena import bootstrap
from athena.domain.accounts import LinkKind
from athena.domain.passwords import SHORTEST
from athena.errors import AthenaError, NotFoundError
from athena.web.account import same_twice, signed_in
from athena.web.form_pages import FormPage
from athena.web.forms import Form
from athena.web.rendering import page, refused
from athena.web.visitors import address_of


def _token(request: Request, form: Form) -> str:
    return form.get("link", request.query_params.get("link", ""))


def _show_set_up(request: Request, form: Form, error: AthenaError | None) -> Response:
    token = _token(request, form)
    try:
        bootstrap.current().desk.credentials.look(token, LinkKind.SET_UP)
    except NotFoundError as dead:
        return refused(request, dead)
    return page(request, "set_up.html", error=error, link=token, form=form, shortest=SHORTEST)


def _set_up(request: Request, form: Form) -> Response:
    account = bootstrap.current().desk.credentials.set_up(
        _token(request, form),
        form.get("employee_id", ""),
        form.get("name", ""),
        same_twice(form),
        address_of(request),
    )
    return signed_in(request, account.employee_id, how="set-up link")


def _show_register(request: Request, form: Form, error: AthenaError | None) -> Response:
    token = _token(request, form)
    try:
        account = bootstrap.current().desk.credentials.holder(token, LinkKind.REGISTER)
    except NotFoundError as dead:
        return refused(request, dead)
    filled = form or {
        "name": account.name,
        "department": account.department or "",
        "role_title": account.role_title or "",
    }
    return page(
        request, "register.html", error=error, link=token, form=filled, account=account, shortest=SHORTEST
    )


def _register(request: Request, form: Form) -> Response:
    account = bootstrap.current().desk.credentials.register(
        _token(request, form),
        same_twice(form),
        name=form.get("name", ""),
        department=form.get("department", ""),
        role_title=form.get("role_title", ""),
        address=address_of(request),
    )
    return signed_in(request, account.employee_id, how="link to register")


def _show_reset(request: Request, form: Form, error: AthenaError | None) -> Response:
    token = _token(request, form)
    try:
        account = bootstrap.current().desk.credentials.holder(token, LinkKind.RESET)
    except NotFoundError as dead:
        return refused(request, dead)
    return page(request, "reset.html", error=error, link=token, account=account, shortest=SHORTEST)


def _reset(request: Request, form: Form) -> Response:
    account = bootstrap.current().desk.credentials.reset(
        _token(request, form), same_twice(form), address_of(request)
    )
    return signed_in(request, account.employee_id, how="reset link")


set_up = FormPage(_show_set_up, _set_up)
register = FormPage(_show_register, _register)
reset = FormPage(_show_reset, _reset)
