from __future__ import annotations

import asyncio
from base64 import b64decode

import orjson
import pytest

from athena.audio.pcm import FRAME_BYTES
from athena.realtime.inbox import Chunk, Inbox

FRAME = b"\x01" * FRAME_BYTES


@pytest.fixture
def inbox() -> Inbox:
    inbox = Inbox(capacity=4)
    inbox.let_in(True)
    return inbox


def test_two_frames_make_a_chunk_stamped_with_the_first(inbox: Inbox):
    inbox.put(FRAME, 1.0)
    inbox.put(FRAME, 2.0)
    assert asyncio.run(inbox.get()) == Chunk(FRAME * 2, 1.0)


def test_one_frame_waits_for_the_next(inbox: Inbox):
    async def late() -> Chunk:
        inbox.put(FRAME, 1.0)
        waiting = asyncio.create_task(inbox.get())
        await asyncio.sleep(0)
        assert not waiting.done()
        inbox.put(FRAME, 2.0)
        return await waiting

    assert len(asyncio.run(late()).pcm) == 2 * FRAME_BYTES


def test_the_oldest_frames_make_room_and_are_counted(inbox: Inbox):
    for number in range(6):
        inbox.put(FRAME, float(number))
    assert asyncio.run(inbox.get()) == Chunk(FRAME * 4, 2.0)
    assert inbox.dropped == 2


def test_a_closed_inbox_takes_and_keeps_nothing(inbox: Inbox):
    inbox.put(FRAME, 1.0)
    inbox.let_in(False)
    inbox.put(FRAME, 2.0)
    inbox.let_in(True)
    inbox.put(FRAME, 3.0)
    inbox.put(FRAME, 4.0)
    assert asyncio.run(inbox.get()).received_at == 3.0


def test_a_chunk_becomes_a_ready_message():
    message = orjson.loads(Chunk(FRAME, 0).message())
    assert message["type"] == "input_audio_buffer.append"
    assert b64decode(message["audio"]) == FRAME
