from __future__ import annotations

from collections.abc import Callable

from athena.domain.interview import Speaker
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from tests.realtime.fakes import ScriptedServer, call, eventually

Begin = Callable[..., LiveInterview]
QUESTION = {"question": "What does a left join keep?", "category": "joins", "difficulty": "beginner"}


def test_an_interview_is_configured_and_greets(server: ScriptedServer, begin: Begin):
    interview = begin()
    line = server.accept()
    line.emit("session.created", session={"type": "realtime"})
    session = line.expect("session.update")["session"]
    line.emit("session.updated", session={"type": "realtime"})
    line.expect("response.create")
    assert "# Interview plan" in session["instructions"]
    assert {tool["name"] for tool in session["tools"]} >= {"log_question_asked", "generate_session_report"}
    assert interview.snapshot().state is LiveState.THINKING


def test_a_spoken_answer_is_in_the_store_before_it_counts_as_final(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "Welcome. What does a left join keep?")
    line.hears("u1", "It keeps all rows of the left table.", previous="msg_r1")
    eventually(lambda: [t.final for t in interview.snapshot().turns] == [True, True])
    assert [(item.speaker, item.text) for item in record.history()] == [
        (Speaker.INTERVIEWER, "Welcome. What does a left join keep?"),
        (Speaker.CANDIDATE, "It keeps all rows of the left table."),
    ]


def test_a_call_is_carried_out_and_its_output_sent_without_a_second_response(
    server: ScriptedServer, begin: Begin
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "What does a left join keep?", call("c1", "log_question_asked", QUESTION))
    output = line.expect("conversation.item.create")["item"]
    assert output["type"] == "function_call_output"
    assert output["call_id"] == "c1"
    assert interview.snapshot().question.number == 1
    assert line.says_nothing_for(0.2)
