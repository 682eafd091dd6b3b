"""What the audit finds in a task that is broken in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from athena.domain.exercise import Exercise, HiddenData, WrongVariant
from athena.domain.questions import Question, SqlSample
from athena.grading.audit import Audit, audit_exercise, audit_samples
from athena.grading.bench import WRITTEN
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox
from tests.services.small_tasks import ALSO_RIGHT, ATTACK, EXERCISE, INNER, RIGHT, TYPED

HIDDEN = EXERCISE.hidden_data[0]
SAME_KEY = "INSERT INTO customers VALUES (2, 'Cy');"
FIRST_TWO = "SELECT id FROM customers LIMIT 2"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    sandbox = Sandbox()
    grader = Grader(sandbox, effort=WRITTEN)
    yield grader
    grader.close()
    sandbox.close()


def test_a_sound_task_has_no_faults(grader: Grader) -> None:
    assert audit_exercise(EXERCISE, grader) == Audit(())


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (replace(EXERCISE, gold=(RIGHT, INNER)), "the data nothing-ordered cannot be used"),
        (replace(EXERCISE, gold=(RIGHT, "SELECT nothing")), "The references agree on no data set"),
        (
            replace(EXERCISE, gold=(FIRST_TWO, FIRST_TWO + " ")),
            "on the generated data ties the references do not agree",
        ),
        (
            replace(EXERCISE, hidden_data=(replace(HIDDEN, sql=EXERCISE.visible_data),)),
            "the hidden data nothing-ordered does not tell inner-join apart",
        ),
        (
            replace(
                EXERCISE, wrong_variants=(WrongVariant("inner-join", ALSO_RIGHT + " WHERE true", "No."),)
            ),
            "the wrong variant inner-join passes all hidden data",
        ),
        (
            replace(EXERCISE, wrong_variants=(WrongVariant("inner-join", "SELECT nme", "No."),)),
            "the wrong variant inner-join does not run",
        ),
        (
            replace(EXERCISE, hidden_data=(HiddenData("doubled", (), "INSERT INTO shelves VALUES (1)"),)),
            "the data doubled cannot be used",
        ),
        (
            replace(
                EXERCISE,
                hidden_data=(replace(HIDDEN, sql=f"{HIDDEN.sql} {SAME_KEY}"),),
            ),
            "the data nothing-ordered breaks a rule of the set-up: Constraint Error: Duplicate key",
        ),
        (
            replace(
                EXERCISE,
                setup=EXERCISE.setup.replace(
                    "customer_id INTEGER", "customer_id INTEGER REFERENCES customers (id)"
                ),
                hidden_data=(replace(HIDDEN, sql=HIDDEN.sql.replace("(1, 1)", "(1, 9)")),),
            ),
            "orders (customer_id) points to no row of customers",
        ),
    ],
    ids=[
        "golds-differ",
        "gold-fails",
        "gold-by-chance",
        "kills-nothing",
        "not-wrong",
        "no-query",
        "bad-data",
        "same-key-twice",
        "stray",
    ],
)
def test_a_fault_is_found(grader: Grader, broken: Exercise, expected: str) -> None:
    assert expected in " ".join(audit_exercise(broken, grader).faults)


def test_a_wrong_variant_that_fails_on_what_everybody_sees_is_a_remark(grader: Grader) -> None:
    weak = WrongVariant("no-count", "SELECT id, 0 FROM customers", "It counts nothing.")
    audit = audit_exercise(replace(EXERCISE, wrong_variants=(*EXERCISE.wrong_variants, weak)), grader)
    assert audit.faults == ()
    assert audit.remarks == (
        "the wrong variant no-count already fails on the visible data",
        "no hidden data names the wrong variant no-count",
    )


def with_samples(*samples: SqlSample) -> Question:
    assert TYPED.sql
    return replace(TYPED, sql=replace(TYPED.sql, samples=samples))


def test_samples_in_their_bands_are_no_fault(grader: Grader) -> None:
    right = SqlSample(ALSO_RIGHT, (1.0, 1.0), ("strong",))
    attack = SqlSample(ATTACK, (0.0, 0.1), ("attack",))
    assert audit_samples(with_samples(right, attack), grader) == Audit(())


def test_a_sample_out_of_its_band_is_shown_with_its_score(grader: Grader) -> None:
    optimist = SqlSample(INNER, (0.9, 1.0), ("strong",))
    (fault,) = audit_samples(with_samples(optimist), grader).faults
    assert "is out of [0.9, 1.0] strong" in fault
    assert INNER in fault
