"""What the coding problems show: lines of the list, a problem as a candidate may see it, progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language, Problem, ProgramTest
from athena.store.submissions import Tries


class Status(StrEnum):
    """How far a person came with a problem."""

    NEW = "new"
    TRIED = "tried"
    PASSED = "passed"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's way with one problem; ``best`` is the best score (0..1), None before the first one."""

    status: Status = Status.NEW
    submissions: int = 0
    best: float | None = None
    hints_used: int = 0

    @property
    def sees_solution(self) -> bool:
        """Whether the solution may be shown: after a pass, or on giving up."""
        return self.status in (Status.PASSED, Status.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the list."""

    problem_id: str
    title: str
    difficulty: Difficulty
    category: Category
    skills: tuple[str, ...]
    language: Language
    progress: Progress


@dataclass(frozen=True, slots=True)
class ProblemFilter:
    """What the list is narrowed to; empty fields let everything through.

    ``search`` is looked for in title, skills, category and statement, every word of it.
    """

    difficulties: tuple[Difficulty, ...] = ()
    categories: tuple[Category, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[Language, ...] = ()
    search: str = ""

    def lets(self, problem: Problem, progress: Progress) -> bool:
        """Tell whether a problem is on the list."""
        return (
            _within(problem.difficulty, self.difficulties)
            and _within(problem.category, self.categories)
            and _within(progress.status, self.statuses)
            and _within(problem.language, self.languages)
            and _found(self.search, problem)
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """What is shown after a pass or on giving up.

    ``queries`` are the reference solutions, the first one is the reference; ``mistakes`` are common wrong
    answers, each with why it is wrong.
    """

    queries: tuple[str, ...]
    explanation: str
    mistakes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem as a candidate may see it: the hints asked for so far, no solution before its time.

    ``setup`` is the DDL of an SQL problem and ``visible_data`` what fills it; ``starter`` is what the editor
    of a Python problem begins with, and ``tests`` are those everybody sees.
    """

    problem_id: str
    title: str
    statement: str
    difficulty: Difficulty
    category: Category
    skills: tuple[str, ...]
    language: Language
    setup: str
    visible_data: str
    starter: str
    tests: tuple[ProgramTest, ...]
    hints: tuple[str, ...]
    hint_count: int
    progress: Progress
    solution: Solution | None


def line_of(problem: Problem, progress: Progress) -> ProblemLine:
    """Return the line of the list."""
    return ProblemLine(
        problem.id,
        problem.title,
        problem.difficulty,
        problem.category,
        problem.skills,
        problem.language,
        progress,
    )


def view_of(problem: Problem, progress: Progress) -> ProblemView:
    """Return what a person with this progress may see."""
    exercise, program = problem.exercise, problem.program
    return ProblemView(
        problem_id=problem.id,
        title=problem.title,
        statement=problem.statement,
        difficulty=problem.difficulty,
        category=problem.category,
        skills=problem.skills,
        language=problem.language,
        setup=exercise.setup if exercise else "",
        visible_data=exercise.visible_data if exercise else "",
        starter=program.starter if program else "",
        tests=tuple(test for test in program.tests if not test.hidden) if program else (),
        hints=problem.hints[: progress.hints_used],
        hint_count=len(problem.hints),
        progress=progress,
        solution=solution_of(problem) if progress.sees_solution else None,
    )


def solution_of(problem: Problem) -> Solution:
    """Return the solutions of a problem with what goes wrong often."""
    if problem.exercise:
        mistakes = tuple((wrong.sql, wrong.why) for wrong in problem.exercise.wrong_variants)
    else:
        wrongs = problem.program.wrong_variants if problem.program else ()
        mistakes = tuple((wrong.code, wrong.why) for wrong in wrongs)
    return Solution(problem.solutions, problem.explanation, mistakes)


def progress_of(tries: Tries | None, hints_used: int, gave_up: bool) -> Progress:
    """Return the progress that submissions and help amount to; a pass outweighs having given up."""
    if tries and tries.passed:
        status = Status.PASSED
    elif gave_up:
        status = Status.GIVEN_UP
    else:
        status = Status.TRIED if tries else Status.NEW
    return Progress(status, tries.count if tries else 0, tries.best if tries else None, hints_used)


def following(lines: Sequence[ProblemLine], done: Problem) -> ProblemLine | None:
    """Return the problem to go on with: the next open one of this difficulty, then of a harder one.

    After the last problem the search goes on from the first; None when nothing is open.
    """
    levels = list(Difficulty)
    ordered = sorted(lines, key=lambda line: levels.index(line.difficulty))
    at = next((i for i, line in enumerate(ordered) if line.problem_id == done.id), -1)
    around = [*ordered[at + 1 :], *ordered[: max(at, 0)]]
    return next((line for line in around if not line.progress.sees_solution), None)


def _within(value: object, wanted: Iterable[object]) -> bool:
    wanted = tuple(wanted)
    return not wanted or value in wanted


def _found(search: str, problem: Problem) -> bool:
    text = " ".join((problem.title, problem.category.label, *problem.skills, problem.statement)).lower()
    return all(word in text for word in search.lower().split())
