"""``python3 -m athena score``: score one answer, read from standard input."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.bank.rubric_file import Rubric, load_rubric
from athena.config import read_settings
from athena.domain.derived_rubric import Assurance, assurance
from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank
from athena.domain.scoring import score_answer
from athena.errors import InputError

_LONGEST = 1_000_000


def main(arguments: list[str]) -> int:
    """Score the answer on standard input against one question and print verdicts, quotes, score and flags."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.question and not options.rubric:
        parser.error("name a question of the bank (--question) or a rubric file (--rubric)")
    bank = load_bank(read_settings().question_folder or DEFAULT_FOLDER)
    if options.rubric:
        rubric = load_rubric(options.rubric, bank.lexicon, options.question)
    else:
        rubric = _of_bank(bank, options.question)
    given = score_answer(rubric.question, _answer(), rubric.lexicon, rubric.version)
    show = as_json if options.json else as_text
    print(show(given, assurance(given, rubric.derived)))
    return 0


def as_json(given: Evaluation, sure: Assurance) -> str:
    """Return the evaluation with how sure it is as one JSON object."""
    return json.dumps(asdict(given) | {"sureness": asdict(sure)}, indent=2, ensure_ascii=False)


def as_text(given: Evaluation, sure: Assurance) -> str:
    """Return the evaluation as lines for people."""
    lines = [f"Score: {'not assessed' if given.score is None else f'{given.score:.2f}'}"]
    for point in given.points:
        lines.append(f"  {point.verdict:<12} {point.weight:4.0%}  {point.text}")
        lines += [f"{'':20}“{point.quote}”"] if point.quote else []
    for wrong in given.misconceptions:
        lines += [f"  wrong claim  -{wrong.penalty:.2f}  {wrong.claim}", f"{'':20}“{wrong.quote}”"]
    lines.append(f"Flags: {', '.join(given.flags) or 'none'}")
    lines.append(f"How sure: {sure.sureness}. {sure.reason}")
    lines.append(f"Feedback: {given.feedback}")
    lines.append(f"By: {given.evaluator} {given.evaluator_version}, rubric {given.rubric_version}")
    return "\n".join(lines)


def _of_bank(bank: Bank, question_id: str) -> Rubric:
    question = bank.questions.get(question_id)
    if question is None:
        near = get_close_matches(question_id, bank.questions, n=3) or list(bank.questions)[:3]
        raise InputError(f"The bank has no question {question_id!r}. Did you mean {', '.join(near)}?")
    return Rubric(question, bank.lexicon, bank.version, derived=0)


def _answer() -> str:
    """Return the answer; what is not UTF-8 in it is replaced."""
    raw = sys.stdin.buffer.read(_LONGEST + 1)
    if len(raw) > _LONGEST:
        raise InputError(f"The answer is longer than {_LONGEST} bytes. Give one answer at a time.")
    return raw.decode("utf-8", "replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena score", description=__doc__)
    parser.add_argument("--question", help="id of a question of the bank, or of one in the rubric file")
    parser.add_argument(
        "--rubric",
        type=Path,
        help="YAML or JSON: a question of the bank's format, or only {prompt, reference_answer}",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser
