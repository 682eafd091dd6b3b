"""How streamlit-webrtc is called."""

from __future__ import annotations

import pytest
from streamlit_webrtc import webrtc_streamer

from athena.config import Settings
from athena.ui.voice.streamer import MICROPHONE, rtc_configuration


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


def test_without_servers_the_list_is_empty_and_not_missing() -> None:
    assert rtc_configuration(settings()) == {"iceServers": []}


def test_turn_servers_get_the_credentials_and_stun_servers_do_not() -> None:
    made = rtc_configuration(
        settings(
            ATHENA_ICE_SERVERS="stun:a.example:3478, turn:b.example:3478",
            ATHENA_ICE_USERNAME="u",
            ATHENA_ICE_CREDENTIAL="p",
        )
    )
    assert made["iceServers"] == [
        {"urls": ["stun:a.example:3478"]},
        {"urls": ["turn:b.example:3478"], "username": "u", "credential": "p"},
    ]


@pytest.mark.parametrize("option", ["echoCancellation", "noiseSuppression", "autoGainControl"])
def test_the_browser_is_asked_to_clean_the_sound(option: str) -> None:
    assert MICROPHONE[option] is True


def test_the_pinned_library_still_has_the_field_that_is_reset() -> None:
    assert (
        "_last_rendered_run_count" in webrtc_streamer.__globals__["_get_or_create_context"].__code__.co_names
    )
