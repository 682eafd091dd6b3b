"""Where everybody's invitation stands: counts, filters, and what can be done about each."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.invitations import ALIVE, OPEN, VALID_DAYS, InvitationStatus
from athena.services import inviting
from athena.services.board import BoardWanted, counts
from athena.services.inviting import InvitedPerson
from athena.ui import clocks
from athena.ui.frame import SESSIONS
from athena.ui.invitations import state
from athena.ui.invitations.acting import act
from athena.ui.invitations.words import COLOURS, HELP, extra_time
from athena.ui.plain import counted, percent, plain

PAGE = 25
_COUNT_WIDTH, _TEXT_WIDTH = 112, 580
_FILTERS = {"find": "", "status": None, "template": None}
_RENEWABLE = ALIVE | {InvitationStatus.EXPIRED, InvitationStatus.REVOKED}


def show(app: App, viewer: Viewer) -> None:
    """Show the counts, the filters and what they leave."""
    lines = app.desk.inviting.everybody(viewer)
    if not lines:
        st.markdown("Nobody has been invited yet. Each invitation appears here with where it stands.")
        st.button(
            "Invite people", type="primary", icon=":material/mail:", on_click=state.go, args=(state.INVITE,)
        )
        return
    _counts(lines)
    wanted = _filters(lines)
    found = [line for line in lines if wanted.matches(line)]
    st.caption(f"{counted(len(found), 'invitation')}, the newest first")
    if not found:
        st.markdown("No invitation is like that. Take a filter away or search for other words.")
        st.button("Clear all filters", icon=":material/filter_alt_off:", on_click=_clear)
    _lines(app, found)


def _counts(lines: list[InvitedPerson]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        for status, number in counts(lines).items():
            st.metric(status.label, number, border=True, width=_COUNT_WIDTH)


def _filters(lines: list[InvitedPerson]) -> BoardWanted:
    labels = {status.label: status for status in InvitationStatus}
    names = {line.invitation.template_id: line.template_name for line in reversed(lines)}
    templates = {f"{name} ({key[:8]})" if _twice(names, name) else name: key for key, name in names.items()}
    left, middle, right = st.columns([2, 1, 1])
    words = left.text_input(
        "Search",
        key="find",
        bind="query-params",
        placeholder="A name, an ID, a department or a template",
        icon=":material/search:",
    )
    status = middle.selectbox(
        "Status", list(labels), index=None, key="status", bind="query-params", placeholder="Any status"
    )
    template = right.selectbox(
        "Template", list(templates), index=None, key="template", placeholder="Any template"
    )
    return BoardWanted(words, labels.get(status or ""), templates.get(template or "", ""))


def _twice(names: dict[str, str], name: str) -> bool:
    return list(names.values()).count(name) > 1


def _clear() -> None:
    st.session_state.update(_FILTERS)


def _lines(app: App, found: list[InvitedPerson]) -> None:
    pages = max(1, -(-len(found) // PAGE))
    page = min(st.session_state.get("board_page") or 1, pages)
    for line in found[(page - 1) * PAGE : page * PAGE]:
        _line(app, line)
    if pages > 1:
        st.pagination(pages, key="board_page")


def _line(app: App, line: InvitedPerson) -> None:
    invitation, person = line.invitation, line.employee
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width=_TEXT_WIDTH, gap="xsmall"):
            st.markdown(f"**{plain(person.name)}** :gray[{plain(person.employee_id)}]")
            st.caption(_told(line))
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if line.overall_score is not None and line.band:
                st.badge(f"{percent(line.overall_score)} {plain(line.band)}", color="gray")
            st.badge(invitation.status.label, color=COLOURS[invitation.status], help=HELP[invitation.status])
            if invitation.session_id:
                st.page_link(
                    SESSIONS,
                    label="Session",
                    query_params={"session": invitation.session_id},
                    width="content",
                )
            if invitation.status in _RENEWABLE:
                _manage(app, line)


def _told(line: InvitedPerson) -> str:
    invitation = line.invitation
    parts = [
        f"{plain(line.template_name)}, version {invitation.template_version}",
        f"invited {clocks.local(invitation.created_at):%d %B %Y}",
    ]
    if invitation.status in OPEN:
        parts.append(f"works until {clocks.moment(invitation.expires_at)}")
    elif invitation.status is InvitationStatus.EXPIRED:
        parts.append(f"expired {clocks.moment(invitation.expires_at)}")
    if invitation.extra_time is not None:
        parts.append(f"extra time: {extra_time(invitation.extra_time)}")
    return " · ".join(parts)


def _manage(app: App, line: InvitedPerson) -> None:
    invitation_id = line.invitation.invitation_id
    with st.popover("Manage", key=f"manage_{invitation_id}", help=f"Link of {plain(line.employee.name)}"):
        days = st.number_input(
            "Days the new link works",
            VALID_DAYS[0],
            VALID_DAYS[-1],
            inviting.VALID_DAYS,
            key=f"days_{invitation_id}",
        )
        st.button(
            "New link and reminder",
            icon=":material/link:",
            key=f"renew_{invitation_id}",
            on_click=_renew,
            args=(app, invitation_id, int(days)),
            help="The link that was sent before works no more then.",
        )
        if line.invitation.status is not InvitationStatus.REVOKED:
            st.button(
                "Revoke",
                icon=":material/block:",
                key=f"revoke_{invitation_id}",
                on_click=_revoke,
                args=(app, invitation_id),
                help="Whoever came by the link is signed out; what was said so far is kept.",
            )


def _renew(app: App, invitation_id: str, days: int) -> None:
    def renew(viewer: Viewer) -> None:
        link = app.desk.inviting.renew(viewer, invitation_id, valid_days=days)
        state.hand_out((link,), {}, again=True)

    act(renew)


def _revoke(app: App, invitation_id: str) -> None:
    act(lambda viewer: state.drop_links_of(app.desk.inviting.revoke(viewer, invitation_id)))
