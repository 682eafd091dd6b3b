"""Finding entries of the audit log and taking them away."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pandas as pd
import pytest

from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.errors import AccessError
from athena.services.audit_log import AuditLog, AuditWanted
from athena.services.auditing import Auditing
from athena.services.exporting import Format
from athena.services.exports import Exports
from athena.store import queries
from athena.store.database import Database
from athena.store.queries import QueryRun

RUN = "11111111-1111-1111-1111-111111111111"
AT = datetime(2026, 3, 3, 10)
QUERIES = AuditWanted(actions=(Action.QUERY,))


@pytest.fixture
def audit(database: Database) -> Auditing:
    return Auditing(database, now=lambda: AT)


@pytest.fixture
def log(database: Database, audit: Auditing) -> AuditLog:
    """A log with a query that was run, and a sign-in."""
    with database.transaction() as tx:
        queries.add_run(tx, QueryRun(RUN, "ada", "=SELECT 1", {}, "ok", "", 1, False, 2.0, AT))
    audit.note(Viewer("ada", "Ada", frozenset(), Role.ADMIN), Action.QUERY, RUN)
    audit.note(None, Action.SIGN_IN, "jo", address="192.0.2.1", detail={"how": "=cmd()"})
    return AuditLog(database, audit, Exports(database, audit))


def test_queries_are_found_by_their_entries(log: AuditLog) -> None:
    entries = log.find(LOCAL, AuditWanted(), 10)
    [(event_id, run)] = log.queries(LOCAL, entries).items()
    [entry] = [one for one in entries if one.event_id == event_id]
    assert (entry.action, run.sql) == (Action.QUERY, "=SELECT 1")


def test_a_query_that_is_not_kept_any_more_is_left_out(log: AuditLog, audit: Auditing) -> None:
    audit.note(LOCAL, Action.QUERY, "22222222-2222-2222-2222-222222222222")
    assert len(log.queries(LOCAL, log.find(LOCAL, QUERIES, 10))) == 1


def test_a_json_file_holds_entries_and_queries(log: AuditLog) -> None:
    [entry] = json.loads(log.file(LOCAL, QUERIES, Format.JSON).data)
    assert (entry["actor"], entry["role"], entry["query"]) == ("ada", "admin", "=SELECT 1")
    assert entry["happened_at_utc"] == "2026-03-03T10:00:00"


def test_nothing_in_a_csv_file_is_a_formula(log: AuditLog) -> None:
    table = pd.read_csv(io.BytesIO(log.file(LOCAL, QUERIES, Format.CSV).data))
    assert list(table["query"]) == ["'=SELECT 1"]


def test_taking_it_away_is_an_entry_itself(log: AuditLog) -> None:
    made = log.file(LOCAL, AuditWanted(), Format.XLSX)
    [entry] = log.find(LOCAL, AuditWanted(actions=(Action.EXPORT,)), 10)
    assert entry.detail == {"what": "Athena audit log", "file": made.mime}


def test_only_who_may_see_it_gets_it(log: AuditLog) -> None:
    manager = Viewer("mia", "Mia", PERMISSIONS[Role.MANAGER], Role.MANAGER)
    for refused in (
        lambda: log.find(manager, QUERIES, 10),
        lambda: log.queries(manager, []),
        lambda: log.file(manager, QUERIES, Format.CSV),
    ):
        with pytest.raises(AccessError, match="may not read the audit log"):
            refused()
