"""The conversation as the interviewer's judgement reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.protocol.conversation import Record

_SPEAKERS = {"user": Kind.CANDIDATE, "assistant": Kind.INTERVIEWER, "system": Kind.SYSTEM}


def history_of(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Return one entry an item; a call known to be carried out has its output right after it."""
    known = tuple(records)
    answered = {r.item["call_id"] for r in known if r.item["type"] == "function_call_output"}
    return tuple(entry for record in known for entry in _entries(record, answered))


def _entries(record: Record, answered: set[str]) -> Iterator[Entry]:
    item = record.item
    match item["type"]:
        case "message":
            yield Entry(
                _SPEAKERS[item["role"]],
                "" if record.unclear else record.text,
                interrupted=item["role"] == "assistant" and record.interrupted,
                unclear=record.unclear,
            )
        case "function_call":
            call_id = item["call_id"]
            yield Entry(
                Kind.CALL, call_id=call_id, name=item["name"], arguments=_arguments(item["arguments"])
            )
            if record.acknowledged and call_id not in answered:
                yield Entry(Kind.OUTPUT, call_id=call_id)
        case "function_call_output":
            yield Entry(Kind.OUTPUT, item["output"], call_id=item["call_id"])


def _arguments(text: str) -> dict[str, Any]:
    try:
        arguments = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return arguments if isinstance(arguments, dict) else {}
