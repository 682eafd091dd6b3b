"""Chooses the questions for an interviewer that holds no question bank, and counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank, Question
from athena.domain.selection import Asked, extra_question, next_question
from athena.realtime.events import FunctionCall
from athena.realtime.record import Executed, HistoryItem
from athena.realtime.tools import (
    BadCallError,
    QuestionAsked,
    ReportWanted,
    ResponseEvaluated,
    as_output,
    read_arguments,
)
from athena.services.matching import QuestionMatcher

_ASK = """\
# {place}
Category: {category}
Difficulty: {difficulty}
{pad}Ask this question now, in these words or nearly so, and call log_question_asked as you ask it:
{prompt}"""
_EXTRA = """\
# One more question?
The planned questions are done, and the level is still open. Offer one more question, if there are two
minutes for it, and wait for the reply. If it is yes, ask this one and call log_question_asked as you ask it;
otherwise call generate_session_report, thank the candidate and say goodbye.
Category: {category}
Difficulty: {difficulty}
{pad}{prompt}"""
_UNDER_WAY = """\
# {place}
Category: {category}
Difficulty: {difficulty}
{pad}You have asked this question and the candidate is answering it; do not log it again:
{prompt}"""
_NOT_LOGGED = """\
# {place} was not logged
Call log_question_asked for it now. If the candidate has answered it, call log_response_evaluation again after
that; if you have not asked it yet, ask it:
{prompt}"""
_PAD = """\
The candidate writes SQL in a pad, with the buttons Run and Submit: say so. Notes headed "SQL pad" tell you
what running it showed; never dictate a solution or a part of one. Let the candidate think aloud, and answer
that in a word or two. The answer is complete when a query was handed in and explained, or when the candidate
wishes to go on without. What the candidate sees of the task:
{statement}
{setup}
"""
_NONE_LEFT = """\
# No questions left
Ask no further question. Call generate_session_report now, thank the candidate and say goodbye."""


class Questioner:
    """One question after another, until there are as many as planned. A rubric never passes through here.

    When the answers leave the level open, one question more is offered. ``marks`` are the authoritative
    scores so far by question id; where there is none, what the interviewer made of the answer counts.
    """

    def __init__(
        self, bank: Bank, plan: InterviewPlan, marks: Mapping[str, float | None] | None = None
    ) -> None:
        self._bank, self._plan = bank, plan
        self._marks = dict(marks or {})
        self._matcher = QuestionMatcher(bank)
        self._asked: list[Asked] = []
        self._logged = False
        self._current = next_question(bank, plan, ())

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to be asked."""
        return self._current is None

    def note(self) -> str:
        """Return what the interviewer is to hold now."""
        if self._logged:
            return self._worded(_UNDER_WAY)
        return self._worded(_EXTRA if self._beyond else _ASK)

    def stop(self) -> None:
        """Have no further question asked."""
        self._current, self._logged = None, False

    def settled(self, call: FunctionCall) -> FunctionCall:
        """Return a call as it is to be carried out: a question that was put in other words is the bank's.

        A question the interviewer made up, or a follow-up that it logs, counts as the one under way.
        """
        try:
            arguments = read_arguments(call.name, call.arguments)
        except BadCallError:
            return call
        meant = self._current or (self._asked[-1].question if self._asked else None)
        if not isinstance(arguments, QuestionAsked) or meant is None:
            return call
        if self._matcher.question(arguments.question) not in (None, meant):
            return call
        return replace(call, arguments=as_output(_as_logged(meant)))

    def note_on(self, executed: Executed) -> str:
        """Take in a call that was carried out; return what the interviewer must be told now, or nothing."""
        if not executed.output.get("ok"):
            return ""
        self._marks |= executed.marks
        match executed.arguments:
            case QuestionAsked(question=text):
                self._log(text)
            case ResponseEvaluated(response=response, score=score):
                return self._judged(score if response.strip() else None)
            case ReportWanted() | None:
                pass
        return ""

    def remember(self, history: Sequence[HistoryItem]) -> None:
        """Take in the calls of an earlier run, whoever interviewed in it."""
        for item in history:
            if item.kind != "call" or not item.output.get("ok"):
                continue
            if item.name == "log_question_asked":
                self._log(str(item.arguments.get("question")))
            elif item.name == "log_response_evaluation":
                said, score = str(item.arguments.get("response")), item.arguments.get("score")
                self._judged(float(score) if said.strip() and isinstance(score, int | float) else None)

    def _log(self, text: str) -> None:
        question = self._matcher.question(text)
        if question is None or any(past.question.id == question.id for past in self._asked):
            return
        self._current, self._logged = question, True

    def _judged(self, score: float | None) -> str:
        if self._current is None:
            return ""
        if not self._logged:
            return self.note() if self._beyond else self._worded(_NOT_LOGGED)
        self._asked.append(Asked(self._current, score))
        self._current, self._logged = self._next(), False
        return self.note()

    def _next(self) -> Question | None:
        asked = [Asked(past.question, self._marks.get(past.question.id, past.score)) for past in self._asked]
        return next_question(self._bank, self._plan, asked) or extra_question(self._bank, self._plan, asked)

    @property
    def _beyond(self) -> bool:
        """Whether as many questions as planned were asked and judged."""
        return len(self._asked) >= self._plan.question_count

    def _worded(self, note: str) -> str:
        question = self._current
        if question is None:
            return _NONE_LEFT
        number, of = len(self._asked) + 1, self._plan.question_count
        place = f"Question {number}, an extra one" if self._beyond else f"Question {number} of {of}"
        return note.format(place=place, **_told(question))


def _told(question: Question) -> dict[str, str]:
    """Return all that an interviewer is told of a question: of a task no more than the candidate sees."""
    task = question.sql
    pad = _PAD.format(statement=task.statement, setup=task.exercise.setup.strip()) if task else ""
    return {
        "prompt": question.prompt,
        "category": question.category,
        "difficulty": question.difficulty,
        "pad": pad,
    }


def _as_logged(question: Question) -> dict[str, object]:
    return {
        "question": question.prompt,
        "category": question.category,
        "difficulty": question.difficulty,
    }
