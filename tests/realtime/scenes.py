"""A conversation to be played through: the clock, the listener, the store and the server are the test's."""

from __future__ import annotations

from typing import Any

from athena.audio.ledger import PlaybackLedger
from athena.audio.pcm import BYTES_PER_MS, FRAME_BYTES, FRAME_MS
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime.conversation import Conversation
from athena.realtime.effects import Run, Send, Store
from athena.realtime.events import (
    AudioDelta,
    Committed,
    FunctionCall,
    ItemAdded,
    ResponseCreated,
    ResponseDone,
    SessionUpdated,
    SpeechStarted,
    SpeechStopped,
    Transcribed,
    Words,
)
from athena.realtime.record import Executed, HistoryItem

CREATE = "response.create"
EVALUATE = FunctionCall("fc1", "c1", "log_response_evaluation", "{}")
REPORT = FunctionCall("fc9", "c9", "generate_session_report", "{}")


class Scene:
    """A conversation with a clock to turn, a listener to play to, and a list of what it wanted done."""

    def __init__(
        self, *, history: list[HistoryItem] | None = None, connect: bool = True, **options: Any
    ) -> None:
        self.now = 100.0
        self.ledger = PlaybackLedger(clock=lambda: self.now)
        plan = options.pop("plan", InterviewPlan())
        self.talk = Conversation(plan, self.ledger, now=lambda: self.now, **options)
        self.history = history or []
        self.text_only = options.get("text_only", False)
        self.wanted: list[Any] = []
        if history:
            self.talk.resume(history)
        if connect:
            self.connect()

    def connect(self) -> None:
        self.talk.connected(self.history)
        self.does(SessionUpdated())

    def does(self, *events: Any) -> Scene:
        """Let the server do something."""
        for event in events:
            self.talk.handle(event)
        return self

    def plays(self, ms: int) -> Scene:
        """Let the candidate listen for a while."""
        for _ in range(0, ms, FRAME_MS):
            self.ledger.pull(FRAME_BYTES)
            self.passes(FRAME_MS / 1000)
        return self

    def passes(self, seconds: float) -> Scene:
        self.now += seconds
        self.talk.tick()
        return self

    def speaks(self, response: str = "r1", *, ms: int = 5000, text: str = "one two three four five") -> Scene:
        """Let a response speak without ending."""
        item = f"m_{response}"
        self.does(ResponseCreated(response), ItemAdded(item, None, "assistant"))
        if not self.text_only:
            self.does(AudioDelta(response, item, 0, b"\x01" * (ms * BYTES_PER_MS)))
        return self.does(Words(response, item, 0, text, final=True))

    def responds(self, response: str = "r1", *calls: FunctionCall, **spoken: Any) -> Scene:
        """Let a whole response come in."""
        return self.speaks(response, **spoken).does(done(response, *calls, messages=(f"m_{response}",)))

    def hears(self, item: str, text: str) -> Scene:
        """Let the candidate say something."""
        self.does(SpeechStarted(item), SpeechStopped(item), Committed(item, None))
        return self.does(Transcribed(item, text))

    def takes(self, kind: type) -> list[Any]:
        """Return what it wanted done of one kind since it was asked last."""
        self.wanted += self.talk.effects()
        found = [effect for effect in self.wanted if isinstance(effect, kind)]
        self.wanted = [effect for effect in self.wanted if not isinstance(effect, kind)]
        return found

    def sent(self) -> list[dict[str, Any]]:
        return [effect.message for effect in self.takes(Send)]

    def sent_types(self) -> list[str]:
        return [message["type"] for message in self.sent()]

    def stored(self) -> list[tuple[str, str, bool]]:
        """Return what was to be stored, and let the store have it."""
        turns = [effect.turn for effect in self.takes(Store)]
        for turn in turns:
            self.talk.stored(turn)
        return [(turn.item_id, turn.text, turn.interrupted) for turn in turns]

    def executes(self, output: dict[str, object] | None = None, arguments: Any = None) -> list[str]:
        """Carry out the calls that were to be run; return their ids."""
        calls = [effect.call for effect in self.takes(Run)]
        for call in calls:
            self.talk.executed(Executed(call.call_id, output or {"ok": True}, arguments))
        return [call.call_id for call in calls]

    def turns(self) -> list[tuple[Speaker, str]]:
        return [(turn.speaker, turn.text) for turn in self.talk.exchange.floor.transcript]


def done(response: str, *calls: FunctionCall, messages: tuple[str, ...] = (), **fields: Any) -> ResponseDone:
    values: dict[str, Any] = {"status": "completed", "usage": {}, "failure": None} | fields
    return ResponseDone(response, calls=calls, messages=messages, **values)


def fresh(**options: Any) -> Scene:
    """Return a scene in which the interviewer has been asked to greet and the candidate listens."""
    scene = Scene(**options)
    scene.plays(FRAME_MS)
    scene.sent()
    return scene
