"""The bank's questions with their figures."""

from __future__ import annotations

from athena.domain.insights import Flag
from athena.services.insights import Figure
from athena.services.question_use import question_uses
from tests.services.small import BANK, JOINS

NAMES = ("bank_question_id", "asked", "answers", "score", "discrimination", "response_s", "hinted")


def test_every_question_of_the_bank_is_there_also_one_never_asked() -> None:
    uses = question_uses(BANK, Figure(NAMES, (), ""))
    assert [use.question_id for use in uses] == list(BANK.questions)
    assert {use.flags for use in uses} == {(Flag.UNUSED,)}


def test_a_question_has_its_figures_and_what_stands_out() -> None:
    figure = Figure(NAMES, ((JOINS.id, 7, 6, 0.95, -0.2, 12.5, 0.5),), "")
    use = next(use for use in question_uses(BANK, figure) if use.question_id == JOINS.id)
    assert (use.asked, use.answers, use.score, use.discrimination) == (7, 6, 0.95, -0.2)
    assert (use.response_s, use.hinted, use.text) == (12.5, 0.5, JOINS.prompt)
    assert use.flags == (Flag.EASY, Flag.NEGATIVE)


def test_a_question_that_left_the_bank_is_not_listed() -> None:
    figure = Figure(NAMES, (("gone", 7, 6, 0.95, -0.2, 12.5, 0.5),), "")
    assert "gone" not in {use.question_id for use in question_uses(BANK, figure)}
