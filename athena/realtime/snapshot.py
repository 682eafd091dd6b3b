"""What a page shows of a running interview: immutable values, safe to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from athena.domain.interview import Category, Difficulty, Speaker


class LiveState(StrEnum):
    """Where a running interview stands."""

    CONNECTING = "connecting"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    RECONNECTING = "reconnecting"
    ENDED = "ended"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in (LiveState.ENDED, LiveState.FAILED)


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn of the transcript; ``final`` once the store has it."""

    item_id: str
    speaker: Speaker
    text: str
    interrupted: bool
    final: bool
    question_number: int | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """The question under way, the ``number``-th of ``of``.

    ``extra`` when it was not planned; ``pad`` when it is answered by a query, in the pad.
    """

    number: int
    of: int
    category: Category
    difficulty: Difficulty
    text: str
    extra: bool = False
    pad: bool = False

    @property
    def place(self) -> str:
        """Its place as people read it: ``Question 2 of 5``, or ``Question 6, an extra one``."""
        return (
            f"Question {self.number}, an extra one" if self.extra else f"Question {self.number} of {self.of}"
        )


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the interviewer made of the last answer; for practice only."""

    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A running interview at one moment.

    ``message`` is for people and set when the interview failed; ``completed`` once the report exists and the
    closing words were heard; ``mic_level`` is 0..1.
    """

    state: LiveState
    turns: tuple[TurnView, ...]
    question: QuestionView | None
    started_at: datetime
    elapsed_s: float
    remaining_s: float
    mic_level: float
    muted: bool
    message: str
    completed: bool
    feedback: Feedback | None
    metrics: Mapping[str, float] = field(default_factory=dict)
