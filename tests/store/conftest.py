from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from athena.domain.interview import Category, Difficulty, InterviewPlan, SessionStatus
from athena.domain.people import Employee
from athena.store import employees, questions, sessions
from athena.store.database import Database
from athena.store.questions import AskedQuestion
from athena.store.sessions import Session

AT = datetime(2026, 3, 1, 9, 30)
SESSION = "0f8fad5b-d9cb-469f-a165-70867728950e"
QUESTION = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database.open(":memory:")
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Session:
    """A session in progress with its employee."""
    jo = Employee("E1", "Jo Lee", "Data")
    plan = InterviewPlan(Difficulty.ADVANCED, 6, (Category.JOINS, Category.CTE), 7, True, 1.5, 30)
    session = Session(SESSION, jo, plan, "embedded", "joe", SessionStatus.IN_PROGRESS, AT)
    with database.transaction() as tx:
        employees.add(tx, jo, AT)
        sessions.add(tx, session)
    return session


@pytest.fixture
def question(database: Database, session: Session) -> AskedQuestion:
    """A question asked in the session."""
    asked = AskedQuestion(
        QUESTION,
        SESSION,
        1,
        "joins-1",
        "What is a join?",
        Category.JOINS,
        Difficulty.BEGINNER,
        AT,
        ("joins",),
    )
    with database.transaction() as tx:
        questions.add(tx, asked, 1)
    return asked
