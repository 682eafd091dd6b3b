"""What holds for whatever is said."""

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from athena.domain.evaluation import Verdict
from athena.domain.scoring.clauses import clauses, sentences
from athena.domain.scoring.scorer import CAPS
from athena.domain.scoring.traced import trace
from athena.domain.spoken_terms import normalise
from tests.domain.scoring.fakes import scored

WORDS = (
    *(
        "the",
        "red",
        "blue",
        "box",
        "keeps",
        "keep",
        "not",
        "never",
        "apples",
        "eats",
        "throws",
        "away",
        "lid",
    ),
    *("nothing", "cool", "and", "but", "it", ",", ".", "?", "is", "no", "does"),
)
answers = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@given(answers)
def test_any_text_gives_a_score_between_zero_and_one_or_none(text: str) -> None:
    score = scored(text).score
    assert score is None or 0.0 <= score <= 1.0


@given(answers)
def test_the_score_is_the_arithmetic_of_what_is_reported(text: str) -> None:
    evaluation = scored(text)
    if evaluation.score is not None:
        earned = math.fsum(p.weight * p.credit for p in evaluation.points)
        lost = math.fsum(m.penalty for m in evaluation.misconceptions)
        cap = min([1.0, *(CAPS[flag] for flag in evaluation.flags if flag in CAPS)])
        assert evaluation.score == round(min(cap, max(0.0, earned - lost)), 4)


@given(answers)
def test_every_quote_is_found_in_the_answer(text: str) -> None:
    evaluation = scored(text)
    for quote in [p.quote for p in evaluation.points] + [m.quote for m in evaluation.misconceptions]:
        assert quote is None or (quote and quote in text)


@given(answers)
def test_a_verdict_has_a_quote_exactly_when_something_was_said(text: str) -> None:
    for point in scored(text).points:
        assert (point.quote is None) == (point.verdict is Verdict.ABSENT)


@given(answers)
def test_the_same_words_always_get_the_same_evaluation(text: str) -> None:
    assert scored(text) == scored(text)


@given(answers)
def test_tracing_and_normalising_give_the_same_text(text: str) -> None:
    assert trace(text).text.strip() == normalise(text)


@given(answers)
def test_every_character_of_traced_text_points_into_the_original(text: str) -> None:
    traced = trace(text)
    assert len(traced.text) == len(traced.starts) == len(traced.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(traced.starts, traced.ends, strict=True))


@given(answers)
def test_clauses_are_disjoint_short_and_in_order(text: str) -> None:
    plain = normalise(text)
    spans = clauses(plain, sentences(plain))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(len(plain[start:end].split()) <= 28 for start, end in spans)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([*WORDS, "'", "-", "1,", "é", "give me ", "people say ", "1" * 50]),
    st.integers(1, 20_000),
)
def test_very_long_repetitions_are_survived(piece: str, times: int) -> None:
    score = scored((piece + " ") * times).score
    assert score is None or 0.0 <= score <= 1.0
