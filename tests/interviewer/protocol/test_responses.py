"""Responses: the order of their events, how they end, what they read."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from athena.domain.interview import InterviewPlan, plan_section
from athena.interviewer.protocol import Abandon, Compose
from tests.interviewer.protocol.talk import TOOLS, Talk, codes, types

ASKED = ("log_question_asked", {"question": "What is a join?", "category": "joins"})


def done(talk: Talk) -> dict[str, Any]:
    response: dict[str, Any] = talk.of_type("response.done")[-1]["response"]
    return response


def test_a_spoken_response_tells_its_events_in_order() -> None:
    talk = Talk()
    events = talk.send("response.create") + talk.reply("Hello.")
    assert types(events) == [
        "response.created",
        "response.output_item.added",
        "conversation.item.added",
        "response.content_part.added",
        "response.output_audio_transcript.delta",
        "response.output_audio.delta",
        "response.output_audio.done",
        "response.output_audio_transcript.done",
        "response.content_part.done",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
        "rate_limits.updated",
    ]


def test_a_written_response_tells_its_events_in_order() -> None:
    talk = Talk(output_modalities=["text"])
    talk.send("response.create")
    assert types(talk.reply("Hello.")) == [
        "response.output_item.added",
        "conversation.item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
        "rate_limits.updated",
    ]


def test_calls_come_before_the_message() -> None:
    talk = Talk(tools=TOOLS)
    talk.send("response.create")
    events = talk.reply("What is a join?", calls=(ASKED,))
    assert types(events)[:6] == [
        "response.output_item.added",
        "conversation.item.added",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "conversation.item.done",
        "response.output_item.done",
    ]
    assert [item["type"] for item in done(talk)["output"]] == ["function_call", "message"]
    assert [
        event["output_index"]
        for event in events
        if event["type"].endswith("item.added") and "output_index" in event
    ] == [0, 1]


def test_a_call_carries_name_and_arguments() -> None:
    talk = Talk(tools=TOOLS)
    talk.send("response.create")
    talk.reply(calls=(ASKED,))
    call = talk.of_type("response.function_call_arguments.done")[0]
    assert call["name"] == "log_question_asked"
    assert orjson.loads(call["arguments"]) == ASKED[1]
    assert len(call["call_id"]) <= 32
    assert done(talk)["output"][0]["arguments"] == call["arguments"]


def test_sentences_join_to_one_transcript() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.reply("Hello.", "How are you?")
    deltas = [event["delta"] for event in talk.of_type("response.output_audio_transcript.delta")]
    assert "".join(deltas) == "Hello. How are you?"
    assert talk.of_type("response.output_audio_transcript.done")[0]["transcript"] == "Hello. How are you?"
    assert done(talk)["output"][0]["content"][0]["transcript"] == "Hello. How are you?"


def test_a_response_with_nothing_to_say_completes_empty() -> None:
    talk = Talk()
    talk.send("response.create")
    assert types(talk.reply()) == ["response.done", "rate_limits.updated"]
    assert (done(talk)["status"], done(talk)["output"]) == ("completed", [])


def test_every_response_tells_its_usage() -> None:
    talk = Talk()
    talk.type("Hello there")
    talk.send("response.create")
    talk.reply("Hello.", ms=1_000)
    usage = done(talk)["usage"]
    assert usage["output_token_details"] == {"text_tokens": 2, "audio_tokens": 20}
    assert usage["input_token_details"]["text_tokens"] == 3
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_metadata_comes_back() -> None:
    talk = Talk()
    created = talk.send("response.create", response={"metadata": {"topic": "joins"}})[0]
    talk.reply()
    assert created["response"]["metadata"] == done(talk)["metadata"] == {"topic": "joins"}


def test_a_second_response_is_refused_while_one_runs() -> None:
    talk = Talk()
    talk.send("response.create")
    assert codes(talk.send("response.create")) == ["conversation_already_has_active_response"]


def test_a_client_cancels() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.say("Hello.")
    events = talk.send("response.cancel")
    assert types(events) == [
        "response.output_audio.done",
        "response.output_audio_transcript.done",
        "response.content_part.done",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
        "rate_limits.updated",
    ]
    assert done(talk)["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}
    assert done(talk)["output"][0]["status"] == "incomplete"
    assert talk.wanted(Abandon) == [Abandon(talk.composing.response_id)]


def test_cancelling_nothing_is_refused() -> None:
    talk = Talk()
    assert codes(talk.send("response.cancel")) == ["response_cancel_not_active"]
    talk.send("response.create")
    assert codes(talk.send("response.cancel", response_id="other")) == ["response_cancel_not_active"]


def test_the_candidate_interrupts() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.say("Hello.")
    talk.core.speech_started(0)
    talk.take()
    assert done(talk)["status_details"]["reason"] == "turn_detected"
    assert talk.core.history[-1].interrupted


def test_an_interviewer_who_may_not_be_interrupted_finishes_first() -> None:
    talk = Talk(audio={"input": {"turn_detection": {"type": "server_vad", "interrupt_response": False}}})
    talk.send("response.create")
    first = talk.composing
    talk.speak()
    assert len(talk.of_type("response.created")) == 1
    talk.core.finish(first.response_id)
    assert types(talk.take())[-1] == "response.created"


def test_what_comes_late_for_a_cancelled_response_is_dropped() -> None:
    talk = Talk()
    talk.send("response.create")
    old = talk.composing.response_id
    talk.send("response.cancel")
    talk.core.say(old, "Late.")
    talk.core.audio(old, bytes(960))
    talk.core.call(old, "f", {})
    talk.core.finish(old)
    talk.core.fail(old, "Late.")
    assert talk.take() == []


def test_a_failed_response_says_why() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.core.fail(talk.composing.response_id, "No voice.")
    talk.take()
    assert done(talk)["status"] == "failed"
    assert done(talk)["status_details"]["error"]["message"] == "No voice."


def test_a_response_waits_for_the_words_it_answers() -> None:
    talk = Talk()
    item_id = talk.speak(None)
    assert not talk.wanted(Compose)
    talk.hear(item_id, "A left join.")
    assert talk.composing.history[-1].text == "A left join."


def test_a_response_waits_for_all_words() -> None:
    talk = Talk()
    first, second = talk.speak(None), talk.speak(None)
    talk.hear(second, "second")
    assert not talk.wanted(Compose)
    talk.hear(first, "first")
    assert [entry.text for entry in talk.composing.history] == ["first", "second"]


def test_a_response_does_not_wait_for_a_deleted_item() -> None:
    talk = Talk()
    item_id = talk.speak(None)
    talk.send("conversation.item.delete", item_id=item_id)
    assert talk.wanted(Compose)


@pytest.mark.parametrize(("text", "confidence"), [("", -0.2), ("mumble", -1.2)])
def test_what_nobody_could_make_out_is_unclear(text: str, confidence: float) -> None:
    talk = Talk()
    talk.hear(talk.speak(None), text, confidence)
    entry = talk.composing.history[-1]
    assert (entry.text, entry.unclear) == ("", True)


def test_a_failed_recognition_is_unclear() -> None:
    talk = Talk()
    talk.core.recognition_failed(talk.speak(None), "broken")
    talk.take()
    assert talk.composing.history[-1].unclear


def test_the_plan_comes_from_the_instructions() -> None:
    plan = InterviewPlan(question_count=3, seed=7)
    talk = Talk(instructions=f"Interview.\n{plan_section(plan)}")
    talk.send("response.create", response={"instructions": "Be brief."})
    assert talk.composing.plan == plan


def test_a_response_can_bring_its_own_plan() -> None:
    plan = InterviewPlan(question_count=2)
    talk = Talk(instructions=plan_section(InterviewPlan(question_count=9)))
    talk.send("response.create", response={"instructions": plan_section(plan)})
    assert talk.composing.plan == plan


def test_a_response_outside_the_conversation_leaves_no_trace_in_it() -> None:
    talk = Talk()
    talk.send("response.create", response={"conversation": "none"})
    events = talk.reply("A remark.", calls=(ASKED,))
    assert not [name for name in types(events) if name.startswith("conversation.")]
    assert talk.core.history == ()
    assert done(talk)["conversation_id"] is None
    assert done(talk)["output"][0]["content"][0]["transcript"] == "A remark."


def test_a_response_reads_its_own_input() -> None:
    talk = Talk()
    talk.type("in the conversation", "a")
    said = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "for this alone"}]}
    reference = {"type": "item_reference", "id": "a"}
    talk.send("response.create", response={"conversation": "none", "input": [reference, said]})
    assert [entry.text for entry in talk.composing.history] == ["in the conversation", "for this alone"]


def test_a_response_can_be_written_in_a_spoken_session() -> None:
    talk = Talk()
    talk.send("response.create", response={"output_modalities": ["text"]})
    talk.reply("Hello.")
    assert talk.of_type("response.output_text.done")[0]["text"] == "Hello."
    assert done(talk)["output_modalities"] == ["text"]


@pytest.mark.parametrize("response", [{"tool_choice": "none"}, {"tools": []}])
def test_a_response_can_do_without_tools(response: dict[str, Any]) -> None:
    talk = Talk(tools=TOOLS)
    talk.send("response.create", response=response)
    talk.reply("Hi.", calls=(ASKED,))
    assert not talk.of_type("response.function_call_arguments.done")


def test_a_response_without_a_voice_is_its_transcript() -> None:
    talk = Talk(hears=False)
    talk.send("response.create")
    talk.core.say(talk.composing.response_id, "Hello.")
    talk.core.finish(talk.composing.response_id)
    names = types(talk.take())
    assert "response.output_audio_transcript.done" in names
    assert "response.output_audio.delta" not in names
