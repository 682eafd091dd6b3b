"""What another system was told of interviews that ended, and how it took that."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.webhooks import DeliveryState
from athena.services.webhooks import Delivery
from athena.ui import clocks
from athena.ui.invitations.acting import act
from athena.ui.invitations.words import DELIVERY_COLOURS
from athena.ui.plain import counted, plain

_SHOWN = 50


def show(app: App, viewer: Viewer) -> None:
    """Show the newest messages, when there are any."""
    webhooks = app.desk.webhooks
    log = webhooks.log(viewer, _SHOWN)
    if not log:
        return
    open_ones = sum(one.state is not DeliveryState.DELIVERED for one in log)
    label = "Messages to another system"
    with st.expander(
        f"{label} ({open_ones} not delivered)" if open_ones else label, icon=":material/webhook:"
    ):
        if not webhooks.configured:
            st.caption("ATHENA_WEBHOOK_URL is not set now, so nothing is sent.")
        for delivery in log:
            _line(app, delivery)


def _line(app: App, delivery: Delivery) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"Message of {clocks.moment(delivery.created_at)}")
            st.caption(_told(delivery))
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.badge(delivery.state.label, color=DELIVERY_COLOURS[delivery.state])
            if delivery.state is not DeliveryState.DELIVERED:
                st.button(
                    "Send now",
                    key=f"send_{delivery.delivery_id}",
                    icon=":material/send:",
                    disabled=not app.desk.webhooks.configured,
                    on_click=_send_again,
                    args=(app, delivery.delivery_id),
                )


def _send_again(app: App, delivery_id: str) -> None:
    act(lambda viewer: app.desk.webhooks.send_again(viewer, delivery_id))


def _told(delivery: Delivery) -> str:
    parts = [counted(delivery.tries, "try").replace("trys", "tries")]
    if delivery.tried_at:
        answer = f"HTTP {delivery.http_status}" if delivery.http_status else plain(delivery.trouble)
        parts.append(f"last {clocks.moment(delivery.tried_at)}: {answer}")
    if delivery.next_try_at and delivery.tries:
        parts.append(f"next {clocks.moment(delivery.next_try_at)}")
    return " · ".join(parts)
