"""From the file format to the values of the domain."""

from __future__ import annotations

from typing import Final

from athena.bank.schema import KeyPointPart, MatchPart, MisconceptionPart, QuestionPart
from athena.domain.interview import Difficulty
from athena.domain.questions import FollowUp, KeyPoint, Match, Misconception, Question, QuestionType, Sample

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
        key_points=tuple(map(_key_point, part.key_points)),
        misconceptions=tuple(map(_misconception, part.misconceptions)),
        follow_ups=tuple(FollowUp(f.when, f.prompt, f.links_to) for f in part.follow_ups),
        samples=tuple(Sample(s.text, (s.band[0], s.band[1]), tuple(s.tags)) for s in part.samples),
        contrasts=tuple(part.contrasts),
        irt=(part.irt.a, part.irt.b) if part.irt else (1.0, _LABELLED[part.difficulty]),
    )


def _key_point(part: KeyPointPart) -> KeyPoint:
    return KeyPoint(
        id=part.id,
        text=part.text,
        weight=part.weight,
        match=_match(part.match),
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
