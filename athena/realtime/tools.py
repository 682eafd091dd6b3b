"""The three tools an interviewer may call: their schemas, and a strict reading of what it calls them with."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from athena.domain.interview import Category, Difficulty

Score = Annotated[
    float, Field(ge=0, le=1, allow_inf_nan=False, description="0 (nothing right) to 1 (complete)")
]


class _Arguments(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class QuestionAsked(_Arguments):
    """Log a question at the moment you ask it."""

    question: str = Field(min_length=1, max_length=2_000, description="The question in the words you used")
    category: Category
    difficulty: Difficulty


class ResponseEvaluated(_Arguments):
    """Log what the candidate answered once the answer to a question is complete."""

    response: str = Field(
        max_length=20_000, description="The candidate's answer in the candidate's own words"
    )
    score: Score
    feedback: str = Field(
        max_length=4_000, description="One or two sentences on what was right and what was missing"
    )


class ReportWanted(_Arguments):
    """Close the interview: call this once, after the last evaluation."""


TOOLS: dict[str, type[_Arguments]] = {
    "log_question_asked": QuestionAsked,
    "log_response_evaluation": ResponseEvaluated,
    "generate_session_report": ReportWanted,
}


class BadCallError(Exception):
    """A call that cannot be carried out; its text tells the caller what to send instead."""


def declarations() -> list[dict[str, Any]]:
    """Return the tools as a session declares them."""
    return [
        {"type": "function", "name": name, "description": model.__doc__, "parameters": _schema(model)}
        for name, model in TOOLS.items()
    ]


def read_arguments(name: str, arguments: str) -> QuestionAsked | ResponseEvaluated | ReportWanted:
    """Read a call's JSON arguments; BadCallError when the tool or anything in them is not as declared."""
    model = TOOLS.get(name)
    if model is None:
        raise BadCallError(f"There is no tool {name!r}. Use one of: {', '.join(TOOLS)}.")
    try:
        read = model.model_validate_json(arguments or "{}")
    except ValidationError as error:
        raise BadCallError(_complaint(error)) from error
    assert isinstance(read, QuestionAsked | ResponseEvaluated | ReportWanted)  # noqa: S101 - the table's types
    return read


def as_output(result: dict[str, object]) -> str:
    """Return a tool's result as the text of its output."""
    return orjson.dumps(result).decode()


def _complaint(error: ValidationError) -> str:
    problems = (f"{'.'.join(map(str, e['loc'])) or 'arguments'}: {e['msg']}" for e in error.errors())
    return "Nothing was stored. Call again with these corrected: " + "; ".join(problems)


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    whole = model.model_json_schema()
    definitions = whole.get("$defs", {})
    properties = (
        {name: _inlined(field, definitions) for name, field in whole["properties"].items()}
        if ("properties" in whole)
        else {}
    )
    return {
        "type": "object",
        "properties": properties,
        "required": whole.get("required", []),
        "additionalProperties": False,
    }


def _inlined(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a property without references and titles: models read the plain form best."""
    target = definitions[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
    return {
        key: value
        for key, value in target.items()
        if key not in ("title", "description" if "$ref" in field else "")
    }
