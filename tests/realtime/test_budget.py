"""What interviews cost, and how a budget ends one: politely, at the boundary of a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from athena.domain.cost import Price, Purse, Rate
from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.realtime import replay
from athena.realtime.questioner import Questioner
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.template import CloudTemplate
from athena.services.spending import Spending, Spendings
from tests.realtime.fakes import USAGE, Ledger, ScriptedServer, call, eventually
from tests.realtime.test_steered_interview import asked, judged, notes

PLAN = InterviewPlan(question_count=3, seed=5)
DOLLAR_A_TOKEN = Rate(1e6, 1e6, 1e6)
PRICE = Price(DOLLAR_A_TOKEN, DOLLAR_A_TOKEN)
RESPONSE_USD = float(USAGE["input_tokens"] + USAGE["output_tokens"])
Start = Callable[[Purse], LiveInterview]


@pytest.fixture
def start(server: ScriptedServer, record: RecordedSession, bank: Bank):
    """Starts a steered interview in the cloud that pays from a purse."""
    begun: list[LiveInterview] = []

    def start_(purse: Purse) -> LiveInterview:
        endpoint = replace(server.endpoint, engine="openai", model="gpt-a")
        interview = LiveInterview(
            Ledger(record),
            endpoint,
            PLAN,
            text_only=True,
            questioner=Questioner(bank, PLAN),
            voice=CloudTemplate().sounding(1000),
            purse=purse,
        )
        begun.append(interview)
        interview.start()
        return interview

    yield start_
    for interview in begun:
        interview.stop()


def test_what_it_costs_to_write_answers_down_is_on_the_bill_of_the_model_that_does_it(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    start(Purse(PRICE, transcription=Price(minute=6.0)))
    line = server.accept()
    line.welcome()
    line.hears("u1", "It keeps every row.")
    [spent] = eventually(lambda: bills(record, "gpt-live-transcribe"))
    assert (spent.responses, spent.cost_usd) == (1, pytest.approx(0.1))


def test_a_transcript_that_is_told_twice_is_paid_once(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    start(Purse(PRICE, transcription=Price(minute=6.0)))
    line = server.accept()
    line.welcome()
    line.hears("u1", "It keeps every row.")
    line.transcribes("u1", "It keeps every row.")
    line.responds("r1", "Thank you.")
    eventually(lambda: bills(record, "gpt-a"))
    [spent] = bills(record, "gpt-live-transcribe")
    assert spent.responses == 1


def bills(record: RecordedSession, model: str) -> list[Spending]:
    spendings = Spendings(record.interviewing._database).of_session(record.session_id)
    return [spending for spending in spendings if spending.model == model]


def test_a_spent_budget_ends_the_interview_after_the_answer_with_nothing_lost(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    interview = start(Purse(PRICE, session_limit=RESPONSE_USD))
    line = server.accept()
    [note] = notes(line.welcome())
    line.responds("q1", note.splitlines()[-1], asked("ask1", note))
    sent = [line.receive(), line.receive()]
    assert replay.BUDGET_SPENT in notes(sent)
    line.hears("u1", "It keeps every row of the left table.", previous="msg_q1")
    line.responds("j1", "Thank you, that is all for today.", judged("judge1"))
    following = notes(line.receive_until("response.create"))
    assert following[0].startswith("# No questions left")
    line.responds("bye", "Goodbye.", call("report", "generate_session_report", {}))
    eventually(lambda: not interview.alive)
    assert interview.snapshot().completed
    [item] = record.interviewing.report(record.session_id).items
    assert item.answer == "It keeps every row of the left table."


def test_the_interviewer_is_told_once_and_told_again_on_a_new_line(server: ScriptedServer, start: Start):
    start(Purse(PRICE, session_limit=RESPONSE_USD))
    line = server.accept()
    line.welcome()
    line.responds("r1", "Hello.")
    assert notes([line.receive()]) == [replay.BUDGET_SPENT]
    line.responds("r2", "Well.")
    assert line.says_nothing_for(0.2)
    line.response_begins("r3")
    line.drop()
    assert replay.BUDGET_SPENT in notes(server.accept().welcome())


def test_the_budget_of_the_day_counts_what_other_sessions_cost(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    use = record.interviewing
    other = use.open_session("E100", PLAN, "openai", "gpt-a")
    use.record_usage(other.session_id, "r0", "gpt-a", {}, 100.0)
    start(Purse(PRICE, day_limit=100.0 + RESPONSE_USD))
    line = server.accept()
    line.welcome()
    line.responds("r1", "Hello.")
    assert notes([line.receive()]) == [replay.BUDGET_SPENT]


def test_an_interview_within_its_budget_goes_on(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    start(Purse(PRICE, session_limit=RESPONSE_USD + 1, day_limit=RESPONSE_USD + 1))
    line = server.accept()
    line.welcome()
    line.responds("r1", "Hello.")
    eventually(lambda: record.interviewing.spent(record.session_id).session == RESPONSE_USD)
    assert line.says_nothing_for(0.2)


def test_a_model_without_a_price_is_interviewed_with_and_its_cost_kept_as_unknown(
    server: ScriptedServer, start: Start, record: RecordedSession
):
    interview = start(Purse(None, session_limit=0.01))
    line = server.accept()
    line.welcome()
    line.responds("r1", "Hello.")
    assert line.says_nothing_for(0.2)
    interview.stop()
    assert record.interviewing.spent(record.session_id).session == 0
