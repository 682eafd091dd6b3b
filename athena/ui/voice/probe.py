"""Asks the browser, before anybody presses a button, whether it can be spoken to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import streamlit as st

KEY = "microphone_probe"


class Microphone(StrEnum):
    """What the browser says about its microphone."""

    UNKNOWN = "unknown"
    READY = "ready"
    ASKS = "asks"
    DENIED = "denied"
    MISSING = "missing"
    INSECURE = "insecure"
    UNSUPPORTED = "unsupported"


_SCRIPT = """
export default function (component) {
  const { setStateValue } = component;
  let told = null;
  let gone = false;
  let permission = null;

  const tell = (state) => {
    if (!gone && state !== told) {
      told = state;
      setStateValue("microphone", state);
    }
  };

  const look = async () => {
    if (!window.isSecureContext) return tell("insecure");
    if (!window.RTCPeerConnection || !navigator.mediaDevices?.getUserMedia) return tell("unsupported");
    if (permission?.state === "denied") return tell("denied");
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (!devices.some((device) => device.kind === "audioinput")) return tell("missing");
    tell(permission?.state === "granted" ? "ready" : "asks");
  };

  const begin = async () => {
    try {
      permission = await navigator.permissions.query({ name: "microphone" });
      permission.addEventListener("change", look);
    } catch {
      permission = null;
    }
    navigator.mediaDevices?.addEventListener?.("devicechange", look);
    await look();
  };

  begin();
  return () => {
    gone = true;
    permission?.removeEventListener("change", look);
    navigator.mediaDevices?.removeEventListener?.("devicechange", look);
  };
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("athena_microphone_probe", js=_SCRIPT)


def probe_microphone() -> Microphone:
    """Place the invisible probe and return what it told last; it reruns the page when that changes."""
    _component()(key=KEY, on_microphone_change=lambda: None)
    return told(st.session_state.get(KEY))


def told(state: object) -> Microphone:
    """Read the probe's state; whatever is not one of its words is UNKNOWN."""
    word = state.get("microphone") if isinstance(state, Mapping) else None
    return Microphone(word) if word in set(Microphone) else Microphone.UNKNOWN
