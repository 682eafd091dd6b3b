"""The Realtime protocol of one session, sans I/O: messages and findings of the engines in, outputs out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from athena.domain.interview import InterviewPlan, read_plan
from athena.interviewer.dialogue import Entry
from athena.interviewer.ports import Recognised
from athena.interviewer.protocol.client_events import (
    AudioAppend,
    AudioClear,
    AudioCommit,
    ClientEvent,
    ItemCreate,
    ItemDelete,
    ItemRetrieve,
    ItemTruncate,
    PlaybackClear,
    ResponseCancel,
    ResponseCreate,
    SessionUpdate,
    read_event,
)
from athena.interviewer.protocol.conversation import Conversation
from athena.interviewer.protocol.decoding import decode, event_id_of
from athena.interviewer.protocol.history import history_of
from athena.interviewer.protocol.input_audio import InputAudio, deaf
from athena.interviewer.protocol.item_requests import Items
from athena.interviewer.protocol.outputs import (
    AwaitSpeech,
    Encoding,
    NewId,
    Outbox,
    Output,
    StopWaiting,
    Tune,
)
from athena.interviewer.protocol.playback import Playback, refuse_clear
from athena.interviewer.protocol.refusals import Refusal
from athena.interviewer.protocol.response import ActiveResponse
from athena.interviewer.protocol.responses import Responses
from athena.interviewer.protocol.session_config import SessionConfig
from athena.interviewer.protocol.transcripts import Transcripts


class RealtimeCore:
    """One session. ``clock`` gives seconds; without ``hears`` audio is refused."""

    def __init__(
        self,
        model: str,
        new_id: NewId,
        *,
        hears: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hears = hears
        self._new_id = new_id
        self._outbox = Outbox(new_id)
        self._conversation = Conversation()
        self._config = SessionConfig(id=new_id("sess"), model=model)
        self._input = InputAudio(self._outbox, self._conversation, new_id)
        self._transcripts = Transcripts(self._outbox, self._conversation, lambda: self._config)
        self._responses = Responses(
            self._outbox, self._conversation, lambda: self._config, new_id, self._after_response
        )
        self._items = Items(self._outbox, self._conversation, lambda: self._config, new_id, hears=hears)
        self._playback = Playback(clock)
        self._response_due = False
        self._handlers: dict[type[Any], Callable[[Any], None]] = {
            SessionUpdate: self._update_session,
            AudioAppend: self._append,
            AudioCommit: lambda _: self._input.commit(detecting=self._detects),
            AudioClear: self._clear,
            PlaybackClear: refuse_clear,
            ItemCreate: self._items.create,
            ItemRetrieve: self._items.retrieve,
            ItemTruncate: self._truncate_item,
            ItemDelete: self._delete_item,
            ResponseCreate: self._create_response,
            ResponseCancel: self._cancel_response,
        }

    @property
    def config(self) -> SessionConfig:
        """The session's settings."""
        return self._config

    @property
    def plan(self) -> InterviewPlan:
        """The interview's plan, as the instructions tell it."""
        return read_plan(self._config.instructions)

    @property
    def history(self) -> tuple[Entry, ...]:
        """The conversation so far."""
        return history_of(self._conversation.records)

    def open(self) -> None:
        """Greet the client."""
        self._outbox.send("session.created", session=self._config.wire())
        self._outbox.put(Tune(self._config.hearing(self.plan.patience)))

    def drain(self) -> Iterator[Output]:
        """Take the outputs in order, those included that are added while they are carried out."""
        return self._outbox.drain()

    def receive(self, message: str | bytes) -> None:
        """Take one message of the client; whatever is wrong with it is answered with an error event."""
        event_id = None
        try:
            raw = decode(message)
            event_id = event_id_of(raw)
            self._handle(read_event(raw))
        except Refusal as refusal:
            self._outbox.send("error", error=refusal.wire(event_id))

    def speech_started(self, at_ms: int) -> None:
        """Somebody speaks: stop the interviewer if the settings say so."""
        self._outbox.put(StopWaiting())
        self._input.speech_started(at_ms)
        self._playback.stop()
        turns = self._config.turns
        if turns is not None and turns.interrupt_response and self._responses.active is not None:
            self._responses.cancel("turn_detected")

    def audio_committed(self, audio: bytes) -> None:
        """Take what ``EndTurn`` asked for (16 kHz PCM16); the client asks for a response itself."""
        self._outbox.put(StopWaiting())
        self._input.committed(audio)

    def turn_taken(self, at_ms: int, audio: bytes) -> None:
        """Somebody finished speaking: ``audio`` is the turn (16 kHz PCM16)."""
        self._outbox.put(StopWaiting())
        self._input.speech_stopped(at_ms)
        self._input.committed(audio)
        turns = self._config.turns
        if turns is not None and turns.create_response:
            self._respond()

    def recognised(self, item_id: str, heard: Recognised, duration_ms: int) -> None:
        """Take the words of an item's audio."""
        self._transcripts.completed(item_id, heard, duration_ms)
        self._responses.compose_when_ready()

    def recognition_failed(self, item_id: str, message: str) -> None:
        """Take it that an item's audio could not be turned into words."""
        self._transcripts.failed(item_id, message)
        self._responses.compose_when_ready()

    def silence_elapsed(self) -> None:
        """Nobody spoke for as long as ``AwaitSpeech`` said."""
        if self._input.speaking or self._responses.active is not None:
            return
        self._input.silence_committed()
        self._responses.create()

    def call(self, response_id: str, name: str, arguments: dict[str, Any]) -> None:
        """Add a function call to a response in progress."""
        self._responses.call(response_id, name, arguments)

    def say(self, response_id: str, sentence: str) -> None:
        """Add a sentence to a response in progress."""
        self._responses.say(response_id, sentence)

    def audio(self, response_id: str, payload: bytes) -> None:
        """Add audio to the sentence said last, in the session's output format."""
        if active := self._responses.current(response_id):
            self._playback.add(active.audio(payload))

    def voice_of(self, response_id: str) -> Encoding | None:
        """Return how a response in progress is to be spoken; None when it is written, or over."""
        active = self._responses.current(response_id)
        return active.terms.encoding if active is not None and active.terms.spoken else None

    def finish(self, response_id: str) -> None:
        """End a response that is said."""
        self._responses.finish(response_id)

    def fail(self, response_id: str, message: str) -> None:
        """End a response that cannot be said."""
        self._responses.fail(response_id, message)

    @property
    def _detects(self) -> bool:
        return self._config.turns is not None

    def _handle(self, event: ClientEvent) -> None:
        self._handlers[type(event)](event)

    def _update_session(self, event: SessionUpdate) -> None:
        before = self._config.hearing(self.plan.patience), self._config.hears_as
        self._config = self._config.updated(event.session)
        self._outbox.send("session.updated", session=self._config.wire())
        after = self._config.hearing(self.plan.patience), self._config.hears_as
        if before != after:
            self._input.reset()
            self._outbox.put(Tune(after[0]))

    def _append(self, event: AudioAppend) -> None:
        if not self._hears:
            raise deaf("audio")
        self._input.append(event.audio, self._config.hears_as, detecting=self._detects)

    def _clear(self, _event: AudioClear) -> None:
        was_speaking = self._input.speaking
        self._input.clear()
        if was_speaking:
            self._await_speech()

    def _truncate_item(self, event: ItemTruncate) -> None:
        self._items.truncate(event)
        self._playback.stop()

    def _delete_item(self, event: ItemDelete) -> None:
        self._items.delete(event)
        self._responses.compose_when_ready()

    def _create_response(self, event: ResponseCreate) -> None:
        self._responses.create(event.response)
        self._outbox.put(StopWaiting())

    def _cancel_response(self, event: ResponseCancel) -> None:
        if event.response_id is not None and self._responses.current(event.response_id) is None:
            message = f"Response {event.response_id!r} is not in progress."
            raise Refusal(message, "response_cancel_not_active", "response_id")
        self._responses.cancel("client_cancelled")

    def _respond(self) -> None:
        """Create a response now, or when the one in progress is done."""
        self._response_due = self._responses.active is not None
        if not self._response_due:
            self._responses.create()

    def _after_response(self, done: ActiveResponse) -> None:
        if self._response_due:
            self._respond()
        elif not done.outside:
            self._await_speech()

    def _await_speech(self) -> None:
        idle = self._config.idle_timeout_ms
        if idle is not None and not self._input.speaking and self._responses.active is None:
            self._outbox.put(AwaitSpeech(self._playback.remaining_ms + idle))
