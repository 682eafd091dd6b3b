"""The one place that calls streamlit-webrtc, with the reasons for how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from athena.config import Settings
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.speaker import SpeakerTrack

if TYPE_CHECKING:
    from aiortc.contrib.media import MediaPlayer
    from streamlit_webrtc import Translations

KEY = "voice"
_LINE = "voice_line"

WORDS: Translations = {
    "start": "Turn on the microphone",
    "stop": "Turn off the microphone",
    "select_device": "Choose microphone",
    "media_api_not_available": "This browser gives no access to a microphone.",
    "device_ask_permission": "Please allow the microphone when the browser asks.",
    "device_not_available": "No microphone was found.",
    "device_access_denied": "The browser was not allowed to use the microphone.",
    "mute_microphone": "Mute",
    "unmute_microphone": "Unmute",
    "select_microphone": "Microphone",
}
MICROPHONE = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}


@dataclass(frozen=True, slots=True)
class Player:
    """What streamlit-webrtc plays to the browser; it stops the tracks when the connection ends."""

    audio: SpeakerTrack
    video: None = None


def _player(speaker: SpeakerTrack) -> MediaPlayer:
    return cast("MediaPlayer", Player(speaker))


def rtc_configuration(settings: Settings) -> dict[str, Any]:
    """Return the ICE servers of the settings; an explicit empty list, or a public STUN server is asked."""
    servers: list[dict[str, Any]] = [{"urls": [url]} for url in settings.ice_servers]
    if settings.ice_username and settings.ice_credential:
        for server in servers:
            if not server["urls"][0].startswith("stun:"):
                server["username"] = settings.ice_username
                server["credential"] = settings.ice_credential.get_secret_value()
    return {"iceServers": servers}


def current_line() -> VoiceLine | None:
    """Return this visitor's line when one is open."""
    line = st.session_state.get(_LINE)
    return line if isinstance(line, VoiceLine) and not line.closed else None


def hang_up() -> None:
    """Close this visitor's line, if any."""
    line = st.session_state.pop(_LINE, None)
    if isinstance(line, VoiceLine):
        line.close()


def voice_streamer(settings: Settings) -> VoiceLine:
    """Show the microphone button and return the line behind it.

    streamlit-webrtc 0.79 has faults to steer around, so: the tracks are our own objects, because those of its
    factories end in a session's first run under ``st.navigation``; the speaker is given as a player, because
    a ``source_audio_track`` passes two relays, and the task of the second waits for ever once the first is
    stopped; the count of rendered runs is forgotten,
    because two overlapping reruns during signalling would count as a left page and end the new connection;
    the person presses the button, because ``desired_playing_state=True`` can connect two or three times; it
    is never called inside a fragment, where its own reruns are lost; and it is imported here and not at
    start-up, because its frame is registered only within a script run and would answer 404.
    """
    from streamlit_webrtc import WebRtcMode, webrtc_streamer

    context = st.session_state.get(KEY)
    if context is not None:
        context._last_rendered_run_count = None
    line = current_line() or _new_line()
    webrtc_streamer(
        key=KEY,
        mode=WebRtcMode.SENDRECV,
        rtc_configuration=rtc_configuration(settings),
        media_stream_constraints={"audio": MICROPHONE, "video": False},
        player_factory=partial(_player, line.speaker),
        sink_audio_track=line.microphone,
        on_change=_close_when_stopped,
        sendback_video=False,
        media_toggle_controls=False,
        audio_html_attrs={"autoPlay": True, "controls": False},
        translations=WORDS,
    )
    return line


def _new_line() -> VoiceLine:
    line = st.session_state[_LINE] = VoiceLine()
    return line


def _close_when_stopped() -> None:
    context = st.session_state.get(KEY)
    if context is not None and not context.state.playing and not context.state.signalling:
        hang_up()
