"""The choice of questions over whole interviews with a made-up bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from athena.domain.ability import Item, information
from athena.domain.interview import Category, Difficulty, InterviewPlan, Selection, plan_section, read_plan
from athena.domain.questions import Bank, Question, QuestionType
from athena.domain.selection import Asked, available, extra_question, item_of, length, next_question

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
        irt=(1.0, 1.3 * (LEVELS.index(difficulty) - 1)),
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
    selection=st.sampled_from(Selection),
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
def test_the_same_seed_chooses_the_same(plan: InterviewPlan, scores: list[float | None]) -> None:
    assert interview(WIDE, plan, scores) == interview(WIDE, plan, scores)


def test_seeds_choose_differently() -> None:
    first = {interview(WIDE, InterviewPlan(seed=seed), [None])[0].id for seed in range(30)}
    assert len(first) > 5


@given(PLANS)
def test_the_first_question_is_at_the_level_of_the_interview(plan: InterviewPlan) -> None:
    assert interview(WIDE, plan, [None])[0].difficulty is plan.level


def difficulties(level: Difficulty, *scores: float | None) -> list[Difficulty]:
    plan = InterviewPlan(level=level, question_count=len(scores))
    return [q.difficulty for q in interview(WIDE, plan, scores)]


def test_strong_answers_lead_to_harder_questions() -> None:
    assert difficulties(Difficulty.INTERMEDIATE, 1.0, 1.0, 1.0, 1.0)[-1] is Difficulty.ADVANCED


def test_weak_answers_lead_to_easier_questions() -> None:
    assert difficulties(Difficulty.INTERMEDIATE, 0.0, 0.0, 0.0, 0.0)[-1] is Difficulty.BEGINNER


def test_who_answers_everything_in_an_easy_interview_leaves_its_level() -> None:
    assert difficulties(Difficulty.BEGINNER, *[1.0] * 6)[-1] is not Difficulty.BEGINNER


def test_answers_that_were_not_assessed_keep_the_level() -> None:
    assert set(difficulties(Difficulty.ADVANCED, None, None, None, None)) == {Difficulty.ADVANCED}


@given(st.sampled_from(LEVELS), st.integers(0, 2**32), SCORES, SCORES)
def test_a_fixed_interview_is_the_same_for_everyone_and_at_its_level(
    level: Difficulty, seed: int, mine: list[float | None], yours: list[float | None]
) -> None:
    plan = InterviewPlan(level=level, question_count=12, seed=seed, selection=Selection.FIXED)
    asked = interview(WIDE, plan, mine)
    assert asked == interview(WIDE, plan, yours)
    assert {q.difficulty for q in asked} == {level}


def test_fixed_interviews_differ_by_seed() -> None:
    plans = [InterviewPlan(selection=Selection.FIXED, seed=seed) for seed in range(10)]
    assert len({tuple(q.id for q in interview(WIDE, plan, [None] * 5)) for plan in plans}) > 5


def test_a_question_refitted_as_telling_is_preferred_to_the_banks_label() -> None:
    telling = "q0"  # a beginner's question by its label
    plan = InterviewPlan(items=((telling, 2.5, 0.0),))
    assert item_of(WIDE.questions[telling], plan) == Item(2.5, 0.0)
    assert interview(WIDE, plan, [None])[0].id == telling


@given(st.sampled_from(LEVELS), st.integers(0, 2**32))
def test_no_question_tells_much_less_than_the_best_there_is(level: Difficulty, seed: int) -> None:
    plan, home = InterviewPlan(level=level, seed=seed), 1.3 * (LEVELS.index(level) - 1)
    joins = bank_of([(Category.JOINS, difficulty) for difficulty in Difficulty for _ in "ab"])
    first = interview(joins, plan, [None])[0]
    told = [information(Item(*q.irt), home) for q in joins.questions.values()]
    assert information(Item(*first.irt), home) >= 0.85 * max(told)


def answered(*scores: float | None) -> list[Asked]:
    questions = [q for q in WIDE.questions.values() if q.difficulty is Difficulty.INTERMEDIATE]
    return [Asked(q, score) for q, score in zip(questions, scores, strict=False)]


OPEN = (0.75, 0.75, 0.75, 0.75)
CLEAR = (0.5, 0.5, 0.5, 0.5)


def test_an_extra_question_is_there_when_the_answers_leave_the_level_open() -> None:
    extra = extra_question(WIDE, InterviewPlan(question_count=4), answered(*OPEN))
    assert extra is not None
    assert extra not in [past.question for past in answered(*OPEN)]


def test_no_extra_question_when_the_level_is_clear() -> None:
    assert extra_question(WIDE, InterviewPlan(question_count=4), answered(*CLEAR)) is None


def test_no_second_extra_question() -> None:
    assert extra_question(WIDE, InterviewPlan(question_count=3), answered(*OPEN)) is None


def test_no_extra_question_before_the_planned_ones_are_done() -> None:
    assert extra_question(WIDE, InterviewPlan(question_count=5), answered(*OPEN)) is None


def test_no_extra_question_where_the_plan_allows_none() -> None:
    plan = InterviewPlan(question_count=4, extra_question=False)
    assert extra_question(WIDE, plan, answered(*OPEN)) is None


def test_no_extra_question_where_everybody_is_asked_the_same() -> None:
    plan = InterviewPlan(question_count=4, selection=Selection.FIXED)
    assert extra_question(WIDE, plan, answered(*OPEN)) is None


def test_no_extra_question_for_who_answered_too_little_to_tell() -> None:
    assert extra_question(WIDE, InterviewPlan(question_count=4), answered(0.75, 0.75, None, None)) is None


def test_only_the_categories_of_the_plan_are_asked() -> None:
    plan = InterviewPlan(categories=(Category.CTE, Category.JOINS), question_count=6)
    assert {q.category for q in interview(WIDE, plan, [None] * 6)} == {Category.CTE, Category.JOINS}


def test_questions_to_be_typed_are_not_asked_aloud() -> None:
    assert available(bank_of([(Category.CTE, Difficulty.BEGINNER)], QuestionType.SQL), InterviewPlan()) == ()


MIXED = Bank(
    "test",
    {
        f"{kind}-{q.id}": question(f"{kind}-{q.id}", q.category, q.difficulty, kind)
        for kind in QuestionType
        for q in WIDE.questions.values()
    },
)


@given(PLANS, st.integers(0, 3), SCORES)
def test_as_many_queries_as_planned_and_never_the_first(
    plan: InterviewPlan, queries: int, scores: list[float | None]
) -> None:
    asked = interview(MIXED, replace(plan, sql_questions=queries), scores)
    kinds = [q.type for q in asked]
    assert len(asked) == plan.question_count
    assert kinds.count(QuestionType.SQL) == min(queries, plan.question_count - 1)
    assert kinds[0] is QuestionType.SPOKEN


@given(PLANS, SCORES)
def test_queries_are_balanced_over_the_categories_like_the_others(
    plan: InterviewPlan, scores: list[float | None]
) -> None:
    asked = interview(MIXED, replace(plan, sql_questions=2), scores)
    assert all(before.category is not after.category for before, after in pairwise(asked))
    assert max(Counter(q.category for q in asked).values()) <= 2


def test_a_single_query_comes_in_the_middle() -> None:
    asked = interview(MIXED, InterviewPlan(question_count=5, sql_questions=1), [0.5] * 5)
    assert [q.type for q in asked].index(QuestionType.SQL) == 2


@given(PLACES, PLANS, SCORES)
def test_a_bank_without_queries_gives_an_interview_by_voice(
    places: list[tuple[Category, Difficulty]], plan: InterviewPlan, scores: list[float | None]
) -> None:
    bank = bank_of(places)
    planned = replace(plan, sql_questions=2)
    assert len(interview(bank, planned, scores)) == length(bank, planned)


@given(PLANS)
def test_a_plan_is_read_with_its_queries(plan: InterviewPlan) -> None:
    planned = replace(plan, sql_questions=2)
    assert read_plan(plan_section(planned)).sql_questions == 2
