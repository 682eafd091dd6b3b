"""Retention: what is due goes, what is not stays, and scores stay when their words go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.domain.interview import SessionStatus
from athena.domain.retention import REMOVED, Kind, Periods
from athena.errors import AccessError
from athena.services.auditing import Auditing
from athena.services.backups import Backups
from athena.services.copies import Copies
from athena.services.interviewing import Interviewing
from athena.services.recordings import Recordings
from athena.services.rescoring import Rescoring
from athena.services.retention import Retention
from athena.services.review import ReviewDesk
from athena.services.snapshots import folder_of
from athena.services.tidying import Tidying
from athena.store import retention as stored
from athena.store import traces
from athena.store.database import Database
from athena.store.reviews import decided
from tests.services.small import BANK, GOOD, JOINS, OFFLINE, PLAN, ask, said
from tests.services.whole import AT, ID, fill, found_in

DAYS = 100
LATER = AT + timedelta(days=DAYS, hours=1)
FOREVER = Periods(dict.fromkeys(Kind, 0))


def keeping(**days: int) -> Periods:
    """Periods of which all but some are for ever."""
    return Periods({kind: days.get(kind.value, 0) for kind in Kind})


@dataclass
class Desk:
    """Retention on a database in memory; what runs now, and what time it is, can be set."""

    database: Database
    audit: Auditing
    backups: Backups
    recordings: Recordings
    live: set[str]
    now: datetime

    def keeping(self, periods: Periods) -> Retention:
        copies = Copies.of(self.database, Path("nowhere"))
        return Retention(
            self.database,
            self.audit,
            Tidying(self.database, copies),
            self.backups,
            self.recordings,
            periods,
            is_live=self.live.__contains__,
            now=lambda: self.now,
        )


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    audit = Auditing(database, lambda: LATER)
    backups = Backups(database, audit, tmp_path / "backups", None, FOREVER, lambda: LATER)
    recordings = Recordings(database, audit, tmp_path / "recordings", bytes(32), lambda: AT)
    return Desk(database, audit, backups, recordings, set(), LATER)


def counts(desk: Desk) -> dict[str, int]:
    rows = desk.database.read("SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    tables = {row["table_name"] for row in rows} - {"schema_version", "chores", "pseudonym_key"}
    return {
        table: int(desk.database.read(f"SELECT count(*) AS n FROM {table}")[0]["n"])  # noqa: S608 - own names
        for table in tables
    }


def interviewed(interviewing: Interviewing) -> str:
    """An interview with one good answer that has ended."""
    interviewing.admit("E1", "Jo Lee", "Data")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, session_id, JOINS)
    interviewing.record_turn(session_id, said("c1", GOOD["joins-left"]))
    interviewing.close(session_id, SessionStatus.COMPLETED)
    return session_id


def test_nothing_is_due_where_everything_is_kept_for_ever(desk: Desk) -> None:
    fill(desk.database)
    before = counts(desk)
    assert desk.keeping(FOREVER).run() == []
    assert counts(desk) == before


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.AUDIO, Kind.BACKUPS)])
def test_each_kind_goes_a_day_after_its_time_and_not_before(desk: Desk, kind: Kind) -> None:
    fill(desk.database)
    desk.audit.note(LOCAL, Action.QUERY, "x")
    with desk.database.transaction() as tx:
        tx.run("UPDATE audit_events SET happened_at = ?", [AT])
    retention = desk.keeping(keeping(**{kind.value: DAYS}))
    desk.now = LATER - timedelta(days=1)
    assert retention.due(LOCAL) == []
    desk.now = LATER
    due = retention.due(LOCAL)
    assert due
    assert {one.kind for one in due} == {kind}
    assert retention.run() == due
    assert retention.due(LOCAL) == []


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    fill(desk.database)
    before = counts(desk)
    assert desk.keeping(Periods(dict.fromkeys(Kind, 1))).due(LOCAL)
    assert counts(desk) == before


def test_when_words_go_scores_and_report_stay_as_they_are(desk: Desk, interviewing: Interviewing) -> None:
    session_id = interviewed(interviewing)
    before = interviewing.report(session_id)
    assert before.overall_score
    figures = "SELECT score, assessed, feedback FROM interview_responses"
    rows, stored_report = desk.database.read(figures), desk.database.read("FROM session_reports")
    desk.keeping(keeping(transcripts=DAYS)).run()
    after = interviewing.report(session_id)
    assert (after.overall_score, after.band, after.assessed_count, after.likely) == (
        before.overall_score,
        before.band,
        before.assessed_count,
        before.likely,
    )
    assert [item.answer for item in after.items] == [REMOVED]
    assert desk.database.read(figures) == rows
    assert desk.database.read("FROM session_reports") == stored_report
    assert (
        traces.texts_with(desk.database, ["unmatched", GOOD["joins-left"]])
        .keys()
        .isdisjoint({"interview_responses.text", "response_evaluations.text", "response_evidence.quote"})
    )
    assert desk.database.read("FROM transcript_turns") == []


def test_an_answer_without_words_is_never_judged_again(desk: Desk, interviewing: Interviewing) -> None:
    session_id = interviewed(interviewing)
    desk.keeping(keeping(transcripts=DAYS)).run()
    assert Rescoring(desk.database, BANK).rescore(LOCAL, session_id, OFFLINE) == []


def test_an_answer_without_words_is_no_neighbour_of_others(desk: Desk, interviewing: Interviewing) -> None:
    session_id = interviewed(interviewing)
    reviews = ReviewDesk(desk.database)
    reviews.override(LOCAL, session_id, 1, 0.4, reason="Too short.", reviewer="boss")
    assert reviews.graded(LOCAL, "joins-left")
    desk.keeping(keeping(transcripts=DAYS)).run()
    assert reviews.graded(LOCAL, "joins-left") == []
    assert decided(desk.database) == (0, None)


def test_an_interview_that_still_runs_keeps_everything(desk: Desk, interviewing: Interviewing) -> None:
    interviewing.admit("E1", "Jo Lee", "Data")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    interviewing.record_turn(session_id, said("c1", "hello"))
    before = counts(desk)
    desk.keeping(keeping(transcripts=DAYS, scores=DAYS)).run()
    after = counts(desk)
    after.pop("audit_events"), before.pop("audit_events")
    assert after == before


def test_people_of_whom_nothing_is_left_go_with_their_last_interview(
    desk: Desk, interviewing: Interviewing
) -> None:
    interviewed(interviewing)
    interviewing.admit("E2", "Sam Poe", "Data")
    with desk.database.transaction() as tx:
        tx.run("UPDATE employees SET created_at = ? WHERE employee_id = 'E2'", [LATER - timedelta(days=3)])
    desk.keeping(keeping(scores=DAYS)).run()
    assert desk.database.read("SELECT employee_id FROM employees") == [{"employee_id": "E2"}]
    assert desk.database.read("FROM interview_sessions") == []


def test_somebody_with_an_account_stays_without_interviews(desk: Desk) -> None:
    fill(desk.database)
    desk.keeping(keeping(scores=DAYS)).run()
    assert desk.database.read("SELECT employee_id FROM employees") == [{"employee_id": ID}]


def test_what_goes_with_an_interview_is_every_table_that_leads_to_it(desk: Desk) -> None:
    fill(desk.database)
    desk.keeping(keeping(scores=DAYS)).run()
    leads = traces.leads(desk.database)
    of_session = {
        t for t, column in leads.items() if column in {"session_id", "response_id", "evaluation_id"}
    }
    assert {table for table in of_session if counts(desk)[table]} == set()


def test_recordings_go_with_their_time_or_with_their_interview(desk: Desk) -> None:
    fill(desk.database)
    [due] = desk.keeping(keeping(audio=DAYS)).due(LOCAL)
    assert (due.kind, due.place, due.number) == (Kind.AUDIO, "recordings", 1)
    desk.keeping(keeping(scores=DAYS)).run()
    assert desk.database.read("FROM recordings") == []


def test_what_went_is_in_the_audit_log_without_content(desk: Desk) -> None:
    fill(desk.database)
    desk.keeping(keeping(queries=DAYS)).run()
    [entry] = desk.audit.entries(LOCAL, actions=(Action.DELETION,))
    assert (entry.actor, entry.subject) == ("", "retention of query_runs")
    assert entry.detail == {"kind": "queries", "number": "1"}


def test_the_daily_job_runs_once_a_day_and_waits_for_interviews_up_to_another(desk: Desk) -> None:
    fill(desk.database)
    retention = desk.keeping(keeping(queries=DAYS))

    def left() -> int:
        return len(desk.database.read("FROM query_runs"))

    def again() -> None:
        with desk.database.transaction() as tx:
            row = {"run_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "author": "x", "sql": "", "rows": 1}
            more = {"parameters": "{}", "outcome": "ok", "message": "", "truncated": False, "elapsed_ms": 1.0}
            tx.insert("query_runs", row | more | {"ran_at": AT})

    retention.daily()
    assert left() == 0
    again()
    desk.now += timedelta(hours=23)
    retention.daily()
    assert left() == 1
    with desk.database.transaction() as tx:
        tx.run("UPDATE interview_sessions SET status = 'in_progress', ended_at = NULL")
    desk.live.update(stored.open_sessions(desk.database))
    desk.now += timedelta(hours=2)
    retention.daily()
    assert left() == 1
    desk.now += timedelta(hours=24)
    retention.daily()
    assert left() == 0


def test_only_who_may_looks_or_lets_things_go(desk: Desk) -> None:
    manager = Viewer("m", "M", PERMISSIONS[Role.MANAGER], Role.MANAGER)
    retention = desk.keeping(FOREVER)
    with pytest.raises(AccessError):
        retention.due(manager)
    with pytest.raises(AccessError):
        retention.run(manager)


def test_what_went_cannot_be_read_in_the_files_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    database = Database.open(path, folders=[folder_of(path)])
    fill(database)
    copies = Copies.of(database, folder_of(path))
    copies.named.latest()
    audit = Auditing(database)
    everything = Periods(dict.fromkeys(Kind, 1))
    backups = Backups(database, audit, tmp_path / "backups", None, everything)
    recordings = Recordings(database, audit, tmp_path / "recordings", None)
    with database.transaction() as tx:
        for table in ("accounts", "saved_queries", "provider_subjects", "employees"):
            tx.run(f"DELETE FROM {table}")  # noqa: S608 - own names
    Retention(database, audit, Tidying(database, copies), backups, recordings, everything).run()
    assert found_in(tmp_path) == {}
    database.close()
