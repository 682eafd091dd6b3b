"""The sink behind a browser's microphone."""

from __future__ import annotations

import asyncio
import threading

import pytest

from athena.ui.voice import microphone
from athena.ui.voice.microphone import MicrophoneSink
from tests.ui.voice.fakes import FakeTrack, frame


class Heard:
    """Keeps what a sink hands on, and when it ended."""

    def __init__(self) -> None:
        self.pcm = b""
        self.ends = 0
        self.ended = asyncio.Event()

    def take(self, pcm: bytes) -> None:
        self.pcm += pcm

    def end(self) -> None:
        self.ends += 1
        self.ended.set()


def listening(track: FakeTrack) -> tuple[MicrophoneSink, Heard]:
    """Return a sink that has begun to read ``track``."""
    heard = Heard()
    sink = MicrophoneSink(heard.take, heard.end)
    sink.addTrack(track)
    sink.start()
    return sink, heard


def test_frames_are_handed_on_as_24_khz_mono() -> None:
    async def run() -> None:
        _, heard = listening(FakeTrack(*(frame() for _ in range(10))))
        await heard.ended.wait()
        assert 9 * 960 < len(heard.pcm) <= 10 * 960

    asyncio.run(run())


def test_a_change_of_layout_in_the_middle_is_carried_over() -> None:
    async def run() -> None:
        _, heard = listening(FakeTrack(frame(), frame(layout="mono"), frame(rate=16_000, layout="mono")))
        await heard.ended.wait()
        assert len(heard.pcm) > 2 * 960

    asyncio.run(run())


def test_the_level_follows_the_sound_and_falls_to_nothing_at_the_end() -> None:
    async def run() -> None:
        levels: list[float] = []
        sink = MicrophoneSink(lambda _pcm: levels.append(sink.level), lambda: None)
        sink.addTrack(FakeTrack(frame(10), frame(20_000)))
        sink.start()
        task = sink._task
        assert task is not None
        await task
        assert levels[0] < levels[-1]
        assert sink.level == 0.0

    asyncio.run(run())


def test_stopping_from_another_thread_ends_it_once() -> None:
    async def run() -> None:
        sink, heard = listening(FakeTrack(frame(), hangs=True))
        await asyncio.sleep(0)
        for _ in range(2):
            await asyncio.to_thread(sink.stop)
        await heard.ended.wait()
        assert heard.ends == 1
        assert not sink.hasTrack()

    asyncio.run(run())


def test_without_a_frame_for_a_while_it_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        sink, _ = listening(FakeTrack(hangs=True))
        assert not sink.quiet
        monkeypatch.setattr(microphone, "QUIET_AFTER_S", -1.0)
        assert sink.quiet

    asyncio.run(run())


def test_without_a_frame_for_long_it_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "GONE_AFTER_S", -1.0)

    async def run() -> None:
        sink, heard = listening(FakeTrack(hangs=True))
        await heard.ended.wait()
        assert not sink.hasTrack()

    asyncio.run(run())


def test_a_frame_that_cannot_be_read_ends_it_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        heard = Heard()

        def refuse(_pcm: bytes) -> None:
            raise ValueError("no")

        sink = MicrophoneSink(refuse, heard.end)
        sink.addTrack(FakeTrack(frame(), hangs=True))
        sink.start()
        await heard.ended.wait()
        assert "cannot be read" in caplog.text

    asyncio.run(run())


def test_nothing_of_it_is_left_behind() -> None:
    async def run() -> None:
        before = threading.active_count(), len(asyncio.all_tasks())
        for _ in range(20):
            sink, heard = listening(FakeTrack(frame(), hangs=True))
            sink.stop()
            await heard.ended.wait()
            await asyncio.sleep(0)
        assert (threading.active_count(), len(asyncio.all_tasks())) == before

    asyncio.run(run())
