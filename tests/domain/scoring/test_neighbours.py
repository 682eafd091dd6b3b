from dataclasses import replace

import pytest

from athena.domain.scoring.likeness import shared_words, wording
from athena.domain.scoring.neighbours import MOVED, Graded, Space, likeness, moved
from tests.domain.scoring.fakes import scored

NEAR = [(0.9, Graded("g1", "the blue box throws apples away", 0.8)), (0.3, Graded("g2", "no idea", 0.1))]
HALF = scored("the blue box throws them away")
SPACE = Space(["the red box keeps apples", "the blue box throws them away", "the cellar is cool"])


def test_a_score_moves_towards_what_people_gave_and_says_which_answers_did_it() -> None:
    after = moved(HALF, 0.4, NEAR)
    assert (after.score, after.flags) == (0.4, (MOVED,))
    assert [(near.evaluation_id, near.score) for near in after.neighbours] == [("g1", 0.8), ("g2", 0.1)]


def test_the_verdicts_stay() -> None:
    assert moved(HALF, 0.4, NEAR).points == HALF.points


@pytest.mark.parametrize(("expected", "score"), [(1.0, 0.5), (0.0, 0.1)])
def test_a_move_is_bounded(expected: float, score: float) -> None:
    assert moved(HALF, expected, NEAR).score == score


@pytest.mark.parametrize("flag", ["injection", "stuffing", "list-like", "bare-terms", "echo"])
def test_no_graded_answer_lifts_what_a_guard_found(flag: str) -> None:
    guarded = replace(HALF, score=0.1, flags=(flag,))
    assert moved(guarded, 0.9, NEAR) == guarded


def test_the_cap_of_a_guard_holds_where_there_is_no_rubric() -> None:
    guarded = replace(HALF, score=0.1, flags=("stuffing",))
    assert moved(guarded, 0.9, NEAR, within=1.0).score == 0.15


def test_no_graded_answer_lifts_a_wrong_claim() -> None:
    wrong = scored("The red box eats them. It is cool. The blue box throws them.")
    assert moved(wrong, 1.0, NEAR) == wrong


def test_without_graded_answers_nothing_moves() -> None:
    assert moved(HALF, 0.9, []) == HALF


def test_what_was_not_assessed_stays_so() -> None:
    assert moved(scored(""), 0.9, NEAR) == scored("")


def test_a_text_is_most_like_itself() -> None:
    keeps = SPACE.place("the red box keeps apples")
    assert likeness(keeps, keeps) == pytest.approx(1.0)
    assert likeness(keeps, SPACE.place("the cellar is cool")) < 0.3


def test_a_denial_makes_texts_less_alike() -> None:
    keeps = SPACE.place("the red box keeps apples")
    denied = SPACE.place("the red box keeps no apples")
    plain = SPACE.place("the red box keeps my apples")
    assert likeness(keeps, denied) < likeness(keeps, plain)


def test_a_wording_knows_denials_and_stems() -> None:
    found = wording("It doesn't keep matching rows")
    assert found.denials == 1
    assert {"keep", "match", "row"} <= found.stems.keys()


def test_shared_words_tell_nothing_that_only_one_text_says() -> None:
    mine = "You also get the rows without a partner, filled with nulls."
    theirs = "I am Ann Smith, and you get the rows without a partner, filled up."
    assert shared_words(mine, theirs) == ("get the rows without a partner",)


def test_small_words_alone_are_not_shared_words() -> None:
    assert shared_words("it is the blue one", "it is the red box") == ()
