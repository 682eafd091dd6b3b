"""What a person reads about an answer: what was said well, what was wrong, a hint at the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from athena.domain.evaluation import MisconceptionFound, PointVerdict, Verdict
from athena.domain.questions import Question

NOT_ASSESSED: Final = "There was no answer to assess here, so this question does not count."
DID_NOT_KNOW: Final = "You said openly that you did not know. That is fine; this is one to read up on."
GIVEN_AWAY: Final = "Parts that spoke to the grader instead of answering were left out of the assessment."
BARE_TERMS: Final = "Terms alone carry no credit; say in a sentence what they do and why."
_OPENINGS: Final = (
    (0.85, "A complete answer."),
    (0.65, "A good answer."),
    (0.4, "You are on the right way."),
    (0.15, "There is a start."),
    (0.0, "The main points are still open."),
)
_SHOWN: Final = 2


def compose(
    question: Question,
    score: float,
    points: Sequence[PointVerdict],
    misconceptions: Sequence[MisconceptionFound],
    notes: Iterable[str] = (),
) -> str:
    """Return the feedback as a few plain sentences."""
    opening = next(text for least, text in _OPENINGS if score >= least)
    said = [point.text for point in points if point.verdict is Verdict.MET][:_SHOWN]
    open_ids = [point.point_id for point in sorted(points, key=lambda p: -p.weight) if point.credit < 1][
        :_SHOWN
    ]
    hints = {point.id: point.hint for point in question.key_points}
    parts = [
        opening,
        *([f"You made clear: {' '.join(said)}"] if said else []),
        *(wrong.feedback for wrong in misconceptions),
        *([f"To go further: {' '.join(hints[i] for i in open_ids)}"] if open_ids else []),
        *notes,
    ]
    return " ".join(parts)
