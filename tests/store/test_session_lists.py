from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from athena.domain.interview import Channel, Difficulty, InterviewPlan, SessionStatus, Speaker
from athena.domain.people import Employee
from athena.store import employees, engines, session_lists, sessions, turns
from athena.store.database import Database
from athena.store.engines import EngineUse
from athena.store.session_lists import Wanted
from athena.store.sessions import Session
from athena.store.turns import StoredTurn, TurnHeard

AT = datetime(2026, 3, 1, 9, 30)
ADA, BOB = Employee("E1", "Ada Novak", "Data"), Employee("E2", "Bob Stone")
OLD = Session(
    "00000000-0000-4000-8000-000000000001",
    ADA,
    InterviewPlan(Difficulty.BEGINNER),
    "embedded",
    "m",
    SessionStatus.COMPLETED,
    AT,
    AT,
)
NEW = replace(
    OLD,
    session_id="00000000-0000-4000-8000-000000000002",
    employee=BOB,
    plan=InterviewPlan(Difficulty.ADVANCED),
    engine="openai",
    status=SessionStatus.IN_PROGRESS,
    started_at=AT + timedelta(days=10),
    ended_at=None,
)


@pytest.fixture
def filled(database: Database) -> Database:
    """An ended session of Ada, and a newer one of Bob that runs and said something about 100% of keys."""
    heard = TurnHeard("i1", Speaker.CANDIDATE, "A Key is 100% unique.", Channel.VOICE, 0, 9)
    with database.transaction() as tx:
        for session in (OLD, NEW):
            employees.add(tx, session.employee, AT)
            sessions.add(tx, session)
        turns.put(tx, NEW.session_id, StoredTurn(heard, 1, None, False), AT)
        engines.add(tx, OLD.session_id, 1, EngineUse("azure", "m", "", AT))
    return database


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [NEW, OLD]),
        (Wanted(status=SessionStatus.COMPLETED), [OLD]),
        (Wanted(status=SessionStatus.ABANDONED), []),
        (Wanted(level=Difficulty.ADVANCED), [NEW]),
        (Wanted(engine="openai"), [NEW]),
        (Wanted(engine="azure"), [OLD]),
        (Wanted(employee_id="E1"), [OLD]),
        (Wanted(since=AT + timedelta(days=1)), [NEW]),
        (Wanted(since=AT), [NEW, OLD]),
        (Wanted(words=" ADA "), [OLD]),
        (Wanted(words="data"), [OLD]),
        (Wanted(words="e2"), [NEW]),
        (Wanted(words="a key IS"), [NEW]),
        (Wanted(words="100%"), [NEW]),
        (Wanted(words="%"), [NEW]),
        (Wanted(words="'; DROP TABLE employees; --"), []),
        (Wanted(flagged=True), []),
        (Wanted(level=Difficulty.ADVANCED, employee_id="E1"), []),
    ],
)
def test_what_is_wanted_is_found_newest_first_and_counted(
    filled: Database, wanted: Wanted, found: list[Session]
) -> None:
    assert session_lists.find(filled, wanted, 10) == found
    assert session_lists.count(filled, wanted) == len(found)


def test_a_page_of_the_list_is_read_at_its_place(filled: Database) -> None:
    assert session_lists.find(filled, Wanted(), 1, 1) == [OLD]


def test_the_choices_are_the_engines_and_people_there_are(filled: Database) -> None:
    with filled.transaction() as tx:
        employees.add(tx, Employee("E3", "Nobody Yet"), AT)
    choices = session_lists.choices(filled)
    assert choices.engines == ("azure", "embedded", "openai")
    assert choices.people == (ADA, BOB)
