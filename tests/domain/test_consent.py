from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.consent import Conditions, explain

PLAIN = Conditions(questions=5, minutes=45)


def told(conditions: Conditions) -> str:
    return explain(conditions).text


@pytest.mark.parametrize(
    "words",
    [
        "with 5 questions",
        "at most 45 minutes",
        "no person is on the line",
        "compared with the points a good answer names",
        "managers and administrators of this system read",
        "may follow the interview live",
        "transcript is kept until somebody deletes it",
        "The sound of your voice is not stored",
        "you can stop at any time",
    ],
)
def test_what_will_happen_is_told(words: str) -> None:
    assert words in told(PLAIN)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (replace(PLAIN, questions=1), "with 1 question."),
        (replace(PLAIN, sql_questions=2), "2 of them answered by writing a query"),
        (replace(PLAIN, cloud=True), "is sent to the AI service"),
        (replace(PLAIN, read_again=True), "Afterwards your written answers are sent"),
        (replace(PLAIN, practice=True), "how you did after each answer"),
        (replace(PLAIN, shared=False), "Whoever uses Athena on this computer"),
        (replace(PLAIN, word_days=90), "transcript is kept for 90 days"),
        (replace(PLAIN, score_days=80), "scores and the report for 80 days"),
        (replace(PLAIN, recorded=True, audio_days=30), "stored, encrypted, for 30 days"),
        (replace(PLAIN, contact="Kim (kim@example.org)"), "Turn to Kim (kim@example.org)."),
    ],
)
def test_what_differs_is_told_as_it_is(conditions: Conditions, words: str) -> None:
    assert words in told(conditions)
    assert words not in told(PLAIN)


@pytest.mark.parametrize("sent", ["cloud", "read_again"])
def test_nothing_is_said_to_stay_here_that_is_sent(sent: str) -> None:
    assert "nothing you say goes anywhere else" in told(PLAIN)
    assert "nothing you say goes anywhere else" not in told(replace(PLAIN, **{sent: True}))  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["cloud", "read_again", "recorded"])
def test_consent_to_less_is_no_consent_to_more(what: str) -> None:
    assert explain(replace(PLAIN, **{what: True})).version != explain(PLAIN).version  # type: ignore[arg-type]


def test_whether_the_sound_is_recorded_is_part_of_the_statement() -> None:
    assert "The sound is recorded" in explain(replace(PLAIN, recorded=True)).statement
    assert "not kept" in explain(PLAIN).statement


def test_the_text_that_is_kept_is_everything_that_was_shown() -> None:
    explanation = explain(PLAIN)
    assert all(title in explanation.text and words in explanation.text for title, words in explanation.facts)
    assert explanation.text.endswith(explanation.statement)
