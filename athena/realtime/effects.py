"""What a conversation wants done in the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from athena.realtime.events import FunctionCall
from athena.realtime.record import TurnHeard
from athena.realtime.wire import Message


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message to the server."""

    message: Message


@dataclass(frozen=True, slots=True)
class Store:
    """Commit a turn; then report it ``stored``."""

    turn: TurnHeard


@dataclass(frozen=True, slots=True)
class Run:
    """Carry out a tool call; then report it ``executed``."""

    call: FunctionCall


@dataclass(frozen=True, slots=True)
class Account:
    """Keep what a response cost, or with ``transcript`` what it cost to write down a spoken item."""

    response_id: str
    usage: Mapping[str, Any]
    transcript: bool = False


@dataclass(frozen=True, slots=True)
class Redial:
    """Give the connection up and make a new one: at once when ``planned``, else after ``wait_s`` at least."""

    reason: str
    wait_s: float = 0.0
    planned: bool = False


Effect = Send | Store | Run | Account | Redial
