"""Queries are graded by what they return on data they have not seen."""

from __future__ import annotations

import pytest

from athena.domain.exercise import HiddenData
from athena.domain.result_comparison import Comparison, DifferenceKind
from athena.errors import InputError
from athena.grading import Grader, Verdict
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits
from tests.grading import shop
from tests.grading.shop import exercise


@pytest.mark.parametrize(("gold", "sql"), shop.RIGHT)
def test_a_right_query_of_another_shape_passes(grader: Grader, gold: str, sql: str) -> None:
    grade = grader.grade(exercise(gold), sql)
    assert (grade.verdict, grade.reasons) == (Verdict.PASSED, ())
    assert grade.score == 1


@pytest.mark.parametrize(("gold", "sql"), [pytest.param(g, s, id=i) for i, g, s in shop.WRONG])
def test_a_wrong_query_is_refused_with_a_reason(grader: Grader, gold: str, sql: str) -> None:
    grade = grader.grade(exercise(gold), sql)
    assert grade.verdict is Verdict.WRONG
    assert grade.reasons
    assert 0.05 <= grade.score <= 0.95


def test_a_fault_of_form_costs_less_than_a_fault_of_substance(grader: Grader) -> None:
    form = grader.grade(exercise(shop.BY_NAME), "SELECT name, id FROM customers")
    substance = grader.grade(exercise(shop.BY_NAME), "SELECT country, id FROM customers ORDER BY 1, 2")
    assert form.score > 0.85 > substance.score


def test_a_small_slip_keeps_most_of_the_credit_and_nonsense_hardly_any(grader: Grader) -> None:
    slip = grader.grade(exercise(shop.PAID_SINCE), shop.PAID_SINCE.replace(">=", ">"))
    nonsense = grader.grade(exercise(shop.PAID_SINCE), "SELECT 1")
    assert slip.score > 0.6
    assert nonsense.score < 0.2


def test_a_typo_gets_some_credit_for_its_structure_and_never_passes(grader: Grader) -> None:
    grade = grader.grade(exercise(shop.PAID_SINCE), shop.PAID_SINCE.replace("amount", "amont"))
    assert grade.verdict is Verdict.ERROR
    assert "amont" in grade.reasons[0]
    assert 0.2 < grade.score < 0.7


def test_nothing_is_not_run(grader: Grader) -> None:
    grade = grader.grade(exercise(shop.PAID_SINCE), "  ")
    assert (grade.verdict, grade.score) == (Verdict.NOT_RUN, 0)


@pytest.mark.parametrize("sql", ["DROP TABLE orders", f"CREATE TABLE x AS {shop.PAID_SINCE}"])
def test_what_would_change_the_data_is_worth_nothing_however_alike_it_is(grader: Grader, sql: str) -> None:
    grade = grader.grade(exercise(shop.PAID_SINCE), sql)
    assert (grade.verdict, grade.score, grade.notes) == (Verdict.ERROR, 0, ())
    assert grade.reasons


def test_a_query_that_never_ends_is_a_timeout(sandbox: Sandbox) -> None:
    grader = Grader(sandbox, limits=Limits(seconds=0.5))
    endless = "SELECT COUNT(*), 1 FROM range(100000000000) a, range(1000) b"
    assert grader.grade(exercise(shop.PAID_SINCE), endless).verdict is Verdict.TIMEOUT
    grader.close()


def test_the_reason_names_the_data_and_the_first_difference(grader: Grader) -> None:
    grade = grader.grade(exercise(shop.PER_CUSTOMER), shop.PER_CUSTOMER.replace("LEFT JOIN", "JOIN"))
    assert grade.reasons[0] == "On the visible data: 1 row missing, for example ('Cy', 0)."
    assert "You use an inner join, expected a left join." in grade.notes


def test_columns_in_any_order_pass_where_agreed(grader: Grader) -> None:
    turned = shop.PER_CUSTOMER.replace("c.name, COUNT(o.id) AS n", "COUNT(o.id), c.name")
    loose = exercise(shop.PER_CUSTOMER, comparison=Comparison(columns="any"))
    assert grader.grade(loose, turned).verdict is Verdict.PASSED
    strict = grader.grade(exercise(shop.PER_CUSTOMER), turned)
    failed = {one.difference for one in strict.outcomes if one.difference}
    assert failed == {DifferenceKind.COLUMN_ORDER}


def test_rows_that_tie_in_a_hidden_sort_key_may_permute(grader: Grader) -> None:
    by_hidden = exercise("SELECT id FROM orders ORDER BY status")
    assert grader.grade(by_hidden, "SELECT id FROM orders ORDER BY status, id DESC").verdict is Verdict.PASSED
    assert grader.grade(by_hidden, "SELECT id FROM orders ORDER BY status DESC").verdict is Verdict.WRONG


def test_a_suite_holds_the_visible_the_hidden_and_each_kind_of_made_data(grader: Grader) -> None:
    hidden = HiddenData("two Adas", (), "INSERT INTO customers VALUES (1, 'Ada', NULL), (2, 'Ada', 'UK')")
    suite = grader.suite(exercise(shop.BY_NAME, hidden_data=(hidden,)))
    kinds = {one.kind for one in suite.datasets}
    assert kinds >= {
        "visible",
        "hidden",
        "shuffled",
        "empty",
        "one row",
        "nulls",
        "duplicates",
        "ties",
        "larger",
    }
    assert [one.expected.rows for one in suite.datasets if one.kind == "hidden"] == [(("Ada", 1), ("Ada", 2))]


def test_the_same_exercise_gives_the_same_data(sandbox: Sandbox, grader: Grader) -> None:
    other = Grader(sandbox)
    one, two = (g.suite(exercise(shop.PAID_SINCE)).datasets for g in (grader, other))
    other.close()
    assert one == two


def test_data_on_which_the_reference_is_ambiguous_is_left_out(grader: Grader) -> None:
    suite = grader.suite(exercise("SELECT id FROM orders ORDER BY status LIMIT 1"))
    assert "visible" in dict(suite.left_out) or all(len(one.expected.rows) <= 1 for one in suite.datasets)
    assert "ties" not in {one.kind for one in suite.datasets}


def test_a_reference_that_does_not_run_is_said_so(grader: Grader) -> None:
    with pytest.raises(InputError, match="runs on no data set"):
        grader.grade(exercise("SELECT nothing FROM orders"), "SELECT 1")


def test_many_queries_are_graded_in_their_order(grader: Grader) -> None:
    given = [shop.PAID_SINCE, "SELECT 1", f" {shop.PAID_SINCE} ", "SELEC"]
    grades = grader.grade_each(exercise(shop.PAID_SINCE), given, at_once=2)
    assert [one.verdict for one in grades] == [
        Verdict.PASSED,
        Verdict.WRONG,
        Verdict.PASSED,
        Verdict.ERROR,
    ]
