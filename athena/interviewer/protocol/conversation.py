"""The conversation: its items in order, with what only the server knows about each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from athena.interviewer.protocol.items import Item, text_of
from athena.interviewer.protocol.refusals import Refusal

ROOT = "root"


@dataclass(slots=True)
class Segment:
    """One spoken sentence and how long its audio lasts."""

    text: str
    duration_ms: int = 0


@dataclass(slots=True)
class Record:
    """An item and the server's own knowledge of it.

    ``segments`` is what an assistant item says, ``heard_ms`` where its playback stopped; ``awaited`` marks a
    user item whose transcription is under way, ``unclear`` one nobody could make out; ``acknowledged`` a call
    the client is known to carry out; ``hidden`` items are never shown to the client.
    """

    item: Item
    segments: list[Segment] = field(default_factory=list)
    heard_ms: int | None = None
    awaited: bool = False
    unclear: bool = False
    acknowledged: bool = False
    hidden: bool = False

    @property
    def item_id(self) -> str:
        """The item's id."""
        return str(self.item["id"])

    @property
    def spoken_ms(self) -> int:
        """How much audio an assistant item has."""
        return sum(segment.duration_ms for segment in self.segments)

    @property
    def interrupted(self) -> bool:
        """Whether an assistant item was cut off."""
        return self.heard_ms is not None or self.item.get("status") == "incomplete"

    @property
    def text(self) -> str:
        """The words of a message, an assistant's only as far as they were heard."""
        if self.heard_ms is None:
            return text_of(self.item)
        return _heard(self.segments, self.heard_ms)

    def snapshot(self) -> Item:
        """Return the item as it is now, safe from later changes."""
        item = dict(self.item)
        if "content" in item:
            item["content"] = [dict(part) for part in item["content"]]
        return item


class Conversation:
    """Items in order, unique by id."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._by_id: dict[str, Record] = {}

    @property
    def records(self) -> tuple[Record, ...]:
        """All items, in order."""
        return tuple(self._records)

    @property
    def awaits_words(self) -> bool:
        """Whether the transcription of some item is under way."""
        return any(record.awaited for record in self._records)

    def add(self, record: Record, after: str | None = None) -> str | None:
        """Put an item at the end, or after another, and return the id of the one before it."""
        if record.item_id in self._by_id:
            raise Refusal(
                f"There is already an item {record.item_id!r}.", "item_create_duplicate_id", "item.id"
            )
        position = self._position(after)
        self._records.insert(position, record)
        self._by_id[record.item_id] = record
        return self._before(position)

    def find(self, item_id: str) -> Record | None:
        """Return an item the client may know of."""
        record = self._by_id.get(item_id)
        return None if record is None or record.hidden else record

    def get(self, item_id: str, verb: str) -> Record:
        """Return an item; raise Refusal when there is none to ``verb``."""
        record = self.find(item_id)
        if record is None:
            raise Refusal(
                f"There is no item {item_id!r} to {verb}.", f"item_{verb}_invalid_item_id", "item_id"
            )
        return record

    def remove(self, item_id: str) -> None:
        """Remove an item; raise Refusal when there is none."""
        record = self.get(item_id, "delete")
        self._records.remove(record)
        del self._by_id[item_id]

    def has_call(self, call_id: str) -> bool:
        """Whether a function call with this id was made."""
        return any(r.item["type"] == "function_call" and r.item["call_id"] == call_id for r in self._records)

    def _position(self, after: str | None) -> int:
        if after is None:
            return len(self._records)
        if after == ROOT:
            return 0
        if self.find(after) is None:
            message = f"There is no item {after!r} to put the new one after."
            raise Refusal(message, "item_create_invalid_previous_item_id", "previous_item_id")
        return 1 + next(i for i, record in enumerate(self._records) if record.item_id == after)

    def _before(self, position: int) -> str | None:
        shown = [record.item_id for record in self._records[:position] if not record.hidden]
        return shown[-1] if shown else None


def truncate(record: Record, content_index: int, audio_end_ms: int) -> None:
    """Cut an assistant item at ``audio_end_ms``; raise Refusal when there is nothing to cut there."""
    parts = record.item["content"] if record.item.get("role") == "assistant" else []
    if not 0 <= content_index < len(parts) or parts[content_index]["type"] != "output_audio":
        raise Refusal("Only the audio of an assistant message can be cut.", "invalid_value", "content_index")
    if audio_end_ms > record.spoken_ms:
        message = f"Audio content of {record.spoken_ms}ms is already shorter than {audio_end_ms}ms"
        raise Refusal(message, "invalid_value", "audio_end_ms")
    record.heard_ms = audio_end_ms
    parts[content_index]["transcript"] = ""


def _heard(segments: list[Segment], heard_ms: int) -> str:
    """Return the sentences heard in full and the share of the last one that was."""
    ends = [sum(s.duration_ms for s in segments[: i + 1]) for i in range(len(segments))]
    whole = list(takewhile(lambda end: end <= heard_ms, ends))
    texts = [segment.text for segment in segments[: len(whole)]]
    if len(whole) < len(segments):
        cut = segments[len(whole)]
        words = cut.text.split()
        heard = heard_ms - (whole[-1] if whole else 0)
        texts.append(" ".join(words[: len(words) * heard // max(1, cut.duration_ms)]))
    return " ".join(text for text in texts if text)
