"""What each event of the server sets off."""

from __future__ import annotations

import logging
from dataclasses import replace

from athena.realtime import errors, wire
from athena.realtime.effects import Account
from athena.realtime.errors import Severity
from athena.realtime.events import (
    AudioDelta,
    Committed,
    Event,
    Failure,
    Ignored,
    ItemAdded,
    RateLimits,
    ResponseCreated,
    ResponseDone,
    SessionUpdated,
    SilencePassed,
    SpeechStarted,
    SpeechStopped,
    Transcribed,
    Words,
)
from athena.realtime.exchange import Exchange

log = logging.getLogger(__name__)


def react(exchange: Exchange, event: Event) -> None:
    """Take in one event."""
    exchange.event_at = exchange.now()
    match event:
        case AudioDelta() | Words() | ResponseCreated() | ResponseDone():
            _interviewer(exchange, event)
        case SpeechStarted() | SpeechStopped() | SilencePassed() | Committed() | Transcribed():
            _candidate(exchange, event)
        case ItemAdded():
            _item_added(exchange, event)
        case SessionUpdated():
            exchange.online = exchange.linked
        case RateLimits():
            _rate_limits(exchange, event)
        case Failure():
            judge(exchange, event)
        case Ignored(malformed=True, type=kind):
            exchange.metrics.count("malformed_events")
            log.warning("The server sent an event that cannot be read: %s", kind or "without a type")


def judge(exchange: Exchange, failure: Failure) -> None:
    """Do what an error asks for."""
    if failure.event_id == wire.CONFIGURE_ID and errors.classify(failure) is Severity.BENIGN:
        log.error("The server refuses the configuration: %s %s", failure.code, failure.message)
        failure = replace(failure, code=errors.CONFIGURATION_REFUSED)
    match errors.classify(failure):
        case Severity.FATAL:
            exchange.fail(errors.explain(failure.code))
        case Severity.TRANSIENT:
            _redial(exchange, failure)
        case Severity.REQUEUE:
            exchange.gate.refused(exchange.now())
        case Severity.BENIGN:
            _pass_over(exchange, failure)


def _redial(exchange: Exchange, failure: Failure) -> None:
    limited = failure.code == "rate_limit_exceeded"
    wait_s = max(errors.told_wait_s(failure), exchange.gate.held_s(exchange.now())) if limited else 0.0
    exchange.redial(failure.code or failure.type or "a response failed", wait_s)


def _rate_limits(exchange: Exchange, limits: RateLimits) -> None:
    """Show what is left, and ask for nothing while there is nothing left."""
    for name, left in limits.left.items():
        exchange.metrics.set(f"{name}_left", left)
    exchange.gate.hold(exchange.now() + min(limits.reset_s, errors.LONGEST_WAIT_S))


def _pass_over(exchange: Exchange, failure: Failure) -> None:
    level = logging.DEBUG if errors.expected(failure) else logging.WARNING
    log.log(level, "The server complained: %s %s", failure.code or failure.type, failure.message)
    exchange.metrics.count("errors_passed_over")
    if failure.event_id == wire.CREATE_ID:
        exchange.gate.rejected()
    elif failure.event_id == wire.COMMIT_ID:
        exchange.commit_asked = False
    else:
        exchange.gate.excused()


def _interviewer(exchange: Exchange, event: AudioDelta | Words | ResponseCreated | ResponseDone) -> None:
    match event:
        case AudioDelta():
            _audio(exchange, event)
        case Words():
            exchange.floor.words(event)
        case ResponseCreated(response_id=response_id):
            _response_created(exchange, response_id)
        case ResponseDone():
            _response_done(exchange, event)


def _candidate(
    exchange: Exchange, event: SpeechStarted | SpeechStopped | SilencePassed | Committed | Transcribed
) -> None:
    match event:
        case Transcribed():
            _transcribed(exchange, event)
        case SpeechStarted(item_id=item_id):
            _speech_started(exchange, item_id)
        case SpeechStopped():
            exchange.gate.speech_stopped(exchange.now())
            exchange.turn_ended_at = exchange.now()
        case SilencePassed(item_id=item_id):
            _silence_passed(exchange, item_id)
        case Committed(item_id=item_id, previous=previous):
            _committed(exchange, item_id, previous)


def _transcribed(exchange: Exchange, event: Transcribed) -> None:
    exchange.floor.transcribed(event)
    if event.usage:
        exchange.emit(Account(event.item_id, event.usage, transcript=True))


def _speech_started(exchange: Exchange, item_id: str) -> None:
    if not exchange.floor.ledger.idle or exchange.gate.active is not None:
        exchange.metrics.count("barge_ins")
    exchange.interrupt()
    exchange.patience.spoke()
    exchange.floor.speech_began(item_id)
    exchange.gate.speech_started()


def _committed(exchange: Exchange, item_id: str, previous: str | None) -> None:
    exchange.floor.committed(item_id, previous)
    if exchange.commit_asked:
        exchange.commit_asked = False
        exchange.gate.committed_by_hand()
        exchange.turn_ended_at = exchange.now()


def _silence_passed(exchange: Exchange, item_id: str) -> None:
    """Let a nudge pass only when the candidate really had silence: the server sees no playback, no typing."""
    exchange.metrics.count("nudges")
    exchange.floor.silent(item_id)
    if not exchange.floor.ledger.idle or not exchange.patience.ends():
        exchange.nudge_unwelcome = True
        exchange.send(wire.delete(item_id))


def _item_added(exchange: Exchange, event: ItemAdded) -> None:
    if event.speaker_role == "user":
        exchange.floor.committed(event.item_id, event.previous)
    else:
        exchange.floor.transcript.place(event.item_id, event.previous)
    exchange.gate.acknowledged(event.item_id)


def _audio(exchange: Exchange, event: AudioDelta) -> None:
    if exchange.floor.audio(event) and exchange.turn_ended_at is not None:
        exchange.metrics.observe("first_audio_ms", (exchange.now() - exchange.turn_ended_at) * 1000)
        exchange.turn_ended_at = None


def _response_created(exchange: Exchange, response_id: str) -> None:
    ours = exchange.gate.created(response_id)
    exchange.metrics.count("responses")
    if (ours and exchange.gate.candidate_talking) or (exchange.nudge_unwelcome and not ours):
        exchange.unwelcome.add(response_id)
        exchange.floor.silence_response(response_id)
        exchange.send(wire.cancel(response_id))
    exchange.nudge_unwelcome = False


def _response_done(exchange: Exchange, event: ResponseDone) -> None:
    exchange.gate.done(event.response_id)
    exchange.floor.response_done(event)
    if event.usage:
        exchange.emit(Account(event.response_id, event.usage))
    if event.response_id in exchange.unwelcome:
        for item_id in (*event.messages, *(call.item_id for call in event.calls)):
            exchange.send(wire.delete(item_id))
    elif event.completed:
        exchange.calls.add(event)
    if event.failure:
        _response_failed(exchange, event.failure)


def _response_failed(exchange: Exchange, failure: Failure) -> None:
    """Ask again on a new line for what never came, unless asking again is no use."""
    if errors.classify(failure) is Severity.FATAL:
        judge(exchange, failure)
        return
    log.warning("A response failed: %s %s", failure.code or failure.type, failure.message)
    exchange.gate.want()
    _redial(exchange, failure)
