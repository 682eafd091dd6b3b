"""Conversation items: created, placed, retrieved, truncated, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from athena.interviewer.protocol import Recognise
from tests.interviewer.protocol.talk import TOOLS, Talk, codes, types


def message(role: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "role": role, "content": [{"type": kind, "text": text}], **more}


def order_of(talk: Talk) -> list[str]:
    return [entry.text for entry in talk.core.history]


def test_a_new_item_is_added_and_done() -> None:
    talk = Talk()
    first, second = talk.type("Hello", "a"), talk.type("There", "b")
    assert types(first) == ["conversation.item.added", "conversation.item.done"]
    assert first[0]["previous_item_id"] is None
    assert [event["previous_item_id"] for event in second] == ["a", "a"]
    assert second[0]["item"]["status"] == "completed"


def test_an_item_can_stand_after_another() -> None:
    talk = Talk()
    talk.type("one", "a")
    talk.type("three", "c")
    two = message("user", "input_text", "two")
    added = talk.send("conversation.item.create", item=two, previous_item_id="a")[0]
    assert added["previous_item_id"] == "a"
    assert order_of(talk) == ["one", "two", "three"]


def test_an_item_can_stand_first() -> None:
    talk = Talk()
    talk.type("later", "a")
    first = message("system", "input_text", "first")
    added = talk.send("conversation.item.create", item=first, previous_item_id="root")[0]
    assert added["previous_item_id"] is None
    assert order_of(talk) == ["first", "later"]


def test_an_item_after_an_unknown_one_is_refused() -> None:
    item = message("user", "input_text", "x")
    events = Talk().send("conversation.item.create", item=item, previous_item_id="nowhere")
    assert codes(events) == ["item_create_invalid_previous_item_id"]


def test_an_id_is_taken_once() -> None:
    talk = Talk()
    talk.type("one", "a")
    assert codes(talk.type("two", "a")) == ["item_create_duplicate_id"]


@pytest.mark.parametrize(
    "item",
    [
        message("user", "output_text", "x"),
        message("assistant", "input_text", "x"),
        message("robot", "input_text", "x"),
        message("user", "input_text", "x", id="i" * 33),
        {"type": "mcp_call", "name": "x"},
        {"type": "item_reference", "id": "a"},
        {"role": "user"},
    ],
)
def test_an_item_of_the_wrong_shape_is_refused(item: dict[str, Any]) -> None:
    talk = Talk()
    assert len(codes(talk.send("conversation.item.create", item=item))) == 1
    assert talk.core.history == ()


def test_the_output_of_a_call_nobody_made_is_refused() -> None:
    item = {"type": "function_call_output", "call_id": "call_9", "output": "{}"}
    assert codes(Talk().send("conversation.item.create", item=item)) == ["invalid_tool_call_id"]


def test_a_replayed_call_takes_its_output() -> None:
    talk = Talk()
    call = {"type": "function_call", "name": "f", "call_id": "c1", "arguments": '{"a": 1}'}
    output = {"type": "function_call_output", "call_id": "c1", "output": "fine"}
    talk.send("conversation.item.create", item=call)
    assert codes(talk.send("conversation.item.create", item=output)) == []
    assert [(e.kind, e.call_id, e.text) for e in talk.core.history] == [
        ("call", "c1", ""),
        ("output", "c1", "fine"),
    ]


def test_an_item_can_be_retrieved() -> None:
    talk = Talk()
    talk.type("Hello", "a")
    event = talk.send("conversation.item.retrieve", item_id="a")[0]
    assert event["item"]["content"] == [{"type": "input_text", "text": "Hello"}]


def test_a_spoken_item_is_retrieved_with_its_words() -> None:
    talk = Talk()
    item_id = talk.speak("A left join.")
    event = talk.send("conversation.item.retrieve", item_id=item_id)[0]
    assert event["item"]["content"][0]["transcript"] == "A left join."


def test_a_deleted_item_is_gone() -> None:
    talk = Talk()
    talk.type("Hello", "a")
    assert types(talk.send("conversation.item.delete", item_id="a")) == ["conversation.item.deleted"]
    assert talk.core.history == ()
    assert codes(talk.send("conversation.item.delete", item_id="a")) == ["item_delete_invalid_item_id"]


def test_audio_in_an_item_is_recognised_and_not_echoed() -> None:
    talk = Talk()
    item = {"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": "AAAA"}]}
    events = talk.send("conversation.item.create", item=item)
    assert "audio" not in events[0]["item"]["content"][0]
    assert talk.wanted(Recognise)[0].audio == bytes(3)


def truncate(talk: Talk, item_id: str, ms: int) -> list[dict[str, Any]]:
    return talk.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=ms)


def spoken(talk: Talk) -> str:
    """Have the interviewer say two sentences of a second each; return the item's id."""
    talk.send("response.create")
    talk.reply("What is a join?", "Take your time please.", ms=1_000)
    return str(talk.of_type("response.output_item.done")[-1]["item"]["id"])


def test_a_truncated_item_keeps_only_what_was_heard() -> None:
    talk = Talk()
    item_id = spoken(talk)
    events = truncate(talk, item_id, 1_500)
    assert types(events) == ["conversation.item.truncated"]
    (entry,) = talk.core.history
    assert (entry.text, entry.interrupted) == ("What is a join? Take your", True)


def test_the_transcript_of_a_truncated_item_is_deleted() -> None:
    talk = Talk()
    item_id = spoken(talk)
    truncate(talk, item_id, 100)
    item = talk.send("conversation.item.retrieve", item_id=item_id)[0]["item"]
    assert item["content"][0]["transcript"] == ""


def test_audio_cannot_be_cut_where_there_is_none() -> None:
    talk = Talk()
    events = truncate(talk, spoken(talk), 2_001)
    assert codes(events) == ["invalid_value"]
    assert "already shorter" in events[0]["error"]["message"]


def test_only_the_interviewers_audio_is_cut() -> None:
    talk = Talk()
    talk.type("Hello", "a")
    assert codes(truncate(talk, "a", 1)) == ["invalid_value"]


def test_a_call_the_client_never_declared_stays_unseen() -> None:
    talk = Talk()
    talk.type("Hello", "a")
    talk.send("response.create")
    talk.reply("Hi.", calls=(("log_question_asked", {"question": "q"}),))
    assert not talk.of_type("response.function_call_arguments.done")
    kinds = [entry.kind for entry in talk.core.history]
    assert kinds == ["candidate", "call", "output", "interviewer"]


def test_an_unseen_call_counts_only_when_its_response_is_complete() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.core.call(talk.composing.response_id, "log_question_asked", {})
    talk.core.speech_started(0)
    talk.take()
    assert [entry.kind for entry in talk.core.history] == ["call"]


def test_items_after_an_unseen_call_follow_what_the_client_knows() -> None:
    talk = Talk()
    talk.type("Hello", "a")
    talk.send("response.create")
    talk.reply(calls=(("log_question_asked", {}),))
    assert talk.type("More", "b")[0]["previous_item_id"] == "a"


def test_the_output_of_a_declared_call_replaces_the_assumed_one() -> None:
    talk = Talk(tools=TOOLS)
    talk.send("response.create")
    talk.reply("Hi.", calls=(("log_question_asked", {"question": "q"}),))
    call_id = talk.of_type("response.function_call_arguments.done")[0]["call_id"]
    before = [(entry.kind, entry.text) for entry in talk.core.history]
    item = {"type": "function_call_output", "call_id": call_id, "output": "logged"}
    talk.send("conversation.item.create", item=item)
    after = [(entry.kind, entry.text) for entry in talk.core.history]
    assert before == [("call", ""), ("output", ""), ("interviewer", "Hi.")]
    assert after == [("call", ""), ("interviewer", "Hi."), ("output", "logged")]


def test_a_call_cut_off_by_the_candidate_counts_as_never_made() -> None:
    talk = Talk(tools=TOOLS)
    talk.send("response.create")
    talk.core.call(talk.composing.response_id, "log_question_asked", {})
    talk.core.speech_started(0)
    talk.take()
    assert [entry.kind for entry in talk.core.history] == ["call"]
