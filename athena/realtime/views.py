"""From a conversation to what a page shows of it."""

from __future__ import annotations

from datetime import datetime

from athena.realtime.conversation import Conversation
from athena.realtime.snapshot import Snapshot, TurnView
from athena.realtime.transcript import Turn


def view(
    talk: Conversation, started_at: datetime, *, mic_level: float, muted: bool, practice: bool
) -> Snapshot:
    """Return a conversation as it stands; feedback is shown in practice only."""
    elapsed_ms = talk.elapsed_ms()
    return Snapshot(
        state=talk.state,
        turns=tuple(_turn(turn) for turn in talk.exchange.floor.transcript if turn.text),
        question=talk.progress.question,
        started_at=started_at,
        elapsed_s=elapsed_ms / 1000,
        remaining_s=talk.steering.remaining_s(elapsed_ms),
        mic_level=0.0 if muted else mic_level,
        muted=muted,
        message=talk.exchange.failure,
        completed=talk.completed,
        feedback=talk.progress.feedback if practice else None,
        metrics=talk.exchange.metrics.summary(),
    )


def _turn(turn: Turn) -> TurnView:
    return TurnView(
        turn.item_id, turn.speaker, turn.text, turn.interrupted, turn.stored, turn.question_number
    )
