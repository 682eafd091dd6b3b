"""The input audio buffer: what was appended, when somebody speaks in it, and the items made of it."""

from __future__ import annotations

import base64
import binascii

from athena.interviewer.protocol.conversation import Conversation, Record
from athena.interviewer.protocol.items import spoken_user_item
from athena.interviewer.protocol.outputs import (
    BYTES_PER_MS,
    Encoding,
    EndTurn,
    ForgetAudio,
    Listen,
    NewId,
    Outbox,
    Recognise,
)
from athena.interviewer.protocol.refusals import Refusal

MAX_APPEND_BYTES = 15 << 20
MIN_COMMIT_MS = 100
MAX_MANUAL_MS = 600_000


class InputAudio:
    """Bookkeeping of one session's input audio; the audio itself is with whoever listens."""

    def __init__(self, outbox: Outbox, conversation: Conversation, new_id: NewId) -> None:
        self._outbox = outbox
        self._conversation = conversation
        self._new_id = new_id
        self._received_ms = 0.0
        self._uncommitted_ms = 0.0
        self._turn_id: str | None = None

    @property
    def speaking(self) -> bool:
        """Whether a detected turn is under way."""
        return self._turn_id is not None

    def append(self, text: str, encoding: Encoding, *, detecting: bool) -> None:
        """Take base64 audio."""
        audio = decode_audio(text)
        duration = len(audio) / BYTES_PER_MS[encoding]
        if not detecting and self._uncommitted_ms + duration > MAX_MANUAL_MS:
            message = (
                f"The input buffer holds at most {MAX_MANUAL_MS // 1_000} seconds: commit or clear it first."
            )
            raise Refusal(message, "input_audio_buffer_full", "audio")
        self._received_ms += duration
        self._uncommitted_ms += duration
        if audio:
            self._outbox.put(Listen(audio, encoding))

    def commit(self, *, detecting: bool) -> None:
        """Ask for what was heard, to make an item of it."""
        if detecting and not self.speaking:
            raise _nothing_to_commit("Nobody has spoken since the last turn.")
        if not detecting and self._uncommitted_ms < MIN_COMMIT_MS:
            has = f"buffer only has {self._uncommitted_ms:.2f}ms"
            raise _nothing_to_commit(f"Expected at least {MIN_COMMIT_MS}ms of audio, but {has}.")
        self._outbox.put(EndTurn())

    def clear(self) -> None:
        """Forget what was heard and not committed."""
        self.reset()
        self._outbox.send("input_audio_buffer.cleared")

    def reset(self) -> None:
        """Forget what was heard, without telling."""
        self._turn_id = None
        self._uncommitted_ms = 0.0
        self._outbox.put(ForgetAudio())

    def speech_started(self, at_ms: int) -> None:
        """Somebody began to speak."""
        self._turn_id = self._new_id("item")
        self._outbox.send(
            "input_audio_buffer.speech_started", audio_start_ms=max(0, at_ms), item_id=self._turn_id
        )

    def speech_stopped(self, at_ms: int) -> None:
        """Somebody stopped speaking."""
        self._outbox.send("input_audio_buffer.speech_stopped", audio_end_ms=at_ms, item_id=self._turn_id)

    def committed(self, audio: bytes) -> None:
        """Make a user item of one turn's audio (16 kHz PCM16) and ask for its words."""
        item_id = self._turn_id or self._new_id("item")
        self._turn_id = None
        self._uncommitted_ms = 0.0
        self._commit(Record(spoken_user_item(item_id), awaited=True))
        self._outbox.put(Recognise(item_id, audio))

    def silence_committed(self) -> None:
        """Make an empty user item of a silence that lasted too long."""
        item_id = self._new_id("item")
        end = round(self._received_ms)
        start = max(0, end - round(self._uncommitted_ms))
        self._outbox.send(
            "input_audio_buffer.timeout_triggered", audio_start_ms=start, audio_end_ms=end, item_id=item_id
        )
        self._uncommitted_ms = 0.0
        self._commit(Record(spoken_user_item(item_id, "")))

    def _commit(self, record: Record) -> None:
        before = self._conversation.add(record)
        self._outbox.send("input_audio_buffer.committed", previous_item_id=before, item_id=record.item_id)
        announce(self._outbox, record, before)


def announce(outbox: Outbox, record: Record, before: str | None) -> None:
    """Tell of an item that is complete as it comes."""
    for stage in ("added", "done"):
        outbox.send(f"conversation.item.{stage}", previous_item_id=before, item=record.snapshot())


def decode_audio(text: str, param: str = "audio") -> bytes:
    """Return the bytes of base64 audio; raise Refusal when they are too many or none at all."""
    if len(text) > MAX_APPEND_BYTES:
        message = f"One event carries at most {MAX_APPEND_BYTES >> 20} MiB of audio."
        raise Refusal(message, "string_above_max_length", param)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("The audio is not valid base64.", "invalid_value", param) from None


def deaf(param: str) -> Refusal:
    """Return the refusal of audio by a server that was started without ears."""
    message = "This interviewer runs without ears: send what was said as text items."
    return Refusal(message, "audio_input_not_available", param)


def _nothing_to_commit(told: str) -> Refusal:
    return Refusal(f"There is nothing to commit. {told}", "input_audio_buffer_commit_empty")
