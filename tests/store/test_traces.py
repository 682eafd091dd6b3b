"""Nothing that is kept of a person is overlooked, whatever tables there are."""

from __future__ import annotations

import re

import pytest

from athena.store import traces
from athena.store.database import Database
from tests.services.whole import CANARIES, ID, NAME, SAID, fill, uid

PERSONAL = re.compile(r"employee_id|identity|author|owner|reviewer|actor|subject|\w+_by|email")
"""What columns that tell of a person are called."""
DESCRIBED = {"employees.email", "provider_subjects.subject", "interview_templates.contact_email"}
"""Columns of that kind that name nobody: how somebody in the row is reached, and a provider's own name."""


def test_every_table_of_the_schema_is_about_people_or_known_not_to_be(database: Database) -> None:
    rows = database.read("SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    classified = set(traces.leads(database)) | set(traces.MENTIONS) | traces.UNRELATED
    assert {row["table_name"] for row in rows} == classified


def test_every_column_that_can_name_a_person_leads_there_or_is_a_mention(database: Database) -> None:
    rows = database.read("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    named = {f"{r['table_name']}.{r['column_name']}" for r in rows if PERSONAL.fullmatch(r["column_name"])}
    leads = {f"{table}.{column}" for table, column in traces.leads(database).items()}
    mentions = {f"{table}.{column}" for table, columns in traces.MENTIONS.items() for column in columns}
    same_row = {f"{table}.employee_id" for table in ("employees", "accounts", "sign_ins")}
    assert named <= leads | mentions | same_row | DESCRIBED


def test_a_person_is_found_in_every_table_and_no_word_is_left_after_deletion(database: Database) -> None:
    fill(database)
    trace = traces.of_person(database, ID.upper())
    assert set(trace.count(database)) == set(traces.leads(database))
    with database.transaction() as tx:
        trace.delete(tx)
    assert traces.of_person(database, ID).count(database) == {}
    assert traces.texts_with(database, CANARIES) == {}


def test_somebody_elses_rows_stay(database: Database) -> None:
    fill(database, "E2", "Jo Lee", "other words")
    before = traces.of_person(database, "E2").count(database)
    fill(database)
    with database.transaction() as tx:
        traces.erase(tx, ID, "erased-1")
    assert traces.of_person(database, "E2").count(database) == before


def test_whoever_is_named_in_what_is_kept_of_others_gets_a_pseudonym_there(database: Database) -> None:
    fill(database, "E2", "Jo Lee", "other words")
    event = {"event_id": uid("event"), "happened_at": "2026-03-01", "role": "manager", "outcome": "ok"}
    with database.transaction() as tx:
        tx.run("UPDATE reviews SET reviewer = ?", [ID])
        tx.run("UPDATE invitations SET created_by = ?", [ID.lower()])
        tx.insert(
            "audit_events",
            event
            | {
                "actor": ID,
                "action": "sign_in",
                "subject": ID,
                "address": "10.1.2.3",
                "detail": '{"name": "Q"}',
            },
        )
        tx.insert(
            "audit_events",
            event
            | {"event_id": uid("other"), "actor": "boss", "action": "invitation", "subject": "x"}
            | {"address": "10.9.9.9", "detail": f'{{"employee": "{ID}", "what": "new link"}}'},
        )
        assert set(traces.mentions(tx, ID)) == {"reviews", "invitations", "audit_events"}
        traces.erase(tx, ID, "erased-1")
    assert database.read("SELECT reviewer FROM reviews") == [{"reviewer": "erased-1"}]
    assert database.read("SELECT created_by FROM invitations") == [{"created_by": "erased-1"}]
    kept = database.read("SELECT actor, subject, address, detail FROM audit_events ORDER BY actor")
    assert kept == [
        {"actor": "boss", "subject": "x", "address": "10.9.9.9", "detail": "{}"},
        {"actor": "erased-1", "subject": "erased-1", "address": "", "detail": "{}"},
    ]


def test_what_nobody_known_did_about_the_person_keeps_no_address_and_others_entries_stay(
    database: Database,
) -> None:
    fill(database, "admin", "Ada", SAID)
    [invitation] = traces.of_person(database, "admin").ids["invitation_id"]
    entries = [
        ("", invitation, '{"what": "opened", "employee": "admin"}', "10.1.1.1"),
        ("boss", "E9", '{"from": "analyst", "to": "admin"}', "10.2.2.2"),
    ]
    with database.transaction() as tx:
        for number, (actor, subject, detail, address) in enumerate(entries):
            row = {"event_id": uid(str(number)), "happened_at": "2026-03-01", "role": "", "outcome": "ok"}
            found = {"actor": actor, "subject": subject, "detail": detail, "address": address}
            tx.insert("audit_events", row | found | {"action": "invitation"})
        assert len(traces.mentions(tx, "admin")["audit_events"]) == 1
        traces.erase(tx, "admin", "erased-1")
    assert database.read("SELECT detail, address FROM audit_events ORDER BY actor") == [
        {"detail": "{}", "address": ""},
        {"detail": '{"from": "analyst", "to": "admin"}', "address": "10.2.2.2"},
    ]


def test_neighbours_of_others_that_rest_on_the_person_go(database: Database) -> None:
    fill(database)
    mine = database.read("SELECT evaluation_id FROM response_evaluations")[0]["evaluation_id"]
    neighbour = {
        "evaluation_id": uid("evaluation_id", "E2"),
        "position": 1,
        "graded_id": mine,
        "likeness": 0.5,
    }
    with database.transaction() as tx:
        tx.insert("evaluation_neighbours", neighbour)
        traces.erase(tx, ID, "erased-1")
    assert database.read("FROM evaluation_neighbours") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"I think {NAME.upper()} was better.", True),
        (f"({ID.lower()})", True),
        ("Quirina", False),
        (f"{ID}8", False),
        ("É" + NAME, False),
    ],
)
def test_a_name_in_somebody_elses_text_is_counted_as_whole_words(
    database: Database, text: str, found: bool
) -> None:
    fill(database, "E2", "Jo Lee", "other words")
    with database.transaction() as tx:
        tx.run("UPDATE reviews SET reason = ?", [text])
    assert traces.texts_with(database, [NAME, ID]) == ({"reviews.reason": 1} if found else {})


def test_rows_for_a_file_bear_no_secrets(database: Database) -> None:
    fill(database)
    trace = traces.of_person(database, ID)
    columns = {name for table in trace.tables for row in trace.rows(database, table) for name in row}
    assert columns.isdisjoint({"password_hash", "digest", "token_hash"})
    assert "text" in columns
