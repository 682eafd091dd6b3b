"""Which question of the bank an interviewer is at, and which key point a follow-up is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from athena.domain.questions import Bank, KeyPoint, Question


@dataclass(frozen=True, slots=True)
class Topic:
    """A question, the key point a follow-up or hint aims at, if any, and the number of the turn."""

    question: Question
    point: KeyPoint | None
    turn_no: int


def topic_of(bank: Bank, question_text: str, follow_up_text: str | None, turn_no: int) -> Topic | None:
    """Return what the interviewer is at, or None when it is no question of the bank."""
    said = _plain(question_text)
    fitting = [q for q in bank.questions.values() if _plain(q.prompt) in said or _plain(q.rephrased) in said]
    if not fitting:
        return None
    question = max(fitting, key=lambda q: len(q.prompt))
    return Topic(question, _point(question, _plain(follow_up_text or "")), turn_no)


def _point(question: Question, said: str) -> KeyPoint | None:
    for point in question.key_points:
        prompts = [f.prompt for f in question.follow_ups if f.when == f"missing:{point.id}"]
        if any(_plain(text) in said for text in (point.hint, *prompts)):
            return point
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
