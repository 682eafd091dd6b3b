"""Finding interviews: by what they were, by who took them, and by words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.interview import Difficulty, SessionStatus
from athena.domain.people import Employee
from athena.store.database import Reader
from athena.store.employees import employee_of
from athena.store.sessions import FLAGGED, SELECT, Session, session_of

_WHERE = f"""
WHERE ($1 IS NULL OR s.status = $1)
AND ($2 IS NULL OR s.level = $2)
AND ($3 = '' OR s.engine = $3 OR EXISTS (
    FROM session_engines u WHERE u.session_id = s.session_id AND u.engine = $3
))
AND ($4 = '' OR s.employee_id = $4)
AND ($5::TIMESTAMP IS NULL OR s.started_at >= $5::TIMESTAMP)
AND ($6 = '' OR contains(lower(concat_ws(' ', e.name, s.employee_id, e.department, s.session_id)), $6)
    OR EXISTS (FROM interview_questions q WHERE q.session_id = s.session_id AND contains(lower(q.text), $6))
    OR EXISTS (FROM transcript_turns t WHERE t.session_id = s.session_id AND contains(lower(t.text), $6)))
AND (NOT $7 OR EXISTS (
    FROM interview_responses r JOIN response_evaluations v ON v.evaluation_id = r.evaluation_id
    WHERE r.session_id = s.session_id AND {FLAGGED}
))
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interviews are wanted; None and "" leave a choice open.

    ``since`` is naive UTC. ``words`` are looked for in name, id, department, questions and transcript.
    ``flagged`` leaves only those with an answer that a person should look at.
    """

    status: SessionStatus | None = None
    level: Difficulty | None = None
    engine: str = ""
    employee_id: str = ""
    since: datetime | None = None
    words: str = ""
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: the engines that interviewed and the people who were interviewed."""

    engines: tuple[str, ...]
    people: tuple[Employee, ...]


def find(reader: Reader, wanted: Wanted, limit: int, offset: int = 0) -> list[Session]:
    """Return the wanted sessions, the newest first."""
    rows = reader.read(
        f"{SELECT} {_WHERE} ORDER BY s.started_at DESC, s.session_id LIMIT $8 OFFSET $9",
        [*_params(wanted), limit, offset],
    )
    return [session_of(row) for row in rows]


def count(reader: Reader, wanted: Wanted) -> int:
    """Return how many sessions are wanted."""
    rows = reader.read(f"SELECT count(*) AS number FROM ({SELECT} {_WHERE})", _params(wanted))  # noqa: S608 - own words
    return int(rows[0]["number"])


def choices(reader: Reader) -> Choices:
    """Return the engines and the people that interviews can be told apart by; people by name."""
    engines = reader.read(
        "SELECT engine FROM interview_sessions UNION SELECT engine FROM session_engines ORDER BY engine"
    )
    people = reader.read(
        "SELECT employee_id, name, department, role_title FROM employees e "
        "SEMI JOIN interview_sessions s ON s.employee_id = e.employee_id ORDER BY lower(name), employee_id"
    )
    return Choices(tuple(row["engine"] for row in engines), tuple(map(employee_of, people)))


def _params(wanted: Wanted) -> list[object]:
    return [
        wanted.status,
        wanted.level,
        wanted.engine,
        wanted.employee_id,
        wanted.since,
        wanted.words.strip().lower(),
        wanted.flagged,
    ]
