"""The choice of questions over whole interviews with a made-up bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from athena.domain.interview import Category, Difficulty, InterviewPlan
from athena.domain.questions import Bank, Question, QuestionType
from athena.domain.selection import Asked, available, next_question, wanted_level

LEVELS = tuple(Difficulty)


def question(name: str, category: Category, difficulty: Difficulty, kind: QuestionType) -> Question:
    return Question(
        id=name,
        category=category,
        difficulty=difficulty,
        type=kind,
        prompt=f"Question {name}?",
        rephrased="",
        reference_answer="",
        expected_seconds=60,
        skills=(),
        key_points=(),
    )


def bank_of(places: Sequence[tuple[Category, Difficulty]], kind: QuestionType = QuestionType.SPOKEN) -> Bank:
    made = [question(f"q{i}", category, difficulty, kind) for i, (category, difficulty) in enumerate(places)]
    return Bank("test", {q.id: q for q in made})


WIDE = bank_of([(category, difficulty) for category in Category for difficulty in Difficulty])


def interview(bank: Bank, plan: InterviewPlan, scores: Sequence[float | None]) -> list[Question]:
    asked: list[Asked] = []
    for score in scores:
        chosen = next_question(bank, plan, asked)
        if chosen is None:
            break
        asked.append(Asked(chosen, score))
    return [past.question for past in asked]


PLACES = st.lists(
    st.tuples(st.sampled_from([Category.JOINS, Category.CTE, Category.INDEXING]), st.sampled_from(LEVELS)),
    min_size=1,
    max_size=12,
)
SCORES = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=12, max_size=12)
PLANS = st.builds(
    InterviewPlan,
    level=st.sampled_from(LEVELS),
    question_count=st.integers(1, 12),
    seed=st.integers(0, 2**32),
)


@given(PLACES, PLANS, SCORES)
def test_as_many_questions_as_planned_or_there_are_and_none_twice(
    places: list[tuple[Category, Difficulty]], plan: InterviewPlan, scores: list[float | None]
) -> None:
    asked = interview(bank_of(places), plan, scores)
    assert len(asked) == len({q.id for q in asked}) == min(plan.question_count, len(places))


@given(PLACES, PLANS, SCORES)
def test_no_category_twice_in_a_row_where_that_is_possible(
    places: list[tuple[Category, Difficulty]], plan: InterviewPlan, scores: list[float | None]
) -> None:
    count = min(plan.question_count, len(places))
    stock = Counter(category for category, _ in places)
    assume(sum(min(n, (count + 1) // 2) for n in stock.values()) >= count)
    asked = interview(bank_of(places), plan, scores)
    assert all(a.category is not b.category for a, b in pairwise(asked))


@given(PLANS, SCORES)
def test_no_category_comes_back_before_all_were_visited_where_levels_allow(
    plan: InterviewPlan, scores: list[float | None]
) -> None:
    asked = interview(WIDE, plan, scores)
    assert len({q.category for q in asked}) == len(asked)


@given(PLANS, SCORES)
def test_most_questions_are_at_the_level_and_none_further_than_a_step(
    plan: InterviewPlan, scores: list[float | None]
) -> None:
    asked = interview(WIDE, plan, scores)
    steps = [abs(LEVELS.index(q.difficulty) - LEVELS.index(plan.level)) for q in asked]
    assert max(steps) <= 1
    assert sum(step == 0 for step in steps) * 2 >= len(steps)


@given(PLANS, SCORES)
def test_the_same_seed_chooses_the_same(plan: InterviewPlan, scores: list[float | None]) -> None:
    assert interview(WIDE, plan, scores) == interview(WIDE, plan, scores)


def test_seeds_choose_differently() -> None:
    first = {interview(WIDE, InterviewPlan(seed=seed), [None])[0].id for seed in range(30)}
    assert len(first) > 5


def test_a_strong_answer_steps_up_and_the_next_comes_back() -> None:
    asked = interview(WIDE, InterviewPlan(level=Difficulty.INTERMEDIATE, question_count=3), [0.9, 0.9, 0.9])
    assert [q.difficulty for q in asked] == [LEVELS[1], LEVELS[2], LEVELS[1]]


def test_a_weak_answer_steps_down_and_the_next_comes_back() -> None:
    asked = interview(WIDE, InterviewPlan(level=Difficulty.INTERMEDIATE, question_count=3), [0.1, 0.1, 0.1])
    assert [q.difficulty for q in asked] == [LEVELS[1], LEVELS[0], LEVELS[1]]


def test_there_is_no_step_beyond_the_ends() -> None:
    done = Asked(next(iter(bank_of([(Category.CTE, Difficulty.ADVANCED)]).questions.values())), 1.0)
    assert wanted_level(InterviewPlan(level=Difficulty.ADVANCED), [done]) is Difficulty.ADVANCED


def test_an_unassessed_answer_keeps_the_level() -> None:
    done = Asked(next(iter(bank_of([(Category.CTE, Difficulty.BEGINNER)]).questions.values())), None)
    assert wanted_level(InterviewPlan(level=Difficulty.BEGINNER), [done]) is Difficulty.BEGINNER


def test_only_the_categories_of_the_plan_are_asked() -> None:
    plan = InterviewPlan(categories=(Category.CTE, Category.JOINS), question_count=6)
    assert {q.category for q in interview(WIDE, plan, [None] * 6)} == {Category.CTE, Category.JOINS}


def test_questions_to_be_typed_are_not_asked_aloud() -> None:
    assert available(bank_of([(Category.CTE, Difficulty.BEGINNER)], QuestionType.SQL), InterviewPlan()) == ()
