"""The copy for those who may not see names: no name, no ID and no word of anybody is in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from athena.store import pseudonyms, snapshot
from athena.store.database import Database
from tests.store.test_snapshot import SESSION, rows

CANARIES: Final = (
    "canary-id",
    "Canary Name",
    "canary said",
    "canary was told",
    "canary asked",
    "canary wrote",
)
SUMMARY: Final = "canary summary"
ID: Final = SESSION["session_id"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "a.duckdb", folders=[tmp_path])
    with database.transaction() as tx:
        at = SESSION["started_at"]
        tx.insert(
            "employees",
            {
                "employee_id": "canary-id",
                "identity": "canary-id",
                "name": "Canary Name",
                "department": "Data",
                "created_at": at,
            },
        )
        tx.insert("interview_sessions", SESSION | {"employee_id": "canary-id"})
        tx.insert(
            "interview_questions",
            {
                "question_id": ID,
                "session_id": ID,
                "ordinal": 1,
                "bank_question_id": "joins-1",
                "category": "joins",
                "difficulty": "beginner",
                "skills": ["joins"],
                "text": "canary asked",
                "hints": 0,
                "last_position": 0,
                "asked_at": at,
            },
        )
        tx.insert(
            "interview_responses",
            {
                "response_id": ID,
                "session_id": ID,
                "question_id": ID,
                "text": "canary said",
                "score": 0.5,
                "assessed": True,
                "feedback": "canary was told",
                "started_ms": 1000,
                "ended_ms": 3500,
                "answered_at": at,
            },
        )
        tx.insert("session_reports", {"session_id": ID, "overall_score": 0.5, "band": "good"} | _report(at))
        tx.insert("submissions", _submission(at))
    yield database
    database.close()


def _report(at: object) -> dict[str, object]:
    findings = dict.fromkeys(("strengths", "weaknesses", "recommendations"), f'[{{"text": "{SUMMARY}"}}]')
    return {"assessed_count": 1, "question_count": 1, "assessment": SUMMARY, "created_at": at} | findings


def _submission(at: object) -> dict[str, object]:
    return {
        "submission_id": ID,
        "problem_id": "p",
        "problem_version": "1",
        "employee_id": "canary-id",
        "code": "-- canary wrote",
        "verdict": "passed",
        "hints_used": 0,
        "detail": "{}",
        "submitted_at": at,
    }


@pytest.fixture
def masked(database: Database, tmp_path: Path) -> Path:
    path = tmp_path / "masked.duckdb"
    snapshot.build(database, path, masked=True)
    return path


def everything(path: Path) -> str:
    """Return every value of every table as text."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return "\n".join(str(connection.table(name).fetchall()) for name in names)


@pytest.mark.parametrize("canary", [*CANARIES, SUMMARY])
def test_what_gives_people_away_is_in_no_table_and_not_in_the_file(masked: Path, canary: str) -> None:
    assert canary not in everything(masked)
    assert canary.encode() not in masked.read_bytes()


@pytest.mark.parametrize("canary", [*CANARIES, SUMMARY])
def test_the_copy_with_names_has_it_all(database: Database, tmp_path: Path, canary: str) -> None:
    snapshot.build(database, tmp_path / "named.duckdb")
    assert canary in everything(tmp_path / "named.duckdb")


def test_one_pseudonym_stands_for_a_person_in_every_table(masked: Path, database: Database) -> None:
    (own,) = pseudonyms.everybody(database, pseudonyms.key(database)).values()
    assert rows(masked, "SELECT id, name, department FROM employees") == [(own.employee_id, own.name, "Data")]
    for table in ("interview_sessions", "answers", "submissions"):
        assert rows(masked, f"FROM {table} SELECT employee_id") == [(own.employee_id,)]


def test_figures_are_as_in_the_copy_with_names(masked: Path) -> None:
    assert rows(masked, "SELECT score, response_time_s, department FROM answers") == [(0.5, 2.5, "Data")]


def test_both_copies_have_the_same_columns_of_the_same_types(
    masked: Path, database: Database, tmp_path: Path
) -> None:
    def columns(path: Path) -> list[tuple[Any, ...]]:
        wanted = "table_name, column_name, data_type"
        return rows(path, f"SELECT {wanted} FROM duckdb_columns() WHERE NOT internal ORDER BY ALL")  # noqa: S608 - own names

    snapshot.build(database, tmp_path / "named.duckdb")
    assert columns(masked) == columns(tmp_path / "named.duckdb")


def test_an_update_masks_what_is_new_and_keeps_the_pseudonyms_there_are(
    masked: Path, database: Database
) -> None:
    before = rows(masked, "SELECT id, name FROM employees")
    with database.transaction() as tx:
        row = {"employee_id": "new-canary", "identity": "new-canary", "name": "New Canary"}
        tx.insert("employees", row | {"created_at": SESSION["started_at"]})
    snapshot.update(database, masked, masked=True)
    after = rows(masked, "SELECT id, name FROM employees")
    assert len(after) == 2
    assert set(before) < set(after)
    assert "anary" not in everything(masked)


def test_an_employee_id_with_a_quote_breaks_nothing(database: Database, tmp_path: Path) -> None:
    with database.transaction() as tx:
        row = {"employee_id": "o'neil\"; --", "identity": "o'neil", "name": "O'Neil"}
        tx.insert("employees", row | {"created_at": SESSION["started_at"]})
    snapshot.build(database, tmp_path / "quoted.duckdb", masked=True)
    assert len(rows(tmp_path / "quoted.duckdb", "FROM employees")) == 2
