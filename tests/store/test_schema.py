from __future__ import annotations

import pytest

from athena.errors import StoreError
from athena.store.database import Database
from tests.store.conftest import AT, QUESTION, SESSION

ID = "9f1c4f3e-0000-4000-8000-000000000001"
RESPONSE = {"response_id": ID, "session_id": SESSION, "question_id": QUESTION, "text": "", "answered_at": AT}
EVALUATION = {
    "evaluation_id": ID,
    "response_id": ID,
    "text": "",
    "flags": [],
    "feedback": "",
    "evaluator": "e",
    "evaluator_version": "1",
    "rubric_version": "1",
    "evaluated_at": AT,
}
EVIDENCE = {
    "evaluation_id": ID,
    "position": 1,
    "response_id": ID,
    "kind": "key_point",
    "rubric_id": "p",
    "text": "",
    "verdict": "met",
}
REPORT = {
    "session_id": SESSION,
    "band": "good",
    "assessed_count": 1,
    "question_count": 1,
    "assessment": "",
    "strengths": "[]",
    "weaknesses": "[]",
    "recommendations": "[]",
    "created_at": AT,
}
SUBMISSION = {
    "submission_id": ID,
    "problem_id": "p",
    "problem_version": "1",
    "employee_id": "E1",
    "code": "",
    "verdict": "passed",
    "hints_used": 0,
    "detail": "{}",
    "submitted_at": AT,
}
REVIEW = {
    "review_id": ID,
    "response_id": ID,
    "decision": "confirmed",
    "before_id": ID,
    "evaluation_id": ID,
    "reviewer": "boss",
    "reason": "",
    "reviewed_at": AT,
}
SESSION_ROW = {
    "session_id": SESSION,
    "employee_id": "E1",
    "level": "beginner",
    "question_count": 5,
    "categories": [],
    "seed": 0,
    "practice": False,
    "patience": 1.0,
    "time_limit_minutes": 45,
    "engine": "embedded",
    "model": "joe",
    "prompt_version": "",
    "status": "in_progress",
    "resumable": True,
    "started_at": AT,
}


def insert(database: Database, table: str, row: dict[str, object]) -> None:
    with database.transaction() as tx:
        tx.insert(table, row)


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan"), float("inf")])
@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("interview_responses", "score", RESPONSE | {"assessed": True}),
        ("interview_responses", "live_score", RESPONSE),
        ("response_evaluations", "score", EVALUATION),
        ("response_evidence", "credit", EVIDENCE),
        ("response_evidence", "weight", EVIDENCE),
        ("session_reports", "overall_score", REPORT),
        ("submissions", "score", SUBMISSION),
    ],
)
def test_a_score_outside_0_to_1_is_refused(
    database: Database, table: str, column: str, row: dict[str, object], score: float
) -> None:
    with pytest.raises(StoreError, match="CHECK"):
        insert(database, table, row | {column: score})


@pytest.mark.parametrize("score", [0, 0.5, 1])
@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("interview_responses", "score", RESPONSE | {"assessed": True}),
        ("response_evaluations", "score", EVALUATION),
        ("session_reports", "overall_score", REPORT),
        ("submissions", "score", SUBMISSION),
    ],
)
def test_a_score_within_0_to_1_is_kept(
    database: Database, table: str, column: str, row: dict[str, object], score: float
) -> None:
    insert(database, table, row | {column: score})
    assert database.read(f"SELECT {column} AS kept FROM {table}") == [{"kept": score}]  # noqa: S608 - own names


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("interview_responses", RESPONSE | {"assessed": True}),
        ("interview_responses", RESPONSE | {"assessed": False, "score": 0.5}),
        ("response_evidence", EVIDENCE | {"verdict": "splendid"}),
        ("response_evidence", EVIDENCE | {"kind": "misconception"}),
        ("session_reports", REPORT),
        ("session_reports", REPORT | {"overall_score": 0.5, "band": "superb"}),
        ("reviews", REVIEW | {"decision": "ignored"}),
        ("reviews", REVIEW | {"decision": "overridden"}),
        ("reviews", REVIEW | {"before_id": None}),
        ("reviews", REVIEW | {"reviewer": ""}),
        ("interview_sessions", SESSION_ROW | {"status": "lost"}),
        ("interview_sessions", SESSION_ROW | {"ended_at": AT}),
        ("interview_sessions", SESSION_ROW | {"status": "completed", "ended_at": AT}),
        ("interview_sessions", SESSION_ROW | {"question_count": 0}),
        ("interview_sessions", SESSION_ROW | {"level": "expert"}),
        ("interview_sessions", SESSION_ROW | {"session_id": "abc"}),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    database: Database, table: str, row: dict[str, object]
) -> None:
    with pytest.raises(StoreError):
        insert(database, table, row)


def test_the_rows_of_these_tests_are_sound_but_for_what_is_tried(database: Database) -> None:
    rows = {
        "interview_responses": RESPONSE,
        "response_evaluations": EVALUATION,
        "response_evidence": EVIDENCE,
        "session_reports": REPORT | {"overall_score": 0.5},
        "interview_sessions": SESSION_ROW,
        "reviews": REVIEW,
        "submissions": SUBMISSION,
    }
    for table, row in rows.items():
        insert(database, table, row)
    counts = {table: database.read(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in rows}  # noqa: S608
    assert counts == dict.fromkeys(rows, 1)


def test_no_column_holds_a_time_with_a_zone(database: Database) -> None:
    zoned = database.read(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND data_type LIKE '%TIME ZONE%'"
    )
    assert zoned == []


def test_no_foreign_keys_are_declared(database: Database) -> None:
    assert database.read("SELECT * FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'") == []
