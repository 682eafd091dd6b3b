"""Links that were just made: to copy, as a QR code, with words to send along and as an appointment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from athena.bootstrap import App
from athena.errors import InputError
from athena.services.board import links_file
from athena.services.calendar import calendar_file
from athena.services.handing_out import address_of, letter, mail, moment, qr_code
from athena.services.inviting import NewLink
from athena.services.records import utc_now
from athena.ui import clocks
from athena.ui.invitations import state
from athena.ui.plain import counted, plain

_TEN = time(10, 0)
_FEW = 3


def show(app: App) -> bool:
    """Show the links until they are put away, and who has none; return whether there is any of that."""
    links, refused, again = state.handed_out()
    if not links and not refused:
        return False
    with st.container(border=True, key="new_links"):
        if links:
            _heading(links)
            chosen = _choose(links)
            _one(app, chosen, again=again)
            if len(links) > 1:
                _all(app, links)
        _not_invited(refused)
        st.button("Done", type="primary", icon=":material/check:", on_click=state.put_away)
    return True


def _not_invited(refused: Mapping[str, str]) -> None:
    """Tell who has no link and why: few one by one, many in a table."""
    if len(refused) > _FEW:
        st.warning(
            "The list says why.", title=f"Not invited: {len(refused)} people", icon=":material/person_off:"
        )
        rows = [{"Employee ID": employee_id, "Why": reason} for employee_id, reason in refused.items()]
        st.dataframe(pd.DataFrame(rows), hide_index=True, lazy=False)
        return
    for employee_id, reason in refused.items():
        st.warning(plain(reason), title=f"Not invited: {plain(employee_id)}", icon=":material/person_off:")


def _heading(links: tuple[NewLink, ...]) -> None:
    st.header("1 new link" if len(links) == 1 else f"{len(links)} new links", anchor=False)
    st.markdown("This is the only time it is shown: send it now. A lost link is replaced on the board.")


def _choose(links: tuple[NewLink, ...]) -> NewLink:
    if len(links) == 1:
        return links[0]
    names = {link.invitation.invitation_id: _named(link) for link in links}
    chosen = st.selectbox("Show the link of", list(names), format_func=names.__getitem__, key="shown_link")
    return next((link for link in links if link.invitation.invitation_id == chosen), links[0])


def _named(link: NewLink) -> str:
    return f"{link.employee.name} ({link.employee.employee_id})"


def _one(app: App, link: NewLink, *, again: bool) -> None:
    url = address_of(origin(app), link.token)
    zone = clocks.zone().key
    name = plain(link.employee.name)
    st.markdown(f"**{name}** · works until {plain(moment(link.invitation.expires_at, zone))}")
    st.code(url, language=None, wrap_lines=True)
    letter_tab, code_tab, calendar_tab = st.tabs(["Words to send", "QR code", "Appointment"])
    with letter_tab:
        words = letter(link.invitation, link.template, link.employee, url, zone, again=again)
        st.code(words, language=None, wrap_lines=True)
        if link.email:
            st.link_button(
                f"Write to {plain(link.email)}",
                mail(link.email, link.template, words),
                icon=":material/mail:",
            )
    with code_tab:
        st.image(qr_code(url), width=220, alt=f"QR code with the interview link of {link.employee.name}")
    with calendar_tab:
        _appointment(link, url, zone)


def _appointment(link: NewLink, url: str, zone: str) -> None:
    tomorrow = clocks.local(utc_now()).date() + timedelta(days=1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input("Day", tomorrow, key="appointment_day")
        hour = st.time_input("Time", _TEN, key="appointment_time")
    st.caption(f"In the time zone {plain(zone)}. The link works at any other time until it expires, too.")
    try:
        file = calendar_file(
            link.invitation, link.template, url, datetime.combine(day, hour), zone, utc_now()
        )
    except InputError as error:
        st.warning(error.message, title=error.title, icon=":material/event_busy:")
        return
    st.download_button(
        "Calendar file",
        file.data,
        file.name,
        file.mime,
        icon=":material/event:",
        on_click="ignore",
        key="calendar",
    )


def _all(app: App, links: tuple[NewLink, ...]) -> None:
    addresses = [address_of(origin(app), link.token) for link in links]
    file = links_file(links, addresses, utc_now())
    st.download_button(
        f"All {counted(len(links), 'link')} as CSV",
        file.data,
        file.name,
        file.mime,
        icon=":material/download:",
        on_click="ignore",
        key="all_links",
        help="For a serial letter. Whoever has the file can take the interviews: delete it afterwards.",
    )


def origin(app: App) -> str:
    """Return the address that links begin with: the public one, else the one this page was opened by."""
    if app.settings.public_url:
        return app.settings.public_url
    seen = urlsplit(st.context.url or "")
    return f"{seen.scheme}://{seen.netloc}" if seen.netloc else f"http://localhost:{app.settings.port}"
