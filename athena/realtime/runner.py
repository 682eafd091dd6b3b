"""Runs one conversation on its loop, over as many connections as it takes."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from typing import Any, NoReturn

from openai import OpenAIError
from websockets.exceptions import InvalidProxy, InvalidURI

from athena.domain.cost import Purse, Spent
from athena.errors import AthenaError
from athena.realtime import errors
from athena.realtime.backoff import Backoff
from athena.realtime.conversation import Conversation
from athena.realtime.effects import Account, Effect, Redial, Run, Send, Store
from athena.realtime.events import STREAMED, Event, ResponseDone
from athena.realtime.inbox import Inbox
from athena.realtime.journal import Journal
from athena.realtime.link import Endpoint, Link, dial
from athena.realtime.record import Executed, RecordedSession, TurnHeard
from athena.realtime.wire import Message

log = logging.getLogger(__name__)

TICK_S = 0.1
_UNEXPECTED = f"Something unexpected happened in the interview. {errors.KEPT}"


class Runner:
    """Carries messages, audio and store work between a ``Conversation`` and the world.

    All of it happens on one loop; ``guard`` is held whenever the conversation changes, so that another thread
    may look at it. ``listener`` is the model that writes down what the candidate says.
    """

    def __init__(
        self,
        talk: Conversation,
        record: RecordedSession,
        endpoint: Endpoint,
        journal: Journal,
        backoff: Backoff,
        purse: Purse | None = None,
        listener: str = "",
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.talk, self.inbox, self.guard = talk, Inbox(), threading.RLock()
        self._record, self._endpoint, self._journal = record, endpoint, journal
        self._backoff, self._purse, self._sleep = backoff, purse or Purse(), sleep
        self._listener = listener or endpoint.model
        self._outgoing: deque[Message] = deque()
        self._to_send = asyncio.Event()
        self._redial = asyncio.Event()
        self._over = asyncio.Event()
        self._redial_reason = ""
        self._wait_s, self._planned = 0.0, False

    def act(self, command: Callable[[Conversation], object]) -> None:
        """Let something happen to the conversation, and see to what it asks for."""
        with self.guard:
            command(self.talk)
            effects = list(self.talk.effects())
            self.inbox.let_in(self.talk.exchange.online)
            if self.talk.state.over:
                self._over.set()
        for effect in effects:
            self._perform(effect)

    async def run(self) -> None:
        """Keep the interview going until it is over."""
        try:
            history = await self._journal.run(self._record.history)
            self.act(lambda talk: talk.resume(history))
            await _first_of(self._keep_line(), self._tick(), self._until_over())
        except AthenaError as error:
            self._fail(error.message)
        except (OpenAIError, InvalidProxy, InvalidURI) as error:
            log.warning("The interviewer cannot be dialled", exc_info=error)
            self._fail(errors.explain(""))
        except Exception:
            log.exception("The interview broke")
            self._fail(_UNEXPECTED)

    async def settle(self, within_s: float) -> None:
        """Put down what is still in the air; the store gets it even if that takes longer."""
        self.act(Conversation.end)
        measured = self.talk.exchange.metrics
        measured.count("mic_dropped", self.inbox.dropped)
        done = asyncio.Event()
        self._journal.submit(partial(self._record.metrics, dict(measured.summary())), lambda _: done.set())
        try:
            async with asyncio.timeout(within_s):
                await done.wait()
        except TimeoutError:
            log.warning("The store is slow; it goes on writing after the interview was left")

    # the line

    async def _keep_line(self) -> None:
        while not self.talk.state.over:
            await self._one_line()
            self.act(Conversation.lost)
            if not self.talk.state.over:
                await self._wait_before_redialling()

    async def _one_line(self) -> None:
        self._redial.clear()
        self._wait_s, self._planned = 0.0, False
        self._outgoing.clear()
        try:
            async with dial(self._endpoint) as link:
                history = await self._journal.run(self._record.history)
                self.act(lambda talk: talk.connected(history))
                await _first_of(
                    link.listen(self._hear), self._send(link), self._send_audio(link), self._give_up()
                )
        except errors.DROPPED as error:
            log.info("The line is gone: %s", error)
            code = errors.fatal_code(error)
            self._wait_s = max(self._wait_s, errors.wait_s(error))
            if code is not None:
                self._fail(errors.explain(code))

    async def _wait_before_redialling(self) -> None:
        if self._planned:
            return
        self.talk.exchange.metrics.count("redials")
        pause = self._backoff.next()
        if self._wait_s > errors.LONGEST_WAIT_S:
            self._fail(errors.BUSY)
        elif pause is None:
            self._fail(errors.UNREACHABLE)
        else:
            await self._sleep(max(pause, self._wait_s))

    def _hear(self, event: Event) -> None:
        if self._over.is_set():
            return
        if isinstance(event, STREAMED):
            with self.guard:
                self.talk.handle(event)
            return
        self.act(lambda talk: talk.handle(event))
        if isinstance(event, ResponseDone) and event.completed:
            self._backoff.succeeded()

    async def _send(self, link: Link) -> None:
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            while self._outgoing:
                await link.send(self._outgoing.popleft())

    async def _send_audio(self, link: Link) -> None:
        while True:
            chunk = await self.inbox.get()
            await link.send_text(chunk.message())
            with self.guard:
                self.talk.exchange.metrics.observe("mic_ms", (time.monotonic() - chunk.received_at) * 1000)

    async def _give_up(self) -> NoReturn:
        await self._redial.wait()
        raise ConnectionAbortedError(self._redial_reason)

    async def _until_over(self) -> None:
        await self._over.wait()

    async def _tick(self) -> None:
        while True:
            self.act(Conversation.tick)
            await asyncio.sleep(TICK_S)

    # effects

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Send(message=message):
                self._outgoing.append(message)
                self._to_send.set()
            case Store(turn=turn):
                self._journal.submit(partial(self._record.turn, turn), partial(self._stored, turn))
            case Run(call=call):
                self._journal.submit(partial(self._record.execute, call), self._executed)
            case Account():
                self._account(effect)
            case Redial(reason=reason, wait_s=wait_s, planned=planned):
                self._redial_reason, self._wait_s, self._planned = reason, wait_s, planned
                self._redial.set()

    def _account(self, used: Account) -> None:
        """Keep what was used; on this machine nothing costs anything, and its ears are no model apart."""
        here = self._endpoint.embedded
        if here and used.transcript:
            return
        model = self._listener if used.transcript else self._endpoint.model
        price = self._purse.cost_of_transcript if used.transcript else self._purse.cost
        cost = 0.0 if here else price(used.usage)
        self._journal.submit(
            partial(self._record.usage, used.response_id, model, used.usage, cost), self._accounted
        )

    def _stored(self, turn: TurnHeard, future: Future[None]) -> None:
        if not self._refused(future):
            self.act(lambda talk: talk.stored(turn))

    def _accounted(self, future: Future[Spent]) -> None:
        if future.exception() is not None:
            log.warning("Usage was not kept", exc_info=future.exception())
        elif self._purse.empty(future.result()):
            self.act(Conversation.close_after_this_answer)

    def _executed(self, future: Future[Executed]) -> None:
        if not self._refused(future):
            self.act(lambda talk: talk.executed(future.result()))

    def _refused(self, future: Future[Any]) -> bool:
        error = future.exception()
        if error is not None:
            log.error("The store cannot keep this interview", exc_info=error)
            self._fail(error.message if isinstance(error, AthenaError) else _UNEXPECTED)
        return error is not None

    def _fail(self, message: str) -> None:
        self.act(lambda talk: talk.fail(message))


async def _first_of(*coroutines: Coroutine[Any, Any, None]) -> None:
    """Run them together until one ends, or raises; the others are cancelled."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
