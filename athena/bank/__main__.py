"""``python -m athena.bank [FOLDER]``: load the bank, score every sample, and print what is out of its band.

Exit code 0 when all samples are in their bands and every exemplar earns its key point, 1 otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question, Sample
from athena.domain.scoring import score_answer
from athena.errors import BankError


def main(arguments: Sequence[str]) -> int:
    """Check the folder named in ``arguments``, or the bank that comes with Athena."""
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    try:
        bank = load_bank(folder)
    except BankError as error:
        print(error.message)
        return 1
    found = [line for question in bank.questions.values() for line in findings(bank, question)]
    samples = sum(len(question.samples) for question in bank.questions.values())
    print(*found, f"{len(bank.questions)} questions, {samples} samples, {len(found)} findings", sep="\n")
    return 1 if found else 0


def findings(bank: Bank, question: Question) -> Iterator[str]:
    """Yield a line for every sample out of its band and every exemplar that does not earn its point."""
    for sample in question.samples:
        evaluation = score_answer(question, sample.text, bank.lexicon, bank.version)
        if not in_band(sample, evaluation):
            yield _describe(question, sample, evaluation)
    for point in question.key_points:
        for exemplar in point.exemplars:
            verdicts = {
                p.point_id: p.credit for p in score_answer(question, exemplar, bank.lexicon, "").points
            }
            if not verdicts[point.id]:
                yield f"{question.id}: the exemplar of {point.id} does not earn it: {exemplar!r}"


def in_band(sample: Sample, evaluation: Evaluation) -> bool:
    """Tell whether an evaluation lands in the sample's band; an answer that is not assessed counts as 0."""
    lower, upper = sample.band
    return lower <= (evaluation.score or 0.0) <= upper


def _describe(question: Question, sample: Sample, evaluation: Evaluation) -> str:
    verdicts = ", ".join(f"{point.point_id} {point.verdict}" for point in evaluation.points)
    wrong = ", ".join(found.misconception_id for found in evaluation.misconceptions) or "none"
    return (
        f"{question.id}: {evaluation.score} is out of {list(sample.band)} {'/'.join(sample.tags)}: "
        f"{sample.text!r}\n"
        f"    points: {verdicts}; misconceptions: {wrong}; flags: {', '.join(evaluation.flags) or 'none'}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
