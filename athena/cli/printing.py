"""A whole session, printed: as JSON for programs, as lines for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from athena.domain.access import LOCAL
from athena.domain.report import Report
from athena.errors import InputError
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading, TranscriptLine


def session_as_json(interviewing: Interviewing, reading: Reading, session_id: str) -> str:
    """Return the session, its transcript and its report (null when there is none) as one JSON object."""
    report = _report(interviewing, session_id)
    whole = {
        "session": asdict(interviewing.session(session_id)),
        "transcript": [asdict(line) for line in reading.transcript(LOCAL, session_id)],
        "report": _report_fields(report) if report else None,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, default=_plain)


def session_as_text(interviewing: Interviewing, reading: Reading, session_id: str) -> str:
    """Return the session as a transcript with the report below it."""
    session, report = interviewing.session(session_id), _report(interviewing, session_id)
    return "\n".join(
        (
            _heading(session),
            *map(_line, reading.transcript(LOCAL, session_id)),
            "",
            *(_report_lines(report) if report else ("There is no report.",)),
        )
    )


def _heading(session: Session) -> str:
    return f"Session {session.session_id} · {session.engine} · {session.status}\n"


def _line(line: TranscriptLine) -> str:
    mark = " —" if line.interrupted else ""
    return f"{line.started_ms / 1000:7.1f} s  {line.speaker:<11}  {line.text}{mark}"


def _report_lines(report: Report) -> list[str]:
    items = [f"{item.number}. {_score(item.score)}  {item.question}" for item in report.items]
    return [*items, f"Overall {_score(report.overall_score)}. {report.assessment}"]


def _score(score: float | None) -> str:
    return "not assessed" if score is None else f"{score:.2f}"


def _report(interviewing: Interviewing, session_id: str) -> Report | None:
    try:
        return interviewing.report(session_id)
    except InputError:  # there is none, or the interview still runs
        return None


def _report_fields(report: Report) -> dict[str, Any]:
    items = [asdict(item) | {"status": item.status, "score": item.score} for item in report.items]
    return asdict(report) | {"items": items}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds") + "Z"
    raise TypeError(f"{type(value).__name__} has no place in JSON")
