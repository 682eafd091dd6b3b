"""Sessions as files: their names, and the list of them as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from athena.services.exporting import ExportFile, Format, export, slug
from athena.services.reading import SessionLine
from athena.store.sessions import Session

_WHO: Final = 25
"""Characters of a name in a file's name: the end of it tells the files of one person apart."""
COLUMNS: Final = (
    "session_id",
    "employee_id",
    "name",
    "department",
    "role_title",
    "started_at_utc",
    "ended_at_utc",
    "status",
    "level",
    "mode",
    "language",
    "engine",
    "model",
    "planned",
    "asked",
    "answered",
    "overall_score",
    "band",
    "flagged",
    "practice",
    "demo",
)


def file_name(session: Session, what: str, ending: str) -> str:
    """Return a name that says whose interview it is, of which day, and what of it the file holds."""
    return f"{slug(file_title(session, what))}.{ending}"


def file_title(session: Session, what: str) -> str:
    """Return that name in words, without its ending."""
    demo = " demo" if session.demo else ""
    who = (
        slug(session.employee.name)
        if slug(session.employee.name) != "athena"
        else session.employee.employee_id
    )
    return f"athena{demo} interview {who[:_WHO]} {session.started_at:%Y-%m-%d} {what}"


def sessions_file(lines: Sequence[SessionLine], format_: Format, at: datetime) -> ExportFile:
    """Return a list of sessions as a table; ``at`` (naive UTC) is when it was made."""
    return export(f"athena sessions {at:%Y-%m-%d}", COLUMNS, [_row(line) for line in lines], format_)


def _row(line: SessionLine) -> list[object]:
    session, person, plan = line.session, line.session.employee, line.session.plan
    return [
        session.session_id,
        person.employee_id,
        person.name,
        person.department,
        person.role_title,
        session.started_at,
        session.ended_at,
        session.status.value,
        plan.level.value,
        session.mode.value if session.mode else None,
        session.language,
        session.engine,
        session.model,
        plan.question_count,
        line.asked,
        line.answered,
        line.overall_score,
        line.band.value if line.band else None,
        line.flagged,
        plan.practice,
        session.demo,
    ]
