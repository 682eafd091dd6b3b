"""The track that carries the interviewer's voice."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from athena.ui.voice.speaker import SpeakerTrack, stereo_frame


def test_a_frame_is_20_ms_of_stereo_with_each_sample_twice() -> None:
    made = stereo_frame(np.arange(480, dtype="<i2").tobytes(), 960)
    assert (made.samples, made.layout.name, made.sample_rate, made.pts) == (480, "stereo", 24_000, 960)
    left_right = made.to_ndarray().reshape(-1, 2)
    assert (left_right[:, 0] == left_right[:, 1]).all()
    assert (left_right[:, 0] == np.arange(480)).all()


def test_each_frame_asks_for_exactly_20_ms_and_follows_the_one_before() -> None:
    async def run() -> None:
        asked: list[int] = []

        def pull(n_bytes: int) -> bytes:
            asked.append(n_bytes)
            return bytes(n_bytes)

        track = SpeakerTrack(pull)
        assert [(await track.recv()).pts for _ in range(4)] == [0, 480, 960, 1440]
        assert asked == [960] * 4

    asyncio.run(run())


def test_after_a_long_stall_it_does_not_send_a_burst() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        track = SpeakerTrack(bytes)
        await track.recv()
        track._due = loop.time() - 5.0
        await track.recv()
        due = track._due
        await track.recv()
        assert due is not None
        assert loop.time() >= due + 0.02

    asyncio.run(run())


def test_a_stopped_track_ends() -> None:
    async def run() -> None:
        track = SpeakerTrack(bytes)
        track.stop()
        with pytest.raises(MediaStreamError):
            await track.recv()

    asyncio.run(run())
