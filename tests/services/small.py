"""A bank of three small questions, a clock that ticks, and short ways to say things in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from athena.domain.interview import Category, Channel, Difficulty, InterviewPlan, Speaker
from athena.domain.questions import Bank, FollowUp, KeyPoint, Match, Question, QuestionType
from athena.services.evaluation import Evaluator, offline_evaluator
from athena.services.interviewing import Interviewing, TurnHeard
from athena.store.database import Database

AT = datetime(2026, 3, 1, 9, 30)
PLAN = InterviewPlan(level=Difficulty.BEGINNER, question_count=3)


def small_question(name: str, category: Category, prompt: str, rephrased: str, *words: str) -> Question:
    """A question whose key points are single words of equal weight."""
    weight = 1 / len(words)
    points = [
        KeyPoint(word, f"It names {word}.", weight, Match((word,)), f"Think of {word}.") for word in words
    ]
    return Question(
        id=name,
        category=category,
        difficulty=Difficulty.BEGINNER,
        type=QuestionType.SPOKEN,
        prompt=prompt,
        rephrased=rephrased,
        reference_answer=" ".join(words),
        expected_seconds=30,
        skills=(f"{name}-skill",),
        key_points=tuple(points),
    )


JOINS = replace(
    small_question(
        "joins-left",
        Category.JOINS,
        "What does a left join return that an inner join does not return?",
        "Which rows does a left join add to those of an inner join?",
        "unmatched",
        "padding",
    ),
    follow_ups=(
        FollowUp("missing:padding", "And what stands in the columns of the right table for those rows?"),
    ),
)
CTES = small_question(
    "cte-why",
    Category.CTE,
    "Why would you use a common table expression in a long query?",
    "What is a common table expression good for?",
    "readable",
    "recursive",
)
INDEXES = small_question(
    "index-cost",
    Category.INDEXING,
    "What does an additional index cost you when rows are written?",
    "How do extra indexes make inserts and updates slower?",
    "maintenance",
    "space",
)
BANK = Bank("small-1", {question.id: question for question in (JOINS, CTES, INDEXES)})
GOOD = {
    "joins-left": "You get the unmatched rows of the left table, with null padding on the right side.",
    "cte-why": "It makes the query readable and it can even be recursive when you need that.",
    "index-cost": "Every write does maintenance on the index and it takes space on the disk.",
}
OFFLINE = offline_evaluator(BANK)


def ticking(start: datetime = AT) -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is read."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def interviewing_on(
    database: Database, evaluator: Evaluator = OFFLINE, *, allow_new_employees: bool = True
) -> Interviewing:
    return Interviewing(
        database, BANK, evaluator=evaluator, now=ticking(), allow_new_employees=allow_new_employees
    )


def said(item_id: str, text: str, at: int = 0, *, interrupted: bool = False) -> TurnHeard:
    """A spoken turn of the candidate, a second long."""
    return TurnHeard(item_id, Speaker.CANDIDATE, text, Channel.VOICE, at, at + 1000, interrupted)


def spoken(item_id: str, text: str, at: int = 0) -> TurnHeard:
    """A spoken turn of the interviewer, a second long."""
    return TurnHeard(item_id, Speaker.INTERVIEWER, text, Channel.VOICE, at, at + 1000)


def ask(
    interviewing: Interviewing, session_id: str, question: Question, call_id: str = ""
) -> dict[str, object]:
    """Log a question of the bank as asked."""
    return interviewing.log_question_asked(
        session_id, call_id or f"ask-{question.id}", question.prompt, question.category, question.difficulty
    )


def answers(database: Database) -> dict[str | None, str]:
    """The answers stored, by the bank's id of their question."""
    rows = database.read(
        "SELECT q.bank_question_id AS name, r.text FROM interview_responses r "
        "JOIN interview_questions q ON q.question_id = r.question_id"
    )
    return {row["name"]: row["text"] for row in rows}
