"""Tool calls: what their arguments must be, and that each call id runs once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from athena.errors import InputError
from athena.services.matching import plain_words
from athena.store import sessions, tool_calls
from athena.store.database import Reader, Transaction
from athena.store.tool_calls import ToolCall

_Word = TypeVar("_Word", bound=StrEnum)
Output = dict[str, object]


def earlier_output(reader: Reader, session_id: str, call_id: str, name: str) -> Output | None:
    """Return what a call was answered when it ran before, None when it is new."""
    known = tool_calls.find(reader, session_id, call_id)
    if known is None:
        return None
    if known.name != name:
        raise InputError(
            f"The call id {call_id} was used for {known.name} already. Use a new id for every call."
        )
    return dict(known.output)


def keep_call(
    tx: Transaction,
    session_id: str,
    call_id: str,
    name: str,
    arguments: Mapping[str, object],
    output: Mapping[str, object],
    at: datetime,
) -> None:
    """Keep a call with its output at the next place of the session's order."""
    position = sessions.next_position(tx, session_id)
    tool_calls.add(tx, session_id, ToolCall(call_id, position, name, arguments, output), at)


def read_score(score: float) -> float:
    """Return a score in 0..1 or raise InputError."""
    if not isinstance(score, int | float) or isinstance(score, bool) or not 0 <= score <= 1:
        raise InputError("The score must be a number from 0 to 1.")
    return float(score)


def read_word(words: type[_Word], what: str, said: str) -> _Word:
    """Return the one of ``words`` that was said, however it is spelt, or raise InputError naming them all."""
    slug = "_".join(plain_words(said.replace("_", " ")))
    for american, british in (("optimiz", "optimis"), ("modeling", "modelling")):
        slug = slug.replace(american, british)
    if slug not in set(words):
        raise InputError(f"The {what} “{said}” is not known. Use one of: {', '.join(words)}.")
    return words(slug)
