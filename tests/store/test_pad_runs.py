from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from athena.errors import StoreError
from athena.store import pad_runs
from athena.store.database import Database
from athena.store.pad_runs import PadRun
from tests.store.conftest import AT, QUESTION, SESSION

RUN = PadRun(
    str(uuid4()), SESSION, QUESTION, "run", "SELECT 1", "wrong", None, "One row is missing.", 3.5, AT
)
SUBMIT = replace(
    RUN, run_id=str(uuid4()), kind="submit", score=0.6, question_id=SESSION, ran_at=AT + timedelta(minutes=1)
)


def test_runs_come_back_as_they_were_the_oldest_first(database: Database) -> None:
    with database.transaction() as tx:
        pad_runs.add(tx, SUBMIT)
        pad_runs.add(tx, RUN)
    assert pad_runs.of_session(database, SESSION) == [RUN, SUBMIT]
    assert pad_runs.of_question(database, QUESTION) == [RUN]


@pytest.mark.parametrize("change", [{"kind": "guess"}, {"score": 1.5}])
def test_a_run_that_cannot_be_is_refused(database: Database, change: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="CHECK"), database.transaction() as tx:
        pad_runs.add(tx, replace(RUN, **change))  # type: ignore[arg-type]
