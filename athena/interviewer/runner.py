"""One session: carries messages to the protocol core and its outputs to the socket and the engines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable
from secrets import token_hex
from typing import Any

import orjson

from athena.interviewer.faculties import Faculties
from athena.interviewer.listening import Listening
from athena.interviewer.protocol import Abandon, AwaitSpeech, Compose, RealtimeCore, Send, StopWaiting
from athena.interviewer.speaking import Speaking
from athena.interviewer.tasks import Tasks


def new_id(kind: str) -> str:
    """Return an id nobody else has, at most 32 characters."""
    return f"{kind}_{token_hex(10)}"


class SessionRunner:
    """Runs one session over ``send``, which takes one text message."""

    def __init__(self, faculties: Faculties, model: str, send: Callable[[str], Awaitable[None]]) -> None:
        self._core = RealtimeCore(model, new_id, hears=faculties.engines is not None)
        self._faculties = faculties
        self._name = new_id("run")
        self._send = send
        self._outgoing: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._speaking = Speaking(self._core, faculties, self._name, self._settle, self._outgoing.join)
        self._response: asyncio.Task[None] | None = None
        self._tasks = Tasks()
        self._silence: asyncio.TimerHandle | None = None
        self._actions: dict[type[Any], Callable[[Any], None]] = {
            Send: lambda output: self._outgoing.put_nowait(output.event),
            Compose: self._compose,
            Abandon: self._abandon,
            AwaitSpeech: self._await_speech,
            StopWaiting: self._stop_waiting,
        }
        self._listening: Listening | None = None
        if faculties.engines:
            hearing = (faculties, faculties.engines, self._name, self._settle, self._tasks)
            self._listening = Listening(self._core, *hearing)
            self._actions |= self._listening.actions

    async def run(self, messages: AsyncIterable[str | bytes]) -> None:
        """Serve the session until ``messages`` end; leaves nothing running."""
        self._tasks.start(self._write())
        try:
            self._core.open()
            self._settle()
            async for message in messages:
                self._core.receive(message)
                self._settle()
                if self._listening:
                    await self._listening.listen()
        finally:
            await self._stop()

    async def _write(self) -> None:
        while True:
            event = await self._outgoing.get()
            await self._send(orjson.dumps(event).decode())
            self._outgoing.task_done()

    async def _stop(self) -> None:
        self._stop_waiting()
        self._faculties.pool.forget(self._name)
        await self._tasks.stop()

    def _settle(self) -> None:
        """Carry out what the core wants, in order."""
        for output in self._core.drain():
            action = self._actions.get(type(output))
            if action is not None:
                action(output)

    def _compose(self, output: Compose) -> None:
        self._response = self._tasks.start(self._speaking.respond(output))

    def _abandon(self, _output: Abandon) -> None:
        if self._response is not None:
            self._response.cancel()

    def _await_speech(self, output: AwaitSpeech) -> None:
        self._stop_waiting()
        loop = asyncio.get_running_loop()
        self._silence = loop.call_later(output.after_ms / 1_000, self._silence_elapsed)

    def _silence_elapsed(self) -> None:
        self._core.silence_elapsed()
        self._settle()

    def _stop_waiting(self, _output: StopWaiting | None = None) -> None:
        if self._silence is not None:
            self._silence.cancel()
