"""The tool calls an interview owes its client: each question logged once, evaluated once, one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from athena.interviewer.dialogue import Call
from athena.interviewer.policy import phrases
from athena.interviewer.policy.marking import Marker
from athena.interviewer.policy.state import Course, State

ASKED = "log_question_asked"
EVALUATED = "log_response_evaluation"
REPORTED = "generate_session_report"


def owed(state: State, marker: Marker) -> tuple[Call, ...]:
    """Return the calls still to be made, in the order of the interview."""
    return tuple(_owed(state, marker))


def _owed(state: State, marker: Marker) -> Iterator[Call]:
    judgements = [_judgement(course, marker) for course in state.courses if course.left]
    settled = _settled(judgements, state.evaluated)
    for index, course in enumerate(state.courses):
        if not course.logged:
            yield Call(ASKED, _asking(course))
        if course.left and index not in settled:
            yield Call(EVALUATED, judgements[index])
    if state.closed and not state.reported:
        yield Call(REPORTED, {})


def _asking(course: Course) -> Mapping[str, object]:
    question = course.question
    return {
        "question": question.prompt,
        "category": question.category.value,
        "difficulty": question.difficulty.value,
    }


def _judgement(course: Course, marker: Marker) -> Mapping[str, object]:
    response = "\n".join(course.words)
    if course.question.sql:
        return {"response": response, "score": round(course.share, 2), "feedback": _on_query(course, marker)}
    if not course.answered:
        return {
            "response": response,
            "score": 0.0,
            "feedback": phrases.LEFT_FEEDBACK.get(str(course.left), ""),
        }
    evaluation = marker.evaluation(course)
    return {"response": response, "score": round(evaluation.score or 0.0, 2), "feedback": evaluation.feedback}


def _on_query(course: Course, marker: Marker) -> str:
    """Return the feedback on a question for a query: what its explanation lacks, or what there is not."""
    if not course.submitted:
        return phrases.LEFT_FEEDBACK.get(str(course.left), phrases.NO_QUERY)
    return marker.evaluation(course).feedback if course.answered else phrases.NO_EXPLANATION


def _settled(judgements: Sequence[Mapping[str, object]], made: Sequence[Mapping[str, object]]) -> set[int]:
    """Return which judgements were made: the one with the same response, otherwise the first open one."""
    settled: set[int] = set()
    for arguments in made:
        open_ones = [index for index in range(len(judgements)) if index not in settled]
        same = [i for i in open_ones if judgements[i]["response"] == arguments.get("response")]
        settled.update((same or open_ones)[:1])
    return settled
