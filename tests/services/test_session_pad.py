"""The SQL pad of an interview, taken away as JSON and PDF, on a real sandbox."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.grading.bench import QueryBench
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.services.pad import Pad
from athena.services.pdf_report import session_pdf
from athena.services.reading import Reading
from athena.services.review import ReviewDesk
from athena.services.session_export import session_json
from athena.services.session_view import SessionView
from athena.store.database import Database
from tests.services.small import PLAN, ask, said, ticking
from tests.services.small_tasks import RIGHT, TYPED, TYPED_BANK
from tests.services.test_session_files import text_of

WRONG = "SELECT id\n    FROM customers"
SPOKEN = "The unmatched customers are kept by the left join, with null padding."


@pytest.fixture(scope="module")
def view(bench: QueryBench) -> SessionView:
    """An interview in which a query was tried, handed in right and explained, and overruled by a person."""
    database = Database.open(":memory:")
    interviewing = Interviewing(database, TYPED_BANK, evaluator=offline_evaluator(TYPED_BANK), now=ticking())
    interviewing.admit("E1", "Jo Lee")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, session_id, TYPED)
    pad = Pad(database, TYPED_BANK, bench, now=ticking())
    pad.run(session_id, WRONG)
    pad.submit(session_id, RIGHT)
    interviewing.record_turn(session_id, said("c1", SPOKEN))
    interviewing.close(session_id, SessionStatus.COMPLETED)
    ReviewDesk(database).override(LOCAL, session_id, 1, 0.5, reason="Copied.", reviewer="boss")
    found = Reading(database).view(LOCAL, session_id)
    database.close()
    return found


def test_the_json_has_every_query_with_what_came_of_it(view: SessionView) -> None:
    question = json.loads(session_json(view).data)["questions"][0]
    assert [(run["kind"], run["code"], run["verdict"]) for run in question["pad_runs"]] == [
        ("run", WRONG, "wrong"),
        ("submit", RIGHT, "passed"),
    ]
    assert question["pad_runs"][1]["outcome"] == "The query was handed in and is right on all data."
    assert question["pad_runs"][0]["ran_at"] < question["pad_runs"][1]["ran_at"]


def test_query_and_explanation_have_scores_of_their_own_beside_the_one_that_counts(view: SessionView) -> None:
    question = json.loads(session_json(view).data)["questions"][0]
    assert (question["score"], question["query_score"], question["explanation"]["score"]) == (0.5, 1.0, 1.0)


def test_the_final_query_is_the_one_handed_in_last(view: SessionView) -> None:
    query = view.answers[0].query
    assert query
    assert query.code == RIGHT


def test_the_pdf_has_the_final_query_in_a_face_of_equal_widths_and_what_was_tried_before(
    view: SessionView,
) -> None:
    data = session_pdf(view, transcript=False, compressed=False).data
    text = text_of(data)
    assert b"DejaVuSansMono" in data
    assert text.index("Final query") < text.index(RIGHT[:40]) < text.index("Also in the SQL pad")
    assert "Handed in at 09:30:" in text
    assert "Query 100%" in text
    assert "explanation 100%, which does not count" in text
    assert "FROM customers" in text


def test_a_question_by_voice_has_no_pad_in_the_pdf(view: SessionView) -> None:
    spoken = replace(view, answers=tuple(replace(answer, runs=()) for answer in view.answers))
    assert b"DejaVuSansMono" not in session_pdf(spoken, compressed=False).data
