from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.domain.access import LOCAL
from athena.domain.interview import Category, SessionStatus
from athena.domain.problems import ProblemBank
from athena.domain.questions import Bank
from athena.errors import InputError
from athena.parts import price_list
from athena.services.demo import Demo
from athena.services.demo_figures import DAYS, Figures, draw, items_of
from athena.services.demo_practice import practised
from athena.services.demo_words import AnswerBook, name_of
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading
from athena.services.reporting import build
from athena.services.review import ReviewDesk
from athena.store import reviews, usage
from athena.store.database import Database
from tests.services.small import GOOD, JOINS, PLAN, ask, said

END = datetime(2026, 11, 20, 15, 0)
TABLES = (
    "employees",
    "interview_sessions",
    "interview_questions",
    "interview_responses",
    "response_evaluations",
    "response_evidence",
    "transcript_turns",
    "session_reports",
    "usage",
    "pad_runs",
    "client_metrics",
    "submissions",
    "problem_help",
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(DEFAULT_FOLDER)


@cache
def problems() -> ProblemBank:
    return load_problems(PROBLEM_FOLDER)


def demo_on(database: Database, bank: Bank) -> Demo:
    return Demo(database, bank, price_list(), now=lambda: END, problems=problems())


@pytest.fixture(scope="module")
def loaded(bank: Bank) -> Database:
    database = Database.open(":memory:")
    demo_on(database, bank).load(LOCAL, people=12, sessions=60)
    return database


@pytest.fixture(scope="module")
def many(bank: Bank) -> Figures:
    return draw(items_of(bank), 200, 8000, 3, END)


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    return {table: database.read(f"FROM {table} ORDER BY ALL") for table in TABLES}


def number(database: Database, sql: str) -> Any:
    [row] = database.read(sql)
    return next(iter(row.values()))


def test_as_many_are_there_as_were_asked_for_and_all_are_marked(loaded: Database, bank: Bank) -> None:
    size = demo_on(loaded, bank).size()
    assert (size.people, size.sessions) == (12, 60)
    assert number(loaded, "SELECT count(*) FROM employees WHERE NOT demo") == 0
    assert number(loaded, "SELECT count(*) FROM interview_sessions WHERE NOT demo") == 0
    assert number(loaded, "SELECT count(DISTINCT employee_id) FROM interview_sessions") == 12
    assert number(loaded, "SELECT count(DISTINCT department) FROM employees") == 6
    assert number(loaded, "SELECT count(*) FROM employees WHERE role_title IS NULL") == 0


def test_the_same_seed_gives_the_same_rows(loaded: Database, database: Database, bank: Bank) -> None:
    demo_on(database, bank).load(LOCAL, people=12, sessions=60)
    assert everything(database) == everything(loaded)


def test_another_seed_draws_other_figures(bank: Bank) -> None:
    one, other = (draw(items_of(bank), 12, 60, seed, END) for seed in (1, 2))
    assert one.ability.tolist() != other.ability.tolist()
    assert one.started.tolist() != other.started.tolist()


def test_interviews_lie_in_the_nine_months_before_now_mostly_in_office_hours(many: Figures) -> None:
    moments = many.started.tolist()
    assert END - timedelta(days=DAYS + 1) <= min(moments)
    assert max(moments) <= END
    assert moments == sorted(moments)
    assert sum(at.weekday() < 5 for at in moments) > 0.9 * len(moments)
    assert sum(8 <= at.hour < 18 for at in moments) > 0.9 * len(moments)
    late = sum(at > END - timedelta(days=DAYS / 2) for at in moments)
    assert 0.5 * len(moments) < late < 0.8 * len(moments)


def test_who_is_able_scores_better_and_people_get_better(many: Figures) -> None:
    person = many.person[many.session]
    answered = ~np.isnan(many.score)
    means = [many.score[answered & (person == one)].mean() for one in range(len(many.ability))]
    assert np.corrcoef(many.ability, means)[0, 1] > 0.4  # harder questions for the able level it out
    assert (many.growth >= 0).all()
    assert many.growth.mean() > 0.05


def test_of_the_same_level_harder_questions_are_answered_worse(many: Figures, bank: Bank) -> None:
    items = items_of(bank)
    of_level = many.level[many.session] == 1
    means = [
        np.nanmean(many.score[of_level & (items.level[many.item] == difficulty)]) for difficulty in range(3)
    ]
    assert means == sorted(means, reverse=True)
    assert means[0] - means[2] > 0.2


def test_the_same_question_is_answered_better_later_on(many: Figures) -> None:
    months = (many.started - many.started[0]) / np.timedelta64(30, "D")
    early, late = months < 3, months > 6
    gains = []
    for item in range(int(many.item.max()) + 1):
        own = many.item == item
        gains.append(
            np.nanmean(many.score[own & late[many.session]])
            - np.nanmean(many.score[own & early[many.session]])
        )
    assert np.mean(gains) > 0.05


def test_kindred_skills_go_together_more_than_distant_ones(many: Figures) -> None:
    place = {category: number for number, category in enumerate(Category)}
    related = np.corrcoef(many.offsets.T)
    near = related[place[Category.JOINS], place[Category.SUBQUERIES]]
    far = related[place[Category.JOINS], place[Category.TRANSACTIONS]]
    assert near > 0.5
    assert abs(far) < 0.3


def test_hints_go_with_low_scores_and_typing_takes_longer(many: Figures) -> None:
    helped = many.hints > 0
    assert np.nanmean(many.score[helped]) < np.nanmean(many.score[~helped]) - 0.1
    typed = many.by_text[many.session]
    assert np.median(many.seconds[typed]) > np.median(many.seconds[~typed])
    assert not (many.by_text & many.in_cloud).any()


def test_some_interviews_were_abandoned_before_the_planned_end(many: Figures) -> None:
    asked = np.bincount(many.session)
    assert 0.05 < 1 - many.completed.mean() < 0.15
    assert (asked[many.completed] == many.planned[many.completed]).all()
    assert (asked[~many.completed] < many.planned[~many.completed]).all()


def test_no_question_is_asked_twice_in_a_session(many: Figures) -> None:
    pairs = zip(many.session.tolist(), many.item.tolist(), strict=True)
    for _, asked in groupby(pairs, key=lambda pair: pair[0]):
        items = [item for _, item in asked]
        assert len(items) == len(set(items))


def test_every_score_is_what_the_scorer_says_of_those_words(loaded: Database, bank: Bank) -> None:
    evaluate = offline_evaluator(bank)
    rows = loaded.read(
        "SELECT q.bank_question_id AS name, r.text, r.score FROM interview_responses r "
        "JOIN interview_questions q USING (question_id) WHERE r.text <> '' ORDER BY r.response_id LIMIT 40"
    )
    assert [evaluate(bank.questions[row["name"]], row["text"]).score for row in rows] == [
        row["score"] for row in rows
    ]


def test_quotes_lead_to_the_transcript_and_reports_are_what_is_built(loaded: Database) -> None:
    reading = Reading(loaded)
    quotes = 0
    for line in reading.recent(LOCAL, 15):
        view = reading.view(LOCAL, line.session.session_id)
        assert line.overall_score == view.report.overall_score
        assert line.band == view.report.band
        for answer in view.answers:
            points = answer.item.evaluation.points if answer.item.evaluation else ()
            wanted = {point.quote for point in points if point.quote}
            assert wanted <= set(answer.lines)
            quotes += len(wanted)
    assert quotes > 20


def test_stored_reports_have_the_words_that_are_built_from_the_rows(loaded: Database) -> None:
    stored = loaded.read("SELECT session_id, assessment FROM session_reports ORDER BY session_id LIMIT 10")
    assert [build(loaded, row["session_id"]).assessment for row in stored] == [
        row["assessment"] for row in stored
    ]


def test_only_interviews_in_the_cloud_cost_something_and_never_of_the_budget(loaded: Database) -> None:
    paid = "SELECT count(*) FROM usage JOIN interview_sessions USING (session_id) WHERE engine = 'embedded'"
    assert number(loaded, paid) == 0
    assert number(loaded, "SELECT sum(cost_usd) FROM usage") > 0
    assert usage.cost_since(loaded, datetime(2020, 1, 1)) == 0
    assert usage.by_day(loaded) == []


def test_queries_of_the_pad_are_tried_before_one_is_handed_in_and_its_score_counts(loaded: Database) -> None:
    runs = loaded.read(
        "SELECT question_id, list(kind ORDER BY position) AS kinds, max(score) AS score FROM pad_runs "
        "GROUP BY question_id"
    )
    assert len(runs) > 5
    assert all(row["kinds"][-1] == "submit" and set(row["kinds"][:-1]) == {"run"} for row in runs)
    asked = loaded.read("SELECT question_id::VARCHAR AS id, score FROM interview_responses WHERE text = ''")
    assert {row["id"]: row["score"] for row in asked} == {row["question_id"]: row["score"] for row in runs}
    with_pad = number(loaded, "SELECT sum(sql_questions) FROM interview_sessions")
    assert with_pad == len(runs)


def test_an_interview_with_the_pad_shows_its_queries_on_its_page(loaded: Database) -> None:
    found = loaded.read("SELECT session_id::VARCHAR AS id FROM pad_runs ORDER BY ALL LIMIT 1")
    answer = Reading(loaded).view(LOCAL, found[0]["id"]).answers[-1]
    assert answer.by_query
    assert answer.runs[-1].code == answer.item.answer


def test_who_is_able_solves_more_problems(bank: Bank) -> None:
    drawn = draw(items_of(bank), 120, 600, 5, END)
    rows = practised(problems(), drawn, END, 5)["submissions"]
    share: dict[int, list[bool]] = {}
    for row in rows:
        person = int(row["employee_id"].removeprefix("DEMO-")) - 1
        share.setdefault(person, []).append(row["verdict"] == "passed")
    solved = [np.mean(share[person]) for person in share]
    assert np.corrcoef(drawn.ability[list(share)], solved)[0, 1] > 0.4
    assert {row["verdict"] for row in rows} == {"passed", "wrong", "error"}
    assert all(row["submitted_at"] <= END and row["demo"] for row in rows)


def test_nobody_hands_anything_in_after_passing_and_hints_are_counted(loaded: Database) -> None:
    rows = loaded.read(
        "SELECT list(verdict ORDER BY submitted_at) AS verdicts, max(hints_used) AS used, employee_id, "
        "problem_id FROM submissions GROUP BY ALL"
    )
    assert all("passed" not in row["verdicts"][:-1] for row in rows)
    given = loaded.read(
        "SELECT employee_id, problem_id, count(*) AS n FROM problem_help WHERE kind = 'hint' GROUP BY ALL"
    )
    taken = {(row["employee_id"], row["problem_id"]): row["n"] for row in given}
    assert all(row["used"] <= taken.get((row["employee_id"], row["problem_id"]), 0) for row in rows)


def test_only_spoken_interviews_were_measured(loaded: Database) -> None:
    modes = "SELECT DISTINCT mode FROM client_metrics JOIN interview_sessions USING (session_id)"
    assert loaded.read(modes) == [{"mode": "voice"}]


def test_loading_twice_says_that_it_is_there(loaded: Database, bank: Bank) -> None:
    with pytest.raises(InputError, match="there already"):
        demo_on(loaded, bank).load(LOCAL, people=3, sessions=5)


@pytest.mark.parametrize(("people", "sessions"), [(0, 5), (6, 5)])
def test_fewer_sessions_than_people_are_refused(
    database: Database, bank: Bank, people: int, sessions: int
) -> None:
    with pytest.raises(InputError, match="no fewer sessions"):
        demo_on(database, bank).load(LOCAL, people=people, sessions=sessions)


def test_removal_leaves_every_real_row_as_it_was(
    database: Database, bank: Bank, interviewing: Interviewing, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    interviewing.record_usage(session.session_id, "r1", "joe", {}, 0.5)
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    ReviewDesk(database).override(LOCAL, session.session_id, 1, 0.4, reason="Too short.", reviewer="boss")
    before, kept = everything(database), database.read("FROM reviews")
    demo = demo_on(database, bank)
    size = demo.load(LOCAL, people=4, sessions=9)
    shown = next(line for line in Reading(database).recent(LOCAL) if line.session.demo and line.answered)
    ReviewDesk(database).override(LOCAL, shown.session.session_id, 1, 0.1, reason="Looked.", reviewer="boss")
    assert demo.remove(LOCAL).sessions == size.sessions == 9
    assert everything(database) == before
    assert database.read("FROM reviews") == kept
    assert demo.size().people == demo.size().responses == 0


def test_a_made_up_person_who_took_a_real_interview_stays(
    database: Database, bank: Bank, interviewing: Interviewing
) -> None:
    demo = demo_on(database, bank)
    demo.load(LOCAL, people=2, sessions=2)
    begun = interviewing.open_session("DEMO-001", PLAN, "embedded", "joe")
    demo.remove(LOCAL)
    assert interviewing.session(begun.session_id).employee.employee_id == "DEMO-001"
    assert interviewing.find_employee("DEMO-002") is None


def test_a_graded_demonstration_moves_no_real_score(database: Database, bank: Bank) -> None:
    demo_on(database, bank).load(LOCAL, people=2, sessions=4)
    shown = next(line for line in Reading(database).recent(LOCAL) if line.answered)
    graded = ReviewDesk(database)
    graded.override(LOCAL, shown.session.session_id, 1, 0.1, reason="Looked.", reviewer="boss")
    asked = database.read(
        "SELECT bank_question_id AS name FROM interview_questions WHERE session_id = ? AND ordinal = 1",
        [shown.session.session_id],
    )
    assert reviews.graded(database, asked[0]["name"]) == []


def test_many_answers_come_without_words_and_with_their_reports(database: Database, bank: Bank) -> None:
    size = demo_on(database, bank).load_many(LOCAL, 3000)
    assert size.responses == pytest.approx(3000, rel=0.1)
    assert number(database, "SELECT count(*) FROM transcript_turns") == 0
    wrong = (
        "SELECT count(*) FROM session_reports p JOIN (SELECT session_id, avg(score) AS mean FROM "
        "interview_responses GROUP BY session_id) USING (session_id) WHERE abs(mean - overall_score) > 1e-9"
    )
    assert number(database, wrong) == 0
    assert number(database, "SELECT count(*) FROM session_reports") > 0.9 * size.sessions
    assert Reading(database).recent(LOCAL, 1)[0].session.demo


def test_an_answer_is_as_good_as_was_wished_as_far_as_there_is_one(bank: Bank) -> None:
    book = AnswerBook(bank)
    question = items_of(bank).questions[0]
    assert book.answer(question, 1.0, 0).score > 0.8
    assert book.answer(question, 0.0, 0).score < 0.2


def test_nine_hundred_names_differ_and_more_have_a_number() -> None:
    names = [name_of(number) for number in range(1800)]
    assert len(set(names)) == 1800
    assert names[900].endswith(" 2")
