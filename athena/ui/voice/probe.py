"""Asks the browser, before anybody presses a button, whether it can be spoken to.

The same script names the microphone's frame, which brings its own style, and makes it look like the page
around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

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
const DRESS = `
  @font-face { font-family: Figtree; font-weight: 300 900;
    src: url(/app/static/fonts/figtree-latin-wght-normal.woff2) format("woff2"); }
  .MuiPaper-root:has([data-testid=VideoLabelIcon]) { display: none; }
  .MuiButton-root.MuiButton-root { font: 400 1rem Figtree, system-ui, sans-serif; text-transform: none;
    letter-spacing: 0; border-radius: .7rem; padding: .45rem .8rem; box-shadow: none; }
`;

const dress = () => {
  for (const frame of document.querySelectorAll('iframe[src*="webrtc_streamer"]')) {
    frame.title = "Microphone";
    const inside = frame.contentDocument;
    if (!inside?.head || inside.getElementById("athena-dress")) continue;
    const style = inside.createElement("style");
    style.id = "athena-dress";
    style.textContent = DRESS;
    inside.head.append(style);
  }
};

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
  const dressing = setInterval(dress, 300);
  return () => {
    gone = true;
    clearInterval(dressing);
    permission?.removeEventListener("change", look);
    navigator.mediaDevices?.removeEventListener?.("devicechange", look);
  };
}
"""


def probe_microphone() -> Microphone:
    """Place the invisible probe and return what it told last; it reruns the page when that changes."""
    component = st.components.v2.component("athena_microphone", js=_SCRIPT)
    component(key=KEY, on_microphone_change=lambda: None)
    return told(st.session_state.get(KEY))


def told(state: object) -> Microphone:
    """Read the probe's state; whatever is not one of its words is UNKNOWN."""
    word = state.get("microphone") if isinstance(state, Mapping) else None
    return Microphone(word) if word in set(Microphone) else Microphone.UNKNOWN
