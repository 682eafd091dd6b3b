"""Speech through the real server: turns, interruptions, silence, engines that fail."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from athena.interviewer.dialogue import Reply
from tests.interviewer.fakes import (
    QUESTION,
    BrokenRecogniser,
    BrokenSynthesiser,
    ScriptedJudge,
    ScriptedRecogniser,
    engines,
    hush,
    interviewer,
    tone,
)
from tests.interviewer.wire import Wire, session

TRANSCRIBED = {"input": {"transcription": {"model": "any"}}}
ANSWER = "A left join keeps every row of the left table."


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(scenario())


async def greeting(wire: Wire) -> dict[str, Any]:
    await wire.send("response.create")
    return await wire.until("response.done")


def test_a_spoken_answer_is_heard_and_answered() -> None:
    async def scenario() -> None:
        judge = ScriptedJudge()
        async with interviewer(judge) as url, session(url, audio=TRANSCRIBED) as wire:
            await greeting(wire)
            await wire.append(tone(1_000) + hush(2_000))
            heard = await wire.until("conversation.item.input_audio_transcription.completed")
            await wire.until("response.done")
            assert heard["transcript"] == ANSWER
            assert (
                wire.of_type("response.output_audio_transcript.done")[-1]["transcript"]
                == f"You said: {ANSWER}"
            )
            assert judge.histories[-1][-1].text == ANSWER

    run(scenario)


def test_a_pause_is_recognised_once_and_ahead_of_time() -> None:
    async def scenario() -> None:
        recogniser = ScriptedRecogniser()
        async with interviewer(ears_and_voice=engines(recogniser)) as url, session(url) as wire:
            await wire.append(tone(1_000) + hush(2_000))
            await wire.until("response.done")
            (heard_ms,) = recogniser.heard_ms
            assert 1_200 < heard_ms < 1_700

    run(scenario)


def test_speech_after_a_pause_is_recognised_with_what_came_before() -> None:
    async def scenario() -> None:
        recogniser = ScriptedRecogniser("And then", "And then I join.")
        async with (
            interviewer(ears_and_voice=engines(recogniser)) as url,
            session(url, audio=TRANSCRIBED) as wire,
        ):
            await wire.append(tone(500) + hush(500) + tone(1_000) + hush(4_000))
            await wire.until("response.done")
            assert len(wire.of_type("input_audio_buffer.committed")) == 1
            assert recogniser.heard_ms[-1] > 2_000

    run(scenario)


def test_a_click_interrupts_nobody() -> None:
    async def scenario() -> None:
        async with interviewer() as url, session(url) as wire:
            await wire.append(hush(320) + tone(40) + hush(960))
            done = await greeting(wire)
            assert done["response"]["status"] == "completed"
            assert not wire.of_type("input_audio_buffer.speech_started")

    run(scenario)


def test_the_candidate_interrupts_the_interviewer() -> None:
    async def scenario() -> None:
        def endless(history: Any, plan: Any, bank: Any) -> Reply:
            return Reply(tuple("Let me go on and on and on." for _ in range(200)))

        async with interviewer(endless) as url, session(url) as wire:
            await wire.send("response.create")
            await wire.until("response.output_audio.delta")
            await wire.append(tone(400))
            done = await wire.until("response.done")
            assert done["response"]["status_details"]["reason"] == "turn_detected"
            item_id = done["response"]["output"][0]["id"]
            await wire.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=100)
            await wire.until("conversation.item.truncated")

    run(scenario)


def test_a_client_that_ends_its_turns_itself_is_heard() -> None:
    async def scenario() -> None:
        recogniser = ScriptedRecogniser()
        async with (
            interviewer(ears_and_voice=engines(recogniser)) as url,
            session(url, audio={"input": {"turn_detection": None}}) as wire,
        ):
            await wire.append(tone(480))
            await wire.send("input_audio_buffer.commit")
            await wire.send("response.create")
            await wire.until("response.done")
            assert recogniser.heard_ms == [480]

    run(scenario)


def test_a_commit_ends_the_turn_at_once() -> None:
    async def scenario() -> None:
        async with interviewer() as url, session(url) as wire:
            await wire.append(tone(1_000))
            await wire.until("input_audio_buffer.speech_started")
            await wire.send("input_audio_buffer.commit")
            await wire.until("input_audio_buffer.committed")
            assert (await greeting(wire))["response"]["status"] == "completed"

    run(scenario)


@pytest.mark.parametrize("law", ["audio/pcmu", "audio/pcma"])
def test_telephone_audio_is_heard_and_spoken(law: str) -> None:
    async def scenario() -> None:
        recogniser = ScriptedRecogniser()
        audio = {
            "input": {"format": {"type": law}, "turn_detection": None},
            "output": {"format": {"type": law}},
        }
        async with interviewer(ears_and_voice=engines(recogniser)) as url, session(url, audio=audio) as wire:
            await wire.send("input_audio_buffer.append", audio=base64.b64encode(bytes(8 * 500)).decode())
            await wire.send("input_audio_buffer.commit")
            await greeting(wire)
            assert recogniser.heard_ms == [500]
            assert len(wire.pcm) == 8 * 10 * len(f"Welcome.{QUESTION}")

    run(scenario)


def test_silence_is_answered() -> None:
    async def scenario() -> None:
        judge = ScriptedJudge()
        detection = {"type": "server_vad", "idle_timeout_ms": 20}
        async with (
            interviewer(judge, text_only=True) as url,
            session(url, audio={"input": {"turn_detection": detection}}) as wire,
        ):
            await greeting(wire)
            await wire.until("input_audio_buffer.timeout_triggered")
            await wire.until("response.done")
            assert (judge.histories[-1][-1].kind, judge.histories[-1][-1].text) == ("candidate", "")

    run(scenario)


def test_what_cannot_be_recognised_is_told_and_answered() -> None:
    async def scenario() -> None:
        judge = ScriptedJudge()
        async with (
            interviewer(judge, engines(BrokenRecogniser())) as url,
            session(url, audio=TRANSCRIBED) as wire,
        ):
            await wire.append(tone(1_000) + hush(2_000))
            await wire.until("conversation.item.input_audio_transcription.failed")
            await wire.until("response.done")
            assert judge.histories[-1][-1].unclear

    run(scenario)


def test_a_lost_voice_fails_the_response_and_not_the_session() -> None:
    async def scenario() -> None:
        async with (
            interviewer(ears_and_voice=engines(synthesiser=BrokenSynthesiser())) as url,
            session(url) as wire,
        ):
            assert (await greeting(wire))["response"]["status"] == "failed"
            await wire.send("session.update", session={"output_modalities": ["text"]})
            assert (await greeting(wire))["response"]["status"] == "completed"

    run(scenario)
