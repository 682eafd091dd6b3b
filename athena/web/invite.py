"""The link of an invitation: what it is for, and the way in.

Programs that look at links in mail only ever GET: that tells what the link is for and uses nothing up. The
button lets this browser in, and signs out any other that came by the same invitation: an interview is gone on
with in one place.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from athena import bootstrap
from athena.domain.access import COOKIE
from athena.domain.invitations import OPEN, Invitation
from athena.errors import AthenaError, InputError, NotFoundError, TooManyTriesError
from athena.services.records import utc_now
from athena.web.cookies import keep_session
from athena.web.forms import read_form
from athena.web.rendering import go_to, page
from athena.web.visitors import address_of, visitor

_GONE: Final = 410


async def _endpoint(request: Request) -> Response:
    if request.method != "POST":
        return await asyncio.to_thread(_answer, request, None)
    try:
        await read_form(request)
    except AthenaError as error:
        return await asyncio.to_thread(_answer, request, error)
    return await asyncio.to_thread(_enter, request)


def _answer(request: Request, error: AthenaError | None) -> Response:
    """Tell what the link is for, with what was wrong with the form, or why it leads nowhere."""
    try:
        invitation = _followed(request)
    except (InputError, TooManyTriesError) as dead:
        return _dead(request, dead)
    desk, viewer = bootstrap.current().desk, visitor(request)
    template = desk.invitations.template_of(invitation)
    if request.method == "GET" and invitation.status in OPEN:
        invitation = desk.invitations.opened(invitation.invitation_id, address=address_of(request))
    return page(
        request,
        "invite.html",
        error=error,
        invitation=invitation,
        employee=desk.invitations.employee_of(invitation),
        interview=template,
        plan=desk.invitations.plan_of(invitation, seed=0),
        begun=invitation.session_id is not None,
        replaces=viewer.name if viewer and viewer.role and not viewer.local else "",
    )


def _enter(request: Request) -> Response:
    """Let the browser in as the invited person, in place of whoever was here before."""
    try:
        invitation = _followed(request)
    except (InputError, TooManyTriesError) as dead:
        return _dead(request, dead)
    app, address = bootstrap.current(), address_of(request)
    app.desk.sign_ins.close_invited(invitation.invitation_id)
    app.desk.sign_ins.close(request.cookies.get(COOKIE, ""), address)
    token = app.desk.sign_ins.open_invited(
        invitation.invitation_id,
        invitation.employee_id,
        app.desk.invitations.employee_of(invitation).name,
        utc_now() + timedelta(hours=app.settings.sign_in_hours),
        address,
    )
    response = go_to("/")
    keep_session(request, response, token)
    return response


def _followed(request: Request) -> Invitation:
    """Return what the link leads to. Raises InputError where it leads nowhere, and TooManyTriesError."""
    token = request.path_params["token"]
    return bootstrap.current().desk.invitations.look(token, address_of(request), going_on=True)


def _dead(request: Request, error: AthenaError) -> Response:
    """Say why the link leads nowhere, and whom to ask; a link that is known says so itself."""
    known = not isinstance(error, NotFoundError | TooManyTriesError)
    contact = "" if known else bootstrap.current().settings.contact
    status = _GONE if known else None
    return page(request, "invite_dead.html", error=error, status=status, contact=contact)


routes = [Route("/invite/{token:path}", _endpoint, methods=["GET", "POST"])]
