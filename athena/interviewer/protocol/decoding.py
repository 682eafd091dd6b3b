"""From a WebSocket message to a decoded event."""

from __future__ import annotations

import orjson

from athena.interviewer.protocol.refusals import Refusal

MAX_DEPTH = 64


def decode(message: str | bytes) -> object:
    """Return the JSON of a text message; raise Refusal for anything else."""
    if not isinstance(message, str):
        raise Refusal("Events are text frames that hold JSON, not binary frames.", "invalid_message")
    try:
        raw = orjson.loads(message)
    except orjson.JSONDecodeError as error:
        raise Refusal(f"The message is not valid JSON: {error}.", "invalid_json") from None
    if not _is_flat(raw, MAX_DEPTH):
        raise Refusal(f"The message nests deeper than {MAX_DEPTH} levels.", "invalid_json")
    return raw


def event_id_of(raw: object) -> str | None:
    """Return the client's own id of an event, to name it in an error."""
    event_id = raw.get("event_id") if isinstance(raw, dict) else None
    return event_id if isinstance(event_id, str) else None


def _is_flat(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_flat(part, depth - 1) for part in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_flat(part, depth - 1) for part in value)
    return True
