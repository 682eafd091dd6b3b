"""One interview as the client sees it: a pure state machine between server, candidate and store.

Nothing here waits, sends or writes. Whatever happens is told to a ``Conversation``; what is to be done about
it is taken from it as effects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from uuid import uuid4

from athena.audio.ledger import PlaybackLedger
from athena.domain.interview import InterviewPlan
from athena.realtime import replay, wire
from athena.realtime.effects import Effect
from athena.realtime.events import STREAMED, Event, Ignored
from athena.realtime.exchange import Exchange
from athena.realtime.progress import Progress
from athena.realtime.questioner import Questioner
from athena.realtime.reactions import react
from athena.realtime.record import Executed, HistoryItem, TurnHeard
from athena.realtime.snapshot import LiveState
from athena.realtime.standing import standing
from athena.realtime.steering import Steering
from athena.realtime.watch import renew_line, watch_line

LINGER_S = 60.0
"""How long after the report an interview may still find no quiet moment to end in."""
_WITHOUT_CONSEQUENCE = (*STREAMED, Ignored)
REPEAT_REQUEST = "Could you repeat the question, please?"


def random_item_id() -> str:
    """Return a new id for an item."""
    return f"item_{uuid4().hex[:20]}"


class Conversation:
    """The state of one interview; ``now`` gives seconds on any steady clock.

    ``candidate`` is the name to be greeted by, where the interviewer may know it; ``questioner`` chooses the
    questions where the interviewer does not.
    """

    def __init__(
        self,
        plan: InterviewPlan,
        ledger: PlaybackLedger,
        *,
        now: Callable[[], float],
        voice: wire.Voice = wire.EMBEDDED_VOICE,
        text_only: bool = False,
        greet: bool = True,
        candidate: str = "",
        questioner: Questioner | None = None,
        new_id: Callable[[], str] = random_item_id,
    ) -> None:
        self._candidate = candidate
        self._now, self._greet, self._began = now, greet, now()
        self._configuration = wire.session_update(
            plan, voice, text_only=text_only, steered=questioner is not None
        )
        self.exchange = Exchange(ledger, now, self.elapsed_ms, new_id, text_only=text_only)
        self.progress = Progress()
        if questioner:
            self.exchange.settle = questioner.settled
        self.steering = Steering(plan.time_limit_minutes, now, voice.nudge_s, questioner)
        self._to_tell = ""
        self._queries: dict[str, str] = {}
        self.completed = False
        self._opened = self._ended = self._words_lost = False
        self._reported_at: float | None = None

    # what can be seen

    def elapsed_ms(self) -> int:
        """Milliseconds since the session began, without the pauses between its runs."""
        return round((self._now() - self._began) * 1000)

    @property
    def state(self) -> LiveState:
        """Where the interview stands."""
        return standing(self.exchange, opened=self._opened, ended=self._ended)

    def effects(self) -> Iterator[Effect]:
        """Hand over what is to be done, in order."""
        return self.exchange.effects()

    # the line

    def resume(self, history: Sequence[HistoryItem]) -> None:
        """Take over what earlier runs left in the store, and the time they took; before connecting."""
        self._began -= max((item.ended_ms for item in history), default=0) / 1000
        self.exchange.floor.remember(history)
        self.progress.remember(history)
        self.exchange.patience.writing = self.progress.writing
        if self.steering.questioner:
            self.steering.questioner.remember(history)

    def connected(self, history: Sequence[HistoryItem]) -> None:
        """Configure a new line and tell the conversation so far, ``history`` as the store holds it."""
        exchange = self.exchange
        exchange.connect()
        exchange.send(self._configuration)
        turns = list(exchange.floor.transcript)
        for message in replay.items(history, turns):
            exchange.send(message)
        self._tell_queries_again({item.item_id for item in history})
        if not self._opened and (self._greet or history):
            exchange.gate.want()
        for note in self._notes(resumed=bool(history or turns) and exchange.gate.wanted):
            exchange.send(wire.system_item(note))

    def lost(self) -> None:
        """Settle what was under way when the line broke."""
        exchange = self.exchange
        exchange.linked = exchange.online = exchange.commit_asked = False
        talking = exchange.gate.candidate_talking
        self._words_lost = exchange.floor.lost(exchange.gate.active) or talking or self._words_lost
        exchange.gate.lost()
        exchange.carry_out_all()
        exchange.advance()

    def handle(self, event: Event) -> None:
        """Take in one event of the server."""
        react(self.exchange, event)
        self._opened = self._opened or self.exchange.online
        if not isinstance(event, _WITHOUT_CONSEQUENCE):
            self.exchange.advance()

    # the candidate

    def say(self, text: str) -> None:
        """Take a typed answer: it stops the interviewer as a spoken one would."""
        if not text.strip():
            return
        self.steering.candidate_spoke()
        self._interrupt()
        self.exchange.patience.typed()
        item_id = self.exchange.new_id()
        self.exchange.floor.typed(item_id, text.strip())
        self.exchange.send(wire.typed_item(item_id, text.strip()))
        self._want(item_id)

    def wrote(self) -> None:
        """Note that the candidate is writing a query."""
        self.steering.candidate_wrote()
        self.exchange.patience.wrote()

    def tell_query(self, item_id: str, note: str) -> None:
        """Tell what became of a query; the interviewer reacts as soon as it is its turn."""
        self.wrote()
        self._queries[item_id] = note
        self._note(note, item_id)

    def ask_repeat(self) -> None:
        """Ask for the question again."""
        self.say(REPEAT_REQUEST)

    def done_speaking(self) -> None:
        """End the candidate's spoken turn now instead of waiting for silence."""
        self.exchange.commit_asked = self.exchange.linked
        self.exchange.send(wire.COMMIT_AUDIO)

    def end_politely(self) -> None:
        """Ask the interviewer to close."""
        if self.steering.closing:
            return
        self.steering.closing = True
        self._interrupt()
        self.exchange.send(wire.system_item(replay.PLEASE_CLOSE))
        self._want()

    def close_after_this_answer(self) -> None:
        """Have the interview closed at the next boundary: the budget is used up."""
        if not self.steering.spent:
            self.steering.spent = True
            self.exchange.send(wire.system_item(replay.BUDGET_SPENT))

    # the store

    def stored(self, turn: TurnHeard) -> None:
        """Note that the store committed a turn as it was then."""
        known = self.exchange.floor.transcript.get(turn.item_id)
        if known is not None and known.text == turn.text:
            known.stored = True
        self._finish()

    def executed(self, executed: Executed) -> None:
        """Note that a tool call was carried out."""
        if self.progress.note(executed) and self.progress.question:
            messages = self.exchange.calls.messages_of(executed.call_id)
            self.exchange.floor.asked(self.progress.question.number, messages)
            self.exchange.patience.writing = self.progress.writing
        if self.progress.reported and self._reported_at is None:
            self._reported_at = self._now()
        self._to_tell = self.steering.note_on(executed) or self._to_tell
        if self.exchange.answer_calls(executed) and self._to_tell:
            self._note(self._to_tell)
            self._to_tell = ""
        self.exchange.advance()
        self._finish()

    def fail(self, message: str) -> None:
        """End the interview with a message for people."""
        self.exchange.failure = self.exchange.failure or message

    # time

    def tick(self) -> None:
        """Let time pass; to be called several times a second."""
        exchange = self.exchange
        exchange.floor.take_as_read()
        if lost := exchange.floor.give_up_overdue():
            exchange.metrics.count("answers_lost", lost)
        watch_line(exchange)
        renew_line(exchange, quiet=self._quiet)
        self._keep_time()
        exchange.advance()
        self._finish()

    def end(self) -> None:
        """Settle everything because the interview is left; what was heard goes to the store."""
        self.exchange.linked = False
        self._interrupt()
        self.lost()
        self._ended = True

    def _keep_time(self) -> None:
        if self.steering.runs_out(self.elapsed_ms()):
            self.exchange.send(wire.system_item(replay.TIME_UP))
        if self.steering.overdue(busy=not self._quiet):
            self._want()
        if self.exchange.gate.candidate_talking:
            self.steering.candidate_spoke()
        if self.steering.nudge_due(self.exchange.patience, busy=not (self._quiet and self.exchange.online)):
            self.exchange.metrics.count("nudges")
            self._note(replay.SILENCE)

    def _finish(self) -> None:
        if self._reported_at is None:
            return
        stored = all(turn.stored or not turn.text for turn in self.exchange.floor.transcript)
        if (self._quiet and stored) or self._now() - self._reported_at > LINGER_S:
            self.completed = self._ended = True

    @property
    def _quiet(self) -> bool:
        exchange = self.exchange
        return exchange.gate.quiet and exchange.floor.ledger.idle and not exchange.calls.pending

    def _interrupt(self) -> None:
        """Give the floor to the candidate; where nobody listens, the interviewer's words count as read."""
        exchange = self.exchange
        if exchange.floor.unattended:
            exchange.floor.take_as_read(now=True)
            return
        active = exchange.gate.active
        exchange.interrupt()
        if active is not None:
            exchange.send(wire.cancel(active))

    def _tell_queries_again(self, known: Collection[str]) -> None:
        """Tell of the queries that the store did not have yet when the history was read."""
        for item_id, note in self._queries.items():
            if item_id not in known:
                self.exchange.send(wire.system_item(note, item_id))

    def _note(self, text: str, item_id: str = "") -> None:
        """Tell the interviewer something that it is to act on now."""
        item_id = item_id or self.exchange.new_id()
        self.exchange.send(wire.system_item(text, item_id))
        self._want(item_id)

    def _want(self, *item_ids: str) -> None:
        self.exchange.turn_ended_at = self._now()
        self.exchange.gate.want(*(item_ids if self.exchange.linked else ()))
        self.exchange.advance()

    def _notes(self, *, resumed: bool) -> Iterator[str]:
        if self._candidate:
            yield f"{replay.CANDIDATE}{self._candidate}"
        if resumed:
            restored = replay.RESTORED if self._opened else replay.RESUMED
            yield f"{restored} {replay.WORDS_LOST}" if self._words_lost else restored
        self._words_lost = False
        yield from self.steering.notes()
