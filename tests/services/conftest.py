from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.grading.bench import WRITTEN, QueryBench
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.small import PLAN, interviewing_on


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database.open(":memory:")
    yield database
    database.close()


@pytest.fixture
def interviewing(database: Database) -> Interviewing:
    return interviewing_on(database)


@pytest.fixture
def session(interviewing: Interviewing) -> Session:
    """An interview of Jo that has just begun."""
    interviewing.admit("E1", "Jo Lee", "Data")
    return interviewing.open_session("E1", PLAN, "embedded", "joe")


@pytest.fixture(scope="session")
def bench() -> Iterator[QueryBench]:
    """A real sandbox with a grader; the data of a task is built once."""
    sandbox = Sandbox()
    grader = Grader(sandbox, effort=WRITTEN)
    yield QueryBench(sandbox, grader)
    grader.close()
    sandbox.close()
