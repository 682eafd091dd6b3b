"""What the parts of a conversation share: the floor, the gate, the calls, and what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from athena.audio.ledger import PlaybackLedger
from athena.realtime import wire
from athena.realtime.calls import Batch, CallBook
from athena.realtime.effects import Effect, Redial, Run, Send, Store
from athena.realtime.events import FunctionCall
from athena.realtime.floor import Floor
from athena.realtime.gate import ResponseGate
from athena.realtime.metrics import Metrics
from athena.realtime.patience import Patience
from athena.realtime.record import Executed, TurnHeard
from athena.realtime.transcript import Turn

LAST_WORDS_S = 3.0
"""How long an interview that has failed for good waits for words that were spoken before it did."""


class Exchange:
    """The state between server, candidate and store. ``now`` gives seconds on any steady clock.

    ``settle`` gives a call the form in which it is carried out.
    """

    def __init__(
        self,
        ledger: PlaybackLedger,
        now: Callable[[], float],
        elapsed_ms: Callable[[], int],
        new_id: Callable[[], str],
        *,
        text_only: bool,
    ) -> None:
        self.now, self.new_id = now, new_id
        self.floor = Floor(ledger, elapsed_ms, text_only=text_only)
        self.gate = ResponseGate()
        self.calls = CallBook()
        self.patience = Patience(patient=not text_only)
        self.metrics = Metrics()
        self.settle: Callable[[FunctionCall], FunctionCall] = lambda call: call
        self.linked = self.online = False
        self.event_at = self.linked_at = now()
        self.turn_ended_at: float | None = None
        self.commit_asked = False
        self.nudge_unwelcome = False
        self.unwelcome: set[str] = set()
        self.failure = ""
        self._failing, self._failing_until = "", 0.0
        self._effects: list[Effect] = []

    def effects(self) -> Iterator[Effect]:
        """Hand over what is to be done, in order."""
        effects, self._effects = self._effects, []
        return iter(effects)

    def emit(self, effect: Effect) -> None:
        """Ask for something to be done."""
        self._effects.append(effect)

    def send(self, message: wire.Message) -> None:
        """Send a message, or forget it when there is no line: the replay makes up for it."""
        if self.linked:
            self.emit(Send(message))

    def connect(self) -> None:
        """Note that there is a new line, on which nothing was said yet."""
        self.linked = True
        self.event_at = self.linked_at = self.now()

    def redial(self, reason: str, wait_s: float = 0.0, *, planned: bool = False) -> None:
        """Give the line up for a new one."""
        if self.linked:
            self.linked = self.online = False
            self.emit(Redial(reason, wait_s, planned))

    def fail(self, message: str) -> None:
        """End the interview for good, once what was spoken last has been made out or has taken too long."""
        if not self._failing:
            self._failing, self._failing_until = message, self.now() + LAST_WORDS_S
        self._fail_when_due()

    def interrupt(self) -> None:
        """Stop the interviewer's speech at once, and let the server know how much of it was heard."""
        interruption = self.floor.interrupt(self.gate.active, self.calls.provisional)
        for message in interruption.corrections:
            self.send(message)
        for item_id in interruption.forgotten:
            for call in self.calls.discard(item_id):
                self.send(wire.delete(call.item_id))

    def answer_calls(self, executed: Executed) -> bool:
        """Send a response's outputs once all are there, and ask for at most one further response.

        Returns whether all were there.
        """
        batch = self.calls.executed(executed.call_id, executed.output)
        if batch is None:
            return False
        ids = [self._send_output(call_id, batch) for call_id in batch.outputs]
        if not batch.messages:
            self.gate.want(*(ids if self.linked else ()))
        return True

    def advance(self) -> None:
        """Store what is ready, carry out the calls that are due, ask for a response when one is wanted."""
        self._store_due()
        for call in self.calls.release(self._ready):
            self.emit(Run(self.settle(call)))
        self._store_due()
        if self.online and not self._failing and self.gate.take(self.now()):
            self.send(wire.CREATE_RESPONSE)
        self._fail_when_due()

    def carry_out_all(self) -> None:
        """Carry out every waiting call: the line on which their moment would come is gone."""
        for call in self.calls.release(lambda _: True):
            self.emit(Run(self.settle(call)))

    def _fail_when_due(self) -> None:
        waits = self.linked and self.floor.awaiting_words and self.now() < self._failing_until
        if not waits:
            self.failure = self.failure or self._failing

    def _store_due(self) -> None:
        for turn in self.floor.due(self.calls.waits_for):
            self.emit(Store(_heard(turn)))

    def _ready(self, batch: Batch) -> bool:
        """Whether the answer the calls speak of is known, and their response has come to stay."""
        settled = all(self.floor.settled(item_id) for item_id in batch.messages)
        return settled and not self.floor.awaiting_words

    def _send_output(self, call_id: str, batch: Batch) -> str:
        item_id = self.new_id()
        self.send(wire.output_item(item_id, call_id, batch.outputs[call_id]))
        return item_id


def _heard(turn: Turn) -> TurnHeard:
    return TurnHeard(
        turn.item_id, turn.speaker, turn.text, turn.channel, turn.started_ms, turn.ended_ms, turn.interrupted
    )
