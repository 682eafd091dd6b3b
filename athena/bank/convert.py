"""From the file format to the values of the domain."""

from __future__ import annotations

from typing import Final

from athena.bank.exercise_schema import ExercisePart, to_exercise
from athena.bank.schema import KeyPointPart, MatchPart, MisconceptionPart, QuestionPart, SamplePart
from athena.domain.interview import Difficulty
from athena.domain.questions import (
    ExecutionPoint,
    FollowUp,
    KeyPoint,
    Match,
    Misconception,
    Question,
    QuestionType,
    Sample,
    SqlSample,
    SqlTask,
)

_LABELLED: Final = {Difficulty.BEGINNER: -1.3, Difficulty.INTERMEDIATE: 0.0, Difficulty.ADVANCED: 1.3}


def to_question(part: QuestionPart) -> Question:
    """Return the question a file describes; without item parameters the level's usual ones are taken."""
    return Question(
        id=part.id,
        category=part.category,
        difficulty=part.difficulty,
        type=QuestionType(part.type),
        prompt=part.prompt,
        rephrased=part.rephrased,
        reference_answer=part.reference_answer,
        expected_seconds=part.expected_seconds,
        skills=tuple(part.skills),
        key_points=tuple(_key_point(p, _match(p.match)) for p in part.key_points if p.match),
        misconceptions=tuple(map(_misconception, part.misconceptions)),
        follow_ups=tuple(FollowUp(f.when, f.prompt, f.links_to) for f in part.follow_ups),
        samples=tuple(Sample(s.text, _band(s), tuple(s.tags)) for s in part.samples if s.text),
        contrasts=tuple(part.contrasts),
        irt=(part.irt.a, part.irt.b) if part.irt else (1.0, _LABELLED[part.difficulty]),
        sql=_task(part, part.sql) if part.sql else None,
    )


def _task(part: QuestionPart, exercise: ExercisePart) -> SqlTask:
    return SqlTask(
        statement=part.statement or part.prompt,
        exercise=to_exercise(exercise),
        points=tuple(
            ExecutionPoint(p.id, p.text, p.weight, p.source, p.hint, p.required)
            for p in part.key_points
            if p.source
        ),
        samples=tuple(SqlSample(s.sql, _band(s), tuple(s.tags)) for s in part.samples if s.sql),
    )


def _band(sample: SamplePart) -> tuple[float, float]:
    return sample.band[0], sample.band[1]


def _key_point(part: KeyPointPart, match: Match) -> KeyPoint:
    return KeyPoint(
        id=part.id,
        text=part.text,
        weight=part.weight,
        match=match,
        hint=part.hint,
        required=part.required,
        exemplars=tuple(part.exemplars),
    )


def _misconception(part: MisconceptionPart) -> Misconception:
    return Misconception(
        id=part.id,
        claim=part.claim,
        match=_match(part.match),
        feedback=part.feedback,
        voids=tuple(part.voids),
        penalty=part.penalty,
    )


def _match(part: MatchPart) -> Match:
    return Match(tuple(part.all), tuple(part.not_))
