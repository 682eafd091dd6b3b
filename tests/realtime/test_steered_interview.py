"""An interview with a server that holds no questions: what it is told, what is heard, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from athena.domain.interview import InterviewPlan, Speaker
from athena.domain.questions import Bank
from athena.realtime.questioner import Questioner
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.template import CloudTemplate
from tests.realtime.fakes import Line, ScriptedServer, call, eventually

PLAN = InterviewPlan(question_count=2, seed=5)
OFF_TOPIC = "It keeps every row of the left table."
Begin = Callable[..., LiveInterview]


def steered(begin: Begin, bank: Bank, plan: InterviewPlan = PLAN) -> LiveInterview:
    return begin(
        plan, text_only=True, questioner=Questioner(bank, plan), voice=CloudTemplate().sounding(1000)
    )


def notes(messages: list[dict[str, Any]]) -> list[str]:
    items = [message.get("item", {}) for message in messages]
    return [item["content"][0]["text"] for item in items if item.get("role") == "system"]


def asked(call_id: str, note: str, wording: str = "") -> dict[str, Any]:
    told = dict(line.split(": ", 1) for line in note.splitlines()[1:3])
    question = wording or note.splitlines()[-1]
    arguments = {
        "question": question,
        "category": told["Category"],
        "difficulty": told["Difficulty"],
    }
    return call(call_id, "log_question_asked", arguments)


def judged(call_id: str, score: float = 0.5, response: str = "An answer.") -> dict[str, Any]:
    return call(
        call_id, "log_response_evaluation", {"response": response, "score": score, "feedback": "Fine."}
    )


def takes_question(line: Line, number: int, note: str, said: str = OFF_TOPIC) -> str:
    """Ask a question, hear an answer, judge it; return the note that follows."""
    line.responds(f"q{number}", note.splitlines()[-1], asked(f"ask{number}", note))
    line.expect("conversation.item.create")
    line.hears(f"u{number}", said, previous=f"msg_q{number}")
    line.responds(f"j{number}", "Thank you.", judged(f"judge{number}"))
    output, following, create = (line.receive() for _ in range(3))
    assert output["item"]["type"] == "function_call_output"
    assert create["type"] == "response.create"
    [told] = notes([following])
    return told


def test_each_question_is_given_when_its_time_has_come_and_the_last_is_followed_by_the_end(
    server: ScriptedServer, begin: Begin, record: RecordedSession, bank: Bank
):
    interview = steered(begin, bank)
    line = server.accept()
    [first] = notes(line.welcome())
    second = takes_question(line, 1, first)
    assert second.startswith("# Question 2 of 2")
    assert interview.snapshot().question.text == first.splitlines()[-1]
    last = takes_question(line, 2, second)
    assert last.startswith("# No questions left")
    line.responds("bye", "Goodbye.", call("report", "generate_session_report", {}))
    eventually(lambda: not interview.alive)
    kept = record.interviewing.report(record.session_id)
    assert [item.question for item in kept.items] == [
        first.splitlines()[-1],
        second.splitlines()[-1],
    ]


def test_an_extra_question_is_offered_asked_and_reported_where_the_level_is_open(
    server: ScriptedServer, begin: Begin, record: RecordedSession, bank: Bank
):
    interview = steered(begin, bank, InterviewPlan(question_count=3, seed=5))
    known = {question.prompt: question.reference_answer for question in bank.questions.values()}
    line = server.accept()
    [note] = notes(line.welcome())
    for number in (1, 2):
        note = takes_question(line, number, note, known[note.splitlines()[-1]])
    note = takes_question(line, 3, note)
    heading, *_, category, difficulty, prompt = note.splitlines()
    assert heading == "# One more question?"
    last = takes_question(line, 4, "\n".join((heading, category, difficulty, prompt)))
    assert last.startswith("# No questions left")
    assert interview.snapshot().question.number == 4
    line.responds("bye", "Goodbye.", call("report", "generate_session_report", {}))
    eventually(lambda: not interview.alive)
    assert len(record.interviewing.report(record.session_id).items) == 4


def test_a_question_in_other_words_is_kept_in_the_banks_and_heard_as_it_was_said(
    server: ScriptedServer, begin: Begin, record: RecordedSession, bank: Bank
):
    interview = steered(begin, bank)
    line = server.accept()
    [note] = notes(line.welcome())
    line.responds("q1", "Well then: how about it?", asked("ask1", note, "Well then: how about it?"))
    line.expect("conversation.item.create")
    eventually(lambda: [turn.final for turn in interview.snapshot().turns] == [True])
    said, called = record.history()[-1], record.history()[0]
    assert called.arguments["question"] == note.splitlines()[-1]
    assert (said.speaker, said.text) == (Speaker.INTERVIEWER, "Well then: how about it?")


def test_the_time_being_up_no_further_question_is_given(server: ScriptedServer, begin: Begin, bank: Bank):
    interview = steered(begin, bank)
    line = server.accept()
    [note] = notes(line.welcome())
    line.responds("q1", note.splitlines()[-1], asked("ask1", note))
    line.expect("conversation.item.create")
    interview.end_politely()
    line.receive_until("response.create")
    line.responds("j1", "Thank you.", judged("judge1"))
    output, following, _ = (line.receive() for _ in range(3))
    assert output["item"]["type"] == "function_call_output"
    assert notes([following])[0].startswith("# No questions left")


def test_a_new_line_is_told_which_question_is_being_answered(
    server: ScriptedServer, begin: Begin, bank: Bank
):
    steered(begin, bank)
    line = server.accept()
    [note] = notes(line.welcome())
    line.responds("q1", note.splitlines()[-1], asked("ask1", note))
    line.expect("conversation.item.create")
    line.response_begins("r2")
    line.drop()
    again = notes(server.accept().welcome())[-1]
    assert again.splitlines()[0] == note.splitlines()[0]
    assert "answering it" in again


def test_an_interviewer_with_questions_of_its_own_is_given_none(server: ScriptedServer, begin: Begin):
    begin(PLAN, text_only=True)
    line = server.accept()
    line.emit("session.created", session={"type": "realtime"})
    configured = line.expect("session.update")["session"]["instructions"]
    line.emit("session.updated", session={"type": "realtime"})
    assert "# Questions" not in configured
    assert notes(line.receive_until("response.create")) == []
