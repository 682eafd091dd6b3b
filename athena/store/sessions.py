"""Interview sessions: who, by which plan and engine, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from athena.domain.interview import Category, Channel, Difficulty, InterviewPlan, Selection, SessionStatus
from athena.domain.people import Employee
from athena.domain.report import Band
from athena.domain.scoring.neighbours import MOVED
from athena.store.database import Reader, Row, Transaction
from athena.store.employees import employee_of

SELECT = """
SELECT s.*, e.name, e.department, e.role_title
FROM interview_sessions s JOIN employees e ON e.employee_id = s.employee_id
"""

FLAGGED = f"(v.flags <> [] AND v.flags <> ['{MOVED}'])"
"""Whether an evaluation ``v`` asks for a person's look: what people graded is no reason to look again."""


@dataclass(frozen=True, slots=True)
class Session:
    """One interview. Times are naive UTC.

    ``mode`` is how the candidate answered, None where that is not known (yet); ``language`` is an ISO 639-1
    code.
    """

    session_id: str
    employee: Employee
    plan: InterviewPlan
    engine: str
    model: str
    status: SessionStatus
    started_at: datetime
    ended_at: datetime | None = None
    prompt_version: str = ""
    demo: bool = False
    mode: Channel | None = None
    language: str = "en"

    @property
    def in_progress(self) -> bool:
        """Whether the interview still runs or waits to be resumed."""
        return self.status is SessionStatus.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class Figures:
    """How many questions of a session were asked and answered, and how it was scored (0..1).

    ``flagged`` is how many answers count by an evaluation that asks for a person's look.
    """

    asked: int
    answered: int
    overall_score: float | None = None
    band: Band | None = None
    flagged: int = 0


def add(tx: Transaction, session: Session) -> None:
    """Add a session that has just begun; it can be resumed until it is ended."""
    plan = session.plan
    tx.insert(
        "interview_sessions",
        {
            "session_id": session.session_id,
            "employee_id": session.employee.employee_id,
            "level": plan.level,
            "question_count": plan.question_count,
            "categories": list(plan.categories),
            "seed": plan.seed,
            "practice": plan.practice,
            "patience": plan.patience,
            "time_limit_minutes": plan.time_limit_minutes,
            "selection": plan.selection,
            "extra_question": plan.extra_question,
            "sql_questions": plan.sql_questions,
            "engine": session.engine,
            "model": session.model,
            "prompt_version": session.prompt_version,
            "status": session.status,
            "resumable": session.in_progress,
            "demo": session.demo,
            "mode": session.mode,
            "language": session.language,
            "started_at": session.started_at,
            "ended_at": session.ended_at,
        },
    )


def find(reader: Reader, session_id: str) -> Session | None:
    """Return the session, or None."""
    rows = reader.read(f"{SELECT} WHERE s.session_id = ?", [session_id])
    return session_of(rows[0]) if rows else None


def newest_resumable(reader: Reader, employee_id: str) -> Session | None:
    """Return the employee's newest session that was begun and not ended."""
    rows = reader.read(
        f"{SELECT} WHERE s.employee_id = ? AND s.resumable ORDER BY s.started_at DESC LIMIT 1", [employee_id]
    )
    return session_of(rows[0]) if rows else None


def recent(reader: Reader, limit: int) -> list[Session]:
    """Return the newest sessions first."""
    rows = reader.read(f"{SELECT} ORDER BY s.started_at DESC, s.session_id LIMIT ?", [limit])
    return [session_of(row) for row in rows]


def left_open(reader: Reader, before: datetime) -> list[str]:
    """Return the ids of sessions in progress in which nothing happened since ``before`` (naive UTC).

    Demonstration data stays as it is.
    """
    rows = reader.read(
        "SELECT session_id FROM interview_sessions s WHERE s.status = 'in_progress' AND NOT s.demo "
        "AND greatest(s.started_at, "
        "(SELECT max(recorded_at) FROM transcript_turns t WHERE t.session_id = s.session_id), "
        "(SELECT max(called_at) FROM tool_calls c WHERE c.session_id = s.session_id), "
        "(SELECT max(ran_at) FROM pad_runs p WHERE p.session_id = s.session_id)) < ? "
        "ORDER BY s.started_at, s.session_id",
        [before],
    )
    return [row["session_id"] for row in rows]


def ended(reader: Reader) -> list[str]:
    """Return the ids of all sessions that have ended, the oldest first."""
    rows = reader.read(
        "SELECT session_id FROM interview_sessions WHERE status <> 'in_progress' "
        "ORDER BY started_at, session_id"
    )
    return [row["session_id"] for row in rows]


def figures(reader: Reader, session_ids: Sequence[str]) -> dict[str, Figures]:
    """Return how far each of these sessions got and its score, as far as there is a report."""
    rows = reader.read(
        "SELECT s.session_id, count(q.question_id) AS asked, "  # noqa: S608 - own words
        "count(r.response_id) FILTER (WHERE r.text <> '') AS answered, "
        "any_value(p.overall_score) AS overall_score, any_value(p.band) AS band, "
        f"count(v.evaluation_id) FILTER (WHERE {FLAGGED}) AS flagged "
        "FROM interview_sessions s "
        "LEFT JOIN interview_questions q ON q.session_id = s.session_id "
        "LEFT JOIN interview_responses r ON r.question_id = q.question_id "
        "LEFT JOIN response_evaluations v ON v.evaluation_id = r.evaluation_id "
        "LEFT JOIN session_reports p ON p.session_id = s.session_id "
        "WHERE s.session_id IN (SELECT unnest($1::UUID[])) GROUP BY s.session_id",
        [list(session_ids)],
    )
    return {
        row["session_id"]: Figures(
            row["asked"],
            row["answered"],
            row["overall_score"],
            Band(row["band"]) if row["band"] else None,
            row["flagged"],
        )
        for row in rows
    }


def end(tx: Transaction, session_id: str, status: SessionStatus, at: datetime) -> None:
    """Mark a session that is in progress as completed or abandoned."""
    tx.run(
        "UPDATE interview_sessions SET status = ?, ended_at = ?, resumable = FALSE "
        "WHERE session_id = ? AND status = 'in_progress'",
        [status, at, session_id],
    )


def learn_mode(tx: Transaction, session_id: str) -> None:
    """Note how the candidate answered: as most of their turns that have words; unchanged without any."""
    tx.run(
        "UPDATE interview_sessions SET mode = coalesce((SELECT channel FROM transcript_turns t "
        "WHERE t.session_id = $1 AND speaker = 'candidate' AND text <> '' "
        "GROUP BY channel ORDER BY count(*) DESC, channel DESC LIMIT 1), mode) WHERE session_id = $1",
        [session_id],
    )


def next_position(tx: Transaction, session_id: str) -> int:
    """Return the next place in the order that turns, tool calls and queries of a session share."""
    rows = tx.read(
        "SELECT 1 + greatest("
        "(SELECT coalesce(max(position), 0) FROM transcript_turns WHERE session_id = $1), "
        "(SELECT coalesce(max(position), 0) FROM tool_calls WHERE session_id = $1), "
        "(SELECT coalesce(max(position), 0) FROM pad_runs WHERE session_id = $1)) AS position",
        [session_id],
    )
    return int(rows[0]["position"])


def session_of(row: Row) -> Session:
    """Build a session from a row of ``SELECT``."""
    plan = InterviewPlan(
        level=Difficulty(row["level"]),
        question_count=row["question_count"],
        categories=tuple(map(Category, row["categories"])),
        seed=row["seed"],
        practice=row["practice"],
        patience=row["patience"],
        time_limit_minutes=row["time_limit_minutes"],
        selection=Selection(row["selection"]),
        extra_question=row["extra_question"],
        sql_questions=row["sql_questions"],
    )
    return Session(
        session_id=row["session_id"],
        employee=employee_of(row),
        plan=plan,
        engine=row["engine"],
        model=row["model"],
        status=SessionStatus(row["status"]),
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        prompt_version=row["prompt_version"],
        demo=row["demo"],
        mode=Channel(row["mode"]) if row["mode"] else None,
        language=row["language"],
    )
