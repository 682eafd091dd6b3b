"""What of each kind is due to go: the rows, and how they are taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from athena.domain.retention import REMOVED, Kind
from athena.store import traces
from athena.store.database import Reader, Transaction

_ENDED: Final = "(SELECT session_id FROM interview_sessions WHERE ended_at < $1)"
_ANSWERS: Final = f"(SELECT response_id FROM interview_responses WHERE session_id IN {_ENDED})"  # noqa: S608 - own words
_VALUES: Final = f"(SELECT evaluation_id FROM response_evaluations WHERE response_id IN {_ANSWERS})"  # noqa: S608
_OVER: Final = (
    "(SELECT invitation_id FROM invitations "
    "WHERE coalesce(ended_at, expires_at) < $1 AND status <> 'in_progress')"
)
_DELIVERIES: Final = f"(SELECT delivery_id FROM webhook_deliveries WHERE invitation_id IN {_OVER})"  # noqa: S608
_WORDS: Final = f"text NOT IN ('', '{REMOVED}')"
_OF_SESSION: Final[Mapping[str, str]] = {
    "evaluation_id": f"evaluation_id IN {_VALUES}",
    "response_id": f"response_id IN {_ANSWERS}",
    "session_id": f"session_id IN {_ENDED}",
}
"""Which rows go with an interview, by the column that leads to it."""
_ELSEWHERE: Final = (
    "SELECT employee_id FROM submissions UNION SELECT employee_id FROM problem_help "
    "UNION SELECT identity FROM accounts UNION SELECT employee_id FROM invitations "
    "UNION SELECT identity FROM sign_ins "
    "UNION SELECT employee_id FROM interview_sessions WHERE ended_at IS NULL OR ended_at >= $1"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of a table that are due; ``change`` takes words out of them, None lets them go."""

    table: str
    condition: str
    change: str | None = None

    def count(self, reader: Reader, before: datetime) -> int:
        """Return how many rows are due; ``before`` is naive UTC."""
        sql = f"SELECT count(*) AS n FROM {self.table} WHERE {self.condition}"  # noqa: S608 - own words
        return int(reader.read(sql, [before])[0]["n"])

    def apply(self, tx: Transaction, before: datetime) -> None:
        """Take out what is due."""
        begun = f"UPDATE {self.table} SET {self.change}" if self.change else f"DELETE FROM {self.table}"  # noqa: S608
        tx.run(f"{begun} WHERE {self.condition}", [before])


_RULES: Final[Mapping[Kind, tuple[Rule, ...]]] = {
    Kind.TRANSCRIPTS: (
        Rule("transcript_turns", f"session_id IN {_ENDED}"),
        Rule("tool_calls", f"session_id IN {_ENDED}"),
        Rule("pad_runs", f"session_id IN {_ENDED}"),
        Rule("response_evidence", f"quote IS NOT NULL AND response_id IN {_ANSWERS}", "quote = NULL"),
        Rule("response_evaluations", f"{_WORDS} AND response_id IN {_ANSWERS}", f"text = '{REMOVED}'"),
        Rule(
            "interview_responses",
            f"{_WORDS} AND session_id IN {_ENDED}",
            f"text = '{REMOVED}', live_text = NULL, live_feedback = NULL",
        ),
    ),
    Kind.SUBMISSIONS: (Rule("submissions", "submitted_at < $1"), Rule("problem_help", "given_at < $1")),
    Kind.QUERIES: (Rule("query_runs", "ran_at < $1"),),
    Kind.METRICS: (Rule("client_metrics", "recorded_at < $1"),),
    Kind.SIGN_INS: (
        Rule("sign_ins", "expires_at < $1"),
        Rule("known_browsers", "known_at < $1"),
        Rule("sign_in_failures", "tried_at < $1"),
        Rule("one_time_links", "expires_at < $1"),
    ),
    Kind.INVITATIONS: (
        Rule("webhook_tries", f"delivery_id IN {_DELIVERIES}"),
        Rule("webhook_deliveries", f"invitation_id IN {_OVER}"),
        Rule("invitation_links", f"invitation_id IN {_OVER}"),
        Rule("invitations", f"invitation_id IN {_OVER}"),
    ),
    Kind.AUDIT: (Rule("audit_events", "happened_at < $1"),),
}


def rules(reader: Reader, kind: Kind) -> list[Rule]:
    """Return the rules of a kind, those first that rest on the others' rows; none for what is in files."""
    return list(_of_sessions(reader)) if kind is Kind.SCORES else list(_RULES.get(kind, ()))


def ended_sessions(reader: Reader, before: datetime) -> list[str]:
    """Return the ids of the interviews that ended before a moment (naive UTC)."""
    rows = reader.read("SELECT session_id FROM interview_sessions WHERE ended_at < ? ORDER BY 1", [before])
    return [row["session_id"] for row in rows]


def open_sessions(reader: Reader) -> list[str]:
    """Return the ids of the interviews that were begun and not ended."""
    rows = reader.read("SELECT session_id FROM interview_sessions WHERE status = 'in_progress'")
    return [row["session_id"] for row in rows]


def _of_sessions(reader: Reader) -> Iterator[Rule]:
    """Yield what goes when an interview goes: all tables that lead to it, then people without anything."""
    leads = traces.leads(reader)
    yield Rule("evaluation_neighbours", f"graded_id IN {_VALUES}")
    for column, condition in _OF_SESSION.items():
        later = {"response_evaluations", "interview_responses", "recordings"}
        tables = [table for table, lead in leads.items() if lead == column and table not in later]
        yield from (Rule(table, condition) for table in tables)
    yield Rule("response_evaluations", _OF_SESSION["response_id"])
    yield Rule("interview_responses", _OF_SESSION["session_id"])
    yield Rule("interview_sessions", "ended_at < $1")
    people = f"identity NOT IN (SELECT lower(employee_id) FROM ({_ELSEWHERE}))"  # noqa: S608 - own words
    yield Rule("employees", f"created_at < $1 AND {people}")
