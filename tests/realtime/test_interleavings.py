"""Whatever order things happen in: nothing lost, nothing doubled, never two responses asked for at once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from athena.audio.ledger import PlaybackLedger
from athena.audio.pcm import silence
from athena.domain.interview import InterviewPlan
from athena.realtime.conversation import Conversation
from athena.realtime.effects import Run, Send, Store
from athena.realtime.events import (
    AudioDelta,
    Committed,
    Failure,
    FunctionCall,
    ItemAdded,
    ResponseCreated,
    ResponseDone,
    SessionUpdated,
    SilencePassed,
    SpeechStarted,
    SpeechStopped,
    Transcribed,
    Words,
)
from athena.realtime.record import Executed
from athena.realtime.wire import CREATE_ID

RESPONSES = st.sampled_from(["r1", "r2", "r3"])
TURNS = st.sampled_from(["u1", "u2", "u3"])
STATUSES = st.sampled_from(["completed", "cancelled", "incomplete", "failed"])
CODES = st.sampled_from(["conversation_already_has_active_response", "server_error", "invalid_value", ""])
ABOUT = st.sampled_from([CREATE_ID, ""])


def message_of(response: str) -> str:
    return f"m_{response}"


def ended(response: str, status: str, calls: int) -> ResponseDone:
    failure = Failure("server_error", "", "") if status == "failed" else None
    made = tuple(FunctionCall(f"f{n}", f"c{n}", "log_question_asked", "{}") for n in range(calls))
    return ResponseDone(response, status, made, (message_of(response),) if calls % 2 else (), {}, failure)


events = st.one_of(
    st.builds(SpeechStarted, TURNS),
    st.builds(SpeechStopped, TURNS),
    st.builds(Committed, TURNS, st.one_of(st.none(), TURNS)),
    st.builds(lambda turn: Transcribed(turn, f"words of {turn}"), TURNS),
    st.builds(SilencePassed, TURNS),
    st.builds(ResponseCreated, RESPONSES),
    st.builds(lambda r, ms: AudioDelta(r, message_of(r), 0, silence(ms)), RESPONSES, st.integers(1, 3000)),
    st.builds(lambda r, final: Words(r, message_of(r), 0, "some words", final), RESPONSES, st.booleans()),
    st.builds(ended, RESPONSES, STATUSES, st.integers(0, 3)),
    st.builds(lambda r: ItemAdded(message_of(r), None, "assistant"), RESPONSES),
    st.builds(lambda code, about: Failure(code, "", "", about), CODES, ABOUT),
)
steps = st.one_of(
    events,
    st.builds(lambda ms: ("plays", ms), st.integers(1, 4000)),
    st.builds(lambda s: ("passes", s), st.sampled_from([0.05, 1.0, 16.0, 40.0])),
    st.sampled_from([("says",), ("executes",), ("redials",), ("done",), ("ends",)]),
)


class World:
    """Plays every other part: the clock, the listener, the store and the line."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ledger = PlaybackLedger(clock=lambda: self.now)
        self.talk = Conversation(InterviewPlan(), self.ledger, now=lambda: self.now)
        self.talk.connected([])
        self.talk.handle(SessionUpdated())
        self.outstanding = 0
        self.active: str | None = None
        self.runs: list[FunctionCall] = []
        self.ran: Counter[str] = Counter()
        self.stored: dict[str, list[str]] = {}
        self.said = 0
        self.look()

    def take(self, step: Any) -> None:
        match step:
            case ("plays", ms):
                self.ledger.pull(ms * 48)
            case ("passes", seconds):
                self.now += seconds
                self.talk.tick()
            case ("says",):
                self.said += 1
                self.talk.say(f"typed {self.said}")
            case ("executes",):
                self.execute()
            case ("redials",):
                self.redial()
            case ("done",):
                self.talk.done_speaking()
            case ("ends",):
                self.talk.end_politely()
            case event:
                self.hear(event)
        self.look()

    def hear(self, event: Any) -> None:
        if not self.talk.exchange.linked:
            return
        match event:
            case ResponseCreated(response_id=response):
                self.outstanding, self.active = 0, response
            case ResponseDone(response_id=response):
                self.active = None if self.active == response else self.active
                self.outstanding = self.outstanding if self.active else 0
            case Failure(event_id=about, code=code):
                if about == CREATE_ID or code.startswith("conversation_already"):
                    self.outstanding = 0
        self.talk.handle(event)

    def execute(self) -> None:
        for call in self.runs:
            self.talk.executed(Executed(call.call_id, {"ok": True}))
        self.runs = []

    def redial(self) -> None:
        self.talk.lost()
        self.outstanding, self.active = 0, None
        self.look()
        self.talk.connected([])
        self.talk.handle(SessionUpdated())

    def look(self) -> None:
        """Take what is wanted, and hold the rules against it."""
        for effect in self.talk.effects():
            match effect:
                case Send(message={"type": "response.create"}):
                    assert self.active is None
                    self.outstanding += 1
                    assert self.outstanding == 1
                case Run(call=call):
                    self.runs.append(call)
                    self.ran[call.call_id] += 1
                    assert self.ran[call.call_id] == 1
                case Store(turn=turn):
                    assert turn.text
                    assert turn.ended_ms >= turn.started_ms
                    self.stored.setdefault(turn.item_id, []).append(turn.text)
                    self.talk.stored(turn)


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, max_size=60))
def test_the_rules_hold_whatever_happens(script: list[Any]):
    world = World()
    transcribed: set[str] = set()
    silent: set[str] = set()
    for step in script:
        if isinstance(step, Transcribed) and world.talk.exchange.linked and step.item_id not in silent:
            transcribed.add(step.item_id)
        if isinstance(step, SilencePassed):
            silent.add(step.item_id)
        world.take(step)
    world.talk.end()
    world.look()
    for item in transcribed - silent:
        assert world.stored[item] == [f"words of {item}"]
    typed = [texts for item, texts in world.stored.items() if item.startswith("item_")]
    assert sorted(typed) == sorted([f"typed {n + 1}"] for n in range(world.said))
    for response in ("r1", "r2", "r3"):
        played, received = world.ledger.progress(message_of(response))
        assert played <= received
