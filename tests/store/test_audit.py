"""The audit log's rows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import athena
from athena.domain.audit import Action, AuditEvent, Outcome
from athena.store import audit
from athena.store.database import Database

AT = datetime(2026, 3, 1, 9)
CHANGES = re.compile(
    r"(?:UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|INSERT\s+OR\s+REPLACE\s+INTO|DROP\s+TABLE)\s+audit_events",
    re.IGNORECASE,
)
ALLOWED = {"store/retention.py", "store/traces.py"}
"""The job that takes old entries away, as the operator set it, and what erases a person from entries."""


def event(number: int, **fields: object) -> AuditEvent:
    known = {"actor": "Ada", "role": "admin", "action": Action.SIGN_IN, "subject": "ada", **fields}
    known.setdefault("happened_at", AT + timedelta(hours=number))
    return AuditEvent(event_id=f"00000000-0000-0000-0000-{number:012d}", **known)  # type: ignore[arg-type]


@pytest.fixture
def log(database: Database) -> Database:
    entries = (
        event(0),
        event(1, actor="", outcome=Outcome.FAILED, address="192.0.2.1"),
        event(2, action=Action.ROLE_CHANGE, subject="JO", detail={"from": "analyst", "to": "manager"}),
    )
    with database.transaction() as tx:
        for entry in entries:
            audit.add(tx, entry)
    return database


def numbers(found: list[AuditEvent]) -> list[int]:
    return [int(entry.event_id[-12:]) for entry in found]


def test_an_entry_comes_back_as_it_was_added(log: Database) -> None:
    assert audit.find(log, actions=(Action.ROLE_CHANGE,)) == [
        event(2, action=Action.ROLE_CHANGE, subject="JO", detail={"from": "analyst", "to": "manager"})
    ]


def test_the_newest_come_first_and_no_more_than_wanted(log: Database) -> None:
    assert numbers(audit.find(log)) == [2, 1, 0]
    assert numbers(audit.find(log, limit=2)) == [2, 1]


def test_a_person_is_sought_in_who_did_it_and_to_whom_in_any_spelling(log: Database) -> None:
    assert numbers(audit.find(log, person="jo")) == [2]
    assert numbers(audit.find(log, person="ADA")) == [2, 1, 0]


def test_what_people_type_is_no_pattern(log: Database) -> None:
    assert audit.find(log, person="%") == audit.find(log, person="_d_") == []


def test_how_it_ended_and_when_narrow_it(log: Database) -> None:
    assert numbers(audit.find(log, outcome=Outcome.FAILED)) == [1]
    assert numbers(audit.find(log, since=AT + timedelta(hours=1), until=AT + timedelta(hours=2))) == [1]


def test_nothing_but_retention_and_erasure_changes_or_removes_entries() -> None:
    folder = Path(athena.__file__).parent
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if CHANGES.search(re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8")))
    }
    assert found <= ALLOWED


def test_the_search_for_changes_finds_them() -> None:
    assert CHANGES.search("DELETE FROM audit_events WHERE happened_at < ?")
    assert CHANGES.search("UPDATE audit_events SET actor = ?")
