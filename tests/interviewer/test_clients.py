"""Clients nobody here wrote interview with the real server: openai, openai-agents, pydantic-ai."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from agents.realtime import RealtimeAgent, RealtimeRunner, RealtimeSession
from agents.tool import function_tool
from openai import AsyncOpenAI
from pydantic_ai import Agent
from pydantic_ai.messages import RealtimeTurnCompleteEvent
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.realtime import RealtimeSession as PydanticSession
from pydantic_ai.realtime.openai import OpenAIRealtimeModel

from tests.interviewer.fakes import QUESTION, ScriptedJudge, hush, interviewer, tone
from tests.interviewer.protocol.talk import TOOLS

PATIENCE_S = 20
ANSWER = "A left join keeps every row of the left table."


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    async def in_time() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await scenario()

    asyncio.run(in_time())


def pieces(pcm: bytes) -> list[bytes]:
    return [pcm[start : start + 1_920] for start in range(0, len(pcm), 1_920)]


class OpenAiTalk:
    """A session of the openai package."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def until(self, event_type: str) -> Any:
        async for event in self.connection:
            assert event.type != "error", event
            if event.type == event_type:
                return event
        raise AssertionError(f"no {event_type}")


@asynccontextmanager
async def openai_session(url: str, **settings: Any) -> AsyncIterator[OpenAiTalk]:
    client = AsyncOpenAI(api_key="local", websocket_base_url=url)
    async with client, client.realtime.connect(model="athena-local") as connection:
        await connection.session.update(session={"type": "realtime", **settings})
        yield OpenAiTalk(connection)


def test_openai_asks_and_runs_a_tool() -> None:
    async def scenario() -> None:
        judge = ScriptedJudge()
        async with interviewer(judge) as url, openai_session(url, tools=TOOLS) as talk:
            await talk.connection.response.create()
            done = await talk.until("response.done")
            call, message = done.response.output
            assert (call.type, call.name, message.content[0].transcript) == (
                "function_call",
                "log_question_asked",
                f"Welcome. {QUESTION}",
            )
            output = {"type": "function_call_output", "call_id": call.call_id, "output": "fine"}
            await talk.connection.conversation.item.create(item=output)
            await talk.until("conversation.item.done")
            await talk.connection.response.create()
            empty = await talk.until("response.done")
            assert empty.response.output == []
            assert [entry.text for entry in judge.histories[-1] if entry.kind == "output"] == ["fine"]

    run(scenario)


def test_openai_speaks_and_is_answered_aloud() -> None:
    async def scenario() -> None:
        transcription = {"input": {"transcription": {"model": "any"}}}
        async with interviewer() as url, openai_session(url, audio=transcription) as talk:
            await talk.connection.response.create()
            await talk.until("response.done")
            for piece in pieces(tone(1_000) + hush(2_000)):
                await talk.connection.input_audio_buffer.append(audio=base64.b64encode(piece).decode())
            heard = await talk.until("conversation.item.input_audio_transcription.completed")
            assert heard.transcript == ANSWER
            delta = await talk.until("response.output_audio.delta")
            assert len(base64.b64decode(delta.delta)) == 9_600
            await talk.until("response.done")

    run(scenario)


asked: list[str] = []


@function_tool
def log_question_asked(question: str, category: str, difficulty: str) -> str:
    """Note a question."""
    asked.append(question)
    return "noted"


@asynccontextmanager
async def agents_session(url: str) -> AsyncIterator[RealtimeSession]:
    asked.clear()
    agent: RealtimeAgent[Any] = RealtimeAgent(
        "Interviewer", instructions="Interview.", tools=[log_question_asked]
    )
    runner = RealtimeRunner(agent)
    config = {"url": f"{url}/realtime?model=athena-local", "api_key": "local"}
    async with await runner.run(model_config=config) as session:
        yield session


async def agents_turn(session: RealtimeSession) -> list[Any]:
    """Follow the session to the end of one response."""
    events: list[Any] = []
    async for event in session:
        assert event.type != "error", event
        events.append(event)
        if event.type == "raw_model_event" and event.data.type == "turn_ended":
            return events
    raise AssertionError("the session ended")


async def agents_greeting(session: RealtimeSession) -> list[Any]:
    """Say hello: a greeting comes, its tool is run, and a response to the tool's output follows."""
    await session.send_message("Hello")
    return await agents_turn(session) + await agents_turn(session)


def said(session: RealtimeSession) -> str:
    """Everything the interviewer said, as the client's own history has it."""
    messages = [item for item in session._history if item.type == "message" and item.role == "assistant"]
    return " ".join(
        part.transcript or "" for item in messages for part in item.content if part.type == "audio"
    )


def test_openai_agents_writes_and_runs_a_tool() -> None:
    async def scenario() -> None:
        async with interviewer() as url, agents_session(url) as session:
            events = await agents_greeting(session)
            assert any(event.type == "audio" for event in events)
            assert asked == [QUESTION]
            await session.send_message("It keeps the left rows.")
            await agents_turn(session)
            assert said(session).endswith(f"{QUESTION} You said: It keeps the left rows.")

    run(scenario)


def test_openai_agents_speaks_and_is_answered() -> None:
    async def scenario() -> None:
        async with interviewer() as url, agents_session(url) as session:
            await agents_greeting(session)
            for piece in pieces(tone(1_000) + hush(3_000)):
                await session.send_audio(piece)
            await agents_turn(session)
            assert said(session).endswith(f"You said: {ANSWER}")

    run(scenario)


@asynccontextmanager
async def pydantic_session(url: str) -> AsyncIterator[tuple[PydanticSession, list[str]]]:
    noted: list[str] = []
    agent = Agent(instructions="Interview.")

    @agent.tool_plain
    def log_question_asked(question: str, category: str, difficulty: str) -> str:
        """Note a question."""
        noted.append(question)
        return "noted"

    provider = OpenAIProvider(base_url=url.replace("ws:", "http:"), api_key="local")
    model = OpenAIRealtimeModel("gpt-realtime", provider=provider)
    async with agent.realtime(model).session() as session:
        yield session, noted


async def pydantic_turn(session: PydanticSession) -> None:
    async for event in session:
        assert "error" not in event.event_kind, event
        if isinstance(event, RealtimeTurnCompleteEvent):
            return
    raise AssertionError("the session ended")


def test_pydantic_ai_writes_and_runs_a_tool() -> None:
    async def scenario() -> None:
        async with interviewer() as url, pydantic_session(url) as (session, noted):
            await session.send("Hello")
            await pydantic_turn(session)
            assert noted == [QUESTION]
            await session.send("It keeps the left rows.")
            await pydantic_turn(session)
            assert "You said: It keeps the left rows." in str(session.all_messages())

    run(scenario)


@pytest.mark.parametrize("ending", ["silence", "commit"])
def test_pydantic_ai_speaks_and_is_answered(ending: str) -> None:
    async def scenario() -> None:
        async with interviewer() as url, pydantic_session(url) as (session, _):
            await session.send("Hello")
            await pydantic_turn(session)
            for piece in pieces(tone(1_000) + (hush(3_000) if ending == "silence" else b"")):
                await session.send_audio(piece)
            if ending == "commit":
                await session.commit_audio()
                await session.create_response()
            await pydantic_turn(session)
            assert f"You said: {ANSWER}" in str(session.all_messages())

    run(scenario)
