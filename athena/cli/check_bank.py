"""``python3 -m athena check-bank``: prove all questions and problems, with every query run on all data."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from athena.bank.__main__ import findings
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.config import read_settings
from athena.domain.problems import ProblemBank
from athena.domain.questions import Bank
from athena.grading.audit import Audit, audit_exercise, audit_samples
from athena.grading.bench import WRITTEN
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox


def main(arguments: list[str]) -> int:
    """Print what is wrong, a line each, then a summary; exit code 1 when anything is. Raises BankError."""
    options = _parser().parse_args(arguments)
    bank = load_bank(options.questions or read_settings().question_folder or DEFAULT_FOLDER)
    problems = load_problems(options.problems)
    faults = remarks = 0
    for name, audit in _audits(bank, problems, options.only):
        faults, remarks = faults + len(audit.faults), remarks + len(audit.remarks)
        lines = [*audit.faults, *(f"(remark) {remark}" for remark in audit.remarks)]
        print(*(f"{name}: {line}" for line in lines), sep="\n", end="\n" if lines else "", flush=True)
    print(
        f"{len(bank.questions)} questions, {len(problems.problems)} problems: "
        f"{faults} faults, {remarks} remarks"
    )
    return 1 if faults else 0


def _audits(bank: Bank, problems: ProblemBank, only: str) -> Iterator[tuple[str, Audit]]:
    with closing(Sandbox()) as sandbox, closing(Grader(sandbox, effort=WRITTEN)) as grader:
        for question in bank.questions.values():
            if only in question.id:
                yield question.id, Audit(tuple(findings(bank, question)))
                if question.sql:
                    yield question.id, audit_exercise(question.sql.exercise, grader)
                    yield question.id, audit_samples(question, grader)
        for problem in problems.problems.values():
            if only in problem.id and problem.exercise:
                yield problem.id, audit_exercise(problem.exercise, grader)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena check-bank", description=__doc__)
    parser.add_argument("--questions", type=Path, help="folder of question files (default: the bank in use)")
    parser.add_argument("--problems", type=Path, default=PROBLEM_FOLDER, help="folder of problem files")
    parser.add_argument("--only", default="", metavar="TEXT", help="check what has TEXT in its id alone")
    return parser
