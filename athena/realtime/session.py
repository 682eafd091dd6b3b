"""A running interview: one thread with its own loop between the microphone, the server and the store."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Protocol

from athena.audio.ledger import PlaybackLedger
from athena.audio.pcm import loudness
from athena.domain.cost import Purse
from athena.domain.interview import InterviewPlan
from athena.realtime.backoff import Backoff
from athena.realtime.conversation import Conversation
from athena.realtime.journal import Journal
from athena.realtime.link import Endpoint
from athena.realtime.questioner import Questioner
from athena.realtime.record import RecordedSession
from athena.realtime.runner import Runner
from athena.realtime.snapshot import Feedback, LiveState, QuestionView, Snapshot, TurnView
from athena.realtime.views import view
from athena.realtime.wire import EMBEDDED_VOICE, Voice

__all__ = ["Feedback", "LiveInterview", "LiveState", "QuestionView", "Snapshot", "TurnView"]


class Recorder(Protocol):
    """What stores the sound that the interviewer hears."""

    def push(self, pcm: bytes) -> None:
        """Take 24 kHz mono PCM16; never waits."""

    def close(self) -> None:
        """Write what is left and end; any number of times."""


_ATTEMPTS = 6
_EMBEDDED_ATTEMPTS = 12
"""Loading the speech models again may take a busy machine most of a minute."""
_SETTLE_S = 0.4
_JOURNAL_S = 0.1


class LiveInterview:
    """One interview with a candidate, until it is completed, given up or stopped.

    Every method may be called from any thread and returns at once; only ``stop`` waits. A session that has a
    history in the store is resumed. Start it when the candidate can hear: speech waits eight seconds for a
    listener, then its words count as read on the page. ``text_only`` asks the interviewer to write;
    ``candidate`` is the name it may greet by; ``questioner`` chooses the questions for an interviewer that
    holds none; ``purse`` knows the prices and the budgets; ``recorder`` hears what the interviewer hears.
    """

    def __init__(
        self,
        record: RecordedSession,
        endpoint: Endpoint,
        plan: InterviewPlan,
        *,
        greet: bool = True,
        text_only: bool = False,
        voice: Voice = EMBEDDED_VOICE,
        candidate: str = "",
        questioner: Questioner | None = None,
        purse: Purse | None = None,
        recorder: Recorder | None = None,
        backoff: Backoff | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        name = f"athena-{record.session_id[:8]}"
        self.session_id = record.session_id
        self._text_only = text_only
        self._recorder = recorder
        self._plan = plan
        self._ledger = PlaybackLedger()
        self._talk = Conversation(
            plan,
            self._ledger,
            now=time.monotonic,
            voice=voice,
            text_only=text_only,
            greet=greet,
            candidate=candidate,
            questioner=questioner,
        )
        self._journal = Journal(f"{name}-journal")
        backoff = backoff or Backoff(_EMBEDDED_ATTEMPTS if endpoint.embedded else _ATTEMPTS)
        listener = str(voice.transcription.get("model", ""))
        self._runner = Runner(self._talk, record, endpoint, self._journal, backoff, purse, listener, sleep)
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._started_at = datetime.now(UTC).replace(tzinfo=None)
        self._microphone = b""
        self._attended_at = time.monotonic()

    def start(self) -> None:
        """Begin: connect, and greet the candidate."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> None:
        """Leave the interview; everything heard is kept, and a session in progress can be resumed.

        Returns when the thread has ended, or after ``timeout`` seconds.
        """
        self._stopping = True
        if not self._thread.ident:
            self._loop.close()
            if self._recorder:
                self._recorder.close()
            return
        self._on_loop(self._cancel)
        self._thread.join(timeout)

    @property
    def alive(self) -> bool:
        """Whether the interview's thread runs."""
        return self._thread.is_alive()

    @property
    def muted(self) -> bool:
        """Whether silence goes out in place of the microphone's sound; may be set."""
        return self._talk.exchange.patience.muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._talk.exchange.patience.muted = muted

    @property
    def text_only(self) -> bool:
        """Whether the interviewer was asked to write and not to speak."""
        return self._text_only

    @property
    def unattended_s(self) -> float:
        """Seconds since the last frame of audio in either direction, or the last snapshot."""
        return time.monotonic() - self._attended_at

    def push_audio(self, pcm: bytes) -> None:
        """Take microphone audio (PCM16, 24 kHz, mono); silence goes out in its place while muted."""
        self._attended_at = time.monotonic()
        self._microphone = pcm
        sent = bytes(len(pcm)) if self.muted else pcm
        self._on_loop(self._runner.inbox.put, sent, self._attended_at)
        if self._recorder:
            self._recorder.push(sent)

    def pull_audio(self, n_bytes: int) -> bytes:
        """Return exactly ``n_bytes`` of what the interviewer says, or silence."""
        self._attended_at = time.monotonic()
        return self._ledger.pull(n_bytes)

    def say(self, text: str) -> None:
        """Take a typed answer; it counts and interrupts as a spoken one does."""
        self._tell(lambda talk: talk.say(text))

    def wrote(self) -> None:
        """Note that the candidate is writing a query: that is no silence."""
        self._tell(Conversation.wrote)

    def tell_query(self, item_id: str, note: str) -> None:
        """Tell the interviewer what became of a query in the pad; it reacts when it is its turn.

        ``item_id`` is the one under which the store replays it.
        """
        self._tell(lambda talk: talk.tell_query(item_id, note))

    def ask_repeat(self) -> None:
        """Ask the interviewer to repeat the question."""
        self._tell(Conversation.ask_repeat)

    def done_speaking(self) -> None:
        """End the candidate's turn now instead of waiting for silence."""
        self._tell(Conversation.done_speaking)

    def end_politely(self) -> None:
        """Ask the interviewer to close the interview."""
        self._tell(Conversation.end_politely)

    def snapshot(self) -> Snapshot:
        """Return the interview as it stands, for the page it is held on."""
        self._attended_at = time.monotonic()
        return self.observe()

    def observe(self) -> Snapshot:
        """Return the interview as it stands, for somebody who has no part in it: it stays as unattended."""
        level = loudness(self._microphone)
        with self._runner.guard:
            return view(
                self._talk, self._started_at, mic_level=level, muted=self.muted, practice=self._plan.practice
            )

    def timings(self, name: str) -> list[float]:
        """Return the latest timings of one kind in milliseconds, for example ``mic_ms``."""
        with self._runner.guard:
            return self._talk.exchange.metrics.timings(name)

    def _tell(self, command: Callable[[Conversation], object]) -> None:
        self._on_loop(self._runner.act, command)

    def _on_loop(self, function: Callable[..., object], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the interview is over
            self._loop.call_soon_threadsafe(function, *arguments)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _live(self) -> None:
        """Run the loop; like ``asyncio.run``, but without waiting for a name look-up that hangs."""
        executor = ThreadPoolExecutor(1, thread_name_prefix=f"{self._thread.name}-lookup")
        self._loop.set_default_executor(executor)
        try:
            self._loop.run_until_complete(self._main())
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            self._journal.close(_JOURNAL_S)
            if self._recorder:
                self._recorder.close()
            self._loop.close()

    async def _main(self) -> None:
        self._task = asyncio.create_task(self._runner.run())
        if self._stopping:
            self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        await self._runner.settle(_SETTLE_S)
