from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.ability import Item
from athena.domain.evaluation import Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.interview import Category, Difficulty
from athena.domain.report import Band, ItemStatus, ReportItem, band_of, build_report, likely_range

SCORES = st.floats(0, 1)


def point(name: str, verdict: Verdict, weight: float = 0.5) -> PointVerdict:
    return PointVerdict(name, f"The point {name}.", weight, verdict, float(verdict is Verdict.MET), None)


def evaluated(score: float | None, *points: PointVerdict) -> Evaluation:
    return Evaluation("q", score, points, (), (), f"Feedback for {score}.", "offline", "1", "1")


def item(number: int, score: float | None, category: Category = Category.JOINS) -> ReportItem:
    given_ = evaluated(score, point("made", Verdict.MET), point("left", Verdict.ABSENT, 0.3))
    return ReportItem(
        number, f"Question {number}?", category, Difficulty.BEGINNER, "words", evaluation=given_
    )


def unanswered(number: int) -> ReportItem:
    return ReportItem(number, f"Question {number}?", Category.CTE, Difficulty.BEGINNER)


def off_bank(number: int) -> ReportItem:
    return replace(unanswered(number), answer="words", live_score=0.9, live_feedback="Nice.")


@given(st.lists(SCORES, min_size=1, max_size=12))
def test_the_overall_score_is_the_mean_of_the_items(scores: list[float]) -> None:
    report = build_report([item(n, score) for n, score in enumerate(scores, 1)])
    assert report.overall_score == fmean(scores)


@given(st.lists(SCORES | st.none(), max_size=12))
def test_what_was_not_assessed_is_no_part_of_the_mean(scores: list[float | None]) -> None:
    report = build_report([item(n, score) for n, score in enumerate(scores, 1)])
    assessed = [score for score in scores if score is not None]
    assert report.overall_score == (fmean(assessed) if assessed else None)
    assert report.assessed_count == len(assessed)


def test_one_good_answer_and_silence_place_nobody() -> None:
    report = build_report([item(1, 1.0), unanswered(2), unanswered(3)], planned=5)
    assert (report.overall_score, report.band) == (1.0, None)
    assert "1 of 5 planned questions were assessed; their mean is 100%. Too little was answered" in (
        report.assessment
    )
    assert "2 of the planned questions were not asked." in report.assessment
    assert not any(band in report.assessment for band in Band)


@pytest.mark.parametrize(("assessed", "band"), [(1, None), (2, Band.STRONG), (4, Band.STRONG)])
def test_half_of_the_planned_questions_are_enough_for_a_band(assessed: int, band: Band | None) -> None:
    report = build_report([item(n, 0.9) for n in range(1, assessed + 1)], planned=4)
    assert report.band is band
    assert ("place the person" in report.assessment) is (band is None)


def test_at_least_the_questions_asked_count_as_planned() -> None:
    assert build_report([item(1, 0.5), unanswered(2)], planned=1).planned == 2


def test_a_provisional_score_is_shown_and_no_part_of_the_mean() -> None:
    report = build_report([item(1, 0.4), off_bank(2)])
    assert report.overall_score == 0.4
    assert (report.items[1].status, report.items[1].provisional_score) == (ItemStatus.PROVISIONAL, 0.9)
    assert report.items[1].feedback == "Nice."


def test_a_live_score_without_words_is_not_even_provisional() -> None:
    silent = replace(unanswered(1), live_score=0.9)
    assert (silent.status, silent.provisional_score) == (ItemStatus.NOT_ASSESSED, None)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (item(1, 0.5), ""),
        (unanswered(1), "no answer was heard"),
        (item(1, None), "could not be judged"),
        (off_bank(1), "interviewer's impression"),
        (replace(off_bank(1), live_score=None), "no rubric"),
    ],
)
def test_an_item_says_why_it_has_no_score(line: ReportItem, note: str) -> None:
    assert note in line.note
    assert bool(note) == bool(line.note)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1.0, Band.STRONG),
        (0.8, Band.STRONG),
        (0.1 * 8 - 1e-12, Band.STRONG),
        (0.79, Band.GOOD),
        (0.6, Band.GOOD),
        (0.59, Band.DEVELOPING),
        (0.4, Band.DEVELOPING),
        (0.39, Band.WEAK),
        (0.0, Band.WEAK),
    ],
)
def test_a_score_has_a_band(score: float, band: Band) -> None:
    assert band_of(score) is band


def test_without_questions_nothing_could_be_assessed() -> None:
    report = build_report([])
    assert (report.overall_score, report.band, report.likely) == (None, None, None)
    assert report.assessment == "Nothing could be assessed: no question was asked."


def test_without_answers_nothing_could_be_assessed_and_nothing_is_praised_or_blamed() -> None:
    report = build_report([unanswered(1), unanswered(2)])
    assert "Nothing could be assessed" in report.assessment
    assert (report.overall_score, report.strengths, report.weaknesses) == (None, (), ())
    assert [finding.items for finding in report.recommendations] == [(1, 2)]


@given(st.lists(SCORES, min_size=1, max_size=12))
def test_the_likely_range_holds_the_mean_within_0_to_1(scores: list[float]) -> None:
    low, high = likely_range(scores) or (1.0, 0.0)
    assert 0 <= low <= fmean(scores) <= high <= 1


@given(st.lists(SCORES, min_size=1, max_size=6))
def test_the_same_answers_again_narrow_the_likely_range(scores: list[float]) -> None:
    low, high = likely_range(scores) or (0.0, 0.0)
    closer_low, closer_high = likely_range(scores * 4) or (0.0, 1.0)
    assert closer_high - closer_low < high - low


def test_equal_answers_are_no_certainty() -> None:
    low, high = likely_range([0.5, 0.5]) or (0.5, 0.5)
    assert high - low > 0.2


@pytest.mark.parametrize(
    ("count", "words"), [(1, "This rests on one answer"), (5, "This rests on 5 answers")]
)
def test_the_uncertainty_names_the_number_of_answers(count: int, words: str) -> None:
    report = build_report([item(n, 0.7) for n in range(1, count + 1)])
    assert words in report.uncertainty
    assert report.uncertainty in report.assessment


def test_a_range_over_several_bands_asks_for_more_questions() -> None:
    assert "More questions would narrow it" in build_report([item(1, 0.7)]).uncertainty


def test_a_range_within_one_band_does_not() -> None:
    report = build_report([item(n, 1.0) for n in range(1, 13)])
    assert report.uncertainty.endswith("all of it strong.")


def test_the_assessment_names_the_strongest_and_the_weakest_field_with_their_questions() -> None:
    report = build_report([item(1, 0.9), item(2, 0.2, Category.CTE), item(3, 0.5, Category.INDEXING)])
    assert "Strongest: Joins (90%, question 1)." in report.assessment
    assert "Weakest: CTEs (20%, question 2)." in report.assessment


def test_the_assessment_lists_what_is_left_out() -> None:
    report = build_report([item(1, 0.9), unanswered(2), off_bank(3), unanswered(4)])
    assert "Not part of the mean: questions 2, 3 and 4." in report.assessment


def test_contradicted_points_are_missed_points() -> None:
    line = replace(item(1, 0.2), evaluation=evaluated(0.2, point("no", Verdict.CONTRADICTED)))
    assert [missed.point_id for missed in line.missed] == ["no"]


def test_partly_met_points_are_neither_met_nor_missed() -> None:
    line = replace(item(1, 0.5), evaluation=evaluated(0.5, point("half", Verdict.PARTIAL)))
    assert ([p.point_id for p in line.partly_met], line.met, line.missed) == (["half"], (), ())


def test_an_items_misconceptions_are_those_of_its_evaluation() -> None:
    wrong = MisconceptionFound("m", "Joins sort.", 0.1, "They do not.", "it sorts")
    line = replace(item(1, 0.5), evaluation=replace(evaluated(0.5), misconceptions=(wrong,)))
    assert line.misconceptions == (wrong,)


def test_the_report_names_the_most_likely_level_and_how_far_the_answers_leave_room() -> None:
    answers = [replace(item(n, 0.5), item=Item(1.0, 0.0)) for n in range(1, 6)]
    assert "most likely intermediate" in build_report(answers).assessment
    assert "5 answers leave room from beginner to advanced" in build_report(answers).assessment


def test_the_same_scores_on_harder_questions_place_higher() -> None:
    easy, hard = (
        build_report([replace(item(n, 0.6), difficulty=level) for n in range(1, 6)]).ability
        for level in (Difficulty.BEGINNER, Difficulty.ADVANCED)
    )
    assert easy is not None
    assert hard is not None
    assert hard.mean > easy.mean


def test_too_few_answers_give_no_level() -> None:
    report = build_report([item(1, 1.0)], planned=5)
    assert report.ability is None
    assert "most likely" not in report.assessment.replace("mean most likely", "")
