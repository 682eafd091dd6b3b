from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from athena.domain.grading_prompt import anchors, answer_message, rubric_message
from athena.domain.questions import Sample
from tests.domain.scoring.fakes import QUESTION

SAMPLES = tuple(
    Sample(f"a {tag} one", (0.25, 0.5), (tag,)) for tag in ("wrong", "partial", "strong", "strong")
)


@given(st.text())
def test_an_answer_stays_the_value_of_its_field(text: str) -> None:
    assert json.loads(answer_message(text)) == {"candidate_answer": text}


def test_the_rubric_names_every_claim_and_the_reference_but_no_weight() -> None:
    facts = json.loads(rubric_message(QUESTION))
    assert [point["id"] for point in facts["key_points"]] == ["red-keeps", "blue-drops", "lid", "cool"]
    assert facts["reference_answer"] == QUESTION.reference_answer
    assert "weight" not in rubric_message(QUESTION)


def test_anchors_are_the_first_of_each_kind_with_what_they_are_worth() -> None:
    question = replace(QUESTION, samples=SAMPLES)
    assert [sample.text for sample in anchors(question)] == ["a strong one", "a partial one"]
    assert '"worth": "25% to 50%"' in rubric_message(question)
