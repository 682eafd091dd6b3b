"""What answers to other questions earn: every reference and strong sample against every other rubric.

Run with ``python -m tests.bank.crossing`` from the project's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import Bank, Question, QuestionType
from athena.domain.scoring import score_answer

LOOSE = 0.5
OVERLAPPING = {
    ("agg-where-vs-having", "subq-above-average"): "both say that WHERE sees single rows and no aggregates",
    ("opt-sargable", "time-month-filter"): "both replace a function on the column by a half-open range",
    ("setop-except", "setop-compare-tables"): "the one compares tables by the other, without duplicates",
    ("setop-columns", "setop-union-all"): "both state the rule of equal numbers of columns of like types",
}
"""Pairs of questions whose answers share claims, with the reason."""
Crossed = tuple[float, str, str, str]
"""Score, the question scored by, the question answered, the answer."""


def crossings(bank: Bank, scored: Iterable[Question], above: float = LOOSE) -> Iterator[Crossed]:
    """Yield what answers to other spoken questions earn by the rubrics of ``scored`` above ``above``."""
    answers = [(question.id, text) for question in _spoken(bank) for text in _good_answers(question)]
    for question in scored:
        for answered, text in answers:
            if answered != question.id:
                earned = score_answer(question, text, bank.lexicon, bank.version).score or 0.0
                if earned > above:
                    yield earned, question.id, answered, text


def _spoken(bank: Bank) -> list[Question]:
    return [question for question in bank.questions.values() if question.type is QuestionType.SPOKEN]


def _good_answers(question: Question) -> Iterator[str]:
    yield question.reference_answer
    yield from (sample.text for sample in question.samples if "strong" in sample.tags)


def main() -> None:
    """Print the pairs, the loosest first."""
    bank = load_bank(DEFAULT_FOLDER)
    for earned, question, answered, text in sorted(crossings(bank, _spoken(bank), 0.4), reverse=True):
        print(f"{earned:.2f} {question} <- {answered}: {' '.join(text.split())}")


if __name__ == "__main__":
    main()
