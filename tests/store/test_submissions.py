from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from athena.store import submissions
from athena.store.database import Database
from athena.store.submissions import Submission, Tries
from tests.store.conftest import AT

WRONG = Submission(str(uuid4()), "boxes", "1+a", "E1", "SELECT 1", "wrong", 0.4, 2, AT, 12.5, 900)


def add(database: Database, *given: Submission) -> None:
    with database.transaction() as tx:
        for one in given:
            submissions.add(tx, one)


def another(minutes: int, **changes: object) -> Submission:
    new = replace(WRONG, submission_id=str(uuid4()), submitted_at=AT + timedelta(minutes=minutes))
    return replace(new, **changes)  # type: ignore[arg-type]


def test_a_submission_comes_back_as_it_was(database: Database) -> None:
    whole = replace(WRONG, detail={"reasons": ["Two rows are missing."]})
    add(database, whole)
    assert submissions.history(database, "E1", "boxes") == [whole]


def test_the_history_is_newest_first_and_of_one_person_and_problem(database: Database) -> None:
    later = another(5)
    add(database, WRONG, later, another(1, employee_id="E2"), another(2, problem_id="crates"))
    assert submissions.history(database, "E1", "boxes") == [later, WRONG]


def test_tries_tell_the_best_of_a_problem(database: Database) -> None:
    passed = another(1, verdict="passed", score=1.0)
    add(database, WRONG, passed, another(2), another(3, problem_id="crates", score=None))
    assert submissions.tries(database, "E1") == {
        "boxes": Tries(3, 1.0, passed=True),
        "crates": Tries(1, None, passed=False),
    }
