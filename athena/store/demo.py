"""Demonstration data in bulk: put in at once, found, and taken out without touching real rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from athena.store.database import Reader, Transaction

_SESSIONS = "SELECT session_id FROM interview_sessions WHERE demo"
_RESPONSES = f"SELECT response_id FROM interview_responses WHERE session_id IN ({_SESSIONS})"  # noqa: S608 - own words
_EVALUATIONS = f"SELECT evaluation_id FROM response_evaluations WHERE response_id IN ({_RESPONSES})"  # noqa: S608
_BY_EVALUATION = ("response_evidence", "evaluation_neighbours")
_BY_RESPONSE = ("reviews", "response_evaluations")
_BY_SESSION = (
    "interview_responses",
    "interview_questions",
    "transcript_turns",
    "tool_calls",
    "pad_runs",
    "session_reports",
    "report_wordings",
    "session_engines",
    "usage",
    "client_metrics",
)


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How much demonstration data there is."""

    people: int
    sessions: int
    responses: int


def size(reader: Reader) -> DemoSize:
    """Return how much demonstration data there is."""
    row = reader.read(
        "SELECT (SELECT count(*) FROM employees WHERE demo) AS people, "  # noqa: S608 - own words
        f"(SELECT count(*) FROM ({_SESSIONS})) AS sessions, "
        f"(SELECT count(*) FROM ({_RESPONSES})) AS responses"
    )[0]
    return DemoSize(row["people"], row["sessions"], row["responses"])


def append(tx: Transaction, tables: Mapping[str, Mapping[str, Sequence[object]]]) -> None:
    """Add rows to each table, given by their columns (lists or arrays of one length)."""
    for name, columns in tables.items():
        tx.append(name, pa.table(dict(columns)))


def remove(tx: Transaction) -> None:
    """Take out everything that belongs to a demonstration, whatever was added to it since.

    A made-up person who took a real interview, or handed in a real query, stays.
    """
    _remove(tx, _BY_EVALUATION, f"evaluation_id IN ({_EVALUATIONS})")
    _remove(tx, _BY_RESPONSE, f"response_id IN ({_RESPONSES})")
    _remove(tx, _BY_SESSION, f"session_id IN ({_SESSIONS})")
    _remove(tx, ("interview_sessions", "submissions"), "demo")
    handed_in = "SELECT employee_id, problem_id FROM submissions"
    demo = "employee_id IN (SELECT employee_id FROM employees WHERE demo)"
    _remove(tx, ("problem_help",), f"{demo} AND (employee_id, problem_id) NOT IN ({handed_in})")
    real = "SELECT employee_id FROM interview_sessions UNION SELECT employee_id FROM submissions"
    made_up = f"SELECT employee_id FROM employees WHERE demo AND employee_id NOT IN ({real})"  # noqa: S608 - own words
    _remove(tx, ("employees",), f"employee_id IN ({made_up})")


def _remove(tx: Transaction, tables: Sequence[str], condition: str) -> None:
    for table in tables:
        tx.run(f"DELETE FROM {table} WHERE {condition}")  # noqa: S608 - own words
