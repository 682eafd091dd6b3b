"""Reports as they stood when they were written, for lists and dashboards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from athena.domain.report import Finding, Report
from athena.store.database import Transaction


def put(tx: Transaction, session_id: str, report: Report, at: datetime) -> None:
    """Keep a session's report, in place of an earlier one."""
    tx.upsert("session_reports", ("session_id",), row_of(session_id, report, at))


def row_of(session_id: str, report: Report, at: datetime) -> dict[str, object]:
    """Return a report as its row."""
    return {
        "session_id": session_id,
        "overall_score": report.overall_score,
        "band": report.band,
        "assessed_count": report.assessed_count,
        "question_count": len(report.items),
        "assessment": report.assessment,
        "strengths": _findings(report.strengths),
        "weaknesses": _findings(report.weaknesses),
        "recommendations": _findings(report.recommendations),
        "ability": report.ability and report.ability.mean,
        "ability_sd": report.ability and report.ability.sd,
        "created_at": at,
    }


def _findings(findings: Sequence[Finding]) -> str:
    return json.dumps([{"text": finding.text, "items": list(finding.items)} for finding in findings])
