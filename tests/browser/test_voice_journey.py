"""A spoken interview in Chromium: a recorded answer goes in, the interviewer's voice comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from athena.ui import notices
from tests.browser.recording import record
from tests.browser.walking import START_MS, arrive, button, end, microphone_frame

pytestmark = [pytest.mark.browser, pytest.mark.speech]

ANSWER = "kokoro_00"
KEEP_PEERS = """(() => {
  const Original = window.RTCPeerConnection;
  window.peers = [];
  window.RTCPeerConnection = new Proxy(Original, {
    construct(target, given) { const peer = new target(...given); window.peers.push(peer); return peer; },
  });
})();"""
ENERGY = """async () => {
  let energy = 0;
  (await window.peers.at(-1).getStats()).forEach((entry) => {
    if (entry.type === "inbound-rtp") energy = entry.totalAudioEnergy;
  });
  return energy;
}"""


@pytest.fixture
def speaking_page(tmp_path: Path, open_browser: Callable[..., Browser]) -> Page:
    """A page whose microphone plays a recorded answer again and again."""
    recording = record(tmp_path / "microphone.wav", 6.0, ANSWER, 14.0)
    browser = open_browser(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={recording}",
        "--autoplay-policy=no-user-gesture-required",
    )
    page = browser.new_context(permissions=["microphone"]).new_page()
    page.add_init_script(KEEP_PEERS)
    return page


def sound_frame(page: Page) -> Frame:
    """Return the frame that carries the sound."""
    return next(frame for frame in page.frames if "webrtc_streamer" in frame.url)


def test_a_spoken_answer_is_recognised_and_stored_and_the_interviewer_is_heard(
    athena: str, speaking_page: Page
) -> None:
    page = speaking_page
    arrive(page, athena, "V1")
    microphone_frame(page).get_by_role("button", name="Turn on the microphone").click(timeout=START_MS)
    expect(button(page, "Begin the interview")).to_be_enabled(timeout=START_MS)
    silent = sound_frame(page).evaluate(ENERGY)
    button(page, "Begin the interview").click()
    said = page.get_by_test_id("stChatMessage").filter(has_text="You")
    expect(said.filter(has_text="left join").first).to_be_visible(timeout=2 * START_MS)
    assert sound_frame(page).evaluate(ENERGY) > silent + 0.01
    assert sound_frame(page).evaluate("window.peers.length") == 1
    end(page)
    stored = page.get_by_test_id("stChatMessage").filter(has_text="Candidate")
    expect(stored.filter(has_text="left join").first).to_be_visible()


def test_a_microphone_that_is_turned_off_is_noticed_and_so_is_a_reload(
    athena: str, speaking_page: Page
) -> None:
    page = speaking_page
    unheard = page.get_by_text(notices.UNHEARD.title, exact=True)
    turn_on = microphone_frame(page).get_by_role("button", name="Turn on the microphone")
    arrive(page, athena, "V2")
    turn_on.click(timeout=START_MS)
    button(page, "Begin the interview").click(timeout=START_MS)
    expect(button(page, "Mute")).to_be_visible(timeout=START_MS)
    expect(unheard).not_to_be_visible()
    microphone_frame(page).get_by_role("button", name="Turn off the microphone").click()
    expect(unheard).to_be_visible(timeout=START_MS)
    turn_on.click()
    expect(unheard).not_to_be_visible(timeout=START_MS)
    page.reload()
    expect(unheard).to_be_visible(timeout=START_MS)
