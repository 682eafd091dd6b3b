"""Questions and their rubrics, as values. The file format is read by ``athena.bank``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from athena.domain.exercise import Exercise
from athena.domain.interview import Category, Difficulty


class QuestionType(StrEnum):
    """How a question is answered."""

    SPOKEN = "spoken"
    SQL = "sql"


@dataclass(frozen=True, slots=True)
class Match:
    """Concept patterns in conjunctive form: every entry of ``all_of`` must occur, none of ``none_of``.

    ``terms`` are patterns with weights, given where a claim has no concepts of its own: their share decides.
    """

    all_of: tuple[str, ...]
    none_of: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One atomic claim a good answer makes; the weights of a question's points sum to 1."""

    id: str
    text: str
    weight: float
    match: Match
    hint: str
    required: bool = False
    exemplars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong claim that voids key points and costs ``penalty`` (0 to 0.2)."""

    id: str
    claim: str
    match: Match
    feedback: str
    voids: tuple[str, ...] = ()
    penalty: float = 0.0


@dataclass(frozen=True, slots=True)
class ExecutionPoint:
    """What a query shows by being run; the weights of a task's points sum to 1.

    ``source`` is ``execution`` (the partial credit of running it on all data), ``dataset:<name>`` (it is
    right on that hidden data), ``order`` (its rows come in the order asked for) or ``structure`` (it is
    built as expected).
    """

    id: str
    text: str
    weight: float
    source: str
    hint: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SqlSample:
    """A graded query: its score by execution must land inside ``band``."""

    sql: str
    band: tuple[float, float]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SqlTask:
    """What is typed in answer to a question: judged by running it, apart from the words said about it.

    ``statement`` is the task as it is read beside the editor, with the names of tables and columns.
    """

    statement: str
    exercise: Exercise
    points: tuple[ExecutionPoint, ...]
    samples: tuple[SqlSample, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question asked when ``when`` holds.

    ``missing:<point>``, ``misconception:<id>`` or ``score>=x``; of a query also ``dataset_failed:<name>`` or
    ``passed``.
    """

    when: str
    prompt: str
    links_to: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A graded answer: the scorer must land inside ``band``."""

    text: str
    band: tuple[float, float]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with everything needed to ask it, to help with it and to score it.

    ``contrasts`` are patterns of the things the question sets against each other (inner join, left join):
    what an answer says about one of them counts for that one alone. ``irt`` is discrimination and difficulty
    on the logit scale; ``skills`` are slugs. Of a question of type ``sql`` the ``key_points``,
    ``misconceptions`` and ``samples`` are about the spoken explanation, ``sql`` is about the query; each has
    its own score.
    """

    id: str
    category: Category
    difficulty: Difficulty
    type: QuestionType
    prompt: str
    rephrased: str
    reference_answer: str
    expected_seconds: int
    skills: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    samples: tuple[Sample, ...] = ()
    contrasts: tuple[str, ...] = ()
    irt: tuple[float, float] = (1.0, 0.0)
    sql: SqlTask | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions by id, in file order, and the lexicon of ``@name`` macros their patterns use."""

    version: str
    questions: Mapping[str, Question]
    lexicon: Mapping[str, str] = field(default_factory=dict)
