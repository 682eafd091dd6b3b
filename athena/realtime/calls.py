"""The tool calls of finished responses: each carried out once, outputs kept together response by response."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from athena.realtime.events import FunctionCall, ResponseDone
from athena.realtime.transcript import Turn

Output = Mapping[str, object]


@dataclass(slots=True)
class Batch:
    """The new calls of one response; ``messages`` are the items it spoke."""

    calls: tuple[FunctionCall, ...]
    messages: tuple[str, ...]
    outputs: dict[str, Output] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether every call has its output."""
        return len(self.outputs) == len(self.calls)


class CallBook:
    """Batches of calls in order: waiting for their moment, under way, done."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = set(known)
        self._waiting: deque[Batch] = deque()
        self._running: list[Batch] = []

    @property
    def pending(self) -> bool:
        """Whether any call still waits or runs."""
        return bool(self._waiting or self._running)

    @property
    def provisional(self) -> frozenset[str]:
        """The messages of responses whose calls still wait: those can be taken back."""
        return frozenset(item_id for batch in self._waiting for item_id in batch.messages)

    def add(self, response: ResponseDone) -> None:
        """Take the calls of a completed response, except those seen before."""
        fresh: dict[str, FunctionCall] = {}
        for call in response.calls:
            if call.call_id not in self._known:
                fresh.setdefault(call.call_id, call)
        self._known.update(fresh)
        if fresh:
            self._waiting.append(Batch(tuple(fresh.values()), response.messages))

    def release(self, ready: Callable[[Batch], bool]) -> list[FunctionCall]:
        """Return the calls to carry out now: those of the first batches that are ready."""
        calls: list[FunctionCall] = []
        while self._waiting and ready(self._waiting[0]):
            batch = self._waiting.popleft()
            self._running.append(batch)
            calls.extend(batch.calls)
        return calls

    def messages_of(self, call_id: str) -> tuple[str, ...]:
        """Return what the response of a running call spoke."""
        batches = (b for b in self._running if any(call.call_id == call_id for call in b.calls))
        return next((batch.messages for batch in batches), ())

    def executed(self, call_id: str, output: Output) -> Batch | None:
        """Note a call's output; return its batch when that was the last one missing."""
        for batch in self._running:
            if any(call.call_id == call_id for call in batch.calls):
                batch.outputs[call_id] = output
                if batch.finished:
                    self._running.remove(batch)
                    return batch
        return None

    def waits_for(self, turn: Turn) -> bool:
        """Whether calls of the turn's own response still wait: they come before its words."""
        return any(turn.item_id in batch.messages for batch in self._waiting)

    def discard(self, message_id: str) -> tuple[FunctionCall, ...]:
        """Drop the waiting batch whose speech nobody heard; return its calls, which never happened."""
        for batch in self._waiting:
            if message_id in batch.messages:
                self._waiting.remove(batch)
                self._known.difference_update(call.call_id for call in batch.calls)
                return batch.calls
        return ()
