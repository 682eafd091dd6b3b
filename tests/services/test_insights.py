"""Figures of a small world in which every number can be worked out by hand.

Ann and Bob are in Data, Cy in Web. Ann's interviews: 1 March (completed: 0.2 and 0.8) and 9 March (abandoned:
0.6, and one answer that was not assessed). Bob's: 9 March (completed: 1.0), 10 March (in progress, nothing
asked). Cy's: 1 February (completed: 0.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from athena.domain.access import LOCAL
from athena.domain.insights import Filters
from athena.errors import NotFoundError
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Query
from athena.services.copies import Copies
from athena.services.figures import Figures
from athena.services.insights import Insights, Person
from athena.services.snapshots import folder_of
from athena.store.database import Database, Transaction

PEOPLE = {"ann": ("Data", "Analyst"), "bob": ("Data", "Engineer"), "cy": ("Web", "Engineer")}
SESSIONS = (
    ("ann", datetime(2026, 3, 1, 9), "completed", "embedded", 0.0, ((0.2, "joins", 10), (0.8, "cte", 20))),
    ("ann", datetime(2026, 3, 9, 9), "abandoned", "openai", 0.5, ((0.6, "joins", 60), (None, "cte", 0))),
    ("bob", datetime(2026, 3, 9, 14), "completed", "openai", 1.5, ((1.0, "joins", 30),)),
    ("bob", datetime(2026, 3, 10, 9), "in_progress", "embedded", None, ()),
    ("cy", datetime(2026, 2, 1, 9), "completed", "embedded", 0.0, ((0.4, "joins", 40),)),
)
ALL = Filters()
MARCH = Filters(since=date(2026, 3, 1), until=date(2026, 3, 31))


def put(tx: Transaction) -> None:
    for name, (department, role) in PEOPLE.items():
        row = {"employee_id": name, "identity": name, "name": name.title(), "created_at": SESSIONS[0][1]}
        tx.insert("employees", row | {"department": department, "role_title": role})
    for number, session in enumerate(SESSIONS, 1):
        put_session(tx, str(UUID(int=number)), *session)


def put_session(
    tx: Transaction,
    session_id: str,
    person: str,
    at: datetime,
    status: str,
    engine: str,
    cost: float | None,
    answers: tuple[tuple[float | None, str, int], ...],
) -> None:
    tx.insert(
        "interview_sessions",
        {
            "session_id": session_id,
            "employee_id": person,
            "level": "intermediate",
            "question_count": 2,
            "categories": [],
            "seed": 1,
            "practice": False,
            "patience": 1.0,
            "time_limit_minutes": 45,
            "engine": engine,
            "model": "m",
            "prompt_version": "1",
            "status": status,
            "resumable": status == "in_progress",
            "mode": "voice" if person == "ann" else "text",
            "started_at": at,
            "ended_at": None if status == "in_progress" else at + timedelta(minutes=20),
        },
    )
    if cost is not None:
        usage = {"session_id": session_id, "response_id": "r", "model": "m", "detail": "{}", "cost_usd": cost}
        tx.insert("usage", usage | {"recorded_at": at})
    for ordinal, answer in enumerate(answers, 1):
        put_answer(tx, session_id, ordinal, at, *answer)


def put_answer(
    tx: Transaction,
    session_id: str,
    ordinal: int,
    at: datetime,
    score: float | None,
    category: str,
    took_s: int,
) -> None:
    question_id = str(UUID(int=UUID(session_id).int * 100 + ordinal))
    tx.insert(
        "interview_questions",
        {
            "question_id": question_id,
            "session_id": session_id,
            "ordinal": ordinal,
            "bank_question_id": f"{category}-1",
            "text": "?",
            "category": category,
            "difficulty": "beginner",
            "skills": [category, "sql"],
            "hints": int(score == 0.2),
            "asked_at": at,
            "last_position": ordinal,
        },
    )
    tx.insert(
        "interview_responses",
        {
            "response_id": question_id,
            "session_id": session_id,
            "question_id": question_id,
            "text": "words",
            "started_ms": 0,
            "ended_ms": took_s * 1000,
            "score": score,
            "assessed": score is not None,
            "answered_at": at,
        },
    )


def put_more(tx: Transaction) -> None:
    at = datetime(2026, 3, 1, 9)
    for number in range(5):
        name = f"p{number}"
        row = {"employee_id": name, "identity": name, "name": name, "created_at": at}
        tx.insert("employees", row | {"department": "Data", "role_title": "Analyst"})
        answers = ((0.1 + 0.2 * number, "joins", 10),) * 5
        put_session(tx, str(UUID(int=number + 1)), name, at, "completed", "embedded", None, answers)
    for number, (problem, verdict) in enumerate((("a", "wrong"), ("a", "passed"), ("b", "wrong"))):
        put_submission(tx, number, problem, verdict, at)


def put_submission(tx: Transaction, number: int, problem: str, verdict: str, at: datetime) -> None:
    if verdict == "wrong":
        row = {"problem_id": problem, "version": "1", "title": problem, "difficulty": "beginner"}
        more = {
            "category": "joins",
            "skills": ["joins"],
            "language": "sql",
            "statement": "?",
            "retired": False,
            "added_at": at,
        }
        tx.insert("problems", row | more)
    tx.insert(
        "submissions",
        {
            "submission_id": str(UUID(int=number + 1)),
            "problem_id": problem,
            "problem_version": "1",
            "hints_used": 0,
            "detail": "{}",
            "employee_id": "p0",
            "code": "SELECT 1",
            "verdict": verdict,
            "score": float(verdict == "passed"),
            "submitted_at": at,
        },
    )


def put_nothing(tx: Transaction) -> None:
    """Leave it empty."""


def copies_in(folder: Path, fill: Callable[[Transaction], None]) -> Iterator[Copies]:
    file = folder / "a.duckdb"
    database = Database.open(file, folders=[folder_of(file)])
    with database.transaction() as tx:
        fill(tx)
    yield Copies.of(database, folder_of(file))
    database.close()


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    yield from copies_in(tmp_path_factory.mktemp("filled"), put)


@pytest.fixture(scope="module")
def figures(copies: Copies) -> Iterator[Figures]:
    with closing(Figures(copies)) as figures:
        yield figures


@pytest.fixture(scope="module")
def insights(figures: Figures) -> Insights:
    return Insights(figures, LOCAL)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Insights]:
    for copies in copies_in(tmp_path_factory.mktemp("empty"), put_nothing):
        with closing(Figures(copies)) as figures:
            yield Insights(figures, LOCAL)


class TestTotals:
    def test_every_interview_counts_also_one_without_questions(self, insights: Insights) -> None:
        assert insights.totals(ALL).interviews == 5

    def test_completion_is_of_the_interviews_that_ended(self, insights: Insights) -> None:
        assert insights.totals(ALL).completion == pytest.approx(3 / 4)

    def test_the_mean_leaves_out_what_was_not_assessed(self, insights: Insights) -> None:
        totals = insights.totals(ALL)
        assert (totals.answers, totals.score) == (5, pytest.approx((0.2 + 0.8 + 0.6 + 1.0 + 0.4) / 5))

    def test_the_time_is_the_median_of_the_answers_that_took_any(self, insights: Insights) -> None:
        assert insights.totals(ALL).response_s == 30

    def test_the_cost_is_the_mean_of_interviews_whose_cost_is_known(self, insights: Insights) -> None:
        assert insights.totals(ALL).cost == pytest.approx((0 + 0.5 + 1.5 + 0) / 4)

    def test_without_interviews_there_are_no_figures(self, nothing: Insights) -> None:
        totals = nothing.totals(ALL)
        assert (totals.interviews, totals.completion, totals.score, totals.cost) == (0, None, None, None)

    @pytest.mark.parametrize(
        ("filters", "interviews", "answers"),
        [
            (MARCH, 4, 4),
            (Filters(departments=("Web",)), 1, 1),
            (Filters(roles=("Engineer",)), 3, 2),
            (Filters(engines=("openai",)), 2, 2),
            (Filters(categories=("cte",)), 2, 1),
            (Filters(levels=("advanced",)), 0, 0),
            (Filters(employee_id="bob"), 2, 1),
            (Filters(since=date(2026, 3, 9), until=date(2026, 3, 9)), 2, 2),
            (Filters(departments=("Data",), engines=("openai",), categories=("joins",)), 2, 2),
        ],
    )
    def test_filters_leave_what_they_name(
        self, insights: Insights, filters: Filters, interviews: int, answers: int
    ) -> None:
        totals = insights.totals(filters)
        assert (totals.interviews, totals.answers) == (interviews, answers)

    def test_a_filter_is_a_value_and_no_sql(self, insights: Insights) -> None:
        assert insights.totals(Filters(departments=("x' OR '1' = '1",))).interviews == 0


def test_the_trend_has_a_step_for_each_day_with_interviews(insights: Insights) -> None:
    trend = insights.trend(MARCH)
    assert trend.column("step") == [date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 10)]
    assert trend.column("interviews") == [1, 2, 1]
    assert trend.column("score") == [pytest.approx(0.5), pytest.approx(0.8), None]


def test_the_trends_interval_is_that_of_the_mean(insights: Insights) -> None:
    first = insights.trend(MARCH).records()[0]
    half = 1.96 * (0.18**0.5) / 2**0.5  # two answers, 0.2 and 0.8
    assert first["low"] == pytest.approx(max(0.5 - half, 0))
    assert first["high"] == pytest.approx(min(0.5 + half, 1))


def test_one_answer_has_no_interval(insights: Insights) -> None:
    (step,) = insights.trend(Filters(employee_id="cy")).records()
    assert (step["score"], step["low"], step["high"]) == (pytest.approx(0.4), None, None)


def test_the_heatmap_has_a_cell_for_each_category_and_difficulty_with_scores(insights: Insights) -> None:
    assert insights.heatmap(ALL).rows == (
        ("cte", "beginner", 1, pytest.approx(0.8)),
        ("joins", "beginner", 4, pytest.approx((0.2 + 0.6 + 1.0 + 0.4) / 4)),
    )


def test_full_marks_are_in_the_last_tenth_of_the_distribution(insights: Insights) -> None:
    found = dict(insights.distribution(ALL).rows)
    assert found == {0.2: 1, 0.4: 1, 0.6: 1, 0.8: 1, 0.9: 1}


def test_the_rhythm_counts_interviews_by_weekday_and_hour(insights: Insights) -> None:
    assert set(insights.rhythm(MARCH).rows) == {(7, 9, 1), (1, 9, 1), (1, 14, 1), (2, 9, 1)}


def test_nobody_leads_with_too_few_answers(insights: Insights) -> None:
    assert insights.leaders(ALL).rows == ()


def test_a_questions_figures_are_use_mean_time_and_hints(insights: Insights) -> None:
    joins = next(row for row in insights.questions(ALL).records() if row["bank_question_id"] == "joins-1")
    assert (joins["asked"], joins["answers"], joins["score"]) == (4, 4, pytest.approx(0.55))
    assert (joins["response_s"], joins["hinted"]) == (35, 0.25)


def test_discrimination_is_not_known_where_nobody_answered_anything_else(insights: Insights) -> None:
    joins = next(row for row in insights.questions(ALL).records() if row["bank_question_id"] == "joins-1")
    assert joins["discrimination"] is None


def put_three(tx: Transaction) -> None:
    """Three interviews of a "joins" and a "cte" question each: (0.2, 0.5), (0.4, 0.9), (0.9, 0.7)."""
    at = datetime(2026, 3, 1, 9)
    row = {"employee_id": "ann", "identity": "ann", "name": "Ann", "created_at": at}
    tx.insert("employees", row | {"department": None, "role_title": None})
    for number, (joins, cte, cost) in enumerate(((0.2, 0.5, 0.3), (0.4, 0.9, None), (0.9, 0.7, 0.6)), 1):
        answers = ((joins, "joins", 10), (cte, "cte", 10))
        put_session(tx, str(UUID(int=number)), "ann", at, "completed", "openai", cost, answers)


class TestThreeInterviews:
    """Figures that take more than one interview to be anything but 0, 1 or unknown."""

    @pytest.fixture(scope="class")
    @staticmethod
    def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Insights]:
        for copies in copies_in(tmp_path_factory.mktemp("three"), put_three):
            with closing(Figures(copies)) as figures:
                yield Insights(figures, LOCAL)

    def test_discrimination_is_pearsons_correlation_of_score_and_the_rest(self, three: Insights) -> None:
        # deviations of joins: -0.3, -0.1, 0.4; of cte: -0.2, 0.2, 0.0; products: 0.06 - 0.02 + 0
        expected = 0.04 / ((0.09 + 0.01 + 0.16) * (0.04 + 0.04)) ** 0.5
        assert three.questions(ALL).column("discrimination") == [pytest.approx(expected)] * 2

    def test_the_trends_cost_leaves_out_an_interview_whose_cost_is_not_known(self, three: Insights) -> None:
        (step,) = three.trend(ALL).records()
        assert (step["cost"], step["completion"]) == (pytest.approx(0.45), 1.0)

    def test_hints_are_the_share_of_times_a_question_was_asked(self, three: Insights) -> None:
        found = {row["bank_question_id"]: row["hinted"] for row in three.questions(ALL).records()}
        assert found == {"joins-1": pytest.approx(1 / 3), "cte-1": 0.0}

    def test_who_has_no_department_is_in_a_group_of_their_own(self, three: Insights) -> None:
        ((name, people, interviews, *_),) = three.groups(ALL, "department").rows
        assert (name, people, interviews) == ("not known", 1, 3)


def test_skills_come_with_the_weakest_first(insights: Insights) -> None:
    skills = insights.skills(ALL)
    assert skills.column("skill") == ["joins", "sql", "cte"]
    assert skills.column("answers") == [4, 5, 1]


def test_groups_are_compared_by_interviews_with_a_score(insights: Insights) -> None:
    assert [row[:5] for row in insights.groups(ALL, "department").rows] == [
        ("Data", 2, 3, 2, 4),
        ("Web", 1, 1, 0, 1),
    ]


def test_an_interview_at_the_cut_itself_is_selected(insights: Insights) -> None:
    assert insights.groups(ALL, "department", 1.0).column("selected") == [1, 0]
    assert insights.groups(ALL, "department", 0.5).column("selected") == [3, 0]


def test_languages_and_modes_are_groups_too(insights: Insights) -> None:
    modes = insights.groups(ALL, "mode").records()
    assert [(row["name"], row["interviews"]) for row in modes] == [("text", 2), ("voice", 2)]


def test_categories_come_with_the_weakest_first(insights: Insights) -> None:
    rows = insights.categories(Filters(employee_id="ann")).records()
    assert [(row["category"], row["answers"], row["score"]) for row in rows] == [
        ("joins", 2, pytest.approx(0.4)),
        ("cte", 1, pytest.approx(0.8)),
    ]


def test_a_person_is_told_by_name_department_and_role(insights: Insights) -> None:
    assert insights.person("ann") == Person("ann", "Ann", "Data", "Analyst", demo=False)


def test_nobody_is_found_by_an_id_that_is_not_known(insights: Insights) -> None:
    with pytest.raises(NotFoundError):
        insights.person("nobody")


def test_ones_own_mean_has_the_interval_of_its_answers(insights: Insights) -> None:
    own = insights.own_mean(Filters(employee_id="ann"))
    mean = (0.2 + 0.8 + 0.6) / 3
    spread = (sum((score - mean) ** 2 for score in (0.2, 0.8, 0.6)) / 2) ** 0.5
    assert (own.answers, own.score) == (3, pytest.approx(mean))
    assert own.low == pytest.approx(mean - 1.96 * spread / 3**0.5)


def test_too_few_people_have_no_middle_half(insights: Insights) -> None:
    assert insights.middle_half(Filters(departments=("Data",))) is None


def test_who_solved_nothing_has_no_rows(insights: Insights) -> None:
    assert insights.solved("ann").rows == ()


class TestAWorldWithMoreAnswers:
    """Five people with five answers each: means 0.1, 0.3, 0.5, 0.7, 0.9; one tried two coding problems."""

    @pytest.fixture(scope="class")
    @staticmethod
    def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Insights]:
        for copies in copies_in(tmp_path_factory.mktemp("more"), put_more):
            with closing(Figures(copies)) as figures:
                yield Insights(figures, LOCAL)

    def test_the_middle_half_lies_between_the_quartiles_of_peoples_means(self, more: Insights) -> None:
        found = more.middle_half(Filters(departments=("Data",)))
        assert found is not None
        assert found.people == 5
        assert (found.lower, found.middle, found.upper) == (
            pytest.approx(0.3),
            pytest.approx(0.5),
            pytest.approx(0.7),
        )

    def test_people_lead_by_their_means(self, more: Insights) -> None:
        assert more.leaders(ALL, 2).column("employee_id") == ["p4", "p3"]

    def test_discrimination_is_the_correlation_with_the_other_answers(self, more: Insights) -> None:
        found = more.questions(ALL).records()
        # every person gives the same score throughout, so that the others' mean is that very score
        assert [row["discrimination"] for row in found] == [pytest.approx(1.0)]

    def test_problems_are_counted_once_and_their_submissions_each(self, more: Insights) -> None:
        (row,) = more.solved("p0").records()
        assert (row["difficulty"], row["tried"], row["solved"], row["submissions"]) == ("beginner", 2, 1, 3)


def test_groups_are_made_only_by_what_is_meant_for_it(insights: Insights) -> None:
    with pytest.raises(KeyError):
        insights.groups(ALL, "score")


def test_a_persons_interviews_come_in_order(insights: Insights) -> None:
    rows = insights.person_trend(Filters(employee_id="ann")).records()
    assert [(row["started_at"].day, row["answers"], row["score"]) for row in rows] == [
        (1, 2, pytest.approx(0.5)),
        (9, 1, pytest.approx(0.6)),
    ]


def test_the_last_interviews_come_newest_first(insights: Insights) -> None:
    rows = insights.recent(ALL, 2).records()
    assert [(row["name"], row["status"]) for row in rows] == [("Bob", "in_progress"), ("Bob", "completed")]


def test_what_can_be_filtered_by_is_what_there_is(insights: Insights) -> None:
    options = insights.options()
    assert options.departments == ("Data", "Web")
    assert options.engines == ("embedded", "openai")
    assert options.people == (("ann", "Ann"), ("bob", "Bob"), ("cy", "Cy"))


def test_without_interviews_there_is_nothing_to_filter_by(nothing: Insights) -> None:
    assert nothing.options().people == ()


def test_the_query_behind_a_figure_gives_the_same_rows_in_the_sandbox(
    insights: Insights, copies: Copies
) -> None:
    figure = insights.heatmap(Filters(since=date(2026, 3, 1), departments=("Data", "O'Neil")))
    with closing(Sandbox()) as sandbox:
        assert sandbox.run(copies.named.latest().path, Query(figure.sql)).rows == figure.rows
