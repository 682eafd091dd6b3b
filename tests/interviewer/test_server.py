"""The real server over real sockets, on scripted engines."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from athena.errors import SetupError
from tests.interviewer.fakes import (
    QUESTION,
    hush,
    interviewer,
    tone,
)
from tests.interviewer.protocol.talk import TOOLS
from tests.interviewer.wire import PATIENCE_S, Wire, session

TRANSCRIBED = {"input": {"transcription": {"model": "any"}}}
ANSWER = "A left join keeps every row of the left table."


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(scenario())


async def greeting(wire: Wire) -> dict[str, Any]:
    await wire.send("response.create")
    return await wire.until("response.done")


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port is not None
    return port


def test_the_interviewer_greets_and_asks_aloud() -> None:
    async def scenario() -> None:
        async with interviewer() as url, session(url, tools=TOOLS) as wire:
            done = await greeting(wire)
            assert [item["type"] for item in done["response"]["output"]] == ["function_call", "message"]
            assert (
                wire.of_type("response.output_audio_transcript.done")[0]["transcript"]
                == f"Welcome. {QUESTION}"
            )
            assert wire.pcm == tone(80) + tone(10 * len(QUESTION))

    run(scenario)


def test_without_speech_models_text_is_answered_by_transcript() -> None:
    async def scenario() -> None:
        async with interviewer(text_only=True) as url, session(url, tools=TOOLS) as wire:
            await greeting(wire)
            assert (
                wire.of_type("response.output_audio_transcript.done")[0]["transcript"]
                == f"Welcome. {QUESTION}"
            )
            assert not wire.pcm
            await wire.append(tone(40))
            assert (await wire.until("error"))["error"]["code"] == "audio_input_not_available"

    run(scenario)


def test_a_binary_frame_is_answered_with_an_error() -> None:
    async def scenario() -> None:
        async with interviewer() as url, session(url) as wire:
            await wire.connection.send(b"\x00\x01")
            assert (await wire.until("error"))["error"]["code"] == "invalid_message"
            assert (await greeting(wire))["response"]["status"] == "completed"

    run(scenario)


def test_sessions_share_the_engines_and_nothing_else() -> None:
    async def scenario() -> None:
        async with interviewer() as url, session(url) as one, session(url) as other:
            await asyncio.gather(one.append(tone(600) + hush(2_000)), other.append(hush(2_000)))
            await one.until("response.done")
            await greeting(other)
            assert one.of_type("input_audio_buffer.committed")
            assert not other.of_type("input_audio_buffer.committed")

    run(scenario)


def test_a_client_that_vanishes_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            before = len(asyncio.all_tasks())
            async with session(url) as wire:
                await wire.append(tone(1_000))
                await wire.send("response.create")
                await wire.until("response.created")
                wire.connection.transport.abort()
            async with session(url) as wire:
                await greeting(wire)
            async with asyncio.timeout(PATIENCE_S):
                while len(asyncio.all_tasks()) > before:
                    await asyncio.sleep(0)

    run(scenario)


def test_a_server_that_stops_says_good_bye() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            connection = await connect(f"{url}/realtime")
        await connection.wait_closed()
        assert connection.close_code == 1001

    run(scenario)


def test_the_subprotocol_is_echoed_if_it_is_offered() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            offers = [Subprotocol("realtime"), Subprotocol("openai-insecure-api-key.x")]
            async with connect(f"{url}/realtime", subprotocols=offers) as connection:
                assert connection.subprotocol == "realtime"
            async with connect(f"{url}/realtime") as connection:
                assert connection.subprotocol is None

    run(scenario)


def test_a_page_from_elsewhere_is_turned_away() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            async with connect(f"{url}/realtime", origin=Origin("http://localhost:8501")):
                pass
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"{url}/realtime", origin=Origin("https://example.com"))
            assert refused.value.response.status_code == 403

    run(scenario)


def test_another_address_is_not_found() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"{url}/chat")
            assert refused.value.response.status_code == 404

    run(scenario)


def test_health_is_told_over_http() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(url))
            writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert answer.endswith(b"ok\n")

    run(scenario)


def test_a_port_in_use_is_told_in_one_sentence() -> None:
    async def scenario() -> None:
        async with interviewer() as url:
            port = port_of(url)
            with pytest.raises(SetupError, match=f"Port {port} on 127.0.0.1 cannot be used"):
                async with interviewer(port=port):
                    pass

    run(scenario)
