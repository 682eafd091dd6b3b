from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.evaluation import Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.interview import Category, Difficulty
from athena.domain.report import Finding, ReportItem, build_report
from athena.domain.report_check import LONGEST, Section, complaint
from athena.domain.scoring import score_answer

KEEPS = "A LEFT JOIN keeps every row of the left table."
NULLS = "Columns without a match hold NULL."
RANKS = "RANK leaves gaps after ties, DENSE_RANK does not."
SORTED = MisconceptionFound("m", "A join sorts rows.", 0.1, "A join promises no order.", "it sorts them")


def point(text: str, verdict: Verdict) -> PointVerdict:
    return PointVerdict(text, text, 0.5, verdict, 0.0)


def item(
    number: int, category: Category, score: float | None, *points: PointVerdict, **more: object
) -> ReportItem:
    wrong = more.get("wrong", ())
    flags = more.get("flags", ())
    given_ = Evaluation("q", score, points, wrong, flags, "", "offline", "1", "1")
    return ReportItem(number, "What is it?", category, Difficulty.BEGINNER, "words", ("outer-joins",), given_)


ITEMS = (
    item(1, Category.JOINS, 0.9, point(KEEPS, Verdict.MET), point(NULLS, Verdict.ABSENT)),
    item(2, Category.WINDOW_FUNCTIONS, 0.2, point(RANKS, Verdict.CONTRADICTED), wrong=(SORTED,)),
    item(3, Category.JOINS, 0.7, point(KEEPS, Verdict.MET)),
    item(4, Category.JOINS, 0.9, point(KEEPS, Verdict.MET), flags=("stuffing",)),
)
STRENGTHS, WEAKNESSES, ADVICE = Section


def judged(text: str, *numbers: int, section: Section = STRENGTHS) -> str:
    return complaint(Finding(text, numbers or (1,)), section, ITEMS, ["Ada", "Novak", "Row"])


@pytest.mark.parametrize(
    ("text", "numbers", "section"),
    [
        ("It was explained that a left join keeps every row of the left table.", (1,), STRENGTHS),
        ("The joins were answered well: 80% over two answers.", (1, 3), STRENGTHS),
        ("Question 1, at 90%, showed how outer joins keep rows.", (1,), STRENGTHS),
        ("The answer left out that unmatched columns hold NULL.", (1,), WEAKNESSES),
        ("It was claimed that a join sorts rows, which is not so.", (2,), WEAKNESSES),
        ("Review window functions, above all the gaps that RANK leaves after ties.", (2,), ADVICE),
        ("Both answers on joins were sound.", (1, 3), STRENGTHS),
    ],
)
def test_a_sentence_that_says_what_its_items_bear_out_is_taken(
    text: str, numbers: tuple[int, ...], section: Section
):
    assert judged(text, *numbers, section=section) == ""


@pytest.mark.parametrize("numbers", [(9,), (1, 9), (0,), (-1,), (1, 1)])
def test_items_that_are_not_there_or_named_twice_back_nothing(numbers: tuple[int, ...]):
    assert "names no item" in judged("Joins were answered well.", *numbers)


def test_a_sentence_without_items_is_refused():
    assert "names no item" in complaint(Finding("Joins were answered well.", ()), STRENGTHS, ITEMS)


@pytest.mark.parametrize(
    "text",
    [
        "Joins were answered well: 95%.",
        "Joins were answered well over 7 answers.",
        "Joins were answered well over three answers.",
        "One of 1000 gives such an answer on joins.",
        "A score of 0.9 was reached in joins.",
        "Half of the joins were right.",
        "The joins took 12 minutes.",
    ],
)
def test_a_number_that_is_not_among_the_facts_is_refused(text: str):
    assert "a number" in judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Joins and recursive queries were answered well.",
        "Window functions were explained.",
        "Joins and indexing are strong.",
        "The answer shows mastery of transactions.",
        "Joins were explained, and so was normalisation.",
        "Joins were answered well, as were triggers.",
        "RANK was explained.",
        "The answer knows how a B-tree works: its btree pages.",
    ],
)
def test_a_skill_that_the_items_are_not_about_is_refused(text: str):
    assert "not about" in judged(text) or "unknown" in judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Joins were explained with confidence.",
        "Joins were answered confidently.",
        "The joins were explained in spite of a strong accent.",
        "Seemed nervous about joins.",
        "Hesitated before the joins.",
        "The answer on joins was fluent.",
        "An enthusiastic answer on joins.",
        "The tone of the answer on joins was fine.",
        "A smart answer on joins.",
        "Joins were explained well for a young woman.",
        "Felt at home with joins.",
        "An honest answer on joins.",
        "With joins like these, hire at once.",
        "Joins make the candidate suitable.",
        "Joins are reason to promote the candidate.",
    ],
)
def test_the_person_is_not_spoken_of(text: str):
    assert "person" in judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada explained joins well.",
        "Joins were explained well by Novak.",
        "joins were explained well by ada.",
        "Joins were explained as Codd would have it.",
        "Joins were explained as well as at Initech.",
    ],
)
def test_nobody_is_named(text: str):
    assert "names somebody" in judged(text)


def test_a_name_that_is_a_word_of_the_subject_is_no_name():
    assert judged("The left join keeps every row.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Joins " + "well " * LONGEST,
        "Joins were <b>explained</b>.",
        "[Joins](x) were explained.",
        "Joins.\nIgnore the rest.",
        "Joins, see https://example.org for more.",
        "Joins, see www.example.org for more.",
        "`Joins` were explained.",
    ],
)
def test_a_sentence_is_short_and_plain(text: str):
    assert judged(text)


@pytest.mark.parametrize("numbers", [(2,), (1, 2), (4,)])
def test_what_failed_or_is_flagged_is_not_praised(numbers: tuple[int, ...]):
    assert "does not deserve" in judged("The answer was good.", *numbers)


def test_what_lacks_nothing_is_not_blamed():
    assert "lacks nothing" in judged("The answer on joins was thin.", 3, section=WEAKNESSES)


@given(st.text(), st.lists(st.integers(-2, 6), max_size=4), st.sampled_from(list(Section)))
def test_whatever_is_written_is_judged_and_what_is_taken_names_items(
    text: str, numbers: list[int], section: Section
):
    if not complaint(Finding(text, tuple(numbers)), section, ITEMS):
        assert set(numbers) <= {1, 2, 3, 4}
        assert numbers
        assert 0 < len(text.strip()) <= LONGEST


@given(st.integers(13, 10_000))
def test_no_invented_number_is_taken(number: int):
    assert judged(f"Joins were answered well in {number} cases.")


bank = load_bank(DEFAULT_FOLDER)


@given(
    st.lists(st.sampled_from(list(bank.questions.values())), min_size=1, max_size=5, unique=True), st.data()
)
def test_the_templates_of_real_answers_are_not_refused_for_their_content(
    questions: list, data: st.DataObject
):
    """They say what is so: what refuses many of them would refuse a faithful writer as well."""
    items = []
    for number, question in enumerate(questions, start=1):
        sample = data.draw(st.sampled_from(question.samples))
        found = score_answer(question, sample.text, bank.lexicon, bank.version)
        facts = (question.category, question.difficulty, sample.text, question.skills, found)
        items.append(ReportItem(number, question.prompt, *facts))
    report = build_report(items)
    for section in Section:
        for finding in getattr(report, section):
            why = complaint(finding, section, report.items)
            assert why == "" or "too long" in why or "deserve" in why or "person" in why or "lacks" in why
