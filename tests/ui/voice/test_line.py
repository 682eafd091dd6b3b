"""One person's sound line."""

from __future__ import annotations

import asyncio

from athena.ui.voice.line import VoiceLine, close_all, open_lines
from tests.ui.voice.fakes import FakeTrack, frame


class Recorder:
    """Hears and speaks."""

    def __init__(self) -> None:
        self.heard = b""

    def push_audio(self, pcm: bytes) -> None:
        self.heard += pcm

    def pull_audio(self, n_bytes: int) -> bytes:
        return b"\1" * n_bytes


async def carrying() -> VoiceLine:
    """Return a line on which a frame has arrived."""
    line = VoiceLine()
    line.microphone.addTrack(FakeTrack(frame(), frame(), hangs=True))
    line.microphone.start()
    while not line.carries:
        await asyncio.sleep(0)
    return line


def test_before_it_is_plugged_in_it_is_silent() -> None:
    line = VoiceLine()
    assert line._wanted(960) == bytes(960)
    line._heard(b"xx")


def test_plugged_in_it_carries_both_ways() -> None:
    line, recorder = VoiceLine(), Recorder()
    line.plug(recorder)
    line._heard(b"ab")
    assert recorder.heard == b"ab"
    assert line._wanted(4) == b"\1\1\1\1"


def test_it_carries_once_frames_arrive_and_is_disturbed_when_closed() -> None:
    async def run() -> None:
        line = await carrying()
        assert not line.disturbed
        line.close()
        assert line.disturbed
        assert not line.carries

    asyncio.run(run())


def test_closing_ends_both_tracks_and_lets_the_interview_go() -> None:
    async def run() -> None:
        line, recorder = await carrying(), Recorder()
        line.plug(recorder)
        line.close()
        line._heard(b"late")
        assert line.speaker.readyState == "ended"
        assert recorder.heard == b""

    asyncio.run(run())


def test_all_lines_are_counted_and_closed_together() -> None:
    async def run() -> None:
        close_all()
        lines = [await carrying() for _ in range(3)]
        assert open_lines() == 3
        close_all()
        assert open_lines() == 0
        assert all(line.closed for line in lines)

    asyncio.run(run())
