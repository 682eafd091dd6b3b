from __future__ import annotations

from datetime import timedelta

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.errors import NotFoundError
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading
from athena.services.review import ReviewDesk
from athena.services.session_view import line_of
from athena.store.database import Database
from tests.services.small import AT, CTES, GOOD, JOINS, ask, said, spoken, ticking


@pytest.fixture
def ended(interviewing: Interviewing, session: Session) -> str:
    """Two questions; the answer to the first was said in two goes."""
    for question, texts in (
        (JOINS, ("Well, unmatched", "rows and null padding.")),
        (CTES, (GOOD["cte-why"],)),
    ):
        ask(interviewing, session.session_id, question)
        interviewing.record_turn(session.session_id, spoken(f"i-{question.id}", question.prompt))
        for number, text in enumerate(texts):
            interviewing.record_turn(session.session_id, said(f"c-{question.id}-{number}", text))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    return session.session_id


def test_every_quote_leads_to_the_line_it_was_said_in(database: Database, ended: str) -> None:
    view = Reading(database).view(LOCAL, ended)
    first, second = view.answers
    assert first.item.evaluation is not None
    quotes = {point.point_id: point.quote for point in first.item.evaluation.points}
    assert [line.text for line in view.transcript[1:3]] == ["Well, unmatched", "rows and null padding."]
    assert first.lines[quotes["padding"] or ""] in (2, 3)
    assert set(second.lines.values()) == {5}


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("keeps every row", 2),
        ("KEEPS  every\nrow", 2),
        ("row of the left", 2),
        ("the left table", 4),
        ("nobody said this", None),
        ("", None),
    ],
)
def test_a_quote_is_found_across_lines_whatever_its_spaces_and_capitals(quote: str, line: int | None) -> None:
    assert line_of(quote, {2: "It keeps every row of", 4: "the left table."}) == line


def test_the_values_of_an_answer_are_in_order_and_a_persons_questions_are_named(
    database: Database, ended: str
) -> None:
    desk = ReviewDesk(database, now=ticking(AT + timedelta(hours=1)))
    desk.override(LOCAL, ended, 2, 0.4, reason="Too short.", reviewer="boss")
    view = Reading(database).view(LOCAL, ended)
    assert [[value.evaluation.score for value in answer.values] for answer in view.answers] == [
        [1.0],
        [1.0, 0.4],
    ]
    assert view.answers[1].values == tuple(desk.history(LOCAL, ended, 2))
    assert view.by_hand == (2,)
    assert view.report.overall_score == pytest.approx(0.7)


def test_cost_use_figures_and_engines_belong_to_the_view(
    database: Database, interviewing: Interviewing, ended: str
) -> None:
    assert Reading(database).view(LOCAL, ended).cost_usd is None
    interviewing.record_usage(ended, "r1", "joe", {"input_tokens": 3}, 0.5)
    interviewing.record_usage(ended, "r2", "joe", {}, None)
    interviewing.record_metrics(ended, {"responses": 2.0})
    interviewing.change_engine(ended, "openai", "m", "Somebody chose it.")
    view = Reading(database).view(LOCAL, ended)
    assert (view.cost_usd, [use.response_id for use in view.uses]) == (0.5, ["r1", "r2"])
    assert [(figure.name, figure.value) for figure in view.measurements] == [("responses", 2.0)]
    assert [use.engine for use in view.engines] == ["embedded", "openai"]


def test_a_session_nobody_knows_has_no_view(database: Database) -> None:
    with pytest.raises(NotFoundError):
        Reading(database).view(LOCAL, "no such session")
