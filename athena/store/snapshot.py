"""A copy of what analysts may read: eight tables with plain names, in a file of its own.

Left out on purpose are credentials, invitations, evidence and rubrics, solutions and hidden data, what a
submission was compared with, transcripts and audits. The table ``answers`` holds nothing of its own: one row
per answer with what dashboards filter and group by, so that none of them has to join a million rows.

A file is either built anew or brought up to date. For the second, every group of rows (all of a session, or
one row where there is no session) is hashed in the store and in the copy; groups that differ, are new or are
gone are replaced. That needs no trust in ids, times or writers: a score overridden years later is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from athena.store.database import Database, Transaction

ALIAS = "snapshot"


@dataclass(frozen=True, slots=True)
class Curated:
    """One table of the snapshot: the query that makes it and the column its rows are grouped by."""

    name: str
    group: str
    sql: str


TABLES = (
    Curated(
        "employees",
        "id",
        "SELECT employee_id AS id, name, department, role_title, demo, created_at, created_at AS updated_at "
        "FROM employees",
    ),
    Curated(
        "interview_sessions",
        "id",
        "SELECT session_id AS id, employee_id, level, question_count, categories, practice, "
        "time_limit_minutes, engine, model, mode, language, status, demo, started_at, ended_at, cost_usd "
        "FROM interview_sessions LEFT JOIN ("
        "SELECT session_id, sum(cost_usd) AS cost_usd FROM usage GROUP BY session_id) USING (session_id)",
    ),
    Curated(
        "interview_questions",
        "session_id",
        "SELECT question_id AS id, session_id, ordinal, bank_question_id, category, difficulty, skills, "
        "text AS question, hints, asked_at FROM interview_questions",
    ),
    Curated(
        "interview_responses",
        "session_id",
        "SELECT response_id AS id, session_id, question_id, text AS answer_text, "
        "(ended_ms - started_ms) / 1000 AS response_time_s, score, assessed, feedback, evaluator, "
        "live_score, answered_at AS created_at FROM interview_responses",
    ),
    Curated(
        "answers",
        "session_id",
        "SELECT r.session_id, r.question_id, s.started_at, s.status, s.level, s.engine, s.mode, s.language, "
        "s.practice, s.demo, s.employee_id, e.department, e.role_title, q.ordinal, q.bank_question_id, "
        "q.category, q.difficulty, q.skills, q.hints, r.score, "
        "(r.ended_ms - r.started_ms) / 1000 AS response_time_s "
        "FROM interview_responses r JOIN interview_questions q USING (question_id) "
        "JOIN interview_sessions s ON s.session_id = r.session_id LEFT JOIN employees e USING (employee_id)",
    ),
    Curated(
        "session_reports",
        "id",
        "SELECT session_id AS id, session_id, overall_score, band, assessed_count, question_count, "
        "assessment AS summary, strengths, weaknesses, recommendations, created_at FROM session_reports",
    ),
    Curated(
        "problems",
        "id",
        "SELECT problem_id AS id, title, category, difficulty, skills, language, statement, retired, "
        "added_at AS created_at FROM problems",
    ),
    Curated(
        "submissions",
        "id",
        "SELECT submission_id AS id, problem_id, employee_id, session_id, code, verdict, score, hints_used, "
        "runtime_ms, memory_kb, demo, submitted_at AS created_at FROM submissions",
    ),
)


def response_count(database: Database) -> int:
    """Return how many answers there are: what decides how a snapshot is made."""
    return int(database.read("SELECT count(*) AS n FROM interview_responses")[0]["n"])


def build(database: Database, path: Path) -> None:
    """Write everything to the new file ``path``, as of one moment. Raises StoreError."""
    with database.attached(path, ALIAS) as tx:
        for table in TABLES:
            tx.run(f"CREATE TABLE {ALIAS}.{table.name} AS {table.sql}")


def update(database: Database, path: Path) -> None:
    """Bring a copy of an earlier snapshot at ``path`` up to date, as of one moment. Raises StoreError."""
    with database.attached(path, ALIAS) as tx:
        for table in TABLES:
            _replace_changed(tx, table)


def _replace_changed(tx: Transaction, table: Curated) -> None:
    group, copy = table.group, f"{ALIAS}.{table.name}"
    tx.run(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT {group} FROM ({_hashes(group, table.sql)}) AS live "  # noqa: S608 - own names
        f"FULL JOIN ({_hashes(group, f'FROM {copy}')}) AS copied USING ({group}) "
        "WHERE live.digest IS DISTINCT FROM copied.digest"
    )
    tx.run(f"DELETE FROM {copy} WHERE {group} IN (FROM changed)")  # noqa: S608 - own names
    tx.run(f"INSERT INTO {copy} SELECT * FROM ({table.sql}) WHERE {group} IN (FROM changed)")  # noqa: S608


def _hashes(group: str, sql: str) -> str:
    return f"SELECT {group}, bit_xor(hash(one)) AS digest FROM ({sql}) AS one GROUP BY {group}"  # noqa: S608
