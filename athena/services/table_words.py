"""What tables are called for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from athena.domain.retention import Due

WORDS: Final[Mapping[str, str]] = {
    "accounts": "Account",
    "audit_events": "Entries of the audit log",
    "backups": "Backups",
    "client_metrics": "Measurements of the connection",
    "consents": "Consents",
    "employees": "Person",
    "evaluation_neighbours": "Graded answers that moved a score",
    "interview_questions": "Questions asked",
    "interview_responses": "Answers",
    "interview_sessions": "Interviews",
    "interview_templates": "Templates of interviews",
    "invitation_links": "Links of invitations",
    "invitations": "Invitations",
    "known_browsers": "Browsers signed in with before",
    "one_time_links": "One-time links",
    "pad_runs": "Queries run in the SQL pad",
    "problem_help": "Hints and solutions taken",
    "provider_subjects": "Identity at a provider",
    "query_runs": "Queries on the SQL page",
    "recordings": "Recordings",
    "report_wordings": "Sentences of reports",
    "response_evaluations": "Evaluations of answers",
    "response_evidence": "Verdicts on points, with quotes",
    "reviews": "Decisions of people on scores",
    "saved_queries": "Saved queries",
    "session_engines": "Changes of the interviewer",
    "session_reports": "Reports",
    "sign_in_failures": "Failures to sign in",
    "sign_ins": "Sign-ins",
    "submissions": "Solutions of coding problems",
    "tool_calls": "Calls of the interviewer's tools",
    "transcript_turns": "What was said",
    "usage": "What models used and cost",
    "webhook_deliveries": "Messages to other systems",
    "webhook_tries": "Tries to deliver them",
}
"""The words for each table that may be about people."""


def words_of_due(due: Due) -> str:
    """Return what of a table is due to go."""
    return f"{words_of(due.place)}: their words alone" if due.partly else words_of(due.place)


def words_of(table: str) -> str:
    """Return what a table holds, in words; of a table without, its name."""
    return WORDS.get(table, table.replace("_", " ").capitalize())
