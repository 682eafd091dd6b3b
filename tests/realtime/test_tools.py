from __future__ import annotations

from typing import Any

import orjson
import pytest

from athena.domain.interview import Category, Difficulty
from athena.realtime.tools import TOOLS, BadCallError, ReportWanted, declarations, read_arguments

QUESTION = {"question": "Why?", "category": "joins", "difficulty": "beginner"}
EVALUATION = {"response": "Because.", "score": 0.5, "feedback": "Fair."}


def read(name: str, arguments: Any) -> Any:
    return read_arguments(name, orjson.dumps(arguments).decode())


def test_a_question_is_read_with_its_enums():
    asked = read("log_question_asked", QUESTION)
    assert (asked.category, asked.difficulty) == (Category.JOINS, Difficulty.BEGINNER)


def test_a_whole_number_is_a_score():
    assert read("log_response_evaluation", EVALUATION | {"score": 1}).score == 1


@pytest.mark.parametrize("arguments", ["", "{}"])
def test_the_report_needs_no_arguments(arguments: str):
    assert isinstance(read_arguments("generate_session_report", arguments), ReportWanted)


@pytest.mark.parametrize(
    ("name", "arguments", "named"),
    [
        ("log_question_asked", QUESTION | {"category": "cooking"}, "category"),
        ("log_question_asked", QUESTION | {"difficulty": None}, "difficulty"),
        ("log_question_asked", QUESTION | {"question": ""}, "question"),
        ("log_question_asked", {"question": "Why?"}, "category"),
        ("log_response_evaluation", EVALUATION | {"score": 1.2}, "score"),
        ("log_response_evaluation", EVALUATION | {"score": -0.1}, "score"),
        ("log_response_evaluation", EVALUATION | {"score": "0.5"}, "score"),
        ("log_response_evaluation", EVALUATION | {"score": True}, "score"),
        ("log_response_evaluation", EVALUATION | {"extra": 1}, "extra"),
        ("generate_session_report", {"score": 1}, "score"),
        ("log_question_asked", [], "arguments"),
    ],
)
def test_a_call_that_is_not_as_declared_is_told_what_to_correct(name: str, arguments: Any, named: str):
    with pytest.raises(BadCallError, match=named):
        read(name, arguments)


@pytest.mark.parametrize("arguments", ["{", "null", '{"response":"a","score":NaN,"feedback":"b"}'])
def test_arguments_that_are_no_json_object_are_refused(arguments: str):
    with pytest.raises(BadCallError):
        read_arguments("log_response_evaluation", arguments)


def test_an_unknown_tool_is_answered_with_the_known_ones():
    with pytest.raises(BadCallError, match="generate_session_report"):
        read_arguments("drop_tables", "{}")


def test_the_declared_schemas_are_plain_and_closed():
    for tool in declarations():
        assert tool["description"]
        assert tool["parameters"]["additionalProperties"] is False
        assert "$ref" not in str(tool)
        assert set(tool["parameters"]["required"]) == set(TOOLS[tool["name"]].model_fields)


def test_categories_are_declared_as_an_enum():
    question = next(tool for tool in declarations() if tool["name"] == "log_question_asked")
    assert question["parameters"]["properties"]["category"]["enum"] == list(Category)
