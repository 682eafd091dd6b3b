from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.realtime.backoff import Backoff
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.realtime.fakes import ScriptedServer, scripted_server

PLAN = InterviewPlan(question_count=4, practice=True)


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank(DEFAULT_FOLDER)


@pytest.fixture
def record(bank: Bank) -> Iterator[RecordedSession]:
    """A new session in an empty store."""
    database = Database.open(":memory:")
    interviewing = Interviewing(database, bank, evaluator=offline_evaluator(bank))
    interviewing.admit("E100", "Ada Novak", "Data")
    session = interviewing.open_session("E100", PLAN, "embedded", "athena-local")
    yield RecordedSession(interviewing, session.session_id)
    database.close()


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture
def begin(server: ScriptedServer, record: RecordedSession) -> Iterator[Callable[..., LiveInterview]]:
    """Starts interviews with the scripted server, and stops them in the end."""
    begun: list[LiveInterview] = []

    def begin_(plan: InterviewPlan = PLAN, **options: Any) -> LiveInterview:
        options.setdefault("backoff", Backoff(first=0.01))
        interview = LiveInterview(record, server.endpoint, plan, **options)
        begun.append(interview)
        interview.start()
        return interview

    yield begin_
    for interview in begun:
        interview.stop()
