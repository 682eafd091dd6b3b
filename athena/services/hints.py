"""How many hints were given: counted in what the interviewer said while a question was current."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from athena.domain.interview import Speaker
from athena.domain.questions import Bank, Question
from athena.services.matching import plain_words
from athena.store import questions, turns
from athena.store.database import Transaction


def hints_given(hints: Iterable[str], said: Sequence[str]) -> int:
    """Return how many of the ``hints`` occur, word for word, in what was ``said``; signs do not count."""
    heard = f" {' '.join(word for text in said for word in [*plain_words(text), '.'])} "
    return sum(f" {' '.join(plain_words(hint))} " in heard for hint in set(hints) if plain_words(hint))


def count_hints(tx: Transaction, bank: Bank, session_id: str) -> None:
    """Note for each question of the bank how many of its hints the interviewer gave."""
    said: dict[str | None, list[str]] = {}
    for stored in turns.of_session(tx, session_id):
        if stored.turn.speaker is Speaker.INTERVIEWER:
            said.setdefault(stored.question_id, []).append(stored.turn.text)
    for asked in questions.asked(tx, session_id):
        question = bank.questions.get(asked.bank_question_id or "")
        given = hints_given(_hints_of(question), said.get(asked.question_id, ())) if question else 0
        if given:
            questions.set_hints(tx, asked.question_id, given)


def _hints_of(question: Question) -> list[str]:
    points = [point.hint for point in question.key_points]
    return points + [point.hint for point in question.sql.points] if question.sql else points
