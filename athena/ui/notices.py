"""What people read when something stands in the way; each notice says what to do and offers the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from athena.errors import AthenaError, BudgetError, CapacityError, EngineError
from athena.ui.voice.probe import Microphone


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, a text that says what to do, and an icon."""

    title: str
    text: str
    icon: str

    def show(self) -> None:
        """Show the notice as a warning."""
        st.warning(self.text, title=self.title, icon=f":material/{self.icon}:")


_TYPING = " You can also type your answers: it counts exactly the same."

MICROPHONE_DENIED = Notice(
    "The microphone is blocked",
    "Your browser does not let this page use the microphone. Open the site settings beside the address, "
    "allow the microphone, and this notice disappears." + _TYPING,
    "mic_off",
)
NO_MICROPHONE = Notice(
    "No microphone found",
    "Plug in a headset or a microphone, or switch it on in your system's sound settings. It is noticed by "
    "itself." + _TYPING,
    "headset_off",
)
UNSUPPORTED_BROWSER = Notice(
    "This browser cannot carry a conversation",
    "It offers no WebRTC. A current Chrome, Edge, Firefox or Safari does." + _TYPING,
    "browser_not_supported",
)
UNHEARD = Notice(
    "We cannot hear you",
    "Turn on the microphone below, or type your answers: both count exactly the same. If the microphone "
    "seems to be on already, turn it off and on again.",
    "mic_off",
)
SOUND_LOST = Notice(
    "We cannot hear you at the moment",
    "No sound arrives from your browser. If your network was away, wait a few seconds; otherwise turn the "
    "microphone off and on again below. Nothing you said is lost." + _TYPING,
    "signal_disconnected",
)
ENGINE_DOWN = Notice(
    "The interviewer is not available",
    "It could not be reached or stopped answering. Wait a moment and try again: the interview goes on where "
    "it stopped, and nothing you said is lost.",
    "cloud_off",
)

NO_BUDGET = Notice(
    BudgetError.title,
    "No interview begins in the cloud before tomorrow. The interviewer on this machine can interview you "
    "now, or an administrator can raise OPENAI_DAILY_BUDGET. Nothing you said is lost.",
    "savings",
)

_OF_MICROPHONE = {
    Microphone.DENIED: MICROPHONE_DENIED,
    Microphone.MISSING: NO_MICROPHONE,
    Microphone.UNSUPPORTED: UNSUPPORTED_BROWSER,
}


def insecure_origin(port: int) -> Notice:
    """Return the notice for a page opened where browsers lend no microphone; Athena listens on ``port``."""
    return Notice(
        "This address is not secure enough for a microphone",
        "Browsers lend the microphone only to pages opened through https or on the machine itself. Open "
        f"http://localhost:{port} on the machine that runs Athena, or ask for its https address." + _TYPING,
        "no_encryption",
    )


def of_microphone(state: Microphone, port: int) -> Notice | None:
    """Return the notice for what the browser says about its microphone, None when it will do."""
    return insecure_origin(port) if state is Microphone.INSECURE else _OF_MICROPHONE.get(state)


def of_error(error: AthenaError) -> Notice:
    """Return the notice for an interview that could not begin."""
    if isinstance(error, CapacityError):
        return Notice(error.title, f"{error.message} Your place in the interview is kept.", "event_seat")
    if isinstance(error, BudgetError):
        return NO_BUDGET
    if isinstance(error, EngineError):
        return Notice(error.title, f"{error.message} {ENGINE_DOWN.text}", ENGINE_DOWN.icon)
    return Notice(error.title, error.message, "error")
