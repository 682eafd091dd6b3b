from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from athena.store import snapshot
from athena.store.database import Database

SESSION = {
    "session_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "employee_id": "E1",
    "level": "advanced",
    "question_count": 6,
    "categories": ["joins"],
    "seed": 7,
    "practice": False,
    "patience": 1.0,
    "time_limit_minutes": 30,
    "engine": "embedded",
    "model": "joe",
    "prompt_version": "1",
    "status": "in_progress",
    "resumable": True,
    "started_at": "2026-03-01 09:30:00",
}
OTHER = SESSION | {"session_id": "1f8fad5b-d9cb-469f-a165-70867728950e"}
SECRETS = (
    "identity",
    "seed",
    "password",
    "token",
    "invit",
    "gold",
    "solution",
    "evidence",
    "rubric",
    "detail",
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database.open(tmp_path / "a.duckdb", folders=[tmp_path])
    with database.transaction() as tx:
        tx.insert("interview_sessions", SESSION)
        tx.insert("interview_sessions", OTHER)
        tx.insert(
            "interview_responses",
            {
                "response_id": SESSION["session_id"],
                "session_id": SESSION["session_id"],
                "question_id": SESSION["session_id"],
                "text": "A join combines rows.",
                "started_ms": 1000,
                "ended_ms": 3500,
                "answered_at": "2026-03-01 09:31:00",
            },
        )
    return database


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Path:
    path = tmp_path / "copy.duckdb"
    snapshot.build(database, path)
    return path


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_it_has_the_eight_tables_and_nothing_else(copy: Path) -> None:
    assert rows(copy, "SELECT table_name FROM duckdb_tables() ORDER BY 1") == [
        ("answers",),
        ("employees",),
        ("interview_questions",),
        ("interview_responses",),
        ("interview_sessions",),
        ("problems",),
        ("session_reports",),
        ("submissions",),
    ]


@pytest.mark.parametrize("word", SECRETS)
def test_no_column_is_named_like_what_nobody_may_read(copy: Path, word: str) -> None:
    [(names,)] = rows(copy, "SELECT list(column_name) FROM duckdb_columns() WHERE NOT internal")
    assert [name for name in names if word in name] == []


def test_answers_have_their_words_and_how_long_they_took(copy: Path) -> None:
    assert rows(copy, "SELECT answer_text, response_time_s FROM interview_responses") == [
        ("A join combines rows.", 2.5)
    ]


def test_no_log_of_writes_is_left_beside_the_file(copy: Path) -> None:
    assert not copy.with_name("copy.duckdb.wal").exists()


def test_an_update_of_nothing_changes_no_row(database: Database, copy: Path) -> None:
    before = rows(copy, "FROM interview_sessions ORDER BY id")
    snapshot.update(database, copy)
    assert rows(copy, "FROM interview_sessions ORDER BY id") == before


@pytest.mark.parametrize(
    ("change", "looked_at", "expected"),
    [
        (
            "UPDATE interview_sessions SET status = 'completed', resumable = FALSE, ended_at = started_at "
            "WHERE session_id = '0f8fad5b-d9cb-469f-a165-70867728950e'",
            "SELECT status FROM interview_sessions ORDER BY id",
            [("completed",), ("in_progress",)],
        ),
        (
            "UPDATE interview_responses SET score = 0.5, assessed = TRUE",
            "SELECT score FROM interview_responses",
            [(0.5,)],
        ),
        (
            "DELETE FROM interview_sessions WHERE session_id = '0f8fad5b-d9cb-469f-a165-70867728950e'",
            "SELECT count(*) FROM interview_sessions",
            [(1,)],
        ),
        ("DELETE FROM interview_responses", "SELECT count(*) FROM interview_responses", [(0,)]),
    ],
    ids=["a status", "a score", "a session that is gone", "an answer that is gone"],
)
def test_an_update_finds_what_changed(
    database: Database, copy: Path, change: str, looked_at: str, expected: list[tuple[object, ...]]
) -> None:
    with database.transaction() as tx:
        tx.run(change)
    snapshot.update(database, copy)
    assert rows(copy, looked_at) == expected


def test_writing_a_snapshot_does_not_move_the_version(database: Database, tmp_path: Path) -> None:
    before = database.data_version
    snapshot.build(database, tmp_path / "other.duckdb")
    assert database.data_version == before


def test_a_failed_build_leaves_the_database_in_use(database: Database, tmp_path: Path, copy: Path) -> None:
    with pytest.raises(Exception, match="already exists"):
        snapshot.build(database, copy)
    snapshot.build(database, tmp_path / "third.duckdb")
    assert rows(tmp_path / "third.duckdb", "SELECT count(*) FROM interview_sessions") == [(2,)]
