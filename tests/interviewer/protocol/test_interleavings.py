"""Whatever happens in whatever order, the rules of the protocol hold."""

from __future__ import annotations

import base64
from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from athena.interviewer.ports import Recognised
from athena.interviewer.protocol import Compose, EndTurn, Recognise
from tests.interviewer.protocol.talk import TOOLS, Talk

some_item = st.integers(0, 40).map(lambda n: f"item_{n}")
some_response = st.integers(0, 20).map(lambda n: f"resp_{n}")
modalities = st.sampled_from([["audio"], ["text"]])
turns = st.sampled_from(
    [
        None,
        {"type": "server_vad", "idle_timeout_ms": 5_000},
        {"type": "server_vad", "interrupt_response": False},
        {"type": "server_vad", "create_response": False},
        {"type": "semantic_vad", "eagerness": "low"},
    ]
)
items: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({"type": "message", "role": "user", "content": [{"type": "input_text", "text": "a b c"}]}),
    st.just({"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": "AAAAAAAA"}]}),
    st.just(
        {"type": "message", "role": "assistant", "content": [{"type": "output_audio", "transcript": "hi"}]}
    ),
    st.just({"type": "function_call", "name": "f", "arguments": "no json"}),
    st.builds(
        lambda n: {"type": "function_call_output", "call_id": f"call_{n}", "output": "x"}, st.integers(0, 9)
    ),
)


class Session(RuleBasedStateMachine):
    """A client, a candidate and engines that do what they like, when they like."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk(tools=TOOLS, audio={"input": {"transcription": {"model": "any"}}})

    @rule(modality=modalities, detection=turns)
    def update(self, modality: list[str], detection: dict[str, Any] | None) -> None:
        session = {"output_modalities": modality, "audio": {"input": {"turn_detection": detection}}}
        self.talk.send("session.update", session=session)

    @rule(size=st.integers(0, 9_600))
    def append(self, size: int) -> None:
        self.talk.send("input_audio_buffer.append", audio=base64.b64encode(bytes(size)).decode())

    @rule()
    def commit(self) -> None:
        before = len(self.talk.wanted(EndTurn))
        self.talk.send("input_audio_buffer.commit")
        if len(self.talk.wanted(EndTurn)) > before:
            self.talk.core.audio_committed(bytes(320))
            self.talk.take()

    @rule()
    def clear(self) -> None:
        self.talk.send("input_audio_buffer.clear")

    @rule(item=items, after=st.none() | st.just("root") | some_item)
    def create_item(self, item: dict[str, Any], after: str | None) -> None:
        self.talk.send("conversation.item.create", item=item, previous_item_id=after)

    @rule(item_id=some_item, ms=st.integers(0, 600), index=st.integers(0, 1))
    def truncate(self, item_id: str, ms: int, index: int) -> None:
        self.talk.send("conversation.item.truncate", item_id=item_id, content_index=index, audio_end_ms=ms)

    @rule(item_id=some_item)
    def delete(self, item_id: str) -> None:
        self.talk.send("conversation.item.delete", item_id=item_id)

    @rule(item_id=some_item)
    def retrieve(self, item_id: str) -> None:
        self.talk.send("conversation.item.retrieve", item_id=item_id)

    @rule(conversation=st.sampled_from(["auto", "none"]))
    def create_response(self, conversation: str) -> None:
        self.talk.send("response.create", response={"conversation": conversation})

    @rule(response_id=st.none() | some_response)
    def cancel(self, response_id: str | None) -> None:
        self.talk.send("response.cancel", response_id=response_id)

    @rule()
    def speech(self) -> None:
        self.talk.core.speech_started(0)
        self.talk.take()

    @rule()
    def turn(self) -> None:
        self.talk.speak(None)

    @rule(words=st.sampled_from(["", "a left join"]), newest=st.booleans())
    def recognise(self, words: str, newest: bool) -> None:
        wanted = self.talk.wanted(Recognise)
        if wanted:
            item_id = wanted[-1 if newest else 0].item_id
            self.talk.core.recognised(item_id, Recognised(words, -0.1), 500)
            self.talk.take()

    @rule(item_id=some_item)
    def fail_to_recognise(self, item_id: str) -> None:
        self.talk.core.recognition_failed(item_id, "broken")
        self.talk.take()

    @rule()
    def silence(self) -> None:
        self.talk.core.silence_elapsed()
        self.talk.take()

    @rule(act=st.sampled_from(["say", "audio", "call", "unknown", "finish", "fail"]), newest=st.booleans())
    def compose(self, act: str, newest: bool) -> None:
        wanted = self.talk.wanted(Compose)
        if not wanted:
            return
        core, response_id = self.talk.core, wanted[-1 if newest else 0].response_id
        acts = {
            "say": lambda: core.say(response_id, "Hello there."),
            "audio": lambda: core.audio(response_id, bytes(4_800)),
            "call": lambda: core.call(response_id, "log_question_asked", {"a": 1}),
            "unknown": lambda: core.call(response_id, "unheard_of", {}),
            "finish": lambda: core.finish(response_id),
            "fail": lambda: core.fail(response_id, "broken"),
        }
        acts[act]()
        self.talk.take()

    @invariant()
    def at_most_one_response_runs(self) -> None:
        running: set[str] = set()
        for event in self.talk.events:
            if event["type"] == "response.created":
                running.add(event["response"]["id"])
            if event["type"] == "response.done":
                running.remove(event["response"]["id"])
            assert len(running) <= 1

    @invariant()
    def ids_of_events_and_items_are_unique(self) -> None:
        ids = Counter(event["event_id"] for event in self.talk.events)
        added = Counter(event["item"]["id"] for event in self.talk.of_type("conversation.item.added"))
        assert not [name for name, count in (ids | added).items() if count > 1]

    def teardown(self) -> None:
        """Every item that began came to its end, and so did every response, exactly once."""
        self.talk.send("response.cancel")
        while self.talk.events[-1]["type"] != "error":
            self.talk.send("response.cancel")
        for begun, ended in (
            ("response.created", "response.done"),
            ("response.output_item.added", "response.output_item.done"),
            ("response.content_part.added", "response.content_part.done"),
            ("conversation.item.added", "conversation.item.done"),
        ):
            assert len(self.talk.of_type(begun)) == len(self.talk.of_type(ended))


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
