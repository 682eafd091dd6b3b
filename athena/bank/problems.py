"""Reads a folder of coding problems, or says exactly which field of which problem is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from athena.bank.exercise_schema import exercise_problems, to_exercise
from athena.bank.parsing import PROBLEMS, digest, parse, refuse
from athena.bank.parsing import Problem as Fault
from athena.bank.problem_schema import ProblemFile, ProblemPart
from athena.domain.problems import Language, Problem, ProblemBank, ProgramTask, ProgramTest, WrongProgram


def load_problems(folder: Path) -> ProblemBank:
    """Return the problems in the ``*.yaml`` files of ``folder``; none when there is no such folder.

    Nothing is run. The version is the highest version of the files and a digest of their content.
    Raises BankError.
    """
    paths = sorted(folder.glob("*.yaml"))
    files = [(path, parse(path, ProblemFile, PROBLEMS)) for path in paths]
    refuse(
        PROBLEMS.sentence(path, part.id, fault)
        for path, file in files
        for part in file.problems
        for fault in _faults(part)
    )
    refuse(_across(files))
    problems = {part.id: _problem(part) for _, file in files for part in file.problems}
    newest = max((file.version for _, file in files), default=0)
    return ProblemBank(f"{newest}+{digest(paths)}", MappingProxyType(problems))


def _faults(part: ProblemPart) -> Iterator[Fault]:
    program = {"starter": part.starter, "tests": part.tests, "solution": part.solution}
    if part.language == "python":
        yield from ((name, "expected in a Python problem") for name, value in program.items() if not value)
        yield from _program_faults(part)
        if part.exercise:
            yield "exercise", "expected only in an SQL problem"
        return
    for name, value in (program | {"wrong_variants": part.wrong_variants}).items():
        if value:
            yield name, "expected only in a Python problem"
    if part.exercise is None:
        yield "exercise", "expected the tables, data and queries of an SQL problem"
    else:
        yield from ((f"exercise.{field}", expected) for field, expected in exercise_problems(part.exercise))


def _program_faults(part: ProblemPart) -> Iterator[Fault]:
    if part.tests and {test.hidden for test in part.tests} != {True, False}:
        yield "tests", "expected at least one hidden test and one that is not"
    for name, count in Counter(wrong.id for wrong in part.wrong_variants).items():
        if count > 1:
            yield "wrong_variants", f"expected distinct ids, {name} stands twice"


def _across(files: Sequence[tuple[Path, ProblemFile]]) -> Iterator[str]:
    seen: dict[str, Path] = {}
    for path, file in files:
        for part in file.problems:
            if part.id in seen:
                fault = ("id", f"expected a new id, {seen[part.id].name} has it")
                yield PROBLEMS.sentence(path, part.id, fault)
            seen.setdefault(part.id, path)


def _problem(part: ProblemPart) -> Problem:
    return Problem(
        id=part.id,
        title=part.title,
        statement=part.statement,
        difficulty=part.difficulty,
        category=part.category,
        skills=tuple(part.skills),
        language=Language(part.language),
        hints=(part.hints[0], part.hints[1], part.hints[2]),
        explanation=part.explanation,
        exercise=to_exercise(part.exercise) if part.exercise else None,
        program=_program(part),
    )


def _program(part: ProblemPart) -> ProgramTask | None:
    if part.starter is None or part.solution is None:
        return None
    return ProgramTask(
        starter=part.starter,
        tests=tuple(ProgramTest(t.stdin, t.expected_output, t.hidden) for t in part.tests),
        solution=part.solution,
        wrong_variants=tuple(WrongProgram(w.id, w.code, w.why) for w in part.wrong_variants),
    )
