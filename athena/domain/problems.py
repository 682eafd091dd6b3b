"""Coding problems, as values. The file format is read by ``athena.bank.problems``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from athena.domain.exercise import Exercise
from athena.domain.interview import Category, Difficulty


class Language(StrEnum):
    """What a problem is solved in."""

    SQL = "sql"
    PYTHON = "python"


@dataclass(frozen=True, slots=True)
class ProgramTest:
    """One run of a program: what it reads, and what it must write. Candidates see it unless ``hidden``."""

    stdin: str
    expected_output: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WrongProgram:
    """A common wrong program; ``why`` tells the candidate what is wrong with it."""

    id: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class ProgramTask:
    """A task answered by a program that reads standard input and writes standard output."""

    starter: str
    tests: tuple[ProgramTest, ...]
    solution: str
    wrong_variants: tuple[WrongProgram, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One coding problem: ``exercise`` of an SQL problem, ``program`` of a Python one.

    ``statement`` and ``explanation`` are Markdown; ``hints`` go from a nudge to nearly the answer.
    """

    id: str
    title: str
    statement: str
    difficulty: Difficulty
    category: Category
    skills: tuple[str, ...]
    language: Language
    hints: tuple[str, str, str]
    explanation: str
    exercise: Exercise | None = None
    program: ProgramTask | None = None

    @property
    def solutions(self) -> tuple[str, ...]:
        """The reference solutions, the first one is the reference."""
        if self.exercise:
            return self.exercise.gold
        return (self.program.solution,) if self.program else ()


@dataclass(frozen=True, slots=True)
class ProblemBank:
    """All problems by id, in the order of the files."""

    version: str
    problems: Mapping[str, Problem]
