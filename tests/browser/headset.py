"""A headset inside a real browser: the test decides when the microphone speaks, and keeps what is heard."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Frame, Page

RATE = 48_000
SPEECH = Path(__file__).resolve().parents[1] / "data" / "speech"

SCRIPT = """(() => {
  if (!navigator.mediaDevices) return;
  const context = new AudioContext({ sampleRate: 48000 });
  const microphone = context.createMediaStreamDestination();
  const hum = context.createConstantSource();  // a destination without a source would send no frames
  hum.offset.value = 0.0001;
  hum.connect(microphone);
  hum.start();
  const heard = [];
  navigator.mediaDevices.getUserMedia = async () => {
    await context.resume();
    return microphone.stream.clone();
  };
  window.speak = async (recording) => {
    const bytes = Uint8Array.from(atob(recording), (letter) => letter.charCodeAt(0));
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(bytes.buffer);
    source.connect(microphone);
    const over = new Promise((resolve) => { source.onended = resolve; });
    source.start();
    window.spoken = over;
    return source.buffer.duration;
  };
  const listen = (track) => {
    const ear = context.createScriptProcessor(4096, 1, 1);
    ear.onaudioprocess = (event) => heard.push(event.inputBuffer.getChannelData(0).slice());
    context.createMediaStreamSource(new MediaStream([track])).connect(ear);
    ear.connect(context.destination);
    window.ear = ear;
  };
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = new Proxy(Original, {
    construct(target, given) {
      const peer = new target(...given);
      peer.addEventListener("track", (event) => listen(event.track));
      return peer;
    },
  });
  window.heardSince = (block) => {
    const blocks = heard.slice(block);
    const whole = new Float32Array(blocks.length * 4096);
    blocks.forEach((samples, i) => whole.set(samples, i * 4096));
    const bytes = new Uint8Array(whole.buffer);
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) {
      text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    }
    return btoa(text);
  };
  window.blocksHeard = () => heard.length;
})();"""

SWITCHES = (
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)


class Headset:
    """The headset of the page that was given ``SCRIPT`` at its start."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def say(self, clip: str) -> None:
        """Say a recorded answer and wait until it is said."""
        self.begin(clip)
        self._frame.evaluate("window.spoken")

    def begin(self, clip: str) -> None:
        """Begin to say a recorded answer."""
        recording = b64encode((SPEECH / f"{clip}.flac").read_bytes()).decode()
        self._frame.evaluate("(recording) => window.speak(recording)", recording)

    def mark(self) -> int:
        """Return the present place in what is heard."""
        return int(self._frame.evaluate("window.blocksHeard()"))

    def heard_since(self, mark: int) -> NDArray[np.float32]:
        """Return what was heard since ``mark``: 48 kHz mono, -1..1."""
        return np.frombuffer(b64decode(self._frame.evaluate("(m) => window.heardSince(m)", mark)), np.float32)

    @property
    def _frame(self) -> Frame:
        return next(frame for frame in self._page.frames if "webrtc_streamer" in frame.url)
