"""A copy of what analysts may read: eight tables with plain names, in a file of its own.

Left out on purpose are credentials, invitations, evidence and rubrics, solutions and hidden data, what a
submission was compared with, transcripts and audits. The table ``answers`` holds nothing of its own: one row
per answer with what dashboards filter and group by, so that none of them has to join a million rows.

A file is either built anew or brought up to date. For the second, every group of rows (all of a session, or
one row where there is no session) is hashed in the store and in the copy; groups that differ, are new or are
gone are replaced. That needs no trust in ids, times or writers: a score overridden years later is found.

A masked copy has the same tables for those who may not see whose results they are: pseudonyms stand for
people and their IDs, and texts that people said or wrote, or that tell of them, are left empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from athena.store import pseudonyms
from athena.store.database import Database, Transaction

ALIAS = "snapshot"


@dataclass(frozen=True, slots=True)
class Curated:
    """One table of the snapshot: the query that makes it and the column its rows are grouped by.

    ``person`` is the column with the Employee ID, "" for none; ``texts`` may tell who it is about.
    """

    name: str
    group: str
    sql: str
    person: str = ""
    texts: tuple[str, ...] = ()

    @property
    def masked(self) -> str:
        """The query with pseudonyms from the table ``hidden`` and without the texts."""
        columns = [f"CASE WHEN FALSE THEN {text} END AS {text}" for text in self.texts]
        columns += [f"hidden.pseudonym AS {self.person}"] if self.person else []
        columns += ["hidden.name AS name"] if self.name == "employees" else []
        if not columns:
            return self.sql
        joined = f" LEFT JOIN hidden ON hidden.employee_id = plain.{self.person}" if self.person else ""
        return f"SELECT plain.* REPLACE ({', '.join(columns)}) FROM ({self.sql}) AS plain{joined}"  # noqa: S608


TABLES = (
    Curated(
        "employees",
        "id",
        "SELECT employee_id AS id, name, department, role_title, demo, created_at, created_at AS updated_at "
        "FROM employees",
        person="id",
    ),
    Curated(
        "interview_sessions",
        "id",
        "SELECT session_id AS id, employee_id, level, question_count, categories, practice, "
        "time_limit_minutes, engine, model, mode, language, status, demo, started_at, ended_at, cost_usd "
        "FROM interview_sessions LEFT JOIN ("
        "SELECT session_id, sum(cost_usd) AS cost_usd FROM usage GROUP BY session_id) USING (session_id)",
        person="employee_id",
    ),
    Curated(
        "interview_questions",
        "session_id",
        "SELECT question_id AS id, session_id, ordinal, bank_question_id, category, difficulty, skills, "
        "text AS question, hints, asked_at FROM interview_questions",
        texts=("question",),
    ),
    Curated(
        "interview_responses",
        "session_id",
        "SELECT response_id AS id, session_id, question_id, text AS answer_text, "
        "(ended_ms - started_ms) / 1000 AS response_time_s, score, assessed, feedback, evaluator, "
        "live_score, answered_at AS created_at FROM interview_responses",
        texts=("answer_text", "feedback"),
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
        person="employee_id",
    ),
    Curated(
        "session_reports",
        "id",
        "SELECT session_id AS id, session_id, overall_score, band, assessed_count, question_count, "
        "assessment AS summary, strengths, weaknesses, recommendations, created_at FROM session_reports",
        texts=("summary", "strengths", "weaknesses", "recommendations"),
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
        person="employee_id",
        texts=("code",),
    ),
)


def response_count(database: Database) -> int:
    """Return how many answers there are: what decides how a snapshot is made."""
    return int(database.read("SELECT count(*) AS n FROM interview_responses")[0]["n"])


def build(database: Database, path: Path, *, masked: bool = False) -> None:
    """Write everything to the new file ``path``, as of one moment. Raises StoreError."""
    secret = pseudonyms.key(database) if masked else b""
    with database.attached(path, ALIAS) as tx:
        _hide(tx, secret)
        for table in TABLES:
            tx.run(f"CREATE TABLE {ALIAS}.{table.name} AS {table.masked if masked else table.sql}")


def update(database: Database, path: Path, *, masked: bool = False) -> None:
    """Bring a copy of an earlier snapshot at ``path`` up to date, as of one moment. Raises StoreError."""
    secret = pseudonyms.key(database) if masked else b""
    with database.attached(path, ALIAS) as tx:
        _hide(tx, secret)
        for table in TABLES:
            _replace_changed(tx, table, table.masked if masked else table.sql)


def _hide(tx: Transaction, secret: bytes) -> None:
    """Lay out the pseudonyms of everybody for the queries of a masked copy."""
    if not secret:
        return
    people = pseudonyms.everybody(tx, secret)
    columns = {
        "employee_id": list(people),
        "pseudonym": [one.employee_id for one in people.values()],
        "name": [one.name for one in people.values()],
    }
    tx.run("CREATE OR REPLACE TEMP TABLE hidden (employee_id VARCHAR, pseudonym VARCHAR, name VARCHAR)")
    tx.append("hidden", pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))


def _replace_changed(tx: Transaction, table: Curated, sql: str) -> None:
    group, copy = table.group, f"{ALIAS}.{table.name}"
    tx.run(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT {group} FROM ({_hashes(group, sql)}) AS live "  # noqa: S608 - own names
        f"FULL JOIN ({_hashes(group, f'FROM {copy}')}) AS copied USING ({group}) "
        "WHERE live.digest IS DISTINCT FROM copied.digest"
    )
    tx.run(f"DELETE FROM {copy} WHERE {group} IN (FROM changed)")  # noqa: S608 - own names
    tx.run(f"INSERT INTO {copy} SELECT * FROM ({sql}) WHERE {group} IN (FROM changed)")  # noqa: S608


def _hashes(group: str, sql: str) -> str:
    return f"SELECT {group}, bit_xor(hash(one)) AS digest FROM ({sql}) AS one GROUP BY {group}"  # noqa: S608
