"""Which question of the bank a spoken question is: the same words, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from athena.domain.questions import Bank, Question

NEAR = 0.6
_LEAD = 0.12
_CONTAINED = 0.92
_FEW_WORDS = 6


def plain_words(text: str) -> list[str]:
    """Return the words of a text without capitals and punctuation."""
    return re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", ""))


class QuestionMatcher:
    """Finds the question of a bank that a text asks, also when it is paraphrased a little."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._wordings = [
            (question.id, plain_words(wording))
            for question in bank.questions.values()
            for wording in (question.prompt, question.rephrased)
        ]

    def known(self, question_id: str | None) -> Question | None:
        """Return the question of the bank with this id, if there is one."""
        return self._bank.questions.get(question_id or "")

    def question(self, text: str) -> Question | None:
        """Return the question that ``text`` asks, None when no wording or more than one is near."""
        found = _nearest(plain_words(text), self._wordings)
        return self._bank.questions[found] if found else None

    def followed_up(self, text: str, asked: Iterable[str]) -> str | None:
        """Return which of the ``asked`` questions (ids) has ``text`` as a follow-up."""
        questions = (self._bank.questions[name] for name in asked if name in self._bank.questions)
        prompts = [(q.id, plain_words(follow_up.prompt)) for q in questions for follow_up in q.follow_ups]
        return _nearest(plain_words(text), prompts)


def _nearest(said: list[str], wordings: Iterable[tuple[str, list[str]]]) -> str | None:
    best: dict[str, float] = {}
    for name, wording in wordings:
        best[name] = max(best.get(name, 0.0), _likeness(said, wording))
    ranked = sorted(best.items(), key=lambda pair: -pair[1])[:2]
    if not ranked or ranked[0][1] < NEAR:
        return None
    clear = ranked[0][1] == 1.0 or len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _LEAD
    return ranked[0][0] if clear else None


def _likeness(said: list[str], wording: list[str]) -> float:
    """Return 0..1: how alike two word lists are; a wording said whole within more words counts as near."""
    matcher = SequenceMatcher(None, said, wording, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    ratio = 2 * shared / (len(said) + len(wording)) if said and wording else 0.0
    contained = len(wording) >= _FEW_WORDS and shared / len(wording) >= _CONTAINED
    return max(ratio, NEAR + (1 - NEAR) * ratio / 2) if contained else ratio
