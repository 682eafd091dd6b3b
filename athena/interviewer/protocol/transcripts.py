"""What was recognised in user items: told to a client that asked for it, kept for the judgement."""

from __future__ import annotations

from collections.abc import Callable

from athena.interviewer.ports import Recognised
from athena.interviewer.protocol.conversation import Conversation, Record
from athena.interviewer.protocol.outputs import Outbox
from athena.interviewer.protocol.session_config import SessionConfig

NOISE = -1.0  # mean log-probability below which words are made up


class Transcripts:
    """Puts transcripts into user items; ``config`` gives the settings of the moment."""

    def __init__(
        self, outbox: Outbox, conversation: Conversation, config: Callable[[], SessionConfig]
    ) -> None:
        self._outbox = outbox
        self._conversation = conversation
        self._config = config

    def completed(self, item_id: str, heard: Recognised, duration_ms: int) -> None:
        """Take the words of an item."""
        record = self._settled(item_id)
        if record is None:
            return
        text = heard.text.strip()
        index = _audio_index(record)
        record.item["content"][index]["transcript"] = text
        record.unclear = not text or heard.confidence < NOISE
        if self._wanted and text:
            self._send("delta", item_id, index, delta=text)
        if self._wanted:
            usage = {"type": "duration", "seconds": duration_ms / 1_000}
            self._send("completed", item_id, index, transcript=text, usage=usage)

    def failed(self, item_id: str, message: str) -> None:
        """Take it that an item stays without words."""
        record = self._settled(item_id)
        if record is None:
            return
        record.unclear = True
        if self._wanted:
            error = {"type": "server_error", "code": "transcription_failed", "message": message}
            self._send("failed", item_id, _audio_index(record), error=error)

    @property
    def _wanted(self) -> bool:
        return self._config().audio.input.transcription is not None

    def _settled(self, item_id: str) -> Record | None:
        """Return the item if it still waits for its words: it may have been deleted meanwhile."""
        record = self._conversation.find(item_id)
        if record is None or not record.awaited:
            return None
        record.awaited = False
        return record

    def _send(self, stage: str, item_id: str, index: int, **fields: object) -> None:
        event_type = f"conversation.item.input_audio_transcription.{stage}"
        self._outbox.send(event_type, item_id=item_id, content_index=index, **fields)


def _audio_index(record: Record) -> int:
    return next(i for i, part in enumerate(record.item["content"]) if part["type"] == "input_audio")
