"""The tables of a session's page as files: one row for each line shown, as plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.services import session_sheets
from athena.services.exporting import Sheet
from athena.services.interviewing import Interviewing
from athena.services.reading import Reading
from athena.services.review import ReviewDesk
from athena.services.session_view import SessionView
from athena.store.database import Database
from athena.store.pad_runs import PadRun
from tests.services.small import GOOD, JOINS, PLAN, ask, said, spoken


@pytest.fixture
def view(database: Database, interviewing: Interviewing) -> SessionView:
    """An interview of one question whose answer a person regraded."""
    interviewing.admit("E1", "Zoé")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, session_id, JOINS)
    interviewing.record_turn(session_id, spoken("i1", JOINS.prompt))
    interviewing.record_turn(session_id, said("c1", GOOD["joins-left"], 1000))
    interviewing.record_usage(session_id, "r1", "joe", {"input_tokens": 7}, None)
    interviewing.record_metrics(session_id, {"turn_ms_p50": 120.0})
    interviewing.close(session_id, SessionStatus.COMPLETED)
    ReviewDesk(database).override(LOCAL, session_id, 1, 0.25, reason="Too short.", reviewer="boss")
    return Reading(database).view(LOCAL, session_id)


def records(sheet: Sheet) -> list[dict[str, object]]:
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_the_timeline_has_a_row_for_each_event(view: SessionView) -> None:
    found = records(session_sheets.events(view))
    assert [row["event"] for row in found] == ["question", "answer", "end"]
    assert found[1]["at_ms"] == 1000


def test_what_has_no_price_has_none_in_the_file_either(view: SessionView) -> None:
    (use,) = records(session_sheets.responses(view))
    assert (use["response_id"], use["input_tokens"], use["cost_usd"]) == ("r1", 7, None)


def test_engines_and_measurements_are_those_of_the_record(view: SessionView) -> None:
    assert [row["engine"] for row in records(session_sheets.engines(view))] == ["embedded"]
    (figure,) = records(session_sheets.measurements(view))
    assert (figure["name"], figure["value"]) == ("turn_ms_p50", 120.0)


def test_every_value_an_answer_had_is_there_with_who_decided_and_why(view: SessionView) -> None:
    first, second = records(session_sheets.values(view, view.answers[0]))
    assert (first["counts"], first["reason"]) == (False, None)
    assert (second["score"], second["counts"]) == (0.25, True)
    assert (second["reviewer"], second["reason"]) == ("boss", "Too short.")


def test_runs_of_the_pad_come_with_their_code_and_the_questions_number(view: SessionView) -> None:
    own, at = view.session.session_id, view.session.started_at
    run = PadRun("r", own, "q", "submit", "SELECT 1", "passed", 1.0, "Right.", 2.0, at)
    sheet = session_sheets.pad_runs(view, replace(view.answers[0], runs=(run,)))
    assert "question 1 pad runs" in sheet.title
    (row,) = records(sheet)
    assert (row["code"], row["score"], row["runtime_ms"]) == ("SELECT 1", 1.0, 2.0)


def test_two_sessions_are_compared_by_category(view: SessionView) -> None:
    (row,) = records(session_sheets.compared(view, view))
    assert (row["category"], row["left_score"], row["difference"]) == ("joins", 0.25, 0.0)


def test_without_records_there_is_a_table_without_columns() -> None:
    assert Sheet.of("nothing", []) == Sheet("nothing", (), ())
