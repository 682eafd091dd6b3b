"""What clients do with items: create, retrieve, truncate, delete."""

from __future__ import annotations

from collections.abc import Callable

from athena.interviewer.protocol.client_events import ItemCreate, ItemDelete, ItemRetrieve, ItemTruncate
from athena.interviewer.protocol.conversation import Conversation, Record, truncate
from athena.interviewer.protocol.input_audio import announce, deaf, decode_audio
from athena.interviewer.protocol.items import Item, audio_of, read_item, wire_item
from athena.interviewer.protocol.outputs import NewId, Outbox, Recognise, StopWaiting
from athena.interviewer.protocol.refusals import Refusal
from athena.interviewer.protocol.session_config import SessionConfig


class Items:
    """Carries out the item events of one session; ``config`` gives the settings of the moment."""

    def __init__(
        self,
        outbox: Outbox,
        conversation: Conversation,
        config: Callable[[], SessionConfig],
        new_id: NewId,
        *,
        hears: bool,
    ) -> None:
        self._outbox = outbox
        self._conversation = conversation
        self._config = config
        self._new_id = new_id
        self._hears = hears

    def create(self, event: ItemCreate) -> None:
        """Add the client's item, and have its audio recognised if it has some."""
        item = read_item(event.item)
        sound = self._sound(item)
        self._check_call(item)
        record = Record(wire_item(item, item.get("id") or self._new_id("item")), awaited=bool(sound))
        announce(self._outbox, record, self._conversation.add(record, event.previous_item_id))
        if item.get("role") == "user":
            self._outbox.put(StopWaiting())
        if sound:
            self._outbox.put(Recognise(record.item_id, sound, self._config().hears_as))

    def retrieve(self, event: ItemRetrieve) -> None:
        """Tell of an item."""
        record = self._conversation.get(event.item_id, "retrieve")
        self._outbox.send("conversation.item.retrieved", item=record.snapshot())

    def truncate(self, event: ItemTruncate) -> None:
        """Cut an item where its playback stopped."""
        truncate(self._conversation.get(event.item_id, "truncate"), event.content_index, event.audio_end_ms)
        place = {"content_index": event.content_index, "audio_end_ms": event.audio_end_ms}
        self._outbox.send("conversation.item.truncated", item_id=event.item_id, **place)

    def delete(self, event: ItemDelete) -> None:
        """Remove an item."""
        self._conversation.remove(event.item_id)
        self._outbox.send("conversation.item.deleted", item_id=event.item_id)

    def _sound(self, item: Item) -> bytes:
        audio = audio_of(item)
        if audio and not self._hears:
            raise deaf("item.content")
        return decode_audio(audio, "item.content") if audio else b""

    def _check_call(self, item: Item) -> None:
        if item["type"] == "function_call":
            item.setdefault("call_id", self._new_id("call"))
        if item["type"] == "function_call_output" and not self._conversation.has_call(item["call_id"]):
            raise Refusal(
                f"No function call {item['call_id']!r} was made.", "invalid_tool_call_id", "item.call_id"
            )
