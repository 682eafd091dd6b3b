from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from athena.domain.evaluation import Evaluation
from athena.domain.interview import SessionStatus
from athena.domain.questions import Question
from athena.services.evaluation_budget import Budget
from athena.services.interviewing import Interviewing
from athena.services.openai_evaluation import OpenAIEvaluator
from athena.services.rescoring import RECENT, Rescoring
from athena.services.second_reading import SecondReading
from athena.store.database import Database
from tests.services.fakes_openai import ScriptedOpenAI, fault, serving, verdicts
from tests.services.small import AT, BANK, JOINS, OFFLINE, PLAN, ask, interviewing_on, said, ticking

SAID = "It also returns the rows nobody matched, with blanks on the right."
HONEST = verdicts(
    {"unmatched": ("met", "the rows nobody matched"), "padding": ("met", "blanks on the right")}
)


@pytest.fixture
def server(database: Database) -> Iterator[tuple[ScriptedOpenAI, SecondReading]]:
    """A model that judges well, and the second reading that asks it."""
    with serving(HONEST) as (server, client):
        rescoring = Rescoring(database, BANK, now=ticking())
        reading = SecondReading(rescoring, lambda _: OpenAIEvaluator(client, "judge", OFFLINE, Budget(1.0)))
        yield server, reading
        reading.close()


def interviewed(database: Database, reading: SecondReading) -> tuple[Interviewing, str]:
    interviewing = Interviewing(database, BANK, evaluator=OFFLINE, now=ticking(), on_ended=reading.submit)
    return interviewing, answered(interviewing)


def answered(interviewing: Interviewing) -> str:
    interviewing.admit("E1", "Jo Lee")
    session_id = interviewing.open_session("E1", PLAN, "openai", "m").session_id
    ask(interviewing, session_id, JOINS)
    interviewing.record_turn(session_id, said("c", SAID))
    interviewing.log_response_evaluation(session_id, "e", SAID, 0.5, "")
    return session_id


def test_while_the_interview_runs_no_model_is_asked(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    interviewed(database, server[1])
    server[1].wait()
    assert server[0].requests == []


def test_after_the_end_the_model_is_asked_once_and_its_judgement_counts(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    interviewing, session_id = interviewed(database, server[1])
    interviewing.generate_session_report(session_id, "g")
    interviewing.close(session_id, SessionStatus.COMPLETED)
    server[1].wait()
    assert len(server[0].requests) == 1
    assert interviewing.report(session_id).overall_score == 1.0


def test_nobody_is_named_to_the_model(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    interviewing, session_id = interviewed(database, server[1])
    interviewing.close(session_id, SessionStatus.COMPLETED)
    server[1].wait()
    sent = str(server[0].requests)
    assert not any(word in sent for word in ("Jo Lee", "E1", session_id))


def test_an_interview_that_fails_does_not_stop_the_next(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    server[1].submit("no such interview")
    interviewing, session_id = interviewed(database, server[1])
    interviewing.close(session_id, SessionStatus.COMPLETED)
    server[1].wait()
    assert interviewing.report(session_id).overall_score == 1.0


def test_a_reading_that_was_interrupted_is_taken_up_at_the_next_start(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    interviewing = interviewing_on(database)
    session_id = answered(interviewing)
    interviewing.close(session_id, SessionStatus.COMPLETED)
    server[1].resume()
    server[1].wait()
    assert interviewing.report(session_id).overall_score == 1.0


def test_what_was_read_or_asked_in_vain_is_not_read_again(
    database: Database, server: tuple[ScriptedOpenAI, SecondReading]
) -> None:
    server[0].script = [HONEST, fault(400)]
    for _ in range(2):
        interviewing, session_id = interviewed(database, server[1])
        interviewing.close(session_id, SessionStatus.COMPLETED)
    server[1].wait()
    server[1].resume()
    server[1].wait()
    assert len(server[0].requests) == 2


def test_an_interview_of_long_ago_is_left_as_it_is(database: Database) -> None:
    interviewing = interviewing_on(database)
    interviewing.close(answered(interviewing), SessionStatus.COMPLETED)
    later = Rescoring(database, BANK, now=lambda: AT + RECENT + timedelta(days=1))
    assert later.unread() == []


def test_closing_leaves_what_still_waits(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()
    judged: list[str] = []

    def slow(question: Question, text: str) -> Evaluation:
        begun.set()
        assert go_on.wait(10)
        judged.append(text)
        return OFFLINE(question, text)

    reading = SecondReading(Rescoring(database, BANK, now=ticking()), lambda _: slow)
    interviewing, session_id = interviewed(database, reading)
    interviewing.close(session_id, SessionStatus.COMPLETED)
    assert begun.wait(10)
    reading.submit(session_id)
    closing = threading.Thread(target=reading.close, args=(10,))
    closing.start()
    go_on.set()
    closing.join()
    assert judged == [SAID]
