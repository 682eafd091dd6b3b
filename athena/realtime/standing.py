"""Where an interview stands, as a page shows it."""

from __future__ import annotations

from athena.realtime.exchange import Exchange
from athena.realtime.snapshot import LiveState


def standing(exchange: Exchange, *, opened: bool, ended: bool) -> LiveState:
    """Return the state of an interview; ``opened`` once a server has ever accepted it."""
    gate = exchange.gate
    if exchange.failure:
        return LiveState.FAILED
    if ended:
        return LiveState.ENDED
    if not exchange.online:
        return LiveState.RECONNECTING if opened else LiveState.CONNECTING
    if not exchange.floor.ledger.idle:
        return LiveState.SPEAKING
    waiting = gate.responding or gate.wanted or exchange.calls.pending
    return LiveState.THINKING if waiting and not gate.candidate_talking else LiveState.LISTENING
