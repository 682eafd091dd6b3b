from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from athena.domain.interview import Selection
from athena.domain.report import Band
from athena.errors import MigrationError
from athena.store import sessions
from athena.store.database import Database
from athena.store.migrating import MIGRATIONS, Step, read_steps
from athena.store.sessions import Session
from tests.store.conftest import AT, SESSION

OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Two small migrations."""
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_one.sql").write_text("CREATE TABLE one (a INTEGER);")
    (folder / "0002_two.sql").write_text(
        "CREATE TABLE two (a INTEGER);\nALTER TABLE one ADD COLUMN b INTEGER;"
    )
    return folder


def opened(tmp_path: Path, steps: Path) -> Database:
    return Database.open(tmp_path / "a.duckdb", migrations=steps)


def tables(database: Database) -> list[str]:
    return [row["name"] for row in database.read("SELECT table_name AS name FROM duckdb_tables() ORDER BY 1")]


def test_steps_run_in_order_and_are_remembered(tmp_path: Path, steps: Path) -> None:
    database = opened(tmp_path, steps)
    remembered = database.read("SELECT number, name FROM schema_version ORDER BY number")
    database.close()
    assert remembered == [{"number": 1, "name": "0001_one.sql"}, {"number": 2, "name": "0002_two.sql"}]


def test_opening_again_runs_nothing_twice(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    database = opened(tmp_path, steps)
    assert tables(database) == ["one", "schema_version", "two"]
    database.close()


def test_a_new_step_is_applied_to_an_old_database(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    (steps / "0003_three.sql").write_text("CREATE TABLE three (a INTEGER);")
    database = opened(tmp_path, steps)
    assert "three" in tables(database)
    database.close()


def test_a_changed_step_is_refused(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    (steps / "0001_one.sql").write_text("CREATE TABLE one (a VARCHAR);")
    with pytest.raises(MigrationError, match=r"0001_one\.sql is not the one"):
        opened(tmp_path, steps)


def test_a_renamed_step_is_refused(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    (steps / "0002_two.sql").rename(steps / "0002_other.sql")
    with pytest.raises(MigrationError, match=r"0002_other\.sql is not the one"):
        opened(tmp_path, steps)


def test_a_missing_step_is_refused(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    (steps / "0001_one.sql").unlink()
    with pytest.raises(MigrationError, match="not numbered 1 to 1"):
        opened(tmp_path, steps)


def test_a_step_missing_from_the_memory_of_the_database_is_refused(tmp_path: Path, steps: Path) -> None:
    database = opened(tmp_path, steps)
    with database.transaction() as tx:
        tx.run("DELETE FROM schema_version WHERE number = 1")
    database.close()
    with pytest.raises(MigrationError, match=r"0001_one\.sql is not the one"):
        opened(tmp_path, steps)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path, steps: Path) -> None:
    opened(tmp_path, steps).close()
    (steps / "0002_two.sql").unlink()
    with pytest.raises(MigrationError, match="newer Athena"):
        opened(tmp_path, steps)


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path, steps: Path) -> None:
    (steps / "0003_half.sql").write_text("CREATE TABLE half (a INTEGER); CREATE TABLE one (a INTEGER);")
    with pytest.raises(MigrationError, match=r"0003_half\.sql could not be applied"):
        opened(tmp_path, steps)
    (steps / "0003_half.sql").unlink()
    database = opened(tmp_path, steps)
    assert "half" not in tables(database)
    database.close()


def test_a_refused_database_is_let_go(tmp_path: Path, steps: Path) -> None:
    (steps / "0003_bad.sql").write_text("NONSENSE")
    with pytest.raises(MigrationError):
        opened(tmp_path, steps)
    (steps / "0003_bad.sql").unlink()
    opened(tmp_path, steps).close()


def test_a_database_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "0001_own.sql").write_text("CREATE TABLE employees (salary INTEGER);")
    database = Database.open(tmp_path / "a.duckdb", migrations=tmp_path / "foreign")
    with database.transaction() as tx:
        tx.run("DROP TABLE schema_version")
    database.close()
    with pytest.raises(MigrationError, match="nothing changed"):
        Database.open(tmp_path / "a.duckdb")


def test_an_oddly_named_file_is_refused(steps: Path) -> None:
    (steps / "notes.sql").touch()
    with pytest.raises(MigrationError, match=r"notes\.sql"):
        read_steps(steps)


def test_a_number_used_twice_is_refused(steps: Path) -> None:
    (steps / "0002_again.sql").touch()
    with pytest.raises(MigrationError, match="not numbered"):
        read_steps(steps)


def test_line_ends_of_a_checkout_do_not_change_a_step(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_bytes(b"SELECT 1;\r\nSELECT 2;\r\n")
    assert read_steps(tmp_path) == [Step(1, "0001_a.sql", "SELECT 1;\nSELECT 2;\n")]


def test_the_programs_own_steps_can_be_copied_and_used_from_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS, tmp_path / "copied")
    Database.open(tmp_path / "a.duckdb").close()
    Database.open(tmp_path / "a.duckdb", migrations=tmp_path / "copied").close()


OLD_SESSION = {
    "employee_id": "E1",
    "level": "advanced",
    "question_count": 6,
    "categories": [],
    "seed": 7,
    "practice": False,
    "patience": 1.0,
    "time_limit_minutes": 30,
    "engine": "embedded",
    "model": "joe",
    "prompt_version": "",
    "status": "in_progress",
    "resumable": True,
    "started_at": AT,
}
OLD_REPORT = {
    "overall_score": 1.0,
    "band": "strong",
    "question_count": 6,
    "assessment": "",
    "strengths": "[]",
    "weaknesses": "[]",
    "recommendations": "[]",
    "created_at": AT,
}


def test_an_interview_of_before_is_read_as_one_without_an_extra_question(tmp_path: Path) -> None:
    for file in sorted(MIGRATIONS.glob("000[1-7]_*.sql")):
        shutil.copy(file, tmp_path)
    old = Database.open(tmp_path / "a.duckdb", migrations=tmp_path)
    with old.transaction() as tx:
        tx.insert("employees", {"employee_id": "E1", "identity": "e1", "name": "Jo", "created_at": AT})
        tx.insert("interview_sessions", OLD_SESSION | {"session_id": SESSION})
    old.close()
    new = Database.open(tmp_path / "a.duckdb")
    session = sessions.find(new, SESSION)
    new.close()
    assert session is not None
    assert (session.plan.selection, session.plan.extra_question) == (Selection.ADAPTIVE, False)
    assert (session.mode, session.language, session.employee.role_title) == (None, "en", None)


def test_reports_of_too_few_answers_lose_their_band_and_the_others_keep_it(
    tmp_path: Path, session: Session
) -> None:
    for file in sorted(MIGRATIONS.glob("000[1-4]_*.sql")):
        shutil.copy(file, tmp_path)
    old = Database.open(tmp_path / "a.duckdb", migrations=tmp_path)
    ids = [SESSION, OTHER]
    with old.transaction() as tx:
        for session_id, assessed in zip(ids, (1, session.plan.question_count), strict=True):
            tx.insert("interview_sessions", OLD_SESSION | {"session_id": session_id})
            tx.insert("session_reports", OLD_REPORT | {"session_id": session_id, "assessed_count": assessed})
    old.close()
    new = Database.open(tmp_path / "a.duckdb")
    kept = sessions.figures(new, ids)
    new.close()
    assert [(kept[each].overall_score, kept[each].band) for each in ids] == [(1.0, None), (1.0, Band.STRONG)]
