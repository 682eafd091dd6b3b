"""The app chooses and counts the questions of an interviewer that has none of its own."""

from __future__ import annotations

import orjson
import pytest

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank, Question
from athena.realtime.events import FunctionCall
from athena.realtime.questioner import Questioner
from athena.realtime.record import Executed, HistoryItem
from athena.realtime.tools import QuestionAsked, ResponseEvaluated
from athena.services.matching import QuestionMatcher

PLAN = InterviewPlan(question_count=3, seed=5)
LONG = InterviewPlan(question_count=6, seed=5)
OK = {"ok": True}


@pytest.fixture
def questioner(bank: Bank) -> Questioner:
    return Questioner(bank, PLAN)


def asks(question: str, category: str = "joins", difficulty: str = "beginner") -> FunctionCall:
    told = {"question": question, "category": category, "difficulty": difficulty}
    return FunctionCall("f1", "c1", "log_question_asked", orjson.dumps(told).decode())


def put(questioner: Questioner, bank: Bank) -> Question:
    """Let the question of the note be asked and logged; return it."""
    question = QuestionMatcher(bank).question(questioner.note().splitlines()[-1])
    assert question is not None
    logged = QuestionAsked(
        question=question.prompt, category=question.category, difficulty=question.difficulty
    )
    assert questioner.note_on(Executed("c1", OK, logged)) == ""
    return question


def judge(questioner: Questioner, score: float = 0.5, response: str = "An answer.") -> str:
    judged = ResponseEvaluated(response=response, score=score, feedback="")
    return questioner.note_on(Executed("c2", OK, judged))


def test_the_first_note_holds_a_question_of_the_bank_with_its_place(questioner: Questioner):
    heading, category, difficulty, *_ = questioner.note().splitlines()
    assert heading == "# Question 1 of 3"
    assert category.startswith("Category: ")
    assert difficulty == "Difficulty: intermediate"


def test_no_note_gives_anything_of_a_rubric_away(questioner: Questioner, bank: Bank):
    notes = [questioner.note()]
    while not questioner.exhausted:
        question = put(questioner, bank)
        notes.append(judge(questioner))
        secrets = [question.reference_answer, *(point.text for point in question.key_points)]
        secrets += [point.hint for point in question.key_points]
        assert not [secret for secret in secrets if any(secret in note for note in notes)]
    assert len(notes) == 4


def test_the_next_question_follows_each_judgement_and_the_end_the_last(questioner: Questioner, bank: Bank):
    headings = []
    for _ in range(3):
        put(questioner, bank)
        headings.append(judge(questioner).splitlines()[0])
    assert headings == ["# Question 2 of 3", "# Question 3 of 3", "# No questions left"]
    assert questioner.exhausted


def test_no_question_is_given_twice(questioner: Questioner, bank: Bank):
    given = []
    while not questioner.exhausted:
        given.append(put(questioner, bank).id)
        judge(questioner)
    assert len(set(given)) == 3


def test_a_judgement_of_a_question_that_was_not_logged_is_sent_back(questioner: Questioner):
    assert judge(questioner).startswith("# Question 1 of 3 was not logged")
    assert questioner.note().startswith("# Question 1 of 3\n")


def test_a_second_judgement_of_the_same_answer_skips_no_question(questioner: Questioner, bank: Bank):
    put(questioner, bank)
    judge(questioner)
    assert judge(questioner).startswith("# Question 2 of 3 was not logged")


def test_a_judgement_the_store_refused_moves_nothing(questioner: Questioner, bank: Bank):
    put(questioner, bank)
    refused = Executed("c2", {"ok": False, "error": "no"}, None)
    assert questioner.note_on(refused) == ""
    assert "answering it" in questioner.note()


def test_a_question_put_in_other_words_is_logged_in_the_banks(questioner: Questioner):
    prompt = questioner.note().splitlines()[-1]
    logged = orjson.loads(questioner.settled(asks("So, tell me about that thing?")).arguments)
    assert logged["question"] == prompt
    assert f"Category: {logged['category']}" in questioner.note()


def test_a_made_up_question_after_the_last_counts_as_the_last(questioner: Questioner, bank: Bank):
    for _ in range(3):
        last = put(questioner, bank)
        judge(questioner)
    logged = orjson.loads(questioner.settled(asks("And what is your favourite poem?")).arguments)
    assert logged["question"] == last.prompt


def test_another_question_of_the_bank_is_logged_as_what_it_is(questioner: Questioner, bank: Bank):
    given = questioner.note().splitlines()[-1]
    other = next(q for q in bank.questions.values() if q.prompt != given and q.type == "spoken")
    call = asks(other.prompt)
    assert questioner.settled(call) == call


@pytest.mark.parametrize(
    "call",
    [
        FunctionCall("f", "c", "log_question_asked", "{not json"),
        FunctionCall("f", "c", "log_question_asked", '{"question": "x", "category": "cooking"}'),
        FunctionCall("f", "c", "generate_session_report", "{}"),
        FunctionCall("f", "c", "order_pizza", "{}"),
    ],
)
def test_a_call_that_is_no_question_is_left_to_be_judged_as_it_is(questioner: Questioner, call: FunctionCall):
    assert questioner.settled(call) == call


def test_strong_answers_lead_to_a_harder_question_and_skipped_ones_do_not(bank: Bank):
    strong, skipped = Questioner(bank, LONG), Questioner(bank, LONG)
    for questioner, score, response in ((strong, 1.0, "All of it."), (skipped, 1.0, " ")):
        for _ in range(3):
            put(questioner, bank)
            judge(questioner, score, response)
    assert "Difficulty: advanced" in strong.note()
    assert "Difficulty: intermediate" in skipped.note()


def test_the_authoritative_score_counts_and_not_what_the_interviewer_made_of_it(bank: Bank):
    questioner = Questioner(bank, LONG)
    marks: dict[str, float | None] = {}
    for _ in range(3):
        marks[put(questioner, bank).id] = 0.0
        judged = ResponseEvaluated(response="All of it.", score=1.0, feedback="")
        questioner.note_on(Executed("c2", OK, judged, dict(marks)))
    assert "Difficulty: beginner" in questioner.note()


def test_scores_of_before_are_known_from_the_start(bank: Bank):
    first = put(Questioner(bank, LONG), bank)
    low, high = (Questioner(bank, LONG, {first.id: mark}) for mark in (0.0, 1.0))
    for questioner in (low, high):
        for _ in range(3):
            put(questioner, bank)
            judge(questioner, 0.75)
    assert low.note() != high.note()


def offering(bank: Bank) -> Questioner:
    """Return a questioner whose three questions were answered so that the level is open."""
    questioner = Questioner(bank, PLAN)
    for _ in range(3):
        put(questioner, bank)
        judge(questioner, 0.7)
    return questioner


def test_one_question_more_is_offered_when_the_level_is_open(bank: Bank):
    questioner = offering(bank)
    assert questioner.note().startswith("# One more question?")
    assert not questioner.exhausted


def test_the_extra_question_is_the_last(bank: Bank):
    questioner = offering(bank)
    put(questioner, bank)
    assert questioner.note().startswith("# Question 4, an extra one")
    assert judge(questioner, 0.7).startswith("# No questions left")


def test_a_judgement_that_comes_after_the_offer_repeats_the_offer(bank: Bank):
    assert judge(offering(bank)).startswith("# One more question?")


def test_the_offer_is_not_made_when_the_app_wants_no_further_question(bank: Bank):
    questioner = offering(bank)
    questioner.stop()
    assert questioner.note().startswith("# No questions left")


def test_an_offer_is_remembered_on_a_new_line(bank: Bank):
    questioner = Questioner(bank, PLAN)
    history = []
    for _ in range(3):
        history.append(_asked(put(questioner, bank)))
        arguments = {"response": "An answer.", "score": 0.7, "feedback": ""}
        history.append(HistoryItem("call", name="log_response_evaluation", arguments=arguments, output=OK))
        judge(questioner, 0.7)
    resumed = Questioner(bank, PLAN)
    resumed.remember(history)
    assert resumed.note() == questioner.note()


def test_an_earlier_run_is_taken_up_where_it_stopped(questioner: Questioner, bank: Bank):
    first = put(questioner, bank)
    judge(questioner, 0.6)
    second = put(questioner, bank)
    history = [
        _asked(first),
        HistoryItem("call", name="log_question_asked", arguments={"question": "x"}, output={"ok": False}),
        HistoryItem(
            "call",
            name="log_response_evaluation",
            arguments={"response": "An answer.", "score": 0.6, "feedback": ""},
            output=OK,
        ),
        _asked(second),
    ]
    resumed = Questioner(bank, PLAN)
    resumed.remember(history)
    assert resumed.note() == questioner.note()
    assert "answering it" in resumed.note()
    assert judge(resumed).startswith("# Question 3 of 3")


def _asked(question: Question) -> HistoryItem:
    told = {
        "question": question.prompt,
        "category": question.category.value,
        "difficulty": question.difficulty.value,
    }
    return HistoryItem("call", name="log_question_asked", arguments=told, output=OK)
