"""How good an answer is so far, what it lacks, and what to ask about that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, KeyPoint, Question
from athena.domain.scoring import score_answer
from athena.interviewer.policy.state import Course

_STRONG = 0.75
_WEAK = 0.2
_SHORT = 12  # words: a weak answer of fewer may be only a beginning


@dataclass(frozen=True, slots=True)
class Marker:
    """Scores answers against a bank's rubrics."""

    bank: Bank

    def evaluation(self, course: Course) -> Evaluation:
        """Return the evaluation of all that was said to a question."""
        lexicon = tuple(self.bank.lexicon.items())
        return _evaluation(course.question, "\n".join(course.words), lexicon, self.bank.version)

    def score(self, course: Course) -> float | None:
        """Return 0..1, or None when nothing was said that can be assessed."""
        return self.evaluation(course).score if course.words else None

    def follow_up(self, course: Course) -> str | None:
        """Return the one question to ask about a partial answer; "" asks for more of a beginning.

        None when the answer is strong, or when it is weak and long enough to show it.
        """
        evaluation = self.evaluation(course)
        score = evaluation.score or 0.0
        if evaluation.misconceptions:
            return _after_misconception(course.question, evaluation)
        if evaluation.flags or _WEAK <= score < _STRONG:
            return _prompt_for(course.question, f"missing:{_missing(course.question, evaluation).id}")
        if score < _WEAK and len(" ".join(course.words).split()) < _SHORT:
            return ""
        return None

    def hint(self, course: Course) -> str:
        """Return the hint for the most weighted key point that is missing."""
        return _missing(course.question, self.evaluation(course)).hint


@lru_cache(maxsize=2048)
def _evaluation(
    question: Question, text: str, lexicon: tuple[tuple[str, str], ...], version: str
) -> Evaluation:
    """Return the scorer's evaluation; every reply reads the conversation anew, so each comes up often."""
    return score_answer(question, text, dict(lexicon), version)


def _after_misconception(question: Question, evaluation: Evaluation) -> str:
    found = evaluation.misconceptions[0].misconception_id
    prompt = _prompt_for(question, f"misconception:{found}")
    return prompt or _prompt_for(question, f"missing:{_missing(question, evaluation).id}")


def _prompt_for(question: Question, when: str) -> str:
    prompts = [follow_up.prompt for follow_up in question.follow_ups if follow_up.when == when]
    kind, _, name = when.partition(":")
    hints = [point.hint for point in question.key_points if kind == "missing" and point.id == name]
    return next(iter([*prompts, *hints]), "")


def _missing(question: Question, evaluation: Evaluation) -> KeyPoint:
    credit = {point.point_id: point.credit for point in evaluation.points}
    return max(question.key_points, key=lambda p: (p.weight + p.required) * (1 - credit.get(p.id, 0.0)))
