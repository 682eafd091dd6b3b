"""What the interviewing services exchange with their callers, and how references and text are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID, uuid4

from athena.domain.interview import Speaker
from athena.errors import NotFoundError
from athena.store import sessions
from athena.store.database import Reader
from athena.store.sessions import Session


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One thing that happened, for replay: a turn that was spoken, or a tool call with its output.

    A ``note`` is what the interviewer was told of a query in the pad. ``ended_ms`` is when a turn was over,
    in milliseconds since the session began.
    """

    kind: Literal["turn", "call", "note"]
    item_id: str = ""
    speaker: Speaker | None = None
    text: str = ""
    interrupted: bool = False
    ended_ms: int = 0
    name: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    call_id: str = ""
    output: Mapping[str, object] = field(default_factory=dict)


def utc_now() -> datetime:
    """Return the time as the store keeps it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def random_id() -> str:
    """Return a new random id."""
    return str(uuid4())


def pad_item_id(run_id: str) -> str:
    """Return the id of the item that tells an interviewer of a query in the pad: 32 characters at most."""
    return f"pad_{run_id.replace('-', '')[:28]}"


def require_session(reader: Reader, session_id: str) -> Session:
    """Return the session or raise NotFoundError, also for what is not an id at all."""
    try:
        found = sessions.find(reader, str(UUID(session_id)))
    except ValueError:
        found = None
    if found is None:
        raise NotFoundError("There is no interview under this address. Choose one from the list of sessions.")
    return found


def storable(text: str) -> str:
    """Return the text without what no database keeps: halves of characters and NUL; trimmed."""
    return text.encode("utf-8", "replace").decode().replace("\0", "").strip()
