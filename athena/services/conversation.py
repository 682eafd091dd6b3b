"""What is said in an interview: kept when it is heard, and made part of the answer it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from athena.domain.intents import is_command
from athena.domain.interview import Speaker
from athena.services.pad_words import note_of
from athena.services.records import HistoryItem, pad_item_id, require_session, storable
from athena.store import pad_runs, questions, responses, sessions, tool_calls, turns
from athena.store.database import Database, Transaction
from athena.store.responses import Heard, Response
from athena.store.sessions import Session
from athena.store.turns import StoredTurn, TurnHeard


class Conversation:
    """The transcript of interviews and the answers in it."""

    def __init__(self, database: Database, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id

    def record(self, session_id: str, turn: TurnHeard) -> bool:
        """Commit a turn; True when it changed an answer of an interview that has ended already."""
        turn = replace(turn, text=storable(turn.text))
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            before = turns.find(tx, session.session_id, turn.item_id)
            after = _placed(tx, session, turn, before)
            turns.put(tx, session.session_id, after, self._now())
            touched = after.question_id if after.in_answer or (before and before.in_answer) else None
            if touched:
                self._hear(tx, session.session_id, touched)
        return bool(touched) and not session.in_progress

    def _hear(self, tx: Transaction, session_id: str, question_id: str) -> None:
        response = response_to(tx, session_id, question_id, self._new_id(), self._now())
        said = turns.answer(tx, session_id, question_id)
        text = "\n".join(turn.text for turn in said)
        started = min((turn.started_ms for turn in said), default=None)
        ended = max((turn.ended_ms for turn in said), default=None)
        responses.hear(tx, response.response_id, Heard(text, started, ended))

    def history(self, session_id: str) -> list[HistoryItem]:
        """Return turns that have words, tool calls with outputs, and queries, in the order they came."""
        session = require_session(self._database, session_id)
        said = turns.of_session(self._database, session.session_id)
        called = tool_calls.of_session(self._database, session.session_id)
        items = [(stored.position, _turn_item(stored.turn)) for stored in said if stored.turn.text]
        items += [(call.position, _call_item(call)) for call in called]
        items += [
            (run.position, _note_item(run)) for run in pad_runs.of_session(self._database, session.session_id)
        ]
        return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def response_to(tx: Transaction, session_id: str, question_id: str, new_id: str, at: datetime) -> Response:
    """Return the answer to a question, begun under ``new_id`` when there is none yet."""
    known = responses.of_question(tx, question_id)
    if known is None:
        known = Response(new_id, session_id, question_id, text="")
        responses.add(tx, known, at)
    return known


def _placed(tx: Transaction, session: Session, turn: TurnHeard, before: StoredTurn | None) -> StoredTurn:
    """Give a turn its place: a turn heard before keeps its own, whatever was asked meanwhile."""
    if before:
        position, question_id = before.position, before.question_id
    else:
        position = sessions.next_position(tx, session.session_id)
        latest = questions.latest(tx, session.session_id) if session.in_progress else []
        question_id = latest[0].question_id if latest else None
    answers = turn.speaker is Speaker.CANDIDATE and turn.text and not is_command(turn.text)
    return StoredTurn(turn, position, question_id, in_answer=bool(question_id and answers))


def _turn_item(turn: TurnHeard) -> HistoryItem:
    return HistoryItem(
        "turn",
        item_id=turn.item_id,
        speaker=turn.speaker,
        text=turn.text,
        interrupted=turn.interrupted,
        ended_ms=turn.ended_ms,
    )


def _note_item(run: pad_runs.PadRun) -> HistoryItem:
    return HistoryItem("note", item_id=pad_item_id(run.run_id), text=note_of(run))


def _call_item(call: tool_calls.ToolCall) -> HistoryItem:
    return HistoryItem(
        "call", name=call.name, arguments=call.arguments, call_id=call.call_id, output=call.output
    )
