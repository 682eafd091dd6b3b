from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from athena.domain.evaluation import Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.findings import MOST, question_numbers, recommendations, strengths, weaknesses
from athena.domain.interview import Category, Difficulty
from athena.domain.query_evaluation import EVALUATOR
from athena.domain.report import Finding, ReportItem

WRONG = MisconceptionFound("m", "A join sorts rows.", 0.1, "A join promises no order.", "it sorts them")


def point(name: str, verdict: Verdict, weight: float = 0.5) -> PointVerdict:
    return PointVerdict(name, f"The point {name}.", weight, verdict, 0.0)


def line(number: int, score: float | None, *points: PointVerdict, flags: tuple[str, ...] = ()) -> ReportItem:
    given_ = Evaluation("q", score, points, (), flags, "", "offline", "1", "1")
    return ReportItem(number, "?", Category.JOINS, Difficulty.BEGINNER, "words", ("joins",), given_)


def texts(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.text for finding in findings]


def test_a_field_answered_well_is_a_strength_with_its_questions() -> None:
    assert Finding("Joins: 85% over 2 answers.", (1, 2)) in strengths([line(1, 0.9), line(2, 0.8)])


def test_a_skill_is_named_once_two_answers_show_it() -> None:
    assert not any("Skill" in text for text in texts(strengths([line(1, 0.9)])))
    assert "Skill “joins”: 85% over 2 answers." in texts(strengths([line(1, 0.9), line(2, 0.8)]))


def test_the_weightiest_points_made_come_first() -> None:
    found = strengths([line(1, 0.6, point("light", Verdict.MET, 0.2), point("heavy", Verdict.MET, 0.6))])
    assert texts(found) == ["Explained: The point heavy.", "Explained: The point light."]


def test_a_point_of_little_weight_is_not_worth_a_sentence() -> None:
    assert strengths([line(1, 0.6, point("tiny", Verdict.MET, 0.1))]) == ()


def test_an_answer_that_failed_as_a_whole_is_praised_for_no_part_of_it() -> None:
    assert strengths([line(1, 0.25, point("made", Verdict.MET))]) == ()


def test_a_field_that_flagged_answers_made_weak_is_not_praised_for_the_others() -> None:
    lines = [line(1, 0.9), line(2, 0.0, flags=("echo",)), line(3, 0.1, flags=("echo",))]
    assert strengths(lines) == ()
    assert Finding("Joins: 33% over 3 answers.", (1, 2, 3)) in weaknesses(lines)


def test_a_flagged_answer_is_no_ground_for_praise() -> None:
    assert strengths([line(1, 0.9, point("p", Verdict.MET), flags=("stuffing",))]) == ()


def test_a_flagged_answer_is_given_to_a_person() -> None:
    found = recommendations([line(4, 0.1, flags=("keyword_list", "echo"))])
    assert found == (Finding("Have a person read answer 4: it was flagged (keyword list, echo).", (4,)),)


def test_an_evaluation_that_stands_in_for_another_is_as_good_a_ground_as_any() -> None:
    plain, marked = (
        line(1, 0.9, point("p", Verdict.MET)),
        line(1, 0.9, point("p", Verdict.MET), flags=("fallback",)),
    )
    assert strengths([marked]) == strengths([plain])
    assert recommendations([marked]) == recommendations([plain])


def test_a_wrong_claim_is_the_first_weakness_and_its_correction_the_first_advice() -> None:
    plain = line(2, 0.3, point("p", Verdict.ABSENT))
    assert plain.evaluation
    wrong = replace(plain, evaluation=replace(plain.evaluation, misconceptions=(WRONG,)))
    assert weaknesses([wrong])[0] == Finding("Claimed something that is not so: A join sorts rows.", (2,))
    assert recommendations([wrong])[0] == Finding("Joins: A join promises no order.", (2,))


def test_missing_and_contradicted_points_are_told_apart() -> None:
    found = weaknesses([line(1, 0.6, point("a", Verdict.ABSENT), point("b", Verdict.CONTRADICTED))])
    assert texts(found) == ["Did not mention: The point a.", "Said the opposite of: The point b."]


def test_what_a_query_met_or_not_was_not_explained_by_anybody() -> None:
    spoken = line(1, 0.6, point("a", Verdict.MET), point("b", Verdict.ABSENT))
    assert spoken.evaluation
    query = replace(spoken, evaluation=replace(spoken.evaluation, evaluator=EVALUATOR))
    assert texts(strengths([query])) == ["Met by the query: The point a."]
    assert texts(weaknesses([query])) == ["Not met by the query: The point b."]


def test_a_field_answered_poorly_is_a_weakness() -> None:
    assert weaknesses([line(1, 0.2)]) == (Finding("Joins: 20% over 1 answer.", (1,)),)


def test_the_poorest_answer_is_reviewed_first_by_its_heaviest_missing_point() -> None:
    better = line(1, 0.6, point("a", Verdict.ABSENT))
    poorer = line(2, 0.2, point("b", Verdict.ABSENT, 0.2), point("c", Verdict.ABSENT, 0.4))
    assert recommendations([better, poorer]) == (
        Finding("Review joins, above all this: The point c.", (2,)),
        Finding("Review joins, above all this: The point a.", (1,)),
    )


def test_abbreviations_keep_their_capitals_inside_a_sentence() -> None:
    cte = replace(line(1, 0.2, point("a", Verdict.ABSENT)), category=Category.CTE)
    assert recommendations([cte])[0].text.startswith("Review CTEs, above all")


def test_what_was_not_assessed_should_be_asked_again() -> None:
    assert recommendations([line(1, None), line(2, 0.9), line(3, None)]) == (
        Finding("Ask again what could not be assessed: questions 1 and 3.", (1, 3)),
    )


def test_convincing_answers_throughout_lead_to_harder_questions() -> None:
    assert recommendations([line(1, 0.9), line(2, 0.8)]) == (
        Finding("Every answer was convincing: go on to harder questions.", (1, 2)),
    )


def test_numbers_read_as_a_sentence() -> None:
    assert question_numbers([3]) == "question 3"
    assert question_numbers([1, 2, 5]) == "questions 1, 2 and 5"


VERDICTS = st.builds(point, st.sampled_from("abc"), st.sampled_from(Verdict), st.floats(0, 1))
LINES = st.lists(
    st.builds(
        lambda score, points, flags: (score, points, flags),
        st.floats(0, 1) | st.none(),
        st.lists(VERDICTS, max_size=5),
        st.sampled_from([(), ("echo",)]),
    ),
    max_size=12,
)


@given(LINES)
def test_every_sentence_rests_on_questions_that_were_asked_and_lists_stay_short(
    drawn: list[tuple[float | None, list[PointVerdict], tuple[str, ...]]],
) -> None:
    items = [line(n, score, *points, flags=flags) for n, (score, points, flags) in enumerate(drawn, 1)]
    for found in (strengths(items), weaknesses(items), recommendations(items)):
        assert len(found) <= MOST
        assert all(
            finding.items and set(finding.items) <= {item.number for item in items} for finding in found
        )


@given(LINES)
def test_no_field_and_no_skill_is_a_strength_and_a_weakness_at_once(
    drawn: list[tuple[float | None, list[PointVerdict], tuple[str, ...]]],
) -> None:
    items = [line(n, score, *points, flags=flags) for n, (score, points, flags) in enumerate(drawn, 1)]
    strong, weak = (
        {text.split(": ")[0].removeprefix("Skill ") for text in texts(found) if "% over" in text}
        for found in (strengths(items), weaknesses(items))
    )
    assert not strong & weak
