"""The format of a file of coding problems, field by field; docs/question-bank.md shows it by example."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from athena.bank.exercise_schema import ExercisePart
from athena.bank.fields import Part, Slug, Text
from athena.domain.interview import Category, Difficulty


class ProgramTestPart(Part):
    """What a program reads and must write; candidates see it unless ``hidden``."""

    stdin: str
    expected_output: Text
    hidden: bool


class WrongProgramPart(Part):
    """A common wrong program and why it is wrong, as the candidate reads it."""

    id: Slug
    code: Text
    why: Text


class ProblemPart(Part):
    """One problem: ``exercise`` belongs to SQL; ``starter``, ``tests``, ``solution`` to Python.

    ``wrong_variants`` at this level are those of a Python problem; an exercise has its own.
    """

    id: Slug
    title: Text = Field(max_length=80)
    statement: Text
    difficulty: Annotated[Difficulty, Field(strict=False)]
    category: Annotated[Category, Field(strict=False)]
    skills: list[Slug] = Field(min_length=1)
    language: Literal["sql", "python"] = "sql"
    hints: list[Text] = Field(min_length=3, max_length=3)
    explanation: Text
    exercise: ExercisePart | None = None
    starter: Text | None = None
    tests: list[ProgramTestPart] = Field(default=[])
    solution: Text | None = None
    wrong_variants: list[WrongProgramPart] = Field(default=[])


class ProblemFile(Part):
    """A file of ``data/problems``."""

    version: int = Field(ge=1)
    problems: list[ProblemPart]
