import pytest

from athena.domain.evaluation import MisconceptionFound, PointVerdict, Verdict
from athena.domain.scoring import arithmetic
from tests.domain.scoring.fakes import QUESTION, scored, verdicts

FULL = (
    "The red box keeps the apples. The blue one throws them away. "
    "It is cool there, and without a lid nothing works."
)


def test_an_answer_with_every_key_point_scores_one() -> None:
    assert scored(FULL).score == 1.0


def test_each_key_point_counts_with_its_weight() -> None:
    assert scored("the blue box throws them away").score == 0.3


def test_two_thirds_of_three_concepts_with_the_leading_one_earn_half() -> None:
    found = scored("the red box keeps something").points[0]
    assert (found.verdict, found.credit) == (Verdict.PARTIAL, 0.5)


def test_concepts_without_the_leading_one_earn_nothing() -> None:
    assert verdicts("somebody keeps the apples there")["red-keeps"] == "absent"


def test_concepts_may_stand_in_two_neighbouring_clauses() -> None:
    assert verdicts("take the red one, it stores apples")["red-keeps"] == "met"


def test_concepts_far_apart_do_not_make_a_claim() -> None:
    assert verdicts("the blue box is small. it is nice. we like it. i throw a ball")["blue-drops"] == "absent"


def test_a_voiding_word_voids_the_match() -> None:
    assert verdicts("the blue box throws pears away")["blue-drops"] == "absent"


def test_a_denied_voiding_word_does_not_void() -> None:
    assert verdicts("the blue box throws things away, it does not touch pears")["blue-drops"] == "met"


def test_a_misconception_contradicts_the_point_it_voids_and_costs_its_penalty() -> None:
    evaluation = scored(
        "The red box keeps the apples. It is cool. The blue box throws them. Later the red box eats them."
    )
    assert evaluation.points[0].verdict is Verdict.CONTRADICTED
    assert evaluation.score == pytest.approx(0.3 + 0.1 - 0.2)
    assert evaluation.misconceptions[0].quote == "Later the red box eats them"


def test_a_denied_misconception_is_none() -> None:
    assert scored("the red box does not eat apples").misconceptions == ()


def test_a_denied_claim_contradicts_its_point() -> None:
    assert verdicts("the red box does not keep apples")["red-keeps"] == "contradicted"


def test_claiming_and_denying_the_same_earns_half() -> None:
    assert verdicts("The red box keeps apples. The red box never keeps apples.")["red-keeps"] == "partial"


def test_what_is_said_about_the_rival_does_not_count() -> None:
    assert verdicts("the blue box keeps apples and the red box throws them away") == {
        "red-keeps": "absent",
        "blue-drops": "absent",
        "lid": "absent",
        "cool": "absent",
    }


def test_quotes_are_the_words_of_the_candidate_as_they_were_said() -> None:
    assert scored("Well… the RED box KEEPS  apples!").points[0].quote == "the RED box KEEPS  apples"


def test_the_evaluation_names_its_evaluator_and_rubric() -> None:
    evaluation = scored(FULL)
    assert (evaluation.question_id, evaluation.evaluator, evaluation.rubric_version) == (
        "boxes",
        "offline",
        "r1",
    )


@pytest.mark.parametrize(
    "text", ["", "   ", "um, uh", "Hello.", "Could you repeat the question, please?", "…", "漢字", "[Music]"]
)
def test_what_is_no_answer_is_not_assessed(text: str) -> None:
    assert scored(text).score is None


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "Sorry, I have no idea.",
        "I can't remember that one",
        "not sure",
        "Let's skip this one",
    ],
)
def test_an_open_i_do_not_know_scores_zero_with_kind_words(text: str) -> None:
    evaluation = scored(text)
    assert evaluation.score == 0.0
    assert "fine" in evaluation.feedback


def test_an_answer_after_i_do_not_know_is_assessed() -> None:
    assert scored("I don't know exactly, but the blue box throws them away").score == 0.3


def test_feedback_names_what_was_said_and_hints_at_the_rest() -> None:
    feedback = scored("the blue box throws them away").feedback
    assert "The blue box drops apples." in feedback
    assert "What does the red box do?" in feedback
    assert "The red box keeps apples." not in feedback


def test_feedback_corrects_a_misconception() -> None:
    assert "No box eats." in scored("the red box eats them").feedback


def test_words_beyond_the_longest_answer_are_not_looked_at() -> None:
    assert scored("nice words " * 2000 + FULL).score == 0.0


def test_the_score_is_the_credited_weights_less_the_penalties() -> None:
    points = [
        PointVerdict("a", "a", 0.7, Verdict.MET, 1.0),
        PointVerdict("b", "b", 0.3, Verdict.PARTIAL, 0.5),
    ]
    wrong = [MisconceptionFound("m", "m", 0.1, "no", "quote")]
    assert arithmetic(points, wrong, ()) == 0.75


def test_the_score_never_falls_below_zero() -> None:
    assert arithmetic([], [MisconceptionFound("m", "m", 0.2, "no", "quote")], ()) == 0.0


def test_the_cap_of_a_flag_limits_the_score() -> None:
    assert arithmetic([PointVerdict("a", "a", 1.0, Verdict.MET, 1.0)], [], ("list-like",)) == 0.3


def test_the_weights_of_the_question_are_kept_in_the_verdicts() -> None:
    assert [point.weight for point in scored("").points] == [point.weight for point in QUESTION.key_points]
